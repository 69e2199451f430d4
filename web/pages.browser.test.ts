import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { sidewaysOverflow, smallTargets } from "../workers/testkit/page-faults.ts";
import { picture } from "../workers/testkit/pictures.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PHONE_TABS = ["Sheet", "Party", "Dice", "More"];
const DESK_TABS = ["Dice", "GM"];
const ROUND_MS = 180_000;

let browser: Browser;
let host: BrowserPlayer;
let table: string;
let invitation: string;
beforeAll(async () => {
  browser = await launchBrowser();
  host = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
  await host.startTable(appUrl(), "The Lamplighter’s Hour");
  await host.sitDownAs("Hild Marrowby");
  await host.say("I look around");
  await host.page.keyboard.press("Escape");
  table = host.page.url();
  invitation = await host.invitation();
});
afterAll(async () => {
  await host?.leave();
  await browser?.close();
});

/** Pages anybody may open, each by what tells that it is there. */
const OPEN_PAGES: readonly (readonly [name: string, path: () => string, shows: string])[] = [
  ["landing", () => "/", "Start a table"],
  ["start", () => "/start", "Start the table"],
  ["join", () => "/j", "Join with a code"],
  ["invited", () => new URL(invitation).pathname, "Join the table"],
  ["invited-badly", () => "/j/NOSUCH22", "Join with a code"],
  ["verify", () => "/verify", "Check"],
  ["settings", () => "/settings", "Settings"],
  ["about", () => "/about", "About"],
  ["privacy", () => "/privacy", "Who can read what"],
  ["not-found", () => "/no-such-page", "This door leads nowhere"],
  ["docs", () => "/docs", "The Emberhall API"],
  ["verifier", () => "/verifier", "Drop a log here"],
];
const OWN_PAGES: typeof OPEN_PAGES = [
  ["landing-known", () => "/", "Your tables"],
  ["tables", () => "/tables", "The Lamplighter’s Hour"],
  ["characters", () => "/character", "Your characters"],
  ["settings-known", () => "/settings", "Settings"],
  ["verify-table", () => `/verify?campaign=${table.split("/").at(-1)}`, "Everything checks out"],
];

const LOOKS = [
  { at: "desk", size: DESKTOP, scheme: "light" },
  { at: "desk", size: DESKTOP, scheme: "dark" },
  { at: "phone", size: PHONE, scheme: "light" },
  { at: "phone", size: PHONE, scheme: "dark" },
] as const;

type Look = (typeof LOOKS)[number];
/** For the many pages that are only read: each size and each scheme once. */
const TWO_LOOKS = [LOOKS[0], LOOKS[3]] as const;

/** Someone at a browser of this size, who writes down whatever is wrong with the pages they see. */
class Visitor {
  readonly faults: string[] = [];
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #look: Look;

  private constructor(context: BrowserContext, page: Page, look: Look) {
    this.#context = context;
    this.page = page;
    this.#look = look;
    page.on("pageerror", ({ message }) => this.#fault(message));
    page.on("console", (message) => {
      const { url } = message.location();
      const answered = /the server responded with a status of 4/.test(message.text()) && url.includes("/api/");
      if (message.type() === "error" && !answered) this.#fault(`${message.text()} ${url}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== new URL(appUrl()).origin) this.#fault(`asks ${url.href}`);
    });
  }

  static async come(look: Look, known: boolean): Promise<Visitor> {
    const phone = look.at === "phone";
    const context = await browser.newContext({
      viewport: look.size,
      isMobile: phone,
      hasTouch: phone,
      colorScheme: look.scheme,
      reducedMotion: "reduce",
      ...(known ? { storageState: await host.context.storageState() } : {}),
    });
    return new Visitor(context, await context.newPage(), look);
  }

  #fault(what: string): void {
    this.faults.push(`${new URL(this.page.url()).pathname}: ${what}`);
  }

  async open(path: string, shows: string): Promise<void> {
    await this.page.goto(new URL(path, appUrl()).href);
    await this.page
      .getByText(shows)
      .or(this.page.getByRole("button", { name: shows }))
      .first()
      .waitFor();
    await this.page.waitForLoadState("networkidle");
  }

  async judge(name: string, whole = true): Promise<void> {
    const { at, scheme } = this.#look;
    await this.page.waitForFunction(() => document.querySelector(".ember") === null);
    await picture(this.page, `page-${name}-${at}-${scheme}`, whole);
    for (const fault of await seriousFaults(this.page)) this.#fault(`${name}: axe ${fault}`);
    for (const fault of await sidewaysOverflow(this.page)) this.#fault(`${name}: too wide ${fault}`);
    if (at === "phone") for (const fault of await smallTargets(this.page)) this.#fault(`${name}: small ${fault}`);
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

test.each(TWO_LOOKS)(
  "every page is sound at the $at in the $scheme",
  async (look) => {
    const stranger = await Visitor.come(look, false);
    for (const [name, path, shows] of OPEN_PAGES) {
      await stranger.open(path(), shows);
      await stranger.judge(name);
    }
    const known = await Visitor.come(look, true);
    for (const [name, path, shows] of OWN_PAGES) {
      await known.open(path(), shows);
      await known.judge(name);
    }
    expect([...stranger.faults, ...known.faults]).toEqual([]);
    await stranger.leave();
    await known.leave();
  },
  ROUND_MS,
);

test.each(LOOKS)(
  "the table is sound at the $at in the $scheme, whatever lies on it",
  async (look) => {
    const visitor = await Visitor.come(look, true);
    const { page } = visitor;
    await visitor.open(table, "Hild Marrowby");
    await page.getByText("I look around").first().waitFor();
    await visitor.judge("table", false);
    for (const tab of look.at === "phone" ? PHONE_TABS : DESK_TABS) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("tabpanel").first().waitFor();
      await visitor.judge(`table-${tab.toLowerCase()}`, false);
    }
    await page.getByRole("button", { name: "Invite" }).first().click();
    await page.getByLabel("Code").first().waitFor();
    await visitor.judge("table-share", false);
    await page.keyboard.press("Escape");
    expect(visitor.faults).toEqual([]);
    await visitor.leave();
  },
  ROUND_MS,
);

test.each(LOOKS)(
  "choosing and making a character is sound at the $at in the $scheme",
  async (look) => {
    const visitor = await Visitor.come(look, false);
    const { page } = visitor;
    await visitor.open(new URL(invitation).pathname, "Join the table");
    await page.getByLabel("Your name").fill(`Guest ${look.at} ${look.scheme}`);
    await page.getByRole("button", { name: "Join the table" }).click();
    await page.getByText("Who will you be?").first().waitFor();
    await visitor.judge("seats", false);
    await page.getByRole("button", { name: "Make your own" }).first().click();
    await page.getByRole("dialog").waitFor();
    await page.waitForLoadState("networkidle");
    await visitor.judge("maker", false);
    expect(visitor.faults).toEqual([]);
    await visitor.leave();
  },
  ROUND_MS,
);
