import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UploadCard, UploadId, UploadProgress } from "../../workers/contracts/library.ts";
import { makeKeep } from "./keep.ts";
import { makePendingFiles } from "./library-pending.ts";
import { makeSender, PARTS_AT_ONCE, type SenderWorld } from "./library-sender.ts";
import { nextPart, partMoved, partSpan, type Sending, sendingOf, sendingWords, shareSent } from "./library-sending.ts";
import { ownProblem, type Result } from "./result.ts";

const id = (name: string) => `u_${name}` as UploadId;
const progressOf = (name: string, sizeBytes: number, arrived: number[] = [], partBytes = 10): UploadProgress => ({
  upload: { id: id(name), title: name, sizeBytes } as UploadCard,
  partBytes,
  parts: Math.ceil(sizeBytes / partBytes),
  arrived,
});
const lost: Result<never> = { ok: false, problem: ownProblem("unavailable", "The connection was lost.") };
const forbidden: Result<never> = { ok: false, problem: ownProblem("not-allowed", "You may not.", 403) };
const wrongType: Result<never> = { ok: false, problem: ownProblem("wrong-file-type", "Bring a PDF.", 415) };
const incomplete: Result<never> = {
  ok: false,
  problem: ownProblem("upload-incomplete", "Parts are missing.", 409),
};
const good: Result<null> = { ok: true, value: null };

