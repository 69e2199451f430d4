import type { ActiveCondition, EmbersVitals } from "../../../contracts/creatures.ts";
import type { Step } from "../../step.ts";
import type { Affliction, HarmEffect } from "../ruleset.ts";
import { type EmbersCreature, embersCreature, embersParty, TRAIT_OF } from "./sheet.ts";
import { rollTrait } from "./trait-roll.ts";

const SOURCE_CHARS_MAX = 80;
/** Segments a breath clears; a night clears all. */
export const BREATH_SEGMENTS = 2;

/** Marks segments on somebody's clock; a full one takes them out of the scene. */
export function markHarm(
  step: Step,
  creatureId: string,
  { segments, source }: { segments: number; source: string },
): number {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null || segments <= 0 || creature.vitals.state === "out") return 0;
  const harm = Math.min(creature.sheet.harmMax, creature.vitals.harm + segments);
  const vitals: EmbersVitals = { ruleset: "embers", harm, state: harm >= creature.sheet.harmMax ? "out" : "up" };
  const delta = harm - creature.vitals.harm;
  step.emit("harm_marked", { creatureId, delta, vitals, source: source.slice(0, SOURCE_CHARS_MAX) });
  if (vitals.state === "out") step.emit("creature_fell", { creatureId, vitals, fate: "out" });
  return delta;
}

/** Clears segments; with one free again, somebody who was out is back. */
export function clearHarm(
  step: Step,
  creatureId: string,
  { segments, source }: { segments: number; source: string },
): number {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null || segments <= 0 || creature.vitals.harm === 0) return 0;
  const harm = Math.max(0, creature.vitals.harm - segments);
  const vitals: EmbersVitals = { ruleset: "embers", harm, state: "up" };
  step.emit("harm_marked", {
    creatureId,
    delta: harm - creature.vitals.harm,
    vitals,
    source: source.slice(0, SOURCE_CHARS_MAX),
  });
  if (creature.vitals.state === "out") step.emit("creature_fell", { creatureId, vitals, fate: "up" });
  return creature.vitals.harm - harm;
}

/** Harm of the world. Where a save is allowed, a trait answers: success is unhurt, a price is half of it, rounded up. */
export function harmOne(step: Step, creatureId: string, { segments, source, save }: HarmEffect): void {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null || segments === 0 || creature.vitals.state === "out") return;
  markHarm(step, creatureId, {
    segments: save === undefined ? segments : resisted(step, creature, { segments, source, save }),
    source,
  });
}

function resisted(
  step: Step,
  creature: EmbersCreature,
  { segments, source, save }: { segments: number; source: string; save: NonNullable<HarmEffect["save"]> },
): number {
  const { outcome } = rollTrait(step, creature, { trait: TRAIT_OF[save.ability], purpose: `withstand ${source}` });
  if (outcome === "success" || outcome === "critical") return 0;
  return outcome === "partial" ? Math.ceil(segments / 2) : segments;
}

/** A condition is a burden: it makes every roll one worse, however many there are. */
export function afflict(step: Step, creatureId: string, { condition, until, source }: Affliction): void {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "out") return;
  const active: ActiveCondition = {
    condition,
    until,
    source: source.slice(0, SOURCE_CHARS_MAX),
    ...(condition === "exhaustion" ? { level: 1 } : {}),
  };
  step.emit("condition_applied", { creatureId, condition: active });
}

/** Takes off the burdens that pass; without rounds, what is counted in them lasts as long as the fight. */
export function liftPassing(step: Step, creature: EmbersCreature, when: "encounter" | "rest" | "minutes"): void {
  for (const { condition, until } of creature.conditions) {
    if (until === "removed" || (until === "rest" && when !== "rest")) continue;
    if (until === "encounter-end" && when === "minutes") continue;
    step.emit("condition_removed", {
      creatureId: creature.id,
      condition,
      reason: when === "rest" ? "rested" : "passes",
    });
  }
}

/** The party sits down: a breath clears two segments of each, a night all of them. */
export function rest(step: Step, kind: "short" | "long" | "breath"): void {
  const party = embersParty(step.state);
  step.emit("rest_taken", { kind, creatureIds: party.map(({ id }) => id) });
  for (const hero of party) {
    clearHarm(step, hero.id, {
      segments: kind === "long" ? hero.sheet.harmMax : BREATH_SEGMENTS,
      source: kind === "long" ? "A night's rest" : "A breath",
    });
    liftPassing(step, hero, "rest");
  }
}
