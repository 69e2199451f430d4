import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { kitPdf } from "../workers/testkit/pdf-by-pdfkit.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const WAIT_MS = 20_000;
const EVENING_MS = 180_000;
/** Longer than one part of an upload, so that it takes two. */
const ATTACHED_BYTES = 6 * 1024 * 1024;

/** A campaign with two who run it and one who plays. Mira brings her world. */
let browser: Browser;
let mira: BrowserPlayer;
let odo: BrowserPlayer;
let tobin: BrowserPlayer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "emberhall-files-"));
  browser = await launchBrowser();
  mira = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
  odo = await BrowserPlayer.arrive(browser, "Odo", PHONE);
  tobin = await BrowserPlayer.arrive(browser, "Tobin", PHONE);
  await mira.startTable(appUrl(), "The Lamplighter’s Hour");
  await mira.page.getByText("Who will you be?").waitFor();
  const link = await mira.invitation();
  await odo.join(link);
  await tobin.join(link);
  await tobin.sitDownAs("Tev Reddle");
  await mira.page.getByRole("tab", { name: /^GM/ }).click();
  await mira.page.getByLabel("Odo", { exact: true }).selectOption({ label: "May run the table" });
  await until("Odo to run the table", () => odo.me?.role === "gm", WAIT_MS);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const story = (player: BrowserPlayer) => player.page.getByRole("log", { name: "Story" });
const files = (player: BrowserPlayer) => player.page.getByRole("list", { name: "Files" });
const row = (player: BrowserPlayer, title: string) => files(player).getByRole("listitem").filter({ hasText: title });
const ready = (player: BrowserPlayer, title: string) => row(player, title).getByText("Ready", { exact: true });
const reader = (player: BrowserPlayer, title: string) => player.page.getByRole("dialog", { name: title });

const seats = (player: BrowserPlayer) => player.page.getByText("Who will you be?");

async function openLibrary(player: BrowserPlayer): Promise<void> {
  if (player === mira) return await player.page.getByRole("tab", { name: "Library" }).click();
  await player.page.getByRole("tab", { name: "More" }).click();
  await player.page.locator("summary").filter({ hasText: "Library" }).click();
}

