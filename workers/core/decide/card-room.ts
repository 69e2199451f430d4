import type { MemberId } from "../../contracts/ids.ts";
import type { LoreCard } from "../../contracts/memory.ts";
import type { Asking } from "../decide.ts";
import type { WrittenCard } from "../memory/memory.ts";
import type { Refusal } from "../step.ts";

/**
 * How many cards, and about how many bytes of them, one audience can hold; of them those that players wrote, so that those
 * who run the table always have room left; and those that one player wrote.
 */
export const CARD_ROOM = {
  table: { cards: 300, bytes: 120_000 },
  players: { cards: 240, bytes: 95_000 },
  each: { cards: 100, bytes: 40_000 },
} as const;

/** What stands in the way of one more card, or of one that grows: no room for it; null when there is. */
export function fullOfCards(asking: Asking, audience: "all" | "gm", card: LoreCard): Refusal | null {
  const { member, step } = asking;
  const others = Object.values(asking.memory()[audience].cards).filter((each) => each.card.id !== card.id);
  const runs = (id: MemberId): boolean => ["owner", "gm"].includes(step.state.public.members[id]?.role ?? "player");
  const fits = (cards: readonly WrittenCard[], most: { readonly cards: number; readonly bytes: number }): boolean =>
    cards.length < most.cards && cards.reduce((sum, each) => sum + bytesOf(each.card), bytesOf(card)) <= most.bytes;
  if (!fits(others, CARD_ROOM.table)) return { slug: "too-many-cards" };
  if (runs(member.id)) return null;
  const byPlayers = others.filter(({ by }) => !runs(by));
  const own = byPlayers.filter(({ by }) => by === member.id);
  if (!fits(own, CARD_ROOM.each))
    return { slug: "too-many-cards", detail: "You have written as many cards as one player can; remove some first." };
  return fits(byPlayers, CARD_ROOM.players) ? null : { slug: "too-many-cards" };
}

function bytesOf(card: LoreCard): number {
  const text = JSON.stringify(card);
  return text.length + text.replace(/[ -~]/g, "").length * 2;
}
