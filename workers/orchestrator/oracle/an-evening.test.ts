import { afterEach, expect, test, vi } from "vitest";
import type { Ruleset } from "../../contracts/rules.ts";
import {
  inShort,
  lanternTable,
  proposed,
  runTurn,
  stairTable,
  type ToldTurn,
  told,
} from "../../testkit/oracle-table.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { memberNamed } from "../../testkit/paper-room.ts";
import { sentencesOf } from "./narrator/sentences.ts";

// A whole evening on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => vi.unstubAllGlobals());

/** Things somebody does over and over in an evening; suggestions are followed in between. */
const HABITS = [
  "look around",
  "talk to Orla",
  "search the hearth",
  "ask Orla about the wolves",
  "look at the bell",
  "ring the bell",
  "inventory",
  "listen",
  "wait",
  "say: hello there",
  "open the chest",
  "persuade Orla",
  "look at the portrait",
  "go to the yard",
  "look at the well",
  "go back inside",
  "climb the beams",
  "open the kennel",
  "attack",
  "attack the second wolf",
  "defend",
  "hide",
  "drink my potion",
  "flee",
  "rest",
  "recall what I know of wolves",
  "dance a jig",
  "sneak past everyone",
  "hit it",
  "help Bram",
  "go to the moon",
];

async function evening(room: PaperRoom, turns: number): Promise<ToldTurn[]> {
  const all: ToldTurn[] = [];
  const [mira, jon] = [memberNamed("Mira"), memberNamed("Jon")];
  const seated = Object.keys(room.state.public.members).filter((id) => id === mira || id === jon) as (typeof mira)[];
  for (let at = 0; all.length < turns && at < turns * 4; at += 1) {
    const typed =
      at % 3 === 2
        ? (room.state.public.suggestions[at % 2] ?? "look around")
        : (HABITS[(at * 7) % HABITS.length] ?? "wait");
    const mode = typed.startsWith("say: ") ? ("say" as const) : ("do" as const);
    const by = seated[at % seated.length] ?? mira;
    if (room.state.public.status === "ended") break;
    const refused = room.ask(by, { type: "act", mode, text: typed.replace(/^say: /, "") });
    if (refused !== null && room.state.public.turn === null && !room.openDueTurn([mira])) continue;
    for (let guard = 0; guard < 6; guard += 1) {
      if (room.state.public.turn === null && !room.openDueTurn(seated)) break;
      all.push(
        await runTurn(
          room,
          all.map(({ narration }) => narration.text),
        ),
      );
    }
  }
  return all;
}

test.each<[Ruleset, string]>([
  ["d20", "the inn"],
  ["embers", "the inn"],
  ["d20", "the stair"],
])("an evening under %s at %s says nothing twice and leaves nothing open", async (ruleset, where) => {
  vi.stubGlobal("fetch", () => {
    throw new Error("The Oracle asked the network.");
  });
  const room = where === "the inn" ? lanternTable("inn", ruleset) : stairTable();
  const turns = await evening(room, 60);
  expect(turns.length).toBeGreaterThanOrEqual(where === "the inn" ? 60 : 20);
  const heard = new Map<string, number>();
  const twice: string[] = [];
  turns.forEach(({ narration }, turn) => {
    for (const sentence of sentencesOf(narration.text)) {
      if (heard.has(sentence)) twice.push(`${heard.get(sentence)} and ${turn}: ${sentence}`);
      heard.set(sentence, turn);
    }
  });
  expect(twice).toEqual([]);
  for (const { narration, deltas, input } of turns) {
    const { text, suggestions, rests } = narration;
    expect(text).not.toMatch(/[{}]|undefined|null|\[object| {2}|\s[,.;:!?]|^\s|\s$/);
    expect(deltas.join("")).toBe(text);
    expect(new Set(suggestions).size).toBe(3);
    const seqs = new Set(input.events.map(({ seq }) => seq));
    expect(rests.filter((seq) => !seqs.has(seq))).toEqual([]);
  }
});

test("the same turn is told in the same words", async () => {
  const room = lanternTable("inn");
  room.ask(memberNamed("Mira"), { type: "act", mode: "do", text: "search the hearth" });
  const { input, narration } = await runTurn(room, []);
  expect((await told(input)).narration).toEqual(narration);
});

test("whatever is suggested or offered as a choice, the Oracle understands", async () => {
  const lost: string[] = [];
  for (const [room, heroId] of [
    [lanternTable("inn"), "wren"],
    [stairTable(), "hild-marrowby"],
  ] as const) {
    for (const { narration } of await evening(room, 40)) {
      const { state } = room;
      for (const text of [...narration.suggestions, ...(narration.question?.choices ?? [])]) {
        // What was suggested in another place is not there any more; only its own scene is asked.
        const names = [
          ...(state.public.scene?.features ?? []),
          ...(state.public.scene?.exits ?? []),
          ...(state.public.scene?.people ?? []),
        ].map(({ name }) => name.split(" ").at(-1) ?? name);
        if (state.public.encounter !== null || !names.some((name) => text.includes(name))) continue;
        const short = inShort(await proposed(state, [{ text, heroId }]));
        if (/ask_player|^nothing$/.test(short)) lost.push(`${text} => ${short}`);
      }
    }
  }
  expect([...new Set(lost)]).toEqual([]);
});
