import type { SeenEvent } from "../../workers/contracts/events.ts";
import type {
  CLOSE as Close,
  ServerFrame,
  TICKET_PROTOCOL as TicketName,
  PROTOCOL_VERSION as Version,
} from "../../workers/contracts/frames.ts";

/**
 * The few values of the protocol that the browser needs. They are written out because importing them would pull the
 * schemas into the page; their literal types make a difference from the contract a compile error.
 */
export const PROTOCOL_VERSION: typeof Version = 5;
export const TICKET_PROTOCOL: typeof TicketName = "emberhall.v1";
export const CLOSE: typeof Close = {
  reload: 4400,
  badTicket: 4401,
  removed: 4403,
  replaced: 4409,
  tooSlow: 4413,
  flooding: 4429,
  restarting: 4503,
};

const KNOWN: Record<ServerFrame["t"], true> = {
  "server.welcome": true,
  "server.snapshot": true,
  "server.events": true,
  "server.receipt": true,
  "server.stage": true,
  "server.draft": true,
  "server.review": true,
  "server.upload": true,
  "server.upload_gone": true,
  "server.join_requests": true,
  "server.presence": true,
  "server.head": true,
  "server.problem": true,
};

/** Reads a frame of the server. The server checked its shape against the contract; a newer kind of frame is skipped. */
export function readFrame(text: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("t" in value)) return null;
  const kind = value.t;
  return typeof kind === "string" && Object.hasOwn(KNOWN, kind) ? (value as ServerFrame) : null;
}

/** The body of an event this viewer may read, or null for a veiled one. */
export function bodyOf(event: SeenEvent) {
  return "body" in event ? event.body : null;
}
