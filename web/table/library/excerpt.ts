const BEFORE = 60;
const LONGEST = 260;

/** The part of a passage that best shows why it was found: around the first of the words that were looked for. */
export function excerptOf(passage: string, wanted: string): string {
  const text = passage.replace(/\s+/g, " ").trim();
  if (text.length <= LONGEST) return text;
  const words = wanted.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const from = first <= BEFORE ? 0 : text.lastIndexOf(" ", first - BEFORE) + 1;
  const to = from + LONGEST >= text.length ? text.length : text.lastIndexOf(" ", from + LONGEST);
  return `${from > 0 ? "… " : ""}${text.slice(from, to <= from ? from + LONGEST : to)}${to < text.length ? " …" : ""}`;
}
