import type { CampaignEvent } from "../../contracts/events.ts";
import type { PublicLane } from "../state.ts";
import { foldCreatures } from "./fold-creatures.ts";
import { foldDice } from "./fold-dice.ts";
import { foldMachine } from "./fold-machine.ts";
import { foldTable } from "./fold-table.ts";
import { foldTurn } from "./fold-turn.ts";
import { foldWorld } from "./fold-world.ts";

/** What everybody at the table knows. Each part takes the facts it owns and passes over the rest. */
export function foldPublic(lane: PublicLane, fact: CampaignEvent, seq: number): PublicLane {
  return [foldTable, foldMachine, foldTurn, foldDice, foldWorld, foldCreatures].reduce(
    (folded, part) => part(folded, fact, seq),
    lane,
  );
}
