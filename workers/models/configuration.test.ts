import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { configuredVoices } from "./configuration.ts";
import { openModel } from "./open-model.ts";
import { ModelFault } from "./port.ts";

const OLLAMA = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1", OPENAI_MODEL: "llama3.1" };

function configured(vars: object) {
  const configuration = configuredVoices(vars);
  if (!configuration.ok) throw new Error(configuration.sentence);
  return configuration;
}

function sentenceOf(vars: object): string {
  const configuration = configuredVoices(vars);
  return configuration.ok ? "in order" : configuration.sentence;
}

test.each([
  ["nothing", {}],
  ["a key alone", { OPENAI_API_KEY: "sk-test", AI_GATEWAY_ID: "hall" }],
  ["a model alone", { OPENAI_MODEL: "gpt-5" }],
  ["blanks", { DM_PROVIDER: " ", OPENAI_BASE_URL: "", DM_FALLBACKS: " , " }],
])("%s chooses the Oracle, which costs nothing", (_, vars) => {
  const { voices, caps, moderation } = configured(vars);
  expect(voices.map((voice) => voice.id)).toEqual(["oracle"]);
  expect(voices[0]).toMatchObject({
    label: "Oracle, no AI",
    role: "default",
    choosable: true,
    paidBy: "nobody: it costs nothing",
  });
  expect(caps).toEqual({ campaignDayMicroUsd: 1_000_000, memberDayMicroUsd: null, hourMicroUsd: 5_000_000 });
  expect(moderation).toBeNull();
});

test("an address chooses what speaks there", () => {
  const [voice] = configured(OLLAMA).voices;
  expect(voice).toMatchObject({
    id: "openai:llama3.1",
    label: "llama3.1 on the host’s own machine",
    role: "default",
    paidBy: "nobody: it costs nothing",
    traits: { priceIn: 0, priceOut: 0, priceKnown: true },
  });
});

test("Workers AI has to be asked for, and has a model of its own accord", () => {
  const [voice] = configured({ DM_PROVIDER: "workers-ai", DM_PAID_BY: "Mira" }).voices;
  expect(voice).toMatchObject({
    id: "workers-ai:@cf/zai-org/glm-4.7-flash",
    label: "glm-4.7-flash on Workers AI",
    paidBy: "Mira",
  });
  expect(configured({ DM_PROVIDER: "workers-ai", WORKERS_AI_MODEL: "@cf/x/y" }).voices[0].model).toBe("@cf/x/y");
});

test("default, fallbacks, choices and the Oracle come in this order, each once", () => {
  const { voices } = configured({
    ...OLLAMA,
    DM_FALLBACKS: "openai:qwen3:4b, workers-ai:@cf/zai-org/glm-4.7-flash",
    DM_MODELS: "workers-ai:@cf/zai-org/glm-4.7-flash,openai:mistral-nemo:12b,openai:llama3.1",
  });
  expect(voices.map(({ id, role, choosable }) => [id, role, choosable])).toEqual([
    ["openai:llama3.1", "default", true],
    ["openai:qwen3:4b", "fallback", false],
    ["workers-ai:@cf/zai-org/glm-4.7-flash", "fallback", true],
    ["openai:mistral-nemo:12b", "choice", true],
    ["oracle", "choice", true],
  ]);
});

test("prices set for one model are its own; others at the same address are guessed dear", () => {
  const { voices } = configured({
    OPENAI_BASE_URL: "https://models.example.com/v1",
    OPENAI_MODEL: "tale-9b",
    OPENAI_PRICE_IN: "0.0605",
    OPENAI_PRICE_OUT: "2",
    DM_MODELS: "openai:tale-70b",
  });
  expect(voices[0].traits).toMatchObject({ priceIn: 60_500, priceOut: 2_000_000, priceKnown: true });
  expect(voices[1]?.traits).toMatchObject({ priceKnown: false });
  expect(voices[0].paidBy).toBe("whoever runs this server");
});

test("limits are dollars, and none lifts one", () => {
  const { caps } = configured({ DM_CAMPAIGN_DAY_USD: "none", DM_MEMBER_DAY_USD: "0.25", DM_HOUR_USD: "0" });
  expect(caps).toEqual({ campaignDayMicroUsd: null, memberDayMicroUsd: 250_000, hourMicroUsd: 0 });
});

