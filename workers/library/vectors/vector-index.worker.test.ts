import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../db/database.ts";
import { FakeVectorize } from "../../testkit/fake-vectorize.ts";
import { localVectors } from "./local.ts";
import { VectorFault, type VectorIndex } from "./vector-index.ts";
import { vectorizeVectors } from "./vectorize.ts";

const { DB } = env as unknown as { DB: D1Database };
const dimensions = 4;
const db = openDatabase(DB);

/** An index, and how to let time pass until what was put in can be seen. */
interface Subject {
  readonly index: VectorIndex;
  readonly settle: () => void;
}
const subjects: Record<string, (embedderId?: string) => Subject> = {
  local: (embedderId = "a:a:4") => {
    let now = 1_000;
    const index = localVectors({ db, embedderId, dimensions, delayMs: 500, now: () => now });
    return { index, settle: () => (now += 500) };
  },
  vectorize: (embedderId = "a:a:4") => {
    const binding = new FakeVectorize(dimensions);
    binding.waits = true;
    return { index: vectorizeVectors({ binding, embedderId, dimensions }), settle: () => binding.settle() };
  },
};

describe.each(Object.entries(subjects))("a vector index: %s", (name, open) => {
  const space = (of: string) => `${name}-${of}`;

  test("gives the nearest first, and no more than asked for", async () => {
    const { index, settle } = open();
    await index.upsert(space("near"), [
      { id: "east", values: [1, 0, 0, 0] },
      { id: "north", values: [0, 1, 0, 0] },
      { id: "north-east", values: [2, 2, 0, 0] },
    ]);
    settle();
    const found = await index.query(space("near"), [1, 0.2, 0, 0], 2);
    expect(found.map(({ id }) => id)).toEqual(["east", "north-east"]);
    expect(found[0]?.score).toBeCloseTo(0.98, 1);
  });

  test("[VX1] shows what was put in only after a while, and then in its newest form", async () => {
    const { index, settle } = open();
    await index.upsert(space("late"), [{ id: "one", values: [1, 0, 0, 0] }]);
    expect(await index.query(space("late"), [1, 0, 0, 0], 5)).toEqual([]);
    settle();
    await index.upsert(space("late"), [{ id: "one", values: [0, 1, 0, 0] }]);
    settle();
    const found = await index.query(space("late"), [0, 1, 0, 0], 5);
    expect(found.map(({ id, score }) => [id, Math.round(score)])).toEqual([["one", 1]]);
  });

  test("[V1] finds nothing of another namespace", async () => {
    const { index, settle } = open();
    await index.upsert(space("mine"), [{ id: "here", values: [1, 0, 0, 0] }]);
    await index.upsert(space("theirs"), [{ id: "there", values: [1, 0, 0, 0] }]);
    settle();
    expect((await index.query(space("mine"), [1, 0, 0, 0], 5)).map(({ id }) => id)).toEqual(["here"]);
  });

  test("forgets what was removed, hundreds at once, and minds nothing that was never there", async () => {
    const { index, settle } = open();
    const entries = Array.from({ length: 250 }, (_, at) => ({ id: `v${at}`, values: [1, at, 0, 0] }));
    await index.upsert(space("gone"), entries);
    settle();
    await index.remove(space("gone"), ["never", ...entries.slice(1).map(({ id }) => id)]);
    settle();
    expect((await index.query(space("gone"), [1, 1, 0, 0], 100)).map(({ id }) => id)).toEqual(["v0"]);
  });

  test("refuses what Vectorize would refuse", async () => {
    const { index } = open();
    const many = Array.from({ length: 1_001 }, (_, at) => ({ id: `v${at}`, values: [1, 0, 0, 0] }));
    const refused: [Promise<unknown>, string][] = [
      [index.upsert("s", many), "too-many"],
      [index.upsert("s", [{ id: "x".repeat(57), values: [1, 0, 0, 0] }]), "wrong-shape"],
      [index.upsert("s", [{ id: "short", values: [1, 0, 0] }]), "wrong-shape"],
      [index.upsert("s", [{ id: "nan", values: [1, Number.NaN, 0, 0] }]), "wrong-shape"],
      [index.query("s", [1, 0, 0], 5), "wrong-shape"],
      [index.query("s", [1, 0, 0, 0], 101), "too-many"],
    ];
    for (const [call, kind] of refused) {
      const fault = await call.catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(VectorFault);
      expect(fault).toHaveProperty("kind", kind);
    }
  });

  test("reads more than a page of vectors", async () => {
    const { index, settle } = open();
    for (let from = 0; from < 1_200; from += 600) {
      const entries = Array.from({ length: 600 }, (_, at) => ({ id: `v${from + at}`, values: [1, 1, from + at, 0] }));
      await index.upsert(space("many"), entries);
    }
    settle();
    expect((await index.query(space("many"), [1, 1, 0, 0], 1)).map(({ id }) => id)).toEqual(["v0"]);
  });
});