async function closed(dialog: Locator): Promise<void> {
  await dialog.page().keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

function gazetteer(attached?: Buffer): Promise<Uint8Array> {
  return kitPdf({}, (doc) => {
    doc.font("Times-Bold").fontSize(18).text("Kettlewick Fen");
    doc
      .font("Times-Roman")
      .fontSize(11)
      .text("The fen lies an hour west of the market. Nobody cuts peat there after dusk.");
    doc.addPage().font("Times-Bold").fontSize(18).text("The Heron Gate");
    doc
      .font("Times-Roman")
      .fontSize(11)
      .text("The Heron Gate opens only to a silver whistle. Its keeper, Brannoc, sleeps under the third arch.");
    if (attached !== undefined) doc.file(attached, { name: "soundings.bin" });
  });
}

test("whoever only runs the table says so once, and can take a character later all the same", {
  timeout: EVENING_MS,
}, async () => {
  for (const player of [mira, odo]) {
    await player.page.getByRole("button", { name: "I only run the table" }).click();
    await seats(player).waitFor({ state: "detached" });
  }
  await mira.comeBack();
  await mira.page.getByRole("button", { name: "Take a character after all" }).click();
  const party = mira.page.getByRole("complementary", { name: "Party and journal" });
  await party.getByRole("button", { name: /^Sennet Oakapple/ }).waitFor();
  expect(await seats(mira).count(), "in the party alone, and nowhere over the story").toBe(1);
  expect(await seriousFaults(mira.page)).toEqual([]);
  await mira.page.getByRole("button", { name: "I go on running the table only" }).click();
  await seats(mira).waitFor({ state: "detached" });
});

test("a GM brings files, both who run the table see them become ready, and a player sees none of it", {
  timeout: EVENING_MS,
}, async () => {
  for (const player of [mira, odo, tobin]) await openLibrary(player);
  await mira.page.getByText("Bring your world here").waitFor();
  await picture(mira.page, "library-1-empty");
  await mira.page.getByLabel("Choose files").setInputFiles([
    { name: "Kettlewick gazetteer.pdf", mimeType: "application/pdf", buffer: Buffer.from(await gazetteer()) },
    {
      name: "Behind the screen.md",
      mimeType: "text/markdown",
      buffer: Buffer.from(
        [
          "# The Lamplighter",
          "Brannoc is the lamplighter's brother, and he **knows** who put out the lamps.",
          "- He owes [the ferryman](https://ferry.example) money.\n- <b>He sings.</b>",
          "| Hour | Lamps |\n|---|---|\n| 1 | out |",
        ].join("\n\n"),
      ),
    },
  ]);
  for (const player of [mira, odo])
    for (const title of ["Kettlewick gazetteer.pdf", "Behind the screen.md"])
      await ready(player, title).waitFor({ timeout: WAIT_MS });
  await row(mira, "Kettlewick gazetteer.pdf").getByText("2 pages").waitFor();
  await picture(mira.page, "library-2-ready");
  await row(odo, "Kettlewick gazetteer.pdf").scrollIntoViewIfNeeded();
  await picture(odo.page, "library-2-ready-phone");
  expect(await seriousFaults(mira.page)).toEqual([]);
  await tobin.page.getByText("Nothing has been opened to you yet.").waitFor();
  await picture(tobin.page, "library-2-nothing-open-phone");
  expect(tobin.heard.some((frame) => frame.includes("server.upload"))).toBe(false);
});

test("what cannot be brought is refused with a reason, and brings nothing else down", {
  timeout: EVENING_MS,
}, async () => {
  await mira.page.getByLabel("Choose files").setInputFiles([
    { name: "empty.md", mimeType: "text/markdown", buffer: Buffer.alloc(0) },
    { name: "page.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html><script>1</script></html>\0") },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("The ferry runs at noon.") },
  ]);
  await mira.page.getByRole("alert").filter({ hasText: "empty.md: There is nothing in it." }).waitFor();
  await mira.page.getByRole("alert").filter({ hasText: "page.pdf: Bring a PDF" }).waitFor();
  await ready(mira, "notes.txt").waitFor({ timeout: WAIT_MS });
  await row(mira, "page.pdf").waitFor({ state: "detached" });
  await picture(mira.page, "library-17-refused");
  await mira.page.getByRole("button", { name: "Put the notice about empty.md away" }).click();
  await mira.page
    .getByLabel("Choose files")
    .setInputFiles([{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("The ferry runs at noon.") }]);
  await mira.page.getByRole("alert").filter({ hasText: "notes.txt is here already" }).waitFor();
  await picture(mira.page, "library-18-double");
  await mira.page.getByRole("button", { name: "Leave it" }).click();
  await mira.page.getByText("notes.txt is here already").waitFor({ state: "detached" });
  expect(await row(mira, "notes.txt").count(), "nothing was sent of the second").toBe(1);
});

