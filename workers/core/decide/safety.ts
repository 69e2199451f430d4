import type { Handler } from "../decide.ts";
import { signless } from "../safety/crossings.ts";

/**
 * Stops play at once, whoever asks, and puts the last narration away. Who it was stands nowhere: `decide` leaves the
 * member out of the actor of these commands.
 */
export const raiseX: Handler<"raise_x"> = ({ step, member }, { boundary }) => {
  const { turn, told, veiled } = step.state.public;
  const last = told !== null && !veiled.includes(told.seq) ? told.seq : null;
  // Play stops whatever else is asked for: words that name nothing, or come from who only watches, are left out.
  const kept = boundary === null || signless(boundary) || member.role === "spectator" ? null : boundary;
  step.emit("safety_paused", { veiled: last, turnId: turn?.id ?? null, boundary: kept });
  return null;
};

/** Going on has a name to it: a stop that somebody lifts at once would else be no stop. */
export const resumePlay: Handler<"resume_play"> = ({ step, member }) => {
  if (member.role === "spectator") return { slug: "no-seat", detail: "Those who play say when it goes on." };
  if (step.state.public.paused) step.emit("play_resumed", {});
  return null;
};
