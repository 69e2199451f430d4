import { describe, expect, test } from "vitest";
import { deploy } from "./deploy-steps.mjs";

/**
 * An account as wrangler tells of it: what is asked of it, in order, and what it then has.
 * @param {{ databases?: string[], indexes?: string[], properties?: string[], failing?: string }} [before]
 */
function account({ databases = [], indexes = [], properties = [], failing = "" } = {}) {
  const has = {
    databases: [...databases],
    indexes: [...indexes],
    properties: [...properties],
    deployed: 0,
    migrated: 0,
  };
  /** @type {string[]} */
  const asked = [];
  /** @type {string[]} */
  const said = [];
  /** @param {string[]} names */
  const list = (names) => JSON.stringify(names.map((name) => ({ name })));
  /** @type {Record<string, () => string | void>} */
  const answers = {
    "whoami --json": () => "{}",
    "vectorize list --json": () => `▲ [WARNING] a word before\n${list(has.indexes)}`,
    "vectorize create emberhall-passages": () => void has.indexes.push("emberhall-passages"),
    "vectorize list-metadata-index": () => JSON.stringify(has.properties.map((propertyName) => ({ propertyName }))),
    "vectorize create-metadata-index": () => void has.properties.push("upload"),
    "d1 list --json": () => list(has.databases),
    "d1 migrations apply": () => {
      if (!has.databases.includes("emberhall")) throw new Error("There is nothing to migrate.");
      has.migrated += 1;
    },
    "deploy --dry-run": () => "checked",
    deploy: () => {
      if (has.databases.includes("emberhall") && has.migrated === 0) throw new Error("Before its schema.");
      if (!has.databases.includes("emberhall")) has.databases.push("emberhall");
      has.deployed += 1;
      return "Published https://emberhall.somebody.workers.dev";
    },
  };
  /** @param {string[]} args */
  const wrangler = async (args) => {
    const line = args.join(" ");
    asked.push(line);
    const key = Object.keys(answers).find((each) => line.startsWith(each)) ?? "";
    if (failing !== "" && line.startsWith(failing)) return { code: 1, output: "✘ [ERROR] The network is unreachable." };
    return { code: 0, output: String(answers[key]?.() ?? "") };
  };
  const run = (dryRun = false) => deploy({ wrangler, say: (words) => said.push(words), dryRun });
  return { has, asked, said, run, mend: () => (failing = "") };
}

const STEPS = [
  "whoami",
  "vectorize list --json",
  "vectorize create emberhall-passages",
  "vectorize list-metadata-index",
  "vectorize create-metadata-index",
  "d1 list",
  "deploy",
  "d1 migrations apply",
];

test("the first deploy makes everything, and the database after it", async () => {
  const first = account();
  await first.run();
  expect(first.asked.map((line) => STEPS.find((step) => line.startsWith(step)))).toEqual(STEPS);
  expect(first.has).toMatchObject({
    deployed: 1,
    migrated: 1,
    indexes: ["emberhall-passages"],
    properties: ["upload"],
  });
  expect(first.said.at(-1)).toContain("https://emberhall.somebody.workers.dev");
});

test("a later one makes nothing twice, and its schema is there before the code that needs it", async () => {
  const later = account({ databases: ["emberhall"], indexes: ["emberhall-passages"], properties: ["upload"] });
  await later.run();
  expect(later.asked.some((line) => line.includes("create"))).toBe(false);
  const order = later.asked.filter((line) => line === "deploy" || line.startsWith("d1 migrations"));
  expect(order).toEqual(["d1 migrations apply DB --remote", "deploy"]);
});

describe.each(STEPS)("when `wrangler %s` fails", (failing) => {
  test("it stops there, says so, and the same command carries on once it is mended", async () => {
    const here = account({ failing });
    await expect(here.run()).rejects.toThrow();
    expect(here.asked.at(-1)).toContain(failing);
    const made = structuredClone(here.has);
    here.mend();
    await here.run();
    expect(here.has).toMatchObject({ migrated: 1, indexes: ["emberhall-passages"], properties: ["upload"] });
    expect(here.has.deployed).toBe(made.deployed + 1);
  });
});

test("a database that is there and cannot be seen is never taken for one that is missing", async () => {
  const hidden = account({ databases: ["emberhall"], indexes: ["emberhall-passages"], failing: "d1 list" });
  await expect(hidden.run()).rejects.toThrow("The databases could not be listed.");
  expect(hidden.has.deployed).toBe(0);
});

test.each(["Not logged in", "[not json", '{"errors": []}'])("%j is no list", async (output) => {
  /** @param {string[]} args */
  const wrangler = async (args) => ({ code: 0, output: args[0] === "whoami" ? "{}" : output });
  await expect(deploy({ wrangler, say: () => undefined, dryRun: false })).rejects.toThrow("could not be listed");
});

test("a dry run changes nothing, asks nothing of the account, and tells every step", async () => {
  const rehearsal = account();
  await rehearsal.run(true);
  expect(rehearsal.asked).toEqual(["deploy --dry-run"]);
  for (const word of ["vector index", "database", "Worker", "bucket and queues"])
    expect(rehearsal.said.join("\n")).toContain(word);
});
