import type { CampaignEvent } from "../../contracts/events.ts";
import type { TurnId } from "../../contracts/ids.ts";
import { withoutFirstMet } from "./entities.ts";
import { allFacts, type Fact, type FactBook, factsFrom, withChange, withoutFacts } from "./fact-book.ts";
import { person, place } from "./fact-drafts.ts";
import type { Memory, MemoryLane } from "./memory.ts";
import { firstSentences } from "./plain-text.ts";
import type { Stage } from "./stage.ts";
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

/**
 * An undone turn takes its facts with it and whoever and whatever was first met in it, brings back what they had
 * superseded, and recaps lose the sentences that rest on it.
 */
export function withoutTurn(memory: Memory, turnId: TurnId): Memory {
  const isGone = (fact: Fact): boolean => fact.turnId === turnId;
  const without = (lane: MemoryLane, present: ReadonlySet<string>): MemoryLane => {
    const left = laneWithout(lane, isGone);
    return { ...left, entities: entitiesLeft(left, { turnId, present }) };
  };
  return {
    ...memory,
    // What is before everybody's eyes is known to the table, and need not be known behind the screen once more.
    all: without(memory.all, presentIn(memory.stage)),
    gm: without(memory.gm, new Set()),
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

/** What another hand has brought in since stays known: what is still spoken of, and what is there. */
function entitiesLeft(
  { entities, book }: MemoryLane,
  { turnId, present }: { readonly turnId: TurnId; readonly present: ReadonlySet<string> },
): MemoryLane["entities"] {
  if (!Object.values(entities).some((entity) => entity.turnId === turnId)) return entities;
  // Everything in a pack is written down as held: that alone makes no thing of the story of it.
  const spokenOf = new Set(allFacts(book).flatMap(({ kind, about }) => (kind === "holds" ? [] : about)));
  return withoutFirstMet(entities, turnId, (id) => spokenOf.has(id) || present.has(id));
}

/** Who is before the party's eyes and where it is, as the undone turn has left it. */
function presentIn({ scene, creatures }: Stage): ReadonlySet<string> {
  return new Set([
    ...(scene === null ? [] : [place(scene.id), ...scene.people.map(({ id }) => person(id))]),
    ...Object.keys(creatures).map(person),
  ]);
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
