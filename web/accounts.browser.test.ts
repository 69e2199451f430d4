import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { sidewaysOverflow, smallTargets } from "../workers/testkit/page-faults.ts";
import { Device, home } from "../workers/testkit/passkey-device.ts";
import { picture } from "../workers/testkit/pictures.ts";

const PHONE = { width: 390, height: 844 };
let browser: Browser;
let mira: BrowserPlayer;
let laptop: Device;
const codes: string[] = [];
const devices: Device[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  mira = await BrowserPlayer.arrive(browser, "Mira", { width: 1_280, height: 800 });
  await mira.startTable(home(), "The Lamplighter’s Hour");
  laptop = await Device.of(mira.page);
});
afterAll(async () => {
  for (const device of devices) await device.context.close();
  await mira?.leave();
  await browser?.close();
});

async function newDevice(viewport = { width: 1_280, height: 800 }): Promise<Device> {
  const context = await browser.newContext({ viewport, hasTouch: viewport === PHONE, reducedMotion: "reduce" });
  const device = await Device.of(await context.newPage());
  devices.push(device);
  return device;
}

async function soundPage(device: Device, name: string): Promise<void> {
  await picture(device.page, name, true);
  expect(await seriousFaults(device.page)).toEqual([]);
  expect(await sidewaysOverflow(device.page)).toEqual([]);
  if (device.page.viewportSize()?.width === PHONE.width) expect(await smallTargets(device.page)).toEqual([]);
}

test("a guest keeps their place with a passkey, by the keyboard alone, and is shown ten codes once", async () => {
  const { page } = laptop;
  await laptop.opens("/settings");
  await laptop.sees("You play as Mira, and only this browser knows it.");
  await soundPage(laptop, "settings-guest");
  await page.getByRole("button", { name: "Keep your place" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Your recovery codes" });
  await dialog.waitFor();
  codes.push(...(await dialog.getByRole("listitem").allInnerTexts()));
  expect(new Set(codes).size).toBe(10);
  await soundPage(laptop, "recovery-codes");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("emberhall-recovery-codes.txt");
  await page.getByRole("button", { name: "I have them" }).focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("list", { name: "Passkeys" }).getByRole("listitem").waitFor();
  await laptop.sees("10 recovery codes are left.");
  await page.reload();
  await laptop.sees("10 recovery codes are left.");
  expect(await page.content()).not.toContain(codes[0]);
});

test("another device signs in with the passkey, without a name, and finds the same table", async () => {
  const phone = await newDevice(PHONE);
  await phone.syncsFrom(laptop);
  await phone.opens("/start");
  await phone.page.getByLabel("Your name").waitFor();
  await soundPage(phone, "start-with-passkey");
  await phone.presses("Sign in with a passkey");
  await phone.sees("You sit down as Mira.");
  await phone.opens("/tables");
  await phone.sees("The Lamplighter’s Hour");
  await phone.page.getByRole("link", { name: "The Lamplighter’s Hour" }).click();
  await phone.page.waitForURL(mira.page.url().includes("/t/") ? mira.page.url() : /\/t\//);
  await phone.opens("/settings");
  await phone.sees("This one");
  await soundPage(phone, "settings-kept-phone");
});

test("a passkey is renamed, and who has another way back may remove it", async () => {
  const { page } = laptop;
  await laptop.opens("/settings");
  await laptop.presses(/^Rename /);
  await page.getByRole("textbox", { name: "Name" }).fill("The laptop");
  await laptop.presses("Save");
  await laptop.sees("The laptop");
  await laptop.presses("Remove The laptop");
  await laptop.presses("Remove it");
  await page.getByRole("list", { name: "Passkeys" }).waitFor({ state: "detached" });
  const stranger = await newDevice();
  await stranger.syncsFrom(laptop);
  await stranger.opens("/start");
  await stranger.presses("Sign in with a passkey");
  await stranger.sees("That passkey is not known here, or it was removed.");
  await stranger.page.getByLabel("Your name").waitFor();
});

test("a recovery code brings back somebody who has nothing else, once", async () => {
  const borrowed = await newDevice();
  await borrowed.opens("/settings");
  await borrowed.sees("Nobody is signed in here.");
  await soundPage(borrowed, "settings-nobody");
  await borrowed.page.getByLabel("Recovery code").fill((codes[0] ?? "").toLowerCase());
  await borrowed.presses("Come back with a code");
  await borrowed.sees("9 recovery codes are left.");
  await borrowed.opens("/tables");
  await borrowed.sees("The Lamplighter’s Hour");

  const again = await newDevice();
  await again.opens("/settings");
  await again.page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await again.presses("Come back with a code");
  await again.sees("That code is not good, or it was used already.");
});

test("one browser signs another out, and everywhere means everywhere", async () => {
  const [phone, , borrowed] = devices;
  if (phone === undefined || borrowed === undefined) throw new Error("The tests before this one bring the devices.");
  await borrowed.opens("/settings");
  const list = borrowed.page.getByRole("list", { name: "Browsers signed in" });
  await list.waitFor();
  expect(await list.getByRole("listitem").count()).toBe(3);
  await list
    .getByRole("button", { name: /^Sign out / })
    .first()
    .click();
  await expect.poll(() => list.getByRole("listitem").count()).toBe(2);
  await borrowed.presses("Sign out everywhere");
  await borrowed.page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await borrowed.sees("Nobody is signed in here.");
  for (const device of [phone, laptop]) {
    await device.opens("/settings");
    await device.sees("Nobody is signed in here.");
  }
});
