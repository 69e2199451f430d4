import { z } from "zod";
import type { DirectorInput } from "../../core/ports.ts";
import type { LorePassage } from "../../library/search.ts";
import { keptNames, phrasesOfNames, phrasesOfProse, telling, wordsToCompare } from "./kept-phrases.ts";
import { KeptPieces, runsIn } from "./kept-pieces.ts";
import type { CallDraft } from "./proposed-calls.ts";

/** So many words in a row are no accident. */
const RUN_WORDS = 6;
/** Names something of the script by its id; nobody reads it as prose. */
const ID_KEY = /(?:Id|^id|^from|^to)$/;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A call as the room keeps it, for telling whether it was made before. */
const MadeArgs = z.array(z.tuple([z.string(), z.unknown()]));

/** Whether a call, after those before it in the same answer, puts before the players what they may not have read. */
export type KeptGuard = (call: CallDraft, before?: readonly CallDraft[]) => boolean;

/**
 * Whether a call would put words before the players that they may not have read: of a file for those behind the screen
 * only, of a card or a note. Six words in a row count, names, headings and short sentences as a whole, and a sentence
 * that comes in pieces. What a turn says is read together, so that nothing is told in two halves. What the players wrote
 * themselves, and what has been told or is in the open, gives nothing away. The script itself is kept by the room, which
 * knows what of it is out.
 */
export function keptFromPlayers(
  input: DirectorInput,
  { all, forPlayers }: { readonly all: readonly LorePassage[]; readonly forPlayers: readonly LorePassage[] },
): KeptGuard {
  const open = new Set(forPlayers.map(({ key }) => key));
  const passages = all.filter(({ key }) => !open.has(key));
  const { kept: remembered } = input.memory;
  const titles = [...passages.flatMap(({ title, heading }) => [title, heading]), ...remembered];
  const prose = [...passages.map(({ text }) => text), ...remembered];
  if (prose.length === 0) return () => false;
  const runs = new Set([...titles, ...prose].flatMap((text) => runsIn(wordsToCompare(text), RUN_WORDS)));
  const phrases = new Set([...phrasesOfNames(titles, RUN_WORDS - 1), ...phrasesOfProse(prose, RUN_WORDS - 1)]);
  const names = keptNames(prose);
  const pieces = new KeptPieces(prose, telling);
  const told = openWords(input, forPlayers);
  const isNew = (words: string): boolean => !told().includes(` ${words} `);
  const earlier = madeWords(input);
  return (call, before = []) => {
    const own = stringsOf(call.args).join("\n");
    const said = [...earlier, ...before.flatMap(({ args }) => stringsOf(args))].join("\n");
    const [together, alone] = [asRun(`${said}\n${own}`), asRun(said)];
    const found = [...runsIn(wordsToCompare(together), RUN_WORDS)].filter((run) => runs.has(run));
    const named = [...phrases].filter((phrase) => together.includes(` ${phrase} `));
    // What was said before this call is not its doing.
    if ([...found, ...named].some((each) => !alone.includes(` ${each} `) && isNew(each))) return true;
    if (capitalised(own).some((name) => names.has(name) && isNew(name))) return true;
    return pieces.toldBy({ own, said }, isNew);
  };
}

/** Put together only when something was quoted. */
function openWords(input: DirectorInput, forPlayers: readonly LorePassage[]): () => string {
  let words: string | null = null;
  return () => {
    words ??= asRun(
      [
        ...input.turn.actions.map(({ text }) => text),
        ...input.recent,
        ...forPlayers.flatMap(({ title, heading, text }) => [title, heading, text]),
        ...rememberedByAll(input.memory),
        // All of it is before the players: the scene, who is in it, where they have been, what they have learned.
        ...stringsIn(input.state.public),
      ].join("\n"),
    );
    return words;
  };
}

function rememberedByAll({ recap, pinned, facts, cards, kept }: DirectorInput["memory"]): string[] {
  const hidden = new Set(kept);
  return [
    ...[...recap, ...pinned, ...facts].map(({ text }) => text),
    ...cards.flatMap(({ name, text, facts: known }) => [name, text, ...known]),
  ].filter((text) => !hidden.has(text));
}

const asRun = (text: string): string => ` ${wordsToCompare(text).join(" ")} `;

/** What the calls of the rounds before have said. */
function madeWords({ state, turn }: DirectorInput): string[] {
  const { work } = state.gm;
  if (work?.turnId !== turn.id) return [];
  return work.made.flatMap((key) => {
    const read = MadeArgs.safeParse(JSON.parse(key.slice(key.indexOf(" ") + 1)));
    return read.success ? stringsOf(Object.fromEntries(read.data)) : [];
  });
}

/** Every string of a call that is no id: players read questions and choices, purposes and reasons alike. */
function stringsOf(args: CallDraft["args"]): string[] {
  return Object.entries(args).flatMap(([key, value]) =>
    ID_KEY.test(key) && typeof value === "string" && SLUG.test(value) ? [] : stringsIn(value),
  );
}

/** The strings in a value, and the keys of its records, which may be words as well. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return Object.entries(value).flatMap(([key, each]) => [key, ...stringsIn(each)]);
}

function capitalised(text: string): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]+/gu)].map(([name]) => wordsToCompare(name).join(" "));
}
