import { describe, expect, test } from "vitest";
import type { LoreFound, PageText } from "../contracts/library.ts";
import type { CardSuggestions } from "../contracts/memory.ts";
import { openDatabase } from "../db/database.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { putChunks } from "../db/write/chunks.ts";
import { embedChunks } from "../library/index-chunks.ts";
import { bindings, expectProblem } from "../testkit/api-visitor.ts";
import { type LibraryVisitor, libraryTable } from "../testkit/library-visitor.ts";
import { onePixelPng } from "../testkit/picture-bytes.ts";
import { shelveFile } from "../testkit/shelve-file.ts";

const CANARY = "The abbot poisoned the well with nightshade.";

type Passage = Parameters<typeof putChunks>[3][number];
const passage = (heading: string, text = CANARY): Passage => ({
  ...{ kind: "prose", heading, pageFrom: 1, pageTo: 1, charFrom: 0, charTo: text.length },
  ...{ tokens: 12, hash: "a".repeat(64), text },
});

/** A file that has been read, with its passages in the full-text index. */
async function readFile(
  campaignId: string,
  as: Partial<UploadRow> = {},
  passages: readonly Passage[] = [passage("Places > The Abbey of Saint Orm")],
): Promise<UploadRow> {
  const chunksTotal = passages.length;
  const row = await shelveFile(campaignId, { text: CANARY, title: "Secrets.txt", chunksTotal, ...as });
  await putChunks(openDatabase(bindings.DB), { campaignId, uploadId: row.id, version: row.version }, 0, passages);
  return row;
}

const loreOf = ({ library }: LibraryVisitor): string => library.replace("/uploads", "/lore");

describe("lore", () => {
  test("files whose index is not as it should be are indexed anew, each once, and can be opened meanwhile", async () => {
    const { olga, peter, campaign } = await libraryTable();
    const lore = loreOf(olga);
    const { id } = await readFile(campaign.id, { visibility: "players", version: 3 });
    const done = await readFile(campaign.id, { chunksDone: 1 });
    await embedChunks(bindings, { campaignId: campaign.id, uploadId: done.id, version: done.version }, 0);
    await shelveFile(campaign.id, { status: "failed" });
    await shelveFile(campaign.id, { deletedAt: 1 });
    await olga.brings("map.png", onePixelPng);
    expectProblem(await peter.sends("POST", `${lore}/reindex`), "not-allowed");
    expect(await olga.gets("POST", `${lore}/reindex`)).toEqual({ files: 1 });
    expect(olga.jobs.filter(({ job }) => job === "embed_chunks")).toEqual([
      { job: "embed_chunks", campaignId: campaign.id, uploadId: id, version: 3, from: 0 },
    ]);
    expect(await olga.gets("POST", `${lore}/reindex`), "nothing is left to do").toEqual({ files: 0 });
    expect((await peter.gets<PageText>("GET", `${peter.library}/${id}/pages/1`)).text).toBe(CANARY);
  });

  test("indexing anew waits a few minutes after the last time, and changes nothing until then", async () => {
    const { olga, campaign } = await libraryTable();
    const reindex = () => olga.sends("POST", `${loreOf(olga)}/reindex`);
    await readFile(campaign.id);
    expect((await reindex()).body).toEqual({ files: 1 });
    const { id } = await readFile(campaign.id);
    const told = expectProblem(await reindex(), "slow-down");
    expect(told.retryAfterMs).toBeGreaterThan(4 * 60_000);
    expect(olga.jobs.filter((each) => "uploadId" in each && each.uploadId === id)).toEqual([]);
    await bindings.DB.prepare("UPDATE idempotency_keys SET created_at = created_at - 300000 WHERE account_id = ?")
      .bind(campaign.id)
      .run();
    expect((await reindex()).body).toEqual({ files: 1 });
  });

  test("a search says where its passages stand, and nothing where nothing fits", async () => {
    const { olga, campaign } = await libraryTable();
    const lore = loreOf(olga);
    const { id } = await readFile(campaign.id, { visibility: "gm" });
    const { items } = await olga.gets<LoreFound>("GET", `${lore}/search?q=nightshade`);
    expect(items).toEqual([
      {
        ...{ uploadId: id, title: "Secrets.txt", heading: "Places > The Abbey of Saint Orm", pageFrom: 1, pageTo: 1 },
        text: CANARY,
      },
    ]);
    expect(await olga.gets<LoreFound>("GET", `${lore}/search?q=submarine`)).toEqual({ items: [] });
    for (const q of ["", "%20", "x".repeat(301)]) {
      expectProblem(await olga.sends("GET", `${lore}/search?q=${q}`), "bad-request");
    }
  });

  test("cards are proposed from what has been read, for those who run the table", async () => {
    const { olga, peter, campaign } = await libraryTable();
    const lore = loreOf(olga);
    const { id } = await readFile(campaign.id);
    const { items, next } = await olga.gets<CardSuggestions>("GET", `${lore}/suggestions`);
    expect(next).toBeNull();
    expect(items).toEqual([
      {
        heading: "Places > The Abbey of Saint Orm",
        card: {
          ...{ id: "place:the-abbey-of-saint-orm", name: "The Abbey of Saint Orm", aliases: [], text: CANARY },
          ...{ pinned: false, source: { uploadId: id, title: "Secrets.txt", page: 1 } },
        },
      },
    ]);
    expectProblem(await peter.sends("GET", `${lore}/suggestions`), "not-allowed");
  });

  test("every card a library suggests is found page by page, each heading once, a large file after a small one", async () => {
    const { olga, campaign } = await libraryTable();
    const book = Array.from({ length: 150 }, (_, at) => [
      passage(`Places > Village number ${at}`, "It lies by the lake."),
      passage(`Places > Village number ${at}`, "More of the same village stands here."),
    ]).flat();
    await readFile(campaign.id, { createdAt: 1 }, book);
    for (let at = 0; at < 8; at += 1)
      await readFile(campaign.id, { createdAt: 10 + at }, [passage(`Places > Small keep ${at}`, "It stands.")]);
    const names: string[] = [];
    const sizes: number[] = [];
    let cursor = "";
    do {
      const page = await olga.gets<CardSuggestions>("GET", `${loreOf(olga)}/suggestions${cursor}`);
      names.push(...page.items.map(({ card }) => card.name));
      sizes.push(page.items.length);
      cursor = page.next === null ? "" : `?cursor=${page.next}`;
    } while (cursor !== "" && sizes.length < 20);
    expect(sizes).toEqual([6, 60, 60, 32]);
    expect(new Set(names).size).toBe(names.length);
    expect([names[0], names.at(-1)]).toEqual(["Small keep 7", "Village number 149"]);
    expectProblem(await olga.sends("GET", `${loreOf(olga)}/suggestions?cursor=nonsense`), "bad-request");
  });
});
