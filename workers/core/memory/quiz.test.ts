import { describe, expect, test } from "vitest";
import type { EventType, StoredEvent } from "../../contracts/events.ts";
import { QuizCampaign } from "../../testkit/quiz-campaign.ts";
import { type Question, questionsOn } from "../../testkit/quiz-questions.ts";
import { emptyMemory, type Memory, type MemoryViewer, remember } from "./memory.ts";
import { recall } from "./recall.ts";

const QUESTIONS_MIN = 100;
const remembered = (events: readonly StoredEvent[]): Memory => events.reduce(remember, emptyMemory);

/** What is wrong with what is put before the DM, question by question. */
function wrongAnswers(
  campaign: QuizCampaign,
  memory: Memory,
  questions: readonly Question[],
  viewerOf: (question: Question) => MemoryViewer = ({ viewer }) => viewer,
): string[] {
  const { scene, minutes } = campaign.room.state.public;
  const names = [scene?.title ?? "", ...(scene?.people.map(({ name }) => name) ?? [])];
  return questions.flatMap((question) => {
    const about = { text: question.text, names, scene: scene?.id ?? null, minutes };
    const why = question.wrong(recall(memory, viewerOf(question), about));
    return why === null ? [] : [`${question.kind}: ${question.text} ${why}`];
  });
}

describe.each([
  [200, 1],
  [200, 2],
  [2_000, 3],
])("[K5] the memory quiz after %i events, campaign %i", (events, seed) => {
  const campaign = new QuizCampaign(seed).play(events);
  const memory = remembered(campaign.room.events);
  const questions = questionsOn(campaign);
  const kinds = [...new Set(questions.map(({ kind }) => kind))];

  test("asks enough, and of every kind", () => {
    expect(questions.length).toBeGreaterThanOrEqual(QUESTIONS_MIN);
    expect(kinds).toHaveLength(16);
  });

  test.each(kinds)("%s: what is recalled holds exactly the answer", (kind) => {
    expect(
      wrongAnswers(
        campaign,
        memory,
        questions.filter((question) => question.kind === kind),
      ),
    ).toEqual([]);
  });
});

describe("the quiz itself notices a memory that is wrong", () => {
  const campaign = new QuizCampaign(3).play(1_200);
  const { events } = campaign.room;
  const questions = questionsOn(campaign);
  const deafTo = (...types: readonly EventType[]): Memory =>
    remembered(events.filter(({ body }) => !types.includes(body.type)));

  test.each([
    ["nothing", emptyMemory, "who holds"],
    ["half of the evening", remembered(events.slice(0, events.length / 2)), "coin"],
    ["what was taken back", deafTo("turn_undone"), "never happened"],
    ["the first words of what was put right", deafTo("fact_corrected"), "what about"],
    ["what should be forgotten", deafTo("fact_forgotten"), "no longer said"],
    ["nobody's death", deafTo("creature_fell"), "is dead"],
    ["nobody's coming late", deafTo("seat_taken"), "who knows"],
    ["only what people hold", deafTo("scene_entered", "person_moved"), "where is"],
  ])("one that remembers %s", (_, memory, kind) => {
    expect(wrongAnswers(campaign, memory, questions).filter((wrong) => wrong.startsWith(kind))).not.toEqual([]);
  });

  test("[V1] and one that tells players what the DM knows", () => {
    const wrong = wrongAnswers(campaign, remembered(events), questions, ({ viewer }) => ({ ...viewer, gm: true }));
    expect(wrong.filter((each) => each.startsWith("kept from players"))).not.toEqual([]);
  });
});
