import type { PromptPart } from "../../contracts/dm.ts";
import { tokensOf } from "../../models/count-tokens.ts";

/** A part of a prompt before it is fitted: entries are dropped whole, head and tail stay as long as one entry does. */
export interface PartDraft {
  readonly name: string;
  readonly head?: string;
  /** In the order they are read. An entry may have several lines and a fence of its own; it is never cut. */
  readonly entries: readonly string[];
  /** Those of the entries that go only when no other is left. */
  readonly weighty?: ReadonlySet<string>;
  readonly tail?: string;
}

/** How much room a part has, and what becomes of it when there is too little. */
export interface PartPolicy {
  readonly name: string;
  /** However much room there is, a part never takes more. */
  readonly tokensMax: number;
  /** When all parts together are too long, a part is never cut below this. */
  readonly tokensMin: number;
  /** Which end of it goes first. `nothing` is for parts that are bounded where they are written. */
  readonly drops: "nothing" | "oldest" | "last";
  /** Parts give up their entries in this order, 1 first. */
  readonly gives: number;
}

interface Fitting {
  readonly draft: PartDraft;
  readonly policy: PartPolicy;
  kept: string[];
  tokens: number;
  readonly wholeTokens: number;
}

/** `PromptPart.text` of the contract. */
const PART_CHARS_MAX = 60_000;

/**
 * Fits parts into a number of tokens by a policy that is written down as data. Each part is cut to its own limit first;
 * if all of them are still too long, parts give up entries in the order of `gives`, down to their `tokensMin`. Null
 * when even that does not fit. The result never depends on how long a campaign has been played, only on the limits.
 */
export function fitParts(
  drafts: readonly PartDraft[],
  policies: readonly PartPolicy[],
  tokensMax: number,
): PromptPart[] | null {
  const fittings = drafts.filter(({ entries }) => entries.length > 0).map((draft) => fitting(draft, policies));
  for (const each of fittings) shrink(each, each.policy.tokensMax);
  const total = (): number => fittings.reduce((sum, { tokens }) => sum + tokens, 0);
  for (const each of [...fittings].sort((a, b) => a.policy.gives - b.policy.gives)) {
    const over = total() - tokensMax;
    if (over <= 0) break;
    shrink(each, Math.max(each.policy.tokensMin, each.tokens - over));
  }
  if (total() > tokensMax) return null;
  return fittings
    .filter(({ tokens, wholeTokens }) => tokens > 0 || wholeTokens > 0)
    .map(({ draft, kept, tokens, wholeTokens }) => ({
      name: draft.name,
      text: textOf(draft, kept).slice(0, PART_CHARS_MAX),
      tokens,
      droppedTokens: Math.max(0, wholeTokens - tokens),
    }));
}

function fitting(draft: PartDraft, policies: readonly PartPolicy[]): Fitting {
  const policy = policies.find(({ name }) => name === draft.name);
  if (policy === undefined) throw new Error(`No budget is written down for the part "${draft.name}".`);
  const tokens = tokensOf(textOf(draft, draft.entries));
  return { draft, policy, kept: [...draft.entries], tokens, wholeTokens: tokens };
}

function shrink(each: Fitting, tokensMax: number): void {
  if (each.policy.drops === "nothing") return;
  while (each.kept.length > 0 && each.tokens > tokensMax) {
    each.kept.splice(nextToGo(each), 1);
    each.tokens = tokensOf(textOf(each.draft, each.kept));
  }
}

function nextToGo({ kept, draft: { weighty }, policy: { drops } }: Fitting): number {
  const isLight = (entry: string): boolean => weighty?.has(entry) !== true;
  const at = drops === "oldest" ? kept.findIndex(isLight) : kept.findLastIndex(isLight);
  if (at !== -1) return at;
  return drops === "oldest" ? 0 : kept.length - 1;
}

function textOf({ head, tail }: PartDraft, entries: readonly string[]): string {
  if (entries.length === 0) return "";
  return [head, ...entries, tail].filter((line) => line !== undefined).join("\n");
}
