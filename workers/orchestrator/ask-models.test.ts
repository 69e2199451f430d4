import fc from "fast-check";
import { expect, test } from "vitest";
import { CallReceipt, type VoiceId } from "../contracts/dm.ts";
import { inputTokensOf, tokensOf } from "../models/count-tokens.ts";
import { forgetLearned } from "../models/learned.ts";
import {
  type LanguageModel,
  ModelFault,
  type ModelFaultKind,
  type ModelRequest,
  thinkingRoom,
} from "../models/port.ts";
import { type Script, ScriptedModel } from "../testkit/scripted-model.ts";
import { planFor } from "../testkit/voice-plans.ts";
import { type Asking, ModelCalls, type OpenVoice, worstCaseMicroUsd } from "./ask-models.ts";

const request: ModelRequest = { messages: [{ role: "user", content: "Say something." }], maxOutputTokens: 100 };
const price = { priceIn: 1_000_000, priceOut: 2_000_000, priceCached: 1_000_000, priceKnown: true };

function asking(
  models: Record<string, Script>,
  more: Partial<Asking> = {},
  plan: Partial<Asking["plan"]> = {},
): Asking {
  forgetLearned();
  const made = new Map(
    Object.entries(models).map(([name, script]) => [
      `scripted:${name}`,
      new ScriptedModel(script, { model: name, traits: price }),
    ]),
  );
  const open: OpenVoice = (voice) => made.get(voice) ?? null;
  const none = async (): Promise<void> => undefined;
  return { task: "director", plan: planFor(Object.keys(models), plan), open, sleep: none, random: () => 0, ...more };
}

const failing =
  (kind: ModelFaultKind): Script =>
  () => ({ fault: new ModelFault(kind) });

test("the voice that is asked first answers, and its receipt says what it cost", async () => {
  const calls = new ModelCalls(asking({ a: () => ({ text: "Yes.", tokens: { input: 40, output: 10 } }) }));
  const answered = await calls.complete(() => request);
  expect(answered).toMatchObject({ ok: true, voice: "scripted:a", stoodIn: null, answer: { text: "Yes." } });
  expect(calls.receipts.map((receipt) => CallReceipt.parse(receipt))).toMatchObject([
    { task: "director", voice: "scripted:a", inputTokens: 40, outputTokens: 10, costMicroUsd: 60, fault: null },
  ]);
});

test("who does not answer is followed by the next in the plan, and the answer says why", async () => {
  const calls = new ModelCalls(
    asking({ a: failing("quota"), b: failing("timeout"), c: () => ({ text: "I am here." }) }),
  );
  const answered = await calls.complete(() => request);
  expect(answered).toMatchObject({ ok: true, voice: "scripted:c", stoodIn: "the model's quota is used up" });
  expect(calls.receipts.map(({ voice, fault }) => `${voice} ${fault}`)).toEqual([
    "scripted:a quota",
    "scripted:b timeout",
    "scripted:b timeout",
    "scripted:c null",
  ]);
});

test("a fault that passes is tried once more, a used-up quota never", async () => {
  const calls = new ModelCalls(
    asking({ a: (_, n) => (n === 0 ? { fault: new ModelFault("busy") } : { text: "Now." }) }),
  );
  expect(await calls.complete(() => request)).toMatchObject({ ok: true, stoodIn: null });
  expect(calls.receipts).toHaveLength(2);
});

test("when nobody answers, people read why the first did not", async () => {
  const calls = new ModelCalls(asking({ a: failing("model-gone"), b: failing("unreachable") }));
  expect(await calls.complete(() => request)).toEqual({
    ok: false,
    why: "the model is not there any more",
    partial: "",
  });
  const unknown = new ModelCalls(asking({}, {}, { voices: ["scripted:nobody" as VoiceId] }));
  expect(await unknown.complete(() => request)).toMatchObject({
    ok: false,
    why: "the chosen voice is not offered here any more",
  });
});

const INPUT = inputTokensOf(request);
const WORST = INPUT + 2 * request.maxOutputTokens;

test.each<ModelFaultKind>(["timeout", "broken-off", "filtered", "empty"])(
  "[Q3] turned away at the door costs nothing; %s without a count costs all it may have come to",
  async (kind) => {
    const calls = new ModelCalls(
      asking({
        a: failing("quota"),
        b: failing(kind),
        c: () => ({ text: "Yes." }),
      }),
    );
    await calls.complete(() => request);
    const [door, later] = calls.receipts;
    expect(door).toMatchObject({ inputTokens: 0, outputTokens: 0, costMicroUsd: 0 });
    expect(later).toMatchObject({ inputTokens: INPUT, outputTokens: 100, costMicroUsd: WORST });
  },
);

