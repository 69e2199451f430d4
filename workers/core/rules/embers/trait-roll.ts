import type { RollOutcome } from "../../../contracts/events.ts";
import type { Trait } from "../../../contracts/rules.ts";
import type { FallenRoll, Step } from "../../step.ts";
import type { CheckRequest } from "../ruleset.ts";
import { type EmbersCreature, embersCreature, embersParty, isUp, TRAIT_NAME } from "./sheet.ts";

export const FULL_SUCCESS = 10;
export const PARTIAL_SUCCESS = 7;
const MODIFIER_MIN = -3;
const MODIFIER_MAX = 4;
/** Difficulties of an adventure at and beyond which the odds are kind or cruel. */
const KIND_DC_MAX = 10;
const CRUEL_DC_MIN = 20;
const LABEL_CHARS_MAX = 120;

export interface TraitSpec {
  readonly trait: Trait;
  readonly purpose: string;
  readonly helped?: boolean;
  readonly hindered?: boolean;
  /** One better or worse than an even task. */
  readonly odds?: -1 | 0 | 1;
  readonly targetId?: string;
}

/** 10 and more succeeds, 7 to 9 succeeds at a price, 6 and less fails; two sixes are the best there is. */
export function judgeTrait({ total, dice }: Pick<FallenRoll, "total" | "dice">): RollOutcome {
  if (dice.length > 0 && dice.every(({ natural }) => natural === 6)) return "critical";
  if (total >= FULL_SUCCESS) return "success";
  return total >= PARTIAL_SUCCESS ? "partial" : "failure";
}

/** Trait, odds, one for help, one against for hindrance, one against for any burden: never beyond −3 and +4. */
export function modifierOf(creature: EmbersCreature, { trait, helped, hindered, odds }: TraitSpec): number {
  const swing = Number(helped === true) - Number(hindered === true);
  const burden = creature.conditions.length > 0 ? -1 : 0;
  const sum = creature.sheet.traits[trait] + (odds ?? 0) + swing + burden;
  return Math.min(MODIFIER_MAX, Math.max(MODIFIER_MIN, sum));
}

export function rollTrait(step: Step, creature: EmbersCreature, spec: TraitSpec): FallenRoll {
  const modifier = modifierOf(creature, spec);
  const sign = modifier > 0 ? `+${modifier}` : modifier < 0 ? `${modifier}` : "";
  const why = [
    spec.helped === true ? "helped" : "",
    spec.hindered === true ? "hindered" : "",
    ...creature.conditions.map(({ condition }) => condition),
  ].filter((word) => word !== "");
  const label = `${TRAIT_NAME[spec.trait]} of ${creature.name}: ${spec.purpose}${why.length > 0 ? ` (${why.join(", ")})` : ""}`;
  return step.roll({
    expression: `2d6${sign}`,
    dc: FULL_SUCCESS,
    purpose: {
      kind: "trait",
      label: label.slice(0, LABEL_CHARS_MAX),
      creatureId: creature.id,
      targetId: spec.targetId ?? null,
    },
    judge: judgeTrait,
  });
}

function oddsOf(dc: number): -1 | 0 | 1 {
  if (dc <= KIND_DC_MAX) return 1;
  return dc >= CRUEL_DC_MIN ? -1 : 0;
}

/** The check of a beat: one hero rolls; where the whole party is asked, the others help. */
export function checkOfBeat(step: Step, { creatureId, check, label, advantage }: CheckRequest): RollOutcome {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null) return "failure";
  const company = check.group === true && embersParty(step.state).some((hero) => hero.id !== creatureId && isUp(hero));
  const spec: TraitSpec = {
    trait: check.trait,
    purpose: label,
    helped: company || advantage.for.length > 0,
    hindered: advantage.against.length > 0,
    odds: oddsOf(check.dc),
  };
  return rollTrait(step, creature, spec).outcome;
}
