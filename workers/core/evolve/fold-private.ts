import type { CampaignEvent } from "../../contracts/events.ts";
import type { PrivateLane } from "../state.ts";
import { foldReports } from "./fold-machine.ts";
import { closeTicket, openTicket } from "./open-tickets.ts";

/** What only some members may know of the state: their hidden rolls that still wait for a die, and what they found wanting. */
export function foldPrivate(lane: PrivateLane, fact: CampaignEvent, seq: number): PrivateLane {
  switch (fact.type) {
    case "roll_ticket":
      return { ...lane, open: openTicket(lane.open, fact.payload, seq) };
    case "roll_resolved":
    case "roll_voided":
      return { ...lane, open: closeTicket(lane.open, fact.payload.ticketSeq) };
    case "narration_reported":
      return foldReports(lane, fact, seq);
    default:
      return lane;
  }
}