test("a model that cannot be reached costs nothing, however often it is tried", async () => {
  const calls = new ModelCalls(asking({ a: failing("unreachable") }));
  await calls.complete(() => request);
  expect(calls.receipts.length).toBeGreaterThan(1);
  expect(calls.receipts.every(({ costMicroUsd, inputTokens }) => costMicroUsd + inputTokens === 0)).toBe(true);
});

test("[Q3] a fault with its provider's own count costs what was counted, and thinking counts where it cannot be helped", async () => {
  const usage = { inputTokens: 30, outputTokens: 5, cachedTokens: 0, estimated: false };
  const counted = new ModelCalls(
    asking({ a: () => ({ fault: new ModelFault("empty", { usage, retryable: false }) }) }),
  );
  await counted.complete(() => request);
  expect(counted.receipts).toMatchObject([{ inputTokens: 30, outputTokens: 5, costMicroUsd: 40 }]);
  const thinker = new ScriptedModel(failing("timeout"), { model: "t", traits: { ...price, reasoning: "mandatory" } });
  const calls = new ModelCalls(asking({}, { open: () => thinker }, { voices: ["scripted:t" as VoiceId] }));
  await calls.complete(() => request);
  expect(calls.receipts[0]).toMatchObject({ outputTokens: 100 + thinkingRoom(thinker.traits) });
  expect(thinkingRoom(thinker.traits)).toBeGreaterThan(1_000);
});

test("[Q3] the money a silent voice may have cost is not there for the next", async () => {
  const calls = new ModelCalls(
    asking({ a: failing("timeout"), b: () => ({ text: "Yes." }) }, {}, { spendMicroUsd: WORST * 2 - 1 }),
  );
  expect(await calls.complete(() => request)).toMatchObject({ ok: false });
  expect(calls.receipts).toHaveLength(1);
});

test("[Q3] no request is begun that could cost more than is left of the spend", async () => {
  const model = new ScriptedModel(() => ({ text: "Yes." }), { model: "a", traits: price });
  const worst = worstCaseMicroUsd(model, request);
  const poor = new ModelCalls(asking({ a: () => ({ text: "Yes." }) }, {}, { spendMicroUsd: worst - 1 }));
  expect(await poor.complete(() => request)).toMatchObject({
    ok: false,
    why: "the budget does not reach for another answer",
  });
  expect(poor.receipts).toEqual([]);
  const enough = new ModelCalls(asking({ a: () => ({ text: "Yes." }) }, {}, { spendMicroUsd: worst }));
  expect(await enough.complete(() => request)).toMatchObject({ ok: true });
});

test("[Q3] whatever happens, the spend is never exceeded by more than one answer", async () => {
  const kinds = fc.constantFrom<ModelFaultKind | null>("timeout", "busy", "broken-off", "empty", "filtered", null);
  const plans = fc.record({
    spend: fc.integer({ min: 0, max: 2_000 }),
    faults: fc.array(kinds, { minLength: 1, maxLength: 6 }),
    output: fc.integer({ min: 0, max: 400 }),
  });
  await fc.assert(
    fc.asyncProperty(plans, async ({ spend, faults, output }) => {
      const script = (kind: ModelFaultKind | null): Script =>
        kind === null ? () => ({ text: "Yes.", tokens: { input: 20, output } }) : failing(kind);
      const models = Object.fromEntries(faults.map((kind, at) => [`v${at}`, script(kind)]));
      const calls = new ModelCalls(asking(models, {}, { spendMicroUsd: spend }));
      for (let again = 0; again < 3; again += 1) await calls.complete(() => request);
      const costs = calls.receipts.map(({ costMicroUsd }) => costMicroUsd);
      const allButLast = costs.slice(0, -1).reduce((sum, cost) => sum + cost, 0);
      expect(allButLast).toBeLessThanOrEqual(Math.max(spend, 0));
      expect(costs.length).toBeLessThanOrEqual(16);
    }),
    { numRuns: 60 },
  );
});

test("no request begins when the time is over, and a silent voice leaves some for the next", async () => {
  const late = new ModelCalls(asking({ a: () => ({ text: "Yes." }) }, {}, { withinMs: 10 }));
  expect(await late.complete(() => request)).toMatchObject({ ok: false, why: "there was no time left to ask a model" });
  const calls = new ModelCalls(
    asking({ a: () => ({ neverEnds: true }), b: () => ({ text: "Here." }) }, {}, { withinMs: 2_500 }),
  );
  expect(await calls.complete(() => request)).toMatchObject({
    ok: true,
    voice: "scripted:b",
    stoodIn: "the model did not answer in time",
  });
});

