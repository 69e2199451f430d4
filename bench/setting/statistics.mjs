/** The value below which a share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (numbers) => quantile(numbers, 0.5);

/** Median with the lowest and highest of the repeats. */
export function spread(numbers, digits = 2) {
  const show = (number) => number.toFixed(digits);
  return `${show(median(numbers))} (${show(Math.min(...numbers))} – ${show(Math.max(...numbers))})`;
}

/** Ratios of what was measured side by side, repeat by repeat. */
export function ratios(ours, theirs) {
  return ours.map((value, at) => value / theirs[at]);
}
