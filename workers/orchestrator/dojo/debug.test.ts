import { Session } from "node:inspector/promises";
import { writeFileSync } from "node:fs";
import { test, vi } from "vitest";
import { CARRIERS } from "../../testkit/dojo-carriers.ts";
import { GOALS } from "../../testkit/dojo-goals.ts";
import { legalDiff } from "../../testkit/dojo-legal.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { leaksIn, looseQuotations, wordsHeard } from "../../testkit/dojo-scan.ts";
import { dojoTable } from "../../testkit/dojo-tables.ts";
import { USER_TASKS } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, playTurn } from "../../testkit/dojo-turn.ts";
test("x", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW });
  for (const c of CARRIERS) dojoTable("hall", "d20", c);
  const s = new Session(); s.connect();
  await s.post("Profiler.enable"); await s.post("Profiler.start");
  const per = new Map<string, number>();
  let play = 0; let scan = 0; let n = 0;
  for (const [i, goal] of GOALS.entries()) for (const [j, carrier] of CARRIERS.entries()) {
    const task = USER_TASKS[(i * 7 + j) % 20]!; if (!task.rulesets.includes("d20")) continue;
    const table = dojoTable("hall", "d20", carrier);
    const model = new CompromisedModel({ table, task, goal, carrier });
    const a = performance.now();
    const p = await playTurn(table, { task, carrier, model });
    const b = performance.now();
    legalDiff(p); leaksIn(p); wordsHeard(p, goal); looseQuotations(p, carrier);
    const c = performance.now();
    play += b - a; scan += c - b; n++;
    per.set(goal.name, (per.get(goal.name) ?? 0) + b - a);
  }
  const { profile } = await s.post("Profiler.stop");
  writeFileSync("/tmp/dojo.cpuprofile", JSON.stringify(profile));
  console.log(n, play / n, scan / n, [...per].sort((x, y) => y[1] - x[1]).slice(0, 12).map(([k, v]) => `${k}:${(v/11).toFixed(1)}`).join("\n"));
}, 100000);
