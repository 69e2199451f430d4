import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../db/database.ts";
import { isInSight } from "../db/read/upload-sight.ts";
import { uploadRow, uploadsOfCampaign } from "../db/read/uploads.ts";
import { dropChunks } from "../db/write/chunks.ts";
import { FakeVectorize } from "../testkit/fake-vectorize.ts";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { draftOf, loreId, shelve } from "../testkit/lore-shelf.ts";
import type { LibraryBindings } from "./bindings.ts";
import { dropVectors } from "./index-chunks.ts";
import { openLoreSearch } from "./search.ts";

const { DB } = env as unknown as { DB: D1Database };
const lib: LibraryBindings = { DB };
const question = "Where is the silver lantern of the ferryman hidden?";
const told = (canary: string) => `The silver lantern of the ferryman is hidden under the weir. ${canary}`;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** All that a search gives, as one text in which a canary would be seen. */
async function heard(campaignId: string, may: "gm" | "players", { text = question, from = lib } = {}) {
  // A busy machine must not decide what is found.
  const found = await openLoreSearch(from, { vectorMs: 60_000 }).search({
    campaignId,
    may,
    text,
    names: [],
    limit: 20,
    tokensMax: 9_000,
  });
  return JSON.stringify(found);
}

async function change(uploadId: string, set: string): Promise<void> {
  await DB.prepare(`UPDATE uploads SET ${set} WHERE id = ?`).bind(uploadId).run();
}

test("[V1] two campaigns with the same text never hear of each other", async () => {
  const [mine, theirs] = [loreId("c"), loreId("c")];
  await shelve(lib, { campaignId: mine, drafts: [draftOf(told("CANARY-MINE"))] });
  await shelve(lib, { campaignId: theirs, drafts: [draftOf(told("CANARY-THEIRS"))] });
  const [here, there] = [await heard(mine, "gm"), await heard(theirs, "gm")];
  expect([here.includes("CANARY-MINE"), here.includes("CANARY-THEIRS")]).toEqual([true, false]);
  expect([there.includes("CANARY-THEIRS"), there.includes("CANARY-MINE")]).toEqual([true, false]);
});

test("[V1] players hear only what is for players, the GM both", async () => {
  const campaignId = loreId("c");
  await shelve(lib, { campaignId, visibility: "gm", drafts: [draftOf(told("CANARY-SECRET"))] });
  await shelve(lib, { campaignId, visibility: "players", drafts: [draftOf(told("CANARY-OPEN"))] });
  const [players, gm] = [await heard(campaignId, "players"), await heard(campaignId, "gm")];
  expect([players.includes("CANARY-OPEN"), players.includes("CANARY-SECRET")]).toEqual([true, false]);
  expect([gm.includes("CANARY-OPEN"), gm.includes("CANARY-SECRET")]).toEqual([true, true]);
});

test("[V3] a changed visibility holds from the next question on", async () => {
  const campaignId = loreId("c");
  const { uploadId } = await shelve(lib, { campaignId, drafts: [draftOf(told("CANARY"))] });
  expect(await heard(campaignId, "players")).toContain("CANARY");
  await change(uploadId, "visibility = 'gm'");
  expect(await heard(campaignId, "players")).toBe("[]");
  await change(uploadId, "visibility = 'players'");
  expect(await heard(campaignId, "players")).toContain("CANARY");
});

test("[V3] nothing of a deleted file is heard, from its tombstone on", async () => {
  const campaignId = loreId("c");
  const { uploadId } = await shelve(lib, { campaignId, drafts: [draftOf(told("CANARY"))] });
  await change(uploadId, "deleted_at = 5");
  expect(await heard(campaignId, "gm")).toBe("[]");
  await dropVectors(lib, { campaignId, uploadId });
  await dropChunks(openDatabase(DB), { uploadId, keepVersion: null });
  const left = await DB.prepare(
    `SELECT (SELECT count(*) FROM chunks WHERE upload_id = ?1) + (SELECT count(*) FROM readings WHERE upload_id = ?1)
       + (SELECT count(*) FROM vectors WHERE namespace = ?2) AS n`,
  )
    .bind(uploadId, campaignId)
    .first();
  expect(left).toEqual({ n: 0 });
});

test("[V3] a file that was read anew is heard as it reads now", async () => {
  const campaignId = loreId("c");
  const first = await shelve(lib, { campaignId, drafts: [draftOf(told("CANARY-OLD"))] });
  await shelve(lib, { campaignId, uploadId: first.uploadId, version: 2, drafts: [draftOf(told("CANARY-NEW"))] });
  const both = await heard(campaignId, "gm");
  expect([both.includes("CANARY-NEW"), both.includes("CANARY-OLD")]).toEqual([true, false]);
});

test("[VX2] an index that lies gives nothing away: other campaigns, hidden, deleted and old passages, ids of nothing", async () => {
  const campaignId = loreId("c");
  const binding = new FakeVectorize(1_024);
  const env: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
  const put = (more: Partial<Parameters<typeof shelve>[1]>) =>
    shelve(env, { campaignId, drafts: [draftOf("Herons nest in the belfry. CANARY")], ...more });
  await put({ campaignId: loreId("c") });
  await put({ visibility: "gm" });
  const deleted = await put({});
  await change(deleted.uploadId, "deleted_at = 5");
  const old = await put({});
  await change(old.uploadId, "version = 2");
  await shelve(env, { campaignId, drafts: [draftOf("Herons nest in the belfry, as all know.")] });
  const ending = [...binding.stored.keys()][0]?.split("~")[1] ?? "";
  const strange = ["", "u_x", `${loreId("u")}.1.0~${ending}`, "' OR 1=1 --", `u_x.1.0~${ending}`, "__proto__"];
  binding.lies = [...binding.stored.keys(), ...strange];
  const players = await heard(campaignId, "players", { text: "Where do herons nest?", from: env });
  expect(players).toContain("as all know");
  expect(players).not.toContain("CANARY");
});

