import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../db/database.ts";
import { FakeVectorize } from "../../testkit/fake-vectorize.ts";
import { localVectors } from "./local.ts";
import { VectorFault, type VectorIndex, type VectorQuestion } from "./vector-index.ts";
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

/** A question for so many of one file. */
function near(topK: number, uploads: readonly string[] = ["u_a"]): VectorQuestion {
  return { topK, uploads };
}

describe.each(Object.entries(subjects))("a vector index: %s", (name, open) => {
  const space = (of: string) => `${name}-${of}`;

  test("gives the nearest first, and no more than asked for", async () => {
    const { index, settle } = open();
    await index.upsert(space("near"), [
      { id: "u_a.east", values: [1, 0, 0, 0] },
      { id: "u_a.north", values: [0, 1, 0, 0] },
      { id: "u_a.north-east", values: [2, 2, 0, 0] },
    ]);
    settle();
    const found = await index.query(space("near"), [1, 0.2, 0, 0], near(2));
    expect(found.map(({ id }) => id)).toEqual(["u_a.east", "u_a.north-east"]);
    expect(found[0]?.score).toBeCloseTo(0.98, 1);
  });

  test("[VX1] shows what was put in only after a while, and then in its newest form", async () => {
    const { index, settle } = open();
    await index.upsert(space("late"), [{ id: "u_a.one", values: [1, 0, 0, 0] }]);
    expect(await index.query(space("late"), [1, 0, 0, 0], near(5))).toEqual([]);
    settle();
    await index.upsert(space("late"), [{ id: "u_a.one", values: [0, 1, 0, 0] }]);
    settle();
    const found = await index.query(space("late"), [0, 1, 0, 0], near(5));
    expect(found.map(({ id, score }) => [id, Math.round(score)])).toEqual([["u_a.one", 1]]);
  });

  test("[V1] finds nothing of another namespace", async () => {
    const { index, settle } = open();
    await index.upsert(space("mine"), [{ id: "u_a.here", values: [1, 0, 0, 0] }]);
    await index.upsert(space("theirs"), [{ id: "u_a.there", values: [1, 0, 0, 0] }]);
    settle();
    expect((await index.query(space("mine"), [1, 0, 0, 0], near(5))).map(({ id }) => id)).toEqual(["u_a.here"]);
  });

  test("[V1] takes only files that count: others hold no place, however many are nearer", async () => {
    const { index, settle } = open();
    const hidden = Array.from({ length: 160 }, (_, at) => ({ id: `u_b.${at}`, values: [1, 0, 0, 0] }));
    const open_ = ["u_a.far", "u_c.farther"].map((id, at) => ({ id, values: [1, at + 1, 0, 0] }));
    await index.upsert(space("counted"), [...hidden, ...open_]);
    settle();
    const found = async (uploads: string[]) =>
      (await index.query(space("counted"), [1, 0, 0, 0], near(3, uploads))).map(({ id }) => id);
    expect(await found(["u_a", "u_c"])).toEqual(["u_a.far", "u_c.farther"]);
    expect(await found(["u_c"])).toEqual(["u_c.farther"]);
    expect(await found(["u_", "u", "%"])).toEqual([]);
    expect(await found([])).toEqual([]);
    const many = Array.from({ length: 200 }, (_, at) => `u_${String(at).padStart(20, "a")}`);
    expect(await found([...many, "u_c"])).toEqual(["u_c.farther"]);
    expect((await found([...many, "u_c", "u_b"])).every((id) => id.startsWith("u_b"))).toBe(true);
  });

  test("does nothing for somebody who does not wait any more", async () => {
    const { index } = open();
    const gone = { ...near(1), signal: AbortSignal.abort(new Error("Nobody waits.")) };
    await expect(index.query(space("gone"), [1, 0, 0, 0], gone)).rejects.toThrow("Nobody waits.");
  });

  test("forgets what was removed, hundreds at once, and minds nothing that was never there", async () => {
    const { index, settle } = open();
    const entries = Array.from({ length: 250 }, (_, at) => ({ id: `u_a.${at}`, values: [1, at, 0, 0] }));
    await index.upsert(space("gone"), entries);
    settle();
    await index.remove(space("gone"), ["u_a.never", ...entries.slice(1).map(({ id }) => id)]);
    settle();
    expect((await index.query(space("gone"), [1, 1, 0, 0], near(100))).map(({ id }) => id)).toEqual(["u_a.0"]);
  });

  test("refuses what Vectorize would refuse", async () => {
    const { index } = open();
    const many = Array.from({ length: 1_001 }, (_, at) => ({ id: `u_a.${at}`, values: [1, 0, 0, 0] }));
    const refused: [Promise<unknown>, string][] = [
      [index.upsert("s", many), "too-many"],
      [index.upsert("s", [{ id: "u_a.x".repeat(57), values: [1, 0, 0, 0] }]), "wrong-shape"],
      [index.upsert("s", [{ id: "u_a.short", values: [1, 0, 0] }]), "wrong-shape"],
      [index.upsert("s", [{ id: "u_a.nan", values: [1, Number.NaN, 0, 0] }]), "wrong-shape"],
      [index.query("s", [1, 0, 0], near(5)), "wrong-shape"],
      [index.query("s", [1, 0, 0, 0], near(101)), "too-many"],
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
      const entries = Array.from({ length: 600 }, (_, at) => ({
        id: `u_a.${from + at}`,
        values: [1, 1, from + at, 0],
      }));
      await index.upsert(space("many"), entries);
    }
    settle();
    expect((await index.query(space("many"), [1, 1, 0, 0], near(1))).map(({ id }) => id)).toEqual(["u_a.0"]);
  });
});

