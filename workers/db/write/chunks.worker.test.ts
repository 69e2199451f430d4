import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { draftOf, loreId, shelve } from "../../testkit/lore-shelf.ts";
import { openDatabase } from "../database.ts";
import { campaignMark, markedGrams } from "../full-text/marked-terms.ts";
import { countStems, passagesWith, wordsLike } from "../read/chunks.ts";
import { dropChunks, putChunks } from "./chunks.ts";
import { restoreFullText } from "./full-text.ts";

const { DB } = env as unknown as { DB: D1Database };
const db = openDatabase(DB);
const lib = { DB };
const texts = ["The lantern hangs in the belfry.", "Herons nest below the weir.", "The lantern of the weir."];
const drafts = texts.map((text) => draftOf(text, { heading: "Book" }));

async function rows(campaignId: string) {
  const [mark, like] = [campaignMark(campaignId), `${campaignMark(campaignId)}%`];
  const count = async (query: string, ...values: string[]) =>
    await DB.prepare(query)
      .bind(...values)
      .first("n");
  return {
    chunks: await count("SELECT count(*) AS n FROM chunks WHERE campaign_id = ?", campaignId),
    lanterns: await count("SELECT count(*) AS n FROM chunks_fts WHERE chunks_fts MATCH ?", `${mark}lantern`),
    grams: await count("SELECT count(*) AS n FROM word_grams WHERE word_grams MATCH ?", `${mark}lan`),
    like,
  };
}

test("[Q1] passages written twice, also at once, stand once in their place and in the index", async () => {
  const campaignId = loreId("c");
  const file = await shelve(lib, { campaignId, drafts }, { vectors: false });
  const before = await rows(campaignId);
  expect(before).toMatchObject({ chunks: 3, lanterns: 2, grams: 1 });
  await Promise.all([1, 2, 3].map(() => putChunks(db, file, 0, drafts)));
  await putChunks(db, file, 1, drafts.slice(1));
  expect(await rows(campaignId)).toEqual(before);
});

test("nothing is written for a deleted file, another reading or another campaign", async () => {
  const campaignId = loreId("c");
  const file = await shelve(lib, { campaignId, drafts: [] });
  await putChunks(db, { ...file, version: 2 }, 0, drafts);
  await putChunks(db, { ...file, campaignId: loreId("c") }, 0, drafts);
  await DB.prepare("UPDATE uploads SET deleted_at = 1 WHERE id = ?").bind(file.uploadId).run();
  await putChunks(db, file, 0, drafts);
  expect(await rows(campaignId)).toMatchObject({ chunks: 0, lanterns: 0, grams: 0 });
});

test("dropping a file's old readings leaves the new one, and dropping all leaves nothing", async () => {
  const campaignId = loreId("c");
  const file = await shelve(lib, { campaignId, drafts }, { vectors: false });
  await shelve(
    lib,
    { campaignId, uploadId: file.uploadId, version: 2, drafts: drafts.slice(0, 1) },
    { vectors: false },
  );
  expect(await rows(campaignId)).toMatchObject({ chunks: 4, lanterns: 3, grams: 2 });
  await dropChunks(db, { uploadId: file.uploadId, keepVersion: 2 });
  expect(await rows(campaignId)).toMatchObject({ chunks: 1, lanterns: 1, grams: 1 });
  for (const _ of [1, 2]) await dropChunks(db, { uploadId: file.uploadId, keepVersion: null });
  expect(await rows(campaignId)).toMatchObject({ chunks: 0, lanterns: 0, grams: 0 });
});

test("the index can be made anew from the passages, and is the same", async () => {
  const [campaignId, other] = [loreId("c"), loreId("c")];
  const file = await shelve(lib, { campaignId, drafts }, { vectors: false });
  await shelve(lib, { campaignId: other, drafts }, { vectors: false });
  const reader = { campaignId, may: "gm" } as const;
  const seen = async () => ({
    ...(await rows(campaignId)),
    found: await passagesWith(db, reader, { stems: ["weir", "lantern"], limit: 5 }),
    words: await wordsLike(db, reader, { grams: markedGrams(campaignMark(campaignId), ["lantren"]), limit: 5 }),
  });
  const before = await seen();
  await DB.batch([
    DB.prepare("DELETE FROM chunks_fts WHERE rowid > 0"),
    DB.prepare("DELETE FROM word_grams WHERE rowid > 0"),
  ]);
  expect(await seen()).toMatchObject({ lanterns: 0, grams: 0, found: [], words: [] });
  await restoreFullText(db, file, { from: 0, limit: 100 });
  expect(await seen()).toEqual(before);
  expect(await rows(other)).toMatchObject({ lanterns: 0 });
});

test("a term of one campaign is none of another, and what a reader may not have is not counted", async () => {
  const [campaignId, other] = [loreId("c"), loreId("c")];
  await shelve(lib, { campaignId, visibility: "gm", drafts }, { vectors: false });
  await shelve(lib, { campaignId, drafts: [draftOf("Another lantern.")] }, { vectors: false });
  await shelve(lib, { campaignId: other, drafts }, { vectors: false });
  const counts = async (may: "gm" | "players") =>
    Object.fromEntries(await countStems(db, { campaignId, may }, ["lantern", "weir", "dragon"]));
  expect(await counts("gm")).toEqual({ lantern: 3, weir: 2, dragon: 0 });
  expect(await counts("players")).toEqual({ lantern: 1, weir: 0, dragon: 0 });
});

test("a reading takes so many passages and no more", async () => {
  const file = await shelve(lib, { campaignId: loreId("c"), drafts: [] });
  await expect(putChunks(db, file, 65_535, drafts)).rejects.toThrow(RangeError);
});
