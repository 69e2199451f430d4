import { expect, test } from "vitest";
import { ANSWER_UNUSABLE, type RecapAnswer, type SourcesAnswer } from "../contracts/orchestration.ts";
import type { Answerer, AnswerInput, RecapInput, Recapper } from "../core/ports.ts";
import { costMicroUsd, GUARD_MODEL, traitsOf } from "../models/model-table.ts";
import { ModelFault } from "../models/port.ts";
import { moderationAtWorst } from "../models/workers-ai.ts";
import { oraclePlan, planFor } from "../testkit/voice-plans.ts";
import { ModeratedAnswerer, ModeratedRecapper } from "./moderated-telling.ts";
import { type Guard, Verdicts } from "./moderation.ts";
import { ORACLE_VOICE } from "./oracle/oracle-voice.ts";

const modelVoice = { ...ORACLE_VOICE, provider: "scripted" as const, model: "m" };
const traits = traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false });
const question = "What is the bell made of?";
const asked = { question, plan: planFor(["m"]) } as unknown as AnswerInput;
const prompt = { task: "answer" } as unknown as SourcesAnswer["prompts"][number];

/** Quotes where no model may be asked, as the real one does; and keeps the plans it was given. */
function answerer(text: string): Answerer & { readonly plans: AnswerInput["plan"][] } {
  const plans: AnswerInput["plan"][] = [];
  return {
    plans,
    answer: async ({ plan }) => {
      plans.push(plan);
      const bare = { found: true, cites: [], receipts: [] };
      return plan.voices.length === 0
        ? { ...bare, text: "“Of coins.”", voice: ORACLE_VOICE, prompts: [] }
        : { ...bare, text, voice: modelVoice, prompts: [prompt] };
    },
  };
}

function recapper(text: string): Recapper {
  return {
    recap: async (): Promise<RecapAnswer> => ({
      ...{ sentences: [{ text, rests: [7] }], voice: modelVoice, receipts: [], prompts: [] },
    }),
  };
}

/** A guard that dislikes texts with a word in them, and keeps what it was shown. */
function guardAgainst(word: string, fault?: ModelFault): Guard & { readonly shown: string[] } {
  const shown: string[] = [];
  return {
    ...{ shown, voice: "workers-ai:guard", traits, verdicts: new Verdicts() },
    judge: async (text) => {
      shown.push(text);
      if (fault !== undefined) throw fault;
      return { safe: !text.includes(word), usage: null };
    },
  };
}

test("question and answer are both read by the guard, and one that is in order is told as it is", async () => {
  const guard = guardAgainst("foul");
  const inner = answerer("It is made of coins [1].");
  const answer = await new ModeratedAnswerer({ inner, guard }).answer(asked);
  expect(answer).toMatchObject({ text: "It is made of coins [1].", voice: modelVoice, prompts: [prompt] });
  expect(guard.shown).toEqual([question, "It is made of coins [1]."]);
  expect(answer.receipts.map(({ task }) => task)).toEqual(["moderator", "moderator"]);
});

test.each([
  ["a question that is not", guardAgainst("bell"), "the moderator held the model back", []],
  ["an answer that is not", guardAgainst("foul"), ANSWER_UNUSABLE, [prompt]],
  ["a guard that does not answer", guardAgainst("", new ModelFault("busy")), "the moderator could not be asked", []],
])("%s leaves a quotation, and the table reads why", async (_, guard, fallback, prompts) => {
  const inner = answerer("It is made of foul coins [1].");
  const answer = await new ModeratedAnswerer({ inner, guard }).answer(asked);
  expect(answer).toMatchObject({ text: "“Of coins.”", voice: { provider: "oracle", fallback }, prompts });
  expect(answer.receipts.every(({ task }) => task === "moderator")).toBe(true);
});

test("a recap that is flagged, or cannot be judged, leaves the facts to speak for themselves", async () => {
  const input = { plan: planFor(["m"]) } as unknown as RecapInput;
  const inner = recapper("A foul thing came to pass.");
  const fine = await new ModeratedRecapper({ inner, guard: guardAgainst("nothing") }).recap(input);
  expect(fine).toMatchObject({ sentences: [{ text: "A foul thing came to pass." }], voice: modelVoice });
  for (const guard of [guardAgainst("foul"), guardAgainst("", new ModelFault("timeout"))]) {
    const { sentences, voice, receipts } = await new ModeratedRecapper({ inner, guard }).recap(input);
    expect([sentences, voice.provider, receipts.length]).toEqual([[], "oracle", 1]);
  }
});

test("[Q3] the model is left what the guard has not used, and not what it will need for the answer", async () => {
  const inner = answerer("Of coins [1].");
  const worst = costMicroUsd(traits, moderationAtWorst(800));
  await new ModeratedAnswerer({ inner, guard: guardAgainst("nothing") }).answer(asked);
  expect(inner.plans[0]?.spendMicroUsd).toBeLessThanOrEqual(asked.plan.spendMicroUsd - worst);
  expect(inner.plans[0]?.withinMs).toBeLessThan(asked.plan.withinMs);
});

test("where no model is asked nobody is judged", async () => {
  const guard = guardAgainst("bell");
  await new ModeratedAnswerer({ inner: answerer(""), guard }).answer({ ...asked, plan: oraclePlan });
  await new ModeratedRecapper({ inner: recapper("x"), guard }).recap({ plan: oraclePlan } as unknown as RecapInput);
  expect(guard.shown).toEqual([]);
});
