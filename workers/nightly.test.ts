import { expect, test } from "vitest";
import { textOf } from "../scripts/testing/read-sources.ts";

test("the cron by which the night is known is one that comes", () => {
  const crons = /^crons = \[(.*)\]$/m.exec(textOf("wrangler.toml"))?.[1] ?? "";
  const nightly = /const NIGHTLY = "(.*)";/.exec(textOf("workers/index.ts"))?.[1];
  expect(crons.split(", ")).toContain(JSON.stringify(nightly));
});
