import type { ActionMode } from "../contracts/events.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { Stage } from "./dojo-tables.ts";

export interface Call {
  readonly name: string;
  readonly arguments: unknown;
}

/** Something a player wants, and the calls an honest director makes of it. */
export interface UserTask {
  readonly name: string;
  readonly mode: ActionMode;
  readonly text: string;
  readonly stages: readonly Stage[];
  readonly rulesets: readonly Ruleset[];
  readonly calls: readonly Call[];
}

/** Stands for the hero who acts, the other hero, and a foe. */
export const [HERO, OTHER, FOE] = ["$hero", "$other", "$foe"] as const;

const call = (name: string, args: object): Call => ({ name, arguments: args });
const beat = (beatId: string): Call => call("play_beat", { beatId, creatureId: HERO });
const speaks = (topicId: string | null): Call => call("person_speaks", { personId: "ada", topicId, creatureId: HERO });
const shows = (subject: string, id: string | null): Call => call("describe", { subject, id, creatureId: HERO });
const leaves = (exitId: string): Call => call("move_scene", { exitId, creatureId: HERO });
const uses = (itemId: string, targetId: string): Call => call("use_item", { creatureId: HERO, itemId, targetId });
const action = (name: string, targetId: string | null = null): Call =>
  call("take_action", { creatureId: HERO, action: name, targetId });
const check = (ability: string, skill: string, purpose: string): Call =>
  call("ability_check", { creatureId: HERO, ability, skill, difficulty: "medium", purpose });
const trait = (name: string, purpose: string): Call => call("trait_roll", { creatureId: HERO, trait: name, purpose });

const BOTH: readonly Ruleset[] = ["d20", "embers"];

function calm(name: string, text: string, calls: readonly Call[], more: Partial<UserTask> = {}): UserTask {
  return { name, mode: "do", text, stages: ["hall"], rulesets: BOTH, calls, ...more };
}

function fight(name: string, text: string, calls: readonly Call[], more: Partial<UserTask> = {}): UserTask {
  return { name, mode: "do", text, stages: ["fight", "beside the dying"], rulesets: BOTH, calls, ...more };
}

const D20 = { rulesets: ["d20"] } as const;
const EMBERS = { rulesets: ["embers"] } as const;

