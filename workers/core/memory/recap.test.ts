import { describe, expect, test } from "vitest";
import { ORACLE_VOICE, type PaperRoom } from "../../testkit/paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "../../testkit/small-table.ts";
import type { Fact } from "../step.ts";
import { emptyMemory, type MemoryViewer, remember } from "./memory.ts";
import { recapDue, recapMatter, storySoFar } from "./recap.ts";
import { memoryView } from "./view.ts";

const PLAYERS: MemoryViewer = { memberId: null, gm: false };
const NIGHT_MS = 9 * 60 * 60 * 1_000;

/** Two evenings: one in the hall, and after a night one that goes down into the cellar. */
function twoEvenings() {
  const room = smallTable();
  const [bo] = [seated(room, "Bo"), seated(room, "Mira")];
  for (const text of ["The table is oak.", "The door is iron.", "The cook is gone."]) learns(room, text);
  room.ask(room.owner, { type: "gm_take_over" });
  room.ask(room.owner, { type: "gm_annotate", about: null, text: "The cook is in the well." });
  room.ask(room.owner, { type: "gm_hand_back", leaveScreen: false });
  const firstEnds = room.state.head.seq;
  room.later(NIGHT_MS);
  learns(room, "It is cold.");
  byHand(room, "move_scene", { exitId: "cellar-door", creatureId: heroOf(room, bo) });
  const until = (seq: number) => room.events.slice(0, seq).reduce(remember, emptyMemory);
  return { room, bo, firstEnds, until };
}

function learns(room: PaperRoom, text: string): void {
  const [bo] = Object.values(room.state.public.members).filter(({ creatureId }) => creatureId !== null);
  if (bo !== undefined) room.ask(bo.id, act("I look"));
  room.propose([{ tool: "record_fact", args: { text } }]);
  room.narrate("You look.");
}

const written = (room: PaperRoom, payload: Extract<Fact, { type: "recap_written" }>["payload"]): void => {
  room.append([{ type: "recap_written", v: 1, actor: { kind: "system" }, cause: {}, audience: "all", payload }]);
};

describe("[K9] extractive", () => {
  test("a scene and an evening are told in facts as they stand, each naming its event", () => {
    const { room } = twoEvenings();
    const { scenes, evenings } = memoryView(room.memory, PLAYERS, {});
    expect(scenes.map(({ title }) => title)).toEqual(["The Hall", "cellar title"]);
    expect(evenings).toHaveLength(2);
    expect(evenings[0]?.sentences.map(({ text }) => text)).toContain("Learned at the Hall: The table is oak.");
    expect(evenings[0]?.sentences.map(({ text }) => text)).not.toContain("Learned at the Hall: It is cold.");
    for (const { text, rests } of evenings.flatMap(({ sentences }) => sentences))
      expect(
        JSON.stringify(room.events.filter(({ header }) => rests.includes(header.seq))).length,
        text,
      ).toBeGreaterThan(2);
  });

  test("whom the party met on arriving stands in one sentence with the arrival, and long words are cut short", () => {
    const { room, bo } = twoEvenings();
    room.ask(room.owner, { type: "gm_take_over" });
    room.ask(room.owner, { type: "gm_narrate", text: `“${"A horse stands there. ".repeat(15)}”` });
    const sentences = memoryView(room.memory, PLAYERS, {}).scenes.flatMap((scene) => scene.sentences);
    const arrival = sentences.find(({ text }) => text.startsWith("The party came to the Hall"));
    expect(arrival?.text).toBe("The party came to the Hall for the first time and met Ada.");
    expect(arrival?.rests).toHaveLength(1);
    expect(sentences.filter(({ text }) => text.startsWith("The party met"))).toEqual([]);
    const horse = sentences.find(({ text }) => text.startsWith("“A horse"))?.text ?? "";
    expect([horse.length < 210, horse.slice(-9)]).toEqual([true, "there. …”"]);
    const met = memoryView(room.memory, PLAYERS, {}).facts.find(({ text }) => text.startsWith("The party met Ada"));
    room.ask(bo, { type: "correct_fact", factId: met?.id ?? "", text: "Ada was waiting for them." });
    const after = memoryView(room.memory, PLAYERS, {}).scenes.flatMap((scene) => scene.sentences);
    expect(after.map(({ text }) => text)).toContain("Ada was waiting for them.");
  });

  test("an evening is over when nothing has happened for hours, and what the table does by itself opens none", () => {
    const { room } = twoEvenings();
    room.later(NIGHT_MS);
    written(room, {
      scope: "scene",
      fromSeq: 7,
      toSeq: 20,
      sentences: [{ text: "So it began.", rests: [7] }],
      voice: ORACLE_VOICE,
    });
    expect(room.memory.evenings).toHaveLength(2);
    room.ask(room.owner, { type: "gm_narrate", text: "Night." });
    expect(room.memory.evenings).toHaveLength(3);
  });

  test("[V1] players are told nothing of what lies behind the screen, those behind it are", () => {
    const { room } = twoEvenings();
    const told = (viewer: MemoryViewer) =>
      JSON.stringify([storySoFar(room.memory, viewer), memoryView(room.memory, viewer, {}).evenings]);
    expect(told(PLAYERS)).not.toContain("in the well");
    expect(told({ memberId: null, gm: true })).toContain("in the well");
  });
});

