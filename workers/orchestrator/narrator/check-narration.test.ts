import { expect, test } from "vitest";
import type { CutRule, DmSettings } from "../../contracts/dm.ts";
import type { CampaignEvent, EventOf, EventType } from "../../contracts/events.ts";
import type { Ruleset } from "../../contracts/rules.ts";
import type { NarratorInput } from "../../core/ports.ts";
import { viewOf } from "../../core/project.ts";
import type { QueuedAction, TurnState } from "../../core/state.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled } from "../../testkit/recalled.ts";
import { oraclePlan } from "../../testkit/voice-plans.ts";
import { checkNarration, LOOKS_AWAY } from "./check-narration.ts";
import { evidenceOf } from "./evidence.ts";

type Happened = { [T in EventType]: readonly [T, EventOf<T>["payload"]] }[EventType];
interface Told {
  readonly stage?: "inn" | "fight";
  readonly ruleset?: Ruleset;
  readonly typed?: readonly (readonly [string, QueuedAction["mode"], string])[];
  readonly happened?: readonly Happened[];
  readonly dm?: Partial<DmSettings>;
  readonly recent?: readonly string[];
}

function evidence({ stage = "inn", ruleset = "d20", typed = [], happened = [], dm = {}, recent = [] }: Told) {
  const view = viewOf(lanternTable(stage, ruleset).state, { memberId: null, gm: false });
  const actions = typed.map(([creatureId, mode, text], at) => ({ creatureId, mode, text, seq: at + 1 }));
  return evidenceOf({
    view: { ...view, public: { ...view.public, dm: { ...view.public.dm, rating: "adult", ...dm } } },
    turn: { id: "t_1", actions } as unknown as TurnState,
    events: happened.map(([type, payload], at) => ({
      seq: at + 10,
      body: { type, v: 1, actor: { kind: "dm" }, cause: {}, audience: "all", payload } as unknown as CampaignEvent,
    })),
    recent,
    memory: emptyRecalled,
    sources: [],
    seed: "seed",
    telling: { how: "turn" },
    plan: oraclePlan,
  } satisfies NarratorInput);
}

const attack = (outcome: "success" | "failure", by = "wren", on = "wolf-1"): Happened[] => [
  [
    "roll_ticket",
    {
      expression: "1d20+5",
      dc: 12,
      purpose: { kind: "attack", label: "Shortsword of Wren Alder against grey wolf 1", creatureId: by, targetId: on },
      visibility: "public",
      rollerId: null,
    },
  ],
  ["roll_resolved", { ticketSeq: 10, outcome } as never],
];
const hurt = (creatureId: string): Happened => [
  "hp_changed",
  {
    creatureId,
    delta: -4,
    source: "shortsword",
    damageType: "piercing",
    note: "none",
    vitals: { ruleset: "d20", hp: 7, state: "up" } as never,
  },
];
const fell = (creatureId: string): Happened => ["creature_fell", { creatureId, fate: "dead", vitals: {} as never }];
const beat = (text: string, speaker: string | null = null): Happened => [
  "beat_told",
  { subject: "feature:hearth", speaker, text },
];
const gift = (name: string): Happened => [
  "item_given",
  {
    creatureId: "wren",
    source: "Orla",
    held: { quantity: 1, equipped: false, item: { id: "thing", name, text: "A thing.", kind: "gear" } },
  },
];

