import fc from "fast-check";
import { expect, test } from "vitest";
import { Proposal } from "../../contracts/orchestration.ts";
import { parseToolCall, ToolName } from "../../contracts/tools.ts";
import { canonicalJson } from "../../core/ledger/canonical-json.ts";
import type { ModelAnswer } from "../../models/port.ts";
import { jsonIn, parseLeniently } from "./lenient-json.ts";
import { checkedCalls } from "./proposed-calls.ts";
import { readAnswer } from "./read-answer.ts";
import { FINISH } from "./tool-menu.ts";

const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, estimated: true };
const offered = [...ToolName.options, FINISH];

function said(text: string): ModelAnswer {
  return { text, toolCalls: [], finish: "stop", usage };
}

function called(...calls: readonly (readonly [string, unknown])[]): ModelAnswer {
  return {
    text: "",
    toolCalls: calls.map(([name, given], at) => ({ id: `c${at}`, name, arguments: given })),
    finish: "tool-calls",
    usage,
  };
}

const beat = { beatId: "ring-bell", creatureId: "wren" };

test.each<[string, ModelAnswer]>([
  ["tool calls", called(["play_beat", beat])],
  ["arguments as text", called(["play_beat", JSON.stringify(beat)])],
  ["a prefix before the name", called(["functions.play_beat", beat])],
  ["camel case", called(["playBeat", beat])],
  ["a document", said(JSON.stringify({ calls: [{ tool: "play_beat", args: beat }], done: false }))],
  [
    "a fenced document in prose",
    said(`Here it is:\n\`\`\`json\n{"calls":[{"tool":"play_beat","args":${JSON.stringify(beat)}}]}\n\`\`\`\nDone.`),
  ],
  [
    "single quotes and trailing commas",
    said("{'calls': [{'tool': 'play_beat', 'args': {'beatId': 'ring-bell', 'creatureId': 'wren',},},],}"),
  ],
  ["bare keys", said('{calls: [{tool: "play_beat", args: {beatId: "ring-bell", creatureId: "wren"}}], done: False}')],
  [
    "the shape of a chat completion",
    said(JSON.stringify({ tool_calls: [{ function: { name: "play_beat", arguments: JSON.stringify(beat) } }] })),
  ],
  ["a list", said(JSON.stringify([{ name: "play_beat", arguments: beat }]))],
  ["gpt-oss", said(`<|channel|>commentary to=functions.play_beat <|constrain|>json<|message|>${JSON.stringify(beat)}`)],
  ["a printed call", said(`play_beat(${JSON.stringify(beat)})`)],
  ["a function tag", said(`<function=play_beat>${JSON.stringify(beat)}</function>`)],
])("a call is read from %s", (_, answer) => {
  const read = readAnswer(answer, offered);
  expect(read).toMatchObject({ readable: true, finished: false });
  expect(checkedCalls(read.calls)).toEqual({ calls: [{ tool: "play_beat", args: beat }], issues: [] });
});

test("a printed call of a tool that was not offered is prose", () => {
  expect(readAnswer(said(`attack(${JSON.stringify({ attackerId: "wren" })})`), ["play_beat", FINISH])).toMatchObject({
    calls: [],
    readable: false,
  });
});

test.each<[string, ModelAnswer, { finished: boolean; readable: boolean }]>([
  ["finish alone", called(["finish", {}]), { finished: true, readable: true }],
  ["an empty document", said('{"calls": [], "done": true}'), { finished: true, readable: true }],
  ["an empty list", said("[]"), { finished: false, readable: true }],
  ["prose", said("Wren rings the bell, and it is lovely."), { finished: false, readable: false }],
  ["other JSON", said('{"mood": "gloomy"}'), { finished: false, readable: false }],
])("%s has no calls in it", (_, answer, expected) => {
  expect(readAnswer(answer, offered)).toMatchObject({ calls: [], ...expected });
});

test.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
  [
    "numbers and words of a list",
    "ability_check",
    {
      creatureId: "wren",
      ability: "Strength",
      skill: "Sleight of Hand",
      difficulty: "very hard",
      purpose: "lift",
      extra: 1,
    },
    { creatureId: "wren", ability: "str", skill: "sleight-of-hand", difficulty: "very-hard", purpose: "lift" },
  ],
  [
    "a slip of the pen",
    "ability_check",
    { creatureId: "wren", ability: "dex", skill: "stelth", difficulty: "meduim", purpose: "sneak" },
    { creatureId: "wren", ability: "dex", skill: "stealth", difficulty: "medium", purpose: "sneak" },
  ],
  [
    "a number in quotes",
    "transfer_item",
    { from: "wren", to: "bram", itemId: "rope", quantity: "1" },
    { from: "wren", to: "bram", itemId: "rope", quantity: 1 },
  ],
  [
    "a missing null",
    "describe",
    { subject: "scene", creatureId: "wren" },
    { subject: "scene", id: null, creatureId: "wren" },
  ],
  [
    "null in words",
    "person_speaks",
    { personId: "orla", topicId: "null", creatureId: "wren" },
    { personId: "orla", topicId: null, creatureId: "wren" },
  ],
  ["another spelling of a key", "play_beat", { beat_id: "ring-bell", creature_id: "wren" }, beat],
  [
    "half of the reasons",
    "play_beat",
    { ...beat, advantage: { for: "Bram helps" } },
    { ...beat, advantage: { for: ["Bram helps"], against: [] } },
  ],
  ["reasons that are null", "play_beat", { ...beat, advantage: null }, beat],
  [
    "yes for true",
    "equip_item",
    { creatureId: "wren", itemId: "rope", equipped: "yes" },
    { creatureId: "wren", itemId: "rope", equipped: true },
  ],
])("the repair puts %s in order", (_, tool, args, repaired) => {
  expect(checkedCalls([{ tool, args, why: undefined }])).toEqual({ calls: [{ tool, args: repaired }], issues: [] });
});

