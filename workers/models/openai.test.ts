import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FakeOpenAi, type FakeStep, startFakeOpenai } from "../testkit/fake-openai.ts";
import { faultOf, heard } from "../testkit/hear-model.ts";
import { forgetLearned } from "./learned.ts";
import { traitsOf } from "./model-table.ts";
import { OpenAiModel } from "./openai.ts";
import type { ModelFault, ModelRequest, ModelTraits } from "./port.ts";
import { probeLine } from "./probe.ts";
import { retrying } from "./with-retries.ts";

const LONG = { totalMs: 5_000, idleMs: 5_000 };
const asking: ModelRequest = { messages: [{ role: "user", content: "What is there?" }], maxOutputTokens: 400 };
const schema = { type: "object", properties: { who: { type: "string" } }, required: ["who"] };
const rolling: ModelRequest = {
  ...asking,
  tools: [{ name: "roll", description: "Rolls.", parameters: schema }],
  toolChoice: { name: "roll" },
};

let server: FakeOpenAi;
beforeAll(async () => {
  server = await startFakeOpenai();
});
afterAll(async () => {
  await server.close();
});
beforeEach(() => {
  forgetLearned();
  server.requests.length = 0;
});

function modelThat(step: FakeStep, more: { key?: string; traits?: Partial<ModelTraits> } = {}): OpenAiModel {
  server.setScript(() => step);
  const traits = { ...traitsOf({ provider: "openai", model: "llama3.1", local: true }), ...more.traits };
  return new OpenAiModel({ baseUrl: server.url, model: "llama3.1", traits, fetch, key: more.key });
}

test("asks as the API wants to be asked", async () => {
  const model = modelThat({ toolCalls: [{ name: "roll", arguments: {} }] }, { key: "sk-test" });
  await model.complete({ ...rolling, temperature: 0.3 }, { ...LONG, affinity: "campaign-7" });
  expect(server.requests[0]?.path).toBe("/v1/chat/completions");
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: "Bearer sk-test",
    "x-session-affinity": "campaign-7",
  });
  expect(server.requests[0]?.body).toEqual({
    model: "llama3.1",
    messages: [{ role: "user", content: "What is there?" }],
    max_tokens: 400,
    temperature: 0.3,
    tools: [{ type: "function", function: { name: "roll", description: "Rolls.", parameters: schema } }],
    tool_choice: { type: "function", function: { name: "roll" } },
    stream: false,
  });
});

