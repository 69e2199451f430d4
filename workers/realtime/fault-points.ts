/** Where a crash is worth trying: every boundary of the turn. Tests arm them; a production bundle has none of this. */
export const FAULT_POINTS = [
  "accept.before",
  "append.inside",
  "accept.after",
  "direct.before",
  "direct.after",
  "proposal.after",
  "call.before",
  "call.after",
  "narrate.before",
  "narrate.after",
  "close.after",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

declare const __FAULT_POINTS__: boolean;

let armed: ((point: FaultPoint) => void) | null = null;

/** Arms every fault point with one function, which may throw or abort the room; null disarms. */
export function armFaults(strike: ((point: FaultPoint) => void) | null): void {
  armed = strike;
}

export function faultPoint(point: FaultPoint): void {
  if (__FAULT_POINTS__) armed?.(point);
}
