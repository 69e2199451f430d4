import type { CampaignEvent, EventHeader, StoredEvent } from "../../contracts/events.ts";
import { hashHex, hexToBytes } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What stands in `prev` of the first event. */
export const GENESIS_HASH = "0".repeat(64);

/** SHA-256 over the salt bytes and the canonical JSON of the body: without the salt nobody can guess a veiled body. */
export function bodyHash(body: object, salt: string): string {
  return hashHex(hexToBytes(salt), canonicalJson(body));
}

/** SHA-256 over the canonical JSON of the header. */
export function headerHash(header: EventHeader): string {
  return hashHex(canonicalJson(header));
}

/** Where the log stands before an event is chained to it. */
export interface Position {
  seq: number;
  epoch: number;
  at: number;
  prev: string;
}

/** Numbers, salts and hashes a body into the next event of the log. The signature, where one is due, comes after. */
export function chainEvent(position: Position, body: CampaignEvent, salt: string): StoredEvent {
  const header: EventHeader = { ...position, bodyHash: bodyHash(body, salt) };
  return { header, hash: headerHash(header), body, salt };
}
