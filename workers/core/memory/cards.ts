import type { LoreCard } from "../../contracts/memory.ts";
import type { Memory, MemoryLane, MemoryViewer } from "./memory.ts";
import { cardFor, lanesFor } from "./who-may-see.ts";

type Called = Readonly<Record<string, Pick<LoreCard, "name" | "aliases">>>;
const namesKept = new WeakMap<object, Called>();

/** What the written cards of a lane are called. */
export function cardNames(cards: MemoryLane["cards"]): Called {
  const kept = namesKept.get(cards);
  if (kept !== undefined) return kept;
  const names = Object.fromEntries(Object.entries(cards).map(([id, { card }]) => [id, card]));
  namesKept.set(cards, names);
  return names;
}

/** What a viewer calls an entity: as its card says, else as it came up in play. Null for what they have not heard of. */
export function entityName(memory: Memory, viewer: MemoryViewer, id: string): string | null {
  const written = cardFor(memory, viewer, id)?.written.card.name;
  if (written !== undefined) return written;
  const names = lanesFor(memory, viewer).flatMap(([, { entities }]) =>
    Object.hasOwn(entities, id) ? [entities[id]?.name ?? ""] : [],
  );
  return names.at(-1) ?? null;
}
