import { z } from "zod";
import { Item, PortraitLook, Pronoun, SceneLook } from "./creatures.ts";
import { Slug } from "./ids.ts";
import {
  Ability,
  Condition,
  ConditionUntil,
  D20Sheet,
  DamageType,
  DiceText,
  EmbersSheet,
  Ruleset,
  Skill,
  Trait,
} from "./rules.ts";

/** What somebody at the table may mean to do. The Oracle recognises these; beats answer to them. */
export const Intent = z.enum([
  "look",
  "go",
  "talk",
  "ask",
  "search",
  "take",
  "give",
  "use",
  "open",
  "break",
  "pick",
  "sneak",
  "climb",
  "persuade",
  "deceive",
  "threaten",
  "help",
  "attack",
  "defend",
  "flee",
  "read",
  "listen",
  "wait",
  "rest",
  "recall",
]);
export type Intent = z.infer<typeof Intent>;

const Prose = z.string().min(1).max(2_400);
const Line = z.string().min(1).max(400);
const Label = z.string().min(1).max(80);
const Aliases = z.array(z.string().min(1).max(40)).max(12);

/** Something that must hold before a beat, an exit or a topic is open. `not` turns it round. */
export const Requirement = z.union([
  z.strictObject({ flag: Slug, not: z.boolean().optional() }),
  z.strictObject({ has: Slug, not: z.boolean().optional() }),
  z.strictObject({ visited: Slug, not: z.boolean().optional() }),
  z.strictObject({ clock: Slug, atLeast: z.int().min(1).max(12), not: z.boolean().optional() }),
  z.strictObject({ attitude: Slug, atLeast: z.int().min(-3).max(3), not: z.boolean().optional() }),
  z.strictObject({ done: Slug, not: z.boolean().optional() }),
  z.strictObject({ encounter: Slug, outcome: z.enum(["won", "fled", "talked", "lost"]), not: z.boolean().optional() }),
  z.strictObject({ knows: Slug, not: z.boolean().optional() }),
]);
export type Requirement = z.infer<typeof Requirement>;

const Whom = z.enum(["actor", "party"]);

/** What a beat does to the world. The room applies it; nobody who proposes a beat may change its effects. */
export const Effect = z.union([
  z.strictObject({ set: Slug, to: z.boolean().optional() }),
  z.strictObject({ give: Slug, quantity: z.int().min(1).max(99).optional() }),
  z.strictObject({ take: Slug, quantity: z.int().min(1).max(99).optional() }),
  z.strictObject({ coin: z.int().min(-100_000).max(100_000) }),
  z.strictObject({ xp: z.int().min(1).max(5_000) }),
  z.strictObject({ secret: Slug }),
  z.strictObject({ tick: Slug, by: z.int().min(-6).max(6) }),
  /** Shows a hidden feature or exit of any scene. */
  z.strictObject({ show: Slug }),
  z.strictObject({ unlock: Slug }),
  z.strictObject({ attitude: Slug, by: z.int().min(-3).max(3) }),
  z.strictObject({ movePerson: Slug, to: Slug.nullable() }),
  z.strictObject({ encounter: Slug }),
  z.strictObject({
    harm: z.strictObject({
      dice: DiceText,
      type: DamageType,
      segments: z.int().min(0).max(4),
      source: Label,
      save: z.strictObject({ ability: Ability, dc: z.int().min(1).max(30) }).optional(),
    }),
    to: Whom,
  }),
  z.strictObject({ condition: Condition, until: ConditionUntil, source: Label, to: Whom }),
  z.strictObject({ heal: DiceText, segments: z.int().min(0).max(6), to: Whom }),
  z.strictObject({ go: Slug }),
  z.strictObject({ minutes: z.int().min(1).max(1_440) }),
  z.strictObject({ rest: z.enum(["short", "long"]) }),
  /** Ends a running encounter without beating the foes. */
  z.strictObject({ endEncounter: z.enum(["fled", "talked"]) }),
  z.strictObject({ end: Slug }),
]);
export type Effect = z.infer<typeof Effect>;
const Effects = z.array(Effect).max(8);

