import type { ToolCall } from "../../../contracts/tools.ts";
import type { Step } from "../../step.ts";
import { refuse } from "../roster.ts";
import type { Rules, ToolOutcome } from "../ruleset.ts";
import { faultOf, foeOf, freshVitals, patchCreature } from "./creatures.ts";
import {
  endEncounter,
  mayAct,
  spendAction,
  startEncounter,
  strikeTool,
  takeBreathTool,
  traitRollTool,
  verdictOf,
} from "./fight.ts";
import { afflict, clearHarm, harmOne, liftPassing, rest } from "./harm.ts";
import { embersParty } from "./sheet.ts";
import { checkOfBeat } from "./trait-roll.ts";

/** Our own light rules: two dice and a trait, three outcomes, clocks instead of hit points. */
export const embers: Rules = {
  id: "embers",
  tools: { calm: ["trait_roll", "take_breath"], fight: ["trait_roll", "strike"] },
  run,
  check: checkOfBeat,
  harm: harmOne,
  harmAll: (step, creatureIds, harm) => {
    for (const creatureId of creatureIds) harmOne(step, creatureId, harm);
  },
  afflict,
  heal: (step, creatureId, { segments, source }) => void clearHarm(step, creatureId, { segments, source }),
  minutesPass: (step) => {
    if (step.state.public.encounter !== null) return;
    for (const hero of embersParty(step.state)) liftPassing(step, hero, "minutes");
  },
  rest: (step, kind) => rest(step, kind),
  startEncounter,
  verdict: verdictOf,
  endEncounter,
  mayAct,
  spendAction,
  freshVitals,
  foe: foeOf,
  sheetOf: ({ embers: sheet }) => sheet,
  faultOf,
  patch: patchCreature,
};

function run(step: Step, call: ToolCall): ToolOutcome {
  switch (call.tool) {
    case "trait_roll":
      return traitRollTool(step, call.args);
    case "strike":
      return strikeTool(step, call.args);
    case "take_breath":
      return takeBreathTool(step);
    default:
      return refuse("tool-not-offered", "That is no tool of these rules.", [
        ...embers.tools.calm,
        ...embers.tools.fight,
      ]);
  }
}