/** A world in which each part waits until somebody says what becomes of it. */
function worldOf() {
  const flights: {
    part: number;
    id: UploadId;
    size: number;
    moved: (bytes: number) => void;
    land: (answer: Result<unknown>) => void;
    aborted: boolean;
  }[] = [];
  const alarms: { run: () => void; off: boolean }[] = [];
  const completed: UploadId[] = [];
  const changes: (readonly Sending[])[] = [];
  const done: UploadId[] = [];
  let completing: Result<UploadCard> = { ok: true, value: { id: id("a") } as UploadCard };
  let standing = progressOf("a", 35);
  const world: SenderWorld = {
    put(at, bytes, moved) {
      let land: (answer: Result<unknown>) => void = () => {};
      const answer = new Promise<Result<unknown>>((resolve) => {
        land = resolve;
      });
      const flight = { ...at, size: bytes.size, moved, land, aborted: false };
      flights.push(flight);
      return { answer, abort: () => Object.assign(flight, { aborted: true }) };
    },
    complete: async (of) => {
      completed.push(of);
      return completing;
    },
    progress: async () => ({ ok: true, value: standing }),
    after(_ms, run) {
      const alarm = { run, off: false };
      alarms.push(alarm);
      return () => Object.assign(alarm, { off: true });
    },
    random: () => 0.5,
  };
  const turnedAway: string[] = [];
  const sender = makeSender(world, {
    onChange: (list) => changes.push(list),
    onDone: (of) => done.push(of),
    onRefused: ({ title }, { slug }) => turnedAway.push(`${title}: ${slug}`),
  });
  return {
    flights,
    completed,
    done,
    turnedAway,
    sender,
    now: () => changes.at(-1) ?? [],
    ring() {
      for (const { run, off } of alarms.splice(0)) if (!off) run();
    },
    completeWith: (answer: Result<UploadCard>) => {
      completing = answer;
    },
    standAt: (progress: UploadProgress) => {
      standing = progress;
    },
  };
}
/** Long enough for every promise that is settled to be heard. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const blob = (size: number) => new Blob([new Uint8Array(size)]);

describe("a file in parts", () => {
  test("is covered by them without a gap or an overlap, whatever its size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 50, max: 900 }), (size, partBytes) => {
        const sending = sendingOf(progressOf("a", size, [], partBytes));
        const spans = Array.from({ length: sending.parts }, (_, at) => partSpan(sending, at + 1));
        expect(spans.at(0)?.[0]).toBe(0);
        expect(spans.at(-1)?.[1]).toBe(size);
        expect(spans.slice(1).map(([from]) => from)).toEqual(spans.slice(0, -1).map(([, to]) => to));
      }),
      { numRuns: 60 },
    );
  });

  test("goes on with the parts that are missing, and says how much is there", () => {
    const sending = sendingOf(progressOf("a", 35, [1, 3]));
    expect(nextPart(sending)).toBe(2);
    expect(shareSent(sending)).toBeCloseTo(20 / 35);
    expect(sendingWords(partMoved(sending, 4, 5))).toBe("Uploading 71 %");
    expect(nextPart(partMoved(sending, 2, 0))).toBe(4);
  });
});

describe("the sender", () => {
  test("sends two parts at a time, over all files, and finishes each when all of it is there", async () => {
    const { sender, flights, completed, done, now } = worldOf();
    sender.begin(progressOf("a", 35), blob(35));
    sender.begin(progressOf("b", 5), blob(5));
    expect(flights.map(({ part, size }) => [part, size])).toEqual([
      [1, 10],
      [2, 10],
    ]);
    for (let landed = 0; landed < flights.length; landed++) {
      flights[landed]?.land(good);
      await settled();
      expect(flights.length - landed - 1).toBeLessThanOrEqual(PARTS_AT_ONCE);
    }
    expect(flights.map(({ id: of, part, size }) => [of, part, size]).slice(2)).toEqual([
      [id("a"), 3, 10],
      [id("a"), 4, 5],
      [id("b"), 1, 5],
    ]);
    expect(completed).toEqual([id("a"), id("b")]);
    expect(done).toEqual([id("a"), id("b")]);
    expect(now()).toEqual([]);
  });

  test("sends a lost part again, and only that", async () => {
    const { sender, flights, now, ring } = worldOf();
    sender.begin(progressOf("a", 20), blob(20));
    flights[0]?.moved(4);
    flights[0]?.land(lost);
    flights[1]?.land(good);
    await settled();
    expect(now()[0]).toMatchObject({ state: "waiting", arrived: [2], underWay: {} });
    ring();
    expect(flights.map(({ part }) => part)).toEqual([1, 2, 1]);
    expect(now()[0]).toMatchObject({ state: "sending", problem: null });
  });

  test("does not wait for its turn when the line is back", async () => {
    const { sender, flights } = worldOf();
    sender.begin(progressOf("a", 10), blob(10));
    flights[0]?.land(lost);
    await settled();
    sender.wakeAll();
    expect(flights).toHaveLength(2);
  });

  test("stops and says why when another try would change nothing, and goes on when asked to", async () => {
    const { sender, flights, now } = worldOf();
    sender.begin(progressOf("a", 10), blob(10));
    flights[0]?.land(forbidden);
    await settled();
    expect(now()[0]).toMatchObject({ state: "stopped", problem: { slug: "not-allowed" } });
    sender.wakeAll();
    expect(flights).toHaveLength(1);
    sender.retry(id("a"));
    expect(flights).toHaveLength(2);
  });

  test("drops a file the table will have none of, says so once, and goes on with the next", async () => {
    const { sender, flights, now, turnedAway } = worldOf();
    sender.begin(progressOf("a", 20), blob(20));
    sender.begin(progressOf("b", 5), blob(5));
    flights[0]?.land(wrongType);
    flights[1]?.land(wrongType);
    await settled();
    expect(turnedAway).toEqual(["a: wrong-file-type"]);
    expect(now().map(({ id: of }) => of)).toEqual([id("b")]);
    expect(flights.map(({ id: of }) => of)).toEqual([id("a"), id("a"), id("b")]);
  });

  test("gives up after many losses in a row, and keeps what has arrived", async () => {
    const { sender, flights, now, ring } = worldOf();
    sender.begin(progressOf("a", 20, [2]), blob(20));
    for (let tries = 0; tries < 8; tries++) {
      flights.at(-1)?.land(lost);
      await settled();
      ring();
    }
    expect(now()[0]).toMatchObject({ state: "stopped", arrived: [2] });
    expect(flights).toHaveLength(8);
  });

  test("believes the table when it says that parts are missing, at the end or on the way", async () => {
    const { sender, flights, completeWith, standAt, done, ring } = worldOf();
    completeWith(incomplete);
    standAt(progressOf("a", 20, [1]));
    sender.begin(progressOf("a", 20, [1, 2]), blob(20));
    await settled();
    ring();
    expect(flights.map(({ part }) => part)).toEqual([2]);
    standAt(progressOf("a", 20, []));
    flights[0]?.land(incomplete);
    await settled();
    ring();
    expect(flights.map(({ part }) => part)).toEqual([2, 1, 2]);
    completeWith({ ok: true, value: { id: id("a") } as UploadCard });
    for (const { land } of flights) land(good);
    await settled();
    expect(done).toEqual([id("a")]);
  });

  test("stops when the table says for ever that parts are missing which it has", async () => {
    const { sender, completed, completeWith, standAt, now, ring } = worldOf();
    completeWith(incomplete);
    standAt(progressOf("a", 10, [1]));
    sender.begin(progressOf("a", 10, [1]), blob(10));
    for (let tries = 0; tries < 20; tries++) {
      await settled();
      ring();
    }
    expect(now()[0]).toMatchObject({ state: "stopped", problem: { slug: "upload-incomplete" } });
    expect(completed).toHaveLength(8);
  });

  test("calls back what is on its way, and hears nothing of it any more", async () => {
    const { sender, flights, now, completed } = worldOf();
    sender.begin(progressOf("a", 20), blob(20));
    sender.drop(id("a"));
    expect(flights.every(({ aborted }) => aborted)).toBe(true);
    for (const { land } of flights) land(good);
    await settled();
    expect(now()).toEqual([]);
    expect(completed).toEqual([]);
  });

  test("[C2] whatever is lost in whatever order, all parts arrive and the file is finished once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (fates) => {
        const { sender, flights, done, ring } = worldOf();
        sender.begin(progressOf("a", 45), blob(45));
        const lands = new Set<object>();
        for (let step = 0; done.length === 0 && step < 200; step++) {
          const flight = flights.find((each) => !lands.has(each) && !each.aborted);
          // Never so many losses in a row that a person has to be asked.
          const fate = step % 3 === 2 || (fates[step] ?? true);
          if (flight === undefined) ring();
          else {
            lands.add(flight);
            flight.land(fate ? good : lost);
          }
          await settled();
        }
        expect(done).toEqual([id("a")]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("an upload that was begun before", () => {
  const marks = { name: "bells.pdf", size: 20, lastModified: 7 };
  const pendingOn = (storage: Map<string, string>) =>
    makePendingFiles(
      makeKeep(
        () =>
          ({
            getItem: (key: string) => storage.get(key) ?? null,
            setItem: (key: string, value: string) => storage.set(key, value),
            removeItem: (key: string) => storage.delete(key),
          }) as unknown as Storage,
      ),
      "c_1",
    );

  test("is known again after a reload by the file it belongs to, until it is done", () => {
    const storage = new Map<string, string>();
    pendingOn(storage).begun(marks, id("a"));
    const reloaded = pendingOn(storage);
    expect(reloaded.find(marks)).toBe(id("a"));
    expect(reloaded.find({ ...marks, lastModified: 8 }), "a file that was changed since").toBeNull();
    reloaded.done(id("a"));
    expect(pendingOn(storage).find(marks)).toBeNull();
    expect(storage.size).toBe(0);
  });

  test("is forgotten when what was kept cannot be read", () => {
    expect(pendingOn(new Map([["emberhall.uploads.c_1", '[{"id":1}]']])).find(marks)).toBeNull();
  });
});
