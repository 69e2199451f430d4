import type { Boundary, SafetyTag } from "../../../workers/contracts/dm.ts";
import { signless } from "../../../workers/core/safety/crossings.ts";

const TAGS: Record<SafetyTag, string> = {
  gore: "Gore",
  torture: "Torture",
  "harm-to-children": "Harm to children",
  "harm-to-animals": "Harm to animals",
  "sexual-content": "Sexual content",
  "sexual-violence": "Sexual violence",
  "self-harm": "Self-harm",
  slavery: "Slavery",
  "body-horror": "Body horror",
  "spiders-and-insects": "Spiders and insects",
  drowning: "Drowning",
  illness: "Illness",
};

export const SAFETY_TAGS = Object.keys(TAGS) as readonly SafetyTag[];

export const tagWords = (tag: SafetyTag): string => TAGS[tag];

/** A boundary as people read it. */
export function boundaryWords({ tag, text }: Pick<Boundary, "tag" | "text">): string {
  return [tag === null ? "" : TAGS[tag], text].filter((part) => part !== "").join(": ");
}

/** Scripts in which a thing may be named in fewer letters than three. */
const SHORT_WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether the server would find nothing in it to keep out. */
export const namesNothing = (boundary: Boundary): boolean => boundary.text.trim() !== "" && signless(boundary);

/** Whether words of one's own look as if they named no thing: "no", "it", "xx". */
export function looksNameless(boundary: Boundary): boolean {
  const { tag, text } = boundary;
  if (tag !== null || text.trim() === "") return false;
  return namesNothing(boundary) || !(/\p{L}{3}/u.test(text) || SHORT_WORDS.test(text));
}

export const BOUNDARY_KINDS: readonly { value: Boundary["kind"]; label: string; says: string }[] = [
  { value: "line", label: "Line", says: "It does not come up at all" },
  { value: "veil", label: "Veil", says: "It may happen, but the story looks away" },
];
export const BOUNDARY_TEXT_MAX = 80;
