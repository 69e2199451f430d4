import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { DmSettings } from "../contracts/dm.ts";
import type { MemberId } from "../contracts/ids.ts";
import { ANSWER_UNUSABLE, NOTHING_FOUND, NOTHING_IN_THE_OPEN } from "../contracts/orchestration.ts";
import { bindings } from "../testkit/api-visitor.ts";
import { draftOf, shelve } from "../testkit/lore-shelf.ts";
import {
  asks,
  atRest,
  ownerBehindScreen,
  playTurn,
  setManners,
  tableWithModel,
  tellOfASecret,
  told,
} from "../testkit/model-at-table.ts";
import type { MannerName } from "../testkit/model-manners.ts";
import { Seat, until } from "../testkit/seat.ts";

const OPEN = "The ninth bell of Tallow Stair was cast from zqcoins that the harbour gave back.";
const KEPT = "The ninth bell of Tallow Stair calls the zqdrowned, and its keeper is one of them.";

/** A table whose campaign has read a book for everybody and one for the screen. */
async function tableWithBooks(manner: MannerName | "oracle", settings: Partial<DmSettings> = {}) {
  const table = await tableWithModel(manner, { settings });
  const { campaignId } = table;
  const place = { pageFrom: 12, pageTo: 12, heading: "The bell" };
  await shelve(bindings as never, { campaignId, title: "Harbour Book", drafts: [draftOf(OPEN, place)] });
  await shelve(bindings as never, {
    campaignId,
    title: "Screen Book",
    visibility: "gm",
    drafts: [draftOf(KEPT, place)],
  });
  return table;
}

async function answered(seat: Seat, room: Awaited<ReturnType<typeof tableWithBooks>>["room"], question: string) {
  const asked = await room.ask(seat.memberId, question);
  if (!asked.ok) throw new Error(asked.problem.slug);
  await until("the answer", () => seat.seq >= asked.seq);
  return told(seat, "sources_answered").at(-1);
}

const BELL = "What was the ninth bell of Tallow Stair cast from?";

test("a player asks before the table: the answer cites its page, and nothing of the screen's is in it", async () => {
  const { room, owner, bo } = await tableWithBooks("plain");
  const answer = await answered(bo, room, BELL);
  expect(answer).toMatchObject({ memberId: bo.memberId, question: BELL, found: true, voice: { model: "plain" } });
  expect(answer?.text).toContain("zqcoins");
  expect(answer?.text).not.toMatch(/\[99\]/);
  expect(answer?.cites).toMatchObject([{ n: 1, title: "Harbour Book", pageFrom: 12, pageTo: 12 }]);
  expect(JSON.stringify(bo.frames), "[V1]").not.toContain("zqdrowned");
  const bill = await room.spending(owner, null);
  expect(bill.ok && bill.spending.byVoice.map(({ task }) => task)).toEqual(["answer"]);
});

test("[V1] whoever sits behind the screen asks for themselves and from both books; the others learn that there was something", async () => {
  const { room, owner, bo } = await tableWithBooks("oracle");
  const olive = await ownerBehindScreen(room, owner);
  const answer = await answered(olive, room, "Who is the keeper of the ninth bell, and does it call the zqdrowned?");
  expect(answer).toMatchObject({
    found: true,
    text: expect.stringContaining("zqdrowned"),
    voice: { provider: "oracle" },
  });
  expect(answer?.cites).toMatchObject([{ title: "Screen Book", pageFrom: 12 }]);
  await until("the veil", () => bo.seq === olive.seq);
  expect(told(bo, "sources_answered")).toEqual([]);
  expect(JSON.stringify(bo.frames)).not.toMatch(/zqdrowned|keeper of the ninth/);
});

