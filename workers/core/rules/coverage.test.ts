import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Condition } from "../../contracts/rules.ts";
import { d20Tools, embersTools, worldTools } from "../../contracts/tools.ts";
import { rulesOf } from "./index.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ledger = readFileSync(at("../../../docs/rules-coverage.md"), "utf8");
const spec = readFileSync(at("./SPEC.md"), "utf8");

const STATUSES = ["enforced", "guided", "out of scope", "core"];

/** Rows of the tables with a status; the table of outcomes for players has none. */
const rows = ledger
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .filter((cells) => cells.length === 4 && cells[0] !== "Rule")
  .map(([rule = "", status = "", where = "", title = ""]) => ({ rule, status, where, title }));

const testSources = ["d20", "embers"].flatMap((folder) =>
  readdirSync(at(`./${folder}`))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(at(`./${folder}/${name}`), "utf8")),
);
const titles = testSources.flatMap((source) =>
  [...source.matchAll(/"(\[R\d+\] [^"]+)"/g)].map(([, title]) => title ?? ""),
);

test("every row of the ledger has a status and names a file that is there", () => {
  expect(rows.length).toBeGreaterThan(60);
  for (const { rule, status, where } of rows) {
    expect(STATUSES, rule).toContain(status);
    if (status === "out of scope") continue;
    expect(
      existsSync(where.startsWith("workers/") ? at(`../../../${where}`) : at(`./${where}`)),
      `${rule}: ${where}`,
    ).toBe(true);
  }
});

test("whatever is called enforced is held by a test of that name, and nothing else claims one", () => {
  for (const { rule, status, title } of rows) {
    if (status === "enforced") expect(titles, rule).toContain(title);
    else expect(title, rule).toBe("");
  }
});

test("every tool and every condition stands in the ledger", () => {
  const named = rows.map(({ rule }) => rule).join("\n");
  const tools = [...Object.keys(worldTools), ...Object.keys(d20Tools), ...Object.keys(embersTools)];
  for (const name of [...tools, ...Condition.options]) expect(named).toContain(`\`${name}\``);
});

test("every tool of a ruleset is offered at some moment, and none of another", () => {
  const offered = (id: "d20" | "embers") =>
    [...new Set([...rulesOf(id).tools.calm, ...rulesOf(id).tools.fight])].sort();
  expect(offered("d20")).toEqual(Object.keys(d20Tools).sort());
  expect(offered("embers")).toEqual(Object.keys(embersTools).sort());
});

test("every numbered rule has a test, and every number in a test is a rule", () => {
  const numbers = (text: string, pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map(([, number]) => Number(number)))].sort((a, b) => a - b);
  expect(numbers(titles.join("\n"), /\[R(\d+)\]/g)).toEqual(numbers(spec, /\*\*R(\d+)\*\*/g));
});
