import { beforeEach, expect, test } from "vitest";
import { forgetLearned } from "../models/learned.ts";
import { ModelFault, type ModelRequest } from "../models/port.ts";
import { faultOf, heard } from "./hear-model.ts";
import { ScriptedModel } from "./scripted-model.ts";

const LONG = { totalMs: 5_000, idleMs: 5_000 };
const asking: ModelRequest = {
  messages: [
    { role: "system", content: "You narrate." },
    { role: "user", content: "What is there?" },
  ],
  maxOutputTokens: 400,
};

beforeEach(forgetLearned);

test("a script is keyed by the request and by how often it was asked", async () => {
  const model = new ScriptedModel((request, n) => ({ text: `${n}: ${request.messages.length} lines` }));
  expect((await model.complete(asking, LONG)).text).toBe("0: 2 lines");
  expect((await heard(model.stream(asking, LONG))).answer.text).toBe("1: 2 lines");
  expect(model.requests).toEqual([asking, asking]);
});

test("an echo says back what it was asked", async () => {
  const { text } = await new ScriptedModel(() => ({ echo: true })).complete(asking, LONG);
  expect(text).toBe("system: You narrate.\nuser: What is there?");
});

test("a raw document is read like any provider's", async () => {
  const raw = { response: "A door.", usage: { prompt_tokens: 3, completion_tokens: 2 } };
  const answer = await new ScriptedModel(() => ({ raw })).complete(asking, LONG);
  expect(answer).toMatchObject({ text: "A door.", usage: { inputTokens: 3, outputTokens: 2, estimated: false } });
});

test("a fault comes at once, or in a stream after what was said", async () => {
  const model = new ScriptedModel(() => ({ text: "A door, and", fault: new ModelFault("quota") }));
  expect(await faultOf(model.complete(asking, LONG))).toMatchObject({ kind: "quota", partial: undefined });
  expect(await faultOf(heard(model.stream(asking, LONG)))).toMatchObject({ kind: "quota", partial: "A door, and" });
});

test("a delay is ended by the clock", async () => {
  const model = new ScriptedModel(() => ({ text: "late", delayMs: 60_000 }));
  expect(await faultOf(model.complete(asking, { totalMs: 20, idleMs: 20 }))).toMatchObject({ kind: "timeout" });
});

test("near texts have near vectors", async () => {
  const { vectors } = await new ScriptedModel(() => ({})).embed(["a lantern", "the lanterns", "xyz"], LONG);
  const likeness = (one: number, other: number): number =>
    (vectors[one] ?? []).reduce((sum, value, at) => sum + value * (vectors[other]?.[at] ?? 0), 0);
  expect(likeness(0, 1)).toBeGreaterThan(likeness(0, 2));
});