test("with the Oracle a passage is quoted with its page, and what is nowhere is said not to be there", async () => {
  const { room, bo } = await tableWithBooks("oracle");
  const found = await answered(bo, room, BELL);
  expect(found).toMatchObject({ found: true, voice: { provider: "oracle", costMicroUsd: 0 } });
  expect(found?.text).toMatch(/^“The ninth bell .* zqcoins .*” — Harbour Book, page 12 \[1\]$/);
  const nowhere = await answered(bo, room, "How many moons has Jupiter?");
  expect(nowhere).toMatchObject({
    found: false,
    cites: [],
    text: expect.stringContaining("not in what this table has read"),
  });
});

test("a model that says what its sources do not, and one that fails, find nothing and a quotation", async () => {
  const { room, bo } = await tableWithBooks("busy");
  const quoted = await answered(bo, room, BELL);
  expect(quoted).toMatchObject({
    found: true,
    voice: { provider: "oracle", fallback: "the model is too busy just now" },
  });
  await asks(room, bo.memberId, { type: "chat", channel: "ooc", to: [], text: "Hm." });
});

test("[V1] an answer that would give a sealed secret away is not told: the Oracle quotes in its place, in the words of any stand-in", async () => {
  const { room, campaignId, bo } = await tableWithBooks("plain");
  await setManners(campaignId, { secret: `It is ${await tellOfASecret(room)}` });
  const answer = await answered(bo, room, BELL);
  expect(answer).toMatchObject({
    text: expect.stringContaining("zqcoins"),
    voice: { provider: "oracle", fallback: ANSWER_UNUSABLE },
  });
});

test("[V1] a guess at a sealed secret is answered like any other: that the model repeats it confirms nothing", async () => {
  const { room, campaignId, bo } = await tableWithBooks("plain");
  const tell = await tellOfASecret(room);
  for (const guess of [tell, "the moon is a lantern"]) {
    await setManners(campaignId, { secret: `Whether ${guess} is not told` });
    const answer = await answered(bo, room, `${BELL} And is it so that ${guess}?`);
    expect(answer?.voice, guess).toMatchObject({ provider: "openai", model: "plain" });
    expect(answer?.voice, guess).not.toHaveProperty("fallback");
    expect(answer?.text, guess).toContain(guess);
  }
});

test("[V1] what a model was given for an answer is shown by the number of its event, to those who may read the answer", async () => {
  const { room, owner, bo } = await tableWithBooks("plain");
  const olive = await ownerBehindScreen(room, owner);
  const sawOf = async (by: MemberId, seq: number) => {
    const seen = await room.dmSaw(by, `t_${seq}` as never);
    return seen.ok ? seen.prompts : [];
  };
  const open = await room.ask(bo.memberId, BELL);
  const kept = await room.ask(olive.memberId, BELL);
  if (!open.ok || !kept.ok) throw new Error("Nobody answered.");
  const [forBo] = await sawOf(bo.memberId, open.seq);
  expect(forBo).toMatchObject({ task: "answer", voice: "openai:plain", answer: null });
  const listed = forBo?.parts.find(({ name }) => name === "sources");
  // The file may be hidden or deleted one day, and the prompt stays: of the files players see the size.
  expect(listed).toMatchObject({ text: null });
  expect(listed?.tokens).toBeGreaterThan(0);
  expect(forBo?.parts.find(({ name }) => name === "question")?.text).toContain(BELL);
  expect(JSON.stringify(await sawOf(owner, open.seq))).toContain("zqcoins");
  expect((await sawOf(owner, open.seq))[0]?.answer).toContain("It is written");
  expect(JSON.stringify(await sawOf(owner, kept.seq))).toContain("zqdrowned");
  expect(await sawOf(bo.memberId, kept.seq)).toEqual([]);
});

