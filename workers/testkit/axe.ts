import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on a page that is serious or worse, each with the first place it was found. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated by the driver, which the page's content security policy lets through.
  return (await page.evaluate(`${source}; axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 160)))`)) as string[];
}