test("[V1] a key is no right: passages asked for by key are asked of their rows too", async () => {
  const [mine, theirs] = [loreId("c"), loreId("c")];
  const open = await shelve(lib, { campaignId: mine, drafts: [draftOf("One."), draftOf("Two.")] });
  const secret = await shelve(lib, { campaignId: mine, visibility: "gm", drafts: [draftOf("CANARY")] });
  const foreign = await shelve(lib, { campaignId: theirs, drafts: [draftOf("CANARY")] });
  const keys = [`${foreign.uploadId}.1.0`, `${open.uploadId}.1.1`, `${secret.uploadId}.1.0`, "nonsense"];
  keys.push(`${open.uploadId}.1.0`, `${open.uploadId}.2.0`);
  const found = await openLoreSearch(lib).byKeys({ campaignId: mine, may: "players", keys });
  expect(found.map(({ text }) => text)).toEqual(["Two.", "One."]);
});

test("[V1] what players find, and in which order, does not depend on what is hidden from them", async () => {
  const campaignId = loreId("c");
  const drafts = ["The lantern hangs in the belfry.", "A silver spoon lies in the weir.", "The ferryman keeps herons."];
  await shelve(lib, { campaignId, drafts: drafts.map((text) => draftOf(text, { heading: text })) });
  const questions = ["silver lantern", "ferrymann herrons", "obsidian lantern in the weir", "obsidiann"];
  const before = await Promise.all(questions.map((text) => heard(campaignId, "players", { text })));
  const hidden = Array.from({ length: 30 }, (_, at) => draftOf(`The obsidian lantern of the ferryman, part ${at}.`));
  await shelve(lib, { campaignId, visibility: "gm", drafts: hidden });
  expect(await Promise.all(questions.map((text) => heard(campaignId, "players", { text })))).toEqual(before);
});

test.each(["local", "vectorize"])("[V1] players find by vectors whatever is hidden: %s", async (kind) => {
  const campaignId = loreId("c");
  // Whatever is hidden has the very vector of the question, and what is open one a little beside it.
  const vectorOf = (text: string) => (text.includes("heron") ? [4, 3, 0] : [1, 0, 0]);
  const AI = new FakeWorkersAi(({ inputs }) => ({
    vectors: [inputs["text"]].flat().map((text) => vectorOf(String(text))),
  }));
  const model = { LORE_EMBEDDER: "workers-ai", LORE_EMBEDDING_MODEL: "@cf/test/small@3" };
  const from: LibraryBindings = { DB, AI, ...model, VECTORS: new FakeVectorize(3), LORE_VECTORS: kind };
  await shelve(from, { campaignId, drafts: [draftOf("A grey heron nests here.")] });
  const hidden = Array.from({ length: 160 }, (_, at) => draftOf(`CANARY ${at}`, { heading: `Part ${at}` }));
  const secret = await shelve(from, { campaignId, visibility: "gm", drafts: hidden });
  const asked = async (may: "gm" | "players") => await heard(campaignId, may, { text: "Zanzibar", from });
  const alone = await asked("players");
  expect(alone).toContain("grey heron");
  expect(alone).not.toContain("CANARY");
  expect(await asked("gm")).toContain("CANARY");
  await change(secret.uploadId, "visibility = 'players'");
  expect(await asked("players")).toContain("CANARY");
  await change(secret.uploadId, "visibility = 'gm'");
  expect(await asked("players")).toBe(alone);
});

test.each([
  ["pending", false],
  ["stored", false],
  ["extracting", false],
  ["chunking", false],
  ["indexing", true],
  ["ready", true],
  ["failed", false],
])("[V1] a file that is %s is searched by players only when they may open it: %s", async (status, isOpen) => {
  const campaignId = loreId("c");
  const { uploadId } = await shelve(lib, { campaignId, drafts: [draftOf(told("CANARY"))] });
  await change(uploadId, `status = '${status}'`);
  expect((await heard(campaignId, "players")).includes("CANARY")).toBe(isOpen);
  expect(await heard(campaignId, "gm")).toContain("CANARY");
  const listed = await uploadsOfCampaign(openDatabase(DB), { campaignId, onlyForPlayers: true, limit: 5 });
  expect(listed.length > 0).toBe(isOpen);
  const row = await uploadRow(openDatabase(DB), uploadId);
  expect(row !== null && isInSight(row, "players")).toBe(isOpen);
});

test("[V1] no question, however it is written, crosses into another campaign", async () => {
  const [mine, theirs] = [loreId("c"), loreId("c")];
  await shelve(lib, { campaignId: mine, drafts: [draftOf("A quiet place.")] }, { vectors: false });
  await shelve(lib, { campaignId: theirs, drafts: [draftOf("CANARY lantern obsidian")] }, { vectors: false });
  const syntax = fc.constantFrom(
    '"',
    "*",
    "OR",
    "NEAR(",
    "heading:",
    "{text} :",
    "^",
    "-",
    "lantern",
    "CANARY",
    ")",
    "0",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.array(syntax, { maxLength: 8 }).map((parts) => parts.join(" ")),
        fc.string(),
      ),
      async (text) => {
        expect(await heard(mine, "gm", { text })).not.toContain("obsidian");
      },
    ),
    { numRuns: 30 },
  );
});
