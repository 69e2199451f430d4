import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { FakeVectorize } from "../testkit/fake-vectorize.ts";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { draftOf, loreId, shelve } from "../testkit/lore-shelf.ts";
import type { LibraryBindings } from "./bindings.ts";
import { type LoreQuestion, openLoreSearch } from "./search.ts";

const { DB } = env as unknown as { DB: D1Database };
const lib: LibraryBindings = { DB };
const wordsOnly: LibraryBindings = { DB, LORE_EMBEDDER: "nobody" };

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

function asking(campaignId: string, text: string, more: Partial<LoreQuestion> = {}): LoreQuestion {
  return { campaignId, may: "gm", text, names: [], limit: 10, tokensMax: 9_000, ...more };
}

async function found(from: LibraryBindings, question: LoreQuestion): Promise<string[]> {
  return (await openLoreSearch(from).search(question)).map(({ text }) => text);
}

const lantern = "The silver lantern hangs in the belfry.";
const heron = "Herons nest below the weir in spring.";
const toll = "A wagon pays two coppers at the gap.";

async function shelf(): Promise<string> {
  const campaignId = loreId("c");
  const drafts = [lantern, heron, toll].map((text) => draftOf(text, { heading: text.split(" ")[1] ?? "" }));
  await shelve(lib, { campaignId, title: "The book", drafts });
  return campaignId;
}

describe("a search", () => {
  test("says where a passage stands, and by which key it is asked for again", async () => {
    const campaignId = await shelf();
    const search = openLoreSearch(lib);
    const [first] = await search.search(asking(campaignId, "Where does the lantern hang?"));
    expect(first).toMatchObject({ title: "The book", heading: "silver", pageFrom: 1, pageTo: 1, text: lantern });
    const again = await search.byKeys({ campaignId, may: "gm", keys: [first?.key ?? ""] });
    expect(again).toEqual([{ ...first, score: 0 }]);
  });

  test.each([
    ["in bad spelling", "the sliver lanturn in the bellfry", lantern],
    ["in other words", "What is the fare for a wagon?", toll],
    ["with another ending", "nesting heron", heron],
    ["with accents and capitals", "HÉRONS", heron],
  ])("finds %s", async (_, text, wanted) => {
    expect((await found(wordsOnly, asking(await shelf(), text)))[0]).toBe(wanted);
  });

  test.each(["", "   ", "who is it and what was there?", "The quantum flux of Zanzibar", '"" OR *', "🐉🐉"])(
    "finds nothing for %j rather than anything",
    async (text) => {
      expect(await found(lib, asking(await shelf(), text))).toEqual([]);
    },
  );

  test("asks no model for anything while there is nothing that its vector could be compared with", async () => {
    const AI = new FakeWorkersAi();
    const model = { LORE_EMBEDDER: "workers-ai", LORE_EMBEDDING_MODEL: "@cf/test/small@3" };
    const from: LibraryBindings = { DB, AI, ...model };
    const campaignId = loreId("c");
    const question = asking(campaignId, "Where does the lantern hang?");
    expect(await found(from, question)).toEqual([]);
    await shelve(lib, { campaignId, drafts: [draftOf(lantern)] });
    expect(await found(from, question)).toEqual([lantern]);
    await shelve(from, { campaignId, visibility: "gm", drafts: [draftOf(heron)] });
    AI.calls.length = 0;
    expect(await found(from, { ...question, may: "players" })).toEqual([lantern]);
    expect(AI.calls).toEqual([]);
    await found(from, question);
    expect(AI.calls).toMatchObject([{ inputs: { text: ["Where does the lantern hang?"] } }]);
  });

  test("prefers what belongs to the scene, and finds nothing by the scene alone", async () => {
    const campaignId = loreId("c");
    const drafts = ["Ansel", "Britta"].map((name) => draftOf(`${name} the guard carries a key.`, { heading: name }));
    await shelve(lib, { campaignId, drafts });
    for (const name of ["Ansel", "Britta"]) {
      const [first] = await found(lib, asking(campaignId, "the guard with the key", { names: [name] }));
      expect(first).toContain(name);
    }
    expect(await found(lib, asking(campaignId, "hello", { names: ["Ansel"] }))).toEqual([]);
  });

  test("gives at most two of a section, no more than asked for, and keeps to the tokens there are", async () => {
    const campaignId = loreId("c");
    const drafts = Array.from({ length: 9 }, (_, at) =>
      draftOf(`Lantern number ${at} is lit.`, { heading: `Part ${Math.floor(at / 3)}`, tokens: 100 }),
    );
    await shelve(lib, { campaignId, drafts });
    const headings = async (more: Partial<LoreQuestion>) =>
      (await openLoreSearch(lib).search(asking(campaignId, "lantern lit", more))).map(({ heading }) => heading);
    expect((await headings({})).toSorted()).toEqual(["Part 0", "Part 0", "Part 1", "Part 1", "Part 2", "Part 2"]);
    expect(await headings({ limit: 3 })).toHaveLength(3);
    expect(await headings({ tokensMax: 250 })).toHaveLength(2);
  });

  test("lets a reranker decide the order, and does without one that fails", async () => {
    const campaignId = await shelf();
    const question = asking(campaignId, "lantern herons wagon");
    const plain = (await openLoreSearch(lib).search(question)).map(({ key }) => key);
    expect(plain).toHaveLength(3);
    const turned = openLoreSearch(lib, { rerank: async (_, passages) => passages.map(({ key }) => key).toReversed() });
    expect((await turned.search(question)).map(({ key }) => key)).toEqual(plain.toReversed());
    const failing = openLoreSearch(lib, { rerank: async () => Promise.reject(new Error("no")) });
    expect((await failing.search(question)).map(({ key }) => key)).toEqual(plain);
  });
});

