import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import type { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { said } from "../workers/testkit/command-line.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

let browser: Browser;
let gm: BrowserPlayer;
let tobin: BrowserPlayer;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ gm, tobin } = await twoAtATable(browser));
});
afterAll(async () => {
  await browser?.close();
});
const fact = (term: string) =>
  gm.page
    .locator(".standing-fact", { has: gm.page.getByText(term, { exact: true }) })
    .locator("dd")
    .textContent();

test("who runs the table sees how it stands, at a desk and on a phone, in both lights", async () => {
  await tobin.say("look around");
  await gm.page.getByRole("tab", { name: "GM" }).click();
  const link = gm.page.getByRole("link", { name: "How the table stands" });
  await link.waitFor();
  await picture(gm.page, "standing-link-desk");
  await link.click();
  await gm.page.getByText("All is well.").waitFor();
  expect(await fact("Here now")).toMatch(/^[12] pe/);
  expect(await fact("Answered")).toBe("1");
  expect(await fact("Came to nothing")).toBe("0");
  expect(await fact("How long the machine takes")).toMatch(/ s, .* at most$/);
  expect(await fact("Answers")).toBe("All of it");
  await picture(gm.page, "standing-well-desk", true);
  expect(await seriousFaults(gm.page)).toEqual([]);
});

test("what is wrong stands on top, with what helps", async () => {
  const campaignId = new URL(gm.page.url()).pathname.split("/")[2] ?? "";
  const why = "We look into a fault and will be back tonight.";
  expect(await said("campaign", "quarantine", campaignId, "--reason", why)).toMatchObject({ code: 0 });
  await gm.page.getByRole("button", { name: "Look again" }).click();
  await gm.page.getByText(why).waitFor();
  await gm.page.getByText("Tell whoever keeps this server.").waitFor();
  await gm.page.setViewportSize({ width: 390, height: 844 });
  await gm.page.emulateMedia({ colorScheme: "dark" });
  await picture(gm.page, "standing-trouble-phone", true);
  expect(await seriousFaults(gm.page)).toEqual([]);
});

test("a player is told that this is not theirs to see", async () => {
  await tobin.page.goto(gm.page.url());
  await tobin.page.getByText("Only the GM may do that.").waitFor();
  await picture(tobin.page, "standing-refused-phone");
});
