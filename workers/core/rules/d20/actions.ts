import type { Combatant } from "../../../contracts/events.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { Refusal, Step } from "../../step.ts";
import { combatantOf, done, idsOf, nobodyCalled, refusal, refuse, sameSide } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { canAct, hasCondition, speedOf } from "./conditions.ts";
import { rollCheck } from "./d20-roll.ts";
import { dyingOf, stabilise } from "./death.ts";
import { lift } from "./letting-go.ts";
import { abilityModifier, type D20Creature, d20Creature, d20Fighters, passiveScore } from "./sheet.ts";
import { DIFFICULTY_CLASS, HIDE_DC, proficiencyOf, SKILL_ABILITY, STABILISE_DC } from "./tables.ts";

const DOING_CHARS_MAX = 60;

/** What stands between a creature and acting now in the fight, or null. Outside a fight nothing does. */
export function whyNotNow(step: Pick<Step, "state">, creatureId: string): Refusal | null {
  const { encounter } = step.state.public;
  if (encounter === null) return null;
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || combatantOf(step.state, creatureId) === null)
    return refusal("unknown-creature", "They are not in this fight.", idsOf(d20Fighters(step.state)));
  if (encounter.activeId !== creatureId)
    return refusal(
      "not-their-move",
      `It is not ${creature.name}'s move.`,
      encounter.activeId === null ? [] : [encounter.activeId],
    );
  if (!canAct(creature)) return refusal("cannot-act", `${creature.name} cannot act.`, ["end_turn"]);
  return null;
}

/** Takes the action of a combatant, or says why it cannot be taken. Outside a fight acting is free. */
export function spendAction(step: Step, creatureId: string, doing: string): Refusal | null {
  const refused = whyNotNow(step, creatureId);
  if (refused !== null) return refused;
  const combatant = combatantOf(step.state, creatureId);
  if (combatant === null) return null;
  if (!combatant.budget.action) return refusal("action-spent", "The action of this round is spent.", ["end_turn"]);
  change(step, { ...combatant, budget: { ...combatant.budget, action: false } }, doing);
  return null;
}

function change(step: Step, combatant: Combatant, doing: string): void {
  step.emit("combatant_changed", { combatant, doing: doing.slice(0, DOING_CHARS_MAX) });
}

function takeStance(step: Step, creatureId: string, stance: Combatant["stance"][number], doing: string): void {
  const combatant = combatantOf(step.state, creatureId);
  if (combatant !== null && !combatant.stance.includes(stance))
    change(step, { ...combatant, stance: [...combatant.stance, stance] }, doing);
}

/** The actions of a fight that are not an attack. */
export function takeActionTool(step: Step, { creatureId, action, targetId }: ToolArgs<"take_action">): ToolOutcome {
  if (step.state.public.encounter === null)
    return refuse("no-encounter", "Actions are counted in a fight; here an ability check will do.", ["ability_check"]);
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  const refused = whyNotNow(step, creatureId);
  if (refused !== null) return { ok: false, refusal: refused };
  switch (action) {
    case "stand-up":
      return standUp(step, creature);
    case "help":
      return help(step, creature, targetId);
    case "stabilise":
      return tend(step, creature, targetId);
    case "hide":
      return hide(step, creature);
    case "dash":
    case "disengage":
    case "dodge":
      return stance(step, creature, action);
    default:
      return action satisfies never;
  }
}

function stance(step: Step, creature: D20Creature, action: "dash" | "disengage" | "dodge"): ToolOutcome {
  const spent = spendAction(step, creature.id, action);
  if (spent !== null) return { ok: false, refusal: spent };
  const combatant = combatantOf(step.state, creature.id);
  if (action === "dodge") takeStance(step, creature.id, "dodging", "dodges");
  else if (action === "disengage") takeStance(step, creature.id, "disengaged", "disengages");
  else if (combatant !== null)
    change(
      step,
      { ...combatant, budget: { ...combatant.budget, moveFeet: combatant.budget.moveFeet + speedOf(creature) } },
      "dashes",
    );
  return done("none", { creatureId: creature.id, action });
}

/** Getting up costs half one's speed and no action. */
function standUp(step: Step, creature: D20Creature): ToolOutcome {
  const speed = speedOf(creature);
  const cost = Math.floor(speed / 2);
  const combatant = combatantOf(step.state, creature.id);
  if (!hasCondition(creature, "prone") || combatant === null)
    return refuse("not-usable", `${creature.name} is not on the ground.`);
  if (speed === 0) return refuse("cannot-act", `${creature.name} cannot move, so cannot get up.`, ["escape"]);
  if (combatant.budget.moveFeet < cost)
    return refuse("action-spent", "Too little movement is left to get up.", ["end_turn"]);
  change(
    step,
    { ...combatant, budget: { ...combatant.budget, moveFeet: combatant.budget.moveFeet - cost } },
    "stands up",
  );
  lift(step, creature.id, "prone", "stands up");
  return done("none", { creatureId: creature.id, action: "stand-up" });
}

