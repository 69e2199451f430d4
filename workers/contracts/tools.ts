import { z } from "zod";
import { Slug } from "./ids.ts";
import { Ability, Skill, Trait } from "./rules.ts";

/**
 * The calls a DM may make, person's machine or Oracle alike. The caller names the what; code derives the numbers.
 * No tool moves, speaks or decides for a player's hero, and none is a generic patch.
 */
const Difficulty = z.enum(["easy", "medium", "hard", "very-hard"]);
export type Difficulty = z.infer<typeof Difficulty>;
const Purpose = z.string().min(1).max(120);
const Public = z.string().min(1).max(600);

const AdvantageReasons = z.strictObject({
  for: z.array(z.string().min(1).max(60)).max(4),
  against: z.array(z.string().min(1).max(60)).max(4),
});

/** World tools: the same under every ruleset. */
export const worldTools = {
  /** Plays an authored beat: rolls its check if it has one, tells its text, applies its effects. */
  play_beat: z.strictObject({ beatId: Slug, creatureId: Slug, advantage: AdvantageReasons.optional() }),
  /** Goes through an exit of the scene, the whole party. */
  move_scene: z.strictObject({ exitId: Slug, creatureId: Slug }),
  /** Tells what plain looking shows: the scene again, a feature, a person, an item in somebody's hands. */
  describe: z.strictObject({
    subject: z.enum(["scene", "feature", "exit", "person", "item", "creature"]),
    id: Slug.nullable(),
    creatureId: Slug,
  }),
  /** A person answers on a topic they know, or shrugs when `topicId` is null, or greets when it is "greet". */
  person_speaks: z.strictObject({ personId: Slug, topicId: Slug.nullable(), creatureId: Slug }),
  /** What a hero may know about the world, by their own learning. */
  recall_lore: z.strictObject({ loreId: Slug, creatureId: Slug }),
  transfer_item: z.strictObject({ from: Slug, to: Slug, itemId: Slug, quantity: z.int().min(1).max(99) }),
  use_item: z.strictObject({ creatureId: Slug, itemId: Slug, targetId: Slug }),
  equip_item: z.strictObject({ creatureId: Slug, itemId: Slug, equipped: z.boolean() }),
  /** A small public fact that is new and contradicts nothing; refused when it repeats a sealed secret. */
  record_fact: z.strictObject({ text: Public }),
  advance_time: z.strictObject({ minutes: z.int().min(1).max(480), why: Purpose }),
  start_encounter: z.strictObject({ encounterId: Slug }),
  /** A side breaks off: the party by `flee`, foes whose nerve is gone by `foes-flee`. */
  end_encounter: z.strictObject({ how: z.enum(["flee", "foes-flee"]) }),
  /** Puts a question back to the player, with choices; nothing else happens in the turn. */
  ask_player: z.strictObject({
    creatureId: Slug,
    question: z.string().min(1).max(300),
    choices: z.array(z.string().min(1).max(120)).min(2).max(6),
  }),
} as const;

/** Tools of the `d20` ruleset. */
export const d20Tools = {
  ability_check: z.strictObject({
    creatureId: Slug,
    ability: Ability,
    skill: Skill.optional(),
    difficulty: Difficulty,
    advantage: AdvantageReasons.optional(),
    purpose: Purpose,
  }),
  passive_check: z.strictObject({ creatureId: Slug, skill: Skill, difficulty: Difficulty, purpose: Purpose }),
  group_check: z.strictObject({ ability: Ability, skill: Skill.optional(), difficulty: Difficulty, purpose: Purpose }),
  contest: z.strictObject({ creatureId: Slug, skill: Skill, againstId: Slug, againstSkill: Skill, purpose: Purpose }),
  saving_throw: z.strictObject({ creatureId: Slug, ability: Ability, difficulty: Difficulty, purpose: Purpose }),
  attack: z.strictObject({ attackerId: Slug, targetId: Slug, attackId: Slug, advantage: AdvantageReasons.optional() }),
  /** The actions of a fight that are not an attack. `help` names the one helped, `stabilise` the one tended. */
  take_action: z.strictObject({
    creatureId: Slug,
    action: z.enum(["dash", "disengage", "dodge", "help", "hide", "stabilise", "stand-up"]),
    targetId: Slug.nullable(),
  }),
  escape: z.strictObject({ creatureId: Slug, from: z.enum(["grappled", "restrained"]), skill: Skill }),
  death_save: z.strictObject({ creatureId: Slug }),
  end_turn: z.strictObject({ creatureId: Slug }),
  short_rest: z.strictObject({ hitDice: z.int().min(0).max(20) }),
  long_rest: z.strictObject({}),
} as const;

/** Tools of the `embers` ruleset. */
export const embersTools = {
  trait_roll: z.strictObject({ creatureId: Slug, trait: Trait, purpose: Purpose }),
  strike: z.strictObject({ creatureId: Slug, targetId: Slug, trait: Trait }),
  take_breath: z.strictObject({}),
} as const;

export const ToolName = z.enum([...Object.keys(worldTools), ...Object.keys(d20Tools), ...Object.keys(embersTools)] as [
  string,
  ...string[],
]);
type AllTools = typeof worldTools & typeof d20Tools & typeof embersTools;
export type ToolName = keyof AllTools;
export type ToolArgs<T extends ToolName> = z.infer<AllTools[T]>;
export type ToolCall = { [T in ToolName]: { tool: T; args: ToolArgs<T> } }[ToolName];

/** Parses the arguments of a call by the schema of its tool. */
export function parseToolCall(
  tool: string,
  args: unknown,
): { ok: true; call: ToolCall } | { ok: false; code: "unknown-tool" | "bad-arguments"; detail: string } {
  const schemas: Record<string, z.ZodType> = { ...worldTools, ...d20Tools, ...embersTools };
  const schema = Object.hasOwn(schemas, tool) ? schemas[tool] : undefined;
  if (schema === undefined)
    return { ok: false, code: "unknown-tool", detail: `There is no tool "${tool.slice(0, 40)}".` };
  const parsed = schema.safeParse(args);
  if (!parsed.success) return { ok: false, code: "bad-arguments", detail: z.prettifyError(parsed.error).slice(0, 400) };
  return { ok: true, call: { tool, args: parsed.data } as ToolCall };
}