describe("without its vectors", () => {
  test.each([
    [
      "[VX3] that fails",
      (binding: FakeVectorize) => (binding.fault = new Error("VECTOR_QUERY_ERROR (code = 50000): x")),
    ],
    ["[VX3] that hangs", (binding: FakeVectorize) => (binding.hangs = true)],
  ])("an index %s is left out, and words answer", async (_, breakIt) => {
    const binding = new FakeVectorize(1_024);
    const from: LibraryBindings = { DB, VECTORS: binding, LORE_VECTORS: "vectorize" };
    const campaignId = loreId("c");
    await shelve(from, { campaignId, drafts: [draftOf(lantern)] });
    breakIt(binding);
    const search = openLoreSearch(from, { vectorMs: 20 });
    expect((await search.search(asking(campaignId, "silver lantern"))).map(({ text }) => text)).toEqual([lantern]);
  });

  test.each<[string, Partial<LibraryBindings>]>([
    ["an embedder nobody has", { LORE_EMBEDDER: "magic" }],
    ["an embedder without its address", { LORE_EMBEDDER: "openai", LORE_EMBEDDING_MODEL: "bge-m3" }],
    ["a model of unknown length", { LORE_EMBEDDER: "workers-ai", LORE_EMBEDDING_MODEL: "@cf/some/model" }],
    ["an index without its binding", { LORE_VECTORS: "vectorize" }],
    ["a delay that is no number", { LORE_VECTOR_DELAY_MS: "soon" }],
  ])("%s means words only, never a failure", async (_, wrong) => {
    expect(await found({ DB, ...wrong }, asking(await shelf(), "silver lantern"))).toEqual([lantern]);
  });

  test("[VX1] words answer at once while vectors are still to be seen", async () => {
    const late: LibraryBindings = { DB, LORE_VECTOR_DELAY_MS: "600000" };
    const campaignId = loreId("c");
    await shelve(late, { campaignId, drafts: [draftOf(lantern)] });
    expect(await found(late, asking(campaignId, "silver lantern"))).toEqual([lantern]);
  });
});
