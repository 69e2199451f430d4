import { beforeEach, expect, test } from "vitest";
import { bindingError, type FakeAiStep, FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { faultOf, heard } from "../testkit/hear-model.ts";
import { forgetLearned } from "./learned.ts";
import { traitsOf } from "./model-table.ts";
import type { ModelFaultKind, ModelRequest } from "./port.ts";
import { probeLine } from "./probe.ts";
import { WorkersAiModel } from "./workers-ai.ts";

const LONG = { totalMs: 5_000, idleMs: 5_000 };
const GLM = "@cf/zai-org/glm-4.7-flash";
const asking: ModelRequest = { messages: [{ role: "user", content: "What is there?" }], maxOutputTokens: 400 };
const schema = { type: "object", properties: { who: { type: "string" } }, required: ["who"] };

beforeEach(forgetLearned);

function modelThat(step: FakeAiStep, { model = GLM, gatewayId }: { model?: string; gatewayId?: string } = {}) {
  const ai = new FakeWorkersAi(() => step);
  const traits = traitsOf({ provider: "workers-ai", model, local: false });
  return { ai, model: new WorkersAiModel({ ai, model, traits, gatewayId }) };
}

test("asks as the binding wants to be asked, through the gateway and near its cache", async () => {
  const { ai, model } = modelThat({ toolCalls: [{ name: "roll", arguments: {} }] }, { gatewayId: "hall" });
  const tools = [{ name: "roll", description: "Rolls.", parameters: schema }];
  await model.complete({ ...asking, tools, toolChoice: { name: "roll" } }, { ...LONG, affinity: "campaign-7" });
  expect(ai.calls[0]?.model).toBe(GLM);
  expect(ai.calls[0]?.inputs).toEqual({
    messages: [{ role: "user", content: "What is there?" }],
    max_tokens: 400,
    chat_template_kwargs: { enable_thinking: false },
    tools: [{ type: "function", function: tools[0] }],
    tool_choice: { type: "function", function: { name: "roll" } },
  });
  expect(ai.calls[0]?.options).toMatchObject({
    gateway: { id: "hall" },
    extraHeaders: { "x-session-affinity": "campaign-7" },
  });
});

test("a schema goes bare, and JSON is not streamed", async () => {
  const { ai, model } = modelThat({ object: { who: "Mira" } });
  const { pieces, answer } = await heard(model.stream({ ...asking, json: { name: "npc", schema } }, LONG));
  expect(ai.calls[0]?.inputs["response_format"]).toEqual({ type: "json_schema", json_schema: schema });
  expect(ai.calls[0]?.inputs["stream"]).toBeUndefined();
  expect(pieces).toEqual(['{"who":"Mira"}']);
  expect(answer.text).toBe('{"who":"Mira"}');
});

test("a model that must think is given little of it, and room for it", async () => {
  const { ai, model } = modelThat({}, { model: "@cf/openai/gpt-oss-120b" });
  await model.complete(asking, LONG);
  expect(ai.calls[0]?.inputs).toMatchObject({ reasoning_effort: "low", max_tokens: 1_424 });
});

test("the older family's count shows that the allowance was spent", async () => {
  const usage = { prompt_tokens: 20, completion_tokens: 400 };
  expect((await modelThat({ text: "A door, and", usage }).model.complete(asking, LONG)).finish).toBe("length");
});

const codes: [number, ModelFaultKind, boolean][] = [
  [3006, "too-long", false],
  [3007, "timeout", true],
  [3008, "timeout", true],
  [3036, "quota", false],
  [3040, "busy", true],
  [5007, "model-gone", false],
  [5016, "not-allowed", false],
  [5025, "unsupported", true],
  [8001, "bad-request", false],
  [8006, "bad-request", false],
];
const shapes = ["words", "named", "internalCode"] as const;

test.each(codes.flatMap((row) => shapes.map((shape) => [...row, shape] as const)))(
  "[M2 M3 M5] %i is %s, retryable %s, said by %s",
  async (code, kind, retryable, shape) => {
    const { model } = modelThat({ error: bindingError(code, shape) });
    expect(await faultOf(model.complete(asking, LONG))).toMatchObject({ kind, retryable, code: String(code) });
  },
);

test("whatever else the binding throws is an outage", async () => {
  for (const error of [new Error("Network connection lost."), "a string", undefined, { code: null, errors: "many" }]) {
    const { model } = modelThat({ error: error ?? new Error("") });
    expect(await faultOf(model.complete(asking, LONG))).toMatchObject({ kind: "unreachable", retryable: true });
  }
});

test("a model without JSON mode is asked in words from then on", async () => {
  const { ai, model } = modelThat({ error: bindingError(5025) });
  const request = { ...asking, json: { name: "npc", schema } };
  await faultOf(model.complete(request, LONG));
  expect(model.traits.json).toBe("none");
  ai.setScript(() => ({ text: '{"who":"Mira"}' }));
  await model.complete(request, LONG);
  expect(ai.calls[1]?.inputs["response_format"]).toBeUndefined();
});

test("the binding is told to stop, and its stream is let go", async () => {
  const { ai, model } = modelThat({ text: "and then ", neverEnds: true });
  const stream = model.stream(asking, LONG);
  await stream.next();
  await stream.return({
    text: "",
    toolCalls: [],
    finish: "stop",
    usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, estimated: true },
  });
  expect(ai.calls[0]?.options?.signal?.aborted).toBe(true);
  expect(ai.cancelled).toBe(1);
});

