import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** The page at the door asks every four seconds. */
const OPENS_MS = 15_000;

let browser: Browser;
let gm: BrowserPlayer;
let tobin: BrowserPlayer;
let link = "";
beforeAll(async () => {
  browser = await launchBrowser();
  ({ gm, tobin } = await twoAtATable(browser));
});
afterAll(async () => {
  await browser?.close();
});

const invites = () => gm.page.getByRole("dialog", { name: "Ask others to the table" });
const openInvites = async () => {
  await gm.page.getByRole("button", { name: "Invite" }).first().click();
  await invites().getByLabel("Link", { exact: true }).waitFor();
};
const shownLink = () => invites().getByLabel("Link", { exact: true }).inputValue();
const people = () => gm.page.getByRole("region", { name: "People" });
const showPeople = async () => await gm.page.getByRole("tab", { name: "GM" }).click();

async function knock(name: string): Promise<BrowserPlayer> {
  const comer = await BrowserPlayer.arrive(browser, name, PHONE);
  await comer.page.goto(link);
  await comer.page.getByText("lets each person in").waitFor();
  await comer.page.getByLabel("Your name").fill(name);
  await comer.page.getByRole("button", { name: "Knock" }).click();
  await comer.page.getByText("You knocked.").waitFor();
  return comer;
}

test("a link for people who look on, whom the host lets in one by one", async () => {
  await openInvites();
  const before = await shownLink();
  await invites().getByText("Another link").click();
  await invites().getByLabel("For", { exact: true }).selectOption({ label: "People who look on" });
  await invites().getByLabel("How they come in").selectOption({ label: "I let each one in" });
  await invites().getByRole("button", { name: "Make the link" }).click();
  await invites().getByRole("heading", { name: "For people who look on" }).waitFor();
  link = await shownLink();
  expect(link).not.toBe(before);
  await invites().getByText("Other links").waitFor();
  await picture(gm.page, "sharing-links-desk");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await gm.page.keyboard.press("Escape");
});

test("who knocks is shown at once to the host alone, and comes in by a yes without touching anything", async () => {
  const sybil = await knock("Sybil");
  await picture(sybil.page, "sharing-knocked-phone");
  expect(await seriousFaults(sybil.page)).toEqual([]);
  await gm.page.getByText("Sybil asks to come to the table to look on.").waitFor();
  await picture(gm.page, "sharing-door-desk");
  expect(await seriousFaults(gm.page)).toEqual([]);
  expect(tobin.heard.some((frame) => frame.includes("join_requests"))).toBe(false);
  await gm.page.getByRole("button", { name: "Let in Sybil" }).click();
  await sybil.page.getByRole("log", { name: "Story" }).waitFor({ timeout: OPENS_MS });
  await gm.page.getByText("Sybil asks to come").waitFor({ state: "detached" });
  expect(sybil.complaints).toEqual([]);
});

test("a no is told in words at the door", async () => {
  const eve = await knock("Eve");
  await gm.page.getByRole("button", { name: "Not now for Eve" }).click();
  await eve.page.getByText("They did not let you in this time.").waitFor({ timeout: OPENS_MS });
  await picture(eve.page, "sharing-refused-phone");
});

test("whoever was removed is kept out, let back, and finds the table again", async () => {
  await showPeople();
  await people().getByText("Tobin", { exact: true }).waitFor();
  await gm.page.locator(".gm-member", { hasText: "Tobin" }).getByRole("button", { name: "Remove" }).click();
  await gm.page.getByRole("dialog").getByLabel("Reason").fill("Only for the test of it.");
  await gm.page.getByRole("button", { name: "Remove Tobin" }).click();
  await tobin.page.getByText("You are no longer at this table.").waitFor();
  await people()
    .getByText(/No longer here/)
    .click();
  await people().getByRole("button", { name: "Keep out Tobin" }).click();
  await people().getByText("is kept out").waitFor();
  await picture(gm.page, "sharing-gone-desk");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await people().getByRole("button", { name: "Let back Tobin" }).click();
  await tobin.comeBack();
  await tobin.page.getByRole("log", { name: "Story" }).waitFor();
});

test("a table of one's own goes on from here, with its story, and the other stays as it is", async () => {
  const { page } = gm;
  const here = page.url();
  await people().getByRole("button", { name: "A table of your own from here" }).click();
  const dialog = page.getByRole("dialog", { name: "Go on at a table of your own?" });
  await dialog.getByLabel("Its title").fill("The other road");
  await picture(page, "sharing-fork-desk");
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Open it" }).click();
  await page.getByRole("heading", { name: "The other road" }).waitFor();
  expect(page.url()).not.toBe(here);
  await gm.sitDownAs("Hild Marrowby");
  await gm.say("I look at the first lamp");
  await page
    .getByRole("log", { name: "Story" })
    .getByText("From here on this is a table of its own.")
    .first()
    .waitFor();
  await picture(page, "sharing-forked-desk");
  await page.goto(here);
  await page.getByRole("heading", { name: "The Lamplighter’s Hour" }).waitFor();
  await showPeople();
});

test("the table goes to somebody else, and who gave it away can leave it", async () => {
  const table = new URL(gm.page.url());
  await people().getByRole("button", { name: "Hand the table over" }).click();
  const dialog = gm.page.getByRole("dialog", { name: "Hand the table over?" });
  await dialog.getByLabel("To whom").selectOption({ label: "Tobin" });
  await picture(gm.page, "sharing-hand-over-desk");
  await dialog.getByRole("button", { name: "Give it to Tobin" }).click();
  await dialog.waitFor({ state: "detached" });
  await gm.page.goto(new URL("/tables", table).href);
  await gm.page.getByRole("button", { name: /^Leave/ }).click();
  await gm.page.getByRole("button", { name: "Leave the table" }).click();
  await gm.page.getByRole("link", { name: "The Lamplighter’s Hour", exact: true }).waitFor({ state: "detached" });
  await tobin.page.setViewportSize(DESKTOP);
  await tobin.page.getByRole("tab", { name: "GM" }).click();
  const theirs = tobin.page.getByRole("region", { name: "People" });
  await theirs.getByText(/No longer here/).click();
  await theirs.getByRole("button", { name: "Let back Mira" }).waitFor();
  expect(gm.complaints).toEqual([]);
});
