import type { StoredEvent } from "../contracts/events.ts";
import { evolve } from "../core/evolve.ts";
import { bytesToHex, chainEvent, isCheckpointDue, SIGNED_EVENT_TYPES, signHash } from "../core/ledger/index.ts";
import { newCampaign, STATE_VERSION } from "../core/new-campaign.ts";
import type { CampaignState } from "../core/state.ts";
import type { Fact } from "../core/step.ts";
import { type Unreadable, upcast } from "../core/upcast.ts";
import type { CampaignSecrets } from "./campaign-secrets.ts";
import { faultPoint } from "./fault-points.ts";

export const SNAPSHOT_EVERY = 200;
/** A row of a Durable Object holds at most 2 MB; most of our signs take one byte. */
const SNAPSHOT_CHARS_MAX = 1_500_000;
const SNAPSHOTS_KEPT = 3;
const PAGE_EVENTS = 500;
const NARRATIONS_WITHIN_EVENTS = 600;

interface EventRow extends Record<string, SqlStorageValue> {
  seq: number;
  epoch: number;
  at: number;
  prev: string;
  body_hash: string;
  hash: string;
  salt: string;
  body: string;
  sig: string | null;
}

/** Somebody appended in between: read again and decide again. */
export class StaleAppend extends Error {}

/** The log holds what only newer code can read: it may be looked at up to there, and nothing may be added. */
export class LogUnreadable extends Error {}

/**
 * The log of one campaign in the object's SQLite, and the state folded from it. The state in memory is a cache: drop it
 * at any moment and `load` gives it back from the last snapshot and the events after it.
 */
export class EventLog {
  readonly #storage: DurableObjectStorage;
  readonly #secrets: CampaignSecrets;
  #state: CampaignState;
  #snapshotSeq = 0;
  #unreadable: (Unreadable & { readonly seq: number }) | null = null;

  constructor(storage: DurableObjectStorage, secrets: CampaignSecrets) {
    this.#storage = storage;
    this.#secrets = secrets;
    this.#state = this.#load();
  }

  get state(): CampaignState {
    return this.#state;
  }

  /** The first event that this code cannot read, after a deploy was rolled back; the state ends right before it. */
  get unreadable(): (Unreadable & { readonly seq: number }) | null {
    return this.#unreadable;
  }