test("[M15] a call cancelled before it is made costs nothing", async () => {
  const { ai, model } = modelThat({});
  const options = { ...LONG, signal: AbortSignal.abort("too late") };
  await expect(model.complete(asking, options)).rejects.toBe("too late");
  await expect(model.stream(asking, options).next()).rejects.toBe("too late");
  expect(ai.calls).toEqual([]);
});

test("embeddings go to a model of embeddings, a hundred at a time", async () => {
  const { ai, model } = modelThat({});
  await model.embed(
    Array.from({ length: 150 }, () => "a lantern"),
    LONG,
  );
  expect(ai.calls.map((call) => call.model)).toEqual(["@cf/baai/bge-m3", "@cf/baai/bge-m3"]);
  expect(ai.calls[0]?.inputs["text"]).toHaveLength(100);
});

test.each([
  ["safe", { safe: true, categories: [] }],
  ["\n\nunsafe\nS3", { safe: false, categories: ["S3"] }],
  ["unsafe\nS1,S10", { safe: false, categories: ["S1", "S10"] }],
  [{ safe: true }, { safe: true, categories: [] }],
  [
    { safe: false, categories: ["S9"] },
    { safe: false, categories: ["S9"] },
  ],
])("the guard's %j is understood", async (response, verdict) => {
  const { ai, model } = modelThat({ raw: { response } });
  expect(await model.moderate("I open the door.", LONG)).toMatchObject(verdict);
  expect(ai.calls[0]?.model).toBe("@cf/meta/llama-guard-3-8b");
});

test("a guard that says neither is a fault, not a pass", async () => {
  for (const response of ["I would rather not say", "", {}, null]) {
    const fault = await faultOf(modelThat({ raw: { response } }).model.moderate("I open the door.", LONG));
    expect(fault).toMatchObject({ kind: "broken-off", code: "malformed" });
  }
});

test("a probe says in one line what the model can do", async () => {
  const { ai, model } = modelThat({});
  ai.setScript(({ inputs }) =>
    "tools" in inputs
      ? { family: "chat", toolCalls: [{ name: "roll_die", arguments: { sides: 20 } }] }
      : { object: { colour: "blue" } },
  );
  expect(probeLine(await model.probe(LONG))).toBe(`${GLM} at Workers AI: calls tools, JSON schema, embeddings`);
});
