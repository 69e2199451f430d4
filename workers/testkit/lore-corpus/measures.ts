import type { LoreTrial } from "./questions.ts";

const TOP = 10;

/** How well the order of what was found fits the grades: 1 is the best order there can be. */
export function ndcgAt10(found: readonly string[], { relevant }: LoreTrial): number {
  const gain = (grades: readonly number[]) =>
    grades.slice(0, TOP).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = gain([...relevant.values()].toSorted((left, right) => right - left));
  return ideal === 0 ? 0 : gain(found.map((id) => relevant.get(id) ?? 0)) / ideal;
}

/** How many of the answers are among the first ten. */
export function recallAt10(found: readonly string[], { relevant }: LoreTrial): number {
  const answers = [...relevant].filter(([, grade]) => grade === 2).map(([id]) => id);
  const top = new Set(found.slice(0, TOP));
  return answers.length === 0 ? 0 : answers.filter((id) => top.has(id)).length / answers.length;
}

export interface Quality {
  readonly ndcg: number;
  readonly recall: number;
  /** Of the questions without an answer, how many found nothing. */
  readonly rejected: number;
  /** Of those with one, how many found nothing at all. */
  readonly lost: number;
}

/** Means over trials, each with what was found for it. */
export function qualityOf(runs: readonly { readonly trial: LoreTrial; readonly found: readonly string[] }[]): Quality {
  const answerable = runs.filter(({ trial }) => trial.kind !== "unanswerable");
  const others = runs.filter(({ trial }) => trial.kind === "unanswerable");
  return {
    ndcg: mean(answerable.map(({ trial, found }) => ndcgAt10(found, trial))),
    recall: mean(answerable.map(({ trial, found }) => recallAt10(found, trial))),
    rejected: mean(others.map(({ found }) => (found.length === 0 ? 1 : 0))),
    lost: mean(answerable.map(({ found }) => (found.length === 0 ? 1 : 0))),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? Number.NaN : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
