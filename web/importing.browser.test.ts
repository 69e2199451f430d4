import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { folder, said } from "../workers/testkit/command-line.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { twoAtATable } from "../workers/testkit/two-at-a-table.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let log = "";
beforeAll(async () => {
  browser = await launchBrowser();
  const { gm, tobin } = await twoAtATable(browser);
  await tobin.say("look around");
  const campaignId = new URL(gm.page.url()).pathname.split("/").at(-1) ?? "";
  const out = join(folder, "moved");
  const exported = await said("campaign", "export", campaignId, "--out", out, "--reason", "it moves house");
  expect(exported).toMatchObject({ code: 0 });
  log = join(out, "events.ndjson");
  await gm.context.close();
  await tobin.context.close();
});
afterAll(async () => {
  await browser?.close();
});

async function atTheirTables(name: string, size: { width: number; height: number }): Promise<BrowserPlayer> {
  const comer = await BrowserPlayer.arrive(browser, name, size);
  await comer.page.goto(`${appUrl()}/tables`);
  await comer.page.getByText("Bring a table from elsewhere").click();
  return comer;
}
const fold = (comer: BrowserPlayer) => comer.page.locator("details", { hasText: "Bring a table from elsewhere" });
const bring = async (comer: BrowserPlayer, path: string | null) => {
  if (path !== null) await fold(comer).getByLabel("The log of the table").setInputFiles(path);
  await fold(comer).getByRole("button", { name: "Bring the table" }).click();
};

test.each([
  ["desk", DESKTOP],
  ["phone", PHONE],
] as const)(
  "somebody who was never here brings a table at the %s, has its whole story, and plays on",
  async (where, size) => {
    const nela = await atTheirTables("Nela", size);
    await fold(nela).getByLabel("Your name").fill("Nela");
    await bring(nela, null);
    await fold(nela).getByText("Choose the log of the table first.").waitFor();
    await picture(nela.page, `importing-${where}`, true);
    expect(await seriousFaults(nela.page)).toEqual([]);
    await bring(nela, log);
    await nela.page.getByRole("log", { name: "Story" }).waitFor();
    await nela.page.getByText("From here on this is a table of its own.").waitFor();
    await picture(nela.page, `importing-goes-on-${where}`);
    await nela.sitDownAs("Tev Reddle");
    await nela.say("look around");
    expect(nela.events.some((event) => "body" in event && event.body.type === "dm_narration")).toBe(true);
    expect(nela.complaints).toEqual([]);
    await nela.context.close();
  },
  60_000,
);

test("a log that was bent, or is none, is refused in words, and no table is made; the right one follows at once", async () => {
  const sten = await atTheirTables("Sten", PHONE);
  const bent = join(folder, "bent.ndjson");
  writeFileSync(bent, readFileSync(log, "utf8").replace("look around", "look a round"));
  await fold(sten).getByLabel("Your name").fill("Sten");
  await bring(sten, bent);
  await fold(sten)
    .getByText(/Event \d+ does not hold/)
    .waitFor();
  await picture(sten.page, "importing-refused-phone", true);
  expect(await seriousFaults(sten.page)).toEqual([]);
  const none = join(folder, "none.ndjson");
  writeFileSync(none, "This is the story of a lamp.\n");
  await bring(sten, none);
  await fold(sten).getByText("Bring the events.ndjson of its export, as it is.").waitFor();
  await picture(sten.page, "importing-other-file-phone", true);
  await sten.page.reload();
  await sten.page.getByText("No table yet.").waitFor();
  await sten.page.getByText("Bring a table from elsewhere").click();
  await bring(sten, log);
  await sten.page.getByRole("log", { name: "Story" }).waitFor();
  await sten.context.close();
}, 60_000);
