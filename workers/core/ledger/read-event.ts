import type { EventHeader } from "../../contracts/events.ts";
import { isHex } from "./bytes.ts";

export type Payload = Readonly<Record<string, unknown>>;

/** An event as found in a file that nobody vouches for: its envelope is sound, its payload still unknown. */
export interface FoundEvent {
  header: EventHeader;
  hash: string;
  /** Absent when veiled. */
  body: FoundBody | null;
  /** Absent when veiled or erased. */
  salt: string | null;
  /** The words were blanked with the person who spoke them; what is left of the body no longer has its hash. */
  erased: boolean;
  sig: string | null;
}

export interface FoundBody {
  type: string;
  v: number;
  audience: unknown;
  payload: Payload;
}

const ENVELOPE_KEYS = new Set(["header", "hash", "body", "salt", "sig", "erased"]);
const HEADER_KEYS = "at,bodyHash,epoch,prev,seq";

/** Reads an envelope, or gives null for anything else. */
export function readEvent(value: unknown): FoundEvent | null {
  if (!isRecord(value) || !isHex(value.hash, 32) || Object.keys(value).some((key) => !ENVELOPE_KEYS.has(key)))
    return null;
  const { header, body = null, salt = null, sig = null, erased = false } = value;
  if (!isHeader(header) || (sig !== null && !isHex(sig, 64)) || (salt !== null && !isHex(salt, 16))) return null;
  if (body !== null && !isBody(body)) return null;
  if (typeof erased !== "boolean" || (body !== null && salt === null && !erased)) return null;
  return { header, hash: value.hash, body, salt, sig, erased };
}

function isHeader(value: unknown): value is EventHeader {
  if (!isRecord(value) || Object.keys(value).sort().join() !== HEADER_KEYS) return false;
  return (
    isCount(value.seq, 1) &&
    isCount(value.epoch, 1) &&
    isCount(value.at, 0) &&
    isHex(value.prev, 32) &&
    isHex(value.bodyHash, 32)
  );
}

function isBody(value: unknown): value is FoundBody {
  return isRecord(value) && typeof value.type === "string" && isCount(value.v, 1) && isRecord(value.payload);
}

export function isRecord(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A whole number no smaller than `least` that a double holds exactly. */
export function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

export interface FoundEpoch {
  epoch: number;
  rolls: number;
  anchor: string;
  veilRoot: string;
  keyId: string;
  publicKey: string;
}

export function readEpoch({ epoch, rolls, anchor, veilRoot, keyId, publicKey }: Payload): FoundEpoch | null {
  const sound = isCount(epoch, 1) && isCount(rolls, 1) && rolls <= 65_536 && isHex(anchor, 32) && isHex(veilRoot, 32);
  return sound && typeof keyId === "string" && isHex(publicKey, 32)
    ? { epoch, rolls, anchor, veilRoot, keyId, publicKey }
    : null;
}

export interface FoundTicket {
  expression: string;
  dc: number | null;
  visibility: string;
  purpose: string;
}

export function readTicket({ expression, dc, visibility, purpose }: Payload): FoundTicket | null {
  if (typeof expression !== "string" || typeof visibility !== "string" || !(dc === null || Number.isSafeInteger(dc)))
    return null;
  const label = isRecord(purpose) && typeof purpose.label === "string" ? purpose.label : "";
  return { expression, dc: dc as number | null, visibility, purpose: label };
}

/** A resolved, voided or sealed roll: what they have in common. */
export interface FoundClosing {
  index: number;
  link: string;
  ticketSeq: number | null;
}

export function readClosing({ index, link, ticketSeq = null }: Payload): FoundClosing | null {
  if (!isCount(index, 1) || !isHex(link, 32) || !(ticketSeq === null || isCount(ticketSeq, 1))) return null;
  return { index, link, ticketSeq };
}

export interface FoundResult {
  tableEntropy: string;
  veil: { veil: string; path: string[] } | null;
  dice: readonly unknown[];
  total: unknown;
  successes: unknown;
  margin: unknown;
  outcome: string;
}

export function readResult({
  tableEntropy,
  veil,
  dice,
  total,
  successes,
  margin,
  outcome,
}: Payload): FoundResult | null {
  if (!isHex(tableEntropy, 32) || !Array.isArray(dice) || typeof outcome !== "string") return null;
  const opened = veil === undefined ? null : readVeil(veil);
  if (opened === undefined) return null;
  return { tableEntropy, veil: opened, dice, total, successes, margin, outcome };
}

function readVeil(value: unknown): { veil: string; path: string[] } | undefined {
  if (!isRecord(value) || !isHex(value.veil, 32) || !Array.isArray(value.path)) return undefined;
  const path: unknown[] = value.path;
  return path.every((step): step is string => isHex(step, 32)) ? { veil: value.veil, path } : undefined;
}

export interface FoundEntropy {
  memberId: string;
  reveal: string | null;
  commit: string;
}

export function readEntropy(value: unknown): FoundEntropy | null {
  if (!isRecord(value) || typeof value.memberId !== "string" || !isHex(value.commit, 32)) return null;
  const { memberId, reveal, commit } = value;
  return reveal === null || isHex(reveal, 32) ? { memberId, reveal, commit } : null;
}