test("vectors of two embedders are never compared, though they lie in one place", async () => {
  const binding = new FakeVectorize(dimensions);
  const indexes = ["old:a:4", "new:b:4"].flatMap((embedderId) => [
    localVectors({ db, embedderId, dimensions, delayMs: 0, now: () => 1 }),
    vectorizeVectors({ binding, embedderId, dimensions }),
  ]);
  const [oldLocal, oldVectorize, newLocal, newVectorize] = indexes;
  for (const old of [oldLocal, oldVectorize]) await old?.upsert("two", [{ id: "x", values: [1, 0, 0, 0] }]);
  expect(await newLocal?.query("two", [1, 0, 0, 0], 5)).toEqual([]);
  expect(await newVectorize?.query("two", [1, 0, 0, 0], 5)).toEqual([]);
  expect((await oldVectorize?.query("two", [1, 0, 0, 0], 5))?.map(({ id }) => id)).toEqual(["x"]);
});

describe("on the wire to Vectorize", () => {
  const opened = () => {
    const binding = new FakeVectorize(dimensions);
    return { binding, index: vectorizeVectors({ binding, embedderId: "a:a:4", dimensions }) };
  };

  test("a vector is an id, a namespace and numbers: no text, no metadata", async () => {
    const { binding, index } = opened();
    await index.upsert("c_one", [{ id: "u_x.1.0", values: new Float32Array([1, 0, 0, 0]) }]);
    await index.query("c_one", [1, 0, 0, 0], 100);
    expect(binding.calls).toEqual([
      {
        name: "upsert",
        sent: [{ id: expect.stringMatching(/^u_x\.1\.0~\w{1,7}$/), namespace: "c_one", values: [1, 0, 0, 0] }],
      },
      { name: "query", sent: { topK: 100, namespace: "c_one", returnValues: false, returnMetadata: "none" } },
    ]);
  });

  test("ids are removed a hundred at a time: more are refused as a whole", async () => {
    const { binding, index } = opened();
    await index.remove(
      "c_one",
      Array.from({ length: 250 }, (_, at) => `v${at}`),
    );
    expect(binding.calls.map(({ sent }) => (Array.isArray(sent) ? sent.length : 0))).toEqual([100, 100, 50]);
  });

  test.each([
    [new Error("VECTOR_QUERY_ERROR (code = 40006): invalid query vector"), "wrong-shape", "40006"],
    [new Error("VECTOR_QUERY_ERROR (code = 50000): internal"), "unavailable", "50000"],
    [new TypeError("Network connection lost."), "unavailable", undefined],
  ])("%s is a fault that repeats nothing of it but its code", async (error, kind, code) => {
    const { binding, index } = opened();
    binding.fault = error;
    const fault = await index.query("c_one", [1, 0, 0, 0], 5).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(VectorFault);
    expect(fault).toMatchObject({ kind, code });
    expect(String(fault)).not.toContain("invalid query");
  });

  test("an answer of another shape is no answer", async () => {
    const { binding, index } = opened();
    binding.query = async () => ({ matches: [{ id: 7 }] });
    await expect(index.query("c_one", [1, 0, 0, 0], 5)).rejects.toThrow(VectorFault);
  });
});
