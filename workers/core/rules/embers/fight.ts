import type { Creature } from "../../../contracts/creatures.ts";
import type { RollOutcome } from "../../../contracts/events.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { CampaignState } from "../../state.ts";
import type { Refusal, Step } from "../../step.ts";
import { done, idsOf, nobodyCalled, presentCreatures, refusal, refuse } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { clearHarm, liftPassing, markHarm, rest } from "./harm.ts";
import { type EmbersCreature, embersCreature, embersFighters, embersParty, isEmbers, isUp } from "./sheet.ts";
import { rollTrait } from "./trait-roll.ts";

/** Segments a strike marks on the foe. */
const STRIKE_SEGMENTS: Readonly<Record<RollOutcome, number>> = {
  critical: 3,
  success: 2,
  partial: 1,
  failure: 0,
  fumble: 0,
  none: 0,
};
const BITE_DEFAULT = 1;

/** Everybody in; no order, for every move is a hero's and foes answer. */
export function startEncounter(
  step: Step,
  { id, title }: { readonly id: string; readonly title: string },
  foes: readonly Creature[],
): void {
  const friends = presentCreatures(step.state)
    .filter(isEmbers)
    .filter(({ kind }) => kind !== "foe");
  const combatants = [...friends, ...foes].map((creature) => ({
    creatureId: creature.id,
    initiative: null,
    budget: { action: true, bonus: true, reaction: true, moveFeet: 0 },
    stance: [],
  }));
  step.emit("encounter_started", { encounterId: id, title, foes: [...foes], combatants, ordered: false });
}

export function verdictOf(state: CampaignState): "won" | "lost" | null {
  if (state.public.encounter === null) return null;
  const standing = embersFighters(state).filter(isUp);
  if (!standing.some(({ kind }) => kind === "foe")) return "won";
  if (standing.every(({ kind }) => kind === "foe")) return "lost";
  return null;
}

/** Out is not dead: when it is over, everybody gets up with one segment free. */
export function endEncounter(step: Step): void {
  for (const { id, kind, vitals } of embersFighters(step.state)) {
    if (kind === "foe") continue;
    if (vitals.state === "out") clearHarm(step, id, { segments: 1, source: "Gets up again" });
    const creature = embersCreature(step.state, id);
    if (creature !== null) liftPassing(step, creature, "encounter");
  }
}

export function mayAct(state: CampaignState, creatureId: string): Refusal | null {
  const creature = embersCreature(state, creatureId);
  if (creature === null) return refusal("no-seat", "There is no such hero at the table.");
  return isUp(creature) ? null : refusal("cannot-act", `${creature.name} is out of this scene.`);
}

/** With no rounds to count, a hero gets one roll of the fight in each answer of the DM. */
export function spendAction({ state }: Pick<Step, "state">, creatureId: string): Refusal | null {
  if (state.public.encounter === null) return null;
  const refused = mayAct(state, creatureId);
  if (refused !== null) return refused;
  const acted = (state.gm.work?.results ?? []).some(
    ({ ok, tool, detail }) => ok && (tool === "strike" || tool === "trait_roll") && detail["creatureId"] === creatureId,
  );
  if (!acted) return null;
  const others = embersFighters(state).filter((each) => each.kind === "hero" && isUp(each) && each.id !== creatureId);
  return refusal("action-spent", "They have had their moment in this turn.", idsOf(others));
}

/** A blow against a foe. The foe never rolls: it answers where the hero does not fully succeed. */
export function strikeTool(step: Step, { creatureId, targetId, trait }: ToolArgs<"strike">): ToolOutcome {
  const { state } = step;
  if (state.public.encounter === null) return refuse("no-encounter", "Nobody is fighting.", ["start_encounter"]);
  const creature = embersCreature(state, creatureId);
  if (creature === null) return nobodyCalled(state, creatureId);
  if (creature.kind === "foe")
    return refuse(
      "not-their-move",
      "Foes answer what heroes do; they do not strike by themselves.",
      idsOf(embersParty(state).filter(isUp)),
    );
  const foes = embersFighters(state).filter((each) => each.kind === "foe" && isUp(each));
  const target = embersFighters(state).find((each) => each.id === targetId);
  if (target === undefined || target.kind !== "foe")
    return refuse("unknown-target", "There is no such foe in this fight.", idsOf(foes));
  if (!isUp(target)) return refuse("target-down", `${target.name} is out already.`, idsOf(foes));
  const spent = spendAction(step, creatureId);
  if (spent !== null) return { ok: false, refusal: spent };
  const { outcome, total } = rollTrait(step, creature, { trait, purpose: `strike ${target.name}`, targetId });
  const marked = markHarm(step, targetId, { segments: STRIKE_SEGMENTS[outcome], source: creature.name });
  const bitten = outcome === "partial" || outcome === "failure" ? bite(step, targetId, creature.id) : 0;
  const after = embersCreature(step.state, targetId);
  return done(outcome, {
    creatureId,
    targetId,
    total,
    marked,
    bitten,
    targetState: after?.vitals.state,
    targetHarm: after?.vitals.harm,
  });
}

/** A foe that still stands hurts whoever gave it the opening. */
function bite(step: Step, foeId: string, heroId: string): number {
  const foe = embersCreature(step.state, foeId);
  if (foe === null || !isUp(foe)) return 0;
  return markHarm(step, heroId, { segments: foe.sheet.bite ?? BITE_DEFAULT, source: foe.name });
}

/** Anything worth a roll. In the middle of a fight a failure is an opening for the fiercest foe. */
export function traitRollTool(step: Step, { creatureId, trait, purpose }: ToolArgs<"trait_roll">): ToolOutcome {
  const creature = embersCreature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  const refused = mayAct(step.state, creatureId) ?? spendAction(step, creatureId);
  if (refused !== null) return { ok: false, refusal: refused };
  const { outcome, total } = rollTrait(step, creature, { trait, purpose });
  const foe = outcome === "failure" && creature.kind !== "foe" ? fiercest(step.state) : null;
  const bitten = foe === null ? 0 : bite(step, foe.id, creatureId);
  return done(outcome, { creatureId, trait, total, bitten });
}

function fiercest(state: CampaignState): EmbersCreature | null {
  const foes = embersFighters(state).filter((each) => each.kind === "foe" && isUp(each));
  return (
    [...foes].sort(
      (a, b) => (b.sheet.bite ?? BITE_DEFAULT) - (a.sheet.bite ?? BITE_DEFAULT) || (a.id < b.id ? -1 : 1),
    )[0] ?? null
  );
}

/** The party stops for a while where it is safe. */
export function takeBreathTool(step: Step): ToolOutcome {
  const { encounter, scene } = step.state.public;
  if (encounter !== null)
    return refuse("in-encounter", "Nobody catches their breath in the middle of a fight.", ["strike", "trait_roll"]);
  if (scene !== null && !scene.safeToRest)
    return refuse("cannot-rest", "It is not safe enough here; find a quieter place.", ["move_scene"]);
  rest(step, "breath");
  return done("none", { heroes: embersParty(step.state).map(({ id, vitals }) => ({ id, harm: vitals.harm })) });
}