test.each([
  [{ DM_PROVIDER: "parrot" }, /DM_PROVIDER is "parrot"; it can be oracle, workers-ai, openai/],
  [{ DM_PROVIDER: "openai" }, /OPENAI_BASE_URL is not set/],
  [{ OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" }, /OPENAI_MODEL is not set/],
  [{ ...OLLAMA, OPENAI_BASE_URL: "127.0.0.1:11434" }, /http:\/\/ or https:\/\//],
  [{ ...OLLAMA, OPENAI_BASE_URL: "file:///etc/passwd" }, /http:\/\/ or https:\/\//],
  [{ ...OLLAMA, OPENAI_BASE_URL: "https://me:hush@models.example.com/v1" }, /OPENAI_API_KEY/],
  [{ ...OLLAMA, OPENAI_PRICE_IN: "1" }, /belong together/],
  [{ ...OLLAMA, OPENAI_PRICE_IN: "1", OPENAI_PRICE_OUT: "two" }, /OPENAI_PRICE_OUT is "two"/],
  [{ DM_HOUR_USD: "-1" }, /DM_HOUR_USD is "-1"/],
  [{ DM_CAMPAIGN_DAY_USD: "1,50" }, /DM_CAMPAIGN_DAY_USD is "1,50"/],
  [{ DM_CAMPAIGN_DAY_USD: "NaN" }, /amount in dollars/],
  [{ DM_FALLBACKS: "glm-4.7-flash" }, /DM_FALLBACKS lists "glm-4.7-flash"; write provider:model/],
  [{ DM_MODELS: "openai:gpt-5" }, /openai:gpt-5 is listed, but OPENAI_BASE_URL is not set/],
  [{ ...OLLAMA, OPENAI_MODEL: "llama 3.1" }, /"llama 3.1" is no name of a model/],
  [{ DM_MODERATION: "strict" }, /DM_MODERATION is "strict"; it can be llama-guard/],
])("%j is told in plain words", (vars, sentence) => {
  expect(sentenceOf(vars)).toMatch(sentence);
});

test("a turn takes as long, and a prompt as much, as the host's machine needs", () => {
  const local = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1", OPENAI_MODEL: "llama3.1" };
  const read = (more: object) => {
    const configured = configuredVoices({ ...local, ...more });
    return configured.ok ? [configured.turnBudgetMs, configured.voices[0].traits.contextTokens] : configured.sentence;
  };
  expect(read({})).toEqual([120_000, 8_192]);
  expect(read({ DM_TURN_SECONDS: "600", OPENAI_CONTEXT_TOKENS: "16384" })).toEqual([600_000, 16_384]);
  expect(read({ DM_TURN_SECONDS: "5" })).toMatch(/DM_TURN_SECONDS is "5"; it must be a whole number from 30 to 900/);
  expect(read({ OPENAI_CONTEXT_TOKENS: "8k" })).toMatch(/OPENAI_CONTEXT_TOKENS is "8k"/);
});

test("no sentence repeats the password it complains of", () => {
  expect(sentenceOf({ ...OLLAMA, OPENAI_BASE_URL: "https://me:hush@models.example.com/v1" })).not.toContain("hush");
});

test.each([
  ["http://localhost:8080/v1", true],
  ["http://[::1]:8080/v1", true],
  ["http://192.168.1.20:11434/v1", true],
  ["http://172.20.0.4/v1", true],
  ["http://host.docker.internal:11434/v1", true],
  ["https://api.openai.com/v1", false],
  ["https://10.0.0.1.example.com/v1", false],
  ["http://172.32.0.4/v1", false],
])("%s is at home: %s", (OPENAI_BASE_URL, isHome) => {
  expect(configured({ OPENAI_BASE_URL, OPENAI_MODEL: "x" }).voices[0].traits.priceKnown).toBe(isHome);
});

test("any variables give voices or a sentence", () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.constantFrom("openai", "workers-ai", "openai:a:b", "https://a.example/v1", "0.5", "none"),
    fc.anything(),
  );
  const names = [
    "DM_PROVIDER",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "OPENAI_PRICE_IN",
    "OPENAI_PRICE_OUT",
    "DM_FALLBACKS",
    "DM_MODELS",
    "DM_HOUR_USD",
    "DM_MODERATION",
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), anyText), (vars) => {
      const configuration = configuredVoices(vars);
      if (!configuration.ok) {
        expect(configuration.sentence).toMatch(/\.$/);
        return;
      }
      expect(new Set(configuration.voices.map((voice) => voice.id)).size).toBe(configuration.voices.length);
      expect(configuration.voices.some((voice) => voice.provider === "oracle")).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("an offer opens the adapter it names", async () => {
  const sent: { url: string; key: string | null }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, key: new Headers(init.headers).get("authorization") });
    return Response.json({ choices: [{ message: { content: "A door." }, finish_reason: "stop" }] });
  };
  const asking = { messages: [{ role: "user" as const, content: "Go." }], maxOutputTokens: 10 };
  const [openai, oracle] = configured(OLLAMA).voices;
  const env = { ...OLLAMA, OPENAI_BASE_URL: "http://127.0.0.1:11434/v1/", OPENAI_API_KEY: " sk-test ", fetch };
  await openModel(openai, env)?.complete(asking, { totalMs: 1_000, idleMs: 1_000 });
  expect(sent).toEqual([{ url: "http://127.0.0.1:11434/v1/chat/completions", key: "Bearer sk-test" }]);
  expect(oracle && openModel(oracle, {})).toBeNull();
  const [workersAi] = configured({ DM_PROVIDER: "workers-ai" }).voices;
  expect(openModel(workersAi, { AI: new FakeWorkersAi() })).toMatchObject({ provider: "workers-ai" });
});

test("an offer without what it needs is an outage with no use in asking again", () => {
  const [workersAi] = configured({ DM_PROVIDER: "workers-ai" }).voices;
  const [openai] = configured(OLLAMA).voices;
  expect(() => openModel(workersAi, {})).toThrow(ModelFault);
  expect(() => openModel(openai, {})).toThrow(ModelFault);
});
