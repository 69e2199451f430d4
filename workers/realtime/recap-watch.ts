import type { StoredEvent } from "../contracts/events.ts";
import type { CampaignId } from "../contracts/ids.ts";
import { recapDue } from "../core/memory/recap.ts";
import { EVENING_GAP_MS } from "../core/memory/spans.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { Outbox } from "./outbox.ts";
import type { Timers } from "./timers.ts";

/** The timer that looks whether a scene or an evening is over. */
const LOOK = "recaps";
const SOON_MS = 1_000;
const CLOSES: ReadonlySet<StoredEvent["body"]["type"]> = new Set(["scene_entered", "adventure_ended"]);

/**
 * Has told in short what is over. Whoever stores an event only sets a timer; what is due is read from the memory when it
 * goes off, so that nobody waits for that and no event is the one that must not be missed.
 */
export class RecapWatch {
  readonly #timers: Timers;
  readonly #memory: MemoryStore;
  readonly #outbox: Outbox;
  #wakeAt: number | null = null;

  constructor(timers: Timers, memory: MemoryStore, outbox: Outbox) {
    this.#timers = timers;
    this.#memory = memory;
    this.#outbox = outbox;
  }

  /**
   * Writes down when to look, in the transaction that stores these events: at the next alarm when one closes a scene, else
   * when nothing may have been done for as long as ends an evening.
   */
  noticeIn(stored: readonly StoredEvent[], now: number): void {
    const closes = stored.some(({ body }) => CLOSES.has(body.type));
    if (!closes && this.#timers.has(LOOK)) return;
    this.#wakeAt = now + (closes ? SOON_MS : EVENING_GAP_MS);
    this.#timers.note(LOOK, closes ? now : this.#wakeAt);
  }

  /** Sets the alarm for what was written down, once that is stored. */
  wake(): void {
    if (this.#wakeAt !== null) this.#timers.wakeBy(this.#wakeAt);
    this.#wakeAt = null;
  }

  /** Asks for what is due, if it was time to look, and looks again when the evening that is on may be over. */
  lookIfDue(due: readonly string[], campaignId: CampaignId, now: number): void {
    if (!due.includes(LOOK)) return;
    const memory = this.#memory.current();
    for (const { scope, fromSeq, toSeq } of recapDue(memory, now))
      this.#outbox.put({ job: "summarize", campaignId, scope, fromSeq, toSeq });
    const endedAt = memory.evenings.at(-1)?.endedAt ?? 0;
    if (!memory.stage.ended && now - endedAt < EVENING_GAP_MS) this.#timers.set(LOOK, endedAt + EVENING_GAP_MS);
  }
}