test("a model that takes no tools is asked again by another carrier, since the request is made anew", async () => {
  const script: Script = ({ tools }) =>
    tools === undefined ? { text: "{}" } : { fault: new ModelFault("unsupported", { feature: "tools" }) };
  const calls = new ModelCalls(asking({ a: script }));
  const tool = { name: "roll", description: "Rolls.", parameters: { type: "object" } };
  const answered = await calls.complete(({ traits }) => (traits.tools ? { ...request, tools: [tool] } : request));
  expect(answered).toMatchObject({ ok: true, answer: { text: "{}" }, stoodIn: null });
  expect(calls.receipts.map(({ fault }) => fault)).toEqual(["unsupported", null]);
});

async function heard(stream: ReturnType<ModelCalls["stream"]>) {
  const pieces: string[] = [];
  for (let step = await stream.next(); ; step = await stream.next()) {
    if (step.done === true) return { pieces, end: step.value };
    pieces.push(step.value);
  }
}

test("a stream falls over to the next voice before its first word, and never after it", async () => {
  const before = new ModelCalls(asking({ a: failing("unreachable"), b: () => ({ text: "Dusk falls over the inn." }) }));
  const whole = await heard(before.stream(() => request));
  expect(whole.pieces.join("")).toBe("Dusk falls over the inn.");
  expect(whole.end).toMatchObject({ ok: true, voice: "scripted:b", stoodIn: "the model cannot be reached" });

  const after = new ModelCalls(
    asking({ a: () => ({ text: "Dusk falls over", breaksOff: true }), b: () => ({ text: "Another story." }) }),
  );
  const cut = await heard(after.stream(() => request));
  expect(cut.pieces.join("")).toBe("Dusk falls over");
  expect(cut.end).toMatchObject({ ok: false, partial: "Dusk falls over", why: "the model broke off in the middle" });
  // How much more was written where nobody could see it, nobody says.
  expect(after.receipts).toMatchObject([{ voice: "scripted:a", fault: "broken-off", costMicroUsd: WORST }]);
});

test("a listener who leaves ends the stream and is billed for it once", async () => {
  const calls = new ModelCalls(
    asking({ a: () => ({ text: "One word after another. ", neverEnds: true, trickleMs: 1 }) }),
  );
  const stream = calls.stream(() => request);
  await stream.next();
  await stream.return(undefined as never);
  expect(calls.receipts).toMatchObject([{ fault: "broken-off", inputTokens: INPUT, outputTokens: 2 }]);
});

test("[Q3] a stream that falls silent after its first words costs all it may have come to", async () => {
  const hanging: LanguageModel = {
    provider: "scripted",
    model: "a",
    traits: new ScriptedModel(() => ({}), { traits: price }).traits,
    async *stream() {
      yield "One word";
      throw new ModelFault("timeout", {
        usage: { inputTokens: 3, outputTokens: 2, cachedTokens: 0, estimated: true },
      });
    },
  } as unknown as LanguageModel;
  const calls = new ModelCalls(asking({}, { open: () => hanging }, { voices: ["scripted:a" as VoiceId] }));
  expect((await heard(calls.stream(() => request))).end).toMatchObject({ ok: false, partial: "One word" });
  expect(calls.receipts).toMatchObject([{ fault: "timeout", costMicroUsd: WORST }]);
});

test("a cancelled step asks nobody else", async () => {
  const cancel = new AbortController();
  const calls = new ModelCalls(
    asking({ a: () => ({ neverEnds: true }), b: () => ({ text: "No." }) }, { signal: cancel.signal }),
  );
  const asked = calls.complete(() => request);
  cancel.abort(new Error("cancelled"));
  await expect(asked).rejects.toThrow("cancelled");
  expect(calls.receipts).toMatchObject([{ voice: "scripted:a", fault: "broken-off", costMicroUsd: WORST }]);
});

test("[Q3] cancelled before anything was sent costs nothing, cancelled between words what was said", async () => {
  const before = new ModelCalls(asking({ a: () => ({ text: "No." }) }, { signal: AbortSignal.abort("too late") }));
  await expect(before.complete(() => request)).rejects.toBe("too late");
  expect(before.receipts).toEqual([]);
  const cancel = new AbortController();
  const script: Script = () => ({ text: "One word after another. ", neverEnds: true, trickleMs: 1 });
  const calls = new ModelCalls(asking({ a: script }, { signal: cancel.signal }));
  const stream = calls.stream(() => request);
  const { value: head } = await stream.next();
  cancel.abort("enough");
  await expect(heard(stream)).rejects.toBe("enough");
  expect(calls.receipts).toMatchObject([{ fault: "broken-off", inputTokens: INPUT }]);
  expect(calls.receipts[0]?.outputTokens).toBeGreaterThanOrEqual(tokensOf(String(head)));
  expect(calls.receipts[0]?.outputTokens).toBeLessThan(100);
});
