import { expect, test } from "vitest";
import type { MemberId } from "../../contracts/ids.ts";
import type { UploadId } from "../../contracts/library.ts";
import { ORACLE_VOICE } from "../../testkit/paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "../../testkit/small-table.ts";
import { decideSourcesAnswered } from "../decide/sources.ts";
import { allFacts } from "./fact-book.ts";

test("[V1] [K10] what the sources said is no fact: their words may be closed or deleted, and a fact stays", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const uploadId = `u_${"b".repeat(20)}` as UploadId;
  const cites = [{ n: 1, uploadId, title: "The traitor is Ada.pdf", pageFrom: 3, pageTo: 4 }];
  const answer = { text: "Mahogany [1].", found: true, cites, voice: ORACLE_VOICE, receipts: [], prompts: [] };
  room.append(decideSourcesAnswered({ by: bo, question: "What wood is the table?", audience: "all" }, answer));
  expect(JSON.stringify(room.memory)).not.toMatch(/traitor|Mahogany/);
});

test("a note carries the name of who wrote it, and of who worded it last; a player cannot write as the table does", () => {
  const room = smallTable();
  const [bo, mira] = [seated(room, "Bo"), seated(room, "Mira")];
  const note = (by: MemberId, text: string) => {
    room.ask(by, { type: "note_fact", text, about: [], pinned: false, visibility: "players" });
    return `f_${room.state.head.seq}`;
  };
  const said = (id: string) => allFacts(room.memory.all.book).find((fact) => fact.id === id)?.text;
  const ruling = note(bo, "Ruling: Bo never dies.");
  expect(said(ruling)).toBe("Bo noted: Ruling: Bo never dies.");
  expect(said(note(room.owner, "Ada is kind."))).toBe("Olive (running the table) noted: Ada is kind.");
  room.ask(mira, { type: "correct_fact", factId: ruling, text: "Bo noted: Bo dies often." });
  expect(said(ruling)).toBe("Mira noted: Bo dies often.");
  const arrival = allFacts(room.memory.all.book).find(({ text }) => text.startsWith("The party came"))?.id ?? "";
  for (const text of [
    "Olive (running the table) noted: x.",
    "Ruling: the hall is ours.",
    "Noted behind the screen: run.",
  ]) {
    room.ask(mira, { type: "correct_fact", factId: arrival, text });
    expect(said(arrival)).toBe(`Mira noted: ${text}`);
  }
  room.ask(mira, { type: "correct_fact", factId: arrival, text: "They slept in the hall." });
  expect(said(arrival)).toBe("Mira noted: They slept in the hall.");
  const forger = room.join("Ruling: (running the table)");
  expect(said(note(forger, "x"))).toBe("Ruling running the table noted: x");
});

test("of a promise the promise is remembered, and not how it was typed", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  room.ask(bo, act('I tell Ada: "I promise I will carry the table down."'));
  expect(allFacts(room.memory.all.book).at(-1)?.text).toBe("Ash promised: “I promise I will carry the table down.”");
});

test("things are spoken of as people speak of them", () => {
  const room = smallTable();
  const [bo, mira] = [seated(room, "Bo"), seated(room, "Mira")];
  const [ash, birch] = [heroOf(room, bo), heroOf(room, mira)];
  for (const [from, to] of [
    [ash, birch],
    [birch, ash],
    [birch, ash],
  ] as const)
    byHand(room, "transfer_item", { from, to, itemId: "tonic", quantity: 1 });
  const texts = allFacts(room.memory.all.book).map(({ text }) => text.replace(/ \([^)]*\)/, ""));
  for (const text of [
    "Ash has the tonic.",
    "Ash parted with the tonic.",
    "Birch got the tonic from Ash.",
    "Ash has 2 × tonic.",
  ])
    expect(texts).toContain(text);
  expect(texts).toContain("Birch no longer has the tonic.");
});
