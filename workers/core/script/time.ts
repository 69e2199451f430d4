import type { Clock } from "../../contracts/adventure.ts";
import type { CampaignState, ClockState } from "../state.ts";
import type { Step } from "../step.ts";
import { scriptOf } from "./lookup.ts";

/** Lets time pass. Returns the clocks that time itself moves, with by how much. */
export function passTime(step: Step, minutes: number): { clock: Clock; by: number }[] {
  if (minutes <= 0) return [];
  const before = step.state.public.minutes;
  step.emit("time_passed", { minutes });
  return clocksDue(step.state, before, before + minutes);
}

/** Clocks whose every so many minutes have come round between two times. */
export function clocksDue(state: CampaignState, from: number, to: number): { clock: Clock; by: number }[] {
  return scriptOf(state).clocks.flatMap((clock) => {
    if (clock.everyMinutes === undefined) return [];
    const by = Math.floor(to / clock.everyMinutes) - Math.floor(from / clock.everyMinutes);
    return by > 0 ? [{ clock, by }] : [];
  });
}

/** Moves a clock. True when this very move filled it. */
export function advanceClock(step: Step, clock: Clock, by: number): boolean {
  const now = clockState(step.state, clock.id);
  if (now === undefined) return false;
  const filled = Math.min(clock.segments, Math.max(0, now.filled + by));
  if (filled === now.filled) return false;
  const tell = filled > now.filled ? (clock.tells[Math.min(filled, clock.tells.length) - 1] ?? null) : null;
  step.emit(
    "clock_advanced",
    { clockId: clock.id, filled, segments: clock.segments, tell: clock.public ? tell : null },
    clock.public ? "all" : "gm",
  );
  // Who cannot see the clock still hears what it does to the world.
  if (tell !== null && filled < clock.segments)
    step.emit("beat_told", { subject: `clock:${clock.public ? clock.id : "hidden"}`, speaker: null, text: tell });
  return filled === clock.segments;
}

function clockState(state: CampaignState, id: string): ClockState | undefined {
  return state.public.clocks[id] ?? state.gm.clocks[id];
}
