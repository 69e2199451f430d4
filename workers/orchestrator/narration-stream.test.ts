import { expect, test } from "vitest";
import type { NarratorAnswer } from "../contracts/orchestration.ts";
import { narrationStream } from "./narration-stream.ts";
import { ORACLE_VOICE } from "./oracle/oracle-voice.ts";

const whole = {
  narration: { turnId: "t_1", text: "One. Two.", rests: [], suggestions: [], voice: ORACLE_VOICE },
  cuts: [],
  receipts: [],
  prompts: [],
} as unknown as NarratorAnswer;

async function* telling(onEnd: () => void): AsyncGenerator<{ delta: string }, NarratorAnswer> {
  try {
    yield { delta: "One. " };
    yield { delta: "Two." };
    return whole;
  } finally {
    onEnd();
  }
}

test("words come line by line, and the whole comes last", async () => {
  const text = await new Response(narrationStream(telling(() => undefined))).text();
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([{ delta: "One. " }, { delta: "Two." }, { answer: whole }]);
});

test("a listener who goes away stops the telling", async () => {
  let ended = false;
  const reader = narrationStream(
    telling(() => {
      ended = true;
    }),
  ).getReader();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(true);
});
