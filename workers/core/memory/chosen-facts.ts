import { type Fact, type FactBook, type Page, stands } from "./fact-book.ts";
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

/** How many pins a viewer can see: what others have pinned out of their sight takes none of their room. */
export function pinnedCount(memory: Memory, viewer: MemoryViewer): number {
  const own = pinnedIn(memory.private).filter((fact) => isFor(fact, viewer));
  return pinnedIn(memory.all.book).length + (viewer.gm ? pinnedIn(memory.gm.book).length : 0) + own.length;
}
