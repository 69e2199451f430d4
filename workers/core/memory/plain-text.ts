export const FACT_CHARS_MAX = 400;

// What cannot be seen, or turns the direction of what follows it, has no place in a sentence that goes into a prompt.
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** One line of what can be seen, at most so many characters. A text that is too long ends in an ellipsis. */
export function plainText(text: string, max: number = FACT_CHARS_MAX): string {
  const line = text.replace(/\s+/gu, " ").replace(UNSEEN, "").trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, max - 1);
  return `${(/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd()}…`;
}

/** The first sentences of a passage, as many as fit, else as much of the first as does. */
export function firstSentences(text: string, max: number): string {
  const line = plainText(text, 8_000);
  if (line.length <= max) return line;
  const end = [...line.slice(0, max).matchAll(/[.!?…]["”’)]*\s/gu)].at(-1);
  return end === undefined || end.index < max / 3
    ? plainText(line, max)
    : line.slice(0, end.index + end[0].length).trim();
}