function help(step: Step, creature: D20Creature, targetId: string | null): ToolOutcome {
  const friends = d20Fighters(step.state).filter(
    (each) => each.id !== creature.id && sameSide(each, creature) && canAct(each),
  );
  const helped = friends.find(({ id }) => id === targetId);
  if (helped === undefined)
    return refuse("unknown-target", "Help goes to somebody of one's own side who can act.", idsOf(friends));
  const spent = spendAction(step, creature.id, `helps ${helped.name}`);
  if (spent !== null) return { ok: false, refusal: spent };
  takeStance(step, helped.id, "helped", `helped by ${creature.name}`);
  return done("none", { creatureId: creature.id, action: "help", targetId: helped.id });
}

function tend(step: Step, creature: D20Creature, targetId: string | null): ToolOutcome {
  const fallen = targetId === null ? null : d20Creature(step.state, targetId);
  if (fallen === null || fallen.vitals.state !== "dying")
    return refuse("not-dying", "Nobody there needs to be stabilised.", idsOf(dyingOf(step)));
  const spent = spendAction(step, creature.id, `tends ${fallen.name}`);
  if (spent !== null) return { ok: false, refusal: spent };
  const { outcome, total } = rollCheck(step, creature, {
    ability: "wis",
    skill: "medicine",
    dc: STABILISE_DC,
    purpose: `stabilise ${fallen.name}`,
    targetId: fallen.id,
  });
  if (outcome === "success") stabilise(step, fallen);
  return done(outcome, { creatureId: creature.id, action: "stabilise", targetId: fallen.id, total });
}

/** Hidden from all or from none: the sharpest eyes among those who look decide, and never less than the book asks. */
function hide(step: Step, creature: D20Creature): ToolOutcome {
  const spent = spendAction(step, creature.id, "hides");
  if (spent !== null) return { ok: false, refusal: spent };
  const watchers = d20Fighters(step.state).filter((each) => !sameSide(each, creature) && canAct(each));
  const dc = Math.max(HIDE_DC, ...watchers.map(({ sheet }) => passiveScore(sheet, "perception", "none")));
  const { outcome, total } = rollCheck(step, creature, { ability: "dex", skill: "stealth", dc, purpose: "hide" });
  if (outcome === "success") takeStance(step, creature.id, "hidden", "is unseen");
  return done(outcome, { creatureId: creature.id, action: "hide", dc, total });
}

const ESCAPE_SKILLS: readonly string[] = ["athletics", "acrobatics"];

/** Breaks free of a hold, as an action. */
export function escapeTool(step: Step, { creatureId, from, skill }: ToolArgs<"escape">): ToolOutcome {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  const held = creature.conditions.find(({ condition }) => condition === from);
  if (held === undefined)
    return refuse(
      "not-usable",
      `${creature.name} is not ${from}.`,
      creature.conditions.map(({ condition }) => condition),
    );
  if (!ESCAPE_SKILLS.includes(skill))
    return refuse("bad-arguments", "Strength or nimbleness breaks a hold.", ESCAPE_SKILLS);
  if (!canAct(creature)) return refuse("cannot-act", `${creature.name} cannot act.`, ["end_turn"]);
  const spent = spendAction(step, creatureId, "breaks free");
  if (spent !== null) return { ok: false, refusal: spent };
  const dc = escapeDc(step, held);
  const { outcome, total } = rollCheck(step, creature, {
    ability: SKILL_ABILITY[skill],
    skill,
    dc,
    purpose: `escape from ${held.source}`,
  });
  if (outcome === "success") lift(step, creatureId, from, "breaks free");
  return done(outcome, { creatureId, from, dc, total });
}

/** As hard as the save that would end it; else as strong as whoever holds on; else middling. */
function escapeDc(step: Step, held: D20Creature["conditions"][number]): number {
  if (typeof held.until === "object" && "dc" in held.until) return held.until.dc;
  const holder = d20Fighters(step.state).find(({ name }) => name === held.source);
  if (holder === undefined) return DIFFICULTY_CLASS.medium;
  return 8 + abilityModifier(holder.sheet, "str") + proficiencyOf(holder.sheet.level);
}
