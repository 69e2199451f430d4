import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { corpus } from "../testkit/lore-corpus/corpus.ts";
import { qualityOf } from "../testkit/lore-corpus/measures.ts";
import { trials } from "../testkit/lore-corpus/questions.ts";
import { loreId, shelve } from "../testkit/lore-shelf.ts";
import type { LibraryBindings } from "./bindings.ts";
import { openLoreSearch } from "./search.ts";

const { DB } = env as unknown as { DB: D1Database };
const campaignId = loreId("c");
const idOf = new Map<string, string>();
/** Those with odd numbers: nothing was set by them. */
const heldOut = trials.filter((_, at) => at % 2 === 1);
const AT_ONCE = 8;

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  for (const { title, passages } of corpus) {
    const { uploadId } = await shelve({ DB }, { campaignId, title, drafts: passages.map(({ draft }) => draft) });
    for (const [at, { id }] of passages.entries()) idOf.set(`${uploadId}.1.${at}`, id);
  }
});

async function quality(from: LibraryBindings) {
  // A busy machine must not decide what is found.
  const search = openLoreSearch(from, { vectorMs: 60_000 });
  const runs: Parameters<typeof qualityOf>[0][number][] = [];
  for (let at = 0; at < heldOut.length; at += AT_ONCE) {
    const some = heldOut.slice(at, at + AT_ONCE).map(async (trial) => {
      const asked = { campaignId, may: "gm" as const, text: trial.text, names: [], limit: 10, tokensMax: 100_000 };
      return { trial, found: (await search.search(asked)).map(({ key }) => idOf.get(key) ?? "") };
    });
    runs.push(...(await Promise.all(some)));
  }
  return qualityOf(runs);
}

test("questions that nothing was set by are answered from the database, by words alone and with vectors", async () => {
  const [words, fused] = [await quality({ DB, LORE_EMBEDDER: "nobody" }), await quality({ DB })];
  expect(words.ndcg).toBeGreaterThan(0.65);
  expect(words.recall).toBeGreaterThan(0.72);
  expect(words.rejected).toBeGreaterThan(0.7);
  expect(fused.ndcg).toBeGreaterThan(0.65);
  expect(fused.recall).toBeGreaterThan(0.76);
  expect(fused.rejected).toBeGreaterThan(0.6);
}, 60_000);
