import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { AWAY, PAYLOADS, RAN } from "../workers/testkit/script-payloads.ts";

const DESKTOP = { width: 1_280, height: 900 };
const LONG_MS = 180_000;
const WAIT_MS = 30_000;
const FILE_TITLE = 120;

/** What came of it, in every page and frame of this browser: nothing, or else a line that says what. */
const came: string[] = [];
let browser: Browser;
let gm: BrowserPlayer;
let campaignId = "";
let invitation = "";

beforeAll(async () => {
  browser = await launchBrowser();
  gm = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
  const { context } = gm;
  context.on("page", listen);
  listen(gm.page);
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(appUrl()).origin && protocol !== "blob:" && protocol !== "data:")
      came.push(`out: ${request.url()}`);
  });
  await context.addInitScript(() => {
    // Even what the policy stops has been tried, and by then text has been taken for markup.
    document.addEventListener("securitypolicyviolation", (ev) =>
      console.error(`violation: ${ev.violatedDirective} ${ev.blockedURI}`),
    );
  });
  await gm.startTable(appUrl(), "The Lamplighter’s Hour");
  await gm.page.getByText("Who will you be?").waitFor();
  invitation = await gm.invitation();
  await gm.sitDownAs("Hild Marrowby");
  campaignId = gm.page.url().split("/").at(-1) ?? "";
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
});

function listen(page: Page): void {
  page.on("dialog", (dialog) => {
    came.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.text().startsWith("violation")) came.push(message.text());
  });
}

/** Payloads packed into texts of at most so many signs, each payload on lines of its own. */
function packed(max: number): string[] {
  const texts: string[] = [];
  for (const payload of PAYLOADS.map((each) => each.slice(0, max))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + payload.length + 2 <= max)
      texts[texts.length - 1] = `${last}\n\n${payload}`;
    else texts.push(payload);
  }
  return texts;
}

/** What the page has that no text of people may make. Empty when all of it is words. */
async function foundIn(page: Page): Promise<string[]> {
  return await page.evaluate(
    ([ran, away]) => {
      const bad = [
        `script:not([src^="/"]):not([src^="${location.origin}"])`,
        "iframe, frame, object, embed, base, meta[http-equiv], style, marquee, portal, template[shadowrootmode]",
        `[src*="${away}"], [href*="${away}"], [srcset*="${away}"], [style*="${away}"], [action*="${away}"], [ping]`,
        '[href^="javascript" i], [href^="vbscript" i], [href^="data:text" i], [srcdoc]',
      ];
      const found = bad.flatMap((selector) =>
        [...document.querySelectorAll(selector)].map((each) => each.outerHTML.slice(0, 120)),
      );
      for (const each of document.querySelectorAll("*"))
        for (const { name } of each.attributes) if (name.startsWith("on")) found.push(`${each.tagName} ${name}`);
      return ran !== undefined && ran in window ? [...found, "it ran"] : found;
    },
    [RAN, AWAY] as const,
  );
}

/** The page is sound, and really shows what was written: a sink that hides everything would pass for nothing. */
async function isOnlyWords(page: Page, shows: readonly string[]): Promise<void> {
  for (const words of shows) await page.getByText(words, { exact: false }).first().waitFor({ timeout: WAIT_MS });
  // Whatever lies in wait for a pointer or the focus gets it.
  await page.keyboard.press("Tab");
  await page.mouse.move(400, 300);
  expect(await foundIn(page)).toEqual([]);
  expect(came).toEqual([]);
}

const asJson = { "content-type": "application/json" };
async function asks<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await gm.page.evaluate(
    async ([verb, address, sent, headers]) => {
      const heard = await fetch(address, { method: verb, headers, ...(sent === null ? {} : { body: sent }) });
      return { status: heard.status, text: await heard.text() };
    },
    [method, path, body === undefined ? null : JSON.stringify(body), asJson] as const,
  );
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(300);
  return (answer.text === "" ? null : JSON.parse(answer.text)) as T;
}

