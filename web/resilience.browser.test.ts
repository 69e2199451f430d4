import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";

const DESKTOP = { width: 1_280, height: 800 };
const WAIT_MS = 20_000;
const LONG_MS = 120_000;

let browser: Browser;
const here: BrowserPlayer[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const player of here.splice(0)) await player.leave();
});
afterAll(async () => {
  await browser?.close();
});

async function arrive(name: string): Promise<BrowserPlayer> {
  const player = await BrowserPlayer.arrive(browser, name, DESKTOP);
  here.push(player);
  return player;
}

async function seated(name: string, hero = "Hild Marrowby"): Promise<BrowserPlayer> {
  const player = await arrive(name);
  await player.startTable(appUrl(), "The Lamplighter’s Hour");
  await player.sitDownAs(hero);
  return player;
}

const storySays = (player: BrowserPlayer, words: string | RegExp) =>
  player.page.getByRole("log", { name: "Story" }).getByText(words).first().waitFor();
const acted = (player: BrowserPlayer, text: string) =>
  player.events.filter(
    (event) => "body" in event && event.body.type === "player_action" && event.body.payload.text === text,
  );

test(
  "whoever leaves in the middle of a turn comes back to exactly the right place",
  async () => {
    const mira = await seated("Mira");
    const tobin = await arrive("Tobin");
    await tobin.join(await mira.invitation());
    await tobin.sitDownAs("Tev Reddle");
    await tobin.type("I look around");
    const address = tobin.page.url();
    await until("the action to be heard", () => acted(mira, "I look around").length === 1, WAIT_MS);
    await tobin.page.close();
    await until("the turn to end", () => mira.isQuiet, WAIT_MS);
    await tobin.comeBack(address);
    await until("both to be level", () => tobin.state?.head.seq === mira.state?.head.seq && tobin.isQuiet, WAIT_MS);
    expect(tobin.state?.public).toEqual(mira.state?.public);
    const kept = tobin.hash;
    const lastWords = ({ page }: BrowserPlayer) => page.locator(".narration").last().textContent();
    await expect.poll(() => lastWords(tobin), { timeout: WAIT_MS }).toBe(await lastWords(mira));
    await tobin.comeBack();
    await until("the page to be level again", () => tobin.hash === kept, WAIT_MS);
    expect(tobin.complaints).toEqual([]);
  },
  LONG_MS,
);

test(
  "what is done without a net waits, outlives a reload, and goes out once",
  async () => {
    const mira = await seated("Mira");
    const before = mira.state?.head.seq ?? 0;
    // The reload needs the page itself, so only the table goes out of reach.
    await mira.context.setOffline(true);
    await mira.page.getByText("The table is out of reach").waitFor();
    await mira.type("I look at the stone trough");
    await mira.page.getByText("Kept here until the table can be reached").waitFor();
    await mira.page.getByText("One thing you did is kept and will be sent.").waitFor();
    await picture(mira.page, "offline-desk");
    await mira.context.setOffline(false);
    await mira.context.route("**/socket-tickets", (route) => route.abort());
    await mira.context.route(/\/api\/campaigns\/.*ticket/, (route) => route.abort());
    await mira.comeBack();
    await mira.page.getByText("The table is out of reach").waitFor();
    await mira.context.unrouteAll();
    await until("the action to land", () => (mira.state?.head.seq ?? 0) > before && mira.isQuiet, WAIT_MS);
    await storySays(mira, "I look at the stone trough");
    await mira.page.getByText("Kept here until the table can be reached").waitFor({ state: "detached" });
    await mira.page.getByText("The table is out of reach").waitFor({ state: "detached" });
    const log = await mira.page.request.get(`${appUrl()}/api/campaigns/${mira.state?.public.campaignId}/export`);
    expect((await log.text()).split('"I look at the stone trough"').length - 1).toBe(1);
  },
  LONG_MS,
);

test(
  "two tabs of one person, and a table that does not let somebody in",
  async () => {
    const mira = await seated("Mira");
    const second = await mira.context.newPage();
    await second.goto(mira.page.url());
    await second.getByText("Hild Marrowby").first().waitFor();
    await mira.type("I look around");
    await second.getByRole("log").getByText("I look around").first().waitFor();
    await storySays(mira, "I look around");
    await second.close();
    const stranger = await arrive("Tobin");
    await stranger.page.goto(mira.page.url());
    await stranger.page.getByRole("link", { name: "Join with a code" }).waitFor();
    await picture(stranger.page, "refused-desk");
    const banner = (await stranger.page.getByRole("status").first().textContent()) ?? "";
    expect(banner).not.toMatch(/\b[45]\d\d\b|http|undefined|ticket/i);
  },
  LONG_MS,
);

