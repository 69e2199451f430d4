import type { RecapSentence } from "../../contracts/memory.ts";
import type { Recalled } from "../ports.ts";
import { entityName } from "./cards.ts";
import { type Fact, factsFrom, stands } from "./fact-book.ts";
import type { Memory, MemoryViewer } from "./memory.ts";
import { type SeenFact, seenIn } from "./recalled-fact.ts";
import { retold } from "./retold.ts";

const PLAYERS: MemoryViewer = { memberId: null, gm: false };

/** A card as it is recalled, with whose it is and the facts that stand on it. */
export interface RecalledCard {
  readonly id: string;
  readonly known: readonly Fact[];
  /** For whom its text was written. */
  readonly writtenFor: "all" | "gm";
  readonly card: Recalled["cards"][number];
}

/** Of what is recalled, the words that not everybody at the table may know: nobody may quote them before the table. */
export function keptWords(
  memory: Memory,
  {
    recap,
    said,
    cards,
  }: {
    readonly recap: readonly RecapSentence[];
    readonly said: readonly SeenFact[];
    readonly cards: readonly RecalledCard[];
  },
): string[] {
  const isKept = (fact: Fact): boolean => seenIn(memory, fact).audience !== "all";
  return [
    ...recap.filter((sentence) => !isForAll(memory, sentence)).map(({ text }) => text),
    ...said.filter(({ audience }) => audience !== "all").map(({ fact }) => fact.text),
    ...cards.flatMap(({ id, card, known, writtenFor }) => [
      ...(entityName(memory, PLAYERS, id) === card.name ? [] : [card.name]),
      // Whole, and as the card shortens them; it tells the newest last.
      ...[...known].reverse().flatMap((fact, at) => (isKept(fact) ? [fact.text, card.facts[at] ?? ""] : [])),
      ...(writtenFor === "gm" ? [card.text] : []),
    ]),
  ].filter((text) => text !== "");
}

/** Whether everybody may read a sentence of the story so far: as it was written for all, or as their facts are retold. */
function isForAll({ all: { recaps, book } }: Memory, { text, rests }: RecapSentence): boolean {
  return (
    recaps.some(({ sentences }) => sentences.some((sentence) => sentence.text === text)) ||
    rests.some((seq) => retold(factsFrom(book, seq).filter(stands)).some((told) => told.text === text))
  );
}
