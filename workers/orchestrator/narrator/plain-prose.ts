const ROLE_TOKENS =
  /<\|[^|>\n]{0,40}\|>|<\/?s>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<<\/?[a-z-]{1,20} [0-9a-f]{6,20}>>/gi;
const THINKING = /<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/gi;
/** Zero-width, directional and tag characters, and controls other than the line feed. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|(?!\n)\p{Cc}|\p{Surrogate}/gu;

/** Prose as the table reads it: no markup, no links, no pictures, no tokens of roles, nothing unseen. */
export function plainProse(text: string): string {
  return (
    text
      .slice(0, TEXT_MAX)
      .replace(/\r\n?/g, "\n")
      .replace(/[\t\v\f\u00a0]/g, " ")
      .replace(UNSEEN, "")
      .replace(THINKING, " ")
      .replace(ROLE_TOKENS, " ")
      .replace(/<!--[\s\S]{0,2000}?-->|<\/?[a-z][^<>\n]{0,200}>/gi, " ")
      .replace(/!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)/g, " ")
      .replace(/\[([^\]\n]{0,200})\]\([^)\n]{0,400}\)/g, "$1")
      .replace(ADDRESS, "")
      .split("\n")
      .map(plainLine)
      .join("\n")
      // Once more: taking markup out may have put one together.
      .replace(ADDRESS, "")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

const TEXT_MAX = 20_000;
const ADDRESS = /\b(?:[a-z][a-z\d+.-]{0,20}:\/\/|www\.)[^\s)\]]+/gi;

function plainLine(line: string): string {
  return line
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+•]\s+|\d{1,2}[.)]\s+(?=\p{L}))/u, "")
    .replace(/^\s*(?:[-*_=]\s*){3,}$|^\s*`{3,}.*$/, "")
    .replace(/^\s*(?:assistant|narrator|narration|game master|dungeon master|gm|dm|system|user)\s*:\s*/i, "")
    .replace(/[*`~]+/g, "")
    .replace(/(^|[\s(“"])_{1,8}|_{1,8}(?=$|[\s.,;:!?)”"])/g, "$1")
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.;:!?…])/g, "$1")
    .trim();
}

/** A document for a machine instead of a story: calls, or a proposal. */
export function isMachineTalk(text: string): boolean {
  return /^\s*(?:`{3}\w*\s*)?(?:\{\s*["'}]|\[\s*[{"'\]])/.test(text);
}

/** What a provider's model says instead of a story. */
export function isRefusal(text: string): boolean {
  const start = text.trim().slice(0, 240).replaceAll("’", "'");
  return (
    /^(?:i'm |i am )?(?:so |very |really )?(?:sorry|afraid)\b.{0,80}\b(?:i (?:can't|cannot|can not|won't|will not|am unable|'m unable)|unable to)\b/i.test(
      start,
    ) ||
    /^(?:i (?:can't|cannot|can not|won't|will not|am not able to|'m not able to|am unable to) |i'm (?:not able|unable) to )(?:help|assist|continue|write|create|generate|provide|comply|do that|fulfil|engage|produce|narrate|tell)/i.test(
      start,
    ) ||
    /\bas an ai\b|\bas a (?:large )?language model\b|\bi(?:'m| am) (?:just )?an? (?:ai|language model)\b|\bcontent polic(?:y|ies)\b/i.test(
      start,
    )
  );
}
