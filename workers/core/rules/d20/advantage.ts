import type { AdvantageState } from "../../../contracts/rules.ts";

const LABEL_CHARS_MAX = 120;

/** Why a roll is better or worse, in words for people. However many there are, they count once. */
export interface Reasons {
  readonly for: readonly string[];
  readonly against: readonly string[];
}

export const NO_REASONS: Reasons = { for: [], against: [] };

export function mergeReasons(...all: readonly (Reasons | undefined)[]): Reasons {
  return {
    for: all.flatMap((each) => each?.for ?? []),
    against: all.flatMap((each) => each?.against ?? []),
  };
}

/** One reason is as good as five, and any on each side cancel out. */
export function advantageOf(reasons: Reasons): AdvantageState {
  const better = reasons.for.length > 0;
  const worse = reasons.against.length > 0;
  if (better === worse) return "none";
  return better ? "advantage" : "disadvantage";
}

const D20: Readonly<Record<AdvantageState, string>> = { advantage: "2d20kh1", none: "1d20", disadvantage: "2d20kl1" };

/** The dice of a test with its modifier inside, so that the ticket fixes all of it. */
export function d20Expression(advantage: AdvantageState, modifier: number): string {
  return `${D20[advantage]}${signed(modifier)}`;
}

export function signed(modifier: number): string {
  if (modifier === 0) return "";
  return modifier > 0 ? `+${modifier}` : `${modifier}`;
}

/** The label of a ticket with the reasons behind it, cut to what a ticket can hold. */
export function labelWith(label: string, reasons: Reasons): string {
  const why = [
    reasons.for.length > 0 ? `advantage: ${reasons.for.join(", ")}` : "",
    reasons.against.length > 0 ? `disadvantage: ${reasons.against.join(", ")}` : "",
  ].filter((part) => part !== "");
  const whole = why.length === 0 ? label : `${label} (${why.join("; ")})`;
  return whole.length <= LABEL_CHARS_MAX ? whole : `${whole.slice(0, LABEL_CHARS_MAX - 1)}…`;
}
