import type { CallReceipt, VoiceId } from "../contracts/dm.ts";
import type { DirectorAnswer, NarratorAnswer } from "../contracts/orchestration.ts";
import { hashHex } from "../core/ledger/index.ts";
import type { Director, DirectorInput, Narrator, NarratorInput } from "../core/ports.ts";
import type { TurnState } from "../core/state.ts";
import { tokensOf } from "../models/count-tokens.ts";
import { costMicroUsd } from "../models/model-table.ts";
import { type CallOptions, ModelFault, type ModelTraits, type ModelUsage } from "../models/port.ts";
import { moderationAtWorst } from "../models/workers-ai.ts";
import { billedAfter } from "./ask-models.ts";
import { withFallback } from "./voices.ts";

/** What a guard says of a text (workers/models/workers-ai.ts, `moderate`). */
export type Judge = (
  text: string,
  options: CallOptions,
) => Promise<{ readonly safe: boolean; readonly usage: ModelUsage | null }>;

/** A guard with the name and the price it goes by on a receipt, and what it remembers. */
export interface Guard {
  readonly voice: VoiceId;
  readonly traits: ModelTraits;
  readonly judge: Judge;
  readonly verdicts: Verdicts;
}

const VERDICTS_MAX = 256;

/**
 * What has been judged of late, so that the words of a turn are judged once and not again in each of its rounds and for
 * its telling. Only in memory: what was forgotten is judged anew, and no flagged text slips through a later round.
 */
export class Verdicts {
  readonly #known = new Map<string, boolean>();

  /** Whether a text is safe; undefined when that is not known. */
  of(text: string): boolean | undefined {
    return this.#known.get(hashHex(text));
  }

  keep(text: string, safe: boolean): void {
    this.#known.set(hashHex(text), safe);
    const [oldest] = this.#known.keys();
    if (this.#known.size > VERDICTS_MAX && oldest !== undefined) this.#known.delete(oldest);
  }
}

const GUARD_MS_MAX = 8_000;
/** Tokens of a long telling, counted on the high side: so much is kept back to have it judged before it is asked for. */
const TELLING_TOKENS = 1_500;
/** Why, when the guard has said no. */
export const FLAGGED = "the moderator held the model back";
const SILENT = "the moderator could not be asked";
const NO_MONEY = "the budget does not reach for the moderator";

/** Null when a text is in order; otherwise why the Oracle answers instead. */
export interface Judged {
  readonly why: string | null;
  readonly receipts: CallReceipt[];
}

/** What may be used up for one text: part of the same step as the model's own calls. */
interface Allowance {
  readonly withinMs: number;
  readonly spendMicroUsd: number;
}

/**
 * Holds a text against the guard. A guard that is configured and does not answer counts like one that says no: whoever
 * has set it up wants every text judged, and the Oracle's words are always at hand.
 */
export async function judged(guard: Guard, text: string, { withinMs, spendMicroUsd }: Allowance): Promise<Judged> {
  const { voice, traits, judge, verdicts } = guard;
  const known = text.trim() === "" ? true : verdicts.of(text);
  if (known !== undefined) return { why: known ? null : FLAGGED, receipts: [] };
  const worst = moderationAtWorst(tokensOf(text));
  if (costMicroUsd(traits, worst) > spendMicroUsd) return { why: NO_MONEY, receipts: [] };
  const totalMs = Math.min(GUARD_MS_MAX, Math.max(1, Math.floor(withinMs)));
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
  try {
    const { safe, usage } = await judge(text, { totalMs, idleMs: totalMs });
    verdicts.keep(text, safe);
    return { why: safe ? null : FLAGGED, receipts: [receipt(usage ?? worst, null)] };
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    return { why: SILENT, receipts: [receipt(billedAfter(error, worst), error.kind)] };
  }
}

function saidIn({ actions }: TurnState): string {
  return actions.map(({ text }) => text).join("\n");
}

/** What a guard asks at worst for a telling of so many tokens: words that cannot be judged would be paid for in vain. */
export function keptBackFor({ traits }: Guard, tokens: number): number {
  return costMicroUsd(traits, moderationAtWorst(tokens));
}

/** A plan after some of its money and time is gone. */
export function less<T extends Allowance>(
  plan: T,
  { receipts = [], keptBack = 0, from }: { receipts?: readonly CallReceipt[]; keptBack?: number; from: number },
): T {
  const spent = receipts.reduce((sum, { costMicroUsd: cost }) => sum + cost, keptBack);
  return {
    ...plan,
    spendMicroUsd: Math.max(0, plan.spendMicroUsd - spent),
    withinMs: Math.max(0, plan.withinMs - (Date.now() - from)),
  };
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
    const { plan, turn } = input;
    if (plan.voices.length === 0) return await this.#inner.direct(input);
    const from = Date.now();
    const { why, receipts } = await judged(this.#guard, saidIn(turn), { ...plan, withinMs: plan.withinMs / 2 });
    const left = { ...input, plan: less(plan, { receipts, from }) };
    const answer = await (why === null ? this.#inner : this.#oracle).direct(left);
    const { proposal } = answer;
    return {
      ...answer,
      proposal: why === null ? proposal : { ...proposal, voice: withFallback(proposal.voice, receipts, why) },
      receipts: [...receipts, ...answer.receipts],
    };
  }
}

type Telling = AsyncGenerator<{ delta: string }, NarratorAnswer>;

/** What is being listened to, for whoever leaves meanwhile. */
interface Listening {
  inner: Telling | null;
  isOver: boolean;
}

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
    if (input.plan.voices.length === 0) return this.#inner.narrate(input);
    const listening: Listening = { inner: null, isOver: false };
    const telling = this.#tell(input, listening);
    const end = telling.return.bind(telling);
    // Nothing is passed on while the model speaks, so it has to be told by itself that nobody listens any more.
    telling.return = async (value) => {
      listening.isOver = true;
      await listening.inner?.return(value);
      return await end(value);
    };
    return telling;
  }

  async *#tell(input: NarratorInput, listening: Listening): Telling {
    const { plan, turn } = input;
    const from = Date.now();
    const before = await judged(this.#guard, saidIn(turn), { ...plan, withinMs: plan.withinMs / 4 });
    if (before.why !== null || listening.isOver) return yield* this.#instead(input, before, NOTHING_ASKED);
    const keptBack = keptBackFor(this.#guard, TELLING_TOKENS);
    const left = less(plan, { receipts: before.receipts, keptBack, from });
    listening.inner = this.#inner.narrate({
      ...input,
      plan: { ...left, withinMs: Math.floor(left.withinMs * 0.75) },
    });
    const answer = await heardOut(listening.inner);
    const { voice } = answer.narration;
    const used = [...before.receipts, ...answer.receipts];
    // The Oracle's words are authored: there is nothing to judge.
    const after =
      voice.provider === "oracle"
        ? { why: null, receipts: [] }
        : await judged(this.#guard, answer.narration.text, less(plan, { receipts: used, from }));
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
      // What the model cited goes with its words.
      cites: [],
      receipts: all,
      prompts,
    };
  }
}

const NOTHING_ASKED = { receipts: [], prompts: [], cuts: [] };

async function heardOut(telling: Telling): Promise<NarratorAnswer> {
  for (let step = await telling.next(); ; step = await telling.next()) if (step.done === true) return step.value;
}
