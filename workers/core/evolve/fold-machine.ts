import type { Boundary, DmSettings } from "../../contracts/dm.ts";
import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { GmLane, PrivateLane, PublicLane } from "../state.ts";

const VEILED_KEPT = 20;
const REPORTS_KEPT = 20;
export const BOUNDARIES_MAX = 24;

/** How the machine runs the table, whose voice it has, and what has been put away. */
export function foldMachine(lane: PublicLane, fact: CampaignEvent): PublicLane {
  switch (fact.type) {
    case "dm_settings_changed":
      return { ...lane, dm: fact.payload.settings };
    case "voice_changed":
      return { ...lane, voice: fact.payload };
    case "narration_retold":
    case "narration_edited":
      return { ...lane, veiled: lane.veiled.filter((seq) => seq !== fact.payload.of) };
    default:
      return lane;
  }
}

/** Nothing of the machine goes on, and what was told last is put away. The turn itself is closed by who folds turns. */
export function playStops(lane: PublicLane, { veiled, boundary }: EventOf<"safety_paused">["payload"]): PublicLane {
  return {
    ...lane,
    paused: true,
    suggestions: [],
    question: null,
    veiled: veiled === null ? lane.veiled : [...lane.veiled, veiled].slice(-VEILED_KEPT),
    dm: boundary === null ? lane.dm : drawnTighter(lane.dm, boundary),
  };
}

/** An X says of nobody who it was, so it may only draw the list tighter: a line stays a line. */
function drawnTighter(dm: DmSettings, boundary: Boundary): DmSettings {
  const stands = dm.boundaries.some((other) => sameSubject(other, boundary) && other.kind === "line");
  return stands ? dm : withBoundary(dm, boundary);
}

/**
 * The same subject twice is one, as it was said last. A full list takes nothing more, since what somebody asked for once
 * is never let go unsaid.
 */
export function withBoundary(dm: DmSettings, boundary: Boundary): DmSettings {
  const others = dm.boundaries.filter((other) => !sameSubject(other, boundary));
  return others.length >= BOUNDARIES_MAX ? dm : { ...dm, boundaries: [...others, boundary] };
}

export function sameSubject(left: Boundary, right: Boundary): boolean {
  return left.tag === right.tag && left.text.toLowerCase() === right.text.toLowerCase();
}

export function foldReports(lane: PrivateLane, fact: EventOf<"narration_reported">, seq: number): PrivateLane {
  return { ...lane, reports: [...lane.reports, { seq, ...fact.payload }].slice(-REPORTS_KEPT) };
}

/** A verdict on a call of the proposal that is being reviewed. */
export function foldVerdict(lane: GmLane, { payload }: EventOf<"call_judged">, seq: number): GmLane {
  if (lane.work === null || lane.work.turnId !== payload.turnId) return lane;
  const { callId, verdict, args, reason } = payload;
  const verdicts = { ...lane.work.verdicts, [callId]: { verdict, args: args ?? null, reason } };
  return { ...lane, work: { ...lane.work, verdicts, judgedSeq: seq } };
}