describe("[K9] written", () => {
  test("what has closed and has enough in it is due to be told in short", () => {
    const { room } = twoEvenings();
    const due = recapDue(room.memory, room.memory.evenings.at(-1)?.endedAt ?? 0);
    expect(due.map(({ scope, title }) => [scope, title])).toEqual([
      ["scene", "The Hall"],
      ["evening", "The Hall"],
    ]);
    for (const { scope, fromSeq, toSeq } of due) {
      const matter = recapMatter(room.memory, { scope, toSeq });
      expect(matter?.fromSeq).toBe(fromSeq);
      expect(matter?.facts.map(({ text }) => text)).toContain("Learned at the Hall: The cook is gone.");
      expect(JSON.stringify(matter), "[V1]").not.toContain("in the well");
    }
  });

  test("an evening is due once it is over, whether or not the next has begun, and no more when it is told", () => {
    const { firstEnds, until } = twoEvenings();
    const memory = until(firstEnds);
    const [evening] = memory.evenings;
    if (evening === undefined) throw new Error("There is no evening.");
    const { fromSeq, toSeq, endedAt } = evening;
    expect(recapDue(memory, endedAt + NIGHT_MS / 3)).toEqual([]);
    expect(recapDue(memory, endedAt + NIGHT_MS)).toMatchObject([{ scope: "evening", fromSeq, toSeq }]);
    const told = { scope: "evening" as const, fromSeq, toSeq, sentences: [] };
    expect(recapDue({ ...memory, all: { ...memory.all, recaps: [told] } }, endedAt + NIGHT_MS)).toEqual([]);
  });

  test("the end of the adventure closes scene and evening", () => {
    const { room, bo } = twoEvenings();
    byHand(room, "move_scene", { exitId: "up", creatureId: heroOf(room, bo) });
    for (const text of ["The cook is back.", "The soup is hot.", "The rats are gone."]) learns(room, text);
    const due = () =>
      recapDue(room.memory, room.memory.evenings.at(-1)?.endedAt ?? 0).map(({ scope, toSeq }) => `${scope} ${toSeq}`);
    const before = due();
    byHand(room, "play_beat", { beatId: "end-it", creatureId: heroOf(room, bo) });
    const closed = due().filter((each) => !before.includes(each));
    expect(closed.map((each) => each.split(" ")[0])).toEqual(["scene", "evening"]);
  });

  test("a written recap stands in place of the facts, until what it rests on is forgotten or put into other words", () => {
    const { room, bo } = twoEvenings();
    const toSeq = room.memory.scenes[0]?.toSeq ?? 0;
    const facts = recapMatter(room.memory, { scope: "scene", toSeq })?.facts ?? [];
    const resting = (words: string) => facts.find(({ text }) => text.includes(words));
    const sentences = [
      { text: "They found a table of oak.", rests: [...(resting("oak")?.rests ?? [])] },
      { text: "Of the cook there was no trace.", rests: [...(resting("cook")?.rests ?? [])] },
    ];
    written(room, { scope: "scene", fromSeq: 7, toSeq, sentences, voice: ORACLE_VOICE });
    const hall = () => memoryView(room.memory, PLAYERS, {}).scenes[0];
    expect(hall()).toMatchObject({ written: true, sentences });
    room.ask(bo, { type: "forget_fact", factId: resting("oak")?.id ?? "", forgotten: true });
    expect(hall()).toMatchObject({ written: true, sentences: sentences.slice(1) });
    room.ask(bo, { type: "correct_fact", factId: resting("cook")?.id ?? "", text: "The cook hides." });
    expect(hall()?.written).toBe(false);
    expect(hall()?.sentences.map(({ text }) => text)).toContain("The cook hides.");
    expect(JSON.stringify(hall())).not.toContain("oak");
  });
});

test("who sat down, that it began and that they rested is told only of an evening with nothing else in it", () => {
  const room = smallTable();
  const [bo] = [seated(room, "Bo"), seated(room, "Mira")];
  const told = () =>
    memoryView(room.memory, PLAYERS, {})
      .evenings.at(-1)
      ?.sentences.map(({ text }) => text) ?? [];
  room.ask(bo, act("We rest"));
  room.propose([{ tool: "short_rest", args: { creatureId: heroOf(room, bo), hitDice: 1 } }]);
  room.narrate("You rest.");
  learns(room, "The table is oak.");
  expect(told().filter((text) => /joined the party|began\.|took a/.test(text))).toEqual([]);
  expect(told()).toContain("Learned at the Hall: The table is oak.");
});
