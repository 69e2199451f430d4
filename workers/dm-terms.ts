import type { VoiceList } from "./contracts/http.ts";
import { configuredVoices, type VoiceOffer } from "./models/configuration.ts";
import type { DmTerms } from "./realtime/purse.ts";

const TURN_MS_WITHOUT_WORD = 120_000;
/** So many tokens an adapter leaves for thinking that cannot be switched off: workers/models/chat-request.ts. */
const THINKING_TOKENS = 1_024;

/**
 * Which voices this deployment lends its campaigns, as the room needs it. A configuration that is wrong lends none: the
 * Oracle plays, and `voiceList` says what is wrong.
 */
export function dmTerms(env: object): DmTerms {
  const configured = configuredVoices(env);
  const nothing = { campaignDayMicroUsd: null, memberDayMicroUsd: null, hourMicroUsd: null };
  if (!configured.ok) return { voices: [], defaults: [], ...nothing, turnBudgetMs: TURN_MS_WITHOUT_WORD };
  const models = configured.voices.filter(({ provider }) => provider !== "oracle");
  const defaults = configured.voices[0].provider === "oracle" ? [] : models.filter(({ role }) => role !== "choice");
  return {
    voices: models.map(({ id, label, paidBy, traits }) => {
      const { priceIn, priceOut, priceKnown, contextTokens } = traits;
      const thinkingTokens = traits.reasoning === "mandatory" ? THINKING_TOKENS : 0;
      return { id, label, paidBy, priceIn, priceOut, priceKnown, contextTokens, thinkingTokens };
    }),
    defaults: defaults.map(({ id }) => id),
    ...configured.caps,
    turnBudgetMs: configured.turnBudgetMs,
  };
}

/** The same for people: what an owner may choose from, what it costs, and what is wrong with it if something is. */
export function voiceList(env: object): VoiceList {
  const configured = configuredVoices(env);
  if (!configured.ok)
    return {
      items: [],
      caps: { campaignDayMicroUsd: null, memberDayMicroUsd: null, hourMicroUsd: null },
      trouble: configured.sentence.slice(0, 400),
    };
  const models = configured.voices.filter(({ provider, choosable }) => provider !== "oracle" && choosable);
  return { items: models.map(cardOf), caps: configured.caps, trouble: null };
}

function cardOf({ id, label, paidBy, traits }: VoiceOffer): VoiceList["items"][number] {
  const perMillion = (microUsd: number) => microUsd / 1_000_000;
  const { priceIn, priceOut, priceKnown } = traits;
  return { id, label, paidBy, priceIn: perMillion(priceIn), priceOut: perMillion(priceOut), priceKnown };
}