  /**
   * Numbers, chains, signs where due, and stores facts in one transaction with whatever `along` writes. Names the seq it
   * expects the log to stand at; a log that has moved on refuses.
   */
  append(
    facts: readonly Fact[],
    expectedSeq: number,
    along: (stored: readonly StoredEvent[], after: CampaignState) => void = () => undefined,
  ): StoredEvent[] {
    if (this.#unreadable !== null)
      throw new LogUnreadable(`event ${this.#unreadable.seq} is ${this.#unreadable.type}@${this.#unreadable.v}`);
    if (expectedSeq !== this.#state.head.seq)
      throw new StaleAppend(`expected ${expectedSeq}, the log stands at ${this.#state.head.seq}`);
    let state = this.#state;
    const stored: StoredEvent[] = [];
    const put = (fact: Fact) => {
      const event = this.#seal(state, fact);
      stored.push(event);
      state = evolve(state, event);
    };
    for (const fact of facts) put(fact);
    if (stored.length > 0 && isCheckpointDue(state.head.seq, state.public.signedThrough)) put(this.#checkpoint(state));
    this.#storage.transactionSync(() => {
      for (const event of stored) this.#insert(event);
      along(stored, state);
      faultPoint("append.inside");
      if (
        state.head.seq - this.#snapshotSeq >= SNAPSHOT_EVERY ||
        stored.some(({ body }) => body.type === "adventure_ended")
      )
        this.#snapshot(state);
    });
    this.#state = state;
    return stored;
  }

  /** Appends under a later epoch of the log: what goes on from here is another history than what had come after it. */
  appendUnder(epoch: number, facts: readonly Fact[]): StoredEvent[] {
    const before = this.#state;
    this.#state = { ...before, head: { ...before.head, epoch } };
    try {
      return this.append(facts, before.head.seq);
    } catch (error) {
      this.#state = before;
      throw error;
    }
  }

  #seal(state: CampaignState, fact: Fact): StoredEvent {
    const { seq, epoch, hash } = state.head;
    const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
    const event = chainEvent({ seq: seq + 1, epoch, at: Date.now(), prev: hash }, fact, salt);
    if (!SIGNED_EVENT_TYPES.has(fact.type)) return event;
    // A campaign that goes on signs that with the key it goes on under.
    const keyId = fact.type === "campaign_continued" ? fact.payload.keyId : state.public.key.id;
    return { ...event, sig: signHash(event.hash, this.#secrets.key(keyId).sign) };
  }

  #checkpoint({ head, public: { key } }: CampaignState): Fact {
    return {
      type: "checkpoint",
      v: 1,
      actor: { kind: "system" },
      cause: {},
      audience: "all",
      payload: { throughSeq: head.seq, headHash: head.hash, keyId: key.id },
    };
  }

  #insert({ header, hash, salt, body, sig }: StoredEvent): void {
    this.#storage.sql.exec(
      "INSERT INTO events (seq, epoch, at, prev, body_hash, hash, salt, body, sig) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      header.seq,
      header.epoch,
      header.at,
      header.prev,
      header.bodyHash,
      hash,
      salt ?? "",
      JSON.stringify(body),
      sig ?? null,
    );
  }

  /**
   * Takes over a history that was checked, into a log that has none, and goes on from it with these facts under an epoch of
   * its own: all of it or nothing.
   */
  adopt(history: readonly StoredEvent[], onwards: (state: CampaignState) => readonly Fact[]): StoredEvent[] {
    if (this.#state.head.seq !== 0) throw new StaleAppend("This log has a history already.");
    let state = history.reduce(evolve, newCampaign);
    const stored: StoredEvent[] = [];
    const facts = onwards(state);
    state = { ...state, head: { ...state.head, epoch: state.head.epoch + 1 } };
    for (const fact of facts) {
      const event = this.#seal(state, fact);
      stored.push(event);
      state = evolve(state, event);
    }
    this.#storage.transactionSync(() => {
      for (const event of [...history, ...stored]) this.#insert(event);
    });
    this.#state = state;
    return stored;
  }

  /**
   * Gives stored events other bodies, where `change` has one, without their salt: hashes, signatures and the chain stay
   * as they are. Snapshots of the words of before go in the same transaction. Answers how many were changed.
   */
  rewrite(change: (event: StoredEvent) => StoredEvent["body"] | null): number {
    let changed = 0;
    this.#storage.transactionSync(() => {
      for (let page = this.after(0); page.length > 0; page = this.after(page.at(-1)?.header.seq ?? 0)) {
        for (const event of page) {
          const body = change(event);
          if (body === null) continue;
          this.#storage.sql.exec(
            "UPDATE events SET body = ?, salt = '' WHERE seq = ?",
            JSON.stringify(body),
            event.header.seq,
          );
          changed += 1;
        }
      }
      this.#storage.sql.exec("DELETE FROM snapshots");
    });
    this.reload();
    return changed;
  }

  /** Folds the state anew from what is stored. */
  reload(): void {
    this.#unreadable = null;
    this.#state = this.#load();
  }

  /** Events after a seq, oldest first. */
  after(seq: number, limit = PAGE_EVENTS): StoredEvent[] {
    return this.#read(
      this.#storage.sql.exec<EventRow>("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit).toArray(),
    );
  }

  /** The last events before a seq, oldest first. */
  before(seq: number, limit: number): StoredEvent[] {
    const upTo = Math.min(seq, this.#state.head.seq + 1);
    return this.#read(
      this.#storage.sql
        .exec<EventRow>("SELECT * FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?", upTo, limit)
        .toArray()
        .reverse(),
    );
  }

  /** All events of a few types. Reads the whole log: for the rare question, not for the table. */
  ofTypes(types: readonly StoredEvent["body"]["type"][]): StoredEvent[] {
    const marks = types.map(() => "?").join(", ");
    return this.#read(
      this.#storage.sql
        .exec<EventRow>(
          `SELECT * FROM events WHERE json_extract(body, '$.type') IN (${marks}) AND seq <= ? ORDER BY seq`,
          ...types,
          this.#state.head.seq,
        )
        .toArray(),
    );
  }

  /** Rows as events, up to the first that this code cannot read. */
  #read(rows: readonly EventRow[]): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (const row of rows) {
      const read = upcast(JSON.parse(row.body));
      if (!read.ok) {
        this.#unreadable = { ...read.unreadable, seq: row.seq };
        break;
      }
      events.push(eventOf(row, read.body));
    }
    return events;
  }

  /**
   * The last narrations in the words they stand in now, oldest first; looks back a bounded way. What was put away or
   * taken back is not among them.
   */
  narrations(limit: number): { seq: number; text: string }[] {
    const rows = this.#storage.sql
      .exec<{ seq: number; of: number | null; text: string; turn_id: string | null; audience: string }>(
        `SELECT seq, json_extract(body, '$.payload.of') AS of, json_extract(body, '$.payload.text') AS text,
           json_extract(body, '$.payload.turnId') AS turn_id, json_extract(body, '$.audience') AS audience
         FROM events WHERE seq > ? AND (body LIKE '{"type":"dm_narration"%' OR body LIKE '{"type":"narration_retold"%'
           OR body LIKE '{"type":"narration_edited"%') ORDER BY seq`,
        this.#state.head.seq - NARRATIONS_WITHIN_EVENTS,
      )
      .toArray();
    const { veiled, answered } = this.#state.public;
    const takenBack = new Set<string>(answered.filter(({ undone }) => undone).map(({ turnId }) => turnId));
    const standing = new Map<number, string>();
    for (const { seq, of, text, turn_id, audience } of rows) {
      if (of !== null && standing.has(of)) standing.set(of, text);
      else if (of === null && audience === "all" && !takenBack.has(turn_id ?? "")) standing.set(seq, text);
    }
    return [...standing]
      .filter(([seq]) => !veiled.includes(seq))
      .map(([seq, text]) => ({ seq, text }))
      .slice(-limit);
  }

  at(seq: number): StoredEvent | null {
    return this.after(seq - 1, 1).find(({ header }) => header.seq === seq) ?? null;
  }

  /** The state as it was right after an event, from the nearest snapshot before it. */
  stateAt(seq: number): CampaignState {
    return this.#replay(this.#snapshotBefore(seq), seq);
  }

  #load(): CampaignState {
    const snapshot = this.#snapshotBefore(Number.MAX_SAFE_INTEGER);
    this.#snapshotSeq = snapshot.head.seq;
    return this.#replay(snapshot, Number.MAX_SAFE_INTEGER);
  }

  #replay(from: CampaignState, upTo: number): CampaignState {
    let state = from;
    for (;;) {
      const page = this.after(state.head.seq).filter(({ header }) => header.seq <= upTo);
      state = page.reduce(evolve, state);
      if (page.length < PAGE_EVENTS) return state;
    }
  }

  /** A snapshot leaves out the script: it never changes and stands in the log whole. */
  #snapshot(state: CampaignState): void {
    const slim: Snapshot = { version: STATE_VERSION, ...state, gm: { ...state.gm, script: null } };
    const text = JSON.stringify(slim);
    this.#snapshotSeq = state.head.seq;
    // A snapshot is a cache: one that fits no row is left out rather than let an append fail for it.
    if (text.length > SNAPSHOT_CHARS_MAX) return;
    const scriptSeq =
      this.#storage.sql
        .exec<{ seq: number }>('SELECT seq FROM events WHERE seq < 20 AND body LIKE \'{"type":"adventure_scripted"%\'')
        .toArray()[0]?.seq ?? 0;
    this.#storage.sql.exec(
      "INSERT OR REPLACE INTO snapshots (seq, script_seq, state) VALUES (?, ?, ?)",
      state.head.seq,
      scriptSeq,
      text,
    );
    this.#storage.sql.exec(
      "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)",
      SNAPSHOTS_KEPT,
    );
  }

  /** The last good snapshot: one that other code wrote, or that cannot be read, is passed over. It is only a cache. */
  #snapshotBefore(seq: number): CampaignState {
    const rows = this.#storage.sql.exec<{ state: string; script_seq: number }>(
      "SELECT state, script_seq FROM snapshots WHERE seq <= ? ORDER BY seq DESC",
      seq,
    );
    for (const row of rows.toArray()) {
      const snapshot = readSnapshot(row.state);
      if (snapshot === null) continue;
      const scripted = this.at(row.script_seq)?.body;
      return {
        ...snapshot,
        gm: { ...snapshot.gm, script: scripted?.type === "adventure_scripted" ? scripted.payload.adventure : null },
      };
    }
    return newCampaign;
  }
}

type Snapshot = CampaignState & { readonly version: number };

function readSnapshot(text: string): CampaignState | null {
  try {
    const { version, ...state } = JSON.parse(text) as Snapshot;
    return version === STATE_VERSION ? state : null;
  } catch {
    return null;
  }
}

function eventOf(
  { seq, epoch, at, prev, body_hash: bodyHash, hash, salt, sig }: EventRow,
  body: StoredEvent["body"],
): StoredEvent {
  // Rows were written by `append`, which took them from `decide`: they are what the schema says.
  const whole: StoredEvent = { header: { seq, epoch, at, prev, bodyHash }, hash, salt, body };
  const event: StoredEvent = salt === "" ? { header: whole.header, hash, body, erased: true } : whole;
  return sig === null ? event : { ...event, sig };
}
