import { expect, test } from "vitest";
import type { DirectorAnswer, NarratorAnswer } from "../contracts/orchestration.ts";
import type { Director, DirectorInput, Narrator, NarratorInput } from "../core/ports.ts";
import type { TurnState } from "../core/state.ts";
import { costMicroUsd, GUARD_MODEL, traitsOf } from "../models/model-table.ts";
import { ModelFault } from "../models/port.ts";
import { moderationAtWorst } from "../models/workers-ai.ts";
import { oraclePlan, planFor } from "../testkit/voice-plans.ts";
import { type Guard, ModeratedDirector, ModeratedNarrator, Verdicts } from "./moderation.ts";
import { ORACLE_VOICE } from "./oracle/oracle-voice.ts";

const modelVoice = { ...ORACLE_VOICE, provider: "scripted" as const, model: "m" };
const turn = {
  id: "t_1",
  kind: "players",
  actions: [{ creatureId: "wren", text: "I open the door" }],
} as unknown as TurnState;
const input = { turn, plan: planFor(["m"]), round: 1 } as unknown as DirectorInput & NarratorInput;

const director = (voice: typeof ORACLE_VOICE): Director => ({
  direct: async () =>
    ({ proposal: { calls: [], done: true, voice }, receipts: [], prompts: [] }) as unknown as DirectorAnswer,
});

const narrator = (voice: typeof ORACLE_VOICE, text: string, onEnd: () => void = () => undefined): Narrator => ({
  async *narrate() {
    try {
      yield { delta: text };
      return {
        narration: { text, voice, rests: [], suggestions: [] },
        cuts: [],
        receipts: [],
        prompts: [],
      } as unknown as NarratorAnswer;
    } finally {
      onEnd();
    }
  },
});

/** A guard that dislikes texts with a word in them, and keeps what it was shown. */
function guardAgainst(word: string, fault?: ModelFault): Guard & { readonly shown: string[] } {
  const shown: string[] = [];
  return {
    shown,
    voice: "workers-ai:guard",
    traits: traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false }),
    verdicts: new Verdicts(),
    judge: async (text) => {
      shown.push(text);
      if (fault !== undefined) throw fault;
      return {
        safe: !text.includes(word),
        usage: { inputTokens: 12, outputTokens: 3, cachedTokens: 0, estimated: false },
      };
    },
  };
}

async function heard(telling: AsyncGenerator<{ delta: string }, NarratorAnswer>) {
  let said = "";
  for (let step = await telling.next(); ; step = await telling.next()) {
    if (step.done === true) return { said, answer: step.value };
    said += step.value.delta;
  }
}

const parts = {
  inner: narrator(modelVoice, "The door opens. A foul word comes out."),
  oracle: narrator(ORACLE_VOICE, "The door opens."),
};

test("words that are in order go to the model as they are, with a receipt for the guard", async () => {
  const guard = guardAgainst("foul");
  const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
  const { proposal, receipts } = await moderated.direct(input);
  expect(proposal.voice).toEqual(modelVoice);
  expect(receipts).toMatchObject([{ task: "moderator", voice: "workers-ai:guard", inputTokens: 12, fault: null }]);
  expect(guard.shown).toEqual(["I open the door"]);
});

test.each([
  ["words that are not", guardAgainst("door"), "the moderator held the model back"],
  ["a guard that does not answer", guardAgainst("", new ModelFault("busy")), "the moderator could not be asked"],
])("%s are for the Oracle, and the table reads why", async (_, guard, fallback) => {
  const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
  expect((await moderated.direct(input)).proposal.voice).toMatchObject({ provider: "oracle", fallback });
  const telling = new ModeratedNarrator({ ...parts, guard }).narrate(input);
  const { said, answer } = await heard(telling);
  expect(said).toBe("The door opens.");
  expect(answer.narration.voice).toMatchObject({ provider: "oracle", fallback });
});

test("a narration is heard out before a word of it is passed on, and the Oracle tells it when it is flagged", async () => {
  const { said, answer } = await heard(new ModeratedNarrator({ ...parts, guard: guardAgainst("foul") }).narrate(input));
  expect(said).toBe("The door opens.");
  expect(answer.narration).toMatchObject({
    text: "The door opens.",
    voice: { provider: "oracle", fallback: "the moderator held the model back" },
  });
  expect(answer.receipts).toHaveLength(2);
  const fine = await heard(new ModeratedNarrator({ ...parts, guard: guardAgainst("nothing") }).narrate(input));
  expect(fine.said).toBe("The door opens. A foul word comes out.");
  expect(fine.answer.narration.voice).toEqual(modelVoice);
});

