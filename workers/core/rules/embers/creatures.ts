import type { Foe } from "../../../contracts/adventure.ts";
import type { CharacterDraft, Creature, Vitals } from "../../../contracts/creatures.ts";
import type { EventOf } from "../../../contracts/events.ts";
import type { D20Sheet, EmbersSheet, Sheet, Trait } from "../../../contracts/rules.ts";
import { boundsOf } from "../../dice/bounds.ts";
import { parse } from "../../dice/parser.ts";
import type { Refusal } from "../../step.ts";
import { refusal } from "../roster.ts";
import { isEmbers } from "./sheet.ts";

const HERO_HARM_MAX = 6;
/** The traits of a new hero, in any order. */
const HERO_TRAITS: readonly number[] = [-1, 0, 1, 1, 2];
const COPPER_MAX = 10_000;
const HP_PER_SEGMENT = 6;
/** Average damage from which a foe bites twice as deep. */
const DEEP_BITE = 9;

export function freshVitals(sheet: Sheet): Vitals {
  if (sheet.ruleset === "embers") return { ruleset: "embers", harm: 0, state: "up" };
  return {
    ruleset: "d20",
    hp: sheet.hpMax,
    tempHp: 0,
    hitDiceLeft: sheet.level,
    deathSaves: { successes: 0, failures: 0 },
    state: "up",
  };
}

/** A foe as it steps into a fight; one that was only written for `d20` is translated. */
export function foeOf({ pronoun, blurb, look, d20, embers }: Foe, id: string, name: string): Creature {
  const sheet = embers ?? translated(d20);
  return {
    id,
    kind: "foe",
    name: name.slice(0, 40),
    pronoun,
    blurb: blurb.slice(0, 300),
    look,
    ownerId: null,
    sheet,
    vitals: freshVitals(sheet),
    conditions: [],
    items: [],
    coinCopper: 0,
    xp: 0,
  };
}

/** A segment for every six hit points, and teeth by the damage of the worst attack. */
function translated(d20: D20Sheet): EmbersSheet {
  const trait = (score: number) => within(Math.floor((score - 10) / 2), -1, 3);
  const { str, dex, con, int, cha } = d20.abilities;
  const damage = Math.max(
    0,
    ...d20.attacks.map((attack) => averageOf(attack.damage) + Math.floor((d20.abilities[attack.ability] - 10) / 2)),
  );
  return {
    ruleset: "embers",
    calling: d20.calling,
    traits: { blaze: trait(str), smoke: trait(dex), stone: trait(con), spark: trait(int), hearth: trait(cha) },
    harmMax: within(Math.ceil(d20.hpMax / HP_PER_SEGMENT), 2, 8),
    bite: damage >= DEEP_BITE ? 2 : 1,
    features: d20.features,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function averageOf(formula: string): number {
  const parsed = parse(formula);
  if (!parsed.ok) return 0;
  const { min, max } = boundsOf(parsed.roll);
  return (min + max) / 2;
}

/** Whether somebody's own hero fits: five traits of fixed worth, at most six segments, no teeth. */
export function faultOf({ sheet, coinCopper }: CharacterDraft): Refusal | null {
  if (sheet.ruleset !== "embers") return refusal("character-invalid", "This table plays with Embers characters.");
  const traits = (Object.keys(sheet.traits) as Trait[]).map((trait) => sheet.traits[trait]).sort((a, b) => a - b);
  if (traits.some((value, index) => value !== HERO_TRAITS[index]))
    return refusal("character-invalid", "Give your traits +2, +1, +1, 0 and −1, each to one.");
  if (sheet.harmMax > HERO_HARM_MAX)
    return refusal("character-invalid", `A hero's harm clock has at most ${HERO_HARM_MAX} segments.`);
  if (sheet.bite !== undefined) return refusal("character-invalid", "Only foes bite.");
  if (coinCopper > COPPER_MAX) return refusal("character-invalid", "A new hero carries at most 100 gold pieces.");
  return null;
}

type PatchField = EventOf<"state_patch_applied">["payload"]["field"];

/** The creature after a GM's patch, the value bounded; null where the field or the value means nothing. */
export function patchCreature(creature: Creature, field: PatchField, value: number | string): Creature | null {
  if (!isEmbers(creature)) return null;
  if (field === "name") return typeof value === "string" ? { ...creature, name: value } : null;
  if (typeof value !== "number" || value < 0) return null;
  switch (field) {
    case "coinCopper":
      return { ...creature, coinCopper: Math.min(1_000_000_000, value) };
    case "xp":
      return { ...creature, xp: Math.min(1_000_000, value) };
    case "harm": {
      const harm = Math.min(creature.sheet.harmMax, value);
      return { ...creature, vitals: { ruleset: "embers", harm, state: harm >= creature.sheet.harmMax ? "out" : "up" } };
    }
    case "hp":
    case "tempHp":
      return null;
    default:
      return field satisfies never;
  }
}
