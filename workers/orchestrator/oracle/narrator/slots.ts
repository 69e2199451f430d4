import type { Pronoun } from "../../../contracts/creatures.ts";
import { capital } from "../language/naming.ts";

/** Somebody or something a phrase speaks of. */
export interface Named {
  readonly name: string;
  readonly pronoun: Pronoun;
}

export type Slots = Readonly<Record<string, Named | string>>;

const FORMS: Readonly<Record<Pronoun, Readonly<Record<string, string>>>> = {
  she: { they: "she", them: "her", their: "her", theirs: "hers", themself: "herself" },
  he: { they: "he", them: "him", their: "his", theirs: "his", themself: "himself" },
  it: { they: "it", them: "it", their: "its", theirs: "its", themself: "itself" },
  they: { they: "they", them: "them", their: "their", theirs: "theirs", themself: "themself" },
};

/**
 * Fills a phrase: `{hero}`, `{hero.their}`, `{hero.s}` for the possessive, `{hero:has/have}` for the verb that follows the
 * pronoun, `{a:item}` for a noun with "a" or "an". Null when a slot has nothing to fill it.
 */
export function fill(phrase: string, slots: Slots): string | null {
  for (const [, key = ""] of phrase.matchAll(BEFORE_VERB)) if (isPlural(nameIn(slots, key))) return null;
  let missing = false;
  const text = phrase.replace(/\{([^{}]+)\}/g, (_, inside: string) => {
    const found = one(inside, slots);
    if (found === null) missing = true;
    return found ?? "";
  });
  return missing ? null : tidy(text);
}

/** A thing right before a verb in the singular. */
const BEFORE_VERB = /\{([Tt]hing|[Pp]lace|[Ii]tem|[Ww]eapon)\} (?:\w+[^s\W]s|was)\b/g;

function isPlural(name: string | null): boolean {
  return (
    name !== null &&
    /^(?:the|some|your|\d+) /i.test(name) &&
    /[^su]s$/.test(name.split(/ (?:of|in|on|at|to|with|under|behind|going|that) /)[0] ?? name)
  );
}

function one(inside: string, slots: Slots): string | null {
  const article = /^a:(\w+)$/.exec(inside);
  if (article !== null) {
    const noun = nameIn(slots, article[1] ?? "");
    return noun === null ? null : withArticle(noun);
  }
  const agreeing = /^(\w+):([^/]+)\/(.+)$/.exec(inside);
  if (agreeing !== null) {
    const named = slots[agreeing[1] ?? ""];
    if (named === undefined) return null;
    return (typeof named !== "string" && named.pronoun === "they" ? agreeing[3] : agreeing[2]) ?? null;
  }
  const [key = "", form] = inside.split(".");
  const named = slots[key];
  if (named === undefined) return null;
  if (form === undefined) return nameIn(slots, key);
  if (form === "s") return possessive(nameIn(slots, key) ?? "");
  return typeof named === "string" ? null : (FORMS[named.pronoun][form] ?? null);
}

function nameIn(slots: Slots, key: string): string | null {
  const named = slots[key];
  if (named === undefined) return null;
  return typeof named === "string" ? named : named.name;
}

/** "Wren's", and "the wolves'" for what already ends in s only when it is plural. */
export function possessive(name: string): string {
  return /s$/.test(name) && /^the /.test(name) && /[^su]s$/.test(name) ? `${name}’` : `${name}’s`;
}

/** "a lamp", "an iron key", "an hour", "a one-eyed dog". */
export function withArticle(noun: string): string {
  if (/^(?:the|a|an|some|his|her|its|their) /i.test(noun)) return noun;
  const an = /^(?:[aeio]|u(?!ni|se|su|r[aeiou])|hour|honest|heir)/i.test(noun) && !/^(?:one|once|eu)/i.test(noun);
  return `${an ? "an" : "a"} ${noun}`;
}

/** One space between words, none before punctuation, a capital at the head of each sentence. */
export function tidy(text: string): string {
  const flat = text
    .replace(/[ \t]+/g, " ")
    .replace(/ +([,.;:!?])/g, "$1")
    .trim();
  return capital(flat).replace(
    /([.!?][”"’]?\s+)([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
