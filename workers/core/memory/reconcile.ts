import { allFacts, type FactBook, standingFact } from "./fact-book.ts";
import type { FactDraft } from "./fact-drafts.ts";
import type { KnownCreature, Stage } from "./stage.ts";
import { coinOf, healthOf, holdingOf } from "./tell-creatures.ts";

/**
 * What must be said anew after a turn was undone. Its facts are gone and those before them stand again; but what somebody
 * changed since by hand stays changed, so what is remembered of belongings and health is held against the state.
 */
export function reconciled(stage: Stage, book: FactBook): readonly FactDraft[] {
  const held = new Map<string, Map<string, string>>();
  for (const { aspect, supersededBy, about } of allFacts(book)) {
    const [kind, creatureId = "", itemId = ""] = aspect?.split(":") ?? [];
    if (kind !== "holds" || supersededBy !== undefined) continue;
    held.set(creatureId, (held.get(creatureId) ?? new Map<string, string>()).set(itemId, about[1] ?? ""));
  }
  return Object.values(stage.creatures).flatMap((creature) =>
    statesOf(creature, [...(held.get(creature.id)?.keys() ?? [])], book).filter(({ aspect = "", text }) => {
      const standing = standingFact(book, aspect);
      return standing !== null && standing.text !== text;
    }),
  );
}

function statesOf(creature: KnownCreature, spokenOf: readonly string[], book: FactBook): readonly FactDraft[] {
  const carried = creature.items.map(({ item }) => item);
  const gone = spokenOf
    .filter((id) => !carried.some((item) => item.id === id))
    .map((id) => ({ id, name: nameIn(book, creature, id) }));
  return [...[...carried, ...gone].map((item) => holdingOf(creature, item)), coinOf(creature), healthOf(creature)];
}

/** The name of an item that somebody no longer has, as it stands in what is remembered. */
function nameIn(book: FactBook, { id }: KnownCreature, itemId: string): string {
  const text = standingFact(book, `holds:${id}:${itemId}`)?.text ?? "";
  return / (?:no longer has|has)(?: \d+ ×)? (.+)\.$/.exec(text)?.[1] ?? itemId.replaceAll("-", " ");
}