type Labelled = readonly [sentence: string, rule: CutRule | null];
const TURNS: readonly (readonly [name: string, told: Told, sentences: readonly Labelled[]])[] = [
  [
    "a hit on a wolf",
    {
      stage: "fight",
      typed: [["wren", "do", "I attack the wolf with my sword"]],
      happened: [...attack("success"), hurt("wolf-1")],
    },
    [
      ["Your blade opens a gash along the wolf’s flank.", null],
      ["Wren’s shortsword bites into its shoulder, and blood darkens the grey fur.", null],
      ["The grey wolf howls, and the sound goes round the yard like a thrown stone.", null],
      ["You drive forward through the mud and the steel goes home.", null],
      ["Blood runs down the fur of the first wolf.", null],
      ["The second wolf circles, low and patient.", null],
      ["Rain hisses on the cobbles.", null],
      ["Will you press on, or give ground?", null],
      ["The wolf falls dead at your feet.", "invented-death"],
      ["The first grey wolf is dead before it lands.", "invented-death"],
      ["You have slain the wolf.", "invented-death"],
      ["With one stroke Wren kills the wolf.", "invented-death"],
      ["The wolf nearly dies of it, and knows it.", null],
      ["Its dying would be easier; it stays up.", null],
      ["A claw rakes your arm to the bone.", "invented-wound"],
      ["Bram is bleeding from a gash in his thigh.", "invented-wound"],
      ["The other wolf sinks its teeth into Bram’s leg.", "invented-wound"],
      ["Its teeth close on empty air, a hand short of Bram’s throat.", null],
      ["Bram’s knuckles are white around the mace.", null],
      ["Your heart pounds, and your breath comes in clouds.", null],
      ["The steel feels heavy in your hand.", null],
      ["You decide to spare the beast.", "decides-for-a-hero"],
      ["Wren thinks of home and of her mother’s kitchen.", "decides-for-a-hero"],
      ["You find a silver ring in the wolf’s fur.", "invented-item"],
      ["Wren plants her feet and chooses her moment.", null],
      ["The wind bites at your face.", null],
      ["“Die, cur!” Wren shouts.", "speaks-for-a-hero"],
      ["“Hold the gate!” somebody calls from the inn.", null],
    ],
  ],
  [
    "a miss",
    { stage: "fight", typed: [["wren", "do", "shoot the wolf with my longbow"]], happened: attack("failure") },
    [
      ["The arrow hums past the wolf’s ear and is gone into the dark.", null],
      ["Your arrow pierces the wolf’s flank.", "invented-wound"],
      ["The shaft tears a red line through its shoulder, and the wolf bleeds.", "invented-wound"],
      ["The arrow misses the wolf by a hand and cracks on the well.", null],
      ["The wolf never bleeds; it only looks at you.", null],
      ["The grey wolf stabs you with its eyes.", null],
      ["Wren’s arrow would have pierced the wolf’s throat, had it stood still.", null],
      ["The wolf wounds Bram on its way past.", "invented-wound"],
      ["Your blood runs cold as it turns its head.", null],
      ["You nock another arrow from the quiver.", null],
      ["You loose, and the night swallows the arrow.", null],
      ["The wolf bares its teeth.", null],
      ["Bram’s lifeless body hits the mud.", "invented-death"],
      ["You die.", "invented-death"],
      ["Dead leaves turn in the puddle.", null],
      ["The wind dies down.", null],
      ["Dead ahead, the second wolf stops.", null],
      ["Wren swears to hunt it to the end of the moor.", "decides-for-a-hero"],
      ["Wren swears under her breath.", null],
    ],
  ],
  [
    "a talk with Orla",
    {
      typed: [["wren", "do", "ask Orla about the wolves"]],
      happened: [beat("The wolves are kennelled in the yard, and they bite.", "orla")],
    },
    [
      ["You ask Orla about the wolves.", null],
      ["Wren leans on the counter and asks about the wolves in the yard.", null],
      ["“The wolves are kennelled in the yard, and they bite,” says Orla.", null],
      ["The wolves are kennelled in the yard, and they bite.", null],
      ["“You’d best keep your hands in your pockets,” the landlady adds.", null],
      ["Orla shrugs. “Ask the boy, if he’ll talk.”", null],
      ["Tam looks up. “Me? I never touched the latch.”", null],
      ["“We will hunt them for you,” Wren says.", "speaks-for-a-hero"],
      ["“I am not afraid of wolves,” you reply.", "speaks-for-a-hero"],
      ["You answer, “Then we had better be quick.”", "speaks-for-a-hero"],
      ["Bram says, “I hate dogs.”", "speaks-for-a-hero"],
      ["“About the wolves, Orla,” you ask.", null],
      ["Bram: “Leave it.”", "speaks-for-a-hero"],
      ["Wren tells Bram a story of her childhood.", null],
      ["Bram tells Orla that he has killed wolves before.", "speaks-for-a-hero"],
      ["You agree to clear the kennel for ten silver.", "decides-for-a-hero"],
      ["Wren accepts her offer.", "decides-for-a-hero"],
      ["You nod in agreement.", "decides-for-a-hero"],
      ["Bram decides that she is lying.", "decides-for-a-hero"],
      ["You wonder what she is not telling you.", "decides-for-a-hero"],
      ["You feel sorry for the beasts.", "decides-for-a-hero"],
      ["You feel the warmth of the lamp on your cheek.", null],
      ["Guilt floods you at her words.", "decides-for-a-hero"],
      ["You can’t help but smile at the boy.", "decides-for-a-hero"],
      ["You know that you must see them for yourselves.", "decides-for-a-hero"],
      ["If you agree, she will unlock the yard.", null],
      ["Whatever you decide, she seems to say, be quick about it.", null],
      ["The choice is for you to make.", null],
      ["Do you trust her?", null],
      ["Orla decides that you are worth a lamp’s oil and turns it up.", null],
      ["The boy thinks about it, and then thinks better of it.", null],
      ["Orla presses a brass ring into your hand.", "invented-item"],
      ["She gives Wren a map of the moor.", "invented-item"],
      ["Orla hands you a potion with a wink.", "invented-item"],
      ["Ten silver pieces are yours if you clear the kennel.", null],
      ["You now carry a letter with her seal.", null],
      ["You leave the inn without another word.", "decides-for-a-hero"],
      ["Orla leaves the room for a moment and comes back with a cloth.", null],
      ["Somewhere a beam creaks.", null],
      ["Her cloth goes round and round the bell.", null],
      ["Wren kisses the innkeeper on the cheek.", "decides-for-a-hero"],
      ["Bram drinks the ale in one draught.", "decides-for-a-hero"],
    ],
  ],
  [
    "a search of the hearth",
    { typed: [["bram", "do", "search the hearth"]], happened: [beat("Under the ash lies a lead seal.")] },
    [
      ["Under the ash lies a lead seal.", null],
      ["You kneel to examine the ashes.", null],
      ["Bram sifts the grey ash through his fingers; under it lies a lead seal.", null],
      ["You pocket three gold coins from the ash.", "invented-item"],
      ["Bram finds a dagger behind the grate.", "invented-item"],
      ["Among the ash you find nothing of gold or silver.", null],
      ["Bram picks up a key, black with soot.", "invented-item"],
      ["You pick up the scent of old smoke.", null],
      ["Bram takes a long breath.", null],
      ["Bram takes up his mace again.", null],
      ["The ash is cold. You take your hand away grey.", null],
      ["You find yourself looking at your own reflection in the kettle.", null],
      ["He realises that it has been cold for days.", null],
      ["A ring of soot marks the stone.", null],
      ["The portrait’s silver frame catches the light.", null],
      ["You could take the lead seal, or leave it.", null],
      ["Blood stains the stone, old and brown.", null],
      ["Your blood drips on the ash.", "invented-wound"],
      ["A splinter cuts deep into your hand.", "invented-wound"],
      ["Tam watches from the stairs, straw in his hair.", null],
      ["Bram grins. “Told you there was something.”", "speaks-for-a-hero"],
      ["Orla frowns at Bram. “Mind my floor.”", null],
    ],
  ],
  [
    "a gift and coin",
    {
      typed: [["wren", "do", "take the bell from Orla and sell her the letter"]],
      happened: [
        gift("brass bell"),
        gift("iron ring"),
        ["coin_changed", { creatureId: "wren", delta: 50, coinCopper: 550, reason: "sold" }],
      ],
    },
    [
      ["Orla hands you the iron ring.", null],
      ["Wren takes the ring and turns it to the light.", null],
      ["She counts out five silver, and you pocket the coins.", null],
      ["You receive 5 silver for it.", null],
      ["You receive 12 gold for it.", "invented-item"],
      ["Orla slips a ruby into Wren’s palm.", "invented-item"],
      ["You take the dagger from the wall as well.", "invented-item"],
      ["Wren takes her bow from her shoulder.", null],
      ["Wren hands the letter to Orla.", null],
    ],
  ],
  [
    "words aloud",
    {
      typed: [
        ["wren", "say", "We'll take the job, but we want half the silver first."],
        ["bram", "do", "nod and shake her hand"],
      ],
    },
    [
      ["“We’ll take the job,” Wren says, “but we want half the silver first.”", null],
      ["“We will take the job,” you say. “Half the silver first.”", null],
      ["Wren agrees to take the job.", null],
      ["Bram nods in agreement and shakes her hand.", null],
      ["“And the boy comes with us,” Wren adds.", "speaks-for-a-hero"],
      ["“Half?” Orla laughs. “A third, and supper.”", null],
      ["Wren said it plainly: “We’ll take the job.”", null],
      ["Bram promises her that no wolf will be left.", "decides-for-a-hero"],
    ],
  ],
  [
    "a wolf falls",
    {
      stage: "fight",
      typed: [["bram", "do", "smash the second wolf with the mace"]],
      happened: [...attack("success", "bram", "wolf-2"), hurt("wolf-2"), fell("wolf-2")],
    },
    [
      ["The second wolf is dead before it lands.", null],
      ["Bram killed the wolf with a single blow.", null],
      ["It breathes its last in the rain.", null],
      ["Blood and rain run together under the second wolf.", null],
      ["Wren lies dead beside it.", "invented-death"],
      ["Bram feels proud of the blow.", "decides-for-a-hero"],
    ],
  ],
  [
    "Embers: a blow at a price",
    {
      stage: "fight",
      ruleset: "embers",
      typed: [["bram", "do", "hold the gate against them"]],
      happened: [
        [
          "harm_marked",
          { creatureId: "bram", delta: 1, source: "teeth", vitals: { ruleset: "embers", harm: 1, state: "up" } },
        ],
      ],
    },
    [
      ["Teeth tear through Bram’s sleeve and into his arm, but the gate holds.", null],
      ["You are bleeding, and the gate is shut.", null],
      ["Wren’s hand is cut to the bone.", "invented-wound"],
      ["Bram held, and paid for it.", null],
      ["Bram fell dead against the bars.", "invented-death"],
      ["He had chosen this, and he was glad of it.", null],
      ["Bram whispered a prayer to his father.", "speaks-for-a-hero"],
      ["The gate shook, and the night with it.", null],
      ["Then Bram ran away into the moor.", "decides-for-a-hero"],
      ["He would not remember, later, how long it took.", null],
    ],
  ],
];

