const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Full jitter: anywhere between nothing and a doubling ceiling, so that a thousand clients never come back as one. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(random() * ceiling);
}
