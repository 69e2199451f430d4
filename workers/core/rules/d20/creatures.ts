import type { Foe } from "../../../contracts/adventure.ts";
import type { Creature, Vitals } from "../../../contracts/creatures.ts";
import type { EventOf } from "../../../contracts/events.ts";
import type { Sheet } from "../../../contracts/rules.ts";
import { hasCondition } from "./conditions.ts";
import { type D20Creature, isD20 } from "./sheet.ts";
import { healed, stable } from "./wounds.ts";

const XP_MAX = 1_000_000;
const COPPER_MAX = 1_000_000_000;
const TEMP_HP_MAX = 999;

export function freshVitals(sheet: Sheet): Vitals {
  if (sheet.ruleset !== "d20") return { ruleset: "embers", harm: 0, state: "up" };
  return {
    ruleset: "d20",
    hp: sheet.hpMax,
    tempHp: 0,
    hitDiceLeft: sheet.level,
    deathSaves: { successes: 0, failures: 0 },
    state: "up",
  };
}

/** A foe of the adventure as it steps into a fight. */
export function foeOf({ pronoun, blurb, look, d20 }: Foe, id: string, name: string): Creature {
  return {
    id,
    kind: "foe",
    name: name.slice(0, 40),
    pronoun,
    blurb: blurb.slice(0, 300),
    look,
    ownerId: null,
    sheet: d20,
    vitals: freshVitals(d20),
    conditions: [],
    items: [],
    coinCopper: 0,
    xp: 0,
  };
}

type PatchField = EventOf<"state_patch_applied">["payload"]["field"];

/** The creature after a GM's patch, the value bounded; null where the field or the value means nothing. */
export function patchCreature(creature: Creature, field: PatchField, value: number | string): Creature | null {
  if (!isD20(creature)) return null;
  if (field === "name") return typeof value === "string" ? { ...creature, name: value } : null;
  if (typeof value !== "number" || value < 0) return null;
  switch (field) {
    case "coinCopper":
      return { ...creature, coinCopper: Math.min(COPPER_MAX, value) };
    case "xp":
      return { ...creature, xp: Math.min(XP_MAX, value) };
    case "tempHp":
      return { ...creature, vitals: { ...creature.vitals, tempHp: Math.min(TEMP_HP_MAX, value) } };
    case "hp":
      return withHp(creature, Math.min(creature.sheet.hpMax, value));
    case "harm":
      return null;
    default:
      return field satisfies never;
  }
}

/** A GM may even call back the dead; what was brought to 0 by hand lies still and makes no death saves. */
function withHp(creature: D20Creature, hp: number): Creature {
  const { vitals } = creature;
  if (hp === 0) return { ...creature, vitals: vitals.state === "up" ? stable(vitals) : { ...vitals, hp: 0 } };
  const living = vitals.state === "dead" ? stable(vitals) : vitals;
  const wakes = vitals.state !== "up" && hasCondition(creature, "unconscious");
  const conditions = wakes
    ? creature.conditions.filter(({ condition }) => condition !== "unconscious")
    : creature.conditions;
  return { ...creature, vitals: { ...healed(living, creature.sheet.hpMax, 1), hp }, conditions };
}
