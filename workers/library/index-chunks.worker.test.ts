import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../db/database.ts";
import { NO_EMBEDDER, readingsToIndex } from "../db/read/readings.ts";
import { FakeVectorize } from "../testkit/fake-vectorize.ts";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { draftOf, loreId, shelve } from "../testkit/lore-shelf.ts";
import type { LibraryBindings } from "./bindings.ts";
import { dropVectors, embedChunks, embedderIdOf } from "./index-chunks.ts";
import { openLoreSearch } from "./search.ts";
import { VectorFault } from "./vectors/vector-index.ts";

const { DB } = env as unknown as { DB: D1Database };
const hashed: LibraryBindings = { DB };

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** Workers AI with a model whose vectors have three numbers. */
function modelled(): LibraryBindings & { AI: FakeWorkersAi } {
  return { DB, AI: new FakeWorkersAi(), LORE_EMBEDDER: "workers-ai", LORE_EMBEDDING_MODEL: "@cf/test/small@3" };
}

function drafts(count: number) {
  return Array.from({ length: count }, (_, at) =>
    draftOf(`Lantern number ${at} hangs here.`, { heading: `Part ${at}` }),
  );
}

async function vectorsOf(campaignId: string) {
  const { results } = await DB.prepare(
    "SELECT embedder_id AS embedder, count(*) AS n FROM vectors WHERE namespace = ? GROUP BY 1",
  )
    .bind(campaignId)
    .all();
  return results;
}

async function embedderOf(uploadId: string) {
  return await DB.prepare("SELECT embedder_id AS id FROM uploads WHERE id = ?").bind(uploadId).first("id");
}

test("a file is embedded a hundred passages at a time, and again without effect", async () => {
  const campaignId = loreId("c");
  const file = await shelve(hashed, { campaignId, drafts: drafts(230) }, { vectors: false });
  expect(await embedChunks(hashed, file, 0)).toEqual({ next: 100 });
  expect(await embedChunks(hashed, file, 100)).toEqual({ next: 200 });
  for (const _ of [1, 2]) expect(await embedChunks(hashed, file, 200)).toEqual({ next: null });
  expect(await vectorsOf(campaignId)).toEqual([{ embedder: embedderIdOf(hashed), n: 230 }]);
  expect(await embedderOf(file.uploadId)).toBe(embedderIdOf(hashed));
});

test("a model is told what it embeds, and what it answers goes into the index", async () => {
  const campaignId = loreId("c");
  const from = modelled();
  const file = await shelve(from, { campaignId, drafts: drafts(2) });
  expect(embedderIdOf(from)).toBe("workers-ai:@cf/test/small:3");
  expect(from.AI.calls[0]).toMatchObject({
    model: "@cf/test/small",
    inputs: { text: ["Part 0\nLantern number 0 hangs here.", "Part 1\nLantern number 1 hangs here."] },
  });
  expect(await vectorsOf(campaignId)).toEqual([{ embedder: "workers-ai:@cf/test/small:3", n: 2 }]);
  expect(await embedderOf(file.uploadId)).toBe("workers-ai:@cf/test/small:3");
});

test("a model whose vectors are of another length than configured is a fault, and nothing is put in", async () => {
  const campaignId = loreId("c");
  const from = modelled();
  from.AI.setScript(() => ({ vectors: [[1, 2, 3, 4]] }));
  const file = await shelve(from, { campaignId, drafts: drafts(1) }, { vectors: false });
  await expect(embedChunks(from, file, 0)).rejects.toThrow("The model cannot do what was asked of it.");
  expect(await vectorsOf(campaignId)).toEqual([]);
});

test("after a change of embedder a file is searched by its words, and by its new vectors once they are made", async () => {
  const campaignId = loreId("c");
  const file = await shelve(hashed, { campaignId, drafts: drafts(3) });
  const from = modelled();
  const question = { campaignId, may: "gm" as const, text: "lantern number 2", names: [], limit: 5, tokensMax: 900 };
  expect(await openLoreSearch(from).search(question)).not.toEqual([]);
  expect(await vectorsOf(campaignId)).toEqual([{ embedder: embedderIdOf(hashed), n: 3 }]);
  await embedChunks(from, file, 0);
  expect(await vectorsOf(campaignId)).toEqual([{ embedder: embedderIdOf(from), n: 3 }]);
  expect(await embedderOf(file.uploadId)).toBe(embedderIdOf(from));
});

