import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root, run, tool, toolNode } from "../setup/commands.mjs";

const testsWithinMs = 15 * 60_000;
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
  check("bundle", "what would be deployed holds no local sign-in", [script("testing/check-bundle.mjs")]),
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
      const outcome = readReport(name, report);
      if (code !== 0 && outcome.failed === 0) {
        // A test file that leaves an error behind, or a set-up that failed, is in no test's result.
        outcome.failed = 1;
        outcome.failures.push(`${name}: the run ended with code ${code} outside any test`);
      }
      return outcome;
    },
  };
}

/**
 * @typedef {{ fullName: string, status: string }} TestResult
 * @typedef {{ name: string, status: string, message: string, assertionResults: TestResult[] }} FileResult
 *
 * @param {string} step
 * @param {string} report
 * @returns {Outcome}
 */
function readReport(step, report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: [`${step}: the run wrote no report`] };
  const files = /** @type {FileResult[]} */ (JSON.parse(readFileSync(report, "utf8")).testResults);
  const tests = files.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: relative(root, file.name) })),
  );
  const failedTests = tests.filter((test) => test.status === "failed");
  // A file that does not load has no tests, and would otherwise count for nothing.
  const broken = files.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: failedTests.length + broken.length,
    skipped: tests.filter((test) => test.status !== "passed" && test.status !== "failed").length,
    failures: [
      ...failedTests.map((test) => `${test.file}: ${test.fullName}`),
      ...broken.map((file) => `${relative(root, file.name)}: ${file.message.split("\n")[0]}`),
    ],
  };
}
