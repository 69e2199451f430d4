import type { CallReceipt, ModelTask, VoiceId, VoicePlan } from "../contracts/dm.ts";
import { inputTokensOf, tokensOf } from "../models/count-tokens.ts";
import { costMicroUsd } from "../models/model-table.ts";
import {
  type CallOptions,
  type LanguageModel,
  type ModelAnswer,
  ModelFault,
  type ModelFaultKind,
  type ModelRequest,
  type ModelUsage,
  thinkingRoom,
} from "../models/port.ts";
import { retrying } from "../models/with-retries.ts";

/** Turns the name of a voice into a model; null when this deployment does not know it. */
export type OpenVoice = (voice: VoiceId) => LanguageModel | null;

/** What to send to a model: built for each, since they differ in what they can do. Null when it does not fit into it. */
export type RequestFor = (model: LanguageModel, voice: VoiceId) => ModelRequest | null;

export interface Answered {
  readonly ok: true;
  readonly answer: ModelAnswer;
  readonly voice: VoiceId;
  readonly model: LanguageModel;
  readonly request: ModelRequest;
  /** Why it is not the voice that was chosen, in words for people; null when it is. */
  readonly stoodIn: string | null;
}

/** Nobody could answer. `partial` is what a stream had said before it broke. */
export interface Unanswered {
  readonly ok: false;
  readonly why: string;
  readonly partial: string;
}

export interface Asking {
  readonly task: ModelTask;
  readonly plan: VoicePlan;
  readonly open: OpenVoice;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

/** Requests of one step, retries and second attempts counted: its receipts must fit the answer. */
const REQUESTS_MAX = 16;
const TRIES_PER_VOICE = 2;
/** A model may turn out to take neither tools nor JSON, and each time the request is made anew. */
const REBUILDS_MAX = 2;
/** Milliseconds of silence in a stream. Where turns may take long, a small machine is reading a long prompt. */
const IDLE_MS = 15_000;
const IDLE_SHARE_OF_STEP = 1 / 4;
/** While others wait behind it, a voice may use up this much of the time left. */
const SHARE_OF_TIME = 0.6;
/** Less than this, in milliseconds, is no time to answer in. */
const LEAST_MS = 250;
/** A retry is not worth a longer wait than this, in milliseconds: somebody else can be asked. */
const RETRY_WAIT_MS_MAX = 2_000;

/** Why a voice did not answer, in words for people. */
const FAULT_WORDS: Readonly<Record<ModelFaultKind, string>> = {
  timeout: "the model did not answer in time",
  busy: "the model is too busy just now",
  quota: "the model's quota is used up",
  "not-allowed": "the model does not let this table in",
  "model-gone": "the model is not there any more",
  "too-long": "the story so far does not fit into the model",
  unsupported: "the model cannot do what was asked of it",
  "bad-request": "the model could not read what was asked of it",
  "broken-off": "the model broke off in the middle",
  unreachable: "the model cannot be reached",
  filtered: "the model's provider held its answer back",
  empty: "the model had nothing to say",
};
const UNKNOWN_VOICE = "the chosen voice is not offered here any more";
const NO_MONEY = "the budget does not reach for another answer";
const NO_ROOM = "there is too little room for the story so far";
const NO_TIME = "there was no time left to ask a model";
const TOO_MANY = "the model was asked often enough";

/** Turned away at the door, where nobody pays. */
const UNBILLED: ReadonlySet<ModelFaultKind> = new Set([
  "busy",
  "quota",
  "not-allowed",
  "model-gone",
  "too-long",
  "unsupported",
  "bad-request",
  "unreachable",
]);

/** Not asked at all. */
class NotAsked extends Error {}

/**
 * The requests of one step to the voices of its plan: one purse and one clock for all of them, and a receipt for each.
 * Who asks again in the same step, with the issues of the first answer say, asks from what is left.
 */
export class ModelCalls {
  readonly receipts: CallReceipt[] = [];
  readonly #asking: Asking;
  readonly #endsAt: number;
  #spentMicroUsd = 0;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#endsAt = this.#now() + asking.plan.withinMs;
  }

