import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const WAIT_MS = 20_000;
const EVENING_MS = 180_000;
/** Longer than a line takes that mends itself. */
const NO_RETURN_MS = 4_000;

let browser: Browser;
let gm: BrowserPlayer;
let tobin: BrowserPlayer;
let ondine: BrowserPlayer;
beforeAll(async () => {
  browser = await launchBrowser();
  gm = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
  tobin = await BrowserPlayer.arrive(browser, "Tobin", PHONE);
  ondine = await BrowserPlayer.arrive(browser, "Ondine", DESKTOP);
  await gm.startTable(appUrl(), "The Lamplighter’s Hour");
  await gm.page.getByText("Who will you be?").waitFor();
  const link = await gm.invitation();
  await tobin.join(link);
  await tobin.sitDownAs("Tev Reddle");
  await ondine.join(link);
  await ondine.sitDownAs("Hild Marrowby");
});
afterAll(async () => {
  await browser?.close();
});

const part = (name: string) => gm.page.getByRole("region", { name, exact: true });
const story = (player: BrowserPlayer) => player.page.getByRole("log", { name: "Story" });
const storySays = (player: BrowserPlayer, words: string) => story(player).getByText(words).first().waitFor();
const heard = (player: BrowserPlayer, words: string) => player.heard.some((frame) => frame.includes(words));

async function phoneTab(name: string): Promise<void> {
  await tobin.page.getByRole("tab", { name }).click();
}

async function takeOver(): Promise<void> {
  await gm.page.getByRole("tab", { name: "GM" }).click();
  await gm.page.getByRole("button", { name: "By hand", exact: true }).click();
  await tobin.page.getByText("A person runs the table just now.").waitFor();
  await storySays(tobin, "Mira steps behind the screen.");
  await part("Behind the screen").getByText("What can happen here").waitFor();
}

async function narrate(): Promise<void> {
  await part("Narrate").getByLabel("Narrate by hand").fill("A bell rings under the stair, once.");
  await part("Narrate").getByRole("button", { name: "Tell it" }).click();
  for (const player of [gm, tobin, ondine]) await storySays(player, "A bell rings under the stair, once.");
}

async function whisperAndNote(): Promise<void> {
  const desk = part("Whisper and note");
  await desk.getByLabel("Whisper to").selectOption({ label: "Tobin" });
  await desk.getByLabel("Words").fill("Your lantern knows your name.");
  await desk.getByRole("button", { name: "Whisper" }).click();
  await storySays(tobin, "Your lantern knows your name.");
  await desk.getByLabel("Words").fill("Osk is the bell.");
  await desk.getByRole("button", { name: "Note for myself" }).click();
  await storySays(gm, "Osk is the bell.");
}

async function correct(): Promise<void> {
  const desk = part("Correct a number");
  await desk.getByLabel("Whose").selectOption({ label: "Tev Reddle" });
  await desk.getByLabel(/New value/).fill("9");
  await desk.getByLabel("Reason").fill("The fall counted twice.");
  await desk.getByRole("button", { name: "Correct it" }).click();
  const line = /The GM sets Tev Reddle’s hit points from \d+ to 9\./;
  for (const player of [gm, tobin]) {
    await story(player).getByText(line).waitFor();
    await storySays(player, "The fall counted twice.");
  }
  await gm.page.getByRole("complementary", { name: "Party and journal" }).getByText("9/16").waitFor();
  await phoneTab("Sheet");
  await tobin.page.getByText("9/16").first().waitFor();
  await phoneTab("Story");
}

async function callForRoll(): Promise<void> {
  const desk = part("Call for a roll");
  await desk.getByLabel("By").selectOption({ label: "Tev Reddle" });
  await desk.getByLabel("Skill").selectOption({ label: "Stealth" });
  await desk.getByLabel("Difficulty").fill("12");
  await desk.getByRole("button", { name: "Call for it" }).click();
  const called = tobin.page.getByRole("button", { name: /Roll Stealth/ });
  await called.waitFor();
  await tobin.page
    .getByText(/against 12/)
    .first()
    .waitFor();
  await picture(tobin.page, "gm-called-roll-phone");
  expect(tobin.events.some(({ ...event }) => "body" in event && event.body.type === "roll_resolved")).toBe(false);
  await called.click();
  await until("the die to fall", () => heard(gm, '"roll_resolved"'), WAIT_MS);
  for (const player of [gm, tobin])
    await story(player)
      .getByText(/^(Critical )?(success|failure)/i)
      .first()
      .waitFor();
  await called.waitFor({ state: "detached" });
}

async function handBack(): Promise<void> {
  await gm.page.getByRole("button", { name: "Machine", exact: true }).click();
  await tobin.page.getByText("A person runs the table just now.").waitFor({ state: "detached" });
  await tobin.say("I look at the first lamp");
  const told = tobin.state?.public.answered.at(-1);
  expect(told?.undone).toBe(false);
  expect(heard(tobin, '"provider":"oracle"')).toBe(true);
}

/** What a turn can change of the world, as the player sees it. */
function world() {
  const lane = tobin.state?.public;
  return [lane?.creatures, lane?.scene, lane?.minutes, lane?.clocks, lane?.mentioned];
}

async function undo(): Promise<void> {
  const before = world();
  await tobin.say("I search the stone trough");
  expect(world()).not.toEqual(before);
  await part("Mend what happened").getByLabel("Reason").fill("We spoke over each other.");
  await part("Mend what happened").getByRole("button", { name: "Undo the last turn" }).click();
  for (const player of [gm, tobin]) await storySays(player, "The GM takes the last turn back.");
  await until("the turn to be taken back", () => heard(tobin, '"turn_undone"'), WAIT_MS);
  expect(world()).toEqual(before);
  await tobin.page.locator(".entry[data-undone]").first().waitFor();
  await picture(gm.page, "gm-undone-desk");
  await picture(tobin.page, "gm-undone-phone");
}

async function remove(): Promise<void> {
  await part("People").getByRole("button", { name: "Remove" }).first().click();
  const dialog = gm.page.getByRole("dialog");
  const name = (await dialog.getByRole("heading").textContent()) ?? "";
  const leaver = name.includes("Tobin") ? tobin : ondine;
  const stayer = leaver === tobin ? ondine : tobin;
  await dialog.getByLabel("Reason").fill("It is late.");
  await dialog.getByRole("button", { name: /^Remove/ }).click();
  await leaver.page.getByText("You are no longer at this table.").waitFor();
  await picture(leaver.page, "gm-removed");
  const { opened } = leaver.sockets;
  await new Promise((resolve) => setTimeout(resolve, NO_RETURN_MS));
  expect(leaver.sockets).toEqual({ opened, open: 0 });
  await storySays(stayer, `${leaver.name} leaves the table.`);
}

test(
  "a person runs the table: takes over, tells, whispers, corrects, calls, hands back, undoes, removes",
  async () => {
    await takeOver();
    await narrate();
    await whisperAndNote();
    await correct();
    await picture(gm.page, "gm-desk");
    expect(await seriousFaults(gm.page)).toEqual([]);
    await callForRoll();
    expect(heard(ondine, "Your lantern knows your name.")).toBe(false);
    for (const player of [tobin, ondine]) expect(heard(player, "Osk is the bell.")).toBe(false);
    await handBack();
    await undo();
    await remove();
    expect([...gm.complaints, ...tobin.complaints, ...ondine.complaints]).toEqual([]);
  },
  EVENING_MS,
);