test("an id is never guessed: a wrong one is proposed as it stands, and the room refuses it", () => {
  const { calls, issues } = checkedCalls([
    { tool: "play_beat", args: { beatId: "Ring Bell", creatureId: "wren" }, why: "x" },
  ]);
  expect(calls).toEqual([{ tool: "play_beat", args: { beatId: "Ring Bell", creatureId: "wren" }, why: "x" }]);
  expect(issues).toHaveLength(1);
});

test("arguments that broke off are not filled in", () => {
  const { calls } = readAnswer(called(["play_beat", '{"beatId": "ring-be']), offered);
  expect(calls).toEqual([{ tool: "play_beat", args: undefined, why: undefined }]);
  expect(checkedCalls(calls)).toMatchObject({ calls: [{ tool: "play_beat", args: {} }] });
});

test("a `why` goes beside the arguments, unless players read it as one of them", () => {
  const { calls } = checkedCalls([
    { tool: "play_beat", args: { ...beat, why: "the bell is loud" }, why: undefined },
    { tool: "advance_time", args: { minutes: 10, why: "the rain passes" }, why: undefined },
  ]);
  expect(calls).toEqual([
    { tool: "play_beat", args: beat, why: "the bell is loud" },
    { tool: "advance_time", args: { minutes: 10, why: "the rain passes" }, why: "the rain passes" },
  ]);
});

test("[M12] the same call fifty times is one call, and there are never more than eight", () => {
  expect(
    checkedCalls(Array.from({ length: 50 }, () => ({ tool: "play_beat", args: beat, why: undefined }))).calls,
  ).toHaveLength(1);
  const many = Array.from({ length: 50 }, (_, at) => ({
    tool: "play_beat",
    args: { ...beat, beatId: `b-${at}` },
    why: undefined,
  }));
  expect(checkedCalls(many).calls).toHaveLength(8);
});

/** Answers between noise and nearly right. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("1e999", "wren", "ring-bell", "__proto__"),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom("tool", "args", "calls", "done", "name", "arguments", "creatureId", "beatId", "why"),
        fc.string({ maxLength: 50 }),
      ),
      tie("any"),
      { maxKeys: 6 },
    ),
  ),
})).any;
const name = fc.oneof(
  fc.constantFrom(...offered, "playBeat", "functions.attack", "constructor"),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const answers = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }).map(said),
  value.map((each) => said(JSON.stringify(each))),
  fc
    .tuple(fc.string({ maxLength: 30 }), value, fc.nat(200))
    .map(([noise, each, cut]) => said(`${noise}${JSON.stringify(each)?.slice(0, cut)}`)),
  fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 12 }).map((calls) => called(...calls)),
  fc
    .array(fc.record({ tool: name, args: value, why: value }), { maxLength: 12 })
    .map((calls) => said(JSON.stringify({ calls, done: true }))),
);

test("[M6] whatever a model answers, it parses or it is refused, and it is never turned into another tool", () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const read = readAnswer(answer, offered);
      const { calls } = checkedCalls(read.calls);
      const voice = { provider: "scripted", model: "m", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
      Proposal.parse({ turnId: "t_1", basedOnSeq: 1, calls, done: true, voice });
      expect(() => canonicalJson(calls)).not.toThrow();
      const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
      const words = plain(answer.text + answer.toolCalls.map((each) => each.name).join(" "));
      for (const { tool, args } of calls) {
        const known = (ToolName.options as readonly string[]).includes(tool);
        if (!known) expect(parseToolCall(tool, args)).toMatchObject({ ok: false, code: "unknown-tool" });
        else expect(words).toContain(plain(tool));
      }
    }),
    { numRuns: 3_000 },
  );
});

test("whatever is valid JSON is read as it is, and no text makes the reader throw", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseLeniently(text)).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("{", "}", "[", "]", '"', "'", ",", ":", "\\", "a", " ", "\n"),
        maxLength: 200,
      }),
      (text) => {
        jsonIn(text);
      },
    ),
    { numRuns: 2_000 },
  );
});
