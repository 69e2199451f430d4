import type { Audience } from "../../contracts/events.ts";
import { type Fact, type FactBook, factIn } from "./fact-book.ts";
import type { Memory, MemoryLane, MemoryViewer, WrittenCard } from "./memory.ts";

/** Facts a viewer may see, in the books they stand in. Of the private book only what is meant for them. */
export function factFor(memory: Memory, viewer: MemoryViewer, id: string): { fact: Fact; audience: Audience } | null {
  const own = factIn(memory.private, id);
  if (own !== null && isFor(own, viewer)) return { fact: own, audience: { members: [...(own.to ?? [])] } };
  for (const [audience, book] of booksFor(memory, viewer)) {
    const fact = factIn(book, id);
    if (fact !== null) return { fact, audience };
  }
  return null;
}

function booksFor(memory: Memory, { gm }: MemoryViewer): readonly (readonly ["all" | "gm", FactBook])[] {
  return gm
    ? [
        ["gm", memory.gm.book],
        ["all", memory.all.book],
      ]
    : [["all", memory.all.book]];
}

/** Whether a fact of the private book is meant for this member. */
export function isFor({ to = [] }: Fact, { memberId }: MemoryViewer): boolean {
  return memberId !== null && to.includes(memberId);
}

/** The lanes a viewer may look into; what is written behind the screen comes first. */
export function lanesFor(memory: Memory, { gm }: MemoryViewer): readonly (readonly ["all" | "gm", MemoryLane])[] {
  return gm
    ? [
        ["gm", memory.gm],
        ["all", memory.all],
      ]
    : [["all", memory.all]];
}

/** A written card that a viewer may see, and whose it is. */
export function cardFor(
  memory: Memory,
  viewer: MemoryViewer,
  id: string,
): { readonly written: WrittenCard; readonly audience: "all" | "gm" } | null {
  for (const [audience, { cards }] of lanesFor(memory, viewer)) {
    const written = Object.hasOwn(cards, id) ? cards[id] : undefined;
    if (written !== undefined) return { written, audience };
  }
  return null;
}

const MERGES_DEEP_MAX = 8;

/**
 * What an entity is remembered as, after all merges that a viewer may know of. What is known behind the screen stands there
 * where those behind it have put it: no merge of the table's takes it out of their sight.
 */
export function mergedInto(memory: Memory, viewer: MemoryViewer, id: string): string {
  let now = id;
  for (let deep = 0; deep < MERGES_DEEP_MAX; deep += 1) {
    const next = nextInto(memory, viewer, now);
    if (next === undefined || next === id) return now;
    now = next;
  }
  return now;
}

function nextInto({ all, gm }: Memory, viewer: MemoryViewer, id: string): string | undefined {
  if (!viewer.gm) return intoIn(all, id);
  const isKnownThere = Object.hasOwn(gm.cards, id) || Object.hasOwn(gm.entities, id);
  return intoIn(gm, id) ?? (isKnownThere ? undefined : intoIn(all, id));
}

/** Under each entity, what was merged into it, as a viewer may know. */
export function mergedBy(memory: Memory, viewer: MemoryViewer): ReadonlyMap<string, readonly string[]> {
  const under = new Map<string, string[]>();
  for (const [, { merged }] of lanesFor(memory, viewer))
    for (const from of Object.keys(merged)) {
      const into = mergedInto(memory, viewer, from);
      const known = under.get(into);
      if (into === from || known?.includes(from) === true) continue;
      if (known === undefined) under.set(into, [from]);
      else known.push(from);
    }
  return under;
}

const intoIn = ({ merged }: MemoryLane, id: string): string | undefined =>
  Object.hasOwn(merged, id) ? merged[id] : undefined;

/** In which lanes an entity is known to a viewer, by play or by a card, and not merged into another. */
export function knownIn(memory: Memory, viewer: MemoryViewer, id: string): readonly ("all" | "gm")[] {
  if (mergedInto(memory, viewer, id) !== id) return [];
  return lanesFor(memory, viewer).flatMap(([audience, { cards, entities }]) =>
    Object.hasOwn(cards, id) || Object.hasOwn(entities, id) ? [audience] : [],
  );
}
