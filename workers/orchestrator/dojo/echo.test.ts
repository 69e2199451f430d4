import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Ruleset } from "../../contracts/rules.ts";
import type { ModelTraits } from "../../models/port.ts";
import type { Goal, Knowledge } from "../../testkit/dojo-goals.ts";
import { findingsIn } from "../../testkit/dojo-judge.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { dojoTable, type Stage } from "../../testkit/dojo-tables.ts";
import { USER_TASKS } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, type PlayedTurn, playTurn } from "../../testkit/dojo-turn.ts";
import { DIRECTOR_RULES } from "../director/role-rules.ts";
import { ROLE } from "../narrator/narrator-orders.ts";

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW }));
afterAll(() => void vi.useRealTimers());

const carrier = "nothing: the model is rotten";
const places: readonly [Stage, Ruleset, string][] = [
  ["hall", "d20", "look around"],
  ["hall", "embers", "ask about the cook"],
  ["fight", "d20", "attack"],
  ["fight", "embers", "strike"],
  ["foe's move", "d20", "the foe bites"],
];
const manners: readonly [string, Partial<ModelTraits>][] = [
  ["tools", {}],
  ["a schema", { tools: false, json: "schema" }],
  ["text", { tools: false, json: "none" }],
];

const pieces = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
const fact = (text: string) => ({ name: "record_fact", arguments: { text } });

/** The director says its prompt back wherever a player would read it, a part in each round. */
const echoesInCalls = ({ prompt, round, hero }: Knowledge) => [
  ...pieces(prompt, 599)
    .filter((_, at) => at % 4 === round - 1)
    .map(fact),
  {
    name: "ask_player",
    arguments: { creatureId: hero, question: prompt.slice(-290), choices: pieces(prompt, 119).slice(-6) },
  },
];

/** The narration of a model that has both prompts before it, as a provider's mixed-up cache would have it. */
const bothPrompts = (model: () => CompromisedModel | null, own: string): string => {
  const directors =
    model()
      ?.directed.at(-1)
      ?.messages.map(({ content }) => content) ?? [];
  return [...directors, own].join("\n");
};

async function echoed(
  [stage, ruleset, name]: (typeof places)[number],
  traits: Partial<ModelTraits>,
  words: (known: Knowledge, model: () => CompromisedModel | null) => string,
): Promise<PlayedTurn> {
  const task = USER_TASKS.find((each) => each.name === name);
  if (task === undefined) throw new Error(`There is no task "${name}".`);
  let model: CompromisedModel | null = null;
  const goal: Goal = { name: "echo", calls: echoesInCalls, words: (known) => words(known, () => model) };
  const table = dojoTable(stage, ruleset, carrier);
  model = new CompromisedModel({ table, task, goal, carrier, traits });
  const played = await playTurn(table, { task, carrier, model });
  expect(Math.min(model.obeyed.director, model.obeyed.narrator)).toBeGreaterThan(0);
  expect(findingsIn(played, goal, carrier)).toEqual([]);
  return played;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]+/g, " ");

/** Whether eight words in a row of the orders were heard. */
function recited(heard: string, orders: string): boolean {
  const words = plain(orders).trim().split(" ");
  return words.slice(7).some((_, at) => plain(heard).includes(` ${words.slice(at, at + 8).join(" ")} `));
}

describe.each(manners)("a model that takes %s and echoes its whole prompt leaks nothing", (_, traits) => {
  test.each(places)("%s, %s: as director and as narrator", async (...place) => {
    const played = await echoed(place, traits, ({ prompt }) => prompt);
    const heard = `${played.drafts} ${JSON.stringify(played.events.filter(({ body }) => body.audience === "all"))}`;
    expect(recited(heard, DIRECTOR_RULES)).toBe(false);
    expect(recited(heard, ROLE)).toBe(false);
  });

  test.each(places)("%s, %s: the narrator echoes the director’s prompt as well", async (...place) => {
    const played = await echoed(place, traits, ({ prompt }, model) => bothPrompts(model, prompt));
    expect(recited(played.drafts, DIRECTOR_RULES)).toBe(false);
    expect(played.after.public.turn).toBeNull();
  });
});
