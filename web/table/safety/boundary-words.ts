import type { Boundary, SafetyTag } from "../../../workers/contracts/dm.ts";

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

export const BOUNDARY_KINDS: readonly { value: Boundary["kind"]; label: string; says: string }[] = [
  { value: "line", label: "Line", says: "It does not come up at all" },
  { value: "veil", label: "Veil", says: "It may happen, but the story looks away" },
];
export const BOUNDARY_TEXT_MAX = 80;
