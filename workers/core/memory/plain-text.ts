export const FACT_CHARS_MAX = 400;

// What cannot be seen, or turns the direction of what follows it, has no place in a sentence that goes into a prompt.
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb]+/gu;

/** One line of what can be seen, at most so many characters. A text that is too long ends in an ellipsis. */
export function plainText(text: string, max: number = FACT_CHARS_MAX): string {
  const line = text.replace(/\s+/gu, " ").replace(UNSEEN, "").trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, max - 1);
  return `${(/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd()}…`;
}

/** Lines of what can be seen, as somebody wrote them below each other. */
export function plainLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\t/g, " ").replace(UNSEEN, ""))
    .join("\n")
    .trim();
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
