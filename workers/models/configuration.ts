import { z } from "zod";
import { traitsOf } from "./model-table.ts";
import type { ModelTraits } from "./port.ts";

/** A voice this server can lend a campaign. */
export interface VoiceOffer {
  /** "provider:model", or "oracle". */
  readonly id: string;
  readonly provider: "oracle" | "workers-ai" | "openai";
  readonly model: string;
  readonly label: string;
  readonly traits: ModelTraits;
  /** Who pays, in words the players read. */
  readonly paidBy: string;
  /** Spoken by unless chosen otherwise; stands in when that fails, in this order; or only waits to be chosen. */
  readonly role: "default" | "fallback" | "choice";
  /** Whether the owner of a campaign may choose it. */
  readonly choosable: boolean;
}

/** Spending limits in micro-dollars; null where there is none. */
export interface SpendingCaps {
  readonly campaignDayMicroUsd: number | null;
  readonly memberDayMicroUsd: number | null;
  readonly hourMicroUsd: number | null;
}

export type DmConfiguration =
  | {
      readonly ok: true;
      /** The default first, then the fallbacks, then what may be chosen besides. */
      readonly voices: readonly [VoiceOffer, ...VoiceOffer[]];
      readonly caps: SpendingCaps;
      readonly moderation: "llama-guard" | null;
      /** How long a whole turn may take, in ms: a small machine needs more time for a large model. */
      readonly turnBudgetMs: number;
    }
  | { readonly ok: false /** What is wrong, for whoever set it up. */; readonly sentence: string };

const DEFAULT_WORKERS_AI_MODEL = "@cf/zai-org/glm-4.7-flash";
const MODEL_NAME_CHARS_MAX = 120;
const VOICES_MAX = 32;
const MICRO = 1_000_000;

class Misconfigured extends Error {}

/** What is unset, blank or not text counts as not given. */
const Given = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional()
  .catch(undefined);
const Vars = z.object({
  DM_PROVIDER: Given,
  DM_FALLBACKS: Given,
  DM_MODELS: Given,
  DM_CAMPAIGN_DAY_USD: Given,
  DM_MEMBER_DAY_USD: Given,
  DM_HOUR_USD: Given,
  DM_PAID_BY: Given,
  DM_MODERATION: Given,
  DM_TURN_SECONDS: Given,
  OPENAI_BASE_URL: Given,
  OPENAI_MODEL: Given,
  OPENAI_CONTEXT_TOKENS: Given,
  OPENAI_PRICE_IN: Given,
  OPENAI_PRICE_OUT: Given,
  WORKERS_AI_MODEL: Given,
});
type Vars = z.infer<typeof Vars>;
type VarName = keyof Vars;

/** Reads which models may speak here, who pays and how much. A key alone chooses nothing: nobody pays by accident. */
export function configuredVoices(vars: object): DmConfiguration {
  try {
    const given = Vars.parse({ ...vars });
    const moderation = oneOf(given, "DM_MODERATION", ["llama-guard"]) ?? null;
    return { ok: true, voices: voicesOf(given), caps: capsOf(given), moderation, turnBudgetMs: turnBudgetOf(given) };
  } catch (error) {
    if (error instanceof Misconfigured) return { ok: false, sentence: error.message };
    throw error;
  }
}

type Spoken = Pick<VoiceOffer, "provider" | "model">;

function voicesOf(given: Vars): [VoiceOffer, ...VoiceOffer[]] {
  const first = defaultVoice(given);
  const choices = listed(given, "DM_MODELS");
  const isChoice = (voice: Spoken): boolean => choices.some((choice) => idOf(choice) === idOf(voice));
  const offer = (voice: Spoken, role: VoiceOffer["role"]): VoiceOffer =>
    offerOf(given, voice, { role, choosable: role !== "fallback" || isChoice(voice) || voice.provider === "oracle" });
  const others = [
    ...listed(given, "DM_FALLBACKS").map((voice) => offer(voice, "fallback")),
    ...choices.map((voice) => offer(voice, "choice")),
    // Always there, costs nothing and may always be chosen.
    offer({ provider: "oracle", model: "oracle" }, "choice"),
  ];
  const voices = [offer(first, "default"), ...others];
  const known = new Map(voices.toReversed().map((voice) => [voice.id, voice]));
  const [unique, ...rest] = voices.filter((voice) => known.get(voice.id) === voice);
  if (unique === undefined || rest.length >= VOICES_MAX)
    throw new Misconfigured(`DM_FALLBACKS and DM_MODELS together name more than ${VOICES_MAX} models.`);
  return [unique, ...rest];
}

