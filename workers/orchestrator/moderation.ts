import type { CallReceipt, VoiceId } from "../contracts/dm.ts";
import type { DirectorAnswer, NarratorAnswer } from "../contracts/orchestration.ts";
import type { Director, DirectorInput, Narrator, NarratorInput } from "../core/ports.ts";
import type { TurnState } from "../core/state.ts";
import { costMicroUsd } from "../models/model-table.ts";
import { type CallOptions, ModelFault, type ModelTraits, type ModelUsage } from "../models/port.ts";
import { tokensOf } from "./prompt/count-tokens.ts";
import { withFallback } from "./voices.ts";

/** What a guard says of a text (workers/models/workers-ai.ts, `moderate`). */
export type Judge = (
  text: string,
  options: CallOptions,
) => Promise<{ readonly safe: boolean; readonly usage: ModelUsage | null }>;

/** A guard with the name and the price it goes by on a receipt. */
export interface Guard {
  readonly voice: VoiceId;
  readonly traits: ModelTraits;
  readonly judge: Judge;
}

const GUARD_MS_MAX = 8_000;
const FLAGGED = "moderation";
const SILENT = "the moderator could not be asked";

/** Null when a text is in order; otherwise why the Oracle answers instead. */
interface Judged {
  readonly why: string | null;
  readonly receipts: CallReceipt[];
}

/**
 * Holds a text against the guard. A guard that is configured and does not answer counts like one that says no: whoever
 * has set it up wants every text judged, and the Oracle's words are always at hand.
 */
async function judged({ voice, traits, judge }: Guard, text: string, withinMs: number): Promise<Judged> {
  if (text.trim() === "") return { why: null, receipts: [] };
  const totalMs = Math.min(GUARD_MS_MAX, Math.max(1, withinMs));
  const from = Date.now();
  const receipt = (usage: ModelUsage, fault: string | null): CallReceipt => ({
    task: "moderator",
    voice,
    inputTokens: usage.inputTokens,
    cachedTokens: usage.cachedTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd: costMicroUsd(traits, usage),
    priceKnown: traits.priceKnown,
    fault,
    tookMs: Math.max(0, Date.now() - from),
  });
  const guessed = { inputTokens: tokensOf(text), outputTokens: 0, cachedTokens: 0, estimated: true };
  try {
    const { safe, usage } = await judge(text, { totalMs, idleMs: totalMs });
    return { why: safe ? null : FLAGGED, receipts: [receipt(usage ?? guessed, null)] };
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    return { why: SILENT, receipts: [receipt(error.usage ?? guessed, error.kind)] };
  }
}

function saidIn({ actions }: TurnState): string {
  return actions.map(({ text }) => text).join("\n");
}

/** A director that reads players' words only after the guard has. What they wrote is never altered. */
export class ModeratedDirector implements Director {
  readonly #inner: Director;
  readonly #oracle: Director;
  readonly #guard: Guard;

  constructor({
    inner,
    oracle,
    guard,
  }: { readonly inner: Director; readonly oracle: Director; readonly guard: Guard }) {
    this.#inner = inner;
    this.#oracle = oracle;
    this.#guard = guard;
  }

  async direct(input: DirectorInput): Promise<DirectorAnswer> {
    if (input.plan.voices.length === 0) return await this.#inner.direct(input);
    const { why, receipts } = await judged(this.#guard, saidIn(input.turn), input.plan.withinMs / 2);
    const answer = await (why === null ? this.#inner : this.#oracle).direct(input);
    const { proposal } = answer;
    return {
      ...answer,
      proposal: why === null ? proposal : { ...proposal, voice: withFallback(proposal.voice, receipts, why) },
      receipts: [...receipts, ...answer.receipts],
    };
  }
}

type Telling = AsyncGenerator<{ delta: string }, NarratorAnswer>;

/** A narrator whose words are held back until the guard has read them: a draft cannot be unsaid. */
export class ModeratedNarrator implements Narrator {
  readonly #inner: Narrator;
  readonly #oracle: Narrator;
  readonly #guard: Guard;

  constructor({
    inner,
    oracle,
    guard,
  }: { readonly inner: Narrator; readonly oracle: Narrator; readonly guard: Guard }) {
    this.#inner = inner;
    this.#oracle = oracle;
    this.#guard = guard;
  }

  narrate(input: NarratorInput): Telling {
    const { plan } = input;
    if (plan.voices.length === 0) return this.#inner.narrate(input);
    const inner = this.#inner.narrate({ ...input, plan: { ...plan, withinMs: Math.floor(plan.withinMs * 0.75) } });
    const telling = this.#tell(input, inner);
    const end = telling.return.bind(telling);
    // Nothing is passed on while the model speaks, so it has to be told by itself that nobody listens any more.
    telling.return = async (value) => {
      await inner.return(value);
      return await end(value);
    };
    return telling;
  }

  async *#tell(input: NarratorInput, inner: Telling): Telling {
    const { plan, turn } = input;
    const before = await judged(this.#guard, saidIn(turn), plan.withinMs / 4);
    if (before.why !== null) return yield* this.#instead(input, before, NOTHING_ASKED);
    const answer = await heardOut(inner);
    const { voice } = answer.narration;
    // The Oracle's words are authored: there is nothing to judge.
    const after =
      voice.provider === "oracle"
        ? { why: null, receipts: [] }
        : await judged(this.#guard, answer.narration.text, plan.withinMs / 4);
    const receipts = [...before.receipts, ...after.receipts];
    if (after.why !== null) return yield* this.#instead(input, { why: after.why, receipts }, answer);
    for (const delta of answer.narration.text.split(/(?<=[.!?…][”"’)]?\s+)/)) yield { delta };
    return { ...answer, receipts: [...receipts, ...answer.receipts] };
  }

  async *#instead(
    input: NarratorInput,
    { why, receipts }: Judged,
    { receipts: spent, prompts, cuts }: Pick<NarratorAnswer, "receipts" | "prompts" | "cuts">,
  ): Telling {
    const { narration } = yield* this.#oracle.narrate(input);
    const all = [...receipts, ...spent];
    return {
      narration: { ...narration, voice: withFallback(narration.voice, all, why) },
      cuts,
      receipts: all,
      prompts,
    };
  }
}

const NOTHING_ASKED = { receipts: [], prompts: [], cuts: [] };

async function heardOut(telling: Telling): Promise<NarratorAnswer> {
  for (let step = await telling.next(); ; step = await telling.next()) if (step.done === true) return step.value;
}
