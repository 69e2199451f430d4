import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { launchBrowser } from "../workers/testkit/browser.ts";
import { sidewaysOverflow, smallTargets } from "../workers/testkit/page-faults.ts";
import { Device, home } from "../workers/testkit/passkey-device.ts";
import { picture } from "../workers/testkit/pictures.ts";

let browser: Browser;
let phone: Device;
beforeAll(async () => {
  browser = await launchBrowser();
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ viewport, hasTouch: true, reducedMotion: "reduce" });
  phone = await Device.of(await context.newPage());
  await phone.opens("/");
  await signsInWithoutProof();
});
afterAll(async () => {
  await phone?.context.close();
  await browser?.close();
});

/** A session that has shown nothing, as one is that was opened long ago: on one's own machine a name is enough. */
async function signsInWithoutProof(): Promise<void> {
  const status = await phone.page.evaluate(async () => {
    localStorage.setItem("emberhall.played", "yes");
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "Ursel" });
    return (await fetch("/api/auth/dev", { method: "POST", headers, body })).status;
  });
  expect(status).toBe(200);
}

async function soundPage(name: string): Promise<void> {
  await picture(phone.page, name);
  expect(await seriousFaults(phone.page)).toEqual([]);
  expect(await sidewaysOverflow(phone.page)).toEqual([]);
  expect(await smallTargets(phone.page)).toEqual([]);
}
const passkeys = () => phone.page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
const dialog = (name: string) => phone.page.getByRole("dialog", { name });

test("[W6] a browser left open is asked for the passkey before a change, and a prompt that is closed changes nothing", async () => {
  await phone.opens("/settings");
  await phone.presses("Keep your place");
  await phone.presses("I have them");
  await passkeys().waitFor();
  // The same phone signed in anew: the session before stays behind as another browser would.
  await signsInWithoutProof();
  await phone.opens("/settings");
  await phone.presses(/^Remove /);
  await phone.presses("Remove it");
  await dialog("Is it still you?").waitFor();
  await soundPage("still-you-phone");
  await phone.isLookedAt(false);
  await phone.presses("Show my passkey");
  await phone.sees("Your passkey was not shown. Nothing has changed yet.");
  await phone.presses("Leave it");
  await dialog("Is it still you?").waitFor({ state: "detached" });
  await phone.sees("Your passkey was not shown. Nothing has changed.");
  await phone.presses("Keep it");
  await phone.page.reload();
  await passkeys().waitFor();
});

test("[W6] the passkey is shown, the change goes through by itself, and the other browsers are thought of", async () => {
  await phone.isLookedAt(true);
  await phone.presses(/^Remove /);
  await phone.presses("Remove it");
  await phone.presses("Show my passkey");
  const others = dialog("The passkey is removed");
  await others.waitFor();
  await phone.sees("One other browser is signed in as you");
  await soundPage("other-browsers-phone");
  await others.getByRole("button", { name: "Sign out the other browsers" }).click();
  await others.waitFor({ state: "detached" });
  await expect.poll(() => passkeys().count()).toBe(0);
  const browsers = phone.page.getByRole("list", { name: "Browsers signed in" }).getByRole("listitem");
  await expect.poll(() => browsers.count()).toBe(1);
  await phone.sees("This one");
  expect(new URL(phone.page.url()).origin).toBe(new URL(home()).origin);
});

test("[W6] a guest is told in time that this browser forgets them, and afterwards why it has", async () => {
  const { page } = phone;
  const who = { accountId: "a_aaaaaaaaaaaaaaaaaaaa", name: "Ursel", kind: "guest" };
  const endsAt = Date.now() + 20 * 86_400_000;
  await page.route("**/api/me", (route) => route.fulfill({ json: { ...who, endsAt } }));
  await phone.opens("/tables");
  await phone.sees("Only this browser knows you, and it forgets you on");
  await soundPage("forgotten-soon-phone");
  await page.unroute("**/api/me");

  const [slug, title] = ["session-expired", "You have been away a long while; give your name again."];
  const detail = "You were signed in here for a year, which is as long as it lasts. Give your name again.";
  const body = JSON.stringify({ type: `/problems/${slug}`, slug, title, status: 401, detail });
  const contentType = "application/problem+json";
  await page.route("**/api/me", (route) => route.fulfill({ status: 401, contentType, body }));
  await phone.opens("/settings");
  await phone.sees(detail);
  await phone.sees("Nobody is signed in here.");
  await soundPage("its-time-is-up-phone");
});
