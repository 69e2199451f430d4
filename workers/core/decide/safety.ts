import type { Handler } from "../decide.ts";

/**
 * Stops play at once, whoever asks, and puts the last narration away. Who it was stands nowhere: `decide` leaves the
 * member out of the actor of these commands.
 */
export const raiseX: Handler<"raise_x"> = ({ step }, { boundary }) => {
  const { turn, told, veiled } = step.state.public;
  if (boundary !== null && boundary.tag === null && boundary.text === "")
    return { slug: "bad-request", detail: "Name the subject, or leave it out." };
  const last = told !== null && !veiled.includes(told.seq) ? told.seq : null;
  step.emit("safety_paused", { veiled: last, turnId: turn?.id ?? null, boundary });
  return null;
};

export const resumePlay: Handler<"resume_play"> = ({ step, member }) => {
  if (member.role === "spectator") return { slug: "no-seat", detail: "Those who play say when it goes on." };
  if (step.state.public.paused) step.emit("play_resumed", {});
  return null;
};