test("without a key no key is sent", async () => {
  await modelThat({}).complete(asking, LONG);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

test("a schema goes with its name; where it cannot be forced it is asked for in words", async () => {
  const json = { name: "npc", schema };
  await modelThat({}).complete({ ...asking, json }, LONG);
  expect(server.requests[0]?.body["response_format"]).toEqual({
    type: "json_schema",
    json_schema: { name: "npc", schema, strict: true },
  });
  await modelThat({}, { traits: { json: "none" } }).complete({ ...asking, json }, LONG);
  expect(server.requests[1]?.body["response_format"]).toBeUndefined();
  expect(JSON.stringify(server.requests[1]?.body["messages"])).toContain("JSON Schema");
});

test("a conversation with calls in it is written as it was spoken, with ids Mistral takes", async () => {
  const history: ModelRequest = {
    ...asking,
    messages: [
      { role: "system", content: "You direct." },
      { role: "assistant", content: "", toolCalls: [{ id: "call_2_0", name: "roll", arguments: { dc: 12 } }] },
      { role: "tool", callId: "call_2_0", name: "roll", content: "17" },
    ],
  };
  await modelThat({}, { traits: { toolIds: "nine" } }).complete(history, LONG);
  expect(server.requests[0]?.body["messages"]).toEqual([
    { role: "system", content: "You direct." },
    {
      role: "assistant",
      content: "",
      tool_calls: [{ id: "call00000", type: "function", function: { name: "roll", arguments: '{"dc":12}' } }],
    },
    { role: "tool", tool_call_id: "call00000", name: "roll", content: "17" },
  ]);
});

test("thinking is switched off, or low, by what the model can", async () => {
  await modelThat({}, { traits: { reasoning: "optional" } }).complete(asking, LONG);
  await modelThat({}, { traits: { reasoning: "mandatory" } }).complete(asking, LONG);
  const [optional, mandatory] = server.requests.map((request) => request.body);
  expect(optional).toMatchObject({
    max_tokens: 400,
    reasoning_effort: "none",
    chat_template_kwargs: { enable_thinking: false },
  });
  expect(mandatory).toMatchObject({ max_tokens: 1_424, reasoning_effort: "low" });
});

test("fields of thinking are never text", async () => {
  const model = modelThat({ text: "A door.", reasoning: "the trap", reasoningContent: "the rug" });
  expect((await model.complete(asking, LONG)).text).toBe("A door.");
  const { pieces } = await heard(model.stream(asking, LONG));
  expect(pieces.join("")).toBe("A door.");
});

test("content null with a call is no text", async () => {
  const model = modelThat({
    contentNull: true,
    toolCalls: [{ name: "roll", arguments: { who: "Mira" } }],
    finish: "stop",
  });
  for (const answer of [await model.complete(rolling, LONG), (await heard(model.stream(rolling, LONG))).answer]) {
    expect(answer).toMatchObject({
      text: "",
      finish: "tool-calls",
      toolCalls: [{ name: "roll", arguments: { who: "Mira" } }],
    });
  }
});

test("a stream is asked for its cost, and cached tokens are counted", async () => {
  const usage = { prompt_tokens: 90, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 64 } };
  const { answer } = await heard(modelThat({ usage }).stream(asking, LONG));
  expect(server.requests[0]?.body["stream_options"]).toEqual({ include_usage: true });
  expect(answer.usage).toEqual({ inputTokens: 90, outputTokens: 4, cachedTokens: 64, estimated: false });
});

test("a finish reason without [DONE] is a whole answer", async () => {
  const raw = 'data: {"choices":[{"delta":{"content":"A door."},"finish_reason":"stop"}]}\n\ndata: [DO';
  expect((await heard(modelThat({ raw }).stream(asking, LONG))).answer.text).toBe("A door.");
});

test("a server that has never heard of streams is understood", async () => {
  const raw = '{"choices":[{"message":{"content":"A door."},"finish_reason":"stop"}]}';
  const { pieces } = await heard(modelThat({ raw, contentType: "application/json" }).stream(asking, LONG));
  expect(pieces).toEqual(["A door."]);
});

const failures: [string, FakeStep, Partial<ModelFault>][] = [
  ["[M1] 408", { status: 408 }, { kind: "timeout", retryable: true }],
  ["[M1] 504", { status: 504 }, { kind: "timeout", retryable: true }],
  [
    "[M2] 429 with a wait",
    {
      status: 429,
      headers: { "retry-after": "3" },
      error: { error: { message: "Rate limit reached", code: "rate_limit_exceeded" } },
    },
    { kind: "busy", retryable: true, retryAfterMs: 3_000 },
  ],
  [
    "[M3] 429 with the quota used up",
    {
      status: 429,
      error: {
        error: { message: "You exceeded your current quota", type: "insufficient_quota", code: "insufficient_quota" },
      },
    },
    { kind: "quota", retryable: false },
  ],
  [
    "[M3] Workers AI's allowance over HTTP",
    { status: 429, error: { errors: [{ code: 3036, message: "daily free allocation" }], success: false } },
    { kind: "quota", retryable: false },
  ],
  ["[M4] 500", { status: 500, error: "<html>oops</html>" }, { kind: "unreachable", retryable: true, code: "500" }],
  [
    "[M5] no such model",
    { status: 404, error: { error: { message: "model 'x' not found" } } },
    { kind: "model-gone", retryable: false },
  ],
  ["[M5] no such address", { status: 404, error: "404 page not found" }, { kind: "unreachable", retryable: false }],
  [
    "[M5] 401",
    { status: 401, error: { error: { message: "bad key sk-12" } } },
    { kind: "not-allowed", retryable: false },
  ],
  ["413", { status: 413 }, { kind: "too-long", retryable: false }],
  [
    "a prompt longer than the context",
    { status: 400, error: { error: { message: "This model's maximum context length is 8192 tokens" } } },
    { kind: "too-long", retryable: false },
  ],
  [
    "no tools, as Ollama says it",
    { status: 400, error: { error: { message: "registry.ollama.ai/library/x does not support tools" } } },
    { kind: "unsupported", feature: "tools", retryable: false },
  ],
  [
    "anything else that is our fault",
    { status: 400, error: { error: { message: "bad" } } },
    { kind: "bad-request", retryable: false },
  ],
  [
    "a redirect",
    { status: 302, headers: { location: "http://elsewhere.example/" } },
    { kind: "unreachable", retryable: false },
  ],
  ["[M6] JSON cut short", { raw: '{"choices":[{"mess' }, { kind: "broken-off", code: "malformed" }],
  ["an error in the middle of success", { raw: '{"error":{"message":"overloaded","code":429}}' }, { kind: "busy" }],
  ["[M4] a connection reset", { reset: true }, { kind: "broken-off", retryable: true }],
];

test.each(failures)("%s", async (_, step, fault) => {
  expect(await faultOf(modelThat(step).complete(asking, LONG))).toMatchObject(fault);
});

test.each([
  ["[M10] a reset", { text: "A door, and", reset: true }, { kind: "broken-off", partial: "A door, and" }],
  [
    "[M6] a broken event",
    { raw: 'data: {"choices":[{"delta":{"content":"A do"}}]}\n\ndata: {"cho\n\n' },
    { kind: "broken-off", partial: "A do", code: "malformed" },
  ],
  [
    "an error event",
    { raw: 'data: {"choices":[{"delta":{"content":"A do"}}]}\n\ndata: {"error":"model runner has crashed"}\n\n' },
    { kind: "unreachable", partial: "A do" },
  ],
  ["an empty stream", { raw: "" }, { kind: "broken-off" }],
] satisfies [string, FakeStep, Partial<ModelFault>][])("in a stream: %s", async (_, step, fault) => {
  expect(await faultOf(heard(modelThat(step).stream(asking, LONG)))).toMatchObject(fault);
});

test("nobody there", async () => {
  const traits = traitsOf({ provider: "openai", model: "x", local: true });
  const model = new OpenAiModel({ baseUrl: "http://127.0.0.1:9/v1", model: "x", traits, fetch });
  expect(await faultOf(model.complete(asking, LONG))).toMatchObject({
    kind: "unreachable",
    retryable: true,
    code: "network",
  });
});

test("no fault repeats what the provider wrote", async () => {
  const error = {
    error: { message: "Incorrect API key sk-secret; prompt was: the butler did it", code: "x the butler <b>" },
  };
  for (const status of [400, 401, 404, 413, 429, 500]) {
    const fault = await faultOf(modelThat({ status, error }).complete(asking, LONG));
    expect(JSON.stringify({ ...fault, message: fault.message })).not.toMatch(/sk-secret|butler did|<b>/);
  }
});

test("[M9] silence in the middle ends the stream, comments and slow readers do not count", async () => {
  const fault = await faultOf(
    heard(modelThat({ text: "A door, and", trickleMs: 300 }).stream(asking, { totalMs: 5_000, idleMs: 100 })),
  );
  expect(fault).toMatchObject({ kind: "timeout", code: "idle", partial: "A doo" });
  const slow = modelThat({ text: "A door." }).stream(asking, { totalMs: 5_000, idleMs: 100 });
  await slow.next();
  await new Promise((resolve) => setTimeout(resolve, 150)); // The reader is busy for longer than the model may be silent.
  expect((await heard(slow)).answer.text).toBe("A door.");
});

test("a reader that leaves hangs up", async () => {
  const stream = modelThat({ text: "and then ", neverEnds: true }).stream(asking, LONG);
  await stream.next();
  await stream.return({
    text: "",
    toolCalls: [],
    finish: "stop",
    usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, estimated: true },
  });
  expect(await server.requests[0]?.hungUp).toBe(true);
});

