import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import type { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

const WAIT_MS = 20_000;
const EVENING_MS = 240_000;

/** An evening with a model behind the screen: the host at a desk, a friend on a phone. */
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
const ofType = (player: BrowserPlayer, type: string) =>
  player.events.flatMap((event) => ("body" in event && event.body.type === type ? [event.body.payload as never] : []));
const lastVoice = (player: BrowserPlayer): { provider: string; fallback?: string } | undefined =>
  (ofType(player, "dm_narration").at(-1) as { voice: { provider: string; fallback?: string } } | undefined)?.voice;

/** Sets how the fake model behaves from here on. */
async function model(mood: object): Promise<void> {
  const answer = await fetch(inject("modelUrl"), { method: "POST", body: JSON.stringify(mood) });
  expect(answer.ok).toBe(true);
}

async function chooseVoice(label: RegExp): Promise<void> {
  await gm.page.getByRole("button", { name: /^Who speaks/ }).click();
  await gm.page.getByRole("button", { name: "How the DM runs this table" }).click();
  const dialog = gm.page.getByRole("dialog", { name: "The DM" });
  const option = dialog.getByLabel("Voice", { exact: true }).locator("option").filter({ hasText: label }).first();
  await dialog.getByLabel("Voice", { exact: true }).selectOption((await option.getAttribute("value")) ?? "");
  await picture(gm.page, "machine-1-dm-dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await until("the voice to be chosen", () => gm.state?.public.dm.voice !== null, WAIT_MS);
}

async function narrationMenu(player: BrowserPlayer, item: string): Promise<void> {
  await player.page.getByRole("button", { name: "About this narration" }).last().click();
  await player.page.getByRole("menuitem", { name: item }).click();
}

test("a model is chosen, plays a turn, says what it cost and what it was given", { timeout: EVENING_MS }, async () => {
  await chooseVoice(/flaky/);
  await tobin.say("I look around the square");
  expect(lastVoice(tobin)).toMatchObject({ provider: "openai" });
  expect(ofType(tobin, "turn_receipt")).toHaveLength(1);
  const receipt = story(gm).locator("details.behind").last();
  await receipt.waitFor();
  await receipt.locator("summary").click();
  await receipt
    .getByText(/tokens/)
    .first()
    .waitFor();
  await picture(gm.page, "machine-2-receipt");
  await picture(tobin.page, "machine-2-receipt-phone");

  await narrationMenu(tobin, "What the DM saw");
  const saw = tobin.page.getByRole("dialog", { name: "What the DM saw" });
  await saw.getByRole("region", { name: "Telling it" }).waitFor();
  expect(await saw.getByText("behind the screen").count(), "the director's words are not for players").toBeGreaterThan(
    0,
  );
  await picture(tobin.page, "machine-3-saw-phone");
  await tobin.page.keyboard.press("Escape");

  await gm.page.getByRole("button", { name: /^Who speaks/ }).click();
  await picture(gm.page, "machine-4-who-speaks");
  await gm.page.getByRole("link", { name: "Spending" }).click();
  await gm.page.getByRole("heading", { name: "Spending" }).waitFor();
  await picture(gm.page, "machine-5-spending", true);
  expect(await seriousFaults(gm.page)).toEqual([]);
  await gm.page.goBack();
  await story(gm).waitFor();
});

test("the words again: the dice stand, the words of before are kept, and both see the new ones", {
  timeout: EVENING_MS,
}, async () => {
  const dice = tobin.state?.public.dice.nextIndex;
  await narrationMenu(tobin, "Retell in other words");
  await until("other words", () => ofType(gm, "narration_retold").length === 1, WAIT_MS);
  expect(tobin.state?.public.dice.nextIndex).toBe(dice);
  await story(gm).getByText("2 of 2").first().waitFor();
  await picture(gm.page, "machine-6-retold");
  await narrationMenu(tobin, "Go on");
  await until("more words", () => ofType(gm, "dm_narration").length === 2, WAIT_MS);
});

test("the model falls silent: the Oracle answers under its own name, and the model comes back", {
  timeout: EVENING_MS,
}, async () => {
  await model({ down: true });
  await tobin.say("I look at the lamp posts");
  expect(lastVoice(tobin)).toMatchObject({ provider: "oracle", fallback: expect.any(String) });
  await story(tobin)
    .getByText(/Oracle, no AI/)
    .last()
    .waitFor();
  await picture(tobin.page, "machine-7-oracle-stands-in-phone");
  await model({ down: false });
  await tobin.say("I look at the lamp posts again");
  expect(lastVoice(tobin)).toMatchObject({ provider: "openai" });
});

test("with approval, a call waits for the GM with its dice, and happens, changes or does not", {
  timeout: EVENING_MS,
}, async () => {
  await gm.page.getByRole("tab", { name: /^GM/ }).click();
  await gm.page.getByRole("button", { name: "Machine, with my approval", exact: true }).click();
  await until("the GM behind the screen", () => gm.me?.screen === true, WAIT_MS);
  await tobin.type("I listen at the well");
  const cards = gm.page.getByRole("region", { name: "The machine proposes" });
  await cards.getByRole("button", { name: "Approve", exact: true }).first().waitFor();
  await tobin.page.getByText("The GM looks at it").waitFor();
  await picture(gm.page, "machine-8-review");
  await picture(tobin.page, "machine-8-review-phone");
  expect(await seriousFaults(gm.page)).toEqual([]);
  expect(
    tobin.heard.some((frame) => frame.includes('"server.review"')),
    "players see no card",
  ).toBe(false);
  const rolled = ofType(tobin, "roll_resolved").length;
  await cards.getByRole("button", { name: "Deny", exact: true }).first().click();
  await cards.getByLabel("Reason").fill("The well is silent.");
  await cards.getByRole("button", { name: "Deny it" }).click();
  await until("the turn to be told", () => tobin.isQuiet, WAIT_MS);
  expect(ofType(tobin, "roll_resolved")).toHaveLength(rolled);
  expect(ofType(tobin, "turn_receipt").at(-1)).toMatchObject({ calls: [{ verdict: "denied" }] });

  await tobin.type("I listen at the well once more");
  await cards.getByRole("button", { name: "Approve", exact: true }).first().click();
  await until("the turn to be told", () => tobin.isQuiet && ofType(tobin, "roll_resolved").length > rolled, WAIT_MS);
});

test("modes change in the middle of an evening, and a GM by hand is helped in private", {
  timeout: EVENING_MS,
}, async () => {
  await gm.page.getByRole("button", { name: "By hand", exact: true }).click();
  await tobin.page.getByText("A person runs the table just now.").waitFor();
  const help = gm.page.getByRole("region", { name: "Ask the machine" });
  await help.getByLabel(/^A name/).check();
  await help.getByRole("button", { name: "Ask", exact: true }).click();
  await gm.page.getByRole("article", { name: "Answer" }).waitFor();
  await picture(gm.page, "machine-9-help");
  const before = gm.state?.head.seq;
  await help.getByRole("button", { name: "Put it into my words" }).click();
  expect(gm.state?.head.seq, "nothing lands by itself").toBe(before);
  await gm.page.getByRole("button", { name: "Machine", exact: true }).click();
  await until("the machine to run the table", () => tobin.state?.public.settings.dmMode === "auto", WAIT_MS);
  await tobin.say("I look around");
});

test("lines and veils go on the list and off it one by one, for the whole table", { timeout: EVENING_MS }, async () => {
  const openDialog = async () => {
    await gm.page.getByRole("button", { name: /^Who speaks/ }).click();
    await gm.page.getByRole("button", { name: "How the DM runs this table" }).click();
    return gm.page.getByRole("dialog", { name: "The DM" });
  };
  const kept = () => tobin.state?.public.dm.boundaries.map(({ tag, text }) => tag ?? text);
  const first = await openDialog();
  await first.getByRole("button", { name: "Gore", exact: true }).click();
  await first.getByRole("button", { name: "Add it" }).click();
  await first.getByLabel("In your own words").fill("the");
  expect(await first.getByRole("button", { name: "Save" }).isDisabled(), "that names nothing").toBe(true);
  await first.getByLabel("In your own words").fill("needles");
  await first.getByRole("button", { name: "Save" }).click();
  await until("both to be kept out", () => kept()?.join() === "gore,needles", WAIT_MS);
  const second = await openDialog();
  await second.getByRole("button", { name: "Take out Gore" }).click();
  await second.getByRole("button", { name: "Save" }).click();
  await until("one to be let in again", () => kept()?.join() === "needles", WAIT_MS);
});

test("the X stops play for everybody and names nobody; going on, the subject stays out", {
  timeout: EVENING_MS,
}, async () => {
  await tobin.page.getByRole("button", { name: "X · stop here" }).click();
  const dialog = tobin.page.getByRole("dialog", { name: "Stop here" });
  await picture(tobin.page, "machine-10-x-phone");
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
  await gm.page.getByText("Play is paused. Somebody asked to stop for a moment.").waitFor();
  await picture(gm.page, "machine-11-paused");
  await story(gm).getByText("Put away.", { exact: true }).waitFor();
  const stopped = gm.events.find((event) => "body" in event && event.body.type === "safety_paused");
  expect(JSON.stringify(stopped)).not.toContain(tobin.me?.id);
  await tobin.type("I wait");
  await until("the action to wait", () => gm.state?.public.queue.length === 1, WAIT_MS);
  await gm.page.getByRole("button", { name: "Go on" }).click();
  await until("the action to be answered", () => gm.isQuiet && gm.state?.public.paused === false, WAIT_MS);
  expect(await seriousFaults(tobin.page)).toEqual([]);
  expect([...gm.complaints, ...tobin.complaints]).toEqual([]);
});
