import type { ReviewCard } from "../../contracts/dm.ts";
import type { ProposedCall } from "../../contracts/events.ts";
import type { Handler } from "../decide.ts";
import { newStep } from "../new-step.ts";
import type { CampaignState, TurnWork } from "../state.ts";
import type { Chance, Fact, Refusal } from "../step.ts";
import { toolClass } from "../tool-class.ts";
import { type ReadCall, runCall } from "./carry-out-call.ts";

/** The work of the turn that runs, if it has any. */
export function workOf(state: CampaignState): TurnWork | null {
  const { turn } = state.public;
  return turn !== null && state.gm.work?.turnId === turn.id ? state.gm.work : null;
}

/** The calls of this round that wait for a verdict, in order. Calls run in order, so the first of them holds up the rest. */
export function callsInReview(state: CampaignState): readonly ProposedCall[] {
  const { review } = state.public.dm;
  const work = workOf(state);
  if (review === null || work === null) return [];
  return work.calls
    .slice(work.doneThisRound)
    .filter(({ id, tool }) => review.classes.includes(toolClass(tool)) && !Object.hasOwn(work.verdicts, id));
}

/** Whether the next call may not be carried out before somebody has judged it. */
export function nextCallWaits(state: CampaignState): boolean {
  const work = workOf(state);
  const next = work?.calls[work.doneThisRound];
  return next !== undefined && callsInReview(state).some(({ id }) => id === next.id);
}

/** A GM says what may happen. What they edit must fit the schema of its tool, like any call. */
export const judgeCalls: Handler<"gm_judge_calls"> = ({ step, member, read }, { turnId, verdicts }) => {
  const work = workOf(step.state);
  if (work === null || work.turnId !== turnId) return { slug: "nothing-waits" };
  if (!member.screen) return { slug: "not-allowed", detail: "Step behind the screen first: take over." };
  for (const { callId, verdict, args, reason } of verdicts) {
    const call = callsInReview(step.state).find(({ id }) => id === callId);
    if (call === undefined) return { slug: "nothing-waits", detail: `${callId} has been judged or carried out.` };
    const fault = verdict === "edited" ? editFault(read, call, args) : null;
    if (fault !== null) return fault;
    const changed = verdict === "edited" && args !== undefined ? { args } : {};
    step.emit("call_judged", { turnId, callId, memberId: member.id, verdict, ...changed, reason }, "gm");
  }
  return null;
};

function editFault(read: ReadCall, call: ProposedCall, args: Record<string, unknown> | undefined): Refusal | null {
  if (args === undefined) return { slug: "bad-arguments", detail: "Say what the call should be instead." };
  const parsed = read(call.tool, args);
  return parsed.ok ? null : { slug: parsed.code, detail: parsed.detail };
}

/** What happens to calls nobody has judged in time. */
export function decideReviewOver(state: CampaignState): readonly Fact[] {
  const { review } = state.public.dm;
  const waiting = callsInReview(state);
  const turnId = workOf(state)?.turnId;
  if (review === null || turnId === undefined) return [];
  const verdict = review.otherwise === "approve" ? "approved" : "denied";
  const reason = "Nobody judged it in time.";
  return waiting.map(({ id }) => ({
    type: "call_judged",
    v: 1,
    actor: { kind: "system" },
    cause: { turnId, step: id },
    audience: "gm",
    payload: { turnId, callId: id, memberId: null, verdict, reason },
  }));
}

/** Dice for looking ahead: what falls is thrown away, only what would be rolled is of interest. */
const NO_CHANCE: Chance = {
  link: () => "0".repeat(64),
  veil: () => ({ veil: "0".repeat(64), path: [] }),
  salt: () => "0".repeat(64),
};

/** The calls of this round as a GM reads them: what, why, and the dice each would roll as things stand now. */
export function reviewCards(state: CampaignState, read: ReadCall): ReviewCard[] {
  const work = workOf(state);
  if (work === null) return [];
  const waiting = new Set(callsInReview(state).map(({ id }) => id));
  return work.calls
    .slice(work.doneThisRound)
    .filter(({ id }) => waiting.has(id) || Object.hasOwn(work.verdicts, id))
    .map((call) => ({
      callId: call.id,
      tool: call.tool,
      class: toolClass(call.tool),
      args: call.args,
      why: call.why ?? null,
      verdict: work.verdicts[call.id]?.verdict ?? "waiting",
      ...lookAhead(state, call, read),
    }));
}

function lookAhead(state: CampaignState, call: ProposedCall, read: ReadCall): Pick<ReviewCard, "dice" | "refusal"> {
  const step = newStep({ state, chance: NO_CHANCE, actor: { kind: "dm" }, cause: {} });
  const outcome = runCall(step, call, { turn: state.public.turn, byHand: false, read });
  const dice = step.facts.flatMap((fact) =>
    fact.type === "roll_ticket"
      ? [{ label: fact.payload.purpose.label, expression: fact.payload.expression, dc: fact.payload.dc }]
      : [],
  );
  return { dice: dice.slice(0, 12), refusal: outcome.ok ? null : outcome.refusal.slug };
}
