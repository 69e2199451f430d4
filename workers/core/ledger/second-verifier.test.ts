import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { rechain, withoutTheKey, withTheKey } from "../../testkit/bends.ts";
import { type Bent, CONTINUED_KEY, continuedLog } from "../../testkit/continued-log.ts";
import { anyExpressionText } from "../../testkit/dice-texts.ts";
import { anEvening, bytesOf, playersExport } from "../../testkit/test-table.ts";
import { parse } from "../dice/parser.ts";
import { fall, type LogReport, verifyNdjson } from "./index.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "emberhall-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const python = ["python3", "python"].find(
  (name) => spawnSync(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0,
);
const COMMAND = at("../../../scripts/verify-log.mjs");
const SECOND = at("../../../scripts/verify-log.py");
const VECTORS = at("./vectors.json");
const evening = anEvening().events;
const asText = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event) ?? "").join("\n");

let files = 0;
function write(text: string, kind = "ndjson"): string {
  files += 1;
  const path = join(folder, `${files}.${kind}`);
  writeFileSync(path, text);
  return path;
}

function run(program: string, words: string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return { status, out: stdout + stderr };
}

type Summary = Pick<LogReport, "ok" | "events" | "veiled" | "erased" | "signedSeq" | "notes"> & {
  rolls: number;
  findings: string[];
};

/** What the TypeScript verifier says, in the few words both have. */
function ours(text: string): Summary {
  const { ok, events, veiled, erased, signedSeq, notes, rolls, findings } = verifyNdjson(text);
  return {
    ok,
    events,
    veiled,
    erased,
    signedSeq,
    notes: [...notes].sort(),
    rolls: ok ? rolls.length : 0,
    findings: namesOf(findings),
  };
}

/** What the Python verifier says; on a machine without Python, ours stands in, so that the texts are still judged. */
function theirs(text: string): Summary {
  if (python === undefined) return ours(text);
  const { ok, events, veiled, erased, signedSeq, notes, rolls, findings } = JSON.parse(
    run(python, [SECOND, write(text), "--json"]).out,
  );
  return { ok, events, veiled, erased, signedSeq, notes, rolls: ok ? rolls : 0, findings: namesOf(findings) };
}

function namesOf(findings: readonly { reason: string; seq: number | null }[]): string[] {
  return findings.map(({ reason, seq }) => `${seq}:${reason}`).sort();
}

describe("the command", () => {
  test("says that an honest log holds, and ends with 0", () => {
    const { status, out } = run(process.execPath, [COMMAND, write(asText(evening))]);
    expect(out).toContain("The Test of Embers");
    expect(out).toContain("The log holds");
    expect(status).toBe(0);
  });

  test("names what is wrong in plain words, and ends with 1", () => {
    const bent = asText(evening).replace("I look around.", "I run away.");
    const { status, out } = run(process.execPath, [COMMAND, write(bent), "--key", "11".repeat(32)]);
    expect(out).toContain("The body was changed after it was hashed.");
    expect(out).toContain("[wrong-key]");
    expect(status).toBe(1);
  });

  test("explains itself when it gets no file", () => {
    expect(run(process.execPath, [COMMAND])).toMatchObject({
      status: 2,
      out: expect.stringContaining("Usage"),
    });
  });
});

