import type { Ability } from "../../../workers/contracts/rules.ts";
import type { ToolName } from "../../../workers/contracts/tools.ts";
import { ABILITY_NAME } from "../../state/sheet-numbers.ts";
import { timeText, wordsOf } from "../../state/story-marks.ts";
import type { CallNames } from "./call-names.ts";

type Args = Readonly<Record<string, unknown>>;
/** The arguments of a call as people read them: ids by name, anything else as it stands. */
type Reads = (key: string) => string;
type Says = (the: Reads, args: Args) => string;

const or = (words: string, otherwise: string) => (words === "" ? otherwise : words);
const check: Says = (the) =>
  `${the("creatureId")} rolls ${or(the("skill"), the("ability"))}, ${the("difficulty")}: ${the("purpose")}`;

const SAYS: Record<ToolName, Says> = {
  play_beat: (the) => `Play “${the("beatId")}” with ${the("creatureId")}`,
  move_scene: (the) => `The party goes through ${the("exitId")}`,
  describe: (the) => `Describe ${or(the("id"), "the place")} to ${the("creatureId")}`,
  person_speaks: (the) => `${the("personId")} speaks to ${the("creatureId")}${spokenOf(the("topicId"))}`,
  recall_lore: (the) => `${the("creatureId")} tries to remember: ${the("loreId")}`,
  transfer_item: (the, { quantity }) =>
    `${the("from")} gives ${the("to")} ${quantity === 1 ? "" : `${the("quantity")} × `}${the("itemId")}`,
  use_item: (the) => `${the("creatureId")} uses ${the("itemId")} on ${the("targetId")}`,
  equip_item: (the, { equipped }) =>
    `${the("creatureId")} ${equipped === true ? "readies" : "puts away"} ${the("itemId")}`,
  record_fact: (the) => `Write into the journal: ${the("text")}`,
  advance_time: (the, { minutes }) => `${timeText(Number(minutes) || 0)} pass: ${the("why")}`,
  start_encounter: (the) => `A fight begins: ${the("encounterId")}`,
  end_encounter: (_, { how }) => (how === "flee" ? "The party breaks off the fight" : "The foes break off the fight"),
  ask_player: (the) => `Ask ${the("creatureId")}: ${the("question")}`,
  ability_check: check,
  passive_check: (the) => `See whether ${the("creatureId")} notices by ${the("skill")}: ${the("purpose")}`,
  group_check: (the) => `Everybody rolls ${or(the("skill"), the("ability"))}, ${the("difficulty")}: ${the("purpose")}`,
  contest: (the) =>
    `${the("creatureId")} (${the("skill")}) against ${the("againstId")} (${the("againstSkill")}): ${the("purpose")}`,
  saving_throw: (the) => `${the("creatureId")} saves by ${the("ability")}, ${the("difficulty")}: ${the("purpose")}`,
  attack: (the) => `${the("attackerId")} attacks ${the("targetId")} with ${the("attackId")}`,
  take_action: (the) => `${the("creatureId")}: ${the("action")}${towards(the("targetId"))}`,
  escape: (the) => `${the("creatureId")} tries to get free by ${the("skill")}`,
  death_save: (the) => `${the("creatureId")} holds on to life`,
  end_turn: (the) => `${the("creatureId")} is done for this round`,
  short_rest: () => "A short rest",
  long_rest: () => "A long rest",
  trait_roll: (the) => `${the("creatureId")} rolls ${the("trait")}: ${the("purpose")}`,
  strike: (the) => `${the("creatureId")} strikes at ${the("targetId")} with ${the("trait")}`,
  take_breath: () => "The party takes a breath",
};

const spokenOf = (topic: string) => (topic === "" || topic === "greet" ? "" : ` about ${topic}`);
const towards = (target: string) => (target === "" ? "" : `, ${target}`);

/** Names an id here as well as words the call brought along. */
const PLAIN = new Set(["text", "purpose", "why", "question"]);

/** A proposed call in plain words, with names instead of ids. */
export function callWords(tool: string, args: Args, names: Pick<CallNames, "nameOf">): string {
  const the: Reads = (key) => {
    const value = args[key];
    if (value === null || value === undefined) return "";
    if (key === "ability" && typeof value === "string" && Object.hasOwn(ABILITY_NAME, value))
      return ABILITY_NAME[value as Ability];
    return typeof value === "string" && !PLAIN.has(key) ? names.nameOf(value) : String(value);
  };
  const says = Object.hasOwn(SAYS, tool) ? SAYS[tool as ToolName] : undefined;
  return says === undefined ? wordsOf(tool.replaceAll("_", "-")) : says(the, args);
}
