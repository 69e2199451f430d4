import type { MemberId, TurnId } from "../../contracts/ids.ts";
import type { FactView } from "../../contracts/memory.ts";

/** A remembered fact. What is usual (it stands, rests on its own event, is nobody's words) is left out, to keep it small. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  readonly kind: FactView["kind"];
  readonly importance: number;
  readonly seq: number;
  readonly at: number;
  /** Campaign time when it came about. */
  readonly minutes: number;
  readonly about: readonly string[];
  /** What it says the newest of: `holds:bo:rope`. The newest fact of an aspect stands, those before it are superseded. */
  readonly aspect?: string;
  readonly supersededBy?: string;
  readonly turnId?: TurnId;
  /** Somebody at the table chose its words. */
  readonly byHand?: true;
  /** Whose words they are, when they take their room from that member's share and not from what play says. */
  readonly by?: MemberId;
  readonly pinned?: boolean;
  /** Who pinned it, unless they run the table. */
  readonly pinnedBy?: MemberId;
  readonly forgotten?: boolean;
  readonly correctedBy?: string;
  /** Who put it into other words, and in which event. */
  readonly rewording?: { readonly memberId: MemberId; readonly seq: number };
  /** Only these members may know it; in the books of the table and of the screen it is left out. */
  readonly to?: readonly MemberId[];
}

export type Page = readonly Fact[];

/**
 * Facts in the order of their events, on pages. Adding or changing one copies a page and the list of pages, so a book of
 * thousands costs no more than one of a hundred, and whatever is worked out from a page is kept with that page.
 */
export interface FactBook {
  readonly pages: readonly Page[];
  readonly count: number;
  /** About as many bytes as its JSON takes. */
  readonly bytes: number;
}

export const FACTS_PER_PAGE = 64;
/** The newest facts are kept whatever they weigh: only they can still be taken back by an undone turn. */
const NEWEST_KEPT = 300;

export const emptyBook: FactBook = { pages: [], count: 0, bytes: 0 };

export const stands = (fact: Fact): boolean => fact.supersededBy === undefined && fact.forgotten !== true;
/** A pin holds what it says until something newer says it otherwise; then the newer fact is pinned. */
export const isHeld = (fact: Fact): boolean => fact.pinned === true && stands(fact);

export function allFacts(book: FactBook): Fact[] {
  return book.pages.flat();
}

export function withFact(book: FactBook, fact: Fact): FactBook {
  const last = book.pages.at(-1);
  const pages =
    last === undefined || last.length >= FACTS_PER_PAGE
      ? [...book.pages, [fact]]
      : [...book.pages.slice(0, -1), [...last, fact]];
  return { pages, count: book.count + 1, bytes: book.bytes + weightOf(fact) };
}

export function factIn(book: FactBook, id: string): Fact | null {
  const page = book.pages[pageOf(book, id)];
  return page?.find((fact) => fact.id === id) ?? null;
}

/** Every fact that came from the event with this number. */
export function factsFrom(book: FactBook, seq: number): Fact[] {
  return book.pages.flatMap((page) =>
    (page[0]?.seq ?? 0) <= seq && (page.at(-1)?.seq ?? 0) >= seq ? page.filter((fact) => fact.seq === seq) : [],
  );
}

export function withChange(book: FactBook, id: string, change: Partial<Fact>): FactBook {
  const at = pageOf(book, id);
  const page = book.pages[at];
  const before = page?.find((fact) => fact.id === id);
  if (page === undefined || before === undefined) return book;
  const after = { ...before, ...change };
  const pages = book.pages.with(
    at,
    page.map((fact) => (fact === before ? after : fact)),
  );
  return { ...book, pages, bytes: book.bytes + weightOf(after) - weightOf(before) };
}

/** The newest fact that says this and has not been superseded. */
export function standingFact(book: FactBook, aspect: string): Fact | null {
  for (let at = book.pages.length - 1; at >= 0; at -= 1) {
    const fact = aspectsOn(book.pages[at] ?? []).get(aspect);
    if (fact !== undefined) return fact;
  }
  return null;
}

const aspectsKept = new WeakMap<Page, ReadonlyMap<string, Fact>>();

function aspectsOn(page: Page): ReadonlyMap<string, Fact> {
  const kept = aspectsKept.get(page);
  if (kept !== undefined) return kept;
  const aspects = new Map<string, Fact>();
  for (const fact of page)
    if (fact.aspect !== undefined && fact.supersededBy === undefined) aspects.set(fact.aspect, fact);
  aspectsKept.set(page, aspects);
  return aspects;
}

/**
 * Takes facts out and brings back what they had superseded: what is gone is as if it had never been said. Pages that have
 * nothing to do with it stay the same pages.
 */
