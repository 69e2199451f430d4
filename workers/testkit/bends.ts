import type { StoredEvent } from "../contracts/events.ts";
import { bodyHash, headerHash } from "../core/ledger/event-hash.ts";
import type { FindingReason } from "../core/ledger/findings.ts";
import { SIGNED_EVENT_TYPES, signerOf, signHash } from "../core/ledger/signature.ts";
import { continuedLog } from "./continued-log.ts";
import { bytesOf, firstOf, payloadOf } from "./test-table.ts";

/** Bends a log in place, or gives another in its stead. */
export type Bend = (log: StoredEvent[]) => unknown[] | undefined;

export const NONSENSE = "11".repeat(32);

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
export const without =
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

export function renumber(log: StoredEvent[]): void {
  for (const [position, event] of log.entries()) event.header.seq = position + 1;
}

/** Hashes and signs everything anew: what somebody who holds the keys could do. */
export function rechain(log: StoredEvent[], keys = [bytesOf("key-1"), bytesOf("key-2")]): StoredEvent[] {
  let prev = "0".repeat(64);
  let key = 0;
  for (const event of log) {
    event.header.prev = prev;
    if (event.body.type === "checkpoint")
      event.body.payload.headHash = log[event.body.payload.throughSeq - 1]?.hash ?? prev;
    event.header.bodyHash = bodyHash(event.body, event.salt ?? "");
    event.hash = headerHash(event.header);
    prev = event.hash;
    if (SIGNED_EVENT_TYPES.has(event.body.type)) event.sig = signHash(event.hash, signerOf(keys[key] ?? ""));
    if (event.body.type === "key_rotated") key += 1;
  }
  return log;
}

/** What somebody with the log alone might do, and how it is found. */
export const withoutTheKey: [string, FindingReason, Bend][] = [
  ["a continuation of another campaign slipped in", "continuation-mismatch", (log) => continuedLog(log, "c_other")],
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

/** What the table itself might do, hashing and signing anew. */
export const withTheKey: [string, FindingReason, Bend][] = [
  ["a face", "face-mismatch", first("dice", { natural: 20 })],
  ["a die left out", "face-mismatch", payload("roll_resolved", { dice: [] })],
  ["which die was kept", "dice-mismatch", first("dice", { flags: ["clamped"] }, 1)],
  ["the total", "total-mismatch", payload("roll_resolved", { total: 99, margin: 84 })],
  ["the successes", "total-mismatch", payload("roll_resolved", { successes: 99 }, 6)],
  ["the difficulty in the ticket", "dc-changed", payload("roll_ticket", { dc: 5 })],
  ["the margin", "dc-changed", payload("roll_resolved", { margin: 99 })],
  ["the expression", "face-mismatch", payload("roll_ticket", { expression: "3d20" })],
  ["an expression nobody can roll", "expression-invalid", payload("roll_ticket", { expression: "a d20, please" })],
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
