import type { StoredEvent } from "../contracts/events.ts";
import { emptyMemory, MEMORY_VERSION, type Memory, remember } from "../core/memory/memory.ts";

/** The row is written again when so many events have come since. */
const MEMORY_EVERY = 200;
/** A row holds at most 2 MB, and a sign takes up to three bytes: a long memory lies in several. */
const PART_CHARS = 600_000;
/** Larger than this it is folded anew each time rather than kept. */
const PARTS_MAX = 16;
const PAGE_EVENTS = 500;

/** As much of the log as a memory is folded from. */
interface LogPages {
  after(seq: number, limit?: number): StoredEvent[];
}

/**
 * What a campaign remembers, folded from its log when somebody asks for it and not before: waking a room does not touch
 * it. What is kept of it in memory and in storage is a cache, and the log is read for whatever is missing.
 */
export class MemoryStore {
  readonly #sql: SqlStorage;
  readonly #log: LogPages;
  #memory: Memory | null = null;
  #keptSeq = 0;

  constructor(sql: SqlStorage, log: LogPages) {
    this.#sql = sql;
    this.#log = log;
  }

  /** The memory after the last event of the log. */
  current(): Memory {
    const memory = this.#folded();
    this.#memory = memory;
    if (memory.throughSeq - this.#keptSeq >= MEMORY_EVERY) this.#keep(memory);
    return memory;
  }

  /** Folds along what was stored, where there is something to fold it into; a gap is closed when it is asked for. */
  follow(stored: readonly StoredEvent[]): void {
    if (this.#memory === null || this.#memory.throughSeq + 1 !== stored[0]?.header.seq) return;
    try {
      this.#memory = stored.reduce(remember, this.#memory);
    } catch {
      // The events are stored; whoever asks for the memory next hears of the fault.
      this.#memory = null;
    }
  }

  /** Words were taken out of the log: what was made of it is made anew. */
  forget(): void {
    this.#memory = null;
    this.#keptSeq = 0;
  }

  #folded(): Memory {
    let memory = this.#memory ?? this.#load();
    for (;;) {
      const page = this.#log.after(memory.throughSeq, PAGE_EVENTS);
      memory = page.reduce(remember, memory);
      if (page.length < PAGE_EVENTS) return memory;
    }
  }

  #load(): Memory {
    const parts = this.#sql
      .exec<{ seq: number; version: number; text: string }>("SELECT seq, version, text FROM memory ORDER BY part")
      .toArray();
    const [first] = parts;
    const kept =
      first !== undefined && first.version === MEMORY_VERSION ? readKept(parts.map(({ text }) => text).join("")) : null;
    // Written by this version, and of this log: anything else is folded anew.
    if (kept === null || first === undefined || kept.throughSeq !== first.seq) return emptyMemory;
    this.#keptSeq = first.seq;
    return kept;
  }

  #keep(memory: Memory): void {
    this.#keptSeq = memory.throughSeq;
    const text = JSON.stringify(memory);
    if (text.length > PART_CHARS * PARTS_MAX) return;
    this.#sql.exec("DELETE FROM memory");
    for (const [part, piece] of piecesOf(text).entries())
      this.#sql.exec(
        "INSERT INTO memory (part, seq, version, text) VALUES (?, ?, ?, ?)",
        ...[part, memory.throughSeq, MEMORY_VERSION, piece],
      );
  }
}

/** A sign of two halves is never torn apart: storage would keep neither. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + PART_CHARS;
    const until = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
    pieces.push(text.slice(from, until));
    from = until;
  }
  return pieces;
}

/** Null when it cannot be read. */
function readKept(text: string): Memory | null {
  try {
    const kept = JSON.parse(text) as Memory;
    const isWhole = Object.keys(emptyMemory).every((part) => Object.hasOwn(kept, part));
    return isWhole && kept.version === MEMORY_VERSION && Number.isInteger(kept.throughSeq) ? kept : null;
  } catch {
    return null;
  }
}
