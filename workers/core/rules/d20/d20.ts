import type { ToolCall } from "../../../contracts/tools.ts";
import type { Step } from "../../step.ts";
import { partyOf, refuse } from "../roster.ts";
import type { Rules, ToolOutcome } from "../ruleset.ts";
import { escapeTool, spendAction, takeActionTool } from "./actions.ts";
import { afflict, liftPassing } from "./affliction.ts";
import { attackTool } from "./attack.ts";
import { faultOf } from "./character.ts";
import {
  abilityCheckTool,
  checkOfBeat,
  contestTool,
  groupCheckTool,
  passiveCheckTool,
  savingThrowTool,
} from "./checks.ts";
import { foeOf, freshVitals, patchCreature } from "./creatures.ts";
import { deathSaveTool } from "./death.ts";
import { endEncounter, mayAct, startEncounter } from "./encounter.ts";
import { harmAll, healBy } from "./harm.ts";
import { endTurnTool } from "./initiative.ts";
import { longRestTool, rest, shortRestTool } from "./rest.ts";
import { isD20 } from "./sheet.ts";
import { verdictOf } from "./verdict.ts";

/** The rules that are compatible with the fifth edition: one d20, hit points, initiative. */
export const d20: Rules = {
  id: "d20",
  tools: {
    calm: ["ability_check", "passive_check", "group_check", "contest", "saving_throw", "short_rest", "long_rest"],
    fight: [
      "ability_check",
      "passive_check",
      "contest",
      "saving_throw",
      "attack",
      "take_action",
      "escape",
      "death_save",
      "end_turn",
    ],
  },
  run,
  check: checkOfBeat,
  harm: (step, creatureId, harm) => harmAll(step, [creatureId], harm),
  harmAll,
  afflict: (step, creatureId, affliction) => void afflict(step, creatureId, affliction),
  heal: healBy,
  minutesPass: (step) => {
    if (step.state.public.encounter !== null) return;
    for (const hero of partyOf(step.state).filter(isD20)) liftPassing(step, hero, "minutes");
  },
  rest,
  startEncounter,
  verdict: verdictOf,
  endEncounter,
  mayAct,
  spendAction,
  freshVitals,
  foe: foeOf,
  sheetOf: ({ d20: sheet }) => sheet,
  faultOf,
  patch: patchCreature,
};

function run(step: Step, call: ToolCall): ToolOutcome {
  switch (call.tool) {
    case "ability_check":
      return abilityCheckTool(step, call.args);
    case "passive_check":
      return passiveCheckTool(step, call.args);
    case "group_check":
      return groupCheckTool(step, call.args);
    case "contest":
      return contestTool(step, call.args);
    case "saving_throw":
      return savingThrowTool(step, call.args);
    case "attack":
      return attackTool(step, call.args);
    case "take_action":
      return takeActionTool(step, call.args);
    case "escape":
      return escapeTool(step, call.args);
    case "death_save":
      return deathSaveTool(step, call.args);
    case "end_turn":
      return endTurnTool(step, call.args);
    case "short_rest":
      return shortRestTool(step, call.args);
    case "long_rest":
      return longRestTool(step);
    default:
      return refuse("tool-not-offered", "That is no tool of these rules.", [...d20.tools.calm, ...d20.tools.fight]);
  }
}