export const Check = z.strictObject({
  skill: Skill.optional(),
  ability: Ability,
  dc: z.int().min(5).max(30),
  /** The trait rolled when the same beat is played under Embers. */
  trait: Trait,
  /** Every hero present rolls; half of them must succeed. */
  group: z.boolean().optional(),
});
export type Check = z.infer<typeof Check>;

const Branch = z.strictObject({ text: Prose, effects: Effects.optional() });

/**
 * One thing that can happen: who means what, what must hold, what is rolled, what is told, what changes.
 * Played once unless `again` is set. Without a check the text and effects simply follow.
 */
export const Beat = z.strictObject({
  id: Slug,
  intents: z.array(Intent).min(1).max(10),
  /** Offered as a suggestion in these words, an imperative a player would tap ("Search the cold hearth"). */
  label: Label.optional(),
  /** The item that is used or given. */
  with: Slug.optional(),
  /** Extra words that point at this beat among those of its subject. */
  keys: Aliases.optional(),
  requires: z.array(Requirement).max(6).optional(),
  again: z.boolean().optional(),
  check: Check.optional(),
  text: Prose,
  effects: Effects.optional(),
  /** Embers, 7 to 9: success with a price. Under d20, a miss by one or two when given. */
  partial: Branch.optional(),
  failure: Branch.optional(),
});
export type Beat = z.infer<typeof Beat>;

export const SceneFeature = z.strictObject({
  id: Slug,
  name: Label,
  aliases: Aliases,
  look: Prose,
  hidden: z.boolean().optional(),
  beats: z.array(Beat).max(10),
});
export const SceneExit = z.strictObject({
  id: Slug,
  to: Slug,
  name: Label,
  aliases: Aliases,
  hidden: z.boolean().optional(),
  /** What is told when somebody tries a locked way. */
  locked: Prose.optional(),
  requires: z.array(Requirement).max(6).optional(),
  /** Told when `requires` does not hold. */
  blocked: Prose.optional(),
  minutes: z.int().min(0).max(1_440),
  beats: z.array(Beat).max(6),
});
export const Scene = z.strictObject({
  id: Slug,
  title: Label,
  look: SceneLook,
  read: Prose,
  again: Line,
  /** Small true details, told now and then so that a place keeps breathing. */
  ambience: z.array(Line).max(10),
  features: z.array(SceneFeature).max(12),
  exits: z.array(SceneExit).max(8),
  people: z.array(Slug).max(8),
  beats: z.array(Beat).max(12),
  /** Played by itself when the party comes in: once, or at every arrival when the beat may be played again. */
  onEnter: z.array(Beat).max(3).optional(),
  safeToRest: z.boolean(),
});
export type Scene = z.infer<typeof Scene>;
export type SceneFeature = z.infer<typeof SceneFeature>;
export type SceneExit = z.infer<typeof SceneExit>;

export const Topic = z.strictObject({
  id: Slug,
  label: Label,
  keys: z.array(z.string().min(1).max(40)).min(1).max(12),
  requires: z.array(Requirement).max(6).optional(),
  text: Prose,
  effects: Effects.optional(),
});
export const Person = z.strictObject({
  id: Slug,
  name: Label,
  aliases: Aliases,
  pronoun: Pronoun,
  look: PortraitLook,
  role: Line,
  /** What they want and how they speak: for whoever plays them, never shown to players. */
  want: Line,
  manner: Line,
  seen: Line,
  greet: Prose,
  again: Line,
  attitude: z.int().min(-3).max(3),
  topics: z.array(Topic).max(12),
  /** Said when asked about what they know nothing of. */
  shrug: z.array(Line).min(1).max(6),
  beats: z.array(Beat).max(10),
  /** The foe they become if it comes to blows. */
  foe: Slug.optional(),
});
export type Person = z.infer<typeof Person>;
export type Topic = z.infer<typeof Topic>;

export const Secret = z.strictObject({
  id: Slug,
  title: Label,
  text: Prose,
  /** Words that give it away; public text with one of them is refused while the secret is sealed. */
  tells: z.array(z.string().min(3).max(60)).min(1).max(8),
});
export type Secret = z.infer<typeof Secret>;

