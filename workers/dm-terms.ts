import type { VoiceList } from "./contracts/http.ts";
import type { VoiceTerms } from "./core/spending.ts";
import { configuredVoices, type VoiceOffer } from "./models/configuration.ts";
import { GUARD_MODEL, traitsOf } from "./models/model-table.ts";
import { thinkingRoom } from "./models/port.ts";
import type { DmTerms } from "./realtime/purse.ts";
import { TURN_BUDGET_MS } from "./realtime/turn-driver.ts";

/**
 * Which voices this deployment lends its campaigns, as the room needs it. A configuration that is wrong lends none: the
 * Oracle plays, and `voiceList` says what is wrong.
 */
export function dmTerms(env: object): DmTerms {
  const configured = configuredVoices(env);
  const nothing = { campaignDayMicroUsd: null, memberDayMicroUsd: null, hourMicroUsd: null };
  if (!configured.ok) return { voices: [], defaults: [], ...nothing, moderator: null, turnBudgetMs: TURN_BUDGET_MS };
  const models = configured.voices.filter(({ provider }) => provider !== "oracle");
  const defaults = configured.voices[0].provider === "oracle" ? [] : models.filter(({ role }) => role !== "choice");
  return {
    voices: models.map(({ id, label, paidBy, traits, choosable }) => {
      const { priceIn, priceOut, priceKnown, contextTokens } = traits;
      const thinkingTokens = thinkingRoom(traits);
      return { id, label, paidBy, priceIn, priceOut, priceKnown, contextTokens, thinkingTokens, choosable };
    }),
    defaults: defaults.map(({ id }) => id),
    ...configured.caps,
    moderator: configured.moderation === null ? null : moderatorTerms(),
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
      trouble: troubleFor(env, configured.sentence),
    };
  const models = configured.voices.filter(({ provider, choosable }) => provider !== "oracle" && choosable);
  return { items: models.map(cardOf), caps: configured.caps, trouble: null };
}

function cardOf({ id, label, paidBy, traits }: VoiceOffer): VoiceList["items"][number] {
  const perMillion = (microUsd: number) => microUsd / 1_000_000;
  const { priceIn, priceOut, priceKnown } = traits;
  return { id, label, paidBy, priceIn: perMillion(priceIn), priceOut: perMillion(priceOut), priceKnown };
}

function moderatorTerms(): VoiceTerms {
  const traits = traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false });
  const { priceIn, priceOut, priceKnown, contextTokens } = traits;
  const id = `workers-ai:${GUARD_MODEL}`;
  return {
    ...{ id, label: "Llama Guard", paidBy: "", priceIn, priceOut, priceKnown, contextTokens },
    ...{ thinkingTokens: 0, choosable: false },
  };
}

/** On the host's own machine the sentence itself; to strangers without what was set, which may be a key in a wrong place. */
function troubleFor(env: object, sentence: string): string {
  if ("PROFILE" in env && env.PROFILE === "dev") return sentence.slice(0, 400);
  return sentence
    .replace(/"[^"]*"/g, "“…”")
    .replace(/\b(openai|workers-ai):\S+/g, "$1:…")
    .slice(0, 400);
}
