import fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerBuilder, type CallPiece } from "./answer-builder.ts";
import { absorb } from "./chat-answer.ts";
import { ModelFault, type ModelRequest } from "./port.ts";

const roll = { name: "roll", description: "Rolls.", parameters: { type: "object" } };
const asking: ModelRequest = { messages: [{ role: "user", content: "Go." }], tools: [roll], maxOutputTokens: 500 };

function callsFrom(...pieces: CallPiece[]) {
  const builder = new AnswerBuilder(asking);
  for (const piece of pieces) builder.call(piece);
  builder.whole();
  return builder.answer().toolCalls;
}

test("pieces are put together by index, however they are mixed", () => {
  expect(
    callsFrom(
      { index: 0, id: "a", name: "roll", arguments: '{"dc"' },
      { index: 1, id: "b", name: "roll", arguments: '{"dc":1' },
      { index: 0, arguments: ":12}" },
      { index: 1, arguments: "5}" },
    ),
  ).toEqual([
    { id: "a", name: "roll", arguments: { dc: 12 } },
    { id: "b", name: "roll", arguments: { dc: 15 } },
  ]);
});

test("whole calls that all say index 0 stay apart by their ids", () => {
  const calls = callsFrom(
    { index: 0, id: "a", name: "roll", arguments: '{"dc":12}' },
    { index: 0, id: "b", name: "roll", arguments: '{"dc":15}' },
  );
  expect(calls.map((call) => call.arguments)).toEqual([{ dc: 12 }, { dc: 15 }]);
});

test("calls without index and id stay apart by their names, and are given ids", () => {
  const calls = callsFrom({ name: "roll", arguments: { dc: 12 } }, { name: "roll", arguments: { dc: 15 } });
  expect(calls.map((call) => call.arguments)).toEqual([{ dc: 12 }, { dc: 15 }]);
  expect(new Set(calls.map((call) => call.id)).size).toBe(2);
});

test.each([
  ['{"dc": 12', '{"dc": 12'],
  ["", {}],
  ['"{\\"dc\\": 12}"', { dc: 12 }],
  ["not json", "not json"],
])("arguments %j are read as %j", (given, read) => {
  expect(callsFrom({ index: 0, name: "roll", arguments: given })[0]?.arguments).toEqual(read);
});

test("a call cut in the middle says that it was cut", () => {
  const builder = new AnswerBuilder(asking);
  builder.call({ index: 0, name: "roll", arguments: '{"dc": 1' });
  builder.finished("length");
  expect(builder.answer()).toMatchObject({ finish: "length", toolCalls: [{ arguments: '{"dc": 1' }] });
});

test("thinking that ate the whole allowance is not asked for again", () => {
  const builder = new AnswerBuilder(asking);
  builder.think("Let me see. ".repeat(100));
  builder.finished("length");
  const fault = caught(() => builder.answer());
  expect(fault).toMatchObject({ kind: "empty", retryable: false, code: "length" });
  expect(fault?.usage?.outputTokens).toBe(300);
});

test("an estimate counts every script on the high side, and thinking that was taken back as well", () => {
  const builder = new AnswerBuilder({ ...asking, messages: [{ role: "user", content: "龍が来る" }], tools: [] });
  builder.say("Let me think of it.");
  builder.say("</think>");
  builder.say("龍が来る");
  builder.finished("stop");
  const { text, usage } = builder.answer();
  expect(text).toBe("龍が来る");
  expect(usage.inputTokens).toBeGreaterThanOrEqual(4);
  // 4 signs, and 27 letters of thinking.
  expect(usage).toMatchObject({ outputTokens: 4 + Math.ceil(27 / 4), estimated: true });
});

test.each([
  ['{"name":"roll","arguments":{"dc":12}}', true],
  ['```json\n{"name":"roll","parameters":{"dc":12}}\n```', true],
  ['<tool_call>\n{"name":"roll","arguments":{"dc":12}}\n</tool_call>', true],
  ['[{"type":"function","function":{"name":"roll","arguments":{"dc":12}}}]', true],
  ['{"name":"delete_everything","arguments":{}}', false],
  ['I would say {"name":"roll","arguments":{"dc":12}} here.', false],
])("a call written as text: %j", (text, isCall) => {
  const builder = new AnswerBuilder(asking);
  builder.say(text);
  builder.finished("stop");
  const answer = builder.answer();
  expect(answer.finish).toBe(isCall ? "tool-calls" : "stop");
  expect(answer.text).toBe(isCall ? "" : text);
  if (isCall) expect(answer.toolCalls).toMatchObject([{ name: "roll", arguments: { dc: 12 } }]);
});

test("without tools on offer, JSON is only text", () => {
  const builder = new AnswerBuilder({ ...asking, tools: [] });
  builder.say('{"name":"roll","arguments":{}}');
  builder.whole();
  expect(builder.answer()).toMatchObject({ finish: "stop", toolCalls: [] });
});

test("[M6] any document is an answer or a fault, and never anything else", () => {
  const anyCall = fc.record(
    { index: fc.nat(3), id: fc.string(), function: fc.anything(), name: fc.string() },
    { requiredKeys: [] },
  );
  const anyMessage = fc.record(
    { content: fc.anything(), reasoning: fc.anything(), tool_calls: fc.array(anyCall) },
    { requiredKeys: [] },
  );
  const anyDocument = fc.oneof(
    fc.anything(),
    fc.record(
      {
        choices: fc.array(
          fc.record({ delta: anyMessage, message: anyMessage, finish_reason: fc.anything() }, { requiredKeys: [] }),
        ),
        response: fc.anything(),
        usage: fc.anything(),
        error: fc.anything(),
        tool_calls: fc.array(anyCall),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.array(anyDocument, { maxLength: 4 }), (documents) => {
      const builder = new AnswerBuilder(asking);
      try {
        for (const document of documents) absorb(builder, document);
        builder.flush();
        const { text, toolCalls } = builder.answer();
        expect(text.trim().length + toolCalls.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelFault);
      }
    }),
    { numRuns: 300 },
  );
});

function caught(act: () => unknown): ModelFault | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof ModelFault) return error;
    throw error;
  }
}
