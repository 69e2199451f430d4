import type { StoredEvent } from "../contracts/events.ts";
import type { CampaignId } from "../contracts/ids.ts";
import type { Summarize } from "../contracts/jobs.ts";
import { recapDue } from "../core/memory/recap.ts";
import type { EventLog } from "./event-log.ts";
import type { MemoryStore } from "./memory-store.ts";

/** After less than this, in ms, no evening is over; whether one is, the memory says. */
const PAUSE_MS = 60 * 60_000;
const CLOSES: ReadonlySet<StoredEvent["body"]["type"]> = new Set(["scene_entered", "adventure_ended"]);

/** Notices when a scene or an evening is over. Only then is the memory looked at: most events close nothing. */
export class RecapWatch {
  readonly #log: EventLog;
  readonly #memory: MemoryStore;
  readonly #note: (message: string, detail: Record<string, unknown>) => void;
  #lastAt: number | null = null;

  constructor(log: EventLog, memory: MemoryStore, note: (message: string, detail: Record<string, unknown>) => void) {
    this.#log = log;
    this.#memory = memory;
    this.#note = note;
  }

  /** What is to be told in short now that these events are being stored. */
  dueAfter(stored: readonly StoredEvent[], campaignId: CampaignId): Summarize[] {
    const [first] = stored;
    const last = stored.at(-1);
    if (first === undefined || last === undefined) return [];
    const before = this.#lastAt ?? this.#log.at(first.header.seq - 1)?.header.at ?? first.header.at;
    this.#lastAt = last.header.at;
    const mayClose = first.header.at - before >= PAUSE_MS || stored.some(({ body }) => CLOSES.has(body.type));
    if (!mayClose) return [];
    try {
      const { before: until, after } = this.#memory.around(stored);
      return recapDue(after, until).map(({ scope, fromSeq, toSeq }) => ({
        job: "summarize",
        campaignId,
        scope,
        fromSeq,
        toSeq,
      }));
    } catch (error) {
      // What has happened is stored whether or not it is ever told in short.
      this.#note("What is to be told in short could not be found out.", { error: String(error) });
      return [];
    }
  }
}