describe("a second verifier, in Python", () => {
  test("brings out every vector", () => {
    const vectors = JSON.parse(readFileSync(VECTORS, "utf8")) as { rolls: Rolled[]; log: unknown[] };
    for (const roll of vectors.rolls)
      expect(rolled(roll.expression, roll)).toMatchObject({ dice: roll.dice, total: roll.total });
    expect(ours(asText(vectors.log)).findings).toEqual([]);
    if (python !== undefined)
      expect(run(python, [SECOND, "--vectors", VECTORS])).toEqual({
        status: 0,
        out: "All vectors come out.\n",
      });
  });

  test("agrees on an honest log, for the GM and for a player", () => {
    for (const text of [asText(evening), asText(playersExport(evening))]) {
      expect(theirs(text).findings).toEqual([]);
      expect(theirs(text)).toEqual(ours(text));
    }
  });

  test("agrees on every bent log, finding by finding", () => {
    for (const [name, reason, bend] of withoutTheKey) {
      const log = structuredClone(evening);
      const text = asText(bend(log) ?? log);
      const found = theirs(text);
      expect([name, found]).toEqual([name, ours(text)]);
      expect(found.findings.join()).toContain(reason);
    }
    for (const [name, , bend] of withTheKey) {
      const log = structuredClone(evening);
      const text = asText(rechain((bend(log) as typeof log | undefined) ?? log));
      expect([name, theirs(text)]).toEqual([name, ours(text)]);
    }
  }, 120_000);

  test.each<[string, Bent, string]>([
    ["that goes on as another campaign", {}, ""],
    ["that goes on from another event", { from: { seq: 3 } }, "continuation-mismatch"],
    ["that goes on from another history", { from: { hash: "0".repeat(64) } }, "continuation-mismatch"],
    ["that goes on from another campaign", { from: { campaignId: "c_other" } }, "continuation-mismatch"],
    ["that goes on under the epoch it had", { epoch: 1 }, "continuation-mismatch"],
    ["that goes on under a key its maker does not hold", { secret: bytesOf("another key") }, "signature"],
    ["that goes on from nothing", { payload: { from: null } }, "malformed"],
    ["that goes on without a key", { payload: { publicKey: "short" } }, "malformed"],
  ])("agrees on a log %s", (_, bent, reason) => {
    const opened = evening[0]?.body.payload as { campaignId: string };
    const text = asText(continuedLog(evening, opened.campaignId, bent));
    const found = theirs(text);
    expect(found).toEqual(ours(text));
    if (reason === "")
      expect(found).toMatchObject({ ok: true, findings: [], notes: expect.arrayContaining(["continued"]) });
    else expect(found.findings.join()).toContain(reason);
  });

  test("a key that is trusted is the one under which the campaign goes on", () => {
    const opened = evening[0]?.body.payload as { campaignId: string; publicKey: string };
    const text = asText(continuedLog(evening, opened.campaignId));
    expect(verifyNdjson(text, { trustedKeys: [CONTINUED_KEY] }).ok).toBe(true);
    expect(verifyNdjson(text, { trustedKeys: [opened.publicKey] }).findings).toMatchObject([
      { reason: "wrong-key", seq: evening.length + 1 },
    ]);
  });

  test("rolls what we roll, whatever the expression", () => {
    const texts = fc.sample(anyExpressionText(), { numRuns: 1_500, seed: 20 }).filter((text) => parse(text, {}).ok);
    expect(texts.length).toBeGreaterThan(200);
    const vectors = JSON.parse(readFileSync(VECTORS, "utf8")) as { rolls: Rolled[] };
    vectors.rolls = texts.map((expression, index) => rolled(expression, { index, link: bytesOf(`any-${index}`) }));
    for (const each of vectors.rolls) expect(Number.isSafeInteger(each.total)).toBe(true);
    if (python !== undefined)
      expect(run(python, [SECOND, "--vectors", write(JSON.stringify(vectors), "json")]).out).toBe(
        "All vectors come out.\n",
      );
  }, 60_000);
});

interface Rolled {
  expression: string;
  campaignId: string;
  epoch: number;
  index: number;
  link: string;
  entropy: string;
  veil?: string;
  dice: unknown;
  total: number;
  successes: number | null;
}

function rolled(expression: string, source: Partial<Rolled>): Rolled {
  const whole = {
    campaignId: "c_any",
    epoch: 1,
    index: 1,
    link: bytesOf("link"),
    entropy: bytesOf("entropy"),
    ...source,
  };
  const fallen = fall(expression, whole);
  if (!fallen.ok) throw new Error(`${expression}: ${fallen.error.message}`);
  const { dice, total, successes } = fallen.fall;
  return { ...whole, expression, dice, total, successes };
}