export const Foe = z.strictObject({
  id: Slug,
  name: Label,
  aliases: Aliases,
  pronoun: Pronoun,
  look: PortraitLook,
  blurb: Line,
  d20: D20Sheet,
  embers: EmbersSheet.optional(),
  /** How it fights and when it breaks: for whoever plays it. */
  manner: Line,
  /** It flees when this few of its side still stand. */
  breaksAt: z.int().min(0).max(6).optional(),
  /** Short lines for its blows, misses and end: the grammar picks among them. */
  strikes: z.array(Line).min(2).max(8),
  misses: z.array(Line).min(2).max(8),
  falls: z.array(Line).min(1).max(6),
});
export type Foe = z.infer<typeof Foe>;

export const Encounter = z.strictObject({
  id: Slug,
  title: Label,
  foes: z
    .array(z.strictObject({ foe: Slug, count: z.int().min(1).max(6), perHero: z.boolean().optional() }))
    .min(1)
    .max(4),
  intro: Prose,
  won: Branch,
  fled: Branch,
  lost: Branch,
  talked: Branch.optional(),
  /** Things one can try in the middle of the fight besides fighting. */
  beats: z.array(Beat).max(6),
});
export type Encounter = z.infer<typeof Encounter>;

export const Clock = z.strictObject({
  id: Slug,
  title: Label,
  segments: z.int().min(2).max(12),
  public: z.boolean(),
  /** Told when it moves, by how full it is; the last one when it fills. */
  tells: z.array(Line).min(1).max(12),
  everyMinutes: z.int().min(1).max(1_440).optional(),
  full: z.strictObject({ effects: Effects, text: Prose }).optional(),
});
export type Clock = z.infer<typeof Clock>;

export const Ending = z.strictObject({
  id: Slug,
  title: Label,
  text: Prose,
  tone: z.enum(["bright", "bittersweet", "dark"]),
});
export type Ending = z.infer<typeof Ending>;
export const Lore = z.strictObject({
  id: Slug,
  keys: z.array(z.string().min(1).max(40)).min(1).max(10),
  text: Prose,
  dc: z.int().min(5).max(25),
  skill: Skill,
  trait: Trait,
});
export type Lore = z.infer<typeof Lore>;

export const ReadyHero = z.strictObject({
  id: Slug,
  name: Label,
  pronoun: Pronoun,
  look: PortraitLook,
  /** One line for the card; and why they are here, told when they sit down. */
  blurb: z.string().min(1).max(200),
  hook: Line,
  d20: D20Sheet,
  embers: EmbersSheet,
  items: z.array(z.strictObject({ item: Slug, quantity: z.int().min(1).max(20), equipped: z.boolean() })).max(16),
  coinCopper: z.int().min(0).max(10_000),
});
export type ReadyHero = z.infer<typeof ReadyHero>;

export const Adventure = z.strictObject({
  id: Slug,
  version: z.int().min(1).max(1_000),
  title: Label,
  tagline: Line,
  summary: Prose,
  rulesets: z.array(Ruleset).min(1).max(2),
  players: z.strictObject({ min: z.int().min(1).max(6), max: z.int().min(1).max(6) }),
  minutes: z.strictObject({ min: z.int().min(5).max(300), max: z.int().min(5).max(300) }),
  tone: z.strictObject({
    words: z.array(z.string().min(1).max(30)).min(1).max(8),
    rating: z.enum(["everyone", "teen", "mature"]),
  }),
  look: SceneLook,
  /** The first words of the evening. */
  opening: Prose,
  start: Slug,
  scenes: z.array(Scene).min(1).max(20),
  people: z.array(Person).max(16),
  secrets: z.array(Secret).max(20),
  items: z.array(Item).max(60),
  foes: z.array(Foe).max(16),
  encounters: z.array(Encounter).max(8),
  clocks: z.array(Clock).max(6),
  endings: z.array(Ending).min(1).max(6),
  lore: z.array(Lore).max(16),
});
export type Adventure = z.infer<typeof Adventure>;
