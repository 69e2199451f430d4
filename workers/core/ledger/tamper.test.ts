import fc from "fast-check";
import { expect, test } from "vitest";
import { NONSENSE, rechain, renumber, without, withoutTheKey, withTheKey } from "../../testkit/bends.ts";
import { anEvening, firstOf } from "../../testkit/test-table.ts";
import { FINDINGS } from "./findings.ts";
import { verifyLog, verifyNdjson } from "./verify-log.ts";

const evening = anEvening().events;
const reasonsOf = (log: unknown[]) => [...new Set(verifyLog(log).findings.map(({ reason }) => reason))];

test.each(withoutTheKey)("%s is found: %s", (_, reason, bend) => {
  const log = structuredClone(evening);
  expect(reasonsOf(bend(log) ?? log)).toContain(reason);
});

test.each(withTheKey)("%s, hashed and signed anew by the table itself, is found: %s", (_, reason, bend) => {
  const log = structuredClone(evening);
  bend(log);
  const reasons = reasonsOf(rechain(log));
  expect(reasons).toContain(reason);
  for (const chained of ["header-hash", "chain-broken", "body-hash", "signature"])
    expect(reasons).not.toContain(chained);
});

test("going without a checkpoint for too long is found", () => {
  const log = structuredClone(evening);
  without((event) => event.body.type === "checkpoint")(log);
  const last = firstOf(log, "player_action");
  for (let extra = 0; extra < 140; extra += 1) log.push(structuredClone(last));
  renumber(log);
  expect(reasonsOf(log)).toContain("checkpoint-missing");
});

test("a key known from elsewhere and a head written down are held against the log", () => {
  const report = verifyLog(evening, { trustedKeys: [NONSENSE], knownHeads: [{ seq: 7, hash: NONSENSE }] });
  expect(report.findings.map(({ reason }) => reason)).toEqual(["wrong-key", "known-head-mismatch"]);
});

test("every reason has a bent log that shows it", () => {
  const shown = new Set<string>([...withoutTheKey, ...withTheKey].map(([, reason]) => reason));
  for (const reason of ["checkpoint-missing", "known-head-mismatch"]) shown.add(reason);
  expect(Object.keys(FINDINGS).filter((reason) => !shown.has(reason))).toEqual([]);
});

test("any one changed character of the file is found", () => {
  const lines = evening.slice(0, 24).map((event) => JSON.stringify(event));
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(), fc.constantFrom("0", "1", "a", "f", "x"), (row, at, character) => {
      const line = lines[row] ?? "";
      const position = at % line.length;
      if (line[position] === character) return;
      const bent = `${line.slice(0, position)}${character}${line.slice(position + 1)}`;
      const report = verifyNdjson([...lines.slice(0, row), bent, ...lines.slice(row + 1)].join("\n"));
      expect(report.ok).toBe(false);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test("whatever it is given, it answers", () => {
  const [opening, , , fourth] = evening;
  const types = fc.constantFrom(
    "roll_resolved",
    "roll_ticket",
    "epoch_opened",
    "checkpoint",
    "roll_sealed",
    "secret_revealed",
    "key_rotated",
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(types, fc.dictionary(fc.string(), fc.jsonValue())), { minLength: 1, maxLength: 5 }),
      (bodies) => {
        const strange = bodies.map(([type, found]) => ({
          ...fourth,
          body: { type, v: 1, audience: "all", payload: found },
        }));
        expect(verifyLog([opening, ...strange]).ok).toBe(false);
      },
    ),
    { numRuns: 100 },
  );
  expect(verifyLog([]).findings.map(({ reason }) => reason)).toEqual(["opening-missing"]);
  expect(verifyNdjson("\u0000{]\n\n[1]").ok).toBe(false);
}, 60_000);
