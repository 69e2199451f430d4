import type { SeenEvent } from "../../workers/contracts/events.ts";
import { bodyOf } from "./wire.ts";

const place = (scope: "scene" | "evening", fromSeq: number) => `${scope}:${fromSeq}`;

/** Where in the log each recap stands that a model has written, as far as the events in hand tell; the newest where one was written again. */
export function recapsWritten(
  events: readonly SeenEvent[],
): (scope: "scene" | "evening", fromSeq: number) => number | null {
  const seqs = new Map<string, number>();
  for (const event of events) {
    const body = bodyOf(event);
    if (body?.type === "recap_written") seqs.set(place(body.payload.scope, body.payload.fromSeq), event.header.seq);
  }
  return (scope, fromSeq) => seqs.get(place(scope, fromSeq)) ?? null;
}
