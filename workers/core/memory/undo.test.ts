import { expect, test } from "vitest";
import type { MemberId } from "../../contracts/ids.ts";
import { ORACLE_VOICE, type PaperRoom } from "../../testkit/paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "../../testkit/small-table.ts";
import { allFacts } from "./fact-book.ts";
import { recall } from "./recall.ts";
import { memoryView } from "./view.ts";

const texts = ({ memory }: PaperRoom): string[] => allFacts(memory.all.book).map(({ text }) => text);
const standing = ({ memory }: PaperRoom, aspect: string): string | undefined =>
  allFacts(memory.all.book).find((fact) => fact.aspect === aspect && fact.supersededBy === undefined)?.text;

/** One turn from first word to last. */
function turn(
  room: PaperRoom,
  by: MemberId,
  call: { tool: string; args: Record<string, unknown> },
  text = "I do it",
): void {
  room.ask(by, act(text));
  room.propose([call]);
  room.narrate("It is told.");
}

function undo(room: PaperRoom): void {
  const last = room.state.public.answered.filter(({ undone }) => !undone).at(-1);
  if (last !== undefined) room.ask(room.owner, { type: "gm_undo_turn", turnId: last.turnId, reason: "misheard" });
}

function table() {
  const room = smallTable();
  return { room, bo: seated(room, "Bo"), mira: seated(room, "Mira") };
}

const handOver = (from: string, to: string) => ({
  tool: "transfer_item",
  args: { from, to, itemId: "tonic", quantity: 1 },
});

test("an undone turn takes its facts with it, and what they had superseded stands again", () => {
  const { room, bo, mira } = table();
  const [ash, birch] = [heroOf(room, bo), heroOf(room, mira)];
  turn(room, bo, handOver(ash, birch));
  expect([standing(room, `holds:${ash}:tonic`), standing(room, `holds:${birch}:tonic`)]).toEqual([
    "Ash no longer has the tonic.",
    "Birch has 2 × tonic.",
  ]);
  undo(room);
  expect([standing(room, `holds:${ash}:tonic`), standing(room, `holds:${birch}:tonic`)]).toEqual([
    "Ash has the tonic.",
    "Birch has the tonic.",
  ]);
  expect(texts(room).filter((text) => text.includes("parted"))).toEqual([]);
});

test("whom and what the party first met in an undone turn it has never met; what is there by another hand stays", () => {
  const { room, bo } = table();
  const seen = (gm: boolean) => memoryView(room.memory, { memberId: null, gm }, {}).cards.map(({ id }) => id);
  const recalled = () => {
    const about = { text: "What is in the cellar title?", names: [], scene: null, minutes: room.memory.stage.minutes };
    return JSON.stringify(recall(room.memory, { memberId: null, gm: true }, about));
  };
  const before = [seen(false), seen(true)];
  const down = { tool: "move_scene", args: { exitId: "cellar-door", creatureId: heroOf(room, bo) } };
  turn(room, bo, down);
  expect(seen(false)).toContain("place:cellar");
  expect(recalled()).toContain("cellar title");
  undo(room);
  expect([seen(false), seen(true)]).toEqual(before);
  expect(recalled()).not.toContain("cellar title");

  turn(room, bo, down);
  room.ask(bo, {
    type: "note_fact",
    text: "The cellar title smells.",
    about: [],
    pinned: false,
    visibility: "players",
  });
  undo(room);
  expect(seen(false), "somebody has spoken of it since").toContain("place:cellar");
});

test("what was promised as the turn was opened was never promised; what was said after it stays", () => {
  const { room, bo, mira } = table();
  turn(room, bo, { tool: "record_fact", args: { text: "The table is oak." } }, "I swear I will burn the table.");
  room.ask(mira, { type: "chat", channel: "ic", to: [], text: "I promise to stop you." });
  expect(texts(room)).toContain("Ash promised: “I swear I will burn the table.”");
  undo(room);
  expect(texts(room).filter((text) => /burn|oak/.test(text))).toEqual([]);
  expect(texts(room)).toContain("Birch promised: “I promise to stop you.”");
});

test("a promise that waited while another turn ran belongs to the turn that answers it", () => {
  const { room, bo, mira } = table();
  room.ask(bo, act("I look"));
  room.ask(mira, act("I promise to mend the table."));
  room.narrate("You look.");
  room.narrate("You promise.");
  undo(room);
  expect(texts(room).filter((text) => text.includes("promised"))).toEqual([]);
});

test("what somebody has changed since by hand stays as they left it", () => {
  const { room, bo, mira } = table();
  const [ash, birch] = [heroOf(room, bo), heroOf(room, mira)];
  turn(room, bo, handOver(ash, birch));
  byHand(room, "transfer_item", { from: birch, to: ash, itemId: "bread", quantity: 1 });
  undo(room);
  for (const id of [ash, birch]) {
    const held = room.state.public.creatures[id]?.items ?? [];
    const tonic = held.find(({ item }) => item.id === "tonic")?.quantity ?? 0;
    const name = room.state.public.creatures[id]?.name;
    const said =
      tonic === 0 ? `${name} no longer has the tonic.` : `${name} has ${tonic === 1 ? "the" : `${tonic} ×`} tonic.`;
    expect(standing(room, `holds:${id}:tonic`)).toBe(said);
  }
});

test("a pin follows what is newest, and goes back with it", () => {
  const { room, bo, mira } = table();
  const [ash, birch] = [heroOf(room, bo), heroOf(room, mira)];
  const pinned = () =>
    allFacts(room.memory.all.book).flatMap((fact) =>
      fact.pinned === true && fact.supersededBy === undefined ? [fact.text] : [],
    );
  const tonic = allFacts(room.memory.all.book).find(({ aspect }) => aspect === `holds:${ash}:tonic`);
  room.ask(bo, { type: "pin_fact", factId: tonic?.id ?? "", pinned: true });
  turn(room, bo, handOver(ash, birch));
  expect(pinned()).toEqual(["Ash no longer has the tonic."]);
  undo(room);
  expect(pinned()).toEqual(["Ash has the tonic."]);
});

test("[K9] a recap loses the sentences that rest on an undone turn", () => {
  const { room, bo } = table();
  turn(room, bo, { tool: "record_fact", args: { text: "The table is oak." } });
  const oak = allFacts(room.memory.all.book).find(({ text }) => text.includes("oak"));
  const began = { text: "It began in a hall.", rests: [1] };
  const sentences = [began, { text: "The table turned out to be oak.", rests: [oak?.seq ?? 0] }];
  const payload = { scope: "scene", fromSeq: 7, toSeq: room.state.head.seq, sentences, voice: ORACLE_VOICE } as const;
  room.append([
    {
      type: "recap_written",
      v: 1,
      actor: { kind: "system" },
      cause: {},
      audience: "all",
      payload: { ...payload, sentences },
    },
  ]);
  undo(room);
  expect(room.memory.all.recaps.map((recap) => recap.sentences)).toEqual([[began]]);
});

test("a narration of the GM's that was put away is forgotten, and one that was put right is remembered in its new words", () => {
  const { room, bo } = table();
  room.ask(room.owner, { type: "gm_narrate", text: "A horse stands in the hall." });
  const of = room.state.head.seq;
  room.ask(room.owner, { type: "gm_edit_narration", of, text: "A goat stands in the hall." });
  expect(texts(room).filter((text) => /horse|goat/.test(text))).toEqual(["A goat stands in the hall."]);
  room.ask(bo, { type: "raise_x", boundary: null });
  expect(texts(room).filter((text) => /horse|goat/.test(text))).toEqual([]);
});
