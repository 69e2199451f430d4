import type { UploadId, UploadProgress } from "../../workers/contracts/library.ts";
import type { Problem } from "../../workers/contracts/problems.ts";

/** A file of this browser on its way to the library, part by part. */
export interface Sending {
  readonly id: UploadId;
  readonly title: string;
  readonly sizeBytes: number;
  readonly partBytes: number;
  readonly parts: number;
  /** Parts that have arrived, counted from 1. */
  readonly arrived: readonly number[];
  /** Bytes sent so far of each part that is on its way. */
  readonly underWay: Readonly<Record<number, number>>;
  /** `waiting`: for the line, or for the next try. `stopped`: a person has to do something. */
  readonly state: "sending" | "waiting" | "finishing" | "stopped";
  /** How often it has failed since something last arrived. */
  readonly faults: number;
  readonly problem: Problem | null;
}

/** So many failures in a row are no accident. */
const FAULTS_MAX = 8;

/** A file that begins to be sent, or goes on from where it stood. */
export function sendingOf({ upload, partBytes, parts, arrived }: UploadProgress): Sending {
  return {
    id: upload.id,
    title: upload.title,
    sizeBytes: upload.sizeBytes,
    partBytes,
    parts,
    arrived: [...arrived],
    underWay: {},
    state: "sending",
    faults: 0,
    problem: null,
  };
}

/** The part to send next, or null when all have arrived or are on their way. */
export function nextPart({ parts, arrived, underWay, state }: Sending): number | null {
  if (state !== "sending") return null;
  for (let part = 1; part <= parts; part++) if (!arrived.includes(part) && !(part in underWay)) return part;
  return null;
}

/** Where a part lies in the file: from this byte up to, and not with, that. */
export function partSpan({ partBytes, sizeBytes }: Sending, part: number): readonly [from: number, to: number] {
  return [(part - 1) * partBytes, Math.min(sizeBytes, part * partBytes)];
}

export const allArrived = ({ arrived, parts }: Sending): boolean => arrived.length >= parts;

/** How much of it is over there, from 0 to 1, parts on their way included. */
export function shareSent(sending: Sending): number {
  const there = sending.arrived.reduce((sum, part) => sum + sizeOf(sending, part), 0);
  const half = Object.entries(sending.underWay).reduce(
    (sum, [part, bytes]) => sum + Math.min(bytes, sizeOf(sending, Number(part))),
    0,
  );
  return Math.min(1, (there + half) / sending.sizeBytes);
}

function sizeOf(sending: Sending, part: number): number {
  const [from, to] = partSpan(sending, part);
  return Math.max(0, to - from);
}

/** A part is on its way, this many bytes of it so far. */
export function partMoved(sending: Sending, part: number, bytes: number): Sending {
  return { ...sending, underWay: { ...sending.underWay, [part]: bytes } };
}

export function partArrived(sending: Sending, part: number): Sending {
  const arrived = sending.arrived.includes(part) ? sending.arrived : [...sending.arrived, part];
  return { ...sending, arrived, underWay: without(sending.underWay, part), faults: 0, problem: null };
}

/** A part that did not get through: it is sent again by itself when the fault may pass, else a person is told. */
export function partLost(sending: Sending, part: number, problem: Problem): Sending {
  const underWay = without(sending.underWay, part);
  return afterFault({ ...sending, underWay }, problem, mayPass(problem));
}

/** What the table says has arrived, when it is less than was thought. The rest is sent again. */
export function recounted(sending: Sending, { arrived }: UploadProgress, problem: Problem): Sending {
  return afterFault({ ...sending, arrived: [...arrived], underWay: {} }, problem, true);
}

function afterFault(sending: Sending, problem: Problem, passes: boolean): Sending {
  const faults = sending.faults + 1;
  return { ...sending, faults, problem, state: passes && faults < FAULTS_MAX ? "waiting" : "stopped" };
}

/** Tries again, whatever it was that stopped it. */
export function wokenUp(sending: Sending): Sending {
  if (sending.state === "sending" || sending.state === "finishing") return sending;
  return { ...sending, state: "sending", faults: sending.state === "stopped" ? 0 : sending.faults, problem: null };
}

/** The file as a whole is refused, or is not there any more: no part of it will ever be taken. */
export function isLastWord({ slug, status }: Problem): boolean {
  return status === 404 || slug === "wrong-file-type" || slug === "upload-too-large";
}

/** No answer, haste, or an outage over there: worth another try. Anything else is an answer. */
function mayPass({ status }: Problem): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function without(underWay: Sending["underWay"], part: number): Sending["underWay"] {
  return Object.fromEntries(Object.entries(underWay).filter(([each]) => Number(each) !== part));
}

/** How a file on its way is doing, in words. */
export function sendingWords(sending: Sending): string {
  const percent = Math.floor(shareSent(sending) * 100);
  switch (sending.state) {
    case "sending":
      return `Uploading ${percent} %`;
    case "waiting":
      return `Uploading ${percent} %, waiting for the connection`;
    case "finishing":
      return "Uploading 100 %";
    case "stopped":
      return `Stopped at ${percent} %`;
    default:
      return sending.state satisfies never;
  }
}
