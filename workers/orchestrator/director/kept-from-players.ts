import type { DirectorInput } from "../../core/ports.ts";
import { plainWords } from "../../core/safety/folded-words.ts";
import type { LorePassage } from "../../library/search.ts";
import { runsOf } from "../narrator/said-before.ts";
import type { CallDraft } from "./proposed-calls.ts";

/** So many words in a row are no accident. */
const RUN_WORDS = 6;
/** What of a call nobody outside the screen reads. */
const OWN_ARGS: ReadonlySet<string> = new Set(["why"]);

/**
 * Whether a call would put words before the players that they may not have read: of a file for those behind the screen
 * only, of a card or a note. What the players wrote themselves, and what has been told or is in the open, gives nothing
 * away. The script itself is kept by the room, which knows what of it is out.
 */
export function keptFromPlayers(
  input: DirectorInput,
  { all, forPlayers }: { readonly all: readonly LorePassage[]; readonly forPlayers: readonly LorePassage[] },
): (call: CallDraft) => boolean {
  const open = new Set(forPlayers.map(({ key }) => key));
  const { pinned, facts, cards } = input.memory;
  const kept = [
    ...all.filter(({ key }) => !open.has(key)).flatMap(({ title, heading, text }) => [title, heading, text]),
    ...[...pinned, ...facts].map(({ text }) => text),
    ...cards.flatMap(({ text, facts: known }) => [text, ...known]),
  ];
  if (kept.length === 0) return () => false;
  const runs = runsOf(kept, RUN_WORDS);
  const told = openWords(input, forPlayers);
  return ({ args }) => {
    const words = wordsIn(args);
    return runsIn(words).some((run) => runs.has(run) && !told().includes(run));
  };
}

/** Put together only when something was quoted. */
function openWords(input: DirectorInput, forPlayers: readonly LorePassage[]): () => string {
  let words: string | null = null;
  return () => {
    words ??= plainWords(
      [
        ...input.turn.actions.map(({ text }) => text),
        ...input.recent,
        ...forPlayers.map(({ text }) => text),
        ...input.state.public.journal.map(({ title, text }) => `${title} ${text}`),
      ].join("\n"),
    ).join(" ");
    return words;
  };
}

function wordsIn(args: CallDraft["args"]): string {
  const texts = Object.entries(args).flatMap(([key, value]) => (OWN_ARGS.has(key) ? [] : [JSON.stringify(value)]));
  return texts.join("\n").replaceAll("\\n", " ");
}

const runsIn = (text: string): string[] => [...runsOf([text], RUN_WORDS)];