function defaultVoice(given: Vars): Spoken {
  const named = oneOf(given, "DM_PROVIDER", ["oracle", "workers-ai", "openai"]);
  const provider = named ?? (given.OPENAI_BASE_URL === undefined ? "oracle" : "openai");
  if (provider === "oracle") return { provider, model: "oracle" };
  if (provider === "workers-ai") return { provider, model: given.WORKERS_AI_MODEL ?? DEFAULT_WORKERS_AI_MODEL };
  if (given.OPENAI_BASE_URL === undefined) {
    throw new Misconfigured(
      "DM_PROVIDER is openai, but OPENAI_BASE_URL is not set; for Ollama it is http://127.0.0.1:11434/v1.",
    );
  }
  if (given.OPENAI_MODEL === undefined) {
    throw new Misconfigured(
      "OPENAI_MODEL is not set: name the model to ask for at OPENAI_BASE_URL, for example llama3.1.",
    );
  }
  return { provider, model: given.OPENAI_MODEL };
}

function listed(given: Vars, name: "DM_FALLBACKS" | "DM_MODELS"): Spoken[] {
  const entries = (given[name] ?? "").split(",").map((entry) => entry.trim());
  return entries
    .filter((entry) => entry !== "")
    .map((entry) => {
      if (entry === "oracle") return { provider: "oracle", model: "oracle" };
      // Only the first colon divides: Ollama's names have one too, as in openai:llama3.1:8b.
      const [, provider, model] = /^(oracle|workers-ai|openai):(.+)$/.exec(entry) ?? [];
      if (provider === "oracle") return { provider, model: "oracle" };
      if (model !== undefined && (provider === "workers-ai" || provider === "openai")) return { provider, model };
      throw new Misconfigured(
        `${name} lists "${brief(entry)}"; write provider:model, with workers-ai or openai as the provider.`,
      );
    });
}

function offerOf(given: Vars, voice: Spoken, more: Pick<VoiceOffer, "role" | "choosable">): VoiceOffer {
  const { provider, model } = voice;
  if (model.length > MODEL_NAME_CHARS_MAX || /\s/.test(model)) {
    throw new Misconfigured(
      `"${brief(model)}" is no name of a model: it has blanks in it, or is longer than 120 characters.`,
    );
  }
  const url = provider === "openai" ? baseUrlOf(given, model) : null;
  const local = url !== null && isLocal(url.hostname);
  const traits = { ...traitsOf({ provider, model, local }), ...(provider === "openai" ? toldOf(given, model) : {}) };
  const isFree = traits.priceIn === 0 && traits.priceOut === 0;
  const paidBy = isFree ? "nobody: it costs nothing" : (given.DM_PAID_BY ?? "whoever runs this server");
  return { id: idOf(voice), provider, model, label: labelOf(voice, url), traits, paidBy, ...more };
}

function labelOf({ provider, model }: Spoken, url: URL | null): string {
  if (provider === "oracle") return "Oracle, no AI";
  if (url === null) return `${model.split("/").at(-1)} on Workers AI`;
  // Players read this: where a machine stands in the host's own network is nobody's business.
  return isLocal(url.hostname) ? `${model} on the host’s own machine` : `${model} at ${url.host}`;
}

