import type { Recalled, RecalledFact } from "../../core/ports.ts";
import type { PartDraft, PartPolicy } from "./fit-parts.ts";
import { cleanLine, type Fence } from "./untrusted.ts";

/** However long a campaign is played, what it remembers takes no more of a prompt than this. */
export const MEMORY_POLICY: Omit<PartPolicy, "gives"> = {
  name: "memory",
  tokensMax: 1_000,
  tokensMin: 300,
  drops: "oldest",
};

/** What is recalled is bounded where it is recalled; a prompt counts no more of it than this. */
const RECAP_MAX = 16;
const PINNED_MAX = 24;
const FACTS_MAX = 32;
const CARDS_MAX = 12;
const FACT_CHARS = 300;
const CARD_CHARS = 360;
const CARD_FACTS_MAX = 3;

/**
 * What a campaign remembers, all of it as a quotation: facts hold names and words of people, and notes are theirs from
 * end to end. What somebody has pinned goes only when nothing else is left.
 */
export function recalledPart({ recap, pinned, facts, cards }: Recalled, fence: Fence, head: string): PartDraft {
  const kept = pinned.slice(-PINNED_MAX).map((fact) => factLine("pinned", fact));
  return {
    name: "memory",
    head: `${head}\n${fence.open("memory")}`,
    entries: [
      ...recap.slice(-RECAP_MAX).map(({ text }) => `- so far: ${cleanLine(text, FACT_CHARS)}`),
      ...cards.slice(0, CARDS_MAX).map(cardLine),
      ...facts.slice(-FACTS_MAX).map((fact) => factLine("remembered", fact)),
      ...kept,
    ],
    weighty: new Set(kept),
    tail: fence.close("memory"),
  };
}

function factLine(how: string, { text, knownBy, byHand }: RecalledFact): string {
  const note = byHand ? ", a note of somebody's" : "";
  return `- ${how}${note}: ${cleanLine(text, FACT_CHARS)}${knowers(knownBy)}`;
}

/** Null when the whole party knows it: then nothing need be said. */
function knowers(knownBy: readonly string[] | null): string {
  if (knownBy === null) return "";
  if (knownBy.length === 0) return " (no hero knows it)";
  return ` (known to ${knownBy.map((name) => cleanLine(name, 40)).join(", ")})`;
}

function cardLine({ name, kind, text, facts }: Recalled["cards"][number]): string {
  const written = text === "" ? [] : [cleanLine(text, CARD_CHARS)];
  const known = facts.slice(-CARD_FACTS_MAX).map((fact) => cleanLine(fact, FACT_CHARS));
  return `- ${kind} ${cleanLine(name, 80)}: ${[...written, ...known].join(" / ")}`;
}
