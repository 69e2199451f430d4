import type { DmSettings, VoiceId } from "../contracts/dm.ts";

/** What a voice costs and can take. Prices in millionths of a US dollar for a million tokens. */
export interface VoiceTerms {
  readonly id: VoiceId;
  readonly label: string;
  readonly paidBy: string;
  readonly priceIn: number;
  readonly priceOut: number;
  readonly priceKnown: boolean;
  /** The most a prompt may hold, in tokens. */
  readonly contextTokens: number;
  /** Whether the owner of a campaign may choose it; the others only stand in. */
  readonly choosable: boolean;
  /** What it thinks on top of an answer where that cannot be switched off; billed like the answer. */
  readonly thinkingTokens: number;
}

/** One limit and how much of it is gone, reservations included. `null` is no limit. */
export interface Cap {
  readonly limit: number | null;
  readonly used: number;
  /** What a person is told when it is reached: "the table's budget for today". */
  readonly name: string;
}

/** How large one request of a step may get, in tokens. */
export interface StepSize {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The least a prompt can do its work with: what the owner chooses when it is to be shorter. */
  readonly shortInputTokens: number;
  /** A step may ask so often: the request, and one more when the answer was of no use. */
  readonly requests: number;
}

export type SpendingPlan =
  | {
      readonly pause: false;
      readonly voices: readonly VoiceId[];
      /** For all the voices together: the second is asked after the first may have cost what it can. */
      readonly reserveMicroUsd: number;
      /** Of it, what the first can cost by itself. */
      readonly firstMicroUsd: number;
      readonly inputTokens: number;
      readonly standsInFor: string | null;
    }
  | { readonly pause: true; readonly why: string };

/** The most that one request can cost. */
export function worstCase(terms: VoiceTerms, size: StepSize): number {
  const outputTokens = size.outputTokens + terms.thinkingTokens;
  return Math.ceil((size.inputTokens * terms.priceIn + outputTokens * terms.priceOut) / 1_000_000);
}

const VOICES_MAX = 6;

/**
 * Whom to ask for a step and how much to set aside for it. Nothing is asked whose worst case does not fit under every cap,
 * so what is spent stays below a cap but for a request whose provider counts differently than we do [Q3].
 */
export function planSpending(asked: {
  readonly chosen: readonly VoiceTerms[];
  readonly others: readonly VoiceTerms[];
  readonly caps: readonly Cap[];
  readonly atCap: DmSettings["atCap"];
  readonly size: StepSize;
  /** What goes out beside the requests of the step whichever voice answers: the moderator's part. */
  readonly besideMicroUsd?: number;
}): SpendingPlan {
  const { chosen, others, caps, atCap } = asked;
  const first = chosen[0];
  if (first === undefined) return oracle(null);
  const tightest = tightestOf(caps);
  const beside = asked.besideMicroUsd ?? 0;
  const left = tightest.left - beside;
  const size = fitted(asked.size, first);
  if (reserveFor(first, size) <= left) {
    const { voices, together } = thoseThatFit(chosen, size, left);
    return ask(voices, { together: together + beside, size, standsInFor: null });
  }
  const why = `${tightest.name} is used up`;
  switch (atCap) {
    case "cheaper": {
      const cheaper = [...chosen, ...others]
        .filter((voice) => worstCase(voice, size) < worstCase(first, size))
        .sort((one, other) => worstCase(other, size) - worstCase(one, size))
        .find((voice) => reserveFor(voice, fitted(size, voice)) <= left);
      if (cheaper === undefined) return oracle(why);
      const fits = fitted(size, cheaper);
      return ask([cheaper], { together: reserveFor(cheaper, fits) + beside, size: fits, standsInFor: why });
    }
    case "shorter": {
      const short = { ...size, inputTokens: Math.min(size.inputTokens, size.shortInputTokens), requests: 1 };
      if (reserveFor(first, short) > left) return oracle(why);
      return ask([first], { together: reserveFor(first, short) + beside, size: short, standsInFor: null });
    }
    case "oracle":
      return oracle(why);
    case "pause":
      return { pause: true, why };
    default:
      return atCap satisfies never;
  }
}

/** Those of the voices, in order, that can all be paid for, one after the other has failed. */
function thoseThatFit(
  chosen: readonly VoiceTerms[],
  size: StepSize,
  left: number,
): { voices: VoiceTerms[]; together: number } {
  const voices: VoiceTerms[] = [];
  let together = 0;
  for (const voice of chosen) {
    const cost = reserveFor(voice, fitted(size, voice));
    if (together + cost > left) continue;
    together += cost;
    voices.push(voice);
  }
  return { voices, together };
}

function ask(
  voices: readonly VoiceTerms[],
  { together, size, standsInFor }: { together: number; size: StepSize; standsInFor: string | null },
): SpendingPlan {
  const ids = [...new Set(voices.map(({ id }) => id))].slice(0, VOICES_MAX);
  const firstMicroUsd =
    voices[0] === undefined ? 0 : Math.min(together, reserveFor(voices[0], fitted(size, voices[0])));
  const { inputTokens } = size;
  return { pause: false, voices: ids, reserveMicroUsd: together, firstMicroUsd, inputTokens, standsInFor };
}

function oracle(standsInFor: string | null): SpendingPlan {
  return { pause: false, voices: [], reserveMicroUsd: 0, firstMicroUsd: 0, inputTokens: 500, standsInFor };
}

function reserveFor(voice: VoiceTerms, size: StepSize): number {
  return worstCase(voice, size) * size.requests;
}

/** A prompt never takes more than the model can hold beside its answer. */
function fitted(size: StepSize, { contextTokens }: VoiceTerms): StepSize {
  return { ...size, inputTokens: Math.max(500, Math.min(size.inputTokens, contextTokens - size.outputTokens - 500)) };
}

function tightestOf(caps: readonly Cap[]): { left: number; name: string } {
  let tightest = { left: Number.POSITIVE_INFINITY, name: "the budget" };
  for (const { limit, used, name } of caps)
    if (limit !== null && limit - used < tightest.left) tightest = { left: Math.max(0, limit - used), name };
  return tightest;
}

/** The lower of what the deployment allows and what the owner has set; null where neither says anything. */
export function capOf(deployment: number | null, owner: number | null): number | null {
  if (deployment === null) return owner;
  return owner === null ? deployment : Math.min(deployment, owner);
}
