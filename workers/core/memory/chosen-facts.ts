import type { MemberId } from "../../contracts/ids.ts";
import { allFacts, type Fact, type FactBook, type Page, stands } from "./fact-book.ts";
import type { Memory, MemoryViewer } from "./memory.ts";
import { isFor } from "./who-may-see.ts";

/** Facts that are found without being asked for, looked up once a page. */
function chosenOnPages(isChosen: (fact: Fact) => boolean): (book: FactBook) => Fact[] {
  const kept = new WeakMap<Page, readonly Fact[]>();
  return ({ pages }) =>
    pages.flatMap((page) => {
      const known = kept.get(page) ?? page.filter((fact) => stands(fact) && isChosen(fact));
      kept.set(page, known);
      return known;
    });
}

/** The pinned facts of a book that stand, oldest first. */
export const pinnedIn = chosenOnPages((fact) => fact.pinned === true);

/** What weighs so much is thought of however old it is. */
const HEAVY = 7;

/** The facts of a book that stand and weigh much, oldest first. */
export const heavyIn = chosenOnPages(({ importance }) => importance >= HEAVY);

/** How many facts of the table, or of those behind the screen, are pinned, and by whom: null for those who run the table. */
export function pinsBy(memory: Memory, lane: "all" | "gm"): (MemberId | null)[] {
  return pinnedIn(memory[lane].book).map(({ pinnedBy = null }) => pinnedBy);
}

/** How many of the facts that only some may know are pinned by the one who looks. */
export function privatePins(memory: Memory, memberId: MemberId): number {
  const viewer: MemoryViewer = { memberId, gm: false };
  const mine = [memberId, ...(memory.stage.runners.includes(memberId) ? [undefined] : [])];
  return pinnedIn(memory.private).filter((fact) => isFor(fact, viewer) && mine.includes(fact.pinnedBy)).length;
}

/** How much a member has noted and put into other words before the whole table since an event. */
export function writtenSince(memory: Memory, memberId: MemberId, seq: number): number {
  return allFacts(memory.all.book).filter(
    (fact) =>
      (fact.by === memberId && fact.kind === "note" && fact.seq > seq) ||
      (fact.rewording?.memberId === memberId && fact.rewording.seq > seq),
  ).length;
}
