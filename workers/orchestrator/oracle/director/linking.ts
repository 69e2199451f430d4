import { singular } from "../language/inflection.ts";
import { opensVerb } from "../language/lexicon.ts";
import { EVERYDAY, editDistance, looksLike } from "../language/spelling.ts";
import { DETERMINERS, SMALL_WORDS } from "../language/words.ts";
import { type Mention, type Sight, standing, type Thing, type ThingKind } from "./sight.ts";

/** A stretch of words and what it may stand for, likeliest first. */
export interface Pointer {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly { readonly thing: Thing; readonly score: number }[];
  /** It, her, there: resolved by what was spoken of last. */
  readonly pronoun: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly thing: Thing;
}

const ADJECTIVES = new Set([
  "old",
  "big",
  "small",
  "little",
  "large",
  "great",
  "heavy",
  "dark",
  "black",
  "white",
  "red",
  "green",
  "blue",
  "grey",
  "gray",
  "brown",
  "wooden",
  "stone",
  "iron",
  "silver",
  "gold",
  "golden",
  "broken",
  "cold",
  "tall",
  "long",
  "young",
  "healing",
  "strange",
  "dead",
  "front",
  "main",
  "rusty",
  "narrow",
  "empty",
  "new",
]);
/** Heads too general to point at one thing by themselves: "the room" is the place, not the lamp room. */
const GENERAL = new Set([
  "room",
  "place",
  "area",
  "thing",
  "side",
  "end",
  "piece",
  "part",
  "way",
  "people",
  "man",
  "woman",
]);
const COMPASS: Readonly<Record<string, string>> = {
  n: "north",
  s: "south",
  e: "east",
  w: "west",
  ne: "northeast",
  nw: "northwest",
  se: "southeast",
  sw: "southwest",
  u: "up",
  d: "down",
  northward: "north",
  southward: "south",
  eastward: "east",
  westward: "west",
  northwards: "north",
  southwards: "south",
  eastwards: "east",
  westwards: "west",
  upstairs: "up",
  downstairs: "down",
  northern: "north",
  southern: "south",
  eastern: "east",
  western: "west",
  upward: "up",
  upwards: "up",
  downward: "down",
  downwards: "down",
};

/** Finds everything the words point at, in order of speaking. `used` words belong to the verb. */
export function pointersIn(
  words: readonly string[],
  used: readonly number[],
  sight: Sight,
  moving: boolean,
): Pointer[] {
  const reading: Reading = { words, used, moving, exact: exactWords(sight) };
  const spans: Span[] = [];
  for (const thing of sight.things) {
    for (const name of thing.names) spans.push(...spansOf(reading, name, thing, 1));
    for (const hint of thing.hints) spans.push(...spansOf(reading, hint, thing, 0.5));
  }
  spans.sort((a, b) => b.score - a.score || a.from - b.from);
  const chosen: Span[] = [];
  for (const span of spans)
    if (chosen.every((other) => span.to <= other.from || span.from >= other.to)) chosen.push(span);
  const named = chosen.map(({ from, to }) => ({ from, to, candidates: candidatesAt(spans, from, to), pronoun: false }));
  const pointers = [...named, ...pronounsIn(words, used, named, sight)];
  return pointers.sort((a, b) => a.from - b.from);
}

function candidatesAt(spans: readonly Span[], from: number, to: number): Pointer["candidates"] {
  const best = new Map<Thing, number>();
  for (const span of spans) {
    if (span.from >= to || span.to <= from) continue;
    best.set(span.thing, Math.max(best.get(span.thing) ?? 0, span.score));
  }
  return [...best].map(([thing, score]) => ({ thing, score })).sort((a, b) => b.score - a.score);
}

/** The words of one clause, and what decides how freely they are read. */
interface Reading {
  readonly words: readonly string[];
  readonly used: readonly number[];
  /** Going somewhere: "up" and "out" may be the way itself. */
  readonly moving: boolean;
  /** Words that name something as they stand, so that they are no slip for something else. */
  readonly exact: ReadonlySet<string>;
}

const exactBySight = new WeakMap<readonly Thing[], ReadonlySet<string>>();

function exactWords({ things }: Sight): ReadonlySet<string> {
  const known = exactBySight.get(things);
  if (known !== undefined) return known;
  const words = new Set(things.flatMap((thing) => thing.names.flat()).flatMap((word) => [word, singular(word)]));
  exactBySight.set(things, words);
  return words;
}

