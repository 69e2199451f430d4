import type { SeenEvent } from "../../workers/contracts/events.ts";
import { bodyOf } from "./wire.ts";

/** Who comes back after this long has forgotten half of it. */
export const AWAY_MS = 24 * 60 * 60 * 1_000;

const PLAYED: ReadonlySet<string> = new Set(["player_action", "dm_narration", "roll_resolved", "chat_message"]);

/** When somebody last played at this table, by the events up to `throughSeq`. What a page does by itself is not play. */
export function lastPlayedAt(events: readonly SeenEvent[], throughSeq: number): number | null {
  const last = events.findLast((event) => event.header.seq <= throughSeq && PLAYED.has(bodyOf(event)?.type ?? ""));
  return last?.header.at ?? null;
}
