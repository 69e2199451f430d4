/// <reference types="@cloudflare/workers-types" />
import { z } from "zod";
import { openDatabase } from "../../workers/db/database.ts";
import { embeddedUploads, IDS_PER_READING } from "../../workers/db/read/chunks.ts";
import type { LibraryBindings } from "../../workers/library/bindings.ts";
import { hashedEmbedder } from "../../workers/library/embedder-hashed.ts";
import { openLoreSearch } from "../../workers/library/search.ts";
import { configuredVectors } from "../../workers/library/vectors/configured-vectors.ts";
import { corpus } from "../../workers/testkit/lore-corpus/corpus.ts";
import { qualityOf } from "../../workers/testkit/lore-corpus/measures.ts";
import { trials } from "../../workers/testkit/lore-corpus/questions.ts";
import { loreId, shelve } from "../../workers/testkit/lore-shelf.ts";
import { inventedPassage } from "./invented-passages.ts";

const CampaignId = z.string().regex(/^c_/);
const Way = z.enum(["words", "vectors", "fused"]);
const Asked = z.discriminatedUnion("do", [
  /** A shelf of invented passages. */
  z.object({
    do: z.literal("fill"),
    passages: z.int(),
    seed: z.int(),
    vectors: z.boolean(),
    campaignId: CampaignId.optional(),
  }),
  z.object({ do: z.literal("search"), campaignId: CampaignId, at: z.int(), way: Way }),
  /** The retrieval set, and how well it is answered. */
  z.object({ do: z.literal("quality") }),
  z.object({ do: z.literal("size") }),
]);
type Way = z.infer<typeof Way>;

const answerable = trials.filter(({ kind }) => kind !== "unanswerable");
const LIMIT = 6;
const TOKENS = 2_400;

async function found(
  env: LibraryBindings,
  campaignId: string,
  text: string,
  way: Way,
  limit: number,
): Promise<string[]> {
  if (way === "vectors") {
    const index = configuredVectors(env, hashedEmbedder);
    const [vector = []] = await hashedEmbedder.embed([text], "query");
    if (!index.ok) return [];
    const made = { embedderId: hashedEmbedder.id, vectorsIn: index.value.vectorsIn };
    const uploads = await embeddedUploads(openDatabase(env.DB), { campaignId, may: "gm" }, made);
    return (await index.value.vectors.query(campaignId, vector, { topK: limit, uploads })).map(({ id }) => id);
  }
  const from = way === "words" ? { ...env, LORE_EMBEDDER: "none" } : env;
  // A benchmark waits for what a table would leave out.
  const search = openLoreSearch(from, { vectorMs: 60_000 });
  const asked = { campaignId, may: "gm", text, names: [], limit, tokensMax: limit === LIMIT ? TOKENS : 1e6 } as const;
  return (await search.search(asked)).map(({ key }) => key);
}

async function quality(env: LibraryBindings) {
  const campaignId = loreId("c");
  const idOf = new Map<string, string>();
  for (const { title, passages } of corpus) {
    const { uploadId } = await shelve(env, { campaignId, title, drafts: passages.map(({ draft }) => draft) });
    for (const [at, { id }] of passages.entries()) idOf.set(`${uploadId}.1.${at}`, id);
  }
  const over = async (way: Way, rest: number) => {
    const runs = [];
    for (const trial of trials.filter((_, at) => at % 2 === rest)) {
      const keys = await found(env, campaignId, trial.text, way, 10);
      runs.push({ trial, found: keys.map((key) => idOf.get(key) ?? "") });
    }
    return qualityOf(runs);
  };
  const rows = [];
  for (const way of Way.options) rows.push({ way, set: await over(way, 0), heldOut: await over(way, 1) });
  return { passages: idOf.size, trials: trials.length, rows };
}

/** A campaign's shelf: files of at most 5,000 passages. */
async function fill(env: LibraryBindings, asked: Extract<z.infer<typeof Asked>, { do: "fill" }>) {
  const { passages, seed, vectors, campaignId = loreId("c") } = asked;
  const perFile = Math.min(5_000, IDS_PER_READING);
  for (let from = 0; from < passages; from += perFile) {
    const count = Math.min(perFile, passages - from);
    const drafts = Array.from({ length: count }, (_, at) => inventedPassage(seed + from + at));
    await shelve(env, { campaignId, drafts }, { vectors });
  }
  return { campaignId };
}

export default {
  async fetch(request: Request, env: LibraryBindings): Promise<Response> {
    const asked = Asked.parse(await request.json());
    switch (asked.do) {
      case "fill":
        return Response.json(await fill(env, asked));
      case "search": {
        const text = answerable[asked.at % answerable.length]?.text ?? "";
        return Response.json({ found: (await found(env, asked.campaignId, text, asked.way, LIMIT)).length });
      }
      case "quality":
        return Response.json(await quality(env));
      case "size":
        return Response.json(
          await env.DB.prepare(`SELECT (SELECT sum(length(block)) FROM chunks_fts_data) AS index_bytes,
            (SELECT sum(length(block)) FROM word_grams_data) AS gram_bytes, (SELECT count(*) FROM word_pages) AS pages,
            (SELECT sum(length(text) + length(heading)) FROM chunks) AS text_bytes, (SELECT count(*) FROM chunks) AS chunks`).first(),
        );
      default:
        return asked satisfies never;
    }
  },
};
