import type { Intent } from "../../contracts/adventure.ts";
import { d20Tools, embersTools, type ToolName, worldTools } from "../../contracts/tools.ts";
import { offeredTools } from "../../core/decide/carry-out-call.ts";
import type { CampaignState, TurnState } from "../../core/state.ts";
import { readClauses } from "../oracle/language/clauses.ts";
import { nameWords } from "../oracle/language/words.ts";

/** What the table is about just now: a director chooses better among few tools. */
export type DirectorMode = "free" | "social" | "combat" | "downtime";

/** Ends the director's asking. It is no tool of the room: nothing is carried out. */
export const FINISH = "finish";

/** One line for each tool, in the director's terms. Their arguments say the rest. */
export const TOOL_LINES: Readonly<Record<ToolName | typeof FINISH, string>> = {
  play_beat: "Play an open beat of the scene, by its id. The table rolls its check and applies what follows.",
  move_scene: "Take the whole party through an exit of this scene.",
  describe: "Tell what plain looking shows: the scene (id null), a feature, exit, person, item or creature.",
  person_speaks: 'A person here answers on one of their topics; topicId null shrugs, "greet" greets.',
  recall_lore: "Let a hero search their memory for an entry of the lore list. The table rolls.",
  transfer_item: "Hand an item from the acting hero to another hero.",
  use_item: "The acting hero drinks, applies or spends an item on somebody.",
  equip_item: "The acting hero takes an item in hand or puts it away.",
  record_fact: "Write down one small public fact that is new, harmless and contradicts nothing.",
  advance_time: "Let time pass when players wait or work at something. `why` is read by players.",
  start_encounter: "Start a fight the adventure keeps here, when blows are certain.",
  end_encounter: '"flee": the party breaks off and runs. "foes-flee": foes whose nerve is gone run.',
  ask_player: "Ask the acting player back, with choices, when what they mean is unclear. Then nothing else happens.",
  ability_check: "Roll one check for something uncertain that no beat covers. You name ability, skill and difficulty.",
  passive_check: "See whether a hero notices something without trying. No die falls.",
  group_check: "One check for everybody: half of them must succeed.",
  contest: "Two creatures' skills against each other.",
  saving_throw: "A creature resists something that happens to it.",
  attack: "One attack with an attack id of the attacker.",
  take_action: "Another action in a fight: dash, disengage, dodge, help, hide, stabilise, stand up.",
  escape: "Break out of being grappled or restrained.",
  death_save: "A dying creature's roll for its life, on its own move.",
  end_turn: "The active creature's move is over.",
  short_rest: "An hour's rest in a safe place, spending hit dice.",
  long_rest: "A night's rest in a safe place.",
  trait_roll: "Roll one trait for something uncertain that no beat covers.",
  strike: "Come to blows with somebody: the roll says who is hurt.",
  take_breath: "The party catches its breath where it is safe.",
  finish: "Nothing more is to be done for what the players did. Call it together with the last calls.",
};

/** What each mode leaves out of the tools that are offered. Leaving out is safer than listing: new tools turn up. */
const LEFT_OUT: Readonly<Record<DirectorMode, readonly ToolName[]>> = {
  free: ["equip_item"],
  social: ["use_item", "equip_item", "short_rest", "long_rest", "take_breath", "advance_time"],
  downtime: ["start_encounter", "contest", "saving_throw", "passive_check", "group_check"],
  combat: ["record_fact"],
};

const TALKING: ReadonlySet<Intent> = new Set(["talk", "ask", "persuade", "deceive", "threaten", "give"]);
const RESTING: ReadonlySet<Intent> = new Set(["rest", "wait"]);

/** What the table is about, by the state and by what the players typed. Whatever is mixed or unclear is `free`. */
export function modeOf(state: CampaignState, turn: TurnState): DirectorMode {
  if (state.public.encounter !== null) return "combat";
  const kinds = turn.actions.flatMap(({ mode, text, creatureId }): DirectorMode[] => {
    if (mode === "say") return ["social"];
    const hero = state.public.creatures[creatureId];
    const subjects = hero === undefined ? [] : [nameWords(hero.name), nameWords(hero.name.split(" ")[0] ?? "")];
    return readClauses(text, { subjects, words: new Set() }).map(({ sense, quote }) => {
      if (quote !== null) return "social";
      const intents = sense?.intents ?? [];
      if (intents.length > 0 && intents.every((intent) => TALKING.has(intent))) return "social";
      return intents.length > 0 && intents.every((intent) => RESTING.has(intent)) ? "downtime" : "free";
    });
  });
  const [first] = kinds;
  if (first === undefined || kinds.some((kind) => kind !== first)) return "free";
  if (first === "social" && (state.public.scene?.people.length ?? 0) === 0) return "free";
  return first;
}

/** The tools a director may choose among now: some of those the room offers, and `finish`. */
export function menuFor(state: CampaignState, mode: DirectorMode): readonly (ToolName | typeof FINISH)[] {
  const left = LEFT_OUT[mode];
  const offered = offeredTools(state).filter((name): name is ToolName => isTool(name) && !left.includes(name));
  return [...offered, FINISH];
}

export function isTool(name: string): name is ToolName {
  return Object.hasOwn(worldTools, name) || Object.hasOwn(d20Tools, name) || Object.hasOwn(embersTools, name);
}
