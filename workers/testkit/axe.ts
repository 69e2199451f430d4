import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on a page that is serious or worse, each with the first place it was found. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated by the driver, which the page's content security policy lets through.
  return (await page.evaluate(`${axe.source}; axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 160)))`)) as string[];
}
