import type { CallReceipt, PromptRecord, VoiceId } from "../../contracts/dm.ts";
import type { Voice } from "../../contracts/events.ts";
import type { NarratorAnswer } from "../../contracts/orchestration.ts";
import type { Narrator, NarratorInput } from "../../core/ports.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import type { LorePassage } from "../../library/search.ts";
import type { Finish, LanguageModel } from "../../models/port.ts";
import { type Answered, ModelCalls, type OpenVoice, type Unanswered } from "../ask-models.ts";
import { LoreDesk } from "../lore/lore-desk.ts";
import { suggest } from "../oracle/narrator/suggestions.ts";
import { SeededChoice } from "../oracle/seeded-choice.ts";
import { type NumberedPassage, numbered } from "../prompt/sources-part.ts";
import { modelVoice, withFallback } from "../voices.ts";
import { type Cast, castOf } from "./cast.ts";
import { type CheckedNarration, checkNarration } from "./check-narration.ts";
import { DraftGuard } from "./draft-guard.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { type Fact, factsOf } from "./facts-of.ts";
import { narrationSentences } from "./narration-sentences.ts";
import { LENGTHS } from "./narrator-orders.ts";
import { type NarratorPrompt, narratorPrompt } from "./narrator-prompt.ts";
import { isMachineTalk, isRefusal, plainProse } from "./plain-prose.ts";

/** Less than this, in characters, is no narration. */
const TEXT_MIN = 20;
/** Of a telling that broke off, so many whole good sentences are worth keeping. */
const SENTENCES_OF_A_PART = 2;
/** Whatever a provider makes of our limit, a stream ends after so many characters for each token it was allowed. */
const CHARS_PER_TOKEN_MAX = 6;
const ANSWER_CHARS_MAX = 20_000;
const TEMPERATURE = 0.8;
/** What a prompt may take of a model's context: the rest is for the answer. */
const ANSWER_ROOM = 1.5;

/** How a model ends that has more to say. */
const CUT_OFF: ReadonlySet<Finish> = new Set(["length", "filtered"]);

type Telling = AsyncGenerator<{ delta: string }, NarratorAnswer>;

/** All that is worked out once for a telling. */
interface Matter {
  readonly input: NarratorInput;
  readonly cast: Cast;
  readonly facts: readonly Fact[];
  readonly evidence: Evidence;
  readonly sources: readonly NumberedPassage[];
}

/** What a model's words came to. */
interface Heard {
  readonly raw: string;
  readonly whole: boolean;
  readonly why: string | null;
  readonly stoodIn: string | null;
  /** Null when nobody was asked. */
  readonly model: LanguageModel | null;
  /** The sources that were before it. */
  readonly given: readonly NumberedPassage[];
  readonly receipts: readonly CallReceipt[];
  readonly prompts: readonly PromptRecord[];
}

/**
 * Tells a turn with the words of a language model. It is given what the listeners may see, passes its words on as they
 * come, and holds the whole against the facts before anybody keeps it. Where no model gives a story, the Oracle does.
 */
export class ModelNarrator implements Narrator {
  readonly #open: OpenVoice;
  readonly #oracle: Narrator;
  readonly #lore: LoreDesk;

  constructor({
    open,
    oracle,
    lore = new LoreDesk(null),
  }: { readonly open: OpenVoice; readonly oracle: Narrator; readonly lore?: LoreDesk }) {
    this.#open = open;
    this.#oracle = oracle;
    this.#lore = lore;
  }

  narrate(input: NarratorInput): Telling {
    const left = new AbortController();
    const telling = this.#tell(input, left.signal);
    const end = telling.return.bind(telling);
    // A generator that waits hears of its end only after its wait; the model is told at once.
    telling.return = (value) => {
      left.abort(new DOMException("Nobody listens any more.", "AbortError"));
      return end(value);
    };
    return telling;
  }

  async *#tell(input: NarratorInput, signal: AbortSignal): Telling {
    const { voices, standsInFor } = input.plan;
    if (voices.length === 0) return yield* this.#oracleTells(input, standsInFor, null);
    const cast = castOf(input);
    const facts = factsOf(input, cast);
    const sources = numbered(await this.#sourcesOf(input));
    const matter = { input, cast, facts, sources, evidence: evidenceOf(input, { cast, facts }) };
    const heard = yield* this.#listen(matter, signal);
    const checked = worthTelling(heard, matter);
    if (typeof checked === "string") return yield* this.#oracleTells(input, checked, heard);
    const { model, stoodIn, receipts, prompts } = heard;
    // Without a model there were no words to tell.
    if (model === null) return yield* this.#oracleTells(input, heard.why, heard);
    const voice = modelVoice({ model, stoodIn }, receipts);
    return { ...answerOf(matter, checked, voice), receipts: [...receipts], prompts: [...prompts] };
  }

