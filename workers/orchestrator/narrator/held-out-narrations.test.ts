import { expect, test } from "vitest";
import type { CampaignEvent } from "../../contracts/events.ts";
import type { Ruleset } from "../../contracts/rules.ts";
import { viewOf } from "../../core/project.ts";
import type { QueuedAction, TurnState } from "../../core/state.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled } from "../../testkit/recalled.ts";
import { oraclePlan } from "../../testkit/voice-plans.ts";
import { checkNarration } from "./check-narration.ts";
import { evidenceOf } from "./evidence.ts";

/**
 * Passages in several hands, written after the rules of the check and never tuned for one by one. What is marked with a
 * bar at its head should be cut; everything else should stay. The test holds the ratios, not the single sentences.
 */
interface Passage {
  readonly stage: "inn" | "fight";
  readonly ruleset: Ruleset;
  readonly typed: readonly [heroId: string, mode: QueuedAction["mode"], text: string];
  readonly happened: readonly (readonly [type: string, payload: unknown])[];
  readonly sentences: string;
}

const hit = (by: string, on: string, outcome: string) =>
  [
    [
      "roll_ticket",
      { purpose: { kind: "attack", label: `Mace of ${by} against ${on}`, creatureId: by, targetId: on } },
    ],
    ["roll_resolved", { ticketSeq: 10, outcome }],
  ] as const;

const PASSAGES: readonly Passage[] = [
  {
    stage: "fight",
    ruleset: "d20",
    typed: ["bram", "do", "swing my mace at the nearest wolf"],
    happened: [
      ...hit("bram", "wolf-1", "success"),
      [
        "hp_changed",
        { creatureId: "wolf-1", delta: -5, source: "mace", note: "none", vitals: { ruleset: "d20", hp: 6 } },
      ],
    ],
    sentences: `
The mace comes round in a flat, ugly arc.
It catches the wolf below the ear with a sound like a dropped log.
The animal staggers, shakes its head, and a thread of blood swings from its muzzle.
Behind it the second wolf gives ground, belly to the stones.
Somewhere inside the inn a shutter bangs, and bangs again.
Bram’s breath hangs white in the rain.
The yard smells of wet straw and of fear.
For a heartbeat nobody moves.
The wolf snarls at Bram, blood on its teeth.
Bram sets his shoulders and waits for the next rush.
Wren has the well at her back and an arrow on the string.
The beast limps, but its eyes have not left you.
What will you do while it gathers itself?
You feel the blow all the way up to your elbow.
Rain runs down Bram’s neck and under his collar.
Wren, across the yard, has a clear line between the two of them.
| The wolf drops dead in the straw.
| Bram decides to let it live.
| “That’s for the sheep,” Bram growls.
| A second bite opens Wren’s forearm.
| Bram picks up a silver amulet from the straw.
| You are bleeding from the shoulder.
| With a last whimper, the second wolf dies.
| Wren wonders whether this was wise.
| Bram leaves the yard without looking back.`,
  },
  {
    stage: "fight",
    ruleset: "embers",
    typed: ["wren", "do", "slip past the wolves to the well"],
    happened: [["combatant_changed", { combatant: { creatureId: "wren" }, doing: "hides" }]],
    sentences: `
You went as smoke goes, low and without hurry.
The wolves never turned their heads.
The well’s rim was cold under your palm, and the rope creaked once.
Below, a long way down, the water kept its own counsel.
Bram, by the gate, made himself loud and large.
One of the wolves yawned, and every tooth in its head caught the lamplight.
Between you and the gate lay eleven paces of open mud.
The rain had begun to slacken.
You could hear your own blood in your ears.
Nothing had touched you yet.
If you ran now, they would see you.
You held your breath.
The night, it seemed, had decided to wait as well.
| You took a lantern from the hook by the well.
| The nearer wolf’s claws tore your leg open.
| You promised yourself never to come back here.
| “Over here!” you shouted to Bram.
| Bram lay dead at the gate.
| You loved the dark in that moment more than any person.
| You stabbed the wolf between the ribs.`,
  },
  {
    stage: "inn",
    ruleset: "d20",
    typed: ["wren", "do", "read the notice board"],
    happened: [
      [
        "beat_told",
        { subject: "feature:board", speaker: null, text: "Ten silver for whoever quiets the kennel. Ask for Orla." },
      ],
    ],
    sentences: `
The board is a patchwork of rain-stained paper.
Ten silver for whoever quiets the kennel.
Ask for Orla.
The hand is round and careful, the ink still bright.
Beneath it, older notices curl like dead leaves.
A lost goat; a barrel of nails; a wedding that must have been years ago.
Orla does not look up from her bell, but her cloth has stopped moving.
“It’s been up a week,” she says to nobody in particular.
Tam slides off the stairs and comes a step nearer. “You’re not really going in there?”
You run a finger under the last line.
The paper is soft as skin at the folds.
Wren reads it twice.
Bram shifts his weight, and the floor complains.
The fire that is not burning would have made a poor light anyway.
A coin’s shape has been rubbed into the margin with a pencil.
The landlady gives the boy a look that closes his mouth.
Will Wren have a word with her, or with the boy?
| You tear down the notice and agree to the price.
| “Ten silver is not enough,” you tell her.
| Orla counts ten silver into your palm.
| Bram says he would rather starve.
| Behind the board Wren finds a small key.
| You feel ashamed of how empty your purse is.
| Wren thinks it is a trap.
| Orla’s blood is on the notice, and your hand is slashed by a nail.
| You walk out into the rain.
| Tam hands Wren a dagger.`,
  },
  {
    stage: "inn",
    ruleset: "embers",
    typed: ["bram", "say", "Evening, Orla. We heard you have trouble with the dogs?"],
    happened: [
      ["beat_told", { subject: "person:orla", speaker: "orla", text: "Wolves, not dogs. And trouble is a kind word." }],
    ],
    sentences: `
“Evening, Orla,” Bram says. “We heard you have trouble with the dogs?”
The cloth goes once more round the bell.
“Wolves,” she says, “not dogs. And trouble is a kind word.”
Her eyes go to the mace, and then to the hands that hold it.
Bram had asked it lightly, and the whole room heard him.
At the long table somebody coughs, and somebody else laughs.
“Ask her what the last one got for it,” says the boy from the stairs.
“Hush, Tam.”
She sets the bell down as gently as an egg.
Wren stays near the door, where the draught is.
A silence follows, and it is Bram’s to fill.
She offers no price, and no chair.
The portrait of the captain stares over all their heads.
“You heard right, then,” Orla adds after a while.
| “And we’ll do it for free,” Bram adds.
| Bram swears on his mother’s grave to kill them all.
| Wren tells the landlady that they accept.
| Bram takes the bell and pockets the key beside it.
| Wren laughs. “He’s always like this.”
| Bram shakes her hand on it.
| Orla pushes a purse across to Bram.`,
  },
];

