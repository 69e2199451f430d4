import type { Creature } from "../../../contracts/creatures.ts";
import type { Ability, Attack, Condition } from "../../../contracts/rules.ts";
import type { CampaignState } from "../../state.ts";
import { combatantOf, fightersOf } from "../roster.ts";
import { NO_REASONS, type Reasons } from "./advantage.ts";
import type { D20Creature } from "./sheet.ts";

type Swing = "advantage" | "disadvantage";

/** What a condition does, as far as code can hold it. */
interface ConditionRule {
  /** The bearer's own attack rolls. */
  readonly attacks?: Swing;
  /** Attack rolls against the bearer. */
  readonly attacked?: Swing;
  readonly checks?: Swing;
  readonly saves?: Partial<Readonly<Record<Ability, "fails" | "disadvantage">>>;
  readonly stops?: boolean;
  readonly incapacitates?: boolean;
  /** Whoever hits from within five feet hits critically. */
  readonly exposed?: boolean;
}

const HELPLESS_SAVES = { str: "fails", dex: "fails" } as const;

export const CONDITION_RULES: Readonly<Record<Condition, ConditionRule>> = {
  blinded: { attacks: "disadvantage", attacked: "advantage" },
  charmed: {},
  deafened: {},
  exhaustion: {},
  frightened: { attacks: "disadvantage", checks: "disadvantage" },
  grappled: { stops: true },
  incapacitated: { incapacitates: true },
  invisible: { attacks: "advantage", attacked: "disadvantage" },
  paralyzed: { attacked: "advantage", saves: HELPLESS_SAVES, stops: true, incapacitates: true, exposed: true },
  petrified: { attacked: "advantage", saves: HELPLESS_SAVES, stops: true, incapacitates: true },
  poisoned: { attacks: "disadvantage", checks: "disadvantage" },
  prone: { attacks: "disadvantage" },
  restrained: { attacks: "disadvantage", attacked: "advantage", saves: { dex: "disadvantage" }, stops: true },
  stunned: { attacked: "advantage", saves: HELPLESS_SAVES, incapacitates: true },
  unconscious: { attacked: "advantage", saves: HELPLESS_SAVES, stops: true, incapacitates: true, exposed: true },
};

const FEET_PER_EXHAUSTION = 5;
const TEST_PENALTY_PER_EXHAUSTION = 2;

export function hasCondition(creature: Creature, condition: Condition): boolean {
  return creature.conditions.some((each) => each.condition === condition);
}

function rulesOn(
  creature: Creature,
): { readonly condition: Condition; readonly source: string; readonly rule: ConditionRule }[] {
  return creature.conditions.map(({ condition, source }) => ({ condition, source, rule: CONDITION_RULES[condition] }));
}

export function isIncapacitated(creature: Creature): boolean {
  return rulesOn(creature).some(({ rule }) => rule.incapacitates === true);
}

/** On their feet in the sense of the rules: with hit points, and able to act. */
export function canAct(creature: D20Creature): boolean {
  return creature.vitals.state === "up" && !isIncapacitated(creature);
}

export function exhaustionOf(creature: Creature): number {
  return creature.conditions.find(({ condition }) => condition === "exhaustion")?.level ?? 0;
}

/** Taken off every d20 test. */
export function exhaustionPenalty(creature: Creature): number {
  return 0 - exhaustionOf(creature) * TEST_PENALTY_PER_EXHAUSTION;
}

export function speedOf(creature: D20Creature): number {
  if (rulesOn(creature).some(({ rule }) => rule.stops === true)) return 0;
  return Math.max(0, creature.sheet.speedFeet - exhaustionOf(creature) * FEET_PER_EXHAUSTION);
}

/** Fear needs its cause in sight: one who lies dead in this very fight is none any more. */
function isFelt(state: CampaignState, condition: Condition, source: string): boolean {
  if (condition !== "frightened") return true;
  const cause = fightersOf(state).find(({ name }) => name === source);
  return cause === undefined || cause.vitals.state === "up";
}

export function checkReasons(state: CampaignState, creature: D20Creature): Reasons {
  const against = rulesOn(creature).filter(
    ({ condition, source, rule }) => rule.checks === "disadvantage" && isFelt(state, condition, source),
  );
  return { for: isHelped(state, creature) ? ["helped"] : [], against: against.map(({ condition }) => condition) };
}

export function saveReasons(state: CampaignState, creature: D20Creature, ability: Ability): Reasons {
  const against = rulesOn(creature).filter(({ rule }) => rule.saves?.[ability] === "disadvantage");
  return {
    for: ability === "dex" && isDodging(state, creature) ? ["dodging"] : [],
    against: against.map(({ condition }) => condition),
  };
}

/** The condition that makes a save fail without a roll, or null. */
export function saveFailsBy(creature: Creature, ability: Ability): Condition | null {
  return rulesOn(creature).find(({ rule }) => rule.saves?.[ability] === "fails")?.condition ?? null;
}

/** A melee attack is made from within five feet: without a map there is nowhere else to stand. */
export function isClose(attack: Attack): boolean {
  return attack.kind === "melee";
}

export function attackReasons(
  state: CampaignState,
  attacker: D20Creature,
  target: D20Creature,
  attack: Attack,
): Reasons {
  const better: string[] = [];
  const worse: string[] = [];
  for (const { condition, source, rule } of rulesOn(attacker)) {
    if (!isFelt(state, condition, source)) continue;
    if (rule.attacks !== undefined) (rule.attacks === "advantage" ? better : worse).push(condition);
    if (condition === "grappled" && target.name !== source) worse.push("grappled by another");
  }
  for (const { condition, rule } of rulesOn(target)) {
    const swing = condition === "prone" ? (isClose(attack) ? "advantage" : "disadvantage") : rule.attacked;
    if (swing !== undefined) (swing === "advantage" ? better : worse).push(`target ${condition}`);
  }
  if (isHelped(state, attacker)) better.push("helped");
  if (isHidden(state, attacker)) better.push("unseen");
  if (isHidden(state, target)) worse.push("target unseen");
  if (isDodging(state, target)) worse.push("target dodging");
  return { for: better, against: worse };
}

/** Paralysed or unconscious within reach: every hit goes where it hurts. */
export function isExposed(target: Creature, attack: Attack): boolean {
  return isClose(attack) && rulesOn(target).some(({ rule }) => rule.exposed === true);
}

/** Those caught helpless roll worse when the fight begins, those unseen better. */
export function initiativeReasons(creature: D20Creature): Reasons {
  const poor = rulesOn(creature).filter(({ rule }) => rule.checks === "disadvantage");
  return {
    for: hasCondition(creature, "invisible") ? ["invisible"] : NO_REASONS.for,
    against: [...poor.map(({ condition }) => condition), ...(isIncapacitated(creature) ? ["surprised"] : [])],
  };
}

function stanceOf(state: CampaignState, creature: Creature): readonly string[] {
  return combatantOf(state, creature.id)?.stance ?? [];
}

function isHelped(state: CampaignState, creature: Creature): boolean {
  return stanceOf(state, creature).includes("helped");
}

export function isHidden(state: CampaignState, creature: Creature): boolean {
  return stanceOf(state, creature).includes("hidden");
}

/** Lost when one cannot act or cannot move, as the book says. */
function isDodging(state: CampaignState, creature: D20Creature): boolean {
  return stanceOf(state, creature).includes("dodging") && !isIncapacitated(creature) && speedOf(creature) > 0;
}
