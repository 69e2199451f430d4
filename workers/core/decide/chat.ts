import type { Handler } from "../decide.ts";

/** Talk at the table. A whisper reaches those named and the one who whispers, and nobody else, GM included. */
export const chat: Handler<"chat"> = ({ step, member }, { channel, to, text }) => {
  if (channel === "whisper") {
    const listeners = to.filter((id) => id !== member.id && step.state.public.members[id]?.removed === false);
    if (listeners.length === 0)
      return { slug: "not-a-member", detail: "Nobody of that name is at the table to whisper to." };
    step.emit(
      "chat_message",
      { memberId: member.id, channel, creatureId: null, to: listeners, text },
      { members: [...new Set([member.id, ...listeners])].sort() },
    );
    return null;
  }
  if (member.role === "spectator" && channel !== "ooc")
    return { slug: "no-seat", detail: "Spectators may only speak out of character." };
  const creatureId = channel === "ooc" ? null : member.creatureId;
  if (channel !== "ooc" && creatureId === null) return { slug: "no-seat" };
  step.emit("chat_message", { memberId: member.id, channel, creatureId, to: [], text });
  return null;
};
