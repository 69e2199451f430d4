import type { Adventure } from "../../contracts/adventure.ts";
import { plainWords } from "../safety/folded-words.ts";
import type { CampaignState } from "../state.ts";
import { scriptOf } from "./lookup.ts";

/** So many words of the script in a row are no accident. */
const RUN_WORDS = 6;
/** A secret's title of fewer words may be said by chance. */
const TITLE_WORDS = 3;
/** What is no prose of the script's, or is shown to everybody from the start. */
const OPEN_KEYS: ReadonlySet<string> = new Set("id title tagline summary opening name label seed".split(" "));

const runs = new WeakMap<Adventure, ReadonlySet<string>>();

/**
 * Whether words for all read out of the script what is not out yet: its prose, a secret's title, the name of what is
 * hidden. Whoever directs has all of it before them; `said` and what everybody can see give nothing away.
 */
export function readsOutTheScript(state: CampaignState, words: string, said: string): boolean {
  const spoken = plainWords(words);
  const script = scriptOf(state);
  const kept = runsIn(script);
  const quoted = runsOf(spoken).filter((run) => kept.has(run));
  const text = phrase(spoken);
  const named = keptNames(state, script).filter((name) => text.includes(name));
  if (quoted.length + named.length === 0) return false;
  const open = phrase(plainWords(`${said}\n${JSON.stringify(state.public)}`));
  return [...quoted.map((run) => ` ${run} `), ...named].some((each) => !open.includes(each));
}

/** Titles of what is sealed, names of what is hidden, and clocks that only the screen sees. */
function keptNames({ public: { seals }, gm }: CampaignState, script: Adventure): string[] {
  const out = new Set(seals.map(({ secretId }) => secretId));
  const titles = script.secrets.filter(({ id }) => !out.has(id)).map(({ title }) => plainWords(title));
  const hidden = script.scenes
    .flatMap(({ features, exits }) => [...features, ...exits])
    .filter((each) => each.hidden === true && !gm.shown.includes(each.id))
    .map(({ name }) => plainWords(name));
  const clocks = Object.values(gm.clocks).map(({ title }) => plainWords(title));
  return [
    ...titles.filter((title) => title.length >= TITLE_WORDS),
    ...[...hidden, ...clocks].filter((name) => name.length > 1),
  ].map(phrase);
}

/** Read once for a script: it stays the same for a whole campaign. */
function runsIn(script: Adventure): ReadonlySet<string> {
  const known = runs.get(script);
  if (known !== undefined) return known;
  const made = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === "string") for (const run of runsOf(plainWords(value))) made.add(run);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null)
      for (const [key, each] of Object.entries(value)) if (!OPEN_KEYS.has(key)) walk(each);
  };
  walk(script);
  runs.set(script, made);
  return made;
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN_WORDS - 1).map((_, at) => words.slice(at, at + RUN_WORDS).join(" "));
}

const phrase = (words: readonly string[]): string => ` ${words.join(" ")} `;
