import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FakeOpenAi, startFakeOpenai } from "../testkit/fake-openai.ts";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { faultOf, heard } from "../testkit/hear-model.ts";
import { ScriptedModel } from "../testkit/scripted-model.ts";
import { forgetLearned } from "./learned.ts";
import { traitsOf } from "./model-table.ts";
import { OpenAiModel } from "./openai.ts";
import { type LanguageModel, ModelFault, type ModelRequest } from "./port.ts";
import { WorkersAiModel } from "./workers-ai.ts";

/** What every implementation can be made to do, in the words of none of them. */
interface Behaviour {
  text?: string;
  toolCalls?: { name: string; arguments: object }[];
  finish?: "stop" | "length" | "content_filter";
  tokens?: { input: number; output: number };
  trickleMs?: number;
  breaksOff?: boolean;
  neverEnds?: boolean;
  silent?: boolean;
  busy?: boolean;
}

const LONG = { totalMs: 5_000, idleMs: 5_000 };
const asking: ModelRequest = { messages: [{ role: "user", content: "What is there?" }], maxOutputTokens: 400 };
const withTool: ModelRequest = {
  ...asking,
  tools: [{ name: "roll", description: "Rolls.", parameters: { type: "object", properties: {} } }],
};

let server: FakeOpenAi;
beforeAll(async () => {
  server = await startFakeOpenai();
});
afterAll(async () => {
  await server.close();
});
beforeEach(forgetLearned);

const implementations: [string, (behaviour: Behaviour) => LanguageModel][] = [
  ["openai", overHttp],
  ["workers-ai, legacy", (behaviour) => overBinding(behaviour, "legacy")],
  ["workers-ai, chat", (behaviour) => overBinding(behaviour, "chat")],
  ["scripted", scripted],
];

describe.each(implementations)("%s", (_, modelThat) => {
  test("answers with text", async () => {
    const answer = await modelThat({ text: "A door, and behind it the sea." }).complete(asking, LONG);
    expect(answer).toMatchObject({ text: "A door, and behind it the sea.", toolCalls: [], finish: "stop" });
  });

  test("streams the same text that it answers with", async () => {
    const { pieces, answer } = await heard(modelThat({ text: "Ein Tor – dahinter 🌊 das Meer." }).stream(asking, LONG));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe("Ein Tor – dahinter 🌊 das Meer.");
    expect(answer).toMatchObject({ text: "Ein Tor – dahinter 🌊 das Meer.", finish: "stop" });
  });

  test("calls tools, whatever it says about why it stopped", async () => {
    const toolCalls = [
      { name: "roll", arguments: { skill: "stealth", dc: 12 } },
      { name: "roll", arguments: { note: "“quoted” \\ and \n broken" } },
    ];
    const model = modelThat({ toolCalls, finish: "stop" });
    const whole = await model.complete(withTool, LONG);
    const { answer: streamed } = await heard(model.stream(withTool, LONG));
    for (const answer of [whole, streamed]) {
      expect(answer.finish).toBe("tool-calls");
      expect(answer.toolCalls).toMatchObject(toolCalls);
      expect(new Set(answer.toolCalls.map((call) => call.id)).size).toBe(2);
    }
  });

  test("never shows thinking", async () => {
    const model = modelThat({ text: "<think>The trap is under the rug.</think>\n\nA room with a rug." });
    expect((await model.complete(asking, LONG)).text).toBe("A room with a rug.");
    expect((await heard(model.stream(asking, LONG))).pieces.join("")).toBe("A room with a rug.");
  });

  test("counts tokens when it is told them, and says when it guessed", async () => {
    const told = await modelThat({ text: "Yes.", tokens: { input: 31, output: 7 } }).complete(asking, LONG);
    expect(told.usage).toEqual({ inputTokens: 31, outputTokens: 7, cachedTokens: 0, estimated: false });
    const { answer } = await heard(modelThat({ text: "Yes.", tokens: { input: 31, output: 7 } }).stream(asking, LONG));
    expect(answer.usage).toEqual(told.usage);
    const guessed = await modelThat({ text: "Yes." }).complete(asking, LONG);
    expect(guessed.usage).toMatchObject({ outputTokens: 1, estimated: true });
    expect(guessed.usage.inputTokens).toBeGreaterThan(0);
  });

  test("[M7] nothing said is a fault", async () => {
    expect(await faultOf(modelThat({ text: "" }).complete(asking, LONG))).toMatchObject({
      kind: "empty",
      retryable: true,
    });
    expect(await faultOf(heard(modelThat({ text: "" }).stream(asking, LONG)))).toMatchObject({ kind: "empty" });
  });

  test("[M2] busy may be asked again", async () => {
    for (const call of [
      modelThat({ busy: true }).complete(asking, LONG),
      heard(modelThat({ busy: true }).stream(asking, LONG)),
    ]) {
      expect(await faultOf(call)).toMatchObject({ kind: "busy", retryable: true });
    }
  });

  test("[M10] a stream that breaks off keeps what had come", async () => {
    const fault = await faultOf(heard(modelThat({ text: "A door, and behind", breaksOff: true }).stream(asking, LONG)));
    expect(fault).toMatchObject({ kind: "broken-off", retryable: true, partial: "A door, and behind" });
    expect(fault.usage?.outputTokens).toBeGreaterThan(0);
  });

  test("[M1] silence ends by the clock", async () => {
    const fault = await faultOf(modelThat({ silent: true }).complete(asking, { totalMs: 40, idleMs: 5_000 }));
    expect(fault).toMatchObject({ kind: "timeout", retryable: true, code: "total" });
    const streamed = await faultOf(heard(modelThat({ silent: true }).stream(asking, { totalMs: 5_000, idleMs: 40 })));
    expect(streamed).toMatchObject({ kind: "timeout", code: "idle" });
  });

  test("[M9] a trickle does not renew the time in all", async () => {
    const model = modelThat({ text: "and then ", neverEnds: true, trickleMs: 10 });
    const fault = await faultOf(heard(model.stream(asking, { totalMs: 150, idleMs: 5_000 })));
    expect(fault).toMatchObject({ kind: "timeout", code: "total" });
    expect(fault.partial).toMatch(/^and then /);
  });

  test("[M9] a stream without an end is cut at the length asked for", async () => {
    const { answer } = await heard(
      modelThat({ text: "and then ", neverEnds: true }).stream({ ...asking, maxOutputTokens: 20 }, LONG),
    );
    expect(answer.finish).toBe("length");
    expect(answer.text.length).toBeLessThanOrEqual(20 * 8);
  });

  test("[M15] a cancel ends the call with the caller's own reason", async () => {
    const cancel = new AbortController();
    const stream = modelThat({ text: "and then ", neverEnds: true, trickleMs: 5 }).stream(asking, {
      ...LONG,
      signal: cancel.signal,
    });
    await stream.next();
    cancel.abort("the GM took over");
    await expect(heard(stream)).rejects.toBe("the GM took over");
    const before = AbortSignal.abort("too late");
    await expect(modelThat({}).complete(asking, { ...LONG, signal: before })).rejects.toBe("too late");
  });

  test("embeds more texts than fit in one call, in order", async () => {
    const texts = Array.from({ length: 230 }, (_, at) => "ab".repeat(at + 1));
    const { vectors, usage } = await modelThat({}).embed(texts, LONG);
    expect(vectors).toHaveLength(230);
    expect(new Set(vectors.map((vector) => vector.length)).size).toBe(1);
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(await modelThat({}).embed([], LONG)).toMatchObject({ vectors: [] });
  });

  test("reports what it can do", async () => {
    const report = await modelThat({ text: "No." }).probe(LONG);
    expect(report).toMatchObject({ tools: false, json: false, embeddings: true, silent: null });
  });
});

