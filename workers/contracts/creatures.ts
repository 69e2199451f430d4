import { z } from "zod";
import { MemberId, Name, Slug } from "./ids.ts";
import { Condition, ConditionUntil, Sheet } from "./rules.ts";

/** What `web/art` needs to draw a bust; the same look gives the same picture everywhere. */
export const PortraitLook = z.strictObject({
  seed: z.string().min(1).max(40),
  kind: z.enum(["person", "beast", "undead", "spirit", "construct", "goblin"]),
  build: z.enum(["slight", "even", "broad"]).optional(),
  hair: z.string().max(20).optional(),
  skin: z.int().min(0).max(9).optional(),
  age: z.enum(["young", "grown", "old"]).optional(),
  garb: z.enum(["cloak", "mail", "robe", "apron", "leathers", "finery", "rags"]).optional(),
  mark: z.enum(["scar", "beard", "hood", "hat", "braid", "spectacles", "tattoo", "horns", "none"]).optional(),
  accent: z.string().max(20).optional(),
  face: z.enum(["soft", "strong"]).optional(),
  ears: z.enum(["round", "pointed"]).optional(),
});
export type PortraitLook = z.infer<typeof PortraitLook>;

export const SceneLook = z.strictObject({
  seed: z.string().min(1).max(40),
  kind: z.enum([
    "tavern",
    "road",
    "forest",
    "mill",
    "river",
    "crypt",
    "cave",
    "tower",
    "village",
    "hall",
    "bridge",
    "marsh",
    "chapel",
    "cellar",
    "camp",
  ]),
  time: z.enum(["dawn", "day", "dusk", "night"]),
  weather: z.enum(["clear", "rain", "snow", "fog"]),
});
export type SceneLook = z.infer<typeof SceneLook>;

export const Pronoun = z.enum(["she", "he", "they", "it"]);
export type Pronoun = z.infer<typeof Pronoun>;

export const ActiveCondition = z.strictObject({
  condition: Condition,
  /** Who or what brought it, in words for people. */
  source: z.string().min(1).max(80),
  until: ConditionUntil,
  /** Exhaustion only: 1 to 6. */
  level: z.int().min(1).max(6).optional(),
});
export type ActiveCondition = z.infer<typeof ActiveCondition>;

export const Item = z.strictObject({
  id: Slug,
  name: z.string().min(1).max(60),
  aliases: z.array(z.string().min(1).max(40)).max(8).optional(),
  text: z.string().min(1).max(400),
  kind: z.enum(["gear", "weapon", "armor", "consumable", "treasure", "key", "light"]),
  /** Drinking or applying it: hit points (d20) and segments (embers) given back, or a condition ended. */
  use: z
    .strictObject({
      heal: z.string().max(40).optional(),
      clearHarm: z.int().min(1).max(6).optional(),
      ends: Condition.optional(),
      spent: z.boolean(),
    })
    .optional(),
  valueCopper: z.int().min(0).max(10_000_000).optional(),
});
export type Item = z.infer<typeof Item>;

export const HeldItem = z.strictObject({ item: Item, quantity: z.int().min(1).max(999), equipped: z.boolean() });
export type HeldItem = z.infer<typeof HeldItem>;

export const D20Vitals = z.strictObject({
  ruleset: z.literal("d20"),
  hp: z.int().min(0).max(999),
  tempHp: z.int().min(0).max(999),
  hitDiceLeft: z.int().min(0).max(20),
  deathSaves: z.strictObject({ successes: z.int().min(0).max(3), failures: z.int().min(0).max(3) }),
  state: z.enum(["up", "dying", "stable", "dead"]),
});
export const EmbersVitals = z.strictObject({
  ruleset: z.literal("embers"),
  harm: z.int().min(0).max(12),
  state: z.enum(["up", "out"]),
});
export const Vitals = z.discriminatedUnion("ruleset", [D20Vitals, EmbersVitals]);
export type Vitals = z.infer<typeof Vitals>;
export type D20Vitals = z.infer<typeof D20Vitals>;
export type EmbersVitals = z.infer<typeof EmbersVitals>;

/** Somebody with a sheet: a hero, a foe, or a person who may come to blows. */
export const Creature = z.strictObject({
  id: Slug,
  kind: z.enum(["hero", "foe", "ally"]),
  name: Name,
  pronoun: Pronoun,
  blurb: z.string().max(300),
  look: PortraitLook,
  /** The member who plays this hero; null while the seat is free. */
  ownerId: MemberId.nullable(),
  sheet: Sheet,
  vitals: Vitals,
  conditions: z.array(ActiveCondition).max(20),
  items: z.array(HeldItem).max(60),
  coinCopper: z.int().min(0).max(1_000_000_000),
  xp: z.int().min(0).max(1_000_000),
});
export type Creature = z.infer<typeof Creature>;

/** A character as written down before play: everything else follows from the sheet. */
export const CharacterDraft = z.strictObject({
  name: Name,
  pronoun: Pronoun,
  blurb: z.string().max(300),
  look: PortraitLook,
  sheet: Sheet,
  items: z.array(HeldItem).max(20),
  coinCopper: z.int().min(0).max(100_000),
});
export type CharacterDraft = z.infer<typeof CharacterDraft>;
