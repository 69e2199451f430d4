import type { RollOutcome } from "../../../contracts/events.ts";
import type { Ability, Skill } from "../../../contracts/rules.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { CampaignState } from "../../state.ts";
import type { Step } from "../../step.ts";
import { done, idsOf, nobodyCalled, refuse } from "../roster.ts";
import type { CheckRequest, ToolOutcome } from "../ruleset.ts";
import { spendAction } from "./actions.ts";
import { advantageOf, type Reasons } from "./advantage.ts";
import { canAct, checkReasons } from "./conditions.ts";
import { rollCheck, rollSave } from "./d20-roll.ts";
import { type D20Creature, d20Creature, d20Party, passiveScore } from "./sheet.ts";
import { DIFFICULTY_CLASS, SKILL_ABILITY } from "./tables.ts";

/** How far below the difficulty still counts as nearly, where a beat has words for it. */
const NEAR_MISS = 2;

const SOCIAL_SKILLS: readonly Skill[] = ["deception", "intimidation", "performance", "persuasion"];

/** The check of a beat: by one hero, or by all who stand, of whom half must succeed. */
export function checkOfBeat(
  step: Step,
  { creatureId, check, label, advantage, hasPartial }: CheckRequest,
): RollOutcome {
  const { ability, skill, dc, group } = check;
  if (group === true) return rollGroup(step, { ability, skill, dc, purpose: label, reasons: advantage }).outcome;
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return "failure";
  const { outcome, margin } = rollCheck(step, creature, { ability, skill, dc, purpose: label, reasons: advantage });
  const nearly = outcome === "failure" && margin !== null && margin >= -NEAR_MISS;
  return nearly && hasPartial === true ? "partial" : outcome;
}

/** Somebody tries something. In a fight that is their action. */
export function abilityCheckTool(step: Step, args: ToolArgs<"ability_check">): ToolOutcome {
  const creature = d20Creature(step.state, args.creatureId);
  if (creature === null) return nobodyCalled(step.state, args.creatureId);
  if (!canAct(creature)) return unable(step.state, creature);
  const spent = spendAction(step, creature.id, "tries something");
  if (spent !== null) return { ok: false, refusal: spent };
  const dc = DIFFICULTY_CLASS[args.difficulty];
  const result = rollCheck(step, creature, {
    ability: args.ability,
    skill: args.skill,
    dc,
    purpose: args.purpose,
    reasons: args.advantage,
  });
  return done(result.outcome, {
    creatureId: creature.id,
    dc,
    total: result.total,
    margin: result.margin,
    advantage: result.advantage,
  });
}

/** What somebody notices without trying: no die, so nothing a player could learn from being asked to roll. */
export function passiveCheckTool(
  step: Step,
  { creatureId, skill, difficulty, purpose }: ToolArgs<"passive_check">,
): ToolOutcome {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  if (!canAct(creature)) return unable(step.state, creature);
  const dc = DIFFICULTY_CLASS[difficulty];
  const score = passiveScore(creature.sheet, skill, advantageOf(checkReasons(step.state, creature)));
  return done(score >= dc ? "success" : "failure", { creatureId, skill, dc, score, margin: score - dc, purpose });
}

export function groupCheckTool(
  step: Step,
  { ability, skill, difficulty, purpose }: ToolArgs<"group_check">,
): ToolOutcome {
  const able = d20Party(step.state).filter(canAct);
  if (able.length === 0) return refuse("cannot-act", "Nobody in the party can try.");
  const dc = DIFFICULTY_CLASS[difficulty];
  const { outcome, rolls } = rollGroup(step, { ability, skill, dc, purpose });
  return done(outcome, { dc, rolls });
}

interface GroupSpec {
  readonly ability: Ability;
  readonly skill?: Skill | undefined;
  readonly dc: number;
  readonly purpose: string;
  readonly reasons?: Reasons;
}

function rollGroup(
  step: Step,
  spec: GroupSpec,
): { outcome: RollOutcome; rolls: { creatureId: string; total: number; outcome: RollOutcome }[] } {
  const rolls = d20Party(step.state)
    .filter(canAct)
    .map((creature) => ({ creatureId: creature.id, ...rollCheck(step, creature, spec) }))
    .map(({ creatureId, total, outcome }) => ({ creatureId, total, outcome }));
  const successes = rolls.filter(({ outcome }) => outcome === "success").length;
  const enough = rolls.length > 0 && successes * 2 >= rolls.length;
  return { outcome: enough ? "success" : "failure", rolls };
}

/** Two strive against each other. The other rolls first, so that the difficulty stands before the die of the one who tries. */
export function contestTool(
  step: Step,
  { creatureId, skill, againstId, againstSkill, purpose }: ToolArgs<"contest">,
): ToolOutcome {
  const creature = d20Creature(step.state, creatureId);
  const against = d20Creature(step.state, againstId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  if (against === null || against.id === creature.id)
    return refuse("unknown-target", "Nobody like that to strive with.", idsOf(opponentsOf(step, creature)));
  if (!canAct(creature)) return unable(step.state, creature);
  const spent = spendAction(step, creature.id, `contest with ${against.name}`);
  if (spent !== null) return { ok: false, refusal: spent };
  const resisting = canAct(against)
    ? rollCheck(step, against, {
        ability: SKILL_ABILITY[againstSkill],
        skill: againstSkill,
        dc: null,
        purpose,
        kind: "contest",
        targetId: creature.id,
      }).total
    : passiveScore(against.sheet, againstSkill, "disadvantage");
  // A tie changes nothing, so the one who tries must do better.
  const dc = resisting + 1;
  const reasons = charmReasons(creature, against, skill);
  const { outcome, total } = rollCheck(step, creature, {
    ability: SKILL_ABILITY[skill],
    skill,
    dc,
    purpose,
    kind: "contest",
    targetId: against.id,
    reasons,
  });
  return done(outcome, { creatureId, againstId, total, against: resisting });
}

function charmReasons(creature: D20Creature, against: D20Creature, skill: Skill): Reasons {
  const charmed = against.conditions.some(
    ({ condition, source }) => condition === "charmed" && source === creature.name,
  );
  return { for: charmed && SOCIAL_SKILLS.includes(skill) ? [`${against.name} charmed`] : [], against: [] };
}

export function savingThrowTool(
  step: Step,
  { creatureId, ability, difficulty, purpose }: ToolArgs<"saving_throw">,
): ToolOutcome {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  if (creature.vitals.state === "dead") return unable(step.state, creature);
  const dc = DIFFICULTY_CLASS[difficulty];
  const { outcome, total, margin } = rollSave(step, creature, { ability, dc, label: purpose, against: `DC ${dc}` });
  return done(outcome, { creatureId, dc, total, margin });
}

function opponentsOf(step: Step, creature: D20Creature): D20Creature[] {
  return Object.keys(step.state.public.creatures).flatMap((id) =>
    id === creature.id ? [] : (d20Creature(step.state, id) ?? []),
  );
}

function unable(state: CampaignState, creature: D20Creature): ToolOutcome {
  return refuse("cannot-act", `${creature.name} is in no state to do that.`, idsOf(d20Party(state).filter(canAct)));
}
