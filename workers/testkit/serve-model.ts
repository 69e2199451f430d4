import { type FakeOpenAi, startFakeOpenai } from "./fake-openai.ts";
import { MANNERS, modelManners } from "./model-manners.ts";

/** Starts the fake model with all its manners, for a whole test run. */
export async function serveModel(): Promise<FakeOpenAi> {
  return await startFakeOpenai({ script: modelManners() });
}

/**
 * What tells a deployment of it: the Oracle plays unless a campaign chooses a manner, and money is no object. The price
 * is that of `plain`; what the others cost is known where the address is no machine of the host's own.
 */
export function modelVariables(baseUrl: string): Record<string, string> {
  return {
    DM_PROVIDER: "oracle",
    DM_MODELS: MANNERS.map((name) => `openai:${name}`).join(","),
    DM_PAID_BY: "the house",
    DM_CAMPAIGN_DAY_USD: "none",
    DM_HOUR_USD: "none",
    DM_TURN_SECONDS: "30",
    OPENAI_BASE_URL: baseUrl,
    OPENAI_MODEL: "plain",
    OPENAI_PRICE_IN: "1",
    OPENAI_PRICE_OUT: "4",
  };
}
