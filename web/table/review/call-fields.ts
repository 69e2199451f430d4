import type { Ability, Skill, Trait } from "../../../workers/contracts/rules.ts";
import type { Difficulty, ToolArgs } from "../../../workers/contracts/tools.ts";
import { ABILITY_NAME, SKILL_ABILITY, skillName } from "../../state/sheet-numbers.ts";
import { wordsOf } from "../../state/story-marks.ts";
import type { CallNames, Named } from "./call-names.ts";

export type Choice = { readonly value: string; readonly label: string };

interface Plain<A extends string> {
  readonly as: A;
  readonly key: string;
  readonly label: string;
}

/** How one argument of a call is edited. */
export type CallField =
  | Plain<"text">
  /** A list of words, one on each line. */
  | Plain<"lines">
  | Plain<"number">
  | Plain<"yes-no">
  | (Plain<"choice"> & { readonly choices: readonly Choice[] })
  /** Too nested for a field: shown, and sent as it is. */
  | Plain<"fixed">;

type Lists = Exclude<keyof CallNames, "nameOf" | "isKnown">;
const IDS: Readonly<Record<string, Lists>> = {
  creatureId: "heroes",
  targetId: "creatures",
  attackerId: "attackers",
  againstId: "creatures",
  from: "heroes",
  to: "creatures",
  personId: "people",
  itemId: "items",
  exitId: "exits",
  beatId: "beats",
  encounterId: "encounters",
  topicId: "topics",
  attackId: "attacks",
};

const keysOf = <T extends string>(known: Record<T, true>) => Object.keys(known) as T[];
const difficulties = keysOf<Difficulty>({ easy: true, medium: true, hard: true, "very-hard": true });
const abilities = keysOf<Ability>({ str: true, dex: true, con: true, int: true, wis: true, cha: true });
const traits = keysOf<Trait>({ blaze: true, smoke: true, stone: true, spark: true, hearth: true });
const skills = Object.keys(SKILL_ABILITY) as Skill[];
const actions = keysOf<ToolArgs<"take_action">["action"]>({
  dash: true,
  disengage: true,
  dodge: true,
  help: true,
  hide: true,
  stabilise: true,
  "stand-up": true,
});
const endings = keysOf<ToolArgs<"end_encounter">["how"]>({ flee: true, "foes-flee": true });
const subjects = keysOf<ToolArgs<"describe">["subject"]>({
  scene: true,
  feature: true,
  exit: true,
  person: true,
  item: true,
  creature: true,
});
const grips = keysOf<ToolArgs<"escape">["from"]>({ grappled: true, restrained: true });

const ENUMS: Readonly<Record<string, readonly string[]>> = {
  difficulty: difficulties,
  ability: abilities,
  skill: skills,
  againstSkill: skills,
  trait: traits,
  action: actions,
  how: endings,
  subject: subjects,
};

/** The fields with which a GM edits a call: made from what it was proposed with. */
export function callFields(
  tool: string,
  args: Readonly<Record<string, unknown>>,
  names: CallNames,
): readonly CallField[] {
  return Object.keys(args).map((key) => fieldOf(tool, key, args[key], names));
}

function fieldOf(tool: string, key: string, value: unknown, names: CallNames): CallField {
  const label = LABELS[key] ?? titled(wordsOf(key.replace(/Id$/, "")));
  if (typeof value === "number") return { as: "number", key, label };
  if (typeof value === "boolean") return { as: "yes-no", key, label };
  if (Array.isArray(value))
    return { as: value.every((each) => typeof each === "string") ? "lines" : "fixed", key, label };
  if (typeof value === "object" && value !== null) return { as: "fixed", key, label };
  const choices = choicesOf(tool, key, value, names);
  return choices === null ? { as: "text", key, label } : { as: "choice", key, label, choices };
}

const LABELS: Readonly<Record<string, string>> = {
  creatureId: "Who",
  attackerId: "Attacker",
  targetId: "Target",
  againstId: "Against",
  from: "From",
  to: "To",
  how: "How it ends",
  againstSkill: "Their skill",
  attackId: "With",
};
const titled = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function choicesOf(tool: string, key: string, value: unknown, names: CallNames): readonly Choice[] | null {
  const enumerated = tool === "escape" && key === "from" ? grips : ENUMS[key];
  if (enumerated !== undefined) return withCurrent(enumerated.map(named), value, enumWords);
  const list = IDS[key];
  if (list === undefined) return null;
  const known = withCurrent(
    names[list]().map(({ id, name }: Named) => ({ value: id, label: name })),
    value,
    names.nameOf,
  );
  return NULLABLE.has(`${tool}.${key}`) ? [{ value: "", label: "Nobody, nothing" }, ...known] : known;
}

const NULLABLE = new Set(["take_action.targetId", "person_speaks.topicId", "describe.id"]);
const named = (value: string): Choice => ({ value, label: enumWords(value) });

function enumWords(value: string): string {
  if (Object.hasOwn(SKILL_ABILITY, value)) return skillName(value as Skill);
  if (Object.hasOwn(ABILITY_NAME, value)) return ABILITY_NAME[value as Ability];
  return titled(wordsOf(value));
}

/** What was proposed stays choosable, even where nothing here is called that. */
function withCurrent(choices: readonly Choice[], value: unknown, nameOf: (value: string) => string): readonly Choice[] {
  if (typeof value !== "string" || value === "" || choices.some((choice) => choice.value === value)) return choices;
  return [...choices, { value, label: titled(nameOf(value)) }];
}

/** What was typed or chosen, as the argument it stands for. */
export function argumentOf(field: CallField, typed: string): unknown {
  switch (field.as) {
    case "number":
      return Number(typed);
    case "lines":
      return typed
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
    case "yes-no":
      return typed === "yes";
    case "choice":
      return typed === "" ? null : typed;
    default:
      return typed;
  }
}
