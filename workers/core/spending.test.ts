import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cap, capOf, planSpending, type StepSize, type VoiceTerms, worstCase } from "./spending.ts";

const voice = (id: string, price: number, contextTokens = 32_000): VoiceTerms => ({
  ...{ id, label: id, paidBy: "the host", priceKnown: true, contextTokens, thinkingTokens: 0, choosable: true },
  priceIn: price * 1_000_000,
  priceOut: price * 4_000_000,
});
const dear = voice("openai:dear", 2);
const plain = voice("openai:plain", 0.5);
const cheap = voice("openai:cheap", 0.05);
const free = voice("openai:free", 0);
const size: StepSize = { inputTokens: 8_000, outputTokens: 1_000, shortInputTokens: 5_000, requests: 2 };
const day = (limit: number | null, used = 0): Cap => ({ name: "the table's budget for today", limit, used });
const plan = (
  chosen: readonly VoiceTerms[],
  caps: readonly Cap[],
  atCap: "cheaper" | "shorter" | "oracle" | "pause" = "oracle",
) => planSpending({ chosen, others: [dear, plain, cheap], caps, atCap, size });

test("with room under every cap the chosen voice is asked, and its worst case set aside", () => {
  const [whole, alsoCheap] = [worstCase(dear, size) * 2, worstCase(cheap, size) * 2];
  expect(plan([dear], [day(whole)])).toMatchObject({ voices: [dear.id], reserveMicroUsd: whole });
  const both = { voices: [dear.id, cheap.id], reserveMicroUsd: whole + alsoCheap, firstMicroUsd: whole };
  expect(plan([dear, cheap], [day(whole + alsoCheap)]), "who stands in can be paid for as well").toMatchObject(both);
  expect(plan([dear, cheap], [day(whole)])).toMatchObject({ voices: [dear.id] });
  expect(plan([free, dear], [day(whole)]), "also behind one that costs nothing").toMatchObject({
    voices: [free.id, dear.id],
    reserveMicroUsd: whole,
  });
  expect(plan([dear], [day(null)])).toMatchObject({ voices: [dear.id], standsInFor: null });
});

test("no voice chosen is the Oracle by choice, with nobody to stand in for", () => {
  expect(plan([], [day(0)])).toMatchObject({ pause: false, voices: [], standsInFor: null });
});

describe("when the next answer does not fit", () => {
  const left = worstCase(plain, size) * 2;
  test("a cheaper voice that fits, the dearest of them", () => {
    expect(plan([dear], [day(left)], "cheaper")).toMatchObject({ voices: [plain.id] });
    expect(plan([dear], [day(left - 1)], "cheaper")).toMatchObject({ voices: [cheap.id] });
    expect(plan([dear], [day(0)], "cheaper")).toMatchObject({ voices: [] });
  });
  test("a shorter prompt of the same voice", () => {
    const short = plan([dear], [day(worstCase(dear, size))], "shorter");
    expect(short).toMatchObject({ voices: [dear.id], inputTokens: 5_000 });
    expect(plan([dear], [day(10)], "shorter")).toMatchObject({ voices: [] });
  });
  test("the Oracle, which says in whose place and why", () => {
    expect(plan([dear], [day(0)])).toMatchObject({
      voices: [],
      standsInFor: "the table's budget for today is used up",
    });
  });
  test("a pause", () => {
    expect(plan([dear], [day(0)], "pause")).toEqual({ pause: true, why: "the table's budget for today is used up" });
  });
  test("what costs nothing goes on", () => {
    expect(plan([free], [day(0)], "pause")).toMatchObject({ voices: [free.id], reserveMicroUsd: 0 });
  });
});

test("a prompt never takes more than the model holds beside its answer", () => {
  expect(plan([voice("openai:small", 1, 4_096)], [day(null)])).toMatchObject({ inputTokens: 4_096 - 1_000 - 500 });
});

test("an owner may only go below what the deployment allows", () => {
  expect([capOf(5, 3), capOf(3, 5), capOf(null, 5), capOf(5, null), capOf(null, null)]).toEqual([3, 3, 5, 5, null]);
});

test("[Q3] whatever answers come to, what is spent stays under every cap", () => {
  const chosen = fc.shuffledSubarray([dear, plain, cheap, free]);
  const atCap = fc.constantFrom("cheaper", "shorter", "oracle", "pause");
  const steps = fc.array(fc.record({ chosen, atCap, share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: 0, max: 200_000 }),
      steps,
      (dayCap, hourCap, asked) => {
        let spent = 0;
        for (const { chosen, atCap, share } of asked) {
          const caps = [day(dayCap, spent), { name: "the hour", limit: hourCap, used: spent }];
          const step = planSpending({ chosen, others: [plain, cheap], caps, atCap, size });
          if (step.pause) continue;
          spent += Math.round(step.reserveMicroUsd * share);
          expect(spent).toBeLessThanOrEqual(Math.min(dayCap, hourCap));
        }
      },
    ),
  );
});