test("[V1] opening a file to players shows it to them at once, and closing it takes it away at once", {
  timeout: EVENING_MS,
}, async () => {
  const choice = (name: string) => row(mira, "Kettlewick gazetteer.pdf").getByLabel(name);
  await choice("Everybody at the table").check();
  await row(tobin, "Kettlewick gazetteer.pdf").waitFor();
  await choice("Whoever runs the table, and the machine").check();
  await row(tobin, "Kettlewick gazetteer.pdf").waitFor({ state: "detached" });
  await choice("Everybody at the table").check();
  await row(tobin, "Kettlewick gazetteer.pdf").waitFor();
  await row(tobin, "Kettlewick gazetteer.pdf").getByText("New", { exact: true }).waitFor();
  await picture(tobin.page, "library-3-opened-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);
  expect(tobin.heard.some((frame) => frame.includes("Behind the screen.md"))).toBe(false);
  await tobin.page.getByRole("button", { name: "Open Kettlewick gazetteer.pdf" }).click();
  const page = reader(tobin, "Kettlewick gazetteer.pdf");
  await page.getByText("cuts peat").waitFor();
  expect(await page.getByRole("button", { name: "Read this page to the table" }).count()).toBe(0);
  await closed(page);
  expect(await row(tobin, "Kettlewick gazetteer.pdf").getByText("New", { exact: true }).count(), "looked at").toBe(0);
});

test("a search opens the page it found, and pages are turned by key and by hand", {
  timeout: EVENING_MS,
}, async () => {
  await mira.page.getByRole("searchbox", { name: "Search the library" }).fill("who keeps the heron gate");
  await mira.page.keyboard.press("Enter");
  await mira.page.getByRole("button", { name: /The Heron Gate opens only/ }).waitFor();
  await picture(mira.page, "library-4-found");
  await mira.page.getByRole("button", { name: /The Heron Gate opens only/ }).click();
  const page = reader(mira, "Kettlewick gazetteer.pdf");
  await page.getByRole("region", { name: "Page 2" }).getByText("silver whistle").waitFor();
  const led = page.locator("[data-led]").filter({ hasText: "silver whistle" });
  expect(await led.evaluate((each) => each.getBoundingClientRect().bottom < innerHeight)).toBe(true);
  await picture(mira.page, "library-5-reader");
  expect(await seriousFaults(mira.page)).toEqual([]);
  await mira.page.keyboard.press("ArrowLeft");
  await page.getByRole("region", { name: "Page 1" }).getByText("cuts peat").waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("silver whistle").waitFor();
  await closed(page);
  await mira.page.getByRole("tab", { name: "Library" }).focus();
  await mira.page.keyboard.press("m");
  await mira.page.keyboard.press("b");
  await expect
    .poll(() => mira.page.evaluate("document.activeElement?.getAttribute('aria-label')"), { timeout: WAIT_MS })
    .toBe("Library");
  await tobin.page.getByRole("searchbox", { name: "Search the library" }).fill("who put out the lamps, brother");
  await tobin.page.keyboard.press("Enter");
  await tobin.page.getByText(/Nothing here says|passage/).waitFor();
  expect(await tobin.page.getByText("lamplighter's brother").count(), "not for players").toBe(0);
});

test("a page of Markdown has its headings, lists and tables, and is read to the table while its file stays closed", {
  timeout: EVENING_MS,
}, async () => {
  await mira.page.getByRole("button", { name: "Open Behind the screen.md" }).click();
  const page = reader(mira, "Behind the screen.md");
  await page.getByRole("heading", { name: "The Lamplighter" }).waitFor();
  await page.getByRole("columnheader", { name: "Lamps" }).waitFor();
  expect(await page.getByRole("listitem").allTextContents()).toEqual([
    "He owes the ferryman money.",
    "<b>He sings.</b>",
  ]);
  expect(await page.locator("strong").allTextContents()).toEqual(["knows"]);
  expect(await page.locator("a, img, nav").count(), "no link, no picture, no pages to turn").toBe(0);
  await picture(mira.page, "library-19-markdown");
  expect(await seriousFaults(mira.page)).toEqual([]);
  await page.getByRole("button", { name: "Read this page to the table" }).click();
  const readOut = mira.page.getByRole("dialog", { name: "Read this page to the table" });
  const words = readOut.getByLabel("Words");
  await words.fill((await words.inputValue()).replace("and he **knows** who put out the lamps", "so they say"));
  await picture(mira.page, "library-20-read-out");
  expect(await seriousFaults(mira.page)).toEqual([]);
  await readOut.getByRole("button", { name: "Read it to the table" }).click();
  await readOut.waitFor({ state: "detached" });
  await tobin.page.getByRole("tab", { name: "Story" }).click();
  await story(tobin).getByText("From “Behind the screen”").waitFor();
  await story(tobin).getByText("Brannoc is the lamplighter's brother, so they say.").waitFor();
  await picture(tobin.page, "library-20-read-out-phone");
  expect(tobin.heard.some((frame) => frame.includes("put out the lamps"))).toBe(false);
  expect(tobin.heard.some((frame) => frame.includes("server.upload") && frame.includes("Behind the screen"))).toBe(
    false,
  );
});

test("/ask answers from the library with a page that opens, or says that it is not there", {
  timeout: EVENING_MS,
}, async () => {
  await tobin.page.getByRole("tab", { name: "Story" }).click();
  await tobin.type("/ask Who keeps the Heron Gate?");
  const answer = story(tobin).getByRole("article", { name: "Answer from the library" }).last();
  await answer.waitFor({ timeout: WAIT_MS });
  await answer.getByText("Oracle, no AI").waitFor();
  await picture(tobin.page, "library-6-answer-phone");
  await story(mira).getByRole("article", { name: "Answer from the library" }).waitFor();
  await picture(mira.page, "library-6-answer");
  await answer.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
  const page = reader(tobin, "Kettlewick gazetteer.pdf");
  await page.getByText("silver whistle").waitFor();
  await picture(tobin.page, "library-7-reader-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);

  const choice = (name: string) => row(mira, "Kettlewick gazetteer.pdf").getByLabel(name);
  await choice("Whoever runs the table, and the machine").check();
  const ghost = tobin.page.getByRole("dialog", { name: "A file that is not open to you" });
  await ghost.getByText("This file is not here any more, or it is not open to you.").waitFor();
  expect(await ghost.getByText("silver whistle").count()).toBe(0);
  expect(await ghost.getByRole("navigation", { name: "Pages" }).count()).toBe(0);
  await picture(tobin.page, "library-21-closed-while-read-phone");
  await closed(ghost);
  const source = answer.getByRole("list", { name: "Sources" }).getByRole("button").first();
  await source.and(answer.locator("[data-gone]")).click();
  await tobin.page.getByText("What this rests on is no longer open to you.").waitFor();
  expect(await story(tobin).getByText("Kettlewick gazetteer").count(), "no name of what is closed").toBe(0);
  await picture(tobin.page, "library-22-dimmed-phone");
  await choice("Everybody at the table").check();

  await tobin.type("/ask What is the price of saffron in Quelmara?");
  await story(tobin).locator(".answer:not([data-found])").waitFor({ timeout: WAIT_MS });
  await picture(tobin.page, "library-8-not-there-phone");
});

test("a narration that rests on a file says so where it does, and keeps its mark when it is told again", {
  timeout: EVENING_MS,
}, async () => {
  await mira.page.getByRole("button", { name: /^Who speaks/ }).click();
  await mira.page.getByRole("button", { name: "How the DM runs this table" }).click();
  const dialog = mira.page.getByRole("dialog", { name: "The DM" });
  await dialog.getByLabel("Voice", { exact: true }).selectOption("openai:plain");
  await dialog.getByRole("button", { name: "Save" }).click();
  await until("the voice to be chosen", () => mira.state?.public.dm.voice !== null, WAIT_MS);
  await tobin.say("I whistle at the Heron Gate with a silver whistle");
  const mark = story(tobin).locator(".narration").getByRole("button", { name: "Source 1: Kettlewick gazetteer, p. 2" });
  await mark.last().waitFor();
  await picture(tobin.page, "library-16-cited-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);
  await mark.last().click();
  const page = reader(tobin, "Kettlewick gazetteer.pdf");
  await page.getByRole("region", { name: "Page 2" }).getByText("silver whistle").waitFor();
  await closed(page);

  await tobin.page.getByRole("button", { name: "About this narration" }).last().click();
  await tobin.page.getByRole("menuitem", { name: "Retell in other words" }).click();
  await story(tobin).getByText("2 of 2").last().waitFor({ timeout: WAIT_MS });
  await tobin.page.getByRole("button", { name: "Earlier wording" }).last().click();
  await story(tobin).getByText("1 of 2").last().waitFor();
  await mark.last().waitFor();
});

test("a picture is shown to the table with a few words, enlarged by whoever taps it, and gone once it is deleted", {
  timeout: EVENING_MS,
}, async () => {
  const buffer = await mira.page.screenshot({ clip: { x: 300, y: 100, width: 480, height: 320 } });
  await mira.page.getByLabel("Choose files").setInputFiles([{ name: "The map.png", mimeType: "image/png", buffer }]);
  await ready(mira, "The map.png").waitFor({ timeout: WAIT_MS });
  await mira.page.getByRole("button", { name: "Show to the table: The map.png" }).click();
  const asking = mira.page.getByRole("dialog", { name: "Show “The map.png”" });
  await asking.getByLabel("A few words with it").fill("Torn at the western edge.");
  await picture(mira.page, "library-9-show-dialog");
  await asking.getByRole("button", { name: "Show it" }).click();
  await odo.page.getByRole("tab", { name: "Story" }).click();
  for (const player of [mira, odo, tobin]) {
    await story(player).getByText("Torn at the western edge.").waitFor();
    const shown = story(player).getByRole("img", { name: "Torn at the western edge." });
    await expect
      .poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: WAIT_MS })
      .toBe(480);
  }
  await picture(mira.page, "library-10-handout");
  await picture(tobin.page, "library-10-handout-phone");
  await story(tobin)
    .getByRole("button", { name: /^Enlarge/ })
    .click();
  const large = tobin.page.getByRole("dialog", { name: "The map" });
  await large.getByRole("img").waitFor();
  await picture(tobin.page, "library-11-enlarged-phone");
  expect(await seriousFaults(tobin.page)).toEqual([]);
  await closed(large);

  await row(mira, "The map.png").getByRole("button", { name: "More for The map.png" }).click();
  await mira.page.getByRole("menuitem", { name: "Delete" }).click();
  await picture(mira.page, "library-12-delete-dialog");
  await mira.page.getByRole("button", { name: "Delete it" }).click();
  await row(mira, "The map.png").waitFor({ state: "detached" });
  for (const player of [mira, odo]) await story(player).getByText("It is no longer there.").waitFor();
  await story(tobin)
    .getByText(/It is no longer there|It is not open to you any more/)
    .waitFor();
});

test("on the smallest of phones nothing of the library lies beyond the edge", { timeout: EVENING_MS }, async () => {
  await odo.page.setViewportSize({ width: 360, height: 740 });
  await openLibrary(odo);
  await row(odo, "Kettlewick gazetteer.pdf").waitFor();
  await odo.page.getByLabel("Choose files").scrollIntoViewIfNeeded();
  await picture(odo.page, "library-15-smallest-phone");
  expect(await odo.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  const beyond = `[...document.querySelectorAll(".library *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.className)`;
  expect(await odo.page.evaluate(beyond)).toEqual([]);
  expect(await seriousFaults(odo.page)).toEqual([]);
});

test("[C2] an upload that broke off goes on after a reload where it stood, with the same file", {
  timeout: EVENING_MS,
}, async () => {
  const path = join(folder, "Soundings.pdf");
  // Bytes that cannot be packed, so that the file is as long as it looks.
  writeFileSync(path, await gazetteer(randomBytes(ATTACHED_BYTES)));
  const sent: string[] = [];
  mira.page.on("request", (request) => request.method() === "PUT" && sent.push(request.url().split("/").at(-1) ?? ""));
  await mira.page.route("**/parts/2", (route) => route.abort());
  await mira.page.getByLabel("Choose files").setInputFiles(path);
  await row(mira, "Soundings.pdf")
    .getByText(/waiting for the connection/)
    .waitFor();
  await picture(mira.page, "library-13-waiting");
  await mira.page.unroute("**/parts/2");
  await mira.comeBack();
  await openLibrary(mira);
  await row(mira, "Soundings.pdf").getByText("Only a part of it has arrived.").waitFor();
  await picture(mira.page, "library-14-broken-off");
  const resent: string[] = [];
  mira.page.on(
    "request",
    (request) => request.method() === "PUT" && resent.push(request.url().split("/").at(-1) ?? ""),
  );
  await mira.page.getByLabel("Choose it again: Soundings.pdf").setInputFiles(path);
  await ready(mira, "Soundings.pdf").waitFor({ timeout: WAIT_MS * 2 });
  expect(sent).toContain("1");
  expect(resent, "only what was missing").toEqual(["2"]);
});
