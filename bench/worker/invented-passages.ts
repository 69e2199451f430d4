import { wordsOf } from "../../workers/db/full-text/words.ts";
import type { DraftChunk } from "../../workers/db/write/chunks.ts";
import { corpus } from "../../workers/testkit/lore-corpus/corpus.ts";
import { draftOf } from "../../workers/testkit/lore-shelf.ts";

/** The words of the retrieval set, as often as they stand there. */
const said = corpus.flatMap(({ passages }) =>
  passages.flatMap(({ draft }) => wordsOf(draft.text).map(({ word }) => word)),
);
const RARE_WORDS = 30_000;
const WORDS = 110;
const PER_SECTION = 4;

/** A passage of no meaning: half of it words of the retrieval set, half of it rarer and rarer ones that nobody knows. */
export function inventedPassage(seed: number): DraftChunk {
  let state = (seed + 1) * 2_654_435_761;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
  const word = () => (next() < 0.5 ? (said[Math.floor(next() * said.length)] ?? "") : `qu${rare(next())}a`);
  const text = Array.from({ length: WORDS }, word).join(" ");
  return draftOf(`${text}.`, { heading: `Part ${Math.floor(seed / PER_SECTION)}`, tokens: 300, hash: String(seed) });
}

/** The nth word is met about as often as one nth. */
function rare(share: number): string {
  return Math.floor(RARE_WORDS ** share)
    .toString(26)
    .replaceAll(/\d/g, (digit) => "wxyzvutsrn".charAt(Number(digit)));
}
