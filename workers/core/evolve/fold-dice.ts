import type { CampaignEvent, Entropy } from "../../contracts/events.ts";
import type { DiceState, PublicLane } from "../state.ts";
import { closeTicket, openTicket } from "./open-tickets.ts";

/** Where the dice chain stands: the next link, tickets that wait, and what each member has put in. */
export function foldDice(lane: PublicLane, fact: CampaignEvent, seq: number): PublicLane {
  const dice = foldChain(lane.dice, fact, seq);
  const entropy = entropyOf(fact);
  if (entropy === null) return dice === lane.dice ? lane : { ...lane, dice };
  // Whoever commits afresh without opening anything has revealed before, and that stays their newest reveal.
  const reveal = entropy.reveal ?? dice.entropy[entropy.memberId]?.reveal ?? null;
  return {
    ...lane,
    dice: { ...dice, entropy: { ...dice.entropy, [entropy.memberId]: { commit: entropy.commit, reveal } } },
  };
}

function foldChain(dice: DiceState, fact: CampaignEvent, seq: number): DiceState {
  switch (fact.type) {
    case "epoch_opened": {
      const { epoch, rolls, anchor, veilRoot } = fact.payload;
      return { ...dice, epoch, rolls, anchor, veilRoot, nextIndex: 1 };
    }
    case "roll_ticket":
      return { ...dice, open: openTicket(dice.open, fact.payload, seq) };
    case "roll_sealed":
      return { ...dice, nextIndex: fact.payload.index + 1 };
    case "roll_resolved":
    case "roll_voided":
      return { ...dice, nextIndex: fact.payload.index + 1, open: closeTicket(dice.open, fact.payload.ticketSeq) };
    default:
      return dice;
  }
}

function entropyOf(fact: CampaignEvent): Entropy | null {
  switch (fact.type) {
    case "player_action":
    case "entropy_committed":
      return fact.payload.entropy ?? null;
    default:
      return null;
  }
}