function spansOf(reading: Reading, name: readonly string[], thing: Thing, worth: number): Span[] {
  const { words } = reading;
  const head = headOf(name);
  const spans: Span[] = [];
  for (let from = 0; from < words.length; from += 1) {
    if (DETERMINERS.has(words[from] ?? "")) continue;
    for (let offset = 0; offset < name.length; offset += 1) {
      const span = runFrom(reading, from, name, offset);
      if (span.matched === 0) continue;
      const whole = offset === 0 && span.matched === name.length;
      const onHead = offset <= head && head < offset + span.matched;
      const lone = span.matched === 1 && isWeak(name[offset] ?? "");
      // The verb of the sentence names nothing by itself: "open" is no shutter "that opens".
      if (!whole && isVerbOnly(reading, from, span.to)) continue;
      if (!whole && lone) continue;
      const score = (span.sum * (whole || onHead ? 3 : 1.2) + (whole ? 3 : onHead ? 1.5 : 0)) * worth;
      spans.push({ from, to: span.to, score, thing });
    }
  }
  return spans;
}

function isVerbOnly({ words, used }: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (DETERMINERS.has(words[at] ?? "")) continue;
    if (!used.includes(at) || isObject(words, at)) return false;
  }
  return true;
}

function isWeak(word: string): boolean {
  return SMALL_WORDS.has(word) || ADJECTIVES.has(word) || GENERAL.has(word);
}

/** The word a name turns on: the last one, or the one before "of" or "in". */
function headOf(name: readonly string[]): number {
  const of = name.findIndex(
    (word) =>
      word === "of" ||
      word === "in" ||
      word === "to" ||
      word === "under" ||
      word === "by" ||
      word === "with" ||
      word === "behind",
  );
  return of > 0 ? of - 1 : name.length - 1;
}

function runFrom(
  { words, used, moving, exact }: Reading,
  from: number,
  name: readonly string[],
  offset: number,
): { matched: number; sum: number; to: number } {
  let at = from;
  let matched = 0;
  let sum = 0;
  for (let index = offset; index < name.length; index += 1) {
    const part = name[index] ?? "";
    while (matched > 0 && (DETERMINERS.has(words[at] ?? "") || words[at] === "'s") && words[at] !== part) at += 1;
    const word = words[at];
    const verbal = used.includes(at);
    const way = name.length === 1 && WAYS.has(part);
    // "Roll up my sleeve" is not the way up; "go up" is.
    if (way ? !moving : verbal && name.length === 1 && !isObject(words, at)) break;
    const slips = !verbal && word !== undefined && !exact.has(word) && !exact.has(singular(word)) && !opensVerb(word);
    // "strong box" for strongbox.
    const joined = word !== undefined && part.length > 5 && `${word}${words[at + 1] ?? ""}` === part;
    const likeness = joined ? 1 : alike(word, part, slips);
    if (likeness === 0) break;
    matched += 1;
    sum += likeness;
    at += joined ? 2 : 1;
  }
  return { matched, sum, to: at };
}

/** A word of the verb's phrase may still be the object when it is no verb: "try the door". */
function isObject(words: readonly string[], at: number): boolean {
  return at > 0 && DETERMINERS.has(words[at - 1] ?? "");
}

const WAYS: ReadonlySet<string> = new Set([
  "up",
  "down",
  "in",
  "out",
  "back",
  "inside",
  "outside",
  "on",
  "through",
  "over",
  "across",
  "north",
  "south",
  "east",
  "west",
  "upstairs",
  "downstairs",
]);

function alike(word: string | undefined, part: string, slips: boolean): number {
  if (word === undefined) return 0;
  if (word === part || (Object.hasOwn(COMPASS, word) && COMPASS[word] === part)) return 1;
  if (SMALL_WORDS.has(word)) return 0;
  const [one, other] = [singular(word), singular(part)];
  if (one === other || word === other || part === one) return 0.97;
  if (slips && !EVERYDAY.has(word) && (looksLike(word, part) || looksLike(one, other)))
    return 0.8 - editDistance(one, other, 2) * 0.1;
  return 0;
}

const POINTING: Readonly<Record<string, readonly ThingKind[]>> = {
  it: ["feature", "item", "exit", "foe"],
  that: ["feature", "item", "exit", "foe"],
  this: ["feature", "item", "exit", "foe"],
  one: ["feature", "item", "exit", "foe"],
  those: ["feature", "item", "foe"],
  these: ["feature", "item", "foe"],
  them: ["person", "foe", "feature", "item", "hero"],
  they: ["person", "foe", "hero"],
  him: ["person", "foe", "hero"],
  he: ["person", "foe", "hero"],
  her: ["person", "foe", "hero"],
  she: ["person", "foe", "hero"],
  there: ["exit", "feature"],
  me: ["hero"],
  myself: ["hero"],
  himself: ["hero"],
  herself: ["hero"],
  themself: ["hero"],
  self: ["hero"],
};

