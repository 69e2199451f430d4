import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyOf, campaignMark, markedGrams, spellingsOf } from "../../db/full-text/marked-terms.ts";
import { stem } from "../../db/full-text/stem.ts";
import { wordsOf } from "../../db/full-text/words.ts";
import { configuredEmbedder } from "../embedder-configured.ts";
import { hashedEmbedder } from "../embedder-hashed.ts";
import { modelEmbedder } from "../embedder-model.ts";
import { packedChars, packVector, SignedVector } from "../vectors/packed-vector.ts";
import { choose } from "./choose.ts";
import { areRelated } from "./floor.ts";
import { fuse } from "./fuse.ts";
import { inTime, TooLate } from "./in-time.ts";
import { placeKey, placeOf } from "./place-key.ts";
import { queryTerms, stemsWorthAsking } from "./query-terms.ts";
import { lettersApart, likelyMeant } from "./spelling.ts";

const pieces = ["a", "ing", "é", "ß", "'", '"', " ", "OR", "灯", "銀", "\u200d", "🐉", "ﬁ", "İ", "\ud800", "-", "9"];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
const stemsOf = (text: string) => wordsOf(text).map((each) => each.stem);

describe("words", () => {
  test.each([
    ["caresses ponies cats agreed plastered motoring", "caress poni cat agre plaster motor"],
    ["conflated sized hopping falling filing happy sky", "conflat size hop fall file happi sky"],
    ["relational rational valenci digitizer operator feudalism", "relat ration valenc digit oper feudal"],
    ["triplicate formalize electrical hopeful goodness", "triplic formal electr hope good"],
    ["revival allowance adjustment adoption effective", "reviv allow adjust adopt effect"],
    ["probate rate controlling roll", "probat rate control roll"],
  ])("%s are stemmed as Porter has it", (words, stems) => {
    expect(words.split(" ").map(stem).join(" ")).toBe(stems);
  });

  test("lose case, accents, possessives and the small words between them", () => {
    expect(stemsOf("The Lamplighter’s HÉRONS were not at Sørli's ‘Straße’")).toEqual(
      stemsOf("lamplighter herons sorli strasse"),
    );
    expect(stemsOf("who was it, and where is that?")).toEqual([]);
  });

  test("of scripts without spaces are pairs of neighbours", () => {
    expect(stemsOf("銀の灯")).toEqual(["銀の", "の灯"]);
  });

  test("of any text are found again under the mark of their campaign, and the query is one SQLite can read", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word, stem: each } of wordsOf(text)) {
          expect(each).not.toBe("");
          expect(word).not.toMatch(/[\s"]/);
        }
        expect(anyOf("1", stemsOf(text)).replaceAll(/"1[^"]*"| OR /g, "")).toBe("");
      }),
      { numRuns: 60 },
    );
  });

  test("have marks that keep campaigns apart", () => {
    const marks = Array.from({ length: 2_000 }, (_, at) => campaignMark(`c_${at}`));
    expect(new Set(marks).size).toBe(2_000);
    expect(marks.every((mark) => /^\d{12}$/.test(mark))).toBe(true);
    expect(markedGrams("7", ["ox"])).toEqual(["79ox", "7ox9"]);
    expect(spellingsOf(["Lantern lantern ox 1234 belfry"])).toEqual(["belfry", "lantern"]);
  });
});

describe("spelling", () => {
  test.each([
    ["lantern", "lantern", 0],
    ["lantren", "lantern", 1],
    ["lanter", "lantern", 1],
    ["lamtren", "lantern", 2],
    ["belfry", "lantern", 3],
  ])("from %s to %s it is %i letters, up to three", (left, right, apart) => {
    expect(Math.min(lettersApart(left, right, 2), 3)).toBe(apart);
    expect(Math.min(lettersApart(right, left, 2), 3)).toBe(apart);
  });

  test("a word is taken for the nearest, never for one that shares too little", () => {
    expect(likelyMeant("lantrn", ["lantern", "lancers", "belfry"])).toEqual(["lantern"]);
    expect(likelyMeant("camel", ["canal", "hotel", "panel"])).toEqual([]);
  });
});

