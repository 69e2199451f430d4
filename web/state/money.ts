const CENT_MICRO_USD = 10_000;
const DOLLAR_MICRO_USD = 1_000_000;

/** From here on it rounds to a whole dollar. */
const CENTS_UP_TO_MICRO_USD = 999_950;

/** Money in words: dollars as people write them, and cents, all with the same decimals, where there is less. */
export function moneyText(microUsd: number): string {
  if (microUsd === 0) return "nothing";
  if (microUsd < CENT_MICRO_USD / 100) return "under 0.01 ¢";
  if (microUsd < CENTS_UP_TO_MICRO_USD) return `${(microUsd / CENT_MICRO_USD).toFixed(2)} ¢`;
  return `$${(microUsd / DOLLAR_MICRO_USD).toFixed(2)}`;
}

/** Dollars as typed, in millionths; null for an empty field, undefined for what is no amount. */
export function microUsdOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(/^\$/, "").replace(",", ".");
  if (text === "") return null;
  return /^\d{1,3}(\.\d{0,6})?$/.test(text) ? Math.round(Number(text) * DOLLAR_MICRO_USD) : undefined;
}

export function dollarsOf(microUsd: number | null): string {
  return microUsd === null ? "" : String(microUsd / DOLLAR_MICRO_USD);
}

export function tokensText(tokens: number): string {
  return `${tokens.toLocaleString("en")} ${tokens === 1 ? "token" : "tokens"}`;
}

/** `2026-11` of a moment, in the time the server counts in. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}
