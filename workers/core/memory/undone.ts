import type { CampaignEvent } from "../../contracts/events.ts";
import type { TurnId } from "../../contracts/ids.ts";
import { allFacts, type Fact, type FactBook, factsFrom, withChange, withoutFacts } from "./fact-book.ts";
import type { Memory, MemoryLane } from "./memory.ts";
import { firstSentences } from "./plain-text.ts";
import type { Origin } from "./tell-event.ts";

/**
 * What players say before the DM answers has no turn yet: the turn is named after what opened it. The first event of the
 * turn shows which one it is, and what was said by then belongs to it.
 */
export function belongingTo(memory: Memory, { turnId }: Origin): Memory {
  const { waiting } = memory.stage;
  if (turnId === undefined || waiting.length === 0) return memory;
  const openedSeq = Number(turnId.slice(2));
  const adopted = waiting.filter((seq) => seq <= openedSeq);
  if (adopted.length === 0) return memory;
  const book = adopted
    .flatMap((seq) => factsFrom(memory.all.book, seq))
    .reduce((changed, { id }) => withChange(changed, id, { turnId }), memory.all.book);
  const stage = { ...memory.stage, waiting: waiting.filter((seq) => seq > openedSeq) };
  return { ...memory, stage, all: { ...memory.all, book } };
}

/** An undone turn takes its facts with it, brings back what they had superseded, and recaps lose the sentences that rest on it. */
export function withoutTurn(memory: Memory, turnId: TurnId): Memory {
  const isGone = (fact: Fact): boolean => fact.turnId === turnId;
  return {
    ...memory,
    all: laneWithout(memory.all, isGone),
    gm: laneWithout(memory.gm, isGone),
    private: withoutFacts(memory.private, isGone),
  };
}

function laneWithout(lane: MemoryLane, isGone: (fact: Fact) => boolean): MemoryLane {
  const seqs = new Set(allFacts(lane.book).flatMap((fact) => (isGone(fact) ? [fact.seq] : [])));
  if (seqs.size === 0) return lane;
  const recaps = lane.recaps.flatMap((recap) => {
    const sentences = recap.sentences.filter(({ rests }) => !rests.some((seq) => seqs.has(seq)));
    return sentences.length === 0 ? [] : [{ ...recap, sentences }];
  });
  return { ...lane, book: withoutFacts(lane.book, isGone), recaps };
}

/** A narration that was put away is not remembered; one that was put right is remembered in its new words. */
export function withoutNarration(memory: Memory, fact: CampaignEvent): Memory {
  if (fact.type === "safety_paused" && fact.payload.veiled !== null) {
    const { veiled } = fact.payload;
    return inTable(memory, (book) => withoutFacts(book, ({ seq }) => seq === veiled));
  }
  if (fact.type !== "narration_edited") return memory;
  const [told] = factsFrom(memory.all.book, fact.payload.of);
  const text = firstSentences(fact.payload.text, 380);
  return told === undefined ? memory : inTable(memory, (book) => withChange(book, told.id, { text }));
}

const inTable = (memory: Memory, change: (book: FactBook) => FactBook): Memory => ({
  ...memory,
  all: { ...memory.all, book: change(memory.all.book) },
});
