import type { MemberId } from "../../contracts/ids.ts";
import {
  allFacts,
  type BookLimits,
  type Fact,
  type FactBook,
  factsOnly,
  isHeld,
  type Page,
  weightOf,
  worth,
} from "./fact-book.ts";

/** How much of a book the words of members may take: those of one, and those of all of them together. */
export interface WordShares {
  readonly each: BookLimits;
  readonly together: BookLimits;
}

const none: BookLimits = { facts: 0, bytes: 0 };
const plus = (left: BookLimits, right: BookLimits): BookLimits => ({
  facts: left.facts + right.facts,
  bytes: left.bytes + right.bytes,
});
const without = ({ facts, bytes }: BookLimits, fact: Fact): BookLimits => ({
  facts: facts - 1,
  bytes: bytes - weightOf(fact),
});
const isOver = (room: BookLimits, most: BookLimits): boolean => room.facts > most.facts || room.bytes > most.bytes;
/** A tenth goes at once, so that it is seldom done. */
const lessATenth = ({ facts, bytes }: BookLimits): BookLimits => ({ facts: facts * 0.9, bytes: bytes * 0.9 });

type Rooms = Map<MemberId, BookLimits>;
const roomsKept = new WeakMap<Page, Rooms>();

function roomsOn(page: Page): Rooms {
  const kept = roomsKept.get(page);
  if (kept !== undefined) return kept;
  const rooms: Rooms = new Map();
  for (const fact of page)
    if (fact.by !== undefined)
      rooms.set(fact.by, plus(rooms.get(fact.by) ?? none, { facts: 1, bytes: weightOf(fact) }));
  roomsKept.set(page, rooms);
  return rooms;
}

function roomsIn({ pages }: FactBook): Rooms {
  const rooms: Rooms = new Map();
  for (const page of pages)
    for (const [memberId, room] of roomsOn(page)) rooms.set(memberId, plus(rooms.get(memberId) ?? none, room));
  return rooms;
}

const sumOf = (rooms: Rooms): BookLimits => [...rooms.values()].reduce(plus, none);

/** How much of a book is members' own words. */
export const wordsIn = (book: FactBook): BookLimits => sumOf(roomsIn(book));

/**
 * Keeps the words of members within their shares: whoever says too much loses words of their own, and where all of them
 * together say too much, whoever has said the most does. What play says, and what others have said, is no part of it.
 */
export function withinShares(book: FactBook, { each, together }: WordShares): FactBook {
  const rooms = roomsIn(book);
  const tooMuch = [...rooms].flatMap(([by, room]) => (isOver(room, each) ? [by] : []));
  if (tooMuch.length === 0 && !isOver(sumOf(rooms), together)) return book;
  const words = worstFirst(book);
  const gone = new Set<Fact>();
  /** Lets go of one thing somebody said; whoever has nothing left but pins is let be. */
  const letGo = (by: MemberId): void => {
    const fact = words.get(by)?.shift();
    const room = rooms.get(by);
    if (fact === undefined || room === undefined) {
      rooms.delete(by);
      return;
    }
    gone.add(fact);
    rooms.set(by, without(room, fact));
  };
  for (const by of tooMuch) while (isOver(rooms.get(by) ?? none, lessATenth(each))) letGo(by);
  const most = isOver(sumOf(rooms), together) ? lessATenth(together) : together;
  while (isOver(sumOf(rooms), most)) {
    const [largest] = [...rooms].sort(([, left], [, right]) => right.bytes - left.bytes);
    if (largest !== undefined) letGo(largest[0]);
  }
  return factsOnly(book, (fact) => !gone.has(fact));
}

/** What each member has said and nobody has pinned: what may go first, first. */
function worstFirst(book: FactBook): Map<MemberId, Fact[]> {
  const words = new Map<MemberId, Fact[]>();
  for (const fact of allFacts(book))
    if (fact.by !== undefined && !isHeld(fact)) {
      const said = words.get(fact.by);
      if (said === undefined) words.set(fact.by, [fact]);
      else said.push(fact);
    }
  for (const said of words.values()) said.sort((left, right) => worth(left) - worth(right) || left.seq - right.seq);
  return words;
}