test("a timeout hangs up too", async () => {
  await faultOf(modelThat({ silent: true }).complete(asking, { totalMs: 50, idleMs: 50 }));
  expect(await server.requests[0]?.hungUp).toBe(true);
});

test("a refusal teaches: the second try asks for JSON in words", async () => {
  const model = modelThat({});
  server.setScript(({ body }) =>
    "response_format" in body
      ? { status: 400, error: { error: { message: "response_format json_schema is not supported" } } }
      : { text: '{"who":"Mira"}' },
  );
  const request = { ...asking, json: { name: "npc", schema } };
  const answer = await retrying(() => model.complete(request, LONG), { random: () => 0, sleep: async () => undefined });
  expect(answer.text).toBe('{"who":"Mira"}');
  expect(model.traits.json).toBe("none");
});

test("a model that cannot call tools is not asked to a second time", async () => {
  const model = modelThat({ status: 400, error: { error: { message: "x does not support tools" } } });
  await faultOf(model.complete(rolling, LONG));
  expect(model.traits.tools).toBe(false);
  expect(await faultOf(model.complete(rolling, LONG))).toMatchObject({ kind: "unsupported", feature: "tools" });
  expect(server.requests).toHaveLength(1);
});

test("embeddings of the wrong number or length are refused", async () => {
  for (const vectors of [[[1, 2]], [[1, 2], [1]], [[], []]]) {
    const fault = await faultOf(modelThat({ vectors }).embed(["a", "b"], LONG));
    expect(fault).toMatchObject({ kind: "broken-off", code: "wrong-vectors" });
  }
});

