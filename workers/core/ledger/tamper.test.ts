import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../../contracts/events.ts";
import { bodyHash, headerHash } from "./event-hash.ts";
import { FINDINGS, type FindingReason } from "./findings.ts";
import { SIGNED_EVENT_TYPES, signerOf, signHash } from "./signature.ts";
import { anEvening, bytesOf, firstOf, payloadOf } from "./testing.ts";
import { verifyLog, verifyNdjson } from "./verify-log.ts";

/** Bends a log in place, or gives another in its stead. */
type Bend = (log: StoredEvent[]) => unknown[] | undefined;

const evening = anEvening().events;
const NONSENSE = "11".repeat(32);

/** Changes fields of the payload of the event number `skip` of a type. */
const payload =
  (type: string, changes: object | ((log: StoredEvent[]) => object), skip = 0): Bend =>
  (log) => {
    Object.assign(payloadOf(log, type, skip), typeof changes === "function" ? changes(log) : changes);
    return undefined;
  };
const envelope =
  (type: string, changes: object | ((log: StoredEvent[]) => object)): Bend =>
  (log) => {
    Object.assign(firstOf(log, type), typeof changes === "function" ? changes(log) : changes);
    return undefined;
  };
const first =
  (list: string, changes: object, skip = 0): Bend =>
  (log) => {
    const items = payloadOf(log, "roll_resolved", skip)[list];
    Object.assign(Array.isArray(items) ? items[0] : (items as object), changes);
    return undefined;
  };
/** Leaves events out and renumbers what refers to others, as a careful cheat would. */
const without =
  (which: (event: StoredEvent, log: readonly StoredEvent[]) => boolean): Bend =>
  (log) => {
    const kept = log.filter((event) => !which(event, log));
    const renamed = new Map(kept.map((event, position) => [event.header.seq, position + 1]));
    for (const { body } of kept) {
      const refers = body.payload as { ticketSeq?: number; throughSeq?: number };
      if (refers.ticketSeq !== undefined) refers.ticketSeq = renamed.get(refers.ticketSeq) ?? 1;
      if (refers.throughSeq !== undefined) refers.throughSeq = renamed.get(refers.throughSeq) ?? refers.throughSeq - 1;
    }
    log.splice(0, log.length, ...kept);
    renumber(log);
    return undefined;
  };

function renumber(log: StoredEvent[]): void {
  for (const [position, event] of log.entries()) event.header.seq = position + 1;
}

/** Hashes and signs everything anew: what somebody who holds the keys could do. */
function rechain(log: StoredEvent[], keys = [bytesOf("key-1"), bytesOf("key-2")]): StoredEvent[] {
  let prev = "0".repeat(64);
  let key = 0;
  for (const event of log) {
    event.header.prev = prev;
    if (event.body.type === "checkpoint")
      event.body.payload.headHash = log[event.body.payload.throughSeq - 1]?.hash ?? prev;
    event.header.bodyHash = bodyHash(event.body, event.salt);
    event.hash = headerHash(event.header);
    prev = event.hash;
    if (SIGNED_EVENT_TYPES.has(event.body.type)) event.sig = signHash(event.hash, signerOf(keys[key] ?? ""));
    if (event.body.type === "key_rotated") key += 1;
  }
  return log;
}

const reasonsOf = (log: unknown[]) => [...new Set(verifyLog(log).findings.map(({ reason }) => reason))];

const withoutTheKey: [string, FindingReason, Bend][] = [
  [
    "a byte of a header",
    "header-hash",
    envelope("player_action", (log) => ({ header: { ...firstOf(log, "player_action").header, at: 5 } })),
  ],
  ["a byte of the hash", "header-hash", envelope("player_action", { hash: NONSENSE })],
  ["a word of a body", "body-hash", payload("player_action", { text: "I flee." })],
  ["the salt", "body-hash", envelope("player_action", { salt: "00".repeat(16) })],
  ["a salt taken off", "malformed", envelope("player_action", { salt: undefined })],
  ["a ticket said to be erased", "body-hash", envelope("roll_ticket", { salt: undefined, erased: true })],
  ["an event dropped", "seq-gap", (log) => log.filter((_, position) => position !== 5)],
  [
    "an event doubled",
    "seq-repeated",
    (log) => log.flatMap((event, position) => (position === 5 ? [event, event] : [event])),
  ],
  ["two events swapped", "seq-gap", ([...log]) => [...log.slice(0, 5), log[6], log[5], ...log.slice(7)]],
  ["an event dropped, the rest renumbered", "chain-broken", without((event) => event.header.seq === 6)],
  ["the beginning cut off", "opening-missing", (log) => log.slice(1)],
  ["a line of nonsense", "malformed", (log) => [...log, "hello"]],
  ["a signature taken off", "signature-missing", envelope("roll_resolved", { sig: undefined })],
  [
    "a signature from another event",
    "signature",
    envelope("roll_resolved", (log) => ({ sig: firstOf(log, "epoch_opened").sig })),
  ],
  ["a body hidden that was public", "anchor-missing", envelope("epoch_opened", { body: undefined, salt: undefined })],
  ["an old key used after its end", "signature", (log) => rechain(log, [bytesOf("key-1"), bytesOf("key-1")])],
  ["everything under another key", "signature", (log) => rechain(log, [bytesOf("key-9"), bytesOf("key-9")])],
  ["a checkpoint of another log", "checkpoint-mismatch", payload("checkpoint", { headHash: NONSENSE })],
];