function baseUrlOf({ OPENAI_BASE_URL }: Vars, model: string): URL {
  if (OPENAI_BASE_URL === undefined) {
    throw new Misconfigured(`openai:${brief(model)} is listed, but OPENAI_BASE_URL is not set.`);
  }
  const url = URL.canParse(OPENAI_BASE_URL) ? new URL(OPENAI_BASE_URL) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Misconfigured("OPENAI_BASE_URL is not an address that starts with http:// or https://.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new Misconfigured("OPENAI_BASE_URL holds a name, a password or a query; put the key into OPENAI_API_KEY.");
  }
  return url;
}

/** The host's own machine or network, where nobody sends a bill. */
function isLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  if (host === "localhost" || host === "::1" || /\.(localhost|local|internal|lan)$/.test(host)) return true;
  return /^(127|10)\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(host);
}

/** What is said of the one model of `OPENAI_MODEL`, where the table of models knows nothing. */
function toldOf(given: Vars, model: string): Partial<ModelTraits> {
  const prices = pricesOf(given, model);
  const contextTokens = contextOf(given);
  return contextTokens === null || model !== given.OPENAI_MODEL ? prices : { ...prices, contextTokens };
}

const CONTEXT_TOKENS = { min: 2_048, max: 2_000_000 };

function contextOf({ OPENAI_CONTEXT_TOKENS: text }: Vars): number | null {
  if (text === undefined) return null;
  const { min, max } = CONTEXT_TOKENS;
  const tokens = Number(text);
  if (Number.isInteger(tokens) && tokens >= min && tokens <= max) return tokens;
  throw new Misconfigured(
    `OPENAI_CONTEXT_TOKENS is "${brief(text)}"; it must be a whole number from ${min} to ${max}.`,
  );
}

/** The prices name the one model they were set for; what else is at the same address keeps the careful guess. */
function pricesOf(given: Vars, model: string): Partial<ModelTraits> {
  const priceIn = microUsd(given, "OPENAI_PRICE_IN");
  const priceOut = microUsd(given, "OPENAI_PRICE_OUT");
  if ((priceIn === null) !== (priceOut === null)) {
    throw new Misconfigured(
      "OPENAI_PRICE_IN and OPENAI_PRICE_OUT belong together, in dollars per million tokens; set both.",
    );
  }
  if (priceIn === null || priceOut === null || model !== given.OPENAI_MODEL) return {};
  return { priceIn, priceOut, priceCached: priceIn, priceKnown: true };
}

function capsOf(given: Vars): SpendingCaps {
  return {
    campaignDayMicroUsd: microUsd(given, "DM_CAMPAIGN_DAY_USD", 1),
    memberDayMicroUsd: microUsd(given, "DM_MEMBER_DAY_USD"),
    hourMicroUsd: microUsd(given, "DM_HOUR_USD", 5),
  };
}

/** Dollars as micro-dollars. "none" lifts a limit; what is not set falls back to `usd`, or to none. */
function microUsd(given: Vars, name: VarName, usd?: number): number | null {
  const text = given[name];
  if (text === undefined) return usd === undefined ? null : usd * MICRO;
  if (text === "none") return null;
  if (!/^\d{1,6}(\.\d{1,9})?$/.test(text)) {
    throw new Misconfigured(`${name} is "${brief(text)}"; it must be an amount in dollars, such as 0.50.`);
  }
  return Math.round(Number(text) * MICRO);
}

const TURN_SECONDS = { standard: 120, min: 30, max: 900 };

function turnBudgetOf({ DM_TURN_SECONDS: text }: Vars): number {
  const { standard, min, max } = TURN_SECONDS;
  const seconds = text === undefined ? standard : Number(text);
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return seconds * 1_000;
  throw new Misconfigured(
    `DM_TURN_SECONDS is "${brief(text ?? "")}"; it must be a whole number from ${min} to ${max}.`,
  );
}

function oneOf<Choice extends string>(given: Vars, name: VarName, choices: readonly Choice[]): Choice | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice === undefined)
    throw new Misconfigured(`${name} is "${brief(text)}"; it can be ${choices.join(", ")}, or left out.`);
  return choice;
}

function idOf({ provider, model }: Spoken): string {
  return provider === "oracle" ? provider : `${provider}:${model}`;
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