  /** What is left of the spend. */
  get leftMicroUsd(): number {
    return Math.max(0, this.#asking.plan.spendMicroUsd - this.#spentMicroUsd);
  }

  /** The first answer of the plan's voices, or of those given. */
  async complete(
    requestFor: RequestFor,
    voices: readonly VoiceId[] = this.#asking.plan.voices,
  ): Promise<Answered | Unanswered> {
    const ask = this.stream(requestFor, voices, "whole");
    for (let step = await ask.next(); ; step = await ask.next()) if (step.done === true) return step.value;
  }

  /**
   * The same, as it is said. Only before the first word may another voice take over; after it the answer is
   * `Unanswered` with what had come.
   */
  async *stream(
    requestFor: RequestFor,
    voices: readonly VoiceId[] = this.#asking.plan.voices,
    how: "whole" | "pieces" = "pieces",
  ): AsyncGenerator<string, Answered | Unanswered> {
    let first: string | null = null;
    for (const [at, voice] of voices.entries()) {
      const attempt = this.#askVoice({ voice, requestFor, how, othersWait: at + 1 < voices.length });
      const answered = yield* attempt;
      if (answered.ok) return { ...answered, stoodIn: first ?? this.#asking.plan.standsInFor };
      if (answered.partial !== "") return answered;
      first ??= answered.why;
    }
    return { ok: false, why: first ?? UNKNOWN_VOICE, partial: "" };
  }

  async *#askVoice(voiced: Voiced): AsyncGenerator<string, Answered | Unanswered> {
    const model = this.#opened(voiced.voice);
    if (typeof model === "string") return { ok: false, why: model, partial: "" };
    let why = UNKNOWN_VOICE;
    for (let build = 0; build <= REBUILDS_MAX; build += 1) {
      const request = voiced.requestFor(model, voiced.voice);
      if (request === null) return { ok: false, why: NO_ROOM, partial: "" };
      try {
        const answer = yield* this.#retried({ ...voiced, model, request });
        return { ok: true, answer, voice: voiced.voice, model, request, stoodIn: null };
      } catch (error) {
        if (error instanceof Told) return { ok: false, why: wordsFor(error.cause), partial: error.partial };
        why = wordsFor(error);
        if (!(error instanceof ModelFault) || error.feature === undefined) break;
      }
    }
    return { ok: false, why, partial: "" };
  }

  /** The model, or why there is none. */
  #opened(voice: VoiceId): LanguageModel | string {
    try {
      return this.#asking.open(voice) ?? UNKNOWN_VOICE;
    } catch (error) {
      return wordsFor(error);
    }
  }

  /** Retries until the first word; from there on what goes wrong is `Told`. */
  async *#retried(asked: Asked): AsyncGenerator<string, ModelAnswer> {
    const opened = await retrying(() => this.#open(asked), {
      tries: TRIES_PER_VOICE,
      random: this.#asking.random ?? Math.random,
      sleep: this.#asking.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
      signal: this.#asking.signal,
      longestWaitMs: Math.min(RETRY_WAIT_MS_MAX, this.#leftMs / 2),
    });
    return "answer" in opened ? opened.answer : yield* opened.rest;
  }

  /** One request: the whole answer, or a stream whose first word has come. */
  async #open(asked: Asked): Promise<Opened> {
    const { model, request } = asked;
    this.#mayAsk(model, request);
    const from = this.#now();
    const options = this.#options(asked);
    const settle = (end: RequestEnd): void => this.#settle(asked, { ...end, tookMs: this.#now() - from });
    try {
      if (asked.how === "whole") {
        const answer = await model.complete(request, options);
        settle({ usage: answer.usage, fault: null });
        return { answer };
      }
      const stream = model.stream(request, options);
      const step = await stream.next();
      if (step.done !== true) return { rest: settled(step.value, stream, { asked, settle }) };
      settle({ usage: step.value.usage, fault: null });
      return { answer: step.value };
    } catch (error) {
      settle(endOf(error, worstUsage(model, request)));
      throw error;
    }
  }

  #mayAsk(model: LanguageModel, request: ModelRequest): void {
    this.#asking.signal?.throwIfAborted();
    if (this.receipts.length >= REQUESTS_MAX) throw new NotAsked(TOO_MANY);
    if (this.#leftMs < LEAST_MS) throw new NotAsked(NO_TIME);
    if (worstCaseMicroUsd(model, request) > this.leftMicroUsd) throw new NotAsked(NO_MONEY);
  }

  #options({ othersWait }: Voiced): CallOptions {
    const { signal, plan } = this.#asking;
    const totalMs = Math.floor(othersWait ? this.#leftMs * SHARE_OF_TIME : this.#leftMs);
    return {
      totalMs,
      idleMs: Math.min(Math.max(IDLE_MS, plan.withinMs * IDLE_SHARE_OF_STEP), totalMs),
      ...(signal === undefined ? {} : { signal }),
      ...(plan.affinity === "" ? {} : { affinity: plan.affinity }),
    };
  }

  #settle({ voice, model }: Asked, { usage, fault, tookMs }: RequestEnd & { readonly tookMs: number }): void {
    const cost = costMicroUsd(model.traits, usage);
    this.#spentMicroUsd += cost;
    this.receipts.push({
      task: this.#asking.task,
      voice,
      inputTokens: usage.inputTokens,
      cachedTokens: usage.cachedTokens,
      outputTokens: usage.outputTokens,
      costMicroUsd: Math.min(cost, 1_000_000_000),
      priceKnown: model.traits.priceKnown,
      fault,
      tookMs: Math.max(0, Math.round(tookMs)),
    });
  }

  get #leftMs(): number {
    return Math.max(0, this.#endsAt - this.#now());
  }

  #now(): number {
    return (this.#asking.now ?? Date.now)();
  }
}

