import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { MemberId } from "../contracts/ids.ts";
import { bindings } from "../testkit/api-visitor.ts";
import { draftOf, shelve } from "../testkit/lore-shelf.ts";
import { asks, ownerBehindScreen, playTurn, setManners, tableWithModel, told } from "../testkit/model-at-table.ts";
import type { MannerName } from "../testkit/model-manners.ts";
import type { Seat } from "../testkit/seat.ts";
import { until } from "../testkit/seat.ts";

const OPEN = "The ninth bell of Tallow Stair was cast from zqcoins that the harbour gave back.";
const KEPT = "The ninth bell of Tallow Stair calls the zqdrowned, and its keeper is one of them.";

/** A table whose campaign has read a book for everybody and one for the screen. */
async function tableWithBooks(manner: MannerName | "oracle") {
  const table = await tableWithModel(manner);
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

test("[V1] an answer that would give a sealed secret away is not told: the Oracle quotes in its place", async () => {
  const { room, campaignId, bo } = await tableWithBooks("plain");
  await setManners(campaignId, { secret: "The secret tell of the small hall" });
  const answer = await answered(bo, room, BELL);
  expect(answer?.text).toContain("zqcoins");
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

test("a file that is hidden between director and narrator is told from no more, and after an eviction a turn is told without", async () => {
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
  expect(told(bo, "sources_cited")).toHaveLength(1);
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