// The older family of Workers AI gives no reason for ending.
describe.each(implementations.filter(([name]) => name !== "workers-ai, legacy"))("%s", (_, modelThat) => {
  test("says when it was cut by the allowance or held back", async () => {
    expect((await modelThat({ text: "A door, and", finish: "length" }).complete(asking, LONG)).finish).toBe("length");
    expect(await faultOf(modelThat({ text: "", finish: "content_filter" }).complete(asking, LONG))).toMatchObject({
      kind: "filtered",
      retryable: false,
    });
  });
});

function overHttp({ busy, breaksOff, tokens, ...step }: Behaviour): LanguageModel {
  server.setScript(({ path }) => ({
    ...(path.endsWith("/embeddings") ? {} : step),
    cut: breaksOff,
    ...(busy === true ? { status: 429, error: { error: { message: "Slow down", code: "rate_limit_exceeded" } } } : {}),
    ...(tokens === undefined ? {} : { usage: { prompt_tokens: tokens.input, completion_tokens: tokens.output } }),
  }));
  const traits = traitsOf({ provider: "openai", model: "llama3.1", local: true });
  return new OpenAiModel({ baseUrl: server.url, model: "llama3.1", traits, fetch });
}

function overBinding({ busy, breaksOff, tokens, ...step }: Behaviour, family: "legacy" | "chat"): LanguageModel {
  const ai = new FakeWorkersAi(() => ({
    ...step,
    family,
    cut: breaksOff,
    ...(busy === true ? { error: new Error("3040: Capacity temporarily exceeded, please try again.") } : {}),
    ...(tokens === undefined ? {} : { usage: { prompt_tokens: tokens.input, completion_tokens: tokens.output } }),
  }));
  const model = "@cf/zai-org/glm-4.7-flash";
  return new WorkersAiModel({ ai, model, traits: traitsOf({ provider: "workers-ai", model, local: false }) });
}

function scripted({ busy, silent, ...step }: Behaviour): LanguageModel {
  return new ScriptedModel(() => ({
    ...step,
    ...(busy === true ? { fault: new ModelFault("busy") } : {}),
    ...(silent === true ? { neverEnds: true } : {}),
  }));
}
