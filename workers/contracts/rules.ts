import { z } from "zod";
import { Slug } from "./ids.ts";

export const Ruleset = z.enum(["d20", "embers"]);
export type Ruleset = z.infer<typeof Ruleset>;

export const Ability = z.enum(["str", "dex", "con", "int", "wis", "cha"]);
export type Ability = z.infer<typeof Ability>;

export const Skill = z.enum([
  "acrobatics",
  "animal-handling",
  "arcana",
  "athletics",
  "deception",
  "history",
  "insight",
  "intimidation",
  "investigation",
  "medicine",
  "nature",
  "perception",
  "performance",
  "persuasion",
  "religion",
  "sleight-of-hand",
  "stealth",
  "survival",
]);
export type Skill = z.infer<typeof Skill>;

export const DamageType = z.enum([
  "acid",
  "bludgeoning",
  "cold",
  "fire",
  "force",
  "lightning",
  "necrotic",
  "piercing",
  "poison",
  "psychic",
  "radiant",
  "slashing",
  "thunder",
]);
export type DamageType = z.infer<typeof DamageType>;

/** The fifteen conditions of the 5.2 SRD, and four tags of Embers. */
export const Condition = z.enum([
  "blinded",
  "charmed",
  "deafened",
  "exhaustion",
  "frightened",
  "grappled",
  "incapacitated",
  "invisible",
  "paralyzed",
  "petrified",
  "poisoned",
  "prone",
  "restrained",
  "stunned",
  "unconscious",
]);
export type Condition = z.infer<typeof Condition>;

/** Traits of Embers: force and daring, stealth and grace, endurance, wits and lore, speech and kindness. */
export const Trait = z.enum(["blaze", "smoke", "stone", "spark", "hearth"]);
export type Trait = z.infer<typeof Trait>;

export const AdvantageState = z.enum(["advantage", "none", "disadvantage"]);
export type AdvantageState = z.infer<typeof AdvantageState>;

/** A dice formula as typed; the dice parser is its real judge. */
export const DiceText = z.string().trim().min(1).max(256);

/** `end-of-turn` and `start-of-turn` count the bearer's own turns in initiative. */
export const ConditionUntil = z.union([
  z.literal("removed"),
  z.literal("encounter-end"),
  z.literal("rest"),
  z.strictObject({ rounds: z.int().min(1).max(100) }),
  z.strictObject({ save: Ability, dc: z.int().min(1).max(40) }),
]);
export type ConditionUntil = z.infer<typeof ConditionUntil>;

export const Attack = z.strictObject({
  id: Slug,
  name: z.string().min(1).max(60),
  kind: z.enum(["melee", "ranged"]),
  ability: Ability,
  proficient: z.boolean(),
  /** Magic or mastery on top of ability and proficiency. */
  bonus: z.int().min(-5).max(10).optional(),
  damage: DiceText,
  /** The ability's modifier is added to the damage unless this says no. */
  addAbility: z.boolean().optional(),
  damageType: DamageType,
  extra: z
    .array(z.strictObject({ dice: DiceText, type: DamageType }))
    .max(3)
    .optional(),
  reachFeet: z.int().min(5).max(600).optional(),
  /** A saving throw the one struck makes, or bears the condition. */
  onHit: z
    .strictObject({
      condition: Condition,
      save: z.strictObject({ ability: Ability, dc: z.int().min(1).max(40) }).optional(),
      until: ConditionUntil,
    })
    .optional(),
});
export type Attack = z.infer<typeof Attack>;

export const Feature = z.strictObject({ id: Slug, name: z.string().min(1).max(60), text: z.string().min(1).max(600) });
export type Feature = z.infer<typeof Feature>;

const Score = z.int().min(1).max(30);

export const D20Sheet = z.strictObject({
  ruleset: z.literal("d20"),
  level: z.int().min(1).max(20),
  calling: z.string().min(1).max(40),
  people: z.string().min(1).max(40),
  abilities: z.strictObject({ str: Score, dex: Score, con: Score, int: Score, wis: Score, cha: Score }),
  saves: z.array(Ability).max(6),
  skills: z.array(Skill).max(18),
  expertise: z.array(Skill).max(18),
  /** Armour class before dexterity; `dexCap` null means no dexterity is added, a number caps it. */
  armor: z.strictObject({
    base: z.int().min(5).max(25),
    dexCap: z.int().min(0).max(10).nullable(),
    shield: z.boolean(),
  }),
  hpMax: z.int().min(1).max(999),
  hitDie: z.union([z.literal(4), z.literal(6), z.literal(8), z.literal(10), z.literal(12)]),
  speedFeet: z.int().min(0).max(120),
  attacks: z.array(Attack).max(8),
  resistances: z.array(DamageType).max(13),
  vulnerabilities: z.array(DamageType).max(13),
  immunities: z.array(DamageType).max(13),
  conditionImmunities: z.array(Condition).max(15),
  features: z.array(Feature).max(12),
  /** Foes only: what beating them is worth. */
  xpValue: z.int().min(0).max(50_000).optional(),
});
export type D20Sheet = z.infer<typeof D20Sheet>;

export const EmbersSheet = z.strictObject({
  ruleset: z.literal("embers"),
  calling: z.string().min(1).max(40),
  traits: z.strictObject({
    blaze: z.int().min(-1).max(3),
    smoke: z.int().min(-1).max(3),
    stone: z.int().min(-1).max(3),
    spark: z.int().min(-1).max(3),
    hearth: z.int().min(-1).max(3),
  }),
  /** Segments of the harm clock; full means out of the scene. */
  harmMax: z.int().min(1).max(12),
  /** Foes only: segments they mark when they hurt somebody. */
  bite: z.int().min(0).max(4).optional(),
  features: z.array(Feature).max(12),
});
export type EmbersSheet = z.infer<typeof EmbersSheet>;

export const Sheet = z.discriminatedUnion("ruleset", [D20Sheet, EmbersSheet]);
export type Sheet = z.infer<typeof Sheet>;
