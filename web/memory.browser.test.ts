import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import type { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

const NARROW = { width: 360, height: 740 };
const WAIT_MS = 20_000;
const EVENING_MS = 240_000;
const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;

/** An evening with the Oracle: the host at a desk, a friend on a phone, and what the table remembers of it. */
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
const memory = (player: BrowserPlayer) => player.page.getByRole("region", { name: "What the table remembers" });
const facts = (player: BrowserPlayer) => memory(player).getByRole("list", { name: "Facts" }).getByRole("listitem");
const previously = (player: BrowserPlayer) => player.page.getByRole("region", { name: /^Previously, on/ });
const part = (player: BrowserPlayer, name: "Facts" | "Cards" | "So far") =>
  memory(player).getByRole("radio", { name: new RegExp(`^${name}`) });
const show = (player: BrowserPlayer, name: "All" | "Pinned" | "Forgotten") =>
  memory(player).getByRole("radio", { name: new RegExp(`^${name}`) });
const card = (player: BrowserPlayer, name: string) =>
  memory(player).getByRole("button", { name: new RegExp(`^${name}`) });
const gone = (what: Locator) => what.waitFor({ state: "detached", timeout: WAIT_MS });

const standsOut = (player: BrowserPlayer) =>
  player.page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");

/** Brings a file to the campaign as its GM's browser would, and waits until it can be searched. */
async function bring(player: BrowserPlayer, title: string, text: string): Promise<void> {
  const campaign = new URL(player.page.url()).pathname.split("/").at(-1);
  const uploads = new URL(`/api/campaigns/${campaign}/uploads`, player.page.url()).href;
  const { request } = player.context;
  const headers = { origin: new URL(uploads).origin };
  const sizeBytes = Buffer.byteLength(text);
  const begun = await request.post(uploads, {
    headers: { ...headers, "idempotency-key": crypto.randomUUID() },
    data: { title, sizeBytes, visibility: "gm" },
  });
  const { upload } = (await begun.json()) as { upload: { id: string } };
  const bytes = { ...headers, "content-type": "application/octet-stream" };
  await request.put(`${uploads}/${upload.id}/parts/1`, { headers: bytes, data: Buffer.from(text) });
  await request.post(`${uploads}/${upload.id}/complete`, { headers });
  await until(
    `${title} to be read`,
    () => player.heard.some((frame) => frame.includes(upload.id) && frame.includes('"searchable":true')),
    WAIT_MS,
  );
}

/** Opens the panel where each has it: a tab at the desk, behind More on a phone. */
async function lookBack(player: BrowserPlayer): Promise<void> {
  if (player === gm) await player.page.getByRole("tab", { name: "Memory" }).click();
  else {
    await player.page.getByRole("tab", { name: /^More/ }).click();
    if (!(await memory(player).isVisible())) await player.page.getByText("What the table remembers").click();
  }
  await part(player, "Facts").waitFor();
}

test("what is played is remembered, with who was there, and leads back to where it stands in the story", {
  timeout: EVENING_MS,
}, async () => {
  await tobin.say("I look around the square");
  await tobin.say("I promise Dulcie Hobday that I will light the lamp before dawn");
  await lookBack(gm);
  const promised = facts(gm)
    .filter({ hasText: /before dawn/ })
    .first();
  await promised.getByText(/Everybody was there/).waitFor();
  await picture(gm.page, "memory-1-facts");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await promised.getByRole("button", { name: "In the story" }).click();
  await gm.page.locator(".log-row:focus").filter({ hasText: "light the lamp before dawn" }).waitFor();

  await lookBack(tobin);
  await facts(tobin)
    .filter({ hasText: /before dawn/ })
    .first()
    .scrollIntoViewIfNeeded();
  await picture(tobin.page, "memory-1-facts-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);
  await facts(tobin)
    .filter({ hasText: /before dawn/ })
    .first()
    .getByRole("button", { name: "In the story" })
    .click();
  await tobin.page.locator(".log-row:focus").filter({ hasText: "light the lamp before dawn" }).waitFor();
  await picture(tobin.page, "memory-2-led-back-phone");
});

test("a player pins a fact and puts it into other words, and the other sees it without asking", {
  timeout: EVENING_MS,
}, async () => {
  await lookBack(tobin);
  const row = facts(tobin)
    .filter({ hasText: /before dawn/ })
    .first();
  await row.getByRole("button", { name: /^Pin:/ }).click();
  await row.getByRole("button", { name: /^Correct:/ }).click();
  // Its words are in the form now, and no longer in the row.
  await memory(tobin).getByLabel("In other words").fill("Tev has sworn to light the lamp by first light.");
  await picture(tobin.page, "memory-3-correct-phone");
  await memory(tobin).getByRole("button", { name: "Correct it" }).click();
  const seen = facts(gm).filter({ hasText: "sworn to light the lamp" });
  await seen.getByText(/Corrected by Tobin/).waitFor();
  await story(gm).getByText("Tobin changed several things the table remembers.").waitFor();
  await show(gm, "Pinned").check();
  await seen.waitFor();
  expect(await facts(gm).count()).toBe(1);
  await show(gm, "All").check();
});

test("what is forgotten stays in its place before those who look on, is told in its words, and comes back", {
  timeout: EVENING_MS,
}, async () => {
  const text = "sworn to light the lamp";
  const row = (player: BrowserPlayer) => facts(player).filter({ hasText: text });
  const before = await facts(gm).allInnerTexts();
  const wordsOf = (rows: readonly string[]) => rows.map((each) => each.trim().split("\n")[0]);
  await row(gm)
    .getByRole("button", { name: /^Forget:/ })
    .dblclick();
  const back = row(gm).getByRole("button", { name: "Bring it back" });
  await back.waitFor();
  await row(tobin)
    .getByText(/Forgotten/)
    .waitFor();
  await story(gm)
    .getByText(/Mira had the table forget something\. .*sworn to light the lamp/)
    .waitFor();
  expect(wordsOf(await facts(gm).allInnerTexts()), "the next has not slid under the same hand").toEqual(
    wordsOf(before),
  );
  expect(await memory(gm).getByRole("button", { name: "Bring it back" }).count(), "two taps take one").toBe(1);
  await picture(gm.page, "memory-3-forgotten");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await show(tobin, "Forgotten").check();
  await row(tobin).getByRole("button", { name: "Bring it back" }).click();
  await show(tobin, "All").check();
  await row(tobin)
    .getByRole("button", { name: /^Forget:/ })
    .waitFor();
  await gone(back);
});

test("a note of one's own is kept while the line is down, and sent when it is back", {
  timeout: EVENING_MS,
}, async () => {
  await tobin.context.setOffline(true);
  await memory(tobin).getByRole("button", { name: "Add a note" }).click();
  await memory(tobin).getByRole("textbox", { name: "A note" }).fill("The third lamp post hums at night.");
  await memory(tobin).getByRole("button", { name: "Remember it" }).click();
  await memory(tobin).getByText("On its way.").waitFor();
  await tobin.context.setOffline(false);
  await facts(gm).filter({ hasText: "hums at night" }).waitFor({ timeout: WAIT_MS });
  await gone(memory(tobin).getByText("On its way."));
});

test("a card the GM keeps is theirs alone until they open it, and two cards become one", {
  timeout: EVENING_MS,
}, async () => {
  await gm.page.getByRole("tab", { name: /^GM/ }).click();
  await gm.page.getByRole("button", { name: "By hand", exact: true }).click();
  await until("the GM behind the screen", () => gm.me?.screen === true, WAIT_MS);
  await lookBack(gm);
  await part(gm, "Cards").check();
  await memory(gm).getByRole("button", { name: "Write a card" }).click();
  const form = gm.page.getByRole("dialog", { name: "Write a card" });
  await form.getByLabel("Name", { exact: true }).fill("Old Wick");
  await form.getByLabel("What is known").fill("The first lamplighter. He never left the stair.");
  expect(await form.getByLabel("Only behind the screen").isChecked(), "theirs, unless they say otherwise").toBe(true);
  await picture(gm.page, "memory-4-write-card");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await form.getByRole("button", { name: "Save" }).click();
  await memory(gm).getByRole("heading", { name: "Old Wick" }).waitFor();
  await memory(gm).getByText("Behind the screen").first().waitFor();
  await until("the card to be in the log", () =>
    gm.events.some((event) => "body" in event && event.body.type === "card_written"),
  );
  await part(tobin, "Cards").check();
  await card(tobin, "Tev Reddle").waitFor();
  expect(
    tobin.heard.some((frame) => frame.includes("Old Wick")),
    "no byte of it reaches a player",
  ).toBe(false);
  expect(await card(tobin, "Old Wick").count()).toBe(0);

  await memory(gm).getByRole("button", { name: "Edit", exact: true }).click();
  const again = gm.page.getByRole("dialog", { name: /Old Wick/ });
  await again.getByLabel("Only behind the screen").uncheck();
  await again.getByRole("button", { name: "Save" }).click();
  await card(tobin, "Old Wick").click({ timeout: WAIT_MS });
  await memory(tobin).getByText("He never left the stair.").waitFor();
  await picture(tobin.page, "memory-5-card-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);

  await memory(gm).getByRole("button", { name: "Same as…" }).click();
  const merge = gm.page.getByRole("dialog", { name: /is the same as/ });
  expect(await merge.getByRole("button", { name: "Join" }).isDisabled(), "none is chosen for them").toBe(true);
  await merge.getByText(/Writing a card “Old Wick” anew parts the two again/).waitFor();
  await merge.getByLabel("The card that stays").selectOption({ label: "Dulcie Hobday, Person" });
  await picture(gm.page, "memory-6-merge");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await merge.getByRole("button", { name: "Join" }).click();
  // The card is gone, and they look at the one that stays.
  await memory(gm).getByRole("heading", { name: "Dulcie Hobday" }).waitFor();
  await memory(gm)
    .getByText(/Also .*Old Wick/)
    .waitFor();
  await picture(gm.page, "memory-6-merged");
});

test("what a file suggests is kept for the GM alone, or passed by, and neither comes up again", {
  timeout: EVENING_MS,
}, async () => {
  await bring(
    gm,
    "lane.md",
    "# People\n\n## Captain Bracken\n\nShe keeps the toll gate and trusts nobody who smiles.\n\n## Old Marl\n\nHe mends nets and hears everything that is said on the quay.\n\n## Sister Brine\n\nShe keeps the lamp oil.\n",
  );
  await part(gm, "Cards").check();
  const all = memory(gm).getByRole("button", { name: "All cards" });
  if (await all.isVisible()) await all.click();
  await memory(gm).getByText("Suggested from your files").click();
  const suggested = (name: string) =>
    memory(gm)
      .getByRole("listitem")
      .filter({ hasText: name })
      .filter({ has: gm.page.getByRole("button", { name: "Pass" }) });
  await suggested("Captain Bracken").waitFor();
  await picture(gm.page, "memory-11-suggested");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await suggested("Sister Brine").getByLabel("What Sister Brine is").selectOption("Faction");
  await suggested("Sister Brine").getByRole("button", { name: "Keep for all" }).click();
  await until("the card for all", () => tobin.heard.some((frame) => frame.includes("faction:sister-brine")), WAIT_MS);
  await gone(suggested("Sister Brine"));
  await suggested("Old Marl").getByRole("button", { name: "Pass" }).click();
  await gone(suggested("Old Marl"));
  await suggested("Captain Bracken").getByRole("button", { name: "Keep for me" }).click();
  await gone(suggested("Captain Bracken"));
  await card(gm, "Captain Bracken").click();
  await memory(gm).getByRole("button", { name: "lane.md, page 1" }).click();
  await gm.page.getByRole("dialog").getByText("hears everything that is said on the quay").waitFor();
  await gm.page.keyboard.press("Escape");
  await memory(gm).getByRole("button", { name: "All cards" }).click();
  await memory(gm).getByText("Suggested from your files").click();
  await memory(gm).getByText("Nothing more to suggest.").waitFor();
  expect(
    tobin.heard.some((frame) => frame.includes("Bracken") || frame.includes("lane.md")),
    "no byte of it reaches a player, nor does the title of the file",
  ).toBe(false);
});

test("what nobody may do is refused where the hand was, and its words are kept", { timeout: EVENING_MS }, async () => {
  await gm.page.getByRole("tab", { name: /^GM/ }).click();
  await gm.page.getByRole("button", { name: "Machine", exact: true }).click();
  await until("the GM in front of the screen", () => gm.me?.screen === false, WAIT_MS);
  await lookBack(tobin);
  await part(tobin, "Facts").check();
  await tobin.context.setOffline(true);
  await memory(tobin).getByRole("button", { name: "Add a note" }).click();
  await memory(tobin).getByRole("textbox", { name: "A note" }).fill("Words that must not be lost.");
  await memory(tobin).getByRole("button", { name: "Remember it" }).click();
  await gm.page.getByRole("tab", { name: /^GM/ }).click();
  await gm.page.getByLabel("Tobin", { exact: true }).selectOption("spectator");
  await until("Tobin to look on", () => gm.state?.public.members[tobin.me?.id as never]?.role === "spectator", WAIT_MS);
  await tobin.context.setOffline(false);
  const refused = memory(tobin).getByRole("alert").filter({ hasText: "Words that must not be lost." });
  await refused.waitFor({ timeout: WAIT_MS });
  await picture(tobin.page, "memory-7-refused-phone");
  expect(await memory(tobin).getByRole("button", { name: "Add a note" }).count(), "who looks on may read").toBe(0);
  await gm.page.getByLabel("Tobin", { exact: true }).selectOption("player");
  await refused.getByRole("button", { name: "Try again" }).click();
  await facts(tobin).filter({ hasText: "Words that must not be lost." }).waitFor({ timeout: WAIT_MS });
  await tobin.page.getByRole("tab", { name: "Story" }).click();
  await tobin.sitDownAs("Tev Reddle");
});

test("after a day away the last evening is told above the story, is put away, and can be asked for", {
  timeout: EVENING_MS,
}, async () => {
  await gm.context.clock.setSystemTime(Date.now() + TWO_DAYS_MS);
  await gm.comeBack();
  await previously(gm).getByRole("listitem").first().waitFor();
  expect(await previously(gm).getByRole("listitem").count()).toBeLessThanOrEqual(6);
  await previously(gm)
    .getByText(/Hild Marrowby.* were there\./)
    .waitFor();
  await picture(gm.page, "memory-8-previously");
  expect(await seriousFaults(gm.page)).toEqual([]);
  await gm.say("I look around, as on the evening before");
  await previously(gm).getByRole("button", { name: "Put it away" }).click();
  await gone(previously(gm));
  await gm.comeBack();
  await story(gm).getByText("as on the evening before").first().waitFor();
  expect(await previously(gm).count(), "put away, it stays away").toBe(0);
  await lookBack(gm);
  await part(gm, "So far").check();
  await memory(gm)
    .getByRole("button", { name: /^Previously, on/ })
    .click();
  await previously(gm).waitFor();
  await picture(gm.page, "memory-9-so-far");

  await tobin.context.clock.setSystemTime(Date.now() + TWO_DAYS_MS);
  await tobin.page.setViewportSize(NARROW);
  await tobin.comeBack();
  await tobin.page.setViewportSize(NARROW);
  await previously(tobin).waitFor();
  await picture(tobin.page, "memory-8-previously-phone");
  expect(await standsOut(tobin), "nothing stands out to the side").toBe(false);
  await previously(tobin).getByRole("button", { name: "In the story" }).first().click();
  await tobin.page.locator(".log-row:focus").waitFor();
});

test("a turn that is taken back takes its facts along", { timeout: EVENING_MS }, async () => {
  await gm.say("I swear to the party that nobody stays behind");
  await lookBack(tobin);
  await facts(tobin).filter({ hasText: "nobody stays behind" }).first().waitFor();
  await gm.page.getByRole("tab", { name: /^GM/ }).click();
  await gm.page.getByLabel("Reason", { exact: true }).first().fill("We mean to say it otherwise.");
  await gm.page.getByRole("button", { name: "Undo the last turn" }).click();
  await gone(facts(tobin).filter({ hasText: "nobody stays behind" }).first());
  await story(gm).getByText("Taken back").first().waitFor();
  expect(await seriousFaults(gm.page), "what was taken back can still be read").toEqual([]);
  await picture(tobin.page, "memory-10-narrow-phone");
  expect(await standsOut(tobin), "nothing stands out to the side").toBe(false);
  // The browser notes what it could not fetch while the line was down.
  const complaints = [...gm.complaints, ...tobin.complaints].filter(
    (words) => !words.includes("ERR_INTERNET_DISCONNECTED"),
  );
  expect(complaints).toEqual([]);
});
