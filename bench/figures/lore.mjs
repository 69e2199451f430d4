import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quantile } from "../setting/statistics.mjs";

const { convertV4MiniflareOptions, Miniflare } = createRequire(createRequire(import.meta.url).resolve("wrangler"))(
  "miniflare",
);
const migrations = fileURLToPath(new URL("../../migrations", import.meta.url));

const SIZES = [1_000, 10_000, 50_000];
const SEARCHES = 40;
/** Comparing fifty thousand vectors one by one takes its time. */
const SEARCHES_OF_MANY = 15;
const MANY = 50_000;
const FILLED_AT_ONCE = 1_000;
const WAYS = { words: "words alone", vectors: "vectors alone", fused: "both" };

/** Figure 13: how well the retrieval set is answered, and how long a search takes on shelves of three sizes. */
export async function lore({ bundles, folder, quick }) {
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: readFileSync(bundles.lore, "utf8"),
      compatibilityDate: "2026-11-01",
      d1Databases: { DB: "lore" },
      d1Persist: join(folder, "lore"),
    }),
  );
  try {
    await migrate(await mf.getD1Database("DB"));
    const ask = async (body) => {
      const response = await mf.dispatchFetch("http://lore/", { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`The library worker failed: ${(await response.text()).slice(0, 300)}`);
      return await response.json();
    };
    return [...(await qualityRows(ask)), ...(await latencyRows(ask, quick))];
  } finally {
    await mf.dispose();
  }
}

async function migrate(database) {
  for (const name of readdirSync(migrations)
    .filter((each) => each.endsWith(".sql"))
    .toSorted()) {
    const statements = readFileSync(join(migrations, name), "utf8").split("--> statement-breakpoint");
    for (const statement of statements) await database.prepare(statement).run();
  }
}

async function qualityRows(ask) {
  const { passages, trials, rows } = await ask({ do: "quality" });
  const show = (number) => number.toFixed(3);
  return rows.map(({ way, set, heldOut }) => ({
    figure: "13",
    what: `retrieval set (${passages} passages, ${trials} questions), hashed embedder, ${WAYS[way]}: nDCG@10; recall@10; questions without answer refused; others refused by mistake, on the half the floor was set by / the other`,
    value: ["ndcg", "recall", "rejected", "lost"].map((key) => `${show(set[key])} / ${show(heldOut[key])}`).join("; "),
  }));
}

async function latencyRows(ask, quick) {
  const rows = [];
  const shelves = [];
  let seed = 0;
  for (const passages of quick ? SIZES.slice(0, 2) : SIZES) {
    let campaignId;
    for (let done = 0; done < passages; done += FILLED_AT_ONCE) {
      const count = Math.min(FILLED_AT_ONCE, passages - done);
      ({ campaignId } = await ask({ do: "fill", passages: count, seed, vectors: true, campaignId }));
      seed += count;
    }
    const others = shelves.reduce((sum, shelf) => sum + shelf.passages, 0);
    shelves.push({ campaignId, passages });
    rows.push(
      ...(await searches(ask, { campaignId, passages, quick, what: `${passages} passages, ${others} of others` })),
    );
  }
  const [first, ...rest] = shelves;
  const others = rest.reduce((sum, shelf) => sum + shelf.passages, 0);
  rows.push(...(await searches(ask, { ...first, quick, what: `${first.passages} passages, ${others} of others` })));
  const size = await ask({ do: "size" });
  return [
    ...rows,
    {
      figure: "13",
      what: "full-text index ÷ text, bytes; trigrams ÷ text, bytes; rows of words a passage",
      value: [size.index_bytes / size.text_bytes, size.gram_bytes / size.text_bytes, size.pages / size.chunks]
        .map((number) => number.toFixed(2))
        .join("; "),
    },
  ];
}

async function searches(ask, { campaignId, passages, what, quick }) {
  const count = quick || passages >= MANY ? SEARCHES_OF_MANY : SEARCHES;
  const taken = {};
  for (const way of Object.keys(WAYS)) {
    taken[way] = [];
    for (let at = -3; at < count; at += 1) {
      const from = performance.now();
      await ask({ do: "search", campaignId, at: at + 3, way });
      if (at >= 0) taken[way].push(performance.now() - from);
    }
  }
  const show = (share) =>
    Object.values(taken)
      .map((times) => quantile(times, share).toFixed(1))
      .join(" / ");
  return [
    {
      figure: "13",
      what: `ms of a search by words / by vectors (exact, local) / by both, ${what}: p50; p99`,
      value: `${show(0.5)}; ${show(0.99)}`,
    },
  ];
}
