import { describe, expect, test } from "vitest";
import { ORACLE_VOICE, type PaperRoom } from "../../testkit/paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "../../testkit/small-table.ts";
import type { Fact } from "../step.ts";
import { emptyMemory, type MemoryViewer, remember } from "./memory.ts";
import { previously, recapDue, recapMatter, storySoFar } from "./recap.ts";
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
    expect(evenings[0]?.sentences.map(({ text }) => text)).toContain("Learned at The Hall: The table is oak.");
    expect(evenings[0]?.sentences.map(({ text }) => text)).not.toContain("Learned at The Hall: It is cold.");
    for (const { text, rests } of evenings.flatMap(({ sentences }) => sentences))
      expect(
        JSON.stringify(room.events.filter(({ header }) => rests.includes(header.seq))).length,
        text,
      ).toBeGreaterThan(2);
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
      JSON.stringify([storySoFar(room.memory, viewer), previously(room.memory, viewer, 0)]);
    expect(told(PLAYERS)).not.toContain("in the well");
    expect(told({ memberId: null, gm: true })).toContain("in the well");
  });
});

describe("[K9] written", () => {
  test("what has closed and has enough in it is due to be told in short", () => {
    const { room, firstEnds, until } = twoEvenings();
    const due = recapDue(until(room.state.head.seq), until(firstEnds));
    expect(due.map(({ scope, title }) => [scope, title])).toEqual([
      ["scene", "The Hall"],
      ["evening", "The Hall"],
    ]);
    expect(recapDue(until(firstEnds), until(firstEnds))).toEqual([]);
    for (const { scope, fromSeq, toSeq } of due) {
      const matter = recapMatter(room.memory, { scope, toSeq });
      expect(matter?.fromSeq).toBe(fromSeq);
      expect(matter?.facts.map(({ text }) => text)).toContain("Learned at The Hall: The cook is gone.");
      expect(JSON.stringify(matter), "[V1]").not.toContain("in the well");
    }
  });

  test("the end of the adventure closes scene and evening", () => {
    const { room, bo } = twoEvenings();
    byHand(room, "move_scene", { exitId: "up", creatureId: heroOf(room, bo) });
    for (const text of ["The cook is back.", "The soup is hot.", "The rats are gone."]) learns(room, text);
    const before = room.memory;
    byHand(room, "play_beat", { beatId: "end-it", creatureId: heroOf(room, bo) });
    expect(recapDue(room.memory, before).map(({ scope }) => scope)).toEqual(["scene", "evening"]);
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

test("whoever comes back is told at most six sentences of what they missed", () => {
  const { room } = twoEvenings();
  const firstEvening = room.memory.evenings[0]?.endedAt ?? 0;
  const all = previously(room.memory, PLAYERS, 0);
  expect(all.length).toBeLessThanOrEqual(6);
  const missed = previously(room.memory, PLAYERS, firstEvening);
  expect(missed.map(({ text }) => text)).toContain("Learned at The Hall: It is cold.");
  expect(JSON.stringify(missed)).not.toContain("oak");
});