function pronounsIn(
  words: readonly string[],
  used: readonly number[],
  named: readonly Pointer[],
  sight: Sight,
): Pointer[] {
  const found: Pointer[] = [];
  words.forEach((word, at) => {
    const kinds = Object.hasOwn(POINTING, word) ? POINTING[word] : undefined;
    if (kinds === undefined || named.some((each) => each.from <= at && at < each.to)) return;
    // "that chest", "her ring", "that she is": a determiner or a joint, not a pronoun.
    if (
      (word === "that" || word === "this" || word === "her" || word === "these" || word === "those") &&
      leadsNoun(words, at, named)
    )
      return;
    if (used.includes(at) && word !== "her" && word !== "him" && word !== "it") return;
    const candidates = resolve(word, kinds, sight).map((thing, index) => ({ thing, score: 2 - index * 0.1 }));
    if (candidates.length > 0) found.push({ from: at, to: at + 1, candidates, pronoun: true });
  });
  return found;
}

function leadsNoun(words: readonly string[], at: number, named: readonly Pointer[]): boolean {
  const next = words[at + 1];
  if (next === undefined) return false;
  return (
    named.some((each) => each.from === at + 1 || each.from === at + 2) ||
    (!SMALL_WORDS.has(next) && words[at] !== "her")
  );
}

function resolve(word: string, kinds: readonly ThingKind[], sight: Sight): Thing[] {
  if (word === "me" || word.endsWith("self") || word === "self")
    return sight.things.filter((thing) => thing.kind === "hero" && thing.id === sight.hero.id);
  const gender = word === "him" || word === "he" ? "he" : word === "her" || word === "she" ? "she" : null;
  const fits = (thing: Thing): boolean =>
    kinds.includes(thing.kind) &&
    thing.id !== sight.hero.id &&
    (gender === null || thing.pronoun === gender) &&
    !(gender === null && word === "it" && thing.kind === "foe" && thing.pronoun !== "it");
  const foes =
    sight.fight === null
      ? []
      : sight.things.filter(
          (thing) =>
            thing.kind === "foe" && fits(thing) && sight.foes.some((foe) => foe.id === thing.id && standing(foe)),
        );
  if (foes.length > 0 && kinds.includes("foe")) return foes;
  const recent = [...sight.mentioned]
    .reverse()
    .flatMap((mention) => sight.things.filter((thing) => isThing(thing, mention) && fits(thing)));
  if (recent.length > 0) return [...new Set(recent)];
  const only = sight.things.filter((thing) => (thing.kind === "person" || thing.kind === "foe") && fits(thing));
  return only.length === 1 || gender !== null || word === "them" ? only : [];
}

export function isThing(thing: Thing, mention: Mention): boolean {
  return (
    thing.id === mention.id &&
    (thing.kind === mention.kind || (mention.kind === "creature" && (thing.kind === "foe" || thing.kind === "hero")))
  );
}

/** Remembers what was spoken of, for the next "it". */
export function mention(sight: Sight, thing: Pick<Thing, "kind" | "id">): void {
  const kind = thing.kind === "foe" || thing.kind === "hero" ? "creature" : thing.kind;
  const before = sight.mentioned.findIndex((each) => each.id === thing.id && each.kind === kind);
  if (before >= 0) sight.mentioned.splice(before, 1);
  sight.mentioned.push({ kind, id: thing.id });
}

/** The best thing of these kinds among the pointers, earlier kinds first when scores are near. */
export function pick(
  pointers: readonly Pointer[],
  kinds: readonly ThingKind[],
  accept: (thing: Thing) => boolean = () => true,
): Thing | null {
  let best: { thing: Thing; score: number } | null = null;
  for (const pointer of pointers) {
    for (const { thing, score } of pointer.candidates) {
      const rank = kinds.indexOf(thing.kind);
      if (rank < 0 || !accept(thing)) continue;
      const weighed = score - rank * 0.6 - pointer.from * 0.01;
      if (best === null || weighed > best.score) best = { thing, score: weighed };
    }
  }
  return best?.thing ?? null;
}
