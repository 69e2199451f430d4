import type { ProblemSlug } from "../../../workers/contracts/problems.ts";
import { wordsOf } from "../../state/story-marks.ts";

/** Why the rules would say no, for those reasons a proposal is likely to meet. */
const WORDS: Partial<Record<ProblemSlug, string>> = {
  "unknown-tool": "there is no such move.",
  "bad-arguments": "something in it does not fit.",
  "tool-not-offered": "that is no move of this moment.",
  "unknown-creature": "there is no such creature here.",
  "unknown-target": "there is no such target here.",
  "not-a-heros-move": "only its player may do that with a hero.",
  "unknown-beat": "that is not in reach here.",
  "beat-spent": "that has been done already.",
  "requirement-missing": "something must happen first.",
  "unknown-exit": "there is no such way out.",
  "exit-locked": "that way is shut.",
  "unknown-item": "nobody here holds that.",
  "no-encounter": "nobody is fighting.",
  "in-encounter": "not in the middle of a fight.",
  "not-their-move": "it is not their move.",
  "action-spent": "their action is spent this round.",
  "target-down": "they are already down.",
  "cannot-rest": "this is no place to rest.",
  "repeats-secret": "it would give away what is still sealed.",
};

export function refusalWords(slug: string): string {
  return WORDS[slug as ProblemSlug] ?? `${wordsOf(slug)}.`;
}