interface Voiced {
  readonly voice: VoiceId;
  readonly requestFor: RequestFor;
  readonly how: "whole" | "pieces";
  readonly othersWait: boolean;
}

interface Asked extends Voiced {
  readonly model: LanguageModel;
  readonly request: ModelRequest;
}

/** How a request ended, and what it is billed at. */
interface RequestEnd {
  readonly usage: ModelUsage;
  readonly fault: ModelFaultKind | null;
}

type Opened = { readonly answer: ModelAnswer } | { readonly rest: AsyncGenerator<string, ModelAnswer> };

/** A stream that broke after words of it had been passed on: nobody may start over. */
class Told extends Error {
  readonly partial: string;
  constructor(partial: string, cause: unknown) {
    super("A model broke off.", { cause });
    this.partial = partial;
  }
}

/** A stream from its first word on, with its receipt at whatever end it comes to. */
async function* settled(
  head: string,
  stream: AsyncGenerator<string, ModelAnswer>,
  { asked: { model, request }, settle }: { readonly asked: Asked; readonly settle: (end: RequestEnd) => void },
): AsyncGenerator<string, ModelAnswer> {
  let told = head;
  let open = true;
  // Words may have been thought before the first of them was said.
  const soFar = (): ModelUsage => {
    const outputTokens = tokensOf(told) + thinkingRoom(model.traits, request.reasoning);
    return { ...worstUsage(model, request), outputTokens };
  };
  try {
    yield head;
    for (let step = await stream.next(); ; step = await stream.next()) {
      if (step.done === true) {
        open = false;
        settle({ usage: step.value.usage, fault: null });
        return step.value;
      }
      told += step.value;
      yield step.value;
    }
  } catch (error) {
    open = false;
    // What fell silent may go on being written where we cannot see it; what we ended ourselves does not.
    const worst = worstUsage(model, request);
    const most = { ...worst, outputTokens: Math.max(worst.outputTokens, soFar().outputTokens) };
    settle(endOf(error, error instanceof ModelFault ? most : soFar()));
    throw error instanceof ModelFault ? new Told(told, error) : error;
  } finally {
    // Nobody listens any more: the model is told so, and what it said so far is paid for.
    if (open) {
      settle({ usage: soFar(), fault: "broken-off" });
      await stream.return(undefined as never);
    }
  }
}

const NO_USAGE: ModelUsage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, estimated: true };

/**
 * What a request is billed at that ended in a fault: as its provider counted; nothing where it was turned away at the
 * door; otherwise all that it may have come to, since nobody says how far it got.
 */
export function billedAfter(fault: ModelFault, worst: ModelUsage): ModelUsage {
  if (fault.usage?.estimated === false) return fault.usage;
  return fault.usage === undefined && UNBILLED.has(fault.kind) ? NO_USAGE : worst;
}

/** Whatever is thrown after a request was sent and is no fault of the model's means that we ended it. */
function endOf(error: unknown, worst: ModelUsage): RequestEnd {
  if (!(error instanceof ModelFault)) return { usage: worst, fault: "broken-off" };
  return { usage: billedAfter(error, worst), fault: error.kind };
}

/** The most that a request can use: all of its input fresh, all of its answer and of its thinking. */
function worstUsage({ traits }: LanguageModel, request: ModelRequest): ModelUsage {
  const outputTokens = request.maxOutputTokens + thinkingRoom(traits, request.reasoning);
  return { ...NO_USAGE, inputTokens: inputTokensOf(request), outputTokens };
}

/** The most that a request can cost. */
export function worstCaseMicroUsd(model: LanguageModel, request: ModelRequest): number {
  return costMicroUsd(model.traits, worstUsage(model, request));
}

function wordsFor(error: unknown): string {
  if (error instanceof ModelFault) return FAULT_WORDS[error.kind];
  if (error instanceof NotAsked) return error.message;
  throw error;
}
