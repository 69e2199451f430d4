import type { MemberId } from "../../contracts/ids.ts";
import type { RecalledFact } from "../ports.ts";
import { type Fact, type FactBook, factIn, factsOnly, standingFact } from "./fact-book.ts";
import type { Memory, MemoryViewer } from "./memory.ts";
import { type FactAudience, knowersOf, partyOf } from "./who-knows.ts";
import { isFor } from "./who-may-see.ts";

export interface SeenFact {
  readonly fact: Fact;
  readonly audience: FactAudience;
}

/** The books a viewer may read, and for whom each is. */
export function booksOf(
  memory: Memory,
  { gm, memberId }: MemoryViewer,
): readonly (readonly [FactAudience, FactBook])[] {
  return [
    ["all", memory.all.book],
    ...(gm ? [["gm", memory.gm.book] as const] : []),
    ...(memberId === null ? [] : [["some", ownBook(memory.private, memberId)] as const]),
  ];
}

const ownKept = new WeakMap<FactBook, Map<MemberId, FactBook>>();

/** What of the private book is meant for one member: what it says to others must not even weigh on what is found. */
function ownBook(book: FactBook, memberId: MemberId): FactBook {
  const kept = ownKept.get(book) ?? new Map<MemberId, FactBook>();
  ownKept.set(book, kept);
  const own = kept.get(memberId) ?? factsOnly(book, (fact) => isFor(fact, { memberId, gm: false }));
  kept.set(memberId, own);
  return own;
}

/** A fact with the book it stands in. */
export function seenIn(memory: Memory, fact: Fact): SeenFact {
  if (fact.to !== undefined) return { fact, audience: "some" };
  return { fact, audience: factIn(memory.gm.book, fact.id) === fact ? "gm" : "all" };
}

/** Whether a fact is so, as far as a viewer knows: of two books that say where somebody is, only the newer counts. */
export function isSoFor(memory: Memory, viewer: MemoryViewer, { fact, audience }: SeenFact): boolean {
  if (audience === "some" || !viewer.gm || fact.aspect === undefined) return true;
  const other = standingFact(audience === "gm" ? memory.all.book : memory.gm.book, fact.aspect);
  return other === null || other.seq < fact.seq;
}

/** A fact as a prompt takes it. */
export function recalledFact(memory: Memory, { fact, audience }: SeenFact): RecalledFact {
  const knowers = knowersOf(memory, fact, audience);
  const isKnownToAll = audience !== "gm" && partyOf(memory).every((name) => knowers.includes(name));
  return {
    id: fact.id,
    text: fact.text,
    rests: [fact.seq],
    knownBy: isKnownToAll ? null : knowers,
    byHand: fact.byHand === true,
  };
}