test(
  "dice of every visibility, each with its proof; rolls, whispers and gestures by command",
  async () => {
    const mira = await seated("Mira");
    const tobin = await arrive("Tobin");
    await tobin.join(await mira.invitation());
    await tobin.sitDownAs("Tev Reddle");
    const { page } = tobin;
    await page.getByRole("tab", { name: "Dice" }).click();
    for (const [chip, what] of [
      ["All", "openly"],
      ["GM", "half hidden"],
      ["Me", "for myself"],
      ["Blind", "unseen"],
    ] as const) {
      await page
        .getByRole("group", { name: "Who sees it" })
        .getByRole("radio", { name: `${chip}:` })
        .check();
      await page.getByLabel("What for").fill(what);
      if (chip === "All") await page.getByRole("button", { name: /Add a\s*d20/ }).click();
      await page.getByRole("button", { name: "Roll 1d20", exact: true }).click();
      if (chip === "Blind") continue;
      const show = page.getByRole("log").getByRole("button", { name: `Show the dice of ${what}` });
      await show.click();
      await page.locator('.roll-proof[data-verdict="true"]').nth(["All", "GM", "Me"].indexOf(chip)).waitFor();
    }
    await picture(page, "rolls-proved-desk");
    await tobin.type("/roll 2d6+1 for luck");
    await storySays(mira, "luck");
    await tobin.type("/w Mira meet me by the trough");
    await storySays(mira, "meet me by the trough");
    await tobin.type("/me lifts the lantern");
    await storySays(mira, "Tev Reddle lifts the lantern");
    await tobin.type("/nonsense");
    await page.getByText("There is no command /nonsense. Try /help.").waitFor();
    expect(mira.heard.some((frame) => frame.includes("for myself"))).toBe(false);
    expect([...mira.complaints, ...tobin.complaints]).toEqual([]);
  },
  LONG_MS,
);

test(
  "an evening by keyboard alone, heard sentence by sentence, with nothing that moves",
  async () => {
    const mira = await arrive("Mira");
    const { page } = mira;
    const reach = async (name: RegExp) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press("Tab");
        const label = await page.evaluate(() => {
          const at = document.activeElement;
          return `${at?.getAttribute("aria-label") ?? ""} ${at?.closest("label")?.textContent ?? ""} ${at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((each) => each.textContent).join(" ") : (at?.textContent ?? "")}`;
        });
        if (name.test(label)) return;
      }
      throw new Error(`The keyboard does not reach ${name}.`);
    };
    await page.goto(appUrl());
    await page.getByRole("link", { name: "Start a table" }).first().waitFor();
    await reach(/Start a table/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start the table" }).waitFor();
    await reach(/Your name/);
    await page.keyboard.type("Mira");
    await page.keyboard.press("Enter");
    await page.getByText("Who will you be?").waitFor();
    await reach(/Hild Marrowby/);
    await page.keyboard.press("Enter");
    await until("the seat to be taken", () => mira.hero !== undefined, WAIT_MS);
    await page.evaluate(() => {
      const region = document.querySelector("[aria-live=polite].sr-only");
      const said: string[] = [];
      Object.assign(globalThis, { said });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) said.push(node.textContent ?? "");
      }).observe(region ?? document.body, { childList: true });
    });
    await page.keyboard.press("c");
    await page.keyboard.type("I look around");
    await page.keyboard.press("Enter");
    await until("the answer", () => acted(mira, "I look around").length === 1 && mira.isQuiet, WAIT_MS);
    await page.waitForFunction(() => (globalThis as unknown as { said: string[] }).said.length >= 2);
    const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    for (const sentence of said) expect(sentence.length).toBeLessThan(400);
    await page.keyboard.type("/ro");
    await page.getByRole("listbox", { name: "Commands" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("1d20 for keys");
    await page.keyboard.press("Enter");
    await storySays(mira, "keys");
    const moving = await page.evaluate(
      () =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) => playState === "running" && Number(effect?.getComputedTiming().duration) > 50,
          ).length,
    );
    expect(moving).toBe(0);
    expect(mira.complaints).toEqual([]);
  },
  LONG_MS,
);