test("[V1] whoever runs the table is not told from before the screen that their own file holds nothing, whether it does or not", async () => {
  const { room, owner, bo } = await tableWithBooks("oracle");
  const olive = await Seat.take(room as never, owner);
  for (const question of ["Whom calls zqdrowned?", "How many moons has Jupiter?"]) {
    expect(await answered(olive, room, question), question).toMatchObject({ found: false, text: NOTHING_IN_THE_OPEN });
    expect(await answered(bo, room, question), question).toMatchObject({ found: false, text: NOTHING_FOUND });
  }
  const behind = await ownerBehindScreen(room, owner);
  expect((await answered(behind, room, "Whom calls zqdrowned?"))?.text).toContain("zqdrowned");
  expect(await answered(behind, room, "How many moons has Jupiter?")).toMatchObject({ text: NOTHING_FOUND });
});

test("what a table remembers answers in its own words, and a card by whatever it is called", async () => {
  const { room, bo } = await tableWithBooks("oracle");
  const notes = ["Hessa Marl has the bone saw.", "Hild promised Hessa a boat by dawn."];
  for (const text of notes)
    await asks(room, bo.memberId, { type: "note_fact", text, about: [], pinned: false, visibility: "players" });
  await asks(room, bo.memberId, {
    type: "write_card",
    card: {
      ...{ id: "person:hessa-marl" as never, name: "Hessa Marl", aliases: ["the ferrywoman"], pinned: false },
      ...{ text: "She rows by night.", source: null },
    },
    visibility: "players",
  } as never);
  for (let n = 0; n < 20; n += 1)
    await asks(room, bo.memberId, {
      type: "note_fact",
      text: `Bo carves notch ${n}.`,
      about: [],
      pinned: false,
      visibility: "players",
    });
  for (const [question, text] of [
    ["Who holds the bone saw?", "Hessa Marl has the bone saw."],
    ["What did Hild promise Hessa?", "Hild promised Hessa a boat by dawn."],
    ["Who is the ferrywoman?", "She rows by night."],
  ] as const)
    expect((await answered(bo, room, question))?.text, question).toContain(text);
});

test("nobody asks while the table is stopped, and nobody asks without end", async () => {
  const { room, bo } = await tableWithBooks("oracle");
  await asks(room, bo.memberId, { type: "raise_x", boundary: null });
  const { seq } = await room.head();
  expect(await room.ask(bo.memberId, BELL)).toMatchObject({ ok: false, problem: { slug: "table-paused" } });
  expect((await room.head()).seq).toBe(seq);
  await asks(room, bo.memberId, { type: "resume_play" });
  for (let n = 0; n < 6; n += 1) expect((await room.ask(bo.memberId, BELL)).ok).toBe(true);
  const seventh = await room.ask(bo.memberId, BELL);
  expect(seventh).toMatchObject({ ok: false, problem: { slug: "slow-down" } });
  expect(seventh.ok ? 0 : seventh.problem.retryAfterMs).toBeGreaterThan(0);
});

test("spectators read along, and who was removed asks nothing", async () => {
  const { room, owner, bo } = await tableWithBooks("oracle");
  const sam = "m_samsamsamsamsamsamsa" as MemberId;
  await room.join({ memberId: sam, name: "Sam", role: "spectator" });
  expect(await room.ask(sam, BELL)).toMatchObject({ ok: false, problem: { slug: "not-allowed" } });
  await asks(room, owner, { type: "gm_remove_member", memberId: bo.memberId, reason: "noise" });
  expect(await room.ask(bo.memberId, BELL)).toMatchObject({ ok: false, problem: { slug: "not-found" } });
});

test("with the budget used up a question says so where the machine shall wait", async () => {
  const table = await tableWithModel("plain", { settings: { dayCapMicroUsd: 100, atCap: "pause" } });
  expect(await table.room.ask(table.bo.memberId, BELL)).toMatchObject({ ok: false, problem: { slug: "budget-used" } });
});