/** Sends frames over a socket of its own, no faster than the room allows, and tells what was refused. */
async function commands(frames: readonly object[]): Promise<string[]> {
  return await gm.page.evaluate(
    async ([id, told]) => {
      const ticket = await fetch(`/api/campaigns/${id}/tickets`, {
        ...{ method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
      });
      const { ticket: entry } = (await ticket.json()) as { ticket: string };
      const address = `${location.origin.replace("http", "ws")}/api/campaigns/${id}/socket`;
      const socket = new WebSocket(address, ["emberhall.v1", `ticket.${entry}`]);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      const refused: string[] = [];
      const answered = new Set<string>();
      socket.addEventListener("message", ({ data }) => {
        if (!String(data).startsWith("{")) return;
        const frame = JSON.parse(String(data)) as {
          t: string;
          re?: string;
          problem?: { title: string; detail?: string };
        };
        if (typeof frame.re === "string") answered.add(frame.re);
        if (frame.t === "server.problem") refused.push(JSON.stringify(frame.problem));
      });
      socket.send(JSON.stringify({ t: "client.hello", protocol: 5, epoch: null, last_seq_seen: 0 }));
      for (const frame of told) {
        await new Promise((resolve) => setTimeout(resolve, 120));
        socket.send(JSON.stringify({ ...frame, id: crypto.randomUUID() }));
      }
      for (let tries = 0; answered.size < told.length && tries < 100; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      socket.close();
      return answered.size === told.length ? refused : [...refused, `${told.length - answered.size} unanswered`];
    },
    [campaignId, frames] as const,
  );
}

const chat = (text: string) => ({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text } });
const gmDoes = (command: object) => ({ t: "client.gm", command });
const tableDoes = (command: object) => ({ t: "client.table", command });
const atTable = () => new URL(`/t/${campaignId}`, appUrl()).href;
const story = () => gm.page.getByRole("log", { name: "Story" });

test("there are enough of them", () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(150);
});

/** As many as the story keeps in the page around where one reads, so that every one of them is looked at. */
const BATCH = 15;

test("in what people say, each alone", { timeout: LONG_MS }, async () => {
  for (let from = 0; from < PAYLOADS.length; from += BATCH) {
    const batch = PAYLOADS.slice(from, from + BATCH);
    await gm.page.goto(new URL("/settings", appUrl()).href);
    expect(await commands([...batch, `That was number ${from}.`].map(chat))).toEqual([]);
    await gm.page.goto(atTable());
    await isOnlyWords(gm.page, [`That was number ${from}.`]);
    const told = ((await story().textContent()) ?? "").replaceAll(/\s+/g, " ");
    // A link in Markdown is told by its words alone; everything else stands there letter for letter.
    const plain = batch.filter((payload) => !/\]\(|\]\[|\n|^<(?:[a-z]+:|\W)/i.test(payload));
    expect(plain.filter((payload) => !told.includes(payload.replaceAll(/\s+/g, " ")))).toEqual([]);
  }
});

test("in what is told, whispered, noted, ruled, remembered and written on cards", { timeout: LONG_MS }, async () => {
  await gm.page.goto(new URL("/settings", appUrl()).href);
  const cards = packed(2_000).map((text, at) => ({
    ...{
      id: `thing:card-${at}`,
      name: (PAYLOADS[at * 7] ?? "x").slice(0, 40),
      aliases: [(PAYLOADS[at] ?? "x").slice(0, 40)],
    },
    ...{ text, pinned: true, source: null },
  }));
  const frames = [
    gmDoes({ type: "gm_take_over" }),
    ...packed(2_000).map((text) => gmDoes({ type: "gm_narrate", text })),
    ...packed(2_000).map((text) => gmDoes({ type: "gm_annotate", about: null, text })),
    ...packed(600).map((ruling, at) =>
      gmDoes({ type: "gm_override", about: 1, ruling, reason: (PAYLOADS[at] ?? "x").slice(0, 300) }),
    ),
    ...packed(400).map((text) =>
      tableDoes({ type: "note_fact", text, about: [], pinned: true, visibility: "players" }),
    ),
    ...cards.map((card) => tableDoes({ type: "write_card", card, visibility: "players" })),
    ...PAYLOADS.slice(0, 24).map((text) =>
      gmDoes({ type: "gm_boundaries", add: [{ kind: "veil", tag: null, text: text.slice(0, 80) }], remove: [] }),
    ),
    gmDoes({ type: "gm_dm_settings", settings: { houseRules: packed(1_000)[0] } }),
    ...PAYLOADS.slice(0, 40).map((label) => ({
      ...{
        t: "client.roll",
        roll: { type: "roll", expression: "1d6", visibility: "public", label: label.slice(0, 120) },
      },
    })),
  ];
  expect(await commands(frames)).toEqual([]);
  await gm.page.goto(atTable());
  await isOnlyWords(gm.page, ["<details open ontoggle"]);
  for (const tab of ["Memory", "GM", "Dice"]) {
    await gm.page.getByRole("tab", { name: tab }).click();
    await isOnlyWords(gm.page, []);
  }
  await gm.page.getByRole("tab", { name: "Memory" }).click();
  await isOnlyWords(gm.page, ["<script>window"]);
});

