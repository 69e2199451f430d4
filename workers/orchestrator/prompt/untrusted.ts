import { hashHex } from "../../core/ledger/index.ts";

/**
 * Marks words in a prompt as somebody's words and nobody's orders. The tag is drawn anew for each request, and words
 * inside can hold neither it nor the marks, so that nothing a person writes can end its own quotation.
 */
export interface Fence {
  readonly tag: string;
  /** Cleaned and between marks, each mark on a line of its own. */
  wrap(label: FenceLabel, text: string): string;
  open(label: FenceLabel): string;
  close(label: FenceLabel): string;
}

export type FenceLabel =
  | "words"
  | "heroes"
  | "told"
  | "known"
  | "memory"
  | "house-rules"
  | "boundaries"
  | "source"
  | "question";

/** A fence for one request: `chance` is what of it nobody at the table could foresee, the hash of an event say. */
export function fenceFor(...chance: readonly string[]): Fence {
  const tag = hashHex(`fence\n${chance.join("\n")}`).slice(0, 12);
  const open = (label: FenceLabel): string => `<<${label} ${tag}>>`;
  const close = (label: FenceLabel): string => `<</${label} ${tag}>>`;
  return {
    tag,
    open,
    close,
    wrap: (label, text) => `${open(label)}\n${cleanText(text).replaceAll(tag, "·")}\n${close(label)}`,
  };
}

/** Zero-width, bidi and tag characters, soft hyphens, variation selectors, fillers: whatever has no picture of its own. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
const LONE_HALVES = /\p{Surrogate}/gu;

/** What chat templates and tool formats of common models look like. Each is taken out whole. */
const ROLE_TOKENS: readonly RegExp[] = [
  /<\|[^|<>\n]{0,40}\|?>?/g,
  /\|>/g,
  /<\/?(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|im_start|im_end|think|thinking|tool_calls?|tool_responses?|tool_results?|function_calls?|function|invoke|system|assistant|user|developer|instructions?|prompt|human)\b[^<>\n]{0,80}>/gi,
  /\[\/?(?:inst|sys|system|user|assistant|tool_calls?|tool_results?|available_tools|system_prompt)\]/gi,
  /<<\/?sys>>/gi,
  /^[ \t>#*_`-]*(?:system|assistant|user|developer|human|tool|model|instructions?|response)(?: (?:message|prompt|note))?[ \t*_`]*:(?!\/\/)/gim,
  /^[ \t]*#{2,6}[ \t]*/gm,
  /^[ \t]*(?:---+|===+|```+)[ \t]*\w*[ \t]*$/gm,
];
const DOUBLED_ANGLES = /([<>])\1+/g;

/** Most of a prompt is said again in the next: the scene, the rules, who is there. So many texts are kept clean. */
const CLEANED_MAX = 4_000;
const cleaned = new Map<string, string>();

/** Text by somebody who may not give orders, fit to stand between the marks of a fence. */
export function cleanText(text: string): string {
  const known = cleaned.get(text);
  if (known !== undefined) return known;
  if (cleaned.size >= CLEANED_MAX) cleaned.clear();
  const clean = cleanedAnew(text);
  cleaned.set(text, clean);
  return clean;
}

function cleanedAnew(text: string): string {
  let clean = text
    .replace(/\r\n?|[\u{85}\u{2028}\u{2029}]/gu, "\n")
    .replace(LONE_HALVES, "\u{fffd}")
    .replace(UNSEEN, "")
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .replace(CONTROLS, "");
  // Taking one out may put another together; each pass shortens the text, so it comes to an end.
  for (let before = ""; before !== clean; ) {
    before = clean;
    for (const token of ROLE_TOKENS) clean = clean.replace(token, "");
    clean = clean.replace(DOUBLED_ANGLES, "$1");
  }
  return clean.replace(/\n{3,}/g, "\n\n").trim();
}

/** The same on one line, cut at a length: a name, a label, one of several choices. */
export function cleanLine(text: string, lengthMax = 120): string {
  const line = cleanText(text.slice(0, lengthMax * 4))
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= lengthMax ? line : `${[...line].slice(0, lengthMax - 1).join("")}…`;
}

/** Cut after whole words at about so many tokens, with a mark that something is missing. */
export function clipTokens(text: string, tokensMax: number, tokensOf: (text: string) => number): string {
  if (tokensOf(text) <= tokensMax) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tokensOf(text.slice(0, middle)) < tokensMax) low = middle;
    else high = middle - 1;
  }
  const cut = text.slice(0, low).replace(/\p{Surrogate}$/u, "");
  return `${cut.replace(/\s+\S*$/, "") || cut}…`;
}