test("[V1] a turn reads both books behind the screen and one before it, and its narration cites the page", async () => {
  const { room, owner, bo } = await tableWithBooks("plain");
  await ownerBehindScreen(room, owner);
  const turnId = (await playTurn(bo, "I look for the ninth bell of Tallow Stair")) as never;
  const seen = await room.dmSaw(owner, turnId);
  if (!seen.ok) throw new Error(seen.problem.slug);
  const sourcesOf = (task: string) =>
    seen.prompts.find((prompt) => prompt.task === task)?.parts.find(({ name }) => name === "sources")?.text ?? "";
  expect(sourcesOf("director")).toContain("zqcoins");
  expect(sourcesOf("director")).toContain("zqdrowned");
  expect(sourcesOf("narrator")).toContain("zqcoins");
  const narration = told(bo, "dm_narration").at(-1);
  expect(narration?.text).not.toMatch(/\[/);
  expect(told(bo, "sources_cited")).toMatchObject([
    { turnId, cites: [{ n: 1, title: "Harbour Book", pageFrom: 12, at: narration?.text.length }] },
  ]);
  const outside = await room.dmSaw(bo.memberId, turnId);
  expect(JSON.stringify([outside, bo.frames])).not.toContain("zqdrowned");
});

test("a file that is hidden between director and narrator is told from no more; told again after an eviction, a turn still has its sources", async () => {
  const { room, campaignId, bo } = await tableWithBooks("plain");
  await bindings.DB.prepare("UPDATE uploads SET visibility = 'gm' WHERE campaign_id = ?").bind(campaignId).run();
  await playTurn(bo, "I look for the ninth bell of Tallow Stair");
  expect(told(bo, "sources_cited")).toEqual([]);
  await bindings.DB.prepare("UPDATE uploads SET visibility = 'players' WHERE campaign_id = ?").bind(campaignId).run();
  await playTurn(bo, "I look for the ninth bell of Tallow Stair once more");
  expect(told(bo, "sources_cited")).toHaveLength(1);
  await evictDurableObject(room, { webSockets: "hibernate" });
  const of = bo.state?.public.told?.seq ?? 0;
  await asks(room, bo.memberId, { type: "retell", of });
  await until("other words", () => told(bo, "narration_retold").length === 1, 20_000);
  await until("its source", () => told(bo, "sources_cited").length === 2);
});

test("a room that was evicted while somebody judged a call tells the turn from the sources it had found", async () => {
  const { room, owner, bo } = await tableWithBooks("looks", {
    review: { classes: ["roll"], seconds: 600, otherwise: "deny" },
  });
  const olive = await Seat.take(room as never, owner);
  const acted = await bo.act("I look for the ninth bell of Tallow Stair");
  await until("the cards", () => (olive.of("server.review").at(-1)?.cards.length ?? 0) > 0, 20_000);
  const [card] = olive.of("server.review").at(-1)?.cards ?? [];
  await evictDurableObject(room, { webSockets: "hibernate" });
  const turnId = acted.t === "server.receipt" ? acted.turnId : null;
  const verdicts = [{ callId: card?.callId ?? "", verdict: "approved" as const, reason: "" }];
  await asks(room, owner, { type: "gm_judge_calls", turnId, verdicts } as never);
  await atRest(bo);
  expect(told(bo, "sources_cited")).toMatchObject([{ turnId, cites: [{ title: "Harbour Book" }] }]);
});

test("[T1] a library that is down costs a turn its sources and a question an answer, and nothing else", async () => {
  const { room, bo } = await tableWithBooks("plain");
  await bindings.DB.exec("ALTER TABLE uploads RENAME TO uploads_away");
  try {
    await playTurn(bo, "I look for the ninth bell of Tallow Stair");
    expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ provider: "openai", model: "plain" });
    expect(told(bo, "turn_receipt").at(-1)?.standIn).toBeNull();
    const { seq } = await room.head();
    expect(await room.ask(bo.memberId, BELL)).toMatchObject({ ok: false, problem: { slug: "unavailable" } });
    expect((await room.head()).seq).toBe(seq);
  } finally {
    await bindings.DB.exec("ALTER TABLE uploads_away RENAME TO uploads");
  }
});