test("embeddings come back in the order they were asked for", async () => {
  const { vectors } = await modelThat({
    vectors: [
      [1, 0],
      [0, 1],
    ],
  }).embed(["a", "b"], LONG);
  expect(vectors).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test("a probe says in one line what the model can do", async () => {
  const model = modelThat({});
  server.setScript(({ path, body }) => {
    if (path.endsWith("/embeddings")) return { status: 501, error: { error: { message: "not supported" } } };
    if ("response_format" in body) return { text: "It is blue." };
    return { toolCalls: [{ name: "roll_die", arguments: { sides: 20 } }] };
  });
  const report = await model.probe(LONG);
  expect(probeLine(report)).toBe(`llama3.1 at ${model.at}: calls tools, no JSON schema, no embeddings`);
  expect(model.traits).toMatchObject({ tools: true, json: "none" });
});

test("a probe of a model the table thinks little of can raise it", async () => {
  const model = modelThat({}, { traits: { tools: false, json: "none" } });
  server.setScript(({ body }) =>
    "response_format" in body
      ? { text: '{"colour":"blue"}' }
      : { toolCalls: [{ name: "roll_die", arguments: { sides: 20 } }] },
  );
  expect(probeLine(await model.probe(LONG))).toBe(`llama3.1 at ${model.at}: calls tools, JSON schema, embeddings`);
  expect(model.traits).toMatchObject({ tools: true, json: "schema" });
});

test("a probe that nobody answers teaches nothing", async () => {
  const model = modelThat({ status: 503 });
  const report = await model.probe(LONG);
  expect(probeLine(report)).toBe(`llama3.1 at ${model.at}: no answer (unreachable)`);
  expect(server.requests).toHaveLength(1);
  expect(model.traits).toMatchObject({ tools: true, json: "schema" });
});

test("one missed call teaches nothing: tools are only gone after two, or when the provider says so", async () => {
  const call = { toolCalls: [{ name: "roll_die", arguments: { sides: 20 } }] };
  const object = { text: '{"colour":"blue"}' };
  /** What becomes of each request with tools, in order; the last for all that follow. */
  const probed = async (...steps: object[]) => {
    forgetLearned();
    const model = modelThat({});
    let asked = 0;
    server.setScript(({ body, path }) => {
      if (path.endsWith("/embeddings")) return {};
      if (!("tools" in body)) return object;
      asked += 1;
      return steps[Math.min(asked, steps.length) - 1] ?? {};
    });
    await model.probe(LONG);
    return model.traits.tools;
  };
  const missed = { text: "A seven." };
  const refused = { status: 400, error: { error: { message: "model does not support tools" } } };
  const unread = { status: 400, error: { error: { message: "bad tool choice" } } };
  expect(await probed(missed, call)).toBe(true);
  // The first refuses to be told which tool, which says nothing of tools; the second misses.
  expect(await probed(unread, missed, call)).toBe(true);
  expect(await probed(missed)).toBe(false);
  expect(await probed(refused)).toBe(false);
});

test("JSON is missed twice before a model is said to have none", async () => {
  const model = modelThat({});
  let asked = 0;
  server.setScript(({ body, path }) => {
    if (path.endsWith("/embeddings") || !("response_format" in body)) return { text: "No." };
    asked += 1;
    return { text: asked === 1 ? "It is blue." : '{"colour":"blue"}' };
  });
  expect(await model.probe(LONG)).toMatchObject({ tools: false, json: true });
});
