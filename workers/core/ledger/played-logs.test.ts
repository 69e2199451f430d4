import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { SeenEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { CanaryBook } from "../../testkit/canary-book.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { anyMoves, type Move, makeMove } from "../../testkit/random-table.ts";
import { seated, smallTable } from "../../testkit/small-table.ts";
import { project, viewerOf } from "../project.ts";
import { commitmentOf, hashHex, verifyNdjson } from "./index.ts";

const VISIBILITIES = ["public", "gm", "blind", "self"] as const;

const SECOND = fileURLToPath(new URL("../../../scripts/verify-log.py", import.meta.url));
const hasPython = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "emberhall-played-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An evening of whatever people and machines may do, by the rules of the real game. */
function played(moves: readonly Move[]): PaperRoom {
  const room = smallTable("d20", { seed: "played" });
  const book = new CanaryBook();
  const gail = room.join("Gail");
  const [bo] = ["Bo", "Mira"].map((name) => seated(room, name));
  const nonce = (count: number) => hashHex(`nonce ${count}`);
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(gail, { type: "gm_take_over" });
  for (const [count, move] of moves.entries()) {
    makeMove(room, book, move);
    if (bo === undefined || count % 3 > 0) continue;
    const reveal = count === 0 ? null : nonce(count);
    const roll = { expression: "2d20kh1 + 3", label: "Luck", visibility: VISIBILITIES[count % 4] ?? "public" } as const;
    room.ask(bo, { type: "roll", ...roll, entropy: { reveal, commit: commitmentOf(nonce(count + 3)) } });
  }
  return room;
}

/** The log as each member exports it, as a stranger would see it, and whole. */
function exportsOf(room: PaperRoom): string[] {
  const people: (MemberId | null)[] = [...(Object.keys(room.state.public.members) as MemberId[]), null];
  const views = people.map((memberId) =>
    room.events.map((event): SeenEvent => project(event, viewerOf(room.state, memberId))),
  );
  return [room.events, ...views].map((events) => events.map((event) => JSON.stringify(event)).join("\n"));
}

const findingsOf = (text: string) =>
  verifyNdjson(text).findings.map(({ reason, seq, detail }) => `${seq}: ${reason} ${detail}`);

test("[T5] whatever happens at a table, the log of it verifies for everybody who may have it", () => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      for (const text of exportsOf(played(moves))) expect(findingsOf(text)).toEqual([]);
    }),
    { numRuns: 6 },
  );
}, 120_000);

test("[T5] the second verifier agrees", () => {
  const evenings = fc.sample(anyMoves, { numRuns: 2, seed: 7 }).map(played);
  const rolls = evenings.map((room) => verifyNdjson(exportsOf(room)[0] ?? "").rolls.length);
  expect(Math.max(...rolls)).toBeGreaterThan(5);
  for (const [at, text] of evenings.flatMap(exportsOf).entries()) {
    expect(findingsOf(text)).toEqual([]);
    if (!hasPython) continue;
    const file = join(folder, `${at}.ndjson`);
    writeFileSync(file, text);
    const { stdout } = spawnSync("python3", [SECOND, file], { encoding: "utf8" });
    expect(stdout).toContain("The log holds.");
  }
}, 120_000);
