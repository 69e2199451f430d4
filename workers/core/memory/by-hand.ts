import type { CampaignEvent } from "../../contracts/events.ts";
import { type Fact, withChange } from "./fact-book.ts";
import type { MemoryLane, WrittenRecap } from "./memory.ts";
import { plainText } from "./plain-text.ts";
import type { Stage } from "./stage.ts";

const RECAPS_KEPT = 200;
const RECAP_CHARS_MAX = 70_000;

/** What people have done with what is remembered: pins, other words, cards; and recaps that were written. */
export function foldByHand(
  lane: MemoryLane,
  fact: CampaignEvent,
  { seq, members }: { readonly seq: number; readonly members: Stage["members"] },
): MemoryLane {
  switch (fact.type) {
    case "fact_pinned":
      return changed(lane, fact.payload.factId, { pinned: fact.payload.pinned });
    case "fact_corrected": {
      const text = plainText(fact.payload.text);
      const correctedBy = members[fact.payload.memberId] ?? "Somebody";
      return text === "" ? lane : changed(lane, fact.payload.factId, { text, byHand: true, correctedBy });
    }
    case "fact_forgotten":
      return changed(lane, fact.payload.factId, { forgotten: fact.payload.forgotten });
    case "card_written": {
      const { card } = fact.payload;
      return { ...lane, cards: { ...lane.cards, [card.id]: { card, seq } }, merged: without(lane.merged, card.id) };
    }
    case "card_removed":
      return { ...lane, cards: without(lane.cards, fact.payload.cardId) };
    case "cards_merged":
      return {
        ...lane,
        cards: without(lane.cards, fact.payload.from),
        merged: { ...lane.merged, [fact.payload.from]: fact.payload.into },
      };
    case "recap_written":
      return { ...lane, recaps: withRecap(lane.recaps, fact.payload) };
    default:
      return lane;
  }
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