test("where no model is asked nobody is judged", async () => {
  const guard = guardAgainst("door");
  const moderated = new ModeratedDirector({ inner: director(ORACLE_VOICE), oracle: director(ORACLE_VOICE), guard });
  await moderated.direct({ ...input, plan: oraclePlan });
  await heard(new ModeratedNarrator({ ...parts, guard }).narrate({ ...input, plan: oraclePlan }));
  expect(guard.shown).toEqual([]);
});

test("a listener who leaves ends the model's telling too", async () => {
  let ended = false;
  const inner = narrator(modelVoice, "The door opens.", () => {
    ended = true;
  });
  const telling = new ModeratedNarrator({ ...parts, inner, guard: guardAgainst("nothing") }).narrate(input);
  await telling.next();
  await telling.return(undefined as never);
  expect(ended).toBe(true);
});

test("the words of a turn are judged once, whatever rounds and tellings follow, and stay flagged in each", async () => {
  for (const word of ["nothing", "door"]) {
    const guard = guardAgainst(word);
    const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
    const voices = [];
    for (const round of [1, 2, 3]) voices.push((await moderated.direct({ ...input, round })).proposal.voice.provider);
    await heard(new ModeratedNarrator({ ...parts, guard }).narrate(input));
    expect(new Set(voices)).toEqual(new Set([word === "door" ? "oracle" : "scripted"]));
    expect(guard.shown.filter((text) => text === "I open the door")).toHaveLength(1);
  }
});

test("a guard that did not answer is asked again in the next round", async () => {
  const guard = guardAgainst("", new ModelFault("busy"));
  const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
  await moderated.direct(input);
  await moderated.direct({ ...input, round: 2 });
  expect(guard.shown).toHaveLength(2);
});

const atWorst = (tokens: number): number =>
  costMicroUsd(traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false }), moderationAtWorst(tokens));
const withSpend = (spendMicroUsd: number) => ({ ...input, plan: { ...input.plan, spendMicroUsd } });
const NO_MONEY = "the budget does not reach for the moderator";

test("[Q3] no guard is asked whose worst case exceeds what is left, and the Oracle says why it answers", async () => {
  const guard = guardAgainst("nothing");
  const worst = atWorst(4);
  const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
  const poor = await moderated.direct(withSpend(worst - 1));
  expect(poor.proposal.voice).toMatchObject({ provider: "oracle", fallback: NO_MONEY });
  expect([guard.shown, poor.receipts]).toEqual([[], []]);
  const { answer } = await heard(new ModeratedNarrator({ ...parts, guard }).narrate(withSpend(worst - 1)));
  expect(answer.narration.voice).toMatchObject({ provider: "oracle", fallback: NO_MONEY });
  expect(guard.shown).toEqual([]);
  expect((await moderated.direct(withSpend(worst))).proposal.voice.provider).toBe("scripted");
});

test("[Q3] the model is left what the guard has not used, and not what the guard will need for its words", async () => {
  const spends: number[] = [];
  const noting = <T extends DirectorInput | NarratorInput>({ plan }: T): void => {
    spends.push(plan.spendMicroUsd);
  };
  const inner: Director & Narrator = {
    direct: async (given) => {
      noting(given);
      return await director(modelVoice).direct(given);
    },
    narrate: (given) => {
      noting(given);
      return parts.inner.narrate(given);
    },
  };
  const judging = costMicroUsd(guardAgainst("").traits, {
    inputTokens: 12,
    outputTokens: 3,
    cachedTokens: 0,
    estimated: false,
  });
  const moderated = new ModeratedDirector({ inner, oracle: director(ORACLE_VOICE), guard: guardAgainst("nothing") });
  await moderated.direct(withSpend(10_000));
  await heard(new ModeratedNarrator({ ...parts, inner, guard: guardAgainst("nothing") }).narrate(withSpend(10_000)));
  expect(spends).toEqual([10_000 - judging, 10_000 - judging - atWorst(1_500)]);
});

test("a guard that fell silent may have cost all it can, one that turned us away has cost nothing", async () => {
  for (const [kind, cost] of [
    ["timeout", atWorst(4)],
    ["busy", 0],
  ] as const) {
    const guard = guardAgainst("", new ModelFault(kind));
    const moderated = new ModeratedDirector({ inner: director(modelVoice), oracle: director(ORACLE_VOICE), guard });
    const { receipts, proposal } = await moderated.direct(input);
    expect(receipts).toMatchObject([{ fault: kind, costMicroUsd: cost }]);
    expect(proposal.voice.costMicroUsd).toBe(cost);
  }
});
