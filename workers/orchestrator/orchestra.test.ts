import { afterEach, expect, test, vi } from "vitest";
import type { VoiceId } from "../contracts/dm.ts";
import type { DirectorInput, HelpInput } from "../core/ports.ts";
import { viewOf } from "../core/project.ts";
import { forgetLearned } from "../models/learned.ts";
import { lanternTable } from "../testkit/oracle-table.ts";
import { emptyRecalled, recalledFact } from "../testkit/recalled.ts";
import { oraclePlan } from "../testkit/voice-plans.ts";
import { orchestraFor } from "./orchestra.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  forgetLearned();
});

function input(voices: readonly string[], said = "ring the bell"): DirectorInput & HelpInput {
  const { state } = lanternTable("inn");
  const actions = [{ creatureId: "wren", mode: "do", text: said }];
  const turn = {
    id: "t_1",
    kind: "players",
    openedSeq: 1,
    actions,
    combatantId: null,
  } as unknown as DirectorInput["turn"];
  const plan = { ...oraclePlan, voices: voices as VoiceId[], spendMicroUsd: 100_000, inputTokens: 16_000 };
  const asked = { kind: "name", text: "a smith" } as const;
  return { state, turn, round: 1, results: [], recent: [], memory: emptyRecalled, seed: "s", ...asked, plan };
}

test("a deployment without a word of configuration plays with the Oracle and touches no network", async () => {
  vi.stubGlobal("fetch", () => {
    throw new Error("Somebody went to the network.");
  });
  const { director, helper, probe } = orchestraFor({});
  expect((await director.direct(input([]))).proposal).toMatchObject({
    calls: [{ tool: "play_beat" }],
    voice: { provider: "oracle" },
  });
  expect((await helper.help(input([]))).voice.provider).toBe("oracle");
  expect(await probe()).toBe("Oracle, no AI: always there");
});

const settings = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1", OPENAI_MODEL: "small" };

function answering(call: object) {
  const asked: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    asked.push(url);
    const message = { content: "", tool_calls: [{ id: "a", type: "function", function: call }] };
    return Response.json({
      choices: [{ message, finish_reason: "tool_calls" }],
      usage: { prompt_tokens: 9, completion_tokens: 3 },
    });
  };
  return { asked, env: { ...settings, fetch } };
}

test("a configured model is asked when the plan names it", async () => {
  const { asked, env } = answering({ name: "play_beat", arguments: '{"beatId":"ring-bell","creatureId":"wren"}' });
  const { proposal, receipts } = await orchestraFor(env).director.direct(input(["openai:small"]));
  expect(proposal).toMatchObject({ calls: [{ tool: "play_beat" }], voice: { provider: "openai", model: "small" } });
  expect(receipts).toMatchObject([{ voice: "openai:small", costMicroUsd: 0, fault: null }]);
  expect(asked).toEqual(["http://127.0.0.1:11434/v1/chat/completions"]);
});

test("a model that the deployment does not offer is not opened, whatever a plan says", async () => {
  const { asked, env } = answering({ name: "finish", arguments: "{}" });
  const { proposal } = await orchestraFor(env).director.direct(input(["openai:dearer", "workers-ai:@cf/any"]));
  expect(proposal.voice).toMatchObject({
    provider: "oracle",
    fallback: "the chosen voice is not offered here any more",
  });
  expect(asked).toEqual([]);
});

test("a wrong configuration is told by the probe, and the Oracle plays meanwhile", async () => {
  const { director, probe } = orchestraFor({ DM_PROVIDER: "openai" });
  expect(await probe()).toContain("OPENAI_BASE_URL");
  expect((await director.direct(input([]))).proposal.voice.provider).toBe("oracle");
});

test("Llama Guard reads the players' words where it is configured", async () => {
  const models: string[] = [];
  const run = async (model: string): Promise<unknown> => {
    models.push(model);
    return { response: "unsafe\nS1" };
  };
  const env = { DM_PROVIDER: "workers-ai", DM_MODERATION: "llama-guard", AI: { run } };
  const { proposal, receipts } = await orchestraFor(env).director.direct(
    input(["workers-ai:@cf/zai-org/glm-4.7-flash"]),
  );
  expect(proposal.voice).toMatchObject({ provider: "oracle", fallback: "the moderator held the model back" });
  expect(receipts).toMatchObject([{ task: "moderator" }]);
  expect(models).toEqual(["@cf/meta/llama-guard-3-8b"]);
});

test("Llama Guard reads answers and recaps as well where it is configured", async () => {
  const run = async (model: string): Promise<unknown> => ({
    response: model.includes("guard") ? "unsafe\nS1" : "Wren found a key [1].",
  });
  const { answerer, recapper } = orchestraFor({ DM_PROVIDER: "workers-ai", DM_MODERATION: "llama-guard", AI: { run } });
  const { state, plan, seed } = input(["workers-ai:@cf/zai-org/glm-4.7-flash"]);
  const view = viewOf(state, { memberId: null, gm: false });
  const facts = [recalledFact("Wren found a silver key.")];
  const memory = { ...emptyRecalled, facts };
  const asked = { view, may: "players" as const, question: "Who has found a silver key?", memory, seed, plan };
  const answer = await answerer.answer(asked);
  expect(answer).toMatchObject({ text: "Wren found a silver key. (from play)", voice: { provider: "oracle" } });
  const recap = await recapper.recap({ view, scope: "scene", title: "The inn", facts, seed, plan });
  expect(recap).toMatchObject({ sentences: [], voice: { fallback: "the moderator held the model back" } });
});

test("a guard that was asked for and has no binding lets nobody play unjudged", async () => {
  const { asked, env } = answering({ name: "finish", arguments: "{}" });
  const { director } = orchestraFor({ ...env, DM_MODERATION: "llama-guard" });
  const { proposal } = await director.direct(input(["openai:small"], "ring the bell twice"));
  expect(proposal.voice).toMatchObject({ provider: "oracle", fallback: "the moderator could not be asked" });
  expect(asked).toEqual([]);
});
