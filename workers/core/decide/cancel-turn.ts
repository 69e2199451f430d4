import type { Handler } from "../decide.ts";
import { heroesPresent } from "../script/lookup.ts";
import type { Member, TurnState } from "../state.ts";

function mayStop(member: Member, turn: TurnState): boolean {
  const asked = turn.telling?.memberId === member.id || turn.actions.some(({ memberId }) => memberId === member.id);
  return asked || member.role === "owner" || member.role === "gm";
}

/** Stops the turn that runs. What has fallen and changed so far stands; nothing more comes of it. */
export const cancelTurn: Handler<"cancel_turn"> = ({ step, member }, { turnId }) => {
  const { turn } = step.state.public;
  if (turn === null || turn.id !== turnId) return { slug: "no-open-turn" };
  if (!mayStop(member, turn)) return { slug: "turn-not-yours" };
  step.emit("turn_cancelled", { turnId, memberId: member.id });
  return null;
};

/** Tries a turn again that ended without an answer. Its dice and changes are kept; it goes on where it broke off. */
export const retryTurn: Handler<"retry_turn"> = ({ step, member }, { turnId }) => {
  const { failed, turn, settings, status, paused } = step.state.public;
  if (failed === null || failed.id !== turnId || turn !== null) return { slug: "no-open-turn" };
  if (settings.dmMode === "human") return { slug: "human-dm" };
  if (paused) return { slug: "table-paused" };
  if (status === "ended") return { slug: "adventure-over" };
  const seated = heroesPresent(step.state).some(({ ownerId }) => ownerId === member.id);
  if (!mayStop(member, failed) && !seated) return { slug: "turn-not-yours" };
  step.emit("turn_reopened", { turnId });
  return null;
};