function judged({ stage, ruleset, typed: [creatureId, mode, text], happened, sentences }: Passage) {
  const view = viewOf(lanternTable(stage, ruleset).state, { memberId: null, gm: false });
  const evidence = evidenceOf({
    view: { ...view, public: { ...view.public, dm: { ...view.public.dm, length: "long" } } },
    turn: { id: "t_1", actions: [{ creatureId, mode, text, seq: 1 }] } as unknown as TurnState,
    events: happened.map(([type, payload], at) => ({
      seq: at + 10,
      body: { type, v: 1, actor: { kind: "dm" }, cause: {}, audience: "all", payload } as unknown as CampaignEvent,
    })),
    recent: [],
    memory: emptyRecalled,
    sources: [],
    seed: "seed",
    telling: { how: "turn" },
    plan: oraclePlan,
  });
  return sentences
    .trim()
    .split("\n")
    .map((line) => {
      const sentence = line.replace(/^\| /, "");
      const cut = checkNarration(sentence, evidence).cuts[0]?.rule ?? null;
      return { sentence, cut, wanted: line.startsWith("| ") };
    });
}

test("of passages the rules were not written for, what is good stays and most of what is not goes", () => {
  const all = PASSAGES.flatMap(judged);
  const wrongly = all.filter(({ cut, wanted }) => cut !== null && !wanted);
  const missed = all.filter(({ cut, wanted }) => cut === null && wanted);
  const bad = all.filter(({ wanted }) => wanted).length;
  if (process.env["SHOW_HELD_OUT"] !== undefined) console.warn({ of: all.length, bad, wrongly, missed });
  expect(wrongly.length / (all.length - bad)).toBeLessThanOrEqual(0.05);
  expect(missed.length / bad).toBeLessThanOrEqual(0.25);
});
