import type { Adventure } from "../../contracts/adventure.ts";
import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { ToolResult } from "../../contracts/orchestration.ts";
import type { GmLane, TurnWork } from "../state.ts";
import { foldVerdict } from "./fold-machine.ts";
import { closeTicket, openTicket } from "./open-tickets.ts";
import { restore } from "./restore.ts";

/** What happens behind the screen. */
export function foldGm(lane: GmLane, fact: CampaignEvent, seq: number): GmLane {
  switch (fact.type) {
    case "adventure_scripted":
      return scripted(lane, fact.payload.adventure);
    case "campaign_continued":
      return { ...lane, work: null, open: {} };
    case "secrets_kept":
      return { ...lane, kept: fact.payload.secrets };
    case "flag_set":
      return { ...lane, flags: { ...lane.flags, [fact.payload.flag]: fact.payload.value } };
    case "attitude_changed":
      return { ...lane, attitudes: { ...lane.attitudes, [fact.payload.personId]: fact.payload.attitude } };
    case "person_moved":
      return { ...lane, places: { ...lane.places, [fact.payload.personId]: fact.payload.to } };
    case "beat_played":
      return { ...lane, beats: { ...lane.beats, [fact.payload.beatId]: fact.payload.outcome } };
    case "way_opened":
      return wayOpened(lane, fact.payload);
    case "clock_advanced":
      return clockAdvanced(lane, fact.payload);
    case "proposal_made":
      return { ...lane, work: workOn(lane.work, fact.payload, seq) };
    case "tool_call_applied":
      return { ...lane, work: withResult(lane.work, appliedResult(fact.payload), fact.payload.turnId) };
    case "tool_call_refused":
      return { ...lane, work: withResult(lane.work, refusedResult(fact.payload), fact.payload.turnId) };
    case "call_judged":
      return foldVerdict(lane, fact, seq);
    case "roll_ticket":
      return { ...lane, open: openTicket(lane.open, fact.payload, seq) };
    case "roll_resolved":
    case "roll_voided":
      return { ...lane, open: closeTicket(lane.open, fact.payload.ticketSeq) };
    case "screen_restored":
      return restore(lane, fact.payload.restored);
    default:
      return lane;
  }
}

function scripted(lane: GmLane, script: Adventure): GmLane {
  return {
    ...lane,
    script,
    attitudes: Object.fromEntries(script.people.map((person) => [person.id, person.attitude])),
    places: Object.fromEntries(
      script.people.map((person) => [
        person.id,
        script.scenes.find((scene) => scene.people.includes(person.id))?.id ?? null,
      ]),
    ),
    clocks: Object.fromEntries(
      script.clocks
        .filter((clock) => !clock.public)
        .map(({ id, title, segments }) => [id, { id, title, segments, filled: 0 }]),
    ),
  };
}

function wayOpened(lane: GmLane, { id, what }: EventOf<"way_opened">["payload"]): GmLane {
  return what === "shown" ? { ...lane, shown: [...lane.shown, id] } : { ...lane, unlocked: [...lane.unlocked, id] };
}

function clockAdvanced(lane: GmLane, { clockId, filled }: EventOf<"clock_advanced">["payload"]): GmLane {
  const clock = lane.clocks[clockId];
  return clock === undefined ? lane : { ...lane, clocks: { ...lane.clocks, [clockId]: { ...clock, filled } } };
}

function workOn(
  work: TurnWork | null,
  { turnId, round, calls, done }: EventOf<"proposal_made">["payload"],
  seq: number,
): TurnWork {
  const before = work?.turnId === turnId ? work : { results: [], callsTotal: 0, made: [], judgedSeq: null };
  return {
    turnId,
    round,
    calls,
    results: before.results,
    doneThisRound: 0,
    callsTotal: before.callsTotal + calls.length,
    done,
    made: before.made,
    proposedSeq: seq,
    verdicts: {},
    judgedSeq: before.judgedSeq,
  };
}

function withResult(work: TurnWork | null, result: ToolResult, turnId: string): TurnWork | null {
  if (work === null || work.turnId !== turnId) return work;
  const call = work.calls[work.doneThisRound];
  const made = call === undefined ? work.made : [...work.made, callKey(call)];
  return { ...work, results: [...work.results, result], doneThisRound: work.doneThisRound + 1, made };
}

/** A call as text, for telling whether the same one was made before in the turn. */
export function callKey(call: { readonly tool: string; readonly args: Readonly<Record<string, unknown>> }): string {
  return `${call.tool} ${JSON.stringify(Object.entries(call.args).sort(([left], [right]) => (left < right ? -1 : 1)))}`;
}

function appliedResult({ callId, tool, outcome, detail }: EventOf<"tool_call_applied">["payload"]): ToolResult {
  return { callId, tool, ok: true, outcome, detail };
}

function refusedResult({
  callId,
  tool,
  code,
  detail,
  alternatives,
}: EventOf<"tool_call_refused">["payload"]): ToolResult {
  return { callId, tool, ok: false, outcome: "none", code, alternatives, detail: { reason: detail } };
}
