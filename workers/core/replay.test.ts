import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../contracts/events.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { CanaryBook } from "../testkit/canary-book.ts";
import type { PaperRoom } from "../testkit/paper-room.ts";
import { anyMoves, makeMove } from "../testkit/random-table.ts";
import { seated, smallTable } from "../testkit/small-table.ts";
import { evolve } from "./evolve.ts";
import { hashHex } from "./ledger/bytes.ts";
import { canonicalJson } from "./ledger/canonical-json.ts";
import { verifyLog } from "./ledger/index.ts";
import { newCampaign } from "./new-campaign.ts";
import { project, viewerOf } from "./project.ts";
import type { CampaignState } from "./state.ts";

const anyRuleset = fc.constantFrom<Ruleset>("d20", "embers");

/** The state by hash: everything, head and hidden lanes too, as it would be written down. */
const hashOf = (state: CampaignState): string => hashHex(canonicalJson(state));
const written = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const replayed = (events: readonly StoredEvent[], from: CampaignState = newCampaign): CampaignState =>
  events.reduce(evolve, from);

function played(ruleset: Ruleset, moves: Parameters<typeof makeMove>[2][]): PaperRoom {
  const room = smallTable(ruleset);
  const book = new CanaryBook();
  seated(room, "Bo");
  seated(room, "Mira");
  for (const move of moves) makeMove(room, book, move);
  return room;
}

test("[L1] [L7] any cut of any evening, written down and read again, goes on to the same state", () => {
  fc.assert(
    fc.property(anyRuleset, anyMoves, fc.array(fc.nat(100), { minLength: 3, maxLength: 3 }), (ruleset, moves, cuts) => {
      const room = played(ruleset, moves);
      expect(room.events.map(({ header }) => header.seq)).toEqual(room.events.map((_, at) => at + 1));
      const live = hashOf(room.state);
      const log = written(room.events);
      expect(hashOf(replayed(log)), "the whole log").toBe(live);
      for (const percent of cuts) {
        const cut = Math.floor((log.length * percent) / 100);
        const snapshot = written(replayed(log.slice(0, cut)));
        expect(hashOf(replayed(log.slice(cut), snapshot)), `a snapshot at ${cut} and the tail`).toBe(live);
      }
    }),
    { numRuns: 80 },
  );
}, 60_000);

test("[T5] every evening verifies with the public key alone, whole and as each member sees it", () => {
  fc.assert(
    fc.property(anyRuleset, anyMoves, (ruleset, moves) => {
      const room = played(ruleset, moves);
      const trustedKeys = [room.publicKey];
      expect(verifyLog(written(room.events), { trustedKeys }).findings).toEqual([]);
      for (const memberId of [...Object.keys(room.state.public.members), null] as Parameters<typeof viewerOf>[1][]) {
        const viewer = viewerOf(room.state, memberId);
        const report = verifyLog(written(room.events.map((event) => project(event, viewer))), { trustedKeys });
        expect(report.findings, `as ${memberId} sees it`).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("[T3] tickets and results pair one to one, and each index of the chain is used once", () => {
  fc.assert(
    fc.property(anyRuleset, anyMoves, (ruleset, moves) => {
      const { events } = played(ruleset, moves);
      const closed = events.flatMap(({ body }) =>
        body.type === "roll_resolved" || body.type === "roll_voided" ? [body.payload] : [],
      );
      const opened = new Set(events.flatMap(({ header, body }) => (body.type === "roll_ticket" ? [header.seq] : [])));
      expect(new Set(closed.map(({ ticketSeq }) => ticketSeq)).size).toBe(closed.length);
      expect(closed.every(({ ticketSeq }) => opened.has(ticketSeq))).toBe(true);
      expect(closed.map(({ index }) => index)).toEqual(closed.map((_, at) => at + 1));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test("an erased or veiled body moves the head and nothing else", () => {
  const room = played("d20", []);
  for (const event of room.events) {
    const before = replayed(room.events.slice(0, event.header.seq - 1));
    const { header, hash } = event;
    expect(evolve(before, { header, hash })).toEqual({
      ...before,
      head: { seq: header.seq, epoch: header.epoch, hash },
    });
  }
});