const CORPUS = TURNS.flatMap(([name, told, sentences]) => {
  const facts = evidence(told);
  return sentences.map(([sentence, rule]) => ({ name, facts, sentence, rule }));
});

test.each(CORPUS)("$name: $sentence → $rule", ({ facts, sentence, rule }) => {
  const { cuts } = checkNarration(sentence, facts);
  expect(cuts[0]?.rule ?? null).toBe(rule);
});

const at = (name: string) => CORPUS.find((each) => each.name === name)?.facts ?? evidence({});

test("what a pronoun or a lone quotation means comes from the sentence before", () => {
  const talk = at("a talk with Orla");
  const cut = (text: string) => checkNarration(text, talk).cuts.map(({ rule }) => rule);
  expect(cut("Wren looks up at the beams. “We should go,” she says.")).toEqual(["speaks-for-a-hero"]);
  expect(cut("Wren looks up. Orla sighs. “You should go,” she says.")).toEqual([]);
  expect(cut("Wren smiles. “I never liked wolves.”")).toEqual(["speaks-for-a-hero"]);
  expect(cut("Wren smiles. “Wren, is it? I never liked wolves.”")).toEqual([]);
  expect(cut("Wren smiles at the landlady. “I never liked wolves.”")).toEqual([]);
  expect(cut("Wren leans in. She agrees to go.")).toEqual(["decides-for-a-hero"]);
});