test("in files: their titles, their pages as Markdown and as text, and the words they are shown with", {
  timeout: LONG_MS,
}, async () => {
  await gm.page.goto(new URL("/settings", appUrl()).href);
  const path = `/api/campaigns/${campaignId}/uploads`;
  for (const ending of [".md", ".txt"]) {
    const text = PAYLOADS.map((payload, at) => `## Part ${at}\n\n${payload}`).join("\n\n");
    const title = `${(PAYLOADS[9] ?? "").slice(0, FILE_TITLE - 8)}${ending}`;
    const sizeBytes = new TextEncoder().encode(text).length;
    const { upload } = await asks<{ upload: { id: string } }>("POST", path, {
      title,
      sizeBytes,
      visibility: "players",
    });
    await gm.page.evaluate(
      async ([address, body]) => {
        await fetch(`${address}/parts/1`, {
          method: "PUT",
          headers: { "content-type": "application/octet-stream" },
          body,
        });
        await fetch(`${address}/complete`, { method: "POST" });
      },
      [`${path}/${upload.id}`, text] as const,
    );
    await expect
      .poll(async () => (await asks<{ upload: { status: string } }>("GET", `${path}/${upload.id}`)).upload.status, {
        timeout: WAIT_MS,
      })
      .toBe("ready");
    await asks("POST", `${path}/${upload.id}/show`, { caption: (PAYLOADS[11] ?? "").slice(0, 300) });
  }
  await gm.page.goto(atTable());
  await gm.page.getByRole("tab", { name: "Library" }).click();
  for (const ending of [".md", ".txt"]) {
    await gm.page
      .getByRole("button", { name: new RegExp(`\\${ending}`) })
      .first()
      .click();
    const reader = gm.page.getByRole("dialog");
    await reader.getByText("Part 1", { exact: false }).first().waitFor({ timeout: WAIT_MS });
    await isOnlyWords(gm.page, []);
    await gm.page.keyboard.press("Escape");
  }
});

test("in the title of a table, wherever it stands: links, lists, pages of others", { timeout: LONG_MS }, async () => {
  await gm.page.goto(new URL("/settings", appUrl()).href);
  const stranger = await BrowserPlayer.arrive(browser, "Tobin", DESKTOP);
  listen(stranger.page);
  const titles = PAYLOADS.filter((payload) => !payload.includes("\n")).slice(0, 40);
  for (const title of titles) {
    const { title: kept } = await asks<{ title: string }>("PATCH", `/api/campaigns/${campaignId}`, {
      title: title.slice(0, 80),
    });
    const page = await (await fetch(new URL(invitation))).text();
    const head = page.slice(0, page.indexOf("</head>")).replaceAll(/"[^"]*"/g, '""');
    expect(head.match(/<(?!\/?(?:html|head|meta|title|link|script|!doctype)\b)/gi), kept).toBeNull();
    expect(head.match(/<script(?! src=""| type="" crossorigin(?:="")? src="")/g), kept).toBeNull();
  }
  await stranger.page.goto(invitation);
  await isOnlyWords(stranger.page, [titles.at(-1)?.slice(0, 80) ?? ""]);
  await gm.page.goto(new URL("/tables", appUrl()).href);
  await isOnlyWords(gm.page, [titles.at(-1)?.slice(0, 80) ?? ""]);
});

test("in a log that somebody was sent and drops on the page that checks it", { timeout: LONG_MS }, async () => {
  await gm.page.goto(new URL("/verifier", appUrl()).href);
  const lines = PAYLOADS.map((text, at) =>
    JSON.stringify({
      header: { seq: at + 1, epoch: 1, at: 1, prev: text, bodyHash: text },
      hash: text,
      body: { type: text, v: 1, payload: { text, label: text } },
      salt: text,
    }),
  );
  const log = [JSON.stringify({ emberhall: "log/1", title: PAYLOADS[0], adventureTitle: PAYLOADS[3] }), ...lines].join(
    "\n",
  );
  await gm.page
    .locator("input[type=file]")
    .setInputFiles({ name: `${PAYLOADS[2]}.ndjson`, mimeType: "application/x-ndjson", buffer: Buffer.from(log) });
  await gm.page
    .getByText(/does not hold|cannot/i)
    .first()
    .waitFor({ timeout: WAIT_MS });
  const found = (await foundIn(gm.page)).filter(
    (each) => !each.startsWith("<style") && !each.startsWith("<meta") && !each.startsWith('<script type="module">'),
  );
  expect(found).toEqual([]);
  expect(came).toEqual([]);
});
