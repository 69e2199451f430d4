import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import { type Fact, factIn, withChange } from "./fact-book.ts";
import type { MemoryLane, WrittenRecap } from "./memory.ts";
import { reworded } from "./said-by.ts";
import type { Stage } from "./stage.ts";

/** So many names are remembered as other names; the oldest part again. */
export const MERGED_MAX = 200;
const RECAPS_KEPT = 200;
const RECAP_CHARS_MAX = 70_000;

/** What people have done with what is remembered: pins, other words, cards; and recaps that were written. */
export function foldByHand(
  lane: MemoryLane,
  fact: CampaignEvent,
  { seq, stage }: { readonly seq: number; readonly stage: Stage },
): MemoryLane {
  switch (fact.type) {
    case "fact_pinned":
      return changed(lane, fact.payload.factId, pin(fact.payload, stage));
    case "fact_corrected": {
      const { factId, memberId, text: words } = fact.payload;
      const text = reworded(factIn(lane.book, factId), words, { memberId, stage });
      const correctedBy = stage.members[memberId] ?? "Somebody";
      return text === ""
        ? lane
        : changed(lane, factId, { text, byHand: true, correctedBy, rewording: { memberId, seq } });
    }
    case "fact_forgotten":
      return changed(lane, fact.payload.factId, { forgotten: fact.payload.forgotten });
    case "card_written": {
      const { card, memberId: by } = fact.payload;
      const before = Object.hasOwn(lane.cards, card.id) ? lane.cards[card.id] : undefined;
      const shared = before !== undefined && (before.shared || before.by !== by);
      return partedFrom({ ...lane, cards: { ...lane.cards, [card.id]: { card, seq, by, shared } } }, card.id);
    }
    case "card_removed":
      return { ...lane, cards: without(lane.cards, fact.payload.cardId) };
    case "cards_merged":
      return {
        ...lane,
        cards: without(lane.cards, fact.payload.from),
        merged: newestOf({ ...without(lane.merged, fact.payload.from), [fact.payload.from]: fact.payload.into }),
      };
    case "recap_written":
      return { ...lane, recaps: withRecap(lane.recaps, fact.payload) };
    default:
      return lane;
  }
}

/** What an entity was merged into is forgotten: it stands for itself again. */
export function partedFrom(lane: MemoryLane, id: string): MemoryLane {
  return Object.hasOwn(lane.merged, id) ? { ...lane, merged: without(lane.merged, id) } : lane;
}

function newestOf(merged: MemoryLane["merged"]): MemoryLane["merged"] {
  const all = Object.entries(merged);
  return all.length <= MERGED_MAX ? merged : Object.fromEntries(all.slice(-MERGED_MAX));
}

function pin({ memberId, pinned }: EventOf<"fact_pinned">["payload"], { runners }: Stage): Partial<Fact> {
  return { pinned, pinnedBy: pinned && !runners.includes(memberId) ? memberId : undefined };
}

function changed(lane: MemoryLane, id: string, change: Partial<Fact>): MemoryLane {
  return { ...lane, book: withChange(lane.book, id, change) };
}

function without<T>(named: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  const { [id]: _gone, ...others } = named;
  return others;
}

/** A recap written again takes the place of the one before. */
function withRecap(
  recaps: readonly WrittenRecap[],
  { scope, fromSeq, toSeq, sentences }: WrittenRecap,
): readonly WrittenRecap[] {
  const others = recaps.filter((recap) => recap.scope !== scope || recap.fromSeq !== fromSeq);
  const kept = [...others, { scope, fromSeq, toSeq, sentences }].slice(-RECAPS_KEPT);
  let chars = kept.reduce((sum, recap) => sum + lengthOf(recap), 0);
  return kept.filter((recap) => {
    if (chars <= RECAP_CHARS_MAX) return true;
    chars -= lengthOf(recap);
    return false;
  });
}

const lengthOf = ({ sentences }: WrittenRecap): number =>
  sentences.reduce((sum, { text }) => sum + text.length + 40, 0);
