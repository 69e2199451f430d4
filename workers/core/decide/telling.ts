import type { Asking, Handler } from "../decide.ts";
import type { Member } from "../state.ts";
import type { Refusal } from "../step.ts";

/** Why the last narration cannot be told again or gone on from now, or null. */
function untellable({ step, member }: Asking, of: number): Refusal | null {
  const { told, turn, settings, status, paused } = step.state.public;
  if (!playsAlong(member)) return { slug: "no-seat" };
  if (settings.dmMode === "human") return { slug: "human-dm" };
  if (paused) return { slug: "table-paused" };
  if (status === "ended") return { slug: "adventure-over" };
  if (turn !== null) return { slug: "queue-full", detail: "The DM is busy; ask again when it has answered." };
  return told?.seq === of && told.turn !== null ? null : { slug: "not-the-last-words" };
}

function playsAlong({ role, creatureId }: Member): boolean {
  return role === "owner" || role === "gm" || creatureId !== null;
}

/** The same events in other words. */
export const retell: Handler<"retell"> = (asking, { of }) => {
  const refusal = untellable(asking, of);
  if (refusal !== null) return refusal;
  asking.step.emit("telling_opened", { how: "again", of, memberId: asking.member.id });
  return null;
};

/** A little more from where the narrator stopped. Nothing new happens in it. */
export const continueTelling: Handler<"continue_telling"> = (asking, { of }) => {
  const refusal = untellable(asking, of);
  if (refusal !== null) return refusal;
  asking.step.emit("telling_opened", { how: "on", of, memberId: asking.member.id });
  return null;
};

/** Whether there is a narration there that everybody has read. */
function isNarration({ eventAt }: Asking, seq: number): boolean {
  const body = eventAt(seq);
  return body?.type === "dm_narration" && body.audience === "all";
}

export const editNarration: Handler<"gm_edit_narration"> = (asking, { of, text }) => {
  if (!isNarration(asking, of)) return { slug: "no-such-narration" };
  asking.step.emit("narration_edited", { of, memberId: asking.member.id, text });
  return null;
};

/** Tells those who may run the table, whether or not they sit behind the screen. The narration stays until somebody changes it. */
export const reportNarration: Handler<"report_narration"> = (asking, { of, why, text }) => {
  if (!isNarration(asking, of)) return { slug: "no-such-narration" };
  const { step, member } = asking;
  const reports = step.state.private[member.id]?.reports ?? [];
  if (reports.some((report) => report.of === of && report.memberId === member.id && report.why === why)) return null;
  const gms = Object.values(step.state.public.members)
    .filter(({ role, removed }) => !removed && (role === "owner" || role === "gm"))
    .map(({ id }) => id);
  const audience = { members: [...new Set([...gms, member.id])].sort() };
  step.emit("narration_reported", { of, memberId: member.id, why, text }, audience);
  return null;
};