describe("a question", () => {
  test("is its words, each once, and the scene beside it", () => {
    const terms = queryTerms("Does the lantern, the old lantern, burn?", ["Ansel", "lantern"]);
    expect(terms.map(({ word, isAside }) => [word, isAside])).toEqual([
      ["lantern", false],
      ["old", false],
      ["burn", false],
      ["ansel", true],
    ]);
    expect(terms.find(({ word }) => word === "burn")?.kindred).toContain("flame");
  });

  test("is asked by its rarest words, and by common ones only where that is cheap", () => {
    const terms = queryTerms("obsidian zither wagonette", []);
    const asked = (common: number) =>
      stemsWorthAsking(
        terms,
        new Map([
          ["obsidian", 3],
          ["zither", 40],
          ["wagonett", common],
        ]),
        50_000,
      );
    expect(asked(100)).toEqual(["obsidian", "zither", "wagonett"]);
    expect(asked(49_000)).toEqual(["obsidian", "zither"]);
  });
});

describe("choosing", () => {
  const passage = (heading: string, text: string, tokens = 100) => ({ uploadId: "u", heading, text, tokens });

  test("[property] keeps to every limit, and to the order", () => {
    const anyPassage = fc.record({
      uploadId: fc.constantFrom("u", "v"),
      heading: fc.constantFrom("a", "b", "c"),
      text: fc.string({ maxLength: 3 }),
      tokens: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(anyPassage), fc.nat(8), fc.nat(900), (ranked, limit, tokensMax) => {
        const chosen = choose(ranked, { limit, tokensMax });
        expect(chosen.length).toBeLessThanOrEqual(limit);
        expect(chosen.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(tokensMax);
        expect(new Set(chosen.map(({ text }) => text)).size).toBe(chosen.length);
        const sections = chosen.map(({ uploadId, heading }) => uploadId + heading);
        expect(sections.every((one) => sections.filter((other) => other === one).length <= 2)).toBe(true);
        expect(ranked.filter((each) => chosen.includes(each))).toEqual(chosen);
      }),
      { numRuns: 60 },
    );
  });

  test("takes a shorter passage further down where a long one does not fit", () => {
    const ranked = [passage("a", "one"), passage("b", "two", 950), passage("c", "three")];
    expect(choose(ranked, { limit: 5, tokensMax: 300 }).map(({ text }) => text)).toEqual(["one", "three"]);
  });
});

describe("judging", () => {
  test("what stands high in both lists comes first, and a list trusted less counts less", () => {
    const lists = (weight: number) => [
      { keys: ["a", "b", "c"], weight: 1 },
      { keys: ["c", "b"], weight },
    ];
    expect(fuse(lists(1)).map(({ key }) => key)).toEqual(["c", "b", "a"]);
    expect(fuse(lists(0.01)).map(({ key }) => key)).toEqual(["a", "b", "c"]);
  });

  test("nothing is better than something", () => {
    const model = { related: 0.4, close: 0.6, trust: 0.6 };
    expect(areRelated([{ covered: 0.1, alike: null }], null)).toEqual([false]);
    expect(
      areRelated(
        [
          { covered: 0.9, alike: null },
          { covered: 0.1, alike: null },
        ],
        null,
      ),
    ).toEqual([true, false]);
    expect(
      areRelated(
        [
          { covered: 0, alike: 0.7 },
          { covered: 0, alike: 0.3 },
        ],
        model,
      ),
    ).toEqual([true, false]);
    expect(areRelated([{ covered: 0, alike: 0.99 }], hashedEmbedder)).toEqual([false]);
    expect(areRelated([], model)).toEqual([]);
  });

  test("keys are read back, and nothing else is a key", () => {
    const place = { uploadId: `u_${"a".repeat(20)}`, version: 12, ordinal: 345 };
    expect(placeOf(placeKey(place))).toEqual(place);
    expect(new TextEncoder().encode(placeKey({ ...place, version: 10_000, ordinal: 65_535 })).byteLength).toBeLessThan(
      57,
    );
    for (const text of ["", "u_a.1.0", `${placeKey(place)}.1`, `${placeKey(place)} OR 1`])
      expect(placeOf(text)).toBe(null);
  });

  test("what takes too long is not waited for, and what fails is told", async () => {
    await expect(inTime(() => new Promise(() => undefined), 1)).rejects.toThrow(TooLate);
    await expect(inTime(() => Promise.reject(new Error("no")), 1_000)).rejects.toThrow("no");
    let isTold = false;
    const told = (signal: AbortSignal) =>
      new Promise<never>(() => signal.addEventListener("abort", () => (isTold = true)));
    await expect(inTime(told, 1)).rejects.toThrow(TooLate);
    expect(isTold).toBe(true);
    expect(await inTime(async () => 7, 1_000)).toBe(7);
  });
});

describe("embedding", () => {
  const cosine = async (left: string, right: string) => {
    const [one = [], other = []] = await hashedEmbedder.embed([left, right], "passage");
    return SignedVector.of(one).cosines(packVector(other))[0] ?? Number.NaN;
  };

  test("without a model forgives endings, spelling and other words for a thing, and knows strangers", async () => {
    expect(await cosine("a lantern burns", "a lantern burns")).toBeCloseTo(1, 1);
    expect(await cosine("lanterns burning", "the lantern burned")).toBeGreaterThan(0.5);
    expect(await cosine("lamplihgter", "lamplighter")).toBeGreaterThan(0.15);
    expect(await cosine("the tavern", "an inn")).toBeGreaterThan(0.15);
    expect(Math.abs(await cosine("a lantern burns", "herons nest quietly"))).toBeLessThan(0.1);
    expect(await cosine("", "a lantern")).toBe(0);
  });

  test("packed vectors keep their angles", () => {
    const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const product = (one: number[], other: number[]) =>
          one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
        const lengths = Math.sqrt(product(left, left) * product(right, right));
        const exact = lengths === 0 ? 0 : product(left, right) / lengths;
        const packed = packVector(right);
        expect(packed).toHaveLength(packedChars(8));
        const found = SignedVector.of(left).cosines(packed + packVector(left) + packed);
        expect(found).toHaveLength(3);
        expect(Math.abs((found[0] ?? 2) - exact)).toBeLessThan(0.02);
        expect(found[2]).toBe(found[0]);
      }),
      { numRuns: 60 },
    );
  });

  test("a model that wants to be told what a text is for is told", async () => {
    const sent: string[][] = [];
    const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, estimated: true };
    const model = {
      embed: async (texts: readonly string[]) => {
        sent.push([...texts]);
        return { vectors: texts.map(() => [1, 0]), usage };
      },
    };
    const traits = { dimensions: 2, before: { query: "Q: ", passage: "" }, related: 0, close: 1 };
    const embedder = modelEmbedder({ provider: "openai", named: "m" }, traits, model);
    await embedder.embed(["one"], "query");
    await embedder.embed(["two"], "passage");
    expect(sent).toEqual([["Q: one"], ["two"]]);
    expect(embedder.id).toBe("openai:m:2");
  });

  const nowhere = { DB: {} as D1Database };
  test.each([
    [{}, "hashed:words-and-letters-1:1024"],
    [{ LORE_EMBEDDER: " hashed " }, "hashed:words-and-letters-1:1024"],
    [
      {
        LORE_EMBEDDER: "openai",
        LORE_EMBEDDING_MODEL: "nomic-embed-text",
        OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
      },
      "openai:nomic-embed-text:768",
    ],
    [
      { LORE_EMBEDDER: "openai", LORE_EMBEDDING_MODEL: "own@99", OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" },
      "openai:own:99",
    ],
    [{ LORE_EMBEDDER: "workers-ai", AI: { run: async () => ({}) } }, "workers-ai:@cf/baai/bge-m3:1024"],
    [
      {
        LORE_EMBEDDER: "workers-ai",
        LORE_EMBEDDING_MODEL: "@cf/qwen/qwen3-embedding-0.6b",
        AI: { run: async () => ({}) },
      },
      "workers-ai:@cf/qwen/qwen3-embedding-0.6b:1024",
    ],
  ])("%o is %s", (set, id) => {
    const configured = configuredEmbedder({ ...nowhere, ...set });
    expect(configured.ok ? configured.value.id : configured.sentence).toBe(id);
  });

  test.each([
    [{ LORE_EMBEDDER: "magic" }, "it can be hashed, openai or workers-ai"],
    [{ LORE_EMBEDDER: "openai" }, "LORE_EMBEDDING_MODEL is not set"],
    [{ LORE_EMBEDDER: "openai", LORE_EMBEDDING_MODEL: "bge-m3" }, "OPENAI_BASE_URL is not set"],
    [{ LORE_EMBEDDER: "openai", LORE_EMBEDDING_MODEL: "own" }, "write it behind the name"],
    [{ LORE_EMBEDDER: "openai", LORE_EMBEDDING_MODEL: "own@4096" }, "at most 1536"],
    [{ LORE_EMBEDDER: "workers-ai" }, "no AI binding"],
  ])("%o is refused with what to do", (set, words) => {
    const configured = configuredEmbedder({ ...nowhere, ...set });
    expect(configured.ok ? configured.value.id : configured.sentence).toContain(words);
  });
});
