import { describe, expect, test } from "vitest";
import type { MemberId } from "../../contracts/ids.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { byHand, heroOf, seated, smallTable } from "../../testkit/small-table.ts";
import type { Fact as Written } from "../step.ts";
import { allFacts } from "./fact-book.ts";
import { recall } from "./recall.ts";

const WIDE = "鬼".repeat(390);

function table() {
  const room = smallTable();
  const [bo, mira] = [seated(room, "Bo"), seated(room, "Mira")];
  for (const text of ["The table is oak.", "The door is iron."]) byHand(room, "record_fact", { text });
  room.ask(room.owner, { type: "note_fact", text: "Ada is owed.", about: [], pinned: false, visibility: "players" });
  room.ask(mira, { type: "note_fact", text: "Mira owes Ada.", about: [], pinned: false, visibility: "players" });
  return { room, bo, mira };
}

/** What the log would hold if nothing had slowed somebody down. */
const wrote = (
  room: PaperRoom,
  facts: readonly Pick<Written, "type" | "audience" | "payload">[],
  by: MemberId,
): void => {
  room.append(facts.map((fact) => ({ ...fact, v: 1, actor: { kind: "player", memberId: by }, cause: {} }) as Written));
};

const noted = (memberId: MemberId, count: number, size = WIDE) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ type: "fact_noted", audience: "all" },
    payload: { memberId, text: `${at} ${size}`, about: [], pinned: false },
  })) as unknown as Pick<Written, "type" | "audience" | "payload">[];

const textsOf = ({ memory }: PaperRoom): string[] => allFacts(memory.all.book).map(({ text }) => text);

describe("[K6] however much one player writes", () => {
  test("nothing that play says, the GM noted or another player noted gives way to it; their own newest stays", () => {
    const { room, bo } = table();
    const before = textsOf(room);
    wrote(room, noted(bo, 420), bo);
    const after = textsOf(room);
    expect(before.filter((text) => !after.includes(text))).toEqual([]);
    const words = after.filter((text) => text.startsWith("Bo noted"));
    expect(words.length).toBeGreaterThan(20);
    expect(words.length).toBeLessThan(60);
    expect(words.at(-1)).toContain("Bo noted: 419 ");
  });

  test("the same goes for what they promise", () => {
    const { room, bo } = table();
    const before = textsOf(room);
    const promise = (at: number) => ({
      ...{ type: "chat_message", audience: "all" },
      payload: { memberId: bo, creatureId: heroOf(room, bo), channel: "ic", to: [], text: `I promise ${at} ${WIDE}` },
    });
    const promises = Array.from({ length: 900 }, (_, at) => promise(at));
    wrote(room, promises as never, bo);
    const after = textsOf(room);
    expect(before.filter((text) => !after.includes(text))).toEqual([]);
    expect(after.filter((text) => text.includes("promised")).length).toBeLessThan(100);
  });

  test("where all players together write too much, whoever has written the most loses the most", () => {
    const { room, mira } = table();
    const many = ["Nia", "Ned", "Nils", "Nora"].map((name) => room.join(name));
    for (const by of many) wrote(room, noted(by, 140, "so it was"), by);
    const byPlayers = allFacts(room.memory.all.book).filter(({ by }) => by !== undefined);
    expect(byPlayers.length).toBeGreaterThan(400);
    expect(byPlayers.length).toBeLessThanOrEqual(500);
    wrote(room, noted(mira, 3, "and so it is"), mira);
    expect(textsOf(room).filter((text) => text.startsWith("Mira noted"))).toHaveLength(4);
    expect(textsOf(room)).toContain("Olive (running the table) noted: Ada is owed.");
  });

  test("a pin is kept, and a pin that was forgotten holds nothing", () => {
    const { room, bo, mira } = table();
    wrote(room, noted(bo, 2), bo);
    const [kept, gone] = allFacts(room.memory.all.book).filter(({ by }) => by === bo);
    for (const fact of [kept, gone]) room.ask(mira, { type: "pin_fact", factId: fact?.id ?? "", pinned: true });
    room.ask(bo, { type: "forget_fact", factId: gone?.id ?? "", forgotten: true });
    wrote(room, noted(bo, 420), bo);
    const ids = allFacts(room.memory.all.book).map(({ id }) => id);
    expect([ids.includes(kept?.id ?? ""), ids.includes(gone?.id ?? "")]).toEqual([true, false]);
  });
});

test("[K6] one player's whispers take nothing of what others have whispered", () => {
  const { room, bo, mira } = table();
  room.ask(mira, { type: "chat", channel: "whisper", to: [room.owner], text: "I promise to open the cellar." });
  for (let count = 0; count < 140; count += 1)
    room.ask(bo, {
      type: "chat",
      channel: "whisper",
      to: [room.owner],
      text: `I promise ${count} ${WIDE.slice(0, 280)}`,
    });
  const facts = allFacts(room.memory.private);
  expect(facts.filter(({ text }) => text.includes("open the cellar"))).toHaveLength(1);
  expect(facts.length).toBeLessThan(80);
});

test("what those who run the table have pinned comes before what players have", () => {
  const { room, bo } = table();
  const note = (text: string, by: MemberId) =>
    room.ask(by, { type: "note_fact", text, about: [], pinned: true, visibility: "players" });
  note("Never kill Ada.", room.owner);
  for (let count = 0; count < 30; count += 1) note(`${count} ${"loud ".repeat(60)}`, bo);
  const { pinned } = recall(
    room.memory,
    { memberId: null, gm: true },
    { text: "", names: [], scene: null, minutes: 0 },
  );
  expect(pinned.map(({ text }) => text)).toContain("Olive (running the table) noted: Never kill Ada.");
});
