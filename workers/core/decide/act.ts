import type { Handler } from "../decide.ts";
import { rulesOf } from "../rules/index.ts";
import { freshEntropy } from "./entropy.ts";

/** What one member may have waiting for the DM at a time. */
export const QUEUED_PER_MEMBER_MAX = 5;

/** A player says what their hero does, says or asks. What comes of it is the DM's turn. */
export const act: Handler<"act"> = ({ step, member }, command) => {
  const { settings, status, encounter, queue, turn } = step.state.public;
  if (status === "ended")
    return { slug: "adventure-over", detail: "The story has been told; you can still talk out of character." };
  if (member.role === "spectator" || member.creatureId === null) return { slug: "no-seat" };
  if (encounter?.ordered === true && settings.dmMode === "auto") {
    const active = encounter.activeId === null ? undefined : step.state.public.creatures[encounter.activeId];
    if (active?.id !== member.creatureId)
      return {
        slug: "not-your-turn",
        detail: active === undefined ? "Wait for initiative." : `It is ${active.name}'s move.`,
      };
    if (turn?.actions.some((action) => action.memberId === member.id))
      return { slug: "not-your-turn", detail: "Your move is being told; wait for it." };
  }
  const unable =
    settings.dmMode === "auto" ? rulesOf(step.state.public.ruleset).mayAct(step.state, member.creatureId) : null;
  if (unable !== null) return unable;
  if (queue.filter(({ memberId }) => memberId === member.id).length >= QUEUED_PER_MEMBER_MAX)
    return { slug: "queue-full" };
  const entropy = freshEntropy(step.state, member.id, command.entropy);
  step.emit("player_action", {
    memberId: member.id,
    creatureId: member.creatureId,
    mode: command.mode,
    text: command.text,
    ...(entropy === null ? {} : { entropy }),
  });
  return null;
};
