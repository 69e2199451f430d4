import type { Ruleset } from "../../contracts/rules.ts";
import { d20 } from "./d20/d20.ts";
import { embers } from "./embers/embers.ts";
import type { Rules } from "./ruleset.ts";

const RULESETS: Readonly<Record<Ruleset, Rules>> = { d20, embers };

/** The rules a campaign is played by. */
export function rulesOf(id: Ruleset): Rules {
  return RULESETS[id];
}

/** What a rest costs on the clock; whoever carries a rest out lets this time pass. */
export const REST_MINUTES: Readonly<Record<"short" | "long" | "breath", number>> = { short: 60, long: 480, breath: 30 };