export function withoutFacts(book: FactBook, isGone: (fact: Fact) => boolean): FactBook {
  const gone = new Map(book.pages.flatMap((page) => page.filter(isGone).map((fact) => [fact.id, fact] as const)));
  if (gone.size === 0) return book;
  const after = (id: string | undefined): string | undefined => {
    const successor = id === undefined ? undefined : gone.get(id);
    return successor === undefined ? id : after(successor.supersededBy);
  };
  const touched = ({ id, supersededBy = "" }: Fact): boolean => gone.has(id) || gone.has(supersededBy);
  const pages = book.pages.flatMap((page) => {
    if (!page.some(touched)) return [page];
    const left = page.flatMap((fact) =>
      gone.has(fact.id) ? [] : [touched(fact) ? { ...fact, supersededBy: after(fact.supersededBy) } : fact],
    );
    return left.length === 0 ? [] : [left];
  });
  const bytes = [...gone.values()].reduce((sum, fact) => sum + weightOf(fact), 0);
  return { pages, count: book.count - gone.size, bytes: book.bytes - bytes };
}

/** A book of some of the facts. */
export function factsOnly(book: FactBook, isIn: (fact: Fact) => boolean): FactBook {
  return bookOf(allFacts(book).filter(isIn));
}

function bookOf(facts: readonly Fact[]): FactBook {
  const pages: Page[] = [];
  for (let at = 0; at < facts.length; at += FACTS_PER_PAGE) pages.push(facts.slice(at, at + FACTS_PER_PAGE));
  return { pages, count: facts.length, bytes: facts.reduce((sum, fact) => sum + weightOf(fact), 0) };
}

/** How much of a book there is, or may be. */
export interface BookLimits {
  readonly facts: number;
  readonly bytes: number;
}

const NOTHING: BookLimits = { facts: 0, bytes: 0 };

/**
 * Keeps a book within its limits: what was superseded goes first, then what weighs least, the oldest of it first. A tenth
 * goes at once, so that it is seldom done. The log keeps everything. What stands in shares of its own neither counts nor
 * goes: `beside` is how much that is.
 */
export function compacted(book: FactBook, limits: BookLimits, beside: BookLimits = NOTHING): FactBook {
  let [count, bytes] = [book.count - beside.facts, book.bytes - beside.bytes];
  if (count <= limits.facts && bytes <= limits.bytes) return book;
  const facts = allFacts(book);
  const newest = newestKept(facts, limits);
  const candidates = facts
    .filter((fact) => fact.seq < newest && fact.by === undefined && !isHeld(fact))
    .sort((left, right) => worth(left) - worth(right) || left.seq - right.seq);
  const gone = new Set<string>();
  for (const fact of candidates) {
    if (count <= limits.facts * 0.9 && bytes <= limits.bytes * 0.9) break;
    gone.add(fact.id);
    count -= 1;
    bytes -= weightOf(fact);
  }
  return bookOf(facts.filter(({ id }) => !gone.has(id)));
}

/** From which event on facts are kept whatever they weigh: the newest few hundred, in at most half of the room. */
function newestKept(facts: readonly Fact[], limits: BookLimits): number {
  let bytes = 0;
  const few = facts.slice(-Math.min(NEWEST_KEPT, Math.floor(limits.facts / 2)));
  const kept = few.findLast((fact) => {
    bytes += weightOf(fact);
    return bytes > limits.bytes / 2;
  });
  return kept === undefined ? (few[0]?.seq ?? 0) : kept.seq + 1;
}

/** What goes last where something must go: what stands, and of it what weighs most. */
export const worth = (fact: Fact): number => fact.importance + (stands(fact) ? 10 : 0);

/** Bytes of a fact in JSON, near enough: three for each sign beyond ASCII, and what its fields take besides. */
export function weightOf(fact: Fact): number {
  const beyond = fact.text.replace(/[ -~]/g, "").length;
  const named = fact.about.reduce((sum, id) => sum + id.length + 3, 0);
  const reworded = fact.rewording === undefined ? 0 : 110;
  return (
    140 + reworded + fact.text.length + beyond * 2 + named + (fact.aspect?.length ?? 0) + (fact.to?.length ?? 0) * 26
  );
}

const seqOf = (id: string): number => Number(id.split("_")[1] ?? 0);

/** The page on which a fact of this id would stand. Facts of one event may lie across two pages. */
function pageOf({ pages }: FactBook, id: string): number {
  const seq = seqOf(id);
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.[0]?.seq ?? 0) <= seq) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && pages[low]?.every((fact) => fact.id !== id) === true && pages[low]?.[0]?.seq === seq) low -= 1;
  return low;
}