test("a line is cut, and behind a veil one sentence looks away", () => {
  const facts = evidence({
    dm: {
      boundaries: [
        { kind: "line", tag: "spiders-and-insects", text: "" },
        { kind: "veil", tag: "gore", text: "" },
        { kind: "line", tag: null, text: "clowns" },
      ],
    },
  });
  const text =
    "The door opens. A spider hangs in it. A severed hand lies below. Its intestines… A clown laughs. Rain falls on the step.";
  const told = checkNarration(text, facts);
  expect(told.text).toBe(`The door opens. ${LOOKS_AWAY} Rain falls on the step.`);
  expect(told.cuts.map(({ rule }) => rule)).toEqual([
    "crosses-a-line",
    "behind-a-veil",
    "behind-a-veil",
    "crosses-a-line",
  ]);
});

test("a rating rules out its subjects where nobody has said a word", () => {
  const gore = "Her head is severed; he has been beheaded as well.";
  expect(checkNarration(gore, evidence({ dm: { rating: "everyone" } })).cuts[0]?.rule).toBe("crosses-a-line");
  expect(checkNarration(gore, evidence({ dm: { rating: "teen" } })).cuts[0]?.rule).toBe("behind-a-veil");
  expect(checkNarration(gore, evidence({})).cuts).toEqual([]);
});

test("what was told before is not told again, nor anything twice; a short refrain may be", () => {
  const long = "The lamp over the counter swings in the draught and throws the whole room about.";
  const facts = evidence({ recent: [`Earlier. ${long}`] });
  const told = checkNarration(`${long} Drip. A beam creaks overhead. Drip. A beam creaks overhead.`, facts);
  expect(told.text).toBe("Drip. A beam creaks overhead. Drip.");
  expect(told.cuts.map(({ rule }) => rule)).toEqual(["repeats-itself", "repeats-itself"]);
});

test("our orders are not read aloud, nor the wishes of the table", () => {
  const told = checkNarration(
    "Understood. I am the narrator at a table of people who play a tabletop role-playing game together. The rain goes on.",
    evidence({}),
  );
  expect(told.cuts.map(({ rule }) => rule)).toEqual(["repeats-its-orders"]);
  expect(told.text).toBe("Understood. The rain goes on.");
});

test.each([
  ["you take a ring "],
  ["“"],
  ["[1, 2] [3"],
  ["_"],
  [" "],
  ["<!--"],
  ["- "],
  ["Wren says “yes” and "],
  ["the wolf bleeds. "],
  ["\n>"],
])("a long text of %j is checked in a moment", (piece) => {
  const text = piece.repeat(Math.ceil(20_000 / piece.length));
  const facts = at("a hit on a wolf");
  const from = performance.now();
  checkNarration(text, facts);
  expect(performance.now() - from).toBeLessThan(1_500);
});

test("the corpus is large, and holds as much that is kept as is cut", () => {
  expect(CORPUS.length).toBeGreaterThan(120);
  expect(CORPUS.filter(({ rule }) => rule === null).length).toBeGreaterThan(CORPUS.length / 3);
});