test("[Q1] a file that is deleted while it is embedded leaves no vector behind", async () => {
  const campaignId = loreId("c");
  const from = modelled();
  const file = await shelve(from, { campaignId, drafts: drafts(2) }, { vectors: false });
  const run = from.AI.run.bind(from.AI);
  from.AI.run = async (...call) => {
    await DB.prepare("UPDATE uploads SET deleted_at = 5 WHERE id = ?").bind(file.uploadId).run();
    return await run(...call);
  };
  expect(await embedChunks(from, file, 0)).toEqual({ next: null });
  expect(await vectorsOf(campaignId)).toEqual([]);
  expect(await embedChunks(from, file, 0)).toEqual({ next: null });
});

test("a reading that counts no more is not embedded", async () => {
  const campaignId = loreId("c");
  const file = await shelve(hashed, { campaignId, drafts: drafts(2) }, { vectors: false });
  expect(await embedChunks(hashed, { ...file, version: 2 }, 0)).toEqual({ next: null });
  expect(await embedChunks(hashed, { ...file, campaignId: loreId("c") }, 0)).toEqual({ next: null });
  expect(await vectorsOf(campaignId)).toEqual([]);
});

test("all of a file's vectors are taken out of Vectorize, or those of one reading", async () => {
  const binding = new FakeVectorize(1_024);
  const from: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
  const campaignId = loreId("c");
  const first = await shelve(from, { campaignId, drafts: drafts(120) });
  const other = await shelve(from, { campaignId, drafts: drafts(1) });
  await shelve(from, { campaignId, uploadId: first.uploadId, version: 2, drafts: drafts(2) });
  expect(binding.stored.size).toBe(123);
  await dropVectors(from, first);
  expect(binding.stored.size).toBe(3);
  await dropVectors(from, { campaignId, uploadId: first.uploadId });
  expect([...binding.stored.keys()]).toEqual([expect.stringContaining(`${other.uploadId}.1.0~`)]);
});

test("vectors are taken out of the index they were put into, also after the configuration names another", async () => {
  const binding = new FakeVectorize(1_024);
  const there: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
  const here: LibraryBindings = { DB, VECTORS: binding };
  const campaignId = loreId("c");
  const inVectorize = await shelve(there, { campaignId, drafts: drafts(3) });
  const inDatabase = await shelve(here, { campaignId, drafts: drafts(2) });
  expect(binding.stored.size).toBe(3);
  await dropVectors({ ...here, LORE_EMBEDDER: "magic" }, inVectorize);
  expect(binding.stored.size).toBe(0);
  await dropVectors({ ...there, LORE_VECTOR_DELAY_MS: "soon" }, inDatabase);
  expect(await vectorsOf(campaignId)).toEqual([]);
});

test("an index that is not at hand fails the removal, and what is in it stays written down", async () => {
  const binding = new FakeVectorize(1_024);
  const there: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
  const campaignId = loreId("c");
  const file = await shelve(there, { campaignId, drafts: drafts(3) });
  for (const without of [hashed, { ...hashed, LORE_VECTORS: "vectorize" }]) {
    await expect(dropVectors(without, file)).rejects.toThrow(VectorFault);
  }
  await dropVectors(there, file);
  expect(binding.stored.size).toBe(0);
  await dropVectors(hashed, file);
});

test("a file indexed anew in another kind of index leaves nothing in the last", async () => {
  const binding = new FakeVectorize(1_024);
  const there: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
  const campaignId = loreId("c");
  const file = await shelve(there, { campaignId, drafts: drafts(3) });
  await embedChunks({ DB, VECTORS: binding }, file, 0);
  expect(binding.stored.size).toBe(0);
  expect(await vectorsOf(campaignId)).toEqual([{ embedder: embedderIdOf(hashed), n: 3 }]);
  await embedChunks(there, file, 0);
  expect(binding.stored.size).toBe(3);
  expect(await vectorsOf(campaignId)).toEqual([]);
});

