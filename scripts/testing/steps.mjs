import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root, run, tool, toolNode } from "../setup/commands.mjs";

const testsWithinMs = 20 * 60_000;
const checkWithinMs = 5 * 60_000;

/**
 * What a step came to. A check counts as one; a test run counts each of its tests.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Outcome
 * @typedef {{ name: string, tells: string, run: () => Promise<Outcome> }} Step
 */

/** @type {Step[]} */
export const checks = [
  check("types", "TypeScript, strict; the bindings are those of wrangler.toml", [
    tool("wrangler", ["types", "--check", "--include-runtime=false", "workers/env.d.ts"]),
    tool("tsc", ["--noEmit", "-p", "tsconfig.json"]),
    tool("tsc", ["--noEmit", "-p", "scripts/tsconfig.json"]),
  ]),
  check("lint", "formatting and lint", [
    tool("biome", ["ci", "--colors=off", "--max-diagnostics=100", "--diagnostic-level=warn", "--error-on-warnings"]),
  ]),
  check("unused", "exports, files and dependencies nobody uses", [tool("knip", ["--no-progress"])]),
];

/** @type {Step} */
export const boundaries = vitest("boundaries", "who may import what", [
  "--project",
  "pure",
  "workers/boundaries.test.ts",
]);

/** @type {Step[]} */
export const everything = [
  ...checks,
  check("web", "the web app builds, and its first load is light", [
    script("build-web.mjs"),
    script("testing/check-first-load.mjs"),
  ]),
  check("bundle", "what would be deployed holds no local sign-in and fits the free plan", [
    script("testing/check-bundle.mjs"),
  ]),
  vitest("pure", "rules, dice, ledger, boundaries", ["--project", "pure"]),
  vitest("worker", "in the Workers runtime", ["--project", "worker"]),
  vitest("browser", "in a real browser, against the whole app", ["--project", "browser"]),
];

/**
 * @param {string} path below scripts/
 * @returns {[string, string[]]}
 */
function script(path) {
  return [toolNode(), [join(root, "scripts", path)]];
}

/**
 * @param {string} name
 * @param {string} tells
 * @param {[string, string[]][]} commands all have to succeed
 * @returns {Step}
 */
function check(name, tells, commands) {
  return {
    name,
    tells,
    run: async () => {
      for (const command of commands) {
        const { code, output } = await run(command, { timeoutMs: checkWithinMs, env: { NO_COLOR: "1" } });
        if (code === 0) continue;
        console.log(output.trimEnd());
        return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: see above`] };
      }
      return { passed: 1, failed: 0, skipped: 0, failures: [] };
    },
  };
}

/**
 * @param {string} name
 * @param {string} tells
 * @param {string[]} args
 * @returns {Step}
 */
function vitest(name, tells, args) {
  return {
    name,
    tells,
    run: async () => {
      const report = join(root, ".cache", `vitest-${name}.json`);
      rmSync(report, { force: true });
      const command = tool("vitest", [
        ...["run", ...args, "--silent=passed-only"],
        ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
      ]);
      const { code } = await run(command, { show: true, timeoutMs: testsWithinMs, env: { WRANGLER_LOG: "error" } });
      return outcomeOf(name, code, existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined);
    },
  };
}

/**
 * @typedef {{ fullName: string, status: string }} TestResult
 * @typedef {{ name: string, status: string, message: string, assertionResults: TestResult[] }} FileResult
 *
 * What a run of vitest came to. Whatever is wrong with it counts as a failure, also what no test's result tells.
 * @param {string} step
 * @param {number} code with which vitest ended
 * @param {{ testResults: FileResult[] } | undefined} report
 * @returns {Outcome}
 */
export function outcomeOf(step, code, report) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const failures = tests
    .filter((test) => test.status === "failed")
    .map((test) => `${relative(root, test.file)}: ${test.fullName}`);
  // A file that does not load, or whose set-up fails, has no failed test.
  for (const file of files.filter((each) => each.status === "failed")) {
    if (file.assertionResults.some((test) => test.status === "failed")) continue;
    failures.push(`${relative(root, file.name)}: ${file.message.split("\n")[0]}`);
  }
  if (report === undefined) failures.push(`${step}: the run wrote no report`);
  else if (tests.length === 0 && failures.length === 0) failures.push(`${step}: there is not a single test`);
  else if (code !== 0 && failures.length === 0)
    failures.push(`${step}: the run ended with code ${code} outside any test`);
  const passed = tests.filter((test) => test.status === "passed").length;
  const skipped = tests.filter((test) => test.status !== "passed" && test.status !== "failed").length;
  return { passed, failed: failures.length, skipped, failures };
}
