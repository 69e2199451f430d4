import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../workers/testkit/browser.ts";
import { anEvening } from "../../workers/testkit/test-table.ts";
import { buildVerifier } from "./build.mjs";

const folder = mkdtempSync(join(tmpdir(), "emberhall-verifier-"));
const lines = anEvening().events.map((event) => JSON.stringify(event));
const good = join(folder, "good.ndjson");
const bent = join(folder, "bent.ndjson");
let browser: Browser;
let address: string;

beforeAll(async () => {
  writeFileSync(good, lines.join("\n"));
  writeFileSync(bent, lines.join("\n").replace("I look around.", "<img src=x onerror=alert(1)>"));
  address = pathToFileURL((await buildVerifier({ outFile: join(folder, "verify.html") })).outFile).href;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page opened from the disk, with a list of whatever it asked the world for. */
async function opened(scheme: "light" | "dark"): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ colorScheme: scheme, offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && request.url() !== address) asked.push(request.url());
  });
  page.on("pageerror", (error) => asked.push(String(error)));
  await page.goto(address);
  return { page, asked };
}

test("[T5] an honest log dropped on the page holds, and nothing leaves the machine", async () => {
  const { page, asked } = await opened("dark");
  await page.setInputFiles("#file", good);
  await page.getByRole("heading", { name: "The log holds", exact: true }).waitFor();
  expect(await page.getByRole("row").count()).toBe(14);
  await page.getByRole("radio", { name: "Hidden" }).check();
  expect(await page.getByRole("row").count()).toBe(3);
  expect(asked).toEqual([]);
});

test("a bent log does not hold, and its words are shown as words", async () => {
  const { page, asked } = await opened("light");
  await page.getByText("Compare it with what you know").click();
  await page.getByLabel("The table’s public key").fill("11".repeat(32));
  await page.setInputFiles("#file", bent);
  await page.getByRole("heading", { name: "The log does not hold" }).waitFor();
  const findings = page.getByRole("region", { name: "Findings" });
  expect(await findings.getByRole("listitem").count()).toBe(2);
  expect(await findings.textContent()).toContain("body-hash");
  expect(await findings.textContent()).toContain("wrong-key");
  expect(asked).toEqual([]);
});

test.each(["light", "dark"] as const)("anybody can use it, in the %s", async (scheme) => {
  const { page } = await opened(scheme);
  await page.setInputFiles("#file", good);
  await page.getByRole("heading", { name: "The log holds", exact: true }).waitFor();
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    "axe.run().then(({ violations }) => violations)",
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
});