test("vectors of two embedders are never compared, though they lie in one place", async () => {
  const binding = new FakeVectorize(dimensions);
  const indexes = ["old:a:4", "new:b:4"].flatMap((embedderId) => [
    localVectors({ db, embedderId, dimensions, delayMs: 0, now: () => 1 }),
    vectorizeVectors({ binding, embedderId, dimensions }),
  ]);
  const [oldLocal, oldVectorize, newLocal, newVectorize] = indexes;
  for (const old of [oldLocal, oldVectorize]) await old?.upsert("two", [{ id: "u_a.x", values: [1, 0, 0, 0] }]);
  expect(await newLocal?.query("two", [1, 0, 0, 0], near(5))).toEqual([]);
  expect(await newVectorize?.query("two", [1, 0, 0, 0], near(5))).toEqual([]);
  expect((await oldVectorize?.query("two", [1, 0, 0, 0], near(5)))?.map(({ id }) => id)).toEqual(["u_a.x"]);
});

describe("on the wire to Vectorize", () => {
  const opened = () => {
    const binding = new FakeVectorize(dimensions);
    return { binding, index: vectorizeVectors({ binding, embedderId: "a:a:4", dimensions }) };
  };

  test("a vector is an id, a namespace and numbers, with the id of its file: no text", async () => {
    const { binding, index } = opened();
    await index.upsert("c_one", [{ id: "u_a.1.0", values: new Float32Array([1, 0, 0, 0]) }]);
    await index.query("c_one", [1, 0, 0, 0], near(100));
    expect(binding.calls).toEqual([
      {
        name: "upsert",
        sent: [
          {
            id: expect.stringMatching(/^u_a\.1\.0~\w{1,7}$/),
            namespace: "c_one",
            values: [1, 0, 0, 0],
            metadata: { upload: "u_a" },
          },
        ],
      },
      {
        name: "query",
        sent: {
          ...{ topK: 100, namespace: "c_one", filter: { upload: { $in: ["u_a"] } } },
          ...{ returnValues: false, returnMetadata: "none" },
        },
      },
    ]);
  });

  test("ids are removed a hundred at a time: more are refused as a whole", async () => {
    const { binding, index } = opened();
    await index.remove(
      "c_one",
      Array.from({ length: 250 }, (_, at) => `u_a.${at}`),
    );
    expect(binding.calls.map(({ sent }) => (Array.isArray(sent) ? sent.length : 0))).toEqual([100, 100, 50]);
  });

  test("a scan stops between two pages when nobody waits for it any more", async () => {
    const waiting = new AbortController();
    let pages = 0;
    const counted = new Proxy(DB, {
      get: (target, name) => {
        if (name !== "prepare") return Reflect.get(target, name);
        return (query: string) => {
          pages += 1;
          waiting.abort();
          return target.prepare(query);
        };
      },
    });
    const wide = 1_500;
    const settings = { embedderId: "a:a:1500", dimensions: wide, delayMs: 0, now: () => 1 };
    const entries = Array.from({ length: 1_000 }, (_, at) => ({
      id: `u_a.${at}`,
      values: new Float32Array(wide).fill(at),
    }));
    await localVectors({ db, ...settings }).upsert("left", entries);
    const asked = localVectors({ db: openDatabase(counted), ...settings });
    const values = new Float32Array(wide).fill(1);
    await expect(asked.query("left", values, { ...near(1), signal: waiting.signal })).rejects.toThrow();
    expect(pages).toBe(1);
    expect(await asked.query("left", values, near(1))).toHaveLength(1);
    expect(pages).toBe(3);
  });

  test.each([
    [new Error("VECTOR_QUERY_ERROR (code = 40006): invalid query vector"), "wrong-shape", "40006"],
    [new Error("VECTOR_QUERY_ERROR (code = 50000): internal"), "unavailable", "50000"],
    [new TypeError("Network connection lost."), "unavailable", undefined],
  ])("%s is a fault that repeats nothing of it but its code", async (error, kind, code) => {
    const { binding, index } = opened();
    binding.fault = error;
    const fault = await index.query("c_one", [1, 0, 0, 0], near(5)).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(VectorFault);
    expect(fault).toMatchObject({ kind, code });
    expect(String(fault)).not.toContain("invalid query");
  });

  test("an answer of another shape is no answer", async () => {
    const { binding, index } = opened();
    binding.query = async () => ({ matches: [{ id: 7 }] });
    await expect(index.query("c_one", [1, 0, 0, 0], near(5))).rejects.toThrow(VectorFault);
  });
});