describe("indexing anew is only for files it would change", () => {
  const db = openDatabase(DB);
  const id = embedderIdOf(hashed);
  const named = async (campaignId: string, embedderId = id, vectorsIn: "local" | "vectorize" = "local") =>
    (await readingsToIndex(db, campaignId, embedderId, vectorsIn)).map((each) => each.id);

  test.each<[string, string | null]>([
    ["nothing", null],
    ["the last passages without their vectors", "UPDATE uploads SET chunks_done = 1 WHERE id = ?1"],
    [
      "a passage that the words have lost",
      "DELETE FROM chunks_fts WHERE rowid IN (SELECT max(id) FROM chunks WHERE upload_id = ?1)",
    ],
    [
      "a spelling that is lost",
      "DELETE FROM word_grams WHERE rowid >> 16 IN (SELECT number FROM readings WHERE upload_id = ?1)",
    ],
  ])("%s", async (_, harm) => {
    const campaignId = loreId("c");
    const file = await shelve(hashed, { campaignId, drafts: drafts(3) });
    await shelve(hashed, { campaignId, drafts: drafts(2) });
    await shelve(hashed, { campaignId: loreId("c"), drafts: drafts(1) }, { vectors: false });
    if (harm !== null) await DB.prepare(harm).bind(file.uploadId).run();
    expect(await named(campaignId)).toEqual(harm === null ? [] : [file.uploadId]);
    const isOfWords = harm?.startsWith("DELETE") === true;
    expect(await named(campaignId, NO_EMBEDDER)).toEqual(isOfWords ? [file.uploadId] : []);
    await embedChunks(hashed, file, 0);
    await DB.prepare("UPDATE uploads SET chunks_done = chunks_total WHERE id = ?").bind(file.uploadId).run();
    expect(await named(campaignId)).toEqual([]);
  });

  test("another embedder or another kind of index is a reason for all, a deleted file or one being read for none", async () => {
    const campaignId = loreId("c");
    const files = [];
    for (const _ of [1, 2, 3]) files.push((await shelve(hashed, { campaignId, drafts: drafts(1) })).uploadId);
    expect(await named(campaignId, "openai:other:3")).toEqual(files);
    expect(await named(campaignId, id, "vectorize")).toEqual(files);
    await DB.prepare("UPDATE uploads SET deleted_at = 1 WHERE id = ?").bind(files[0]).run();
    await DB.prepare("UPDATE uploads SET status = 'indexing' WHERE id = ?").bind(files[1]).run();
    expect(await named(campaignId, "openai:other:3")).toEqual([files[2]]);
  });
});

test("a wrong configuration embeds nothing and says so", async () => {
  const campaignId = loreId("c");
  const wrong: LibraryBindings = { DB, LORE_EMBEDDER: "magic" };
  const file = await shelve(hashed, { campaignId, drafts: drafts(1) }, { vectors: false });
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(embedderIdOf(wrong)).toBe("none");
  expect(await embedChunks(wrong, file, 0)).toEqual({ next: null });
  expect(warned).toHaveBeenCalledWith(expect.stringContaining("it can be hashed, openai or workers-ai"));
});

test("indexing a file anew mends a full-text index that has lost it, also without an embedder", async () => {
  const campaignId = loreId("c");
  const wordsOnly: LibraryBindings = { DB, LORE_EMBEDDER: "magic" };
  const file = await shelve(hashed, { campaignId, drafts: drafts(3) }, { vectors: false });
  const found = async (text: string) =>
    await openLoreSearch(wordsOnly).search({ campaignId, may: "gm", text, names: [], limit: 5, tokensMax: 900 });
  const before = [await found("lantern hangs"), await found("lanturn")];
  await DB.batch(["chunks_fts", "word_grams"].map((name) => DB.prepare(`DELETE FROM ${name} WHERE rowid > 0`)));
  expect(await found("lantern hangs")).toEqual([]);
  await embedChunks(wordsOnly, file, 0);
  expect([await found("lantern hangs"), await found("lanturn")]).toEqual(before);
  expect(before.map(({ length }) => length)).toEqual([3, 3]);
});
