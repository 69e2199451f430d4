import type { Visibility } from "../../workers/contracts/library.ts";
import type { CardView, EntityId, EntityKind, LoreCard } from "../../workers/contracts/memory.ts";

/** A card as a form holds it. */
export interface CardDraft {
  readonly kind: EntityKind;
  readonly name: string;
  /** As they are typed: one after the other, with commas between. */
  readonly aliases: string;
  readonly text: string;
  readonly pinned: boolean;
  readonly source: LoreCard["source"];
}

export const ALIASES_MAX = 8;
const ID_MAX = 80;
const NAME_MAX = 80;

/** A form for a card nobody has written yet, or for one that is there. */
export function draftOf(card: Pick<CardView, "kind" | keyof LoreCard> | null): CardDraft {
  if (card === null) return { kind: "person", name: "", aliases: "", text: "", pinned: false, source: null };
  const { kind, name, aliases, text, pinned, source } = card;
  return { kind, name, aliases: aliases.join(", "), text, pinned, source };
}

/**
 * The card a form describes. `id` is that of the card it began from; a new one is known by its kind and name. Standing
 * `apart` it is nobody's that only has its name as another: so two cards that were joined are parted again.
 */
export function cardOf(draft: CardDraft, id: EntityId | null, known: readonly CardView[], apart = false): LoreCard {
  const name = draft.name.trim();
  const same = sameNamed(draft.kind, name, known);
  return {
    id: id ?? (apart && isAlias(same, name) ? undefined : same?.id) ?? entityIdOf(draft.kind, name),
    name,
    aliases: aliasesOf(draft),
    text: draft.text.trim(),
    pinned: draft.pinned,
    source: draft.source,
  };
}

/** A card as it is kept: one that players see never says which file it comes from [V1]. The room sees to it as well. */
export function keptFor(visibility: Visibility, card: LoreCard): LoreCard {
  return visibility === "gm" ? card : { ...card, source: null };
}

function aliasesOf({ aliases, name }: CardDraft): string[] {
  const said = aliases.split(",").map((alias) => alias.trim().slice(0, NAME_MAX));
  return [...new Set(said)].filter((alias) => alias !== "" && alias !== name.trim()).slice(0, ALIASES_MAX);
}

/** Whoever play knows under that name already. A second card for the same would only have to be merged. */
export function sameNamed(kind: EntityKind, name: string, known: readonly CardView[]): CardView | undefined {
  const sought = name.trim().toLowerCase();
  const ofKind = known.filter((card) => card.kind === kind);
  return (
    ofKind.find(({ name }) => name.toLowerCase() === sought) ??
    ofKind.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === sought))
  );
}

/** Whether a card has a name only as another one. */
export const isAlias = (card: CardView | undefined, name: string): boolean =>
  card !== undefined && card.name.toLowerCase() !== name.trim().toLowerCase();

/** A card taken for something else than it was: whoever play knows under that name and kind, or somebody new. */
export function ofKind(card: LoreCard, kind: EntityKind, known: readonly CardView[]): LoreCard {
  return { ...card, id: sameNamed(kind, card.name, known)?.id ?? entityIdOf(kind, card.name) };
}

/** The id of an entity by its name: letters and digits as they are, anything else a dash. */
function entityIdOf(kind: EntityKind, name: string): EntityId {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  // A name in another script is spelled by the numbers of its letters.
  const slug = plain !== "" ? plain : [...name].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join("-");
  return `${kind}:${slug}`.slice(0, ID_MAX).replace(/-+$/, "");
}
