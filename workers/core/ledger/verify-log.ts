import { isHex } from "./bytes.ts";
import { CHECKPOINT_OVERDUE } from "./checkpoint.ts";
import { type AuditedRoll, DiceAudit, readSeals } from "./dice-audit.ts";
import { bodyHash, GENESIS_HASH, headerHash } from "./event-hash.ts";
import type { Finding, FindingReason } from "./findings.ts";
import { NEVER_ERASED } from "./never-erased.ts";
import { type FoundBody, type FoundEvent, isRecord, type Payload, readEvent } from "./read-event.ts";
import { sealOf } from "./seal.ts";
import { SIGNED_EVENT_TYPES, verifyHash } from "./signature.ts";

export interface VerifyOptions {
  /** Public keys known from elsewhere (the table's page, a friend); the log must be opened under one of them. */
  trustedKeys?: readonly string[] | undefined;
  /** Heads somebody wrote down while playing; the log must still pass through each of them. */
  knownHeads?: readonly { seq: number; hash: string }[] | undefined;
}

export interface LogReport {
  ok: boolean;
  findings: readonly Finding[];
  campaignId: string;
  title: string;
  events: number;
  veiled: number;
  erased: number;
  headSeq: number;
  headHash: string;
  /** The last event with a good signature. It vouches for every event before it. */
  signedSeq: number;
  /** Keys in the order in which they came into force. */
  keys: readonly { keyId: string; publicKey: string; fromSeq: number }[];
  /** Whether the first key was compared with one known from elsewhere. */
  keyTrusted: boolean;
  epochs: DiceAudit["epochs"];
  rolls: readonly AuditedRoll[];
  openTickets: readonly number[];
  /** What could not be judged: `entropy-erased`, `ticket-veiled`, and `continued` where it is no longer the campaign it began as. */
  notes: readonly string[];
}

/** Verifies an exported log, as parsed JSON values in order. Needs nothing else; never throws. */
export function verifyLog(events: Iterable<unknown>, options: VerifyOptions = {}): LogReport {
  const audit = new LogAudit(options);
  for (const event of events) audit.add(event);
  return audit.finish();
}

/**
 * The same for the text of an export: one JSON value a line, with or without a first line that describes the file. A
 * head named there is held against the log, so a file that was cut short is noticed.
 */
export function verifyNdjson(text: string, options: VerifyOptions = {}): LogReport {
  const reading = new LogReading(
    text.split("\n").filter((line) => line.trim() !== ""),
    options,
  );
  while (!reading.done) reading.next();
  return reading.finish();
}

/** Reads the lines of an export one at a time, so that a page can breathe in between. */
export class LogReading {
  read = 0;
  readonly #lines: readonly string[];
  readonly #audit: LogAudit;

  constructor(lines: readonly string[], options: VerifyOptions = {}) {
    const manifest = parseLine(lines[0] ?? "");
    const described = isRecord(manifest) && typeof manifest.emberhall === "string";
    const head = described ? readHead(manifest.head) : null;
    this.#lines = lines;
    this.read = described ? 1 : 0;
    this.#audit = new LogAudit(
      head === null ? options : { ...options, knownHeads: [...(options.knownHeads ?? []), head] },
    );
  }

  get done(): boolean {
    return this.read >= this.#lines.length;
  }

  next(): void {
    this.#audit.add(parseLine(this.#lines[this.read] ?? ""));
    this.read += 1;
  }

  finish(): LogReport {
    return this.#audit.finish();
  }
}

