import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import type { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

const WAIT_MS = 20_000;

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

const story = (player: BrowserPlayer) => player.page.getByRole("log", { name: "Story" });

test("a player takes everything about them along, erases themselves, and their words are gone before everybody's eyes", async () => {
  await tobin.say("I carve my true name into the stone trough");
  await story(gm).getByText("I carve my true name").first().waitFor();
  await tobin.page.goto(new URL("/settings", appUrl()).href);
  const download = tobin.page.waitForEvent("download");
  await tobin.page.getByRole("button", { name: "Download everything" }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file).toContain("I carve my true name into the stone trough");
  expect(file).not.toContain("Mira");

  await tobin.page.getByText("What was done with your account").first().click();
  await tobin.page.getByText(/You came by a link/).waitFor();
  await picture(tobin.page, "about-you-phone", true);
  expect(await seriousFaults(tobin.page)).toEqual([]);

  await tobin.page.getByRole("button", { name: "Erase me" }).click();
  const dialog = tobin.page.getByRole("dialog", { name: "Erase yourself, for good?" });
  const confirm = dialog.getByRole("button", { name: "Erase me" });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel(/Type your name/).fill("Tobin");
  await picture(tobin.page, "erase-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);
  await confirm.click();
  await tobin.page.getByText("You are erased").waitFor();
  const receipt = await tobin.page.getByRole("link", { name: "this address" }).getAttribute("href");

  await story(gm).getByText("Somebody who played here has had their words removed.").waitFor({ timeout: WAIT_MS });
  const left = await gm.page.content();
  expect({ words: left.includes("I carve my true name"), name: left.includes("Tobin") }).toEqual({
    ...{ words: false, name: false },
  });
  await picture(gm.page, "erased-desk");
  const address = new URL(receipt ?? "", appUrl());
  await expect
    .poll(async () => (await (await fetch(address)).json()) as object, { timeout: WAIT_MS })
    .toMatchObject({ finishedAt: expect.any(Number) });
  await gm.say("I look at the trough");
  expect(gm.complaints).toEqual([]);
});
