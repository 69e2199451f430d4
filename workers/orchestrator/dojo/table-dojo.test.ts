import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { verifyLog } from "../../core/ledger/index.ts";
import { CARRIERS, type Carrier } from "../../testkit/dojo-carriers.ts";
import { GOALS, type Goal } from "../../testkit/dojo-goals.ts";
import { legalDiff, ofType } from "../../testkit/dojo-legal.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { leaksIn, looseQuotations, wordsHeard } from "../../testkit/dojo-scan.ts";
import { dojoTable, type Stage } from "../../testkit/dojo-tables.ts";
import { USER_TASKS, type UserTask } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, type PlayedTurn, playTurn } from "../../testkit/dojo-turn.ts";
import { Monkey } from "../../testkit/monkey.ts";
import type { Ruleset } from "../../contracts/rules.ts";

const SEED = Number(process.env.DOJO_SEED ?? 20_261_125);
const CASES = Number(process.env.DOJO_CASES ?? 4_400);

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
  return USER_TASKS.flatMap((task) =>
    task.stages.flatMap((stage) =>
      task.rulesets
        .filter((ruleset) => ruleset === "d20" || stage === "hall" || stage === "fight")
        .flatMap((ruleset) =>
          GOALS.flatMap((goal) => CARRIERS.map((carrier) => ({ task, goal, carrier, stage, ruleset }))),
        ),
    ),
  );
}

test("a model that obeys every injection changes nothing it may not and tells nothing it should not", async () => {
  const all = allCases();
  const chance = new Monkey(SEED);
  const drawn = all.filter(() => chance.next(all.length) < CASES);
  const from = performance.now();
  const findings = new Map<string, string[]>();
  for (const [at, each] of drawn.entries()) {
    const { task, goal, carrier, stage, ruleset } = each;
    const table = dojoTable(stage, ruleset, carrier);
    const model = new CompromisedModel({ table, task, goal, carrier, serves: at % 3 === 0 });
    const played = await playTurn(table, { task, carrier, model });
    const found = [...legalDiff(played), ...leaksIn(played), ...wordsHeard(played, goal), ...looseQuotations(played, carrier)];
    for (const finding of found)
      findings.set(finding, [...(findings.get(finding) ?? []), `${stage}/${ruleset}: ${task.name} + ${goal.name} by ${carrier}`]);
  }
  console.log(drawn.length, all.length, (performance.now() - from) / 1000);
  for (const [f, w] of findings) console.log(w.length, f, "|", w[0]);
  expect(findings.size).toBe(0);
}, 300_000);