function readHead(value: unknown): { seq: number; hash: string } | null {
  if (!isRecord(value) || typeof value.seq !== "number" || !isHex(value.hash, 32)) return null;
  return { seq: value.seq, hash: value.hash };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Takes the events of a log one by one. */
class LogAudit {
  readonly #options: VerifyOptions;
  readonly #findings: Finding[] = [];
  readonly #dice = new DiceAudit();
  readonly #keys: { keyId: string; publicKey: string; fromSeq: number }[] = [];
  readonly #hashes = new Map<number, string>();
  readonly #veiled = new Set<number>();
  #seals = new Map<string, string>();
  #erased = 0;
  #events = 0;
  #last: FoundEvent | null = null;
  #checkpointed = 0;
  #signed = 0;
  #overdueTold = false;
  #title = "";
  /** Where the campaign begins, or last went on as another one, and under which key. */
  #root: { seq: number; publicKey: string } | null = null;

  constructor(options: VerifyOptions = {}) {
    this.#options = options;
  }

  add(value: unknown): void {
    const event = readEvent(value);
    const expected = (this.#last?.header.seq ?? 0) + 1;
    if (event === null) {
      this.#find("malformed", expected, "Not an envelope of header, hash, body, salt and signature.");
      return;
    }
    this.#events += 1;
    if (this.#events === 1 && event.body?.type !== "campaign_opened")
      this.#find("opening-missing", event.header.seq, "The first event in sight is not campaign_opened.");
    this.#checkChain(event, expected);
    const { body } = event;
    const { seq } = event.header;
    if (body === null) {
      this.#veiled.add(seq);
      if (event.sig !== null) this.#checkSignature(event, event.sig);
    } else {
      this.#checkBody(event, body);
    }
    if (expected <= seq) this.#last = event;
    this.#hashes.set(seq, event.hash);
    if (seq - this.#checkpointed > CHECKPOINT_OVERDUE && !this.#overdueTold) {
      this.#overdueTold = true;
      this.#find("checkpoint-missing", seq, `The last checkpoint covers event ${this.#checkpointed}.`);
    }
  }

  finish(): LogReport {
    this.#dice.finish();
    if (this.#events === 0) this.#find("opening-missing", null, "There is no event at all.");
    const { trustedKeys = [] } = this.#options;
    if (this.#root !== null && trustedKeys.length > 0 && !trustedKeys.includes(this.#root.publicKey)) {
      const { seq, publicKey } = this.#root;
      this.#find("wrong-key", seq, `The log was opened under ${publicKey}, which is not the key you gave.`);
    }
    for (const { seq, hash } of this.#options.knownHeads ?? [])
      if (this.#hashes.get(seq) !== hash)
        this.#find("known-head-mismatch", seq, `Event ${seq} once had the hash ${hash}.`);
    const findings = [...this.#findings, ...this.#dice.findings].sort(
      (a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity),
    );
    return {
      ok: findings.length === 0,
      findings,
      campaignId: this.#dice.campaignId,
      title: this.#title,
      events: this.#events,
      veiled: this.#veiled.size,
      erased: this.#erased,
      headSeq: this.#last?.header.seq ?? 0,
      headHash: this.#last?.hash ?? GENESIS_HASH,
      signedSeq: this.#signed,
      keys: this.#keys,
      keyTrusted: (this.#options.trustedKeys?.length ?? 0) > 0,
      epochs: this.#dice.epochs,
      rolls: this.#dice.rolls,
      openTickets: this.#dice.openTickets,
      notes: [...this.#dice.notes],
    };
  }

  #find(reason: FindingReason, seq: number | null, detail: string): void {
    this.#findings.push({ reason, seq, detail });
  }

  #checkChain({ header, hash }: FoundEvent, expected: number): void {
    const { seq } = header;
    if (seq > expected) this.#find("seq-gap", seq, `Event ${seq} stands where ${expected} should.`);
    if (seq < expected) this.#find("seq-repeated", seq, `Event ${seq} stands where ${expected} should.`);
    if (headerHash(header) !== hash) this.#find("header-hash", seq, "The hash of the header is not the one beside it.");
    if (header.prev !== (this.#last?.hash ?? GENESIS_HASH) && seq === expected)
      this.#find("chain-broken", seq, "It names another event as the one before.");
    const epoch = this.#last?.header.epoch ?? header.epoch;
    if (header.epoch < epoch)
      this.#find("epoch-replayed", seq, `Epoch ${header.epoch} of the log comes after ${epoch}.`);
    if (header.epoch > epoch) this.#dice.restored();
  }

  #checkBody(event: FoundEvent, body: FoundBody): void {
    const { seq } = event.header;
    if (event.erased && !NEVER_ERASED.has(body.type)) {
      this.#erased += 1;
      this.#dice.erased();
    } else if (event.salt === null || !this.#bodyHolds(event, event.salt)) {
      this.#find("body-hash", seq, "The hash of salt and body is not the one in the header.");
    }
    if (body.type === "campaign_opened") this.#open(seq, body.payload);
    if (body.type === "campaign_continued") this.#continue(event, body.payload);
    if (event.sig !== null) this.#checkSignature(event, event.sig);
    else if (SIGNED_EVENT_TYPES.has(body.type)) this.#find("signature-missing", seq, `${body.type} must be signed.`);
    this.#dice.read(seq, body, (other) => this.#veiled.has(other));
    this.#readBody(seq, body);
  }

  #bodyHolds({ body, header }: FoundEvent, salt: string): boolean {
    try {
      return body !== null && bodyHash(body, salt) === header.bodyHash;
    } catch {
      return false;
    }
  }

  #open(seq: number, { campaignId, title, keyId, publicKey }: Payload): void {
    if (typeof campaignId !== "string" || typeof keyId !== "string" || !isHex(publicKey, 32)) {
      this.#find("malformed", seq, "The opening lacks the campaign's id or key.");
      return;
    }
    if (seq !== 1) this.#find("opening-missing", seq, "The opening must be the first event.");
    this.#dice.campaignId = campaignId;
    this.#title = typeof title === "string" ? title : "";
    this.#keys.push({ keyId, publicKey, fromSeq: seq });
    this.#root = { seq, publicKey };
  }

  /** From here on it is another campaign, under the key that this event is signed with. */
  #continue({ header }: FoundEvent, { campaignId, title, from, keyId, publicKey }: Payload): void {
    const { seq } = header;
    if (typeof campaignId !== "string" || typeof keyId !== "string" || !isHex(publicKey, 32) || !isRecord(from)) {
      this.#find("malformed", seq, "The continuation lacks the campaign's id or key, or where it goes on from.");
      return;
    }
    const follows =
      from.campaignId === this.#dice.campaignId && from.seq === seq - 1 && from.hash === (this.#last?.hash ?? "");
    if (!follows || header.epoch <= (this.#last?.header.epoch ?? 0))
      this.#find(
        "continuation-mismatch",
        seq,
        `It goes on from event ${String(from.seq)} of ${String(from.campaignId)}.`,
      );
    this.#dice.campaignId = campaignId;
    this.#dice.notes.add("continued");
    this.#title = typeof title === "string" ? title : "";
    this.#keys.push({ keyId, publicKey, fromSeq: seq });
    this.#root = { seq, publicKey };
  }

  #checkSignature({ header, hash }: FoundEvent, signature: string): void {
    const key = this.#keys.at(-1);
    if (key === undefined) return;
    if (verifyHash(hash, signature, key.publicKey)) this.#signed = header.seq;
    else this.#find("signature", header.seq, `Not signed by key ${key.keyId}.`);
  }

  #readBody(seq: number, { type, payload }: FoundBody): void {
    const key = this.#keys.at(-1);
    switch (type) {
      case "epoch_opened":
        if (payload.publicKey !== key?.publicKey || payload.keyId !== key?.keyId)
          this.#find("wrong-key", seq, "The epoch names another key than the one in force.");
        return;
      case "checkpoint":
        this.#checkpoint(seq, payload, key?.keyId);
        return;
      case "key_rotated":
        if (typeof payload.keyId === "string" && isHex(payload.publicKey, 32))
          this.#keys.push({ keyId: payload.keyId, publicKey: payload.publicKey, fromSeq: seq + 1 });
        else this.#find("malformed", seq, "The new key lacks its id or has the wrong length.");
        return;
      case "secrets_sealed":
        this.#seals = readSeals(payload);
        return;
      case "secret_revealed":
        this.#checkSecret(seq, payload);
        return;
      default:
        return;
    }
  }

  #checkpoint(seq: number, { throughSeq, headHash, keyId }: Payload, current: string | undefined): void {
    if (typeof throughSeq !== "number" || throughSeq >= seq || this.#hashes.get(throughSeq) !== headHash)
      this.#find("checkpoint-mismatch", seq, `It covers event ${String(throughSeq)} with another hash.`);
    else this.#checkpointed = throughSeq;
    if (keyId !== current) this.#find("wrong-key", seq, "The checkpoint names another key than the one in force.");
    this.#overdueTold = false;
  }

  #checkSecret(seq: number, { id, title, text, salt }: Payload): void {
    const sound = typeof id === "string" && typeof title === "string" && typeof text === "string" && isHex(salt, 32);
    if (!sound || this.#seals.get(id) !== sealOf({ id, title, text, salt }))
      this.#find("secret-mismatch", seq, `“${String(title)}” does not open its seal.`);
  }
}
