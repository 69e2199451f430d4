import type { StoredEvent } from "../contracts/events.ts";
import type { TurnFigures } from "../contracts/standing.ts";

/** What becomes of the turns in a row of events, oldest first; those that began before them, or before `since`, are left out. */
export function turnFigures(events: readonly StoredEvent[], since: number): TurnFigures {
  const openedAt = new Map<string, number>();
  const took: number[] = [];
  const counted = { answered: 0, stoodIn: 0, failed: 0, cancelled: 0 };
  for (const { header, body } of events) {
    if (header.at < since) continue;
    // Every event may have opened a turn: it is named after the one that did.
    openedAt.set(`t_${header.seq}`, header.at);
    if (body.type !== "dm_narration" && body.type !== "turn_failed" && body.type !== "turn_cancelled") continue;
    const opened = openedAt.get(body.payload.turnId ?? "");
    if (opened === undefined) continue;
    if (body.type === "turn_failed") counted.failed += 1;
    else if (body.type === "turn_cancelled") counted.cancelled += 1;
    else {
      counted.answered += 1;
      if (body.payload.voice.fallback !== undefined) counted.stoodIn += 1;
      if (body.payload.voice.provider !== "gm") took.push(header.at - opened);
    }
  }
  const sorted = took.toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
  const first = events[0]?.header.at ?? since;
  return { ...counted, medianMs, slowestMs: sorted.at(-1) ?? null, since: Math.max(since, first) };
}
