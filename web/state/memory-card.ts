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

/** The card a form describes. `id` is that of the card it began from; a new one is known by its kind and name. */
export function cardOf(draft: CardDraft, id: EntityId | null, known: readonly CardView[]): LoreCard {
  const name = draft.name.trim();
  return {
    id: id ?? sameNamed(draft.kind, name, known)?.id ?? entityIdOf(draft.kind, name),
    name,
    aliases: aliasesOf(draft),
    text: draft.text.trim(),
    pinned: draft.pinned,
    source: draft.source,
  };
}

function aliasesOf({ aliases, name }: CardDraft): string[] {
  const said = aliases.split(",").map((alias) => alias.trim().slice(0, NAME_MAX));
  return [...new Set(said)].filter((alias) => alias !== "" && alias !== name.trim()).slice(0, ALIASES_MAX);
}

/** Whoever play knows under that name already. A second card for the same would only have to be merged. */
export function sameNamed(kind: EntityKind, name: string, known: readonly CardView[]): CardView | undefined {
  const sought = name.trim().toLowerCase();
  return known.find(
    (card) => card.kind === kind && [card.name, ...card.aliases].some((each) => each.toLowerCase() === sought),
  );
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
