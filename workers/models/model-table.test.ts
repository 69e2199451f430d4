import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { forgetLearned, learn, withLearned } from "./learned.ts";
import { costMicroUsd, GUARD_MODEL, traitsOf } from "./model-table.ts";

beforeEach(forgetLearned);

const counted = { cachedTokens: 0, estimated: false };

test("a turn costs what the price list says", () => {
  const glm = traitsOf({ provider: "workers-ai", model: "@cf/zai-org/glm-4.7-flash", local: false });
  // 8,000 x $0.0605/M + 600 x $0.40/M = $0.000724
  expect(costMicroUsd(glm, { inputTokens: 8_000, outputTokens: 600, ...counted })).toBe(724);
});

test("cached tokens cost their own price, and are not counted twice", () => {
  const glm = traitsOf({ provider: "workers-ai", model: "@cf/zai-org/glm-5.3-flash", local: false });
  const usage = { inputTokens: 10_000, outputTokens: 0, cachedTokens: 8_000, estimated: false };
  expect(costMicroUsd(glm, usage)).toBe(2_000 * 0.15 + 8_000 * 0.03);
});

test("what costs anything costs at least one, and never less for more", () => {
  const traits = traitsOf({ provider: "workers-ai", model: "@cf/qwen/qwen3-30b-a3b-fp8", local: false });
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), fc.nat(200_000), (inputTokens, outputTokens, cachedTokens) => {
      const cost = costMicroUsd(traits, { inputTokens, outputTokens, cachedTokens, estimated: false });
      expect(Number.isSafeInteger(cost)).toBe(true);
      if (inputTokens + outputTokens > 0) expect(cost).toBeGreaterThan(0);
      const more = { inputTokens, outputTokens: outputTokens + 1, cachedTokens, estimated: false };
      expect(costMicroUsd(traits, more)).toBeGreaterThanOrEqual(cost);
    }),
  );
});

test("the guard has its list price", () => {
  const guard = traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false });
  // 1,000 x $0.484/M + 10 x $0.03/M
  expect(costMicroUsd(guard, { inputTokens: 1_000, outputTokens: 10, ...counted })).toBe(485);
  expect(guard.priceKnown).toBe(true);
});

test("an unknown model costs nothing at home, and more than any known one elsewhere", () => {
  const home = traitsOf({ provider: "openai", model: "llama3.1", local: true });
  expect(home).toMatchObject({ priceIn: 0, priceOut: 0, priceKnown: true });
  const away = traitsOf({ provider: "openai", model: "llama3.1", local: false });
  expect(away.priceKnown).toBe(false);
  const dearest = traitsOf({ provider: "workers-ai", model: "@cf/meta/llama-3.3-70b-instruct-fp8-fast", local: false });
  expect(away.priceOut).toBeGreaterThan(dearest.priceOut);
});

test("Mistral gets ids of nine characters, wherever it runs", () => {
  const at = (provider: "openai" | "workers-ai", model: string) => traitsOf({ provider, model, local: true }).toolIds;
  expect(at("workers-ai", "@cf/mistralai/mistral-small-3.1-24b-instruct")).toBe("nine");
  expect(at("openai", "mistral-nemo:12b")).toBe("nine");
  expect(at("openai", "llama3.1")).toBe("any");
});

test("models that think are known by name, at home", () => {
  const at = (model: string, local: boolean) => traitsOf({ provider: "openai", model, local }).reasoning;
  expect(["qwen3:4b", "qwen3.5:9b", "gemma4:12b", "deepseek-r1:8b"].map((model) => at(model, true))).toEqual(
    Array.from({ length: 4 }, () => "optional"),
  );
  expect(["llama3.1", "qwen3-coder:30b", "qwen2.5:7b"].map((model) => at(model, true))).toEqual([
    "none",
    "none",
    "none",
  ]);
  expect([at("qwen3:4b", false), at("gpt-oss:20b", false)]).toEqual(["none", "mandatory"]);
});

test("what is learned stands over the table, for that model only", () => {
  const table = traitsOf({ provider: "openai", model: "llama3.1", local: true });
  learn({ provider: "openai", model: "llama3.1" }, { tools: false });
  learn({ provider: "openai", model: "llama3.1" }, { json: false });
  expect(withLearned({ provider: "openai", model: "llama3.1" }, table)).toMatchObject({ tools: false, json: "none" });
  expect(withLearned({ provider: "openai", model: "qwen3" }, table)).toEqual(table);
});

test("lessons do not pile up", () => {
  const table = traitsOf({ provider: "openai", model: "any", local: true });
  for (let at = 0; at < 200; at += 1) learn({ provider: "openai", model: `model-${at}` }, { tools: false });
  expect(withLearned({ provider: "openai", model: "model-0" }, table).tools).toBe(true);
  expect(withLearned({ provider: "openai", model: "model-199" }, table).tools).toBe(false);
});
