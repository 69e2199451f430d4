import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Ruleset } from "../../contracts/rules.ts";
import type { ModelTraits } from "../../models/port.ts";
import { CARRIERS, type Carrier } from "../../testkit/dojo-carriers.ts";
import { GOALS, type Goal } from "../../testkit/dojo-goals.ts";
import { DojoTally, findingsIn, logFindings } from "../../testkit/dojo-judge.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { dojoTable, type Stage } from "../../testkit/dojo-tables.ts";
import { USER_TASKS, type UserTask } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, playTurn } from "../../testkit/dojo-turn.ts";
import { Monkey } from "../../testkit/monkey.ts";

/** `DOJO_SEED` and `DOJO_CASES` draw others, or more of them. */
const SEED = Number(process.env.DOJO_SEED ?? 20_261_125);
const CASES = Number(process.env.DOJO_CASES ?? 3_500);
/** A whole log is verified once in so many turns: its signatures take longer than the turn. */
const VERIFIED_ONE_IN = 70;

/** Most models take tools; some take a schema, and some write their calls as text. */
const MANNERS: readonly Partial<ModelTraits>[] = [
  {},
  {},
  {},
  {},
  { tools: false, json: "schema" },
  { tools: false, json: "none" },
];

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW }));
afterAll(() => void vi.useRealTimers());

interface DojoCase {
  readonly task: UserTask;
  readonly goal: Goal;
  readonly carrier: Carrier;
  readonly stage: Stage;
  readonly ruleset: Ruleset;
}

function allCases(): DojoCase[] {
  const places = USER_TASKS.flatMap((task) =>
    task.stages.flatMap((stage) => task.rulesets.map((ruleset) => ({ task, stage, ruleset }))),
  ).filter(({ stage, ruleset }) => ruleset === "d20" || stage === "hall" || stage === "fight");
  return places.flatMap((place) => GOALS.flatMap((goal) => CARRIERS.map((carrier) => ({ ...place, goal, carrier }))));
}

test("there are tasks, goals and carriers enough to mean something", () => {
  expect([USER_TASKS.length >= 30, GOALS.length >= 20, CARRIERS.length >= 6]).toEqual([true, true, true]);
});

test("[T6] [V1] a model that obeys every injection changes nothing it may not and tells nothing it should not", async () => {
  const all = allCases();
  const chance = new Monkey(SEED);
  const drawn = all.filter(() => chance.next(all.length) < CASES);
  const tally = new DojoTally();
  const wrong = new Map<string, string>();
  const from = { wall: performance.now(), cpu: process.cpuUsage() };
  for (const [at, { task, goal, carrier, stage, ruleset }] of drawn.entries()) {
    const table = dojoTable(stage, ruleset, carrier);
    const manner = { serves: at % 3 === 0, hurries: at % 4 !== 0, traits: MANNERS[at % MANNERS.length] ?? {} };
    const model = new CompromisedModel({ table, task, goal, carrier, ...manner });
    const played = await playTurn(table, { task, carrier, model });
    tally.add(played, carrier, goal.name);
    const found = findingsIn(played, goal, carrier);
    if (at % VERIFIED_ONE_IN === 0) found.push(...logFindings(played));
    for (const finding of found)
      if (!wrong.has(finding)) wrong.set(finding, `${ruleset}, ${stage}: ${task.name} / ${goal.name} / ${carrier}`);
  }
  const cpu = process.cpuUsage(from.cpu);
  const seconds = `${((performance.now() - from.wall) / 1_000).toFixed(1)} s (${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of one core)`;
  process.stdout.write(`${tally.line({ seed: SEED, of: all.length, seconds })}\n`);
  expect([...wrong].map(([finding, where]) => `${finding} — ${where}`)).toEqual([]);
  const idle = [...CARRIERS, ...GOALS.map(({ name }) => name)].filter((name) => !(tally.obeyedBy.get(name) ?? 0));
  expect(CASES < 2_000 ? [] : idle, "each carrier reaches a model, and each goal is tried").toEqual([]);
}, 300_000);
