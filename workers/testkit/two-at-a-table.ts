import type { Browser } from "playwright-core";
import { appUrl } from "./browser.ts";
import { BrowserPlayer } from "./browser-player.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A host at a desk and a friend on a phone, each with a hero, at a table that has just begun. */
export async function twoAtATable(browser: Browser): Promise<{ gm: BrowserPlayer; tobin: BrowserPlayer }> {
  const gm = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
  const tobin = await BrowserPlayer.arrive(browser, "Tobin", PHONE);
  await gm.startTable(appUrl(), "The Lamplighter’s Hour");
  await gm.page.getByText("Who will you be?").waitFor();
  const link = await gm.invitation();
  await gm.sitDownAs("Hild Marrowby");
  await tobin.join(link);
  await tobin.sitDownAs("Tev Reddle");
  return { gm, tobin };
}