const withTheKey: [string, FindingReason, Bend][] = [
  ["a face", "face-mismatch", first("dice", { natural: 20 })],
  ["a die left out", "face-mismatch", payload("roll_resolved", { dice: [] })],
  ["which die was kept", "dice-mismatch", first("dice", { flags: ["clamped"] }, 1)],
  ["the total", "total-mismatch", payload("roll_resolved", { total: 99, margin: 84 })],
  ["the successes", "total-mismatch", payload("roll_resolved", { successes: 99 }, 6)],
  ["the difficulty in the ticket", "dc-changed", payload("roll_ticket", { dc: 5 })],
  ["the margin", "dc-changed", payload("roll_resolved", { margin: 99 })],
  ["the expression", "face-mismatch", payload("roll_ticket", { expression: "3d20" })],
  ["an expression nobody can roll", "expression-invalid", payload("roll_ticket", { expression: "1d6!>=1" })],
  ["the link", "link-mismatch", payload("roll_resolved", { link: NONSENSE })],
  ["the anchor", "link-mismatch", payload("epoch_opened", { anchor: NONSENSE })],
  ["the link of a sealed roll", "link-mismatch", payload("roll_sealed", { link: NONSENSE })],
  ["a roll left out", "index-missing", without((event, log) => event === firstOf(log, "roll_resolved", 1))],
  ["a voided roll left out", "index-missing", without((event) => event.body.type === "roll_voided")],
  ["a place used twice", "index-repeated", payload("roll_resolved", { index: 1 }, 1)],
  ["a place beyond the epoch", "index-beyond-epoch", payload("roll_voided", { index: 1_000 })],
  ["a ticket left out", "ticket-missing", without((event, log) => event === firstOf(log, "roll_ticket"))],
  [
    "a ticket used twice",
    "ticket-reused",
    payload("roll_resolved", (log) => ({ ticketSeq: payloadOf(log, "roll_resolved").ticketSeq }), 1),
  ],
  [
    "a ticket written after the fact",
    "ticket-missing",
    payload("roll_resolved", (log) => ({ ticketSeq: firstOf(log, "roll_ticket", 3).header.seq })),
  ],
  ["the table's entropy", "entropy-mismatch", payload("roll_resolved", { tableEntropy: NONSENSE })],
  [
    "a nonce nobody committed",
    "entropy-mismatch",
    payload(
      "player_action",
      (log) => ({ entropy: { ...(payloadOf(log, "player_action", 2).entropy as object), reveal: NONSENSE } }),
      2,
    ),
  ],
  ["a reveal kept from the table", "entropy-mismatch", payload("player_action", { entropy: undefined }, 2)],
  ["the veil", "veil-mismatch", first("veil", { veil: NONSENSE }, 3)],
  ["a veil where none belongs", "veil-mismatch", payload("roll_resolved", { veil: { veil: NONSENSE, path: [] } })],
  ["a hidden roll without its seal", "seal-missing", without((event, log) => event === firstOf(log, "roll_sealed"))],
  ["the epochs left out", "anchor-missing", without((event) => event.body.type === "epoch_opened")],
  ["an epoch opened again", "epoch-replayed", payload("epoch_opened", { epoch: 1 }, 1)],
  [
    "an anchor used again",
    "epoch-replayed",
    payload("epoch_opened", (log) => ({ anchor: payloadOf(log, "epoch_opened").anchor }), 1),
  ],
  [
    "an older epoch of the log",
    "epoch-replayed",
    envelope("campaign_opened", (log) => ({ header: { ...firstOf(log, "campaign_opened").header, epoch: 2 } })),
  ],
  ["an epoch under another key", "wrong-key", payload("epoch_opened", { publicKey: NONSENSE })],
  ["a checkpoint under another key", "wrong-key", payload("checkpoint", { keyId: "k9" })],
  ["a secret", "secret-mismatch", payload("secret_revealed", { text: "It was the butler." })],
  [
    "a restore without fresh dice",
    "anchor-missing",
    (log) => log.map((event) => (event.header.seq > 4 ? Object.assign(event.header, { epoch: 2 }) && event : event)),
  ],
  ["an epoch of the wrong shape", "malformed", payload("epoch_opened", { rolls: "many" })],
  ["a ticket of the wrong shape", "malformed", payload("roll_ticket", { dc: 1.5 })],
];

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
    { numRuns: 60 },
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
    { numRuns: 200 },
  );
  expect(verifyLog([]).findings.map(({ reason }) => reason)).toEqual(["opening-missing"]);
  expect(verifyNdjson("\u0000{]\n\n[1]").ok).toBe(false);
}, 60_000);