  /** What the director found, read anew and only as far as players may read it. */
  async #sourcesOf({ view, sources: keys }: NarratorInput): Promise<readonly LorePassage[]> {
    return await this.#lore.byKeys({ campaignId: view.public.campaignId ?? "", keys, may: "players" });
  }

  /** Asks, and passes the words on as they come. */
  async *#listen(
    { input, cast, facts, evidence, sources }: Matter,
    signal: AbortSignal,
  ): AsyncGenerator<{ delta: string }, Heard> {
    const sent: { prompt: NarratorPrompt; voice: VoiceId }[] = [];
    const outputTokens = LENGTHS[input.view.public.dm.length].outputTokens;
    const calls = new ModelCalls({ task: "narrator", plan: input.plan, open: this.#open, signal });
    const stream = calls.stream((model, voice) => {
      const room = Math.floor(model.traits.contextTokens - outputTokens * ANSWER_ROOM);
      const prompt = narratorPrompt(input, { cast, facts, sources }, Math.min(input.plan.inputTokens, room));
      if (prompt === null) return null;
      sent.push({ prompt, voice });
      return { messages: prompt.messages, maxOutputTokens: outputTokens, temperature: TEMPERATURE, reasoning: "off" };
    });
    const said = yield* passOn(stream, new DraftGuard(evidence), outputTokens * CHARS_PER_TOKEN_MAX);
    const raw = said.end?.ok === true ? said.end.answer.text : said.text;
    return {
      raw,
      whole: said.end?.ok === true && !CUT_OFF.has(said.end.answer.finish),
      why: said.end?.ok === false ? said.end.why : null,
      stoodIn: said.end?.ok === true ? said.end.stoodIn : null,
      model: said.end?.ok === true ? said.end.model : modelOf(sent.at(-1)?.voice, this.#open),
      given: sent.at(-1)?.prompt.given ?? [],
      receipts: calls.receipts,
      prompts: recordsOf(sent, raw),
    };
  }

  /** The Oracle tells the same events, says for whom it stands in, and its words are passed on as well. */
  async *#oracleTells(input: NarratorInput, why: string | null, heard: Heard | null): Telling {
    const answer = yield* this.#oracle.narrate(input);
    const { narration } = answer;
    const spent = heard?.receipts ?? [];
    return {
      ...answer,
      narration: { ...narration, voice: withFallback(narration.voice, spent, why) },
      receipts: [...spent, ...answer.receipts],
      prompts: [...(heard?.prompts ?? []), ...answer.prompts],
    };
  }
}

interface Said {
  readonly text: string;
  /** Null when we ended it ourselves. */
  readonly end: Answered | Unanswered | null;
}

/**
 * Reads a stream to its end, or to ours: nobody listens to a model for ever. Ours lies at a sign of the text, not at
 * the end of whichever piece held it, so that the same words are told however they came.
 */
async function* passOn(
  stream: AsyncGenerator<string, Answered | Unanswered>,
  guard: DraftGuard,
  charsMax: number,
): AsyncGenerator<{ delta: string }, Said> {
  let text = "";
  let end: Answered | Unanswered | null = null;
  try {
    while (end === null) {
      const step = await stream.next();
      if (step.done === true) {
        end = step.value;
        break;
      }
      const piece = step.value.slice(0, charsMax - text.length);
      text += piece;
      const delta = guard.push(piece);
      if (delta !== "") yield { delta };
      if (guard.isLost) text = text.slice(0, guard.taken);
      if (guard.isLost || text.length >= charsMax) break;
    }
  } finally {
    if (end === null) await stream.return(undefined as never);
  }
  const rest = guard.end();
  if (rest !== "") yield { delta: rest };
  return { text: end?.ok === false ? end.partial : text, end };
}

/** What of it may be told; a string says why nothing may. */
function worthTelling({ raw, whole, why, given }: Heard, { evidence }: Matter): CheckedNarration | string {
  if (raw.trim() === "") return why ?? "the model had nothing to say";
  if (isMachineTalk(raw)) return "the model told no story";
  if (isRefusal(plainProse(raw))) return "the model would not tell this";
  const checked = checkNarration(whole ? raw : wholeSentences(raw), evidence, given);
  const least = whole ? 1 : SENTENCES_OF_A_PART;
  const tooLittle = checked.kept < least || checked.text.length < TEXT_MIN;
  if (!tooLittle) return checked;
  if (!whole) return why ?? "the model broke off in the middle";
  return "too little of what the model told could stay";
}

/** A telling that was cut off keeps the sentences that came to their end. */
function wholeSentences(raw: string): string {
  const text = raw.trimEnd();
  if (/[.!?…][”"’')\]*_]*(?:\s*\[[\d,;sS\s]*\])*$/.test(text)) return text;
  const sentences = narrationSentences(text);
  const last = sentences.at(-1)?.text ?? "";
  return text.slice(0, Math.max(0, text.lastIndexOf(last)));
}

function answerOf(
  { input }: Matter,
  { text, cuts, cites, rests }: CheckedNarration,
  voice: Voice,
): Omit<NarratorAnswer, "receipts" | "prompts"> {
  const question = input.events.findLast(({ body }) => body.type === "question_asked")?.body;
  return {
    narration: {
      turnId: input.turn.id,
      text,
      rests,
      suggestions: suggest(input, new SeededChoice(`tell:${input.seed}`)),
      ...(question?.type === "question_asked" ? { question: { choices: question.payload.choices } } : {}),
      voice,
    },
    cuts,
    cites,
  };
}

function modelOf(voice: VoiceId | undefined, open: OpenVoice): LanguageModel | null {
  return voice === undefined ? null : open(voice);
}

const PROMPTS_MAX = 6;

/** What was sent to each voice, and to the last of them what came back, as it came. */
function recordsOf(sent: readonly { prompt: NarratorPrompt; voice: VoiceId }[], raw: string): PromptRecord[] {
  return sent.slice(-PROMPTS_MAX).map(({ prompt, voice }, at, all) => ({
    task: "narrator" as const,
    round: 1,
    voice,
    parts: [...prompt.parts],
    answer: at === all.length - 1 && raw !== "" ? wholeSigns(raw.slice(0, ANSWER_CHARS_MAX)) : null,
  }));
}
