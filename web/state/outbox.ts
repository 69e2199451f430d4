import type { ClientFrame } from "../../workers/contracts/frames.ts";
import type { ActionId } from "../../workers/contracts/ids.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { type Keep, readJson } from "./keep.ts";

/** A frame that acts, and so carries an id: sent twice, it acts once. */
export type ActingFrame = Extract<ClientFrame, { id: ActionId }>;

export interface Parcel {
  readonly id: ActionId;
  readonly frame: ActingFrame;
  readonly at: number;
  /** `waiting` was never sent on the present socket, `sent` has no answer yet, `refused` came back with a problem. */
  readonly state: "waiting" | "sent" | "refused";
  readonly problem: Problem | null;
}

export type Outbox = readonly Parcel[];

/** More than this unsent means that something is wrong; the oldest refused one makes room. */
export const PARCELS_MAX = 50;

export function posted(outbox: Outbox, frame: ActingFrame, at: number): Outbox {
  const room = outbox.length < PARCELS_MAX ? outbox : outbox.filter((parcel) => parcel.state !== "refused");
  return [...room, { id: frame.id, frame, at, state: "waiting", problem: null }];
}

export function sent(outbox: Outbox, id: ActionId): Outbox {
  return change(outbox, id, { state: "sent" });
}

/** The server has it: a receipt came, or its event did. */
export function delivered(outbox: Outbox, id: ActionId): Outbox {
  return outbox.some((parcel) => parcel.id === id) ? outbox.filter((parcel) => parcel.id !== id) : outbox;
}

export function refused(outbox: Outbox, id: ActionId, problem: Problem): Outbox {
  return change(outbox, id, { state: "refused", problem });
}

/** The socket is gone: what had no answer must be sent again on the next. */
export function unsent(outbox: Outbox): Outbox {
  return outbox.map((parcel) => (parcel.state === "sent" ? { ...parcel, state: "waiting" } : parcel));
}

export function again(outbox: Outbox, id: ActionId): Outbox {
  return change(outbox, id, { state: "waiting", problem: null });
}

function change(outbox: Outbox, id: ActionId, more: Partial<Parcel>): Outbox {
  return outbox.map((parcel) => (parcel.id === id ? { ...parcel, ...more } : parcel));
}

/** Which refusals pass by themselves, so that the outbox tries again instead of bothering anybody. */
export function passesByItself({ slug }: Problem): boolean {
  return slug === "slow-down" || slug === "unavailable" || slug === "internal" || slug === "hello-first";
}

const keyOf = (campaignId: string) => `emberhall.outbox.${campaignId}`;

export function saveOutbox(keep: Keep, campaignId: string, outbox: Outbox): void {
  if (outbox.length === 0) keep.drop(keyOf(campaignId));
  else keep.write(keyOf(campaignId), JSON.stringify(outbox));
}

/** After a reload nothing is known to have arrived, so everything not refused is sent again. */
export function loadOutbox(keep: Keep, campaignId: string): Outbox {
  return unsent(readJson(keep, keyOf(campaignId), isOutbox) ?? []);
}

function isOutbox(value: unknown): value is Outbox {
  return Array.isArray(value) && value.every(isParcel);
}

function isParcel(value: unknown): value is Parcel {
  if (typeof value !== "object" || value === null || !("frame" in value) || !("id" in value) || !("state" in value))
    return false;
  const { frame, id } = value;
  return (
    typeof id === "string" &&
    typeof frame === "object" &&
    frame !== null &&
    "t" in frame &&
    "id" in frame &&
    frame.id === id
  );
}
