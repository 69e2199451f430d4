import type { StoredEvent } from "../contracts/events.ts";
import type { TurnId } from "../contracts/ids.ts";
import { count, type MetricsPort } from "../contracts/metrics.ts";
import type { EventLog } from "./event-log.ts";

/** Counts how turns end, how long they took and what they cost, from what is stored. */
export class TurnCounter {
  readonly #log: EventLog;
  readonly #metrics: MetricsPort | undefined;

  constructor(log: EventLog, metrics: MetricsPort | undefined) {
    this.#log = log;
    this.#metrics = metrics;
  }

  follow(stored: readonly StoredEvent[]): void {
    if (this.#metrics === undefined) return;
    for (const event of stored) this.#read(event);
  }

  #read({ header, body }: StoredEvent): void {
    switch (body.type) {
      case "dm_narration": {
        const { turnId, voice } = body.payload;
        if (turnId === null) return;
        const standIn = voice.fallback === undefined ? "no" : "yes";
        return this.#ended(turnId, header.at, { outcome: "answered", provider: voice.provider, standIn });
      }
      case "turn_failed":
        return this.#ended(body.payload.turnId, header.at, { outcome: "failed", provider: "", standIn: "no" });
      case "turn_cancelled":
        return this.#ended(body.payload.turnId, header.at, { outcome: "cancelled", provider: "", standIn: "no" });
      case "turn_receipt":
        for (const { task, voice, requests, inputTokens, outputTokens, costMicroUsd } of body.payload.spent)
          count(this.#metrics, "spent", { task, voice, requests, inputTokens, outputTokens, costMicroUsd });
        return;
      default:
        return;
    }
  }

  #ended(turnId: TurnId, at: number, how: { outcome: string; provider: string; standIn: string }): void {
    const openedAt = this.#log.at(openedSeqOf(turnId))?.header.at ?? at;
    count(this.#metrics, "turn", { ...how, ms: at - openedAt });
  }
}

/** A turn is named after the event that opened it. */
export function openedSeqOf(turnId: TurnId): number {
  return Number(turnId.slice("t_".length));
}