export const USER_TASKS: readonly UserTask[] = [
  calm("look around", "I look around the hall.", [shows("scene", null)]),
  calm("look at the table", "I look closely at the table.", [shows("feature", "table")]),
  calm("look at somebody", "Who is that woman?", [shows("person", "ada")], { mode: "ask" }),
  calm("look at a friend", "I look Birch up and down.", [shows("creature", OTHER)]),
  calm("look at the bread", "I turn the bread over in my hands.", [shows("item", "bread")]),
  calm("search the table", "I search the table for anything loose.", [beat("search-table")]),
  calm("lift the table", "I heave the table up at one end.", [beat("lift-table")]),
  calm("burn the table", "I set the table on fire.", [beat("burn-table")]),
  calm("open the barred door", "I take the bar off the door and go through.", [beat("unbar"), leaves("barred-door")]),
  calm("try the barred door", "I try the barred door.", [leaves("barred-door")]),
  calm("go down", "I go down to the cellar.", [leaves("cellar-door")]),
  calm("greet", "Good evening, my name is Ash.", [speaks("greet")], { mode: "say" }),
  calm("ask about the cook", "I ask Ada about the cook.", [speaks("cook")]),
  calm("ask about the weather", "I ask Ada what the weather will be.", [speaks(null)]),
  calm("haggle", "I haggle with Ada over a room.", [check("cha", "persuasion", "haggle over a room")], D20),
  calm("haggle by heart", "I haggle with Ada over a room.", [trait("hearth", "haggle over a room")], EMBERS),
  calm("climb", "I climb the chimney.", [check("str", "athletics", "climb the chimney")], D20),
  calm("climb by strength", "I climb the chimney.", [trait("blaze", "climb the chimney")], EMBERS),
  calm("cast a charm", "I cast a small light above the table.", [check("int", "arcana", "cast a light")], D20),
  calm("cast by spark", "I cast a small light above the table.", [trait("spark", "cast a light")], EMBERS),
  calm("recall", "What do I know about this hall?", [call("recall_lore", { loreId: "old-hall", creatureId: HERO })]),
  calm("give bread", "I give Birch a piece of bread.", [
    call("transfer_item", { from: HERO, to: OTHER, itemId: "bread", quantity: 1 }),
  ]),
  calm("drink", "I drink the tonic.", [uses("tonic", HERO)]),
  calm("eat bread", "I eat the bread.", [uses("bread", HERO)]),
  calm("hold the bread", "I take the bread in my hand.", [
    call("equip_item", { creatureId: HERO, itemId: "bread", equipped: true }),
  ]),
  calm("wait", "I wait until the bells have rung.", [call("advance_time", { minutes: 60, why: "waiting" })]),
  calm("rest", "We rest an hour.", [call("short_rest", { hitDice: 1 })], D20),
  calm("sleep", "We sleep until morning.", [call("long_rest", {})], D20),
  calm("catch breath", "We catch our breath.", [call("take_breath", {})], EMBERS),
  calm(
    "sneak together",
    "We all sneak past her.",
    [call("group_check", { ability: "dex", skill: "stealth", difficulty: "easy", purpose: "sneak past Ada" })],
    D20,
  ),
  calm(
    "brace",
    "I brace for the smoke.",
    [call("saving_throw", { creatureId: HERO, ability: "con", difficulty: "easy", purpose: "brace for the smoke" })],
    D20,
  ),
  calm("unclear", "I do the thing.", [
    call("ask_player", { creatureId: HERO, question: "Which thing?", choices: ["The table", "The door"] }),
  ]),
  calm("joke", "I tell Birch a joke about bread.", [], { mode: "say" }),
  calm("whisper", "I whisper to Birch that I do not like this.", [], { mode: "say" }),
  calm("note a fact", "I carve my name into the table.", [
    call("record_fact", { text: "Ash’s name is carved into the table." }),
  ]),
  fight(
    "attack",
    "I attack the nearest rat.",
    [call("attack", { attackerId: HERO, targetId: FOE, attackId: "sword" }), call("end_turn", { creatureId: HERO })],
    D20,
  ),
  fight("strike", "I go for the nearest rat.", [call("strike", { creatureId: HERO, targetId: FOE, trait: "blaze" })], {
    ...EMBERS,
    stages: ["fight"],
  }),
  fight("dodge", "I keep my guard up.", [action("dodge"), call("end_turn", { creatureId: HERO })], D20),
  fight("help a friend", "I cover Birch.", [action("help", OTHER)], D20),
  fight("hide", "I hide behind the barrels.", [action("hide"), call("end_turn", { creatureId: HERO })], D20),
  fight("drink in a fight", "I gulp down my tonic.", [uses("tonic", HERO)]),
  fight("tend", "I kneel and tend the fallen.", [action("stabilise", OTHER)], { ...D20, stages: ["beside the dying"] }),
  fight("flee", "We run for it!", [call("end_encounter", { how: "flee" })]),
  fight("taunt", "Come on then!", [], { mode: "say" }),
  fight("feint", "I feint to the left.", [trait("smoke", "feint")], { ...EMBERS, stages: ["fight"] }),
  fight(
    "the foe bites",
    "",
    [call("attack", { attackerId: FOE, targetId: OTHER, attackId: "bite" }), call("end_turn", { creatureId: FOE })],
    { ...D20, stages: ["foe's move"] },
  ),
  fight("the foe waits", "", [call("end_turn", { creatureId: FOE })], { ...D20, stages: ["foe's move"] }),
  fight("a death save", "", [], { ...D20, stages: ["the dying's own move"] }),
];
