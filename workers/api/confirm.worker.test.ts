import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PasskeyAdded, SessionCard, WaysIn } from "../contracts/accounts.ts";
import { doors, expectProblem, type Heard, site, Visitor } from "../testkit/api-visitor.ts";
import { shelvePasskey } from "../testkit/shelve-passkey.ts";
import { SoftAuthenticator } from "../testkit/soft-authenticator.ts";

const MINUTE = 60_000;
type Asked = { options: Parameters<SoftAuthenticator["shows"]>[0] & { allowCredentials?: { id: string }[] } };
type Lies = Parameters<SoftAuthenticator["shows"]>[1];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

async function guest(name: string): Promise<{ browser: Visitor; accountId: string }> {
  const browser = new Visitor();
  const { accountId } = await browser.gets<{ accountId: string }>("POST", "/api/auth/guest", { body: { name } });
  return { browser, accountId };
}
/** Somebody who has kept their place with a passkey, and whose browser has been open for an hour since. */
async function keptAnHourAgo(name = "Mira") {
  const { browser, accountId } = await guest(name);
  const device = new SoftAuthenticator(site);
  const { options } = await browser.gets<Asked>("POST", "/api/me/passkeys/options");
  const credential = await device.creates(options);
  const added = await browser.gets<PasskeyAdded>("POST", "/api/me/passkeys", { body: { credential } });
  pass(60 * MINUTE);
  return { browser, accountId, device, passkeyId: added.passkey.id, codes: added.recoveryCodes ?? [] };
}
const asks = async (browser: Visitor) => (await browser.gets<Asked>("POST", "/api/me/confirm/options")).options;
async function confirms(browser: Visitor, device: SoftAuthenticator, lies: Lies = {}): Promise<Heard> {
  const credential = await device.shows(await asks(browser), lies);
  return await browser.sends("POST", "/api/me/confirm", { body: { credential } });
}
/** Something that asks for it, and can be asked often. */
const wants = (browser: Visitor) => browser.sends("POST", "/api/me/recovery-codes");
const codesLeft = async (browser: Visitor) => (await browser.gets<WaysIn>("GET", "/api/me/ways-in")).recoveryCodesLeft;

const guarded = doors.all.filter(({ confirmed }) => confirmed);

describe("a session that has been open for an hour", () => {
  test.each(guarded.map(({ method, path }) => [method, path] as const))(
    "is asked for the passkey at %s %s, before anything else is looked at",
    async (method, path) => {
      const { browser, passkeyId } = await keptAnHourAgo();
      const { items } = await browser.gets<{ items: SessionCard[] }>("GET", "/api/me/sessions");
      const address = path.replace("{passkeyId}", passkeyId).replace("{sessionId}", items[0]?.id ?? "");
      expectProblem(await browser.sends(method, address, method === "GET" ? {} : { body: {} }), "sign-in-again");
      expect(await browser.gets<WaysIn>("GET", "/api/me/ways-in")).toMatchObject({
        ...{ passkeys: [{ id: passkeyId }], recoveryCodesLeft: 10 },
      });
    },
  );

  test("goes on once the passkey was shown in it, for ten minutes", async () => {
    const { browser, device } = await keptAnHourAgo();
    expectProblem(await wants(browser), "sign-in-again");
    expect((await confirms(browser, device)).status).toBe(204);
    expect((await wants(browser)).status).toBe(201);
    pass(10 * MINUTE - 1);
    expect((await wants(browser)).status).toBe(201);
    pass(1);
    expectProblem(await wants(browser), "sign-in-again");
  });

  test("is not made fresh by a refresh of its secret", async () => {
    const { browser } = await keptAnHourAgo();
    pass(5 * 86_400_000);
    await browser.gets("GET", "/api/me");
    expectProblem(await wants(browser), "sign-in-again");
  });

  test("does what is nobody's business but its own without being asked", async () => {
    const { browser, passkeyId } = await keptAnHourAgo();
    await browser.gets("PATCH", `/api/me/passkeys/${passkeyId}`, { body: { name: "The phone" } });
    await browser.gets("GET", "/api/me/sessions");
    expect((await browser.sends("POST", "/api/auth/sign-out")).status).toBe(204);
  });

  test("is asked also when it was opened with a name that got its passkey elsewhere", async () => {
    const { browser, accountId } = await guest("Mira");
    expect((await wants(browser)).status).toBe(201);
    await shelvePasskey({ accountId });
    expectProblem(await wants(browser), "sign-in-again");
  });
});

describe("who has no passkey", () => {
  test("goes on as before: there is nothing to show", async () => {
    const { browser } = await guest("Tom");
    pass(5 * 86_400_000);
    expect((await wants(browser)).status).toBe(201);
    expect((await browser.sends("GET", "/api/me/export")).status).toBe(200);
    expectProblem(await browser.sends("POST", "/api/me/confirm/options"), "not-found");
    const { options } = await browser.gets<Asked>("POST", "/api/me/passkeys/options");
    const credential = await new SoftAuthenticator(site).creates(options);
    expect((await browser.sends("POST", "/api/me/passkeys", { body: { credential } })).status).toBe(201);
  });

  test("has shown the first one by making it", async () => {
    const { browser, passkeyId } = await keptAnHourAgo();
    expectProblem(await browser.sends("DELETE", `/api/me/passkeys/${passkeyId}`), "sign-in-again");
    const { browser: other } = await guest("Tom");
    const { options } = await other.gets<Asked>("POST", "/api/me/passkeys/options");
    const credential = await new SoftAuthenticator(site).creates(options);
    await other.gets("POST", "/api/me/passkeys", { body: { credential } });
    expect((await wants(other)).status).toBe(201);
  });
});

describe("signing in counts as showing it", () => {
  test("with the passkey", async () => {
    const { device } = await keptAnHourAgo();
    const laptop = new Visitor();
    const { options } = await laptop.gets<Asked>("POST", "/api/auth/passkey/options");
    const credential = await device.shows(options);
    await laptop.gets("POST", "/api/auth/passkey", { body: { credential } });
    expect((await wants(laptop)).status).toBe(201);
    pass(10 * MINUTE);
    expectProblem(await wants(laptop), "sign-in-again");
  });

  test("with a recovery code, for whoever has lost the passkey", async () => {
    const { codes, passkeyId } = await keptAnHourAgo();
    const laptop = new Visitor();
    await laptop.gets("POST", "/api/auth/recovery", { body: { code: codes[0] } });
    expect((await laptop.sends("DELETE", `/api/me/passkeys/${passkeyId}`)).status).toBe(204);
  });
});

describe("a passkey is not shown here", () => {
  test("when it was shown in another browser of the same person", async () => {
    const { browser, device, accountId } = await keptAnHourAgo();
    const laptop = new Visitor();
    await laptop.signsInAs(accountId);
    pass(10 * MINUTE);
    expect((await confirms(laptop, device)).status).toBe(204);
    expectProblem(await wants(browser), "sign-in-again");
    expect((await wants(laptop)).status).toBe(201);
  });

  test("when the challenge was given to another browser", async () => {
    const { browser, device, accountId } = await keptAnHourAgo();
    const laptop = new Visitor();
    await laptop.signsInAs(accountId);
    const credential = await device.shows(await asks(laptop));
    expectProblem(await browser.sends("POST", "/api/me/confirm", { body: { credential } }), "ceremony-over");
    expectProblem(await wants(browser), "sign-in-again");
  });

  test("when the same answer comes a second time", async () => {
    const { browser, device } = await keptAnHourAgo();
    const credential = await device.shows(await asks(browser));
    const send = () => browser.sends("POST", "/api/me/confirm", { body: { credential } });
    const heard = await Promise.all(Array.from({ length: 6 }, send));
    expect(heard.filter(({ status }) => status === 204)).toHaveLength(1);
    pass(10 * MINUTE);
    expectProblem(await send(), "ceremony-over");
    expectProblem(await wants(browser), "sign-in-again");
  });

  test("when the answer comes after five minutes", async () => {
    const { browser, device } = await keptAnHourAgo();
    const credential = await device.shows(await asks(browser));
    pass(5 * MINUTE + 1);
    expectProblem(await browser.sends("POST", "/api/me/confirm", { body: { credential } }), "ceremony-over");
  });

  test("when it is somebody else's, also one that was made for this very challenge", async () => {
    const [mira, tom] = [await keptAnHourAgo(), await keptAnHourAgo("Tom")];
    expectProblem(await confirms(mira.browser, tom.device), "passkey-refused");
    expectProblem(await confirms(mira.browser, tom.device, { userHandle: userHandleOf(mira) }), "passkey-refused");
    expectProblem(await wants(mira.browser), "sign-in-again");
    expect(await codesLeft(mira.browser)).toBe(10);
    const options = await asks(mira.browser);
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual(mira.device.made.map(({ id }) => id));
  });

  test("when it was removed meanwhile", async () => {
    const { browser, device, accountId, passkeyId } = await keptAnHourAgo();
    await shelvePasskey({ accountId });
    const laptop = new Visitor();
    await laptop.signsInAs(accountId);
    await laptop.gets("DELETE", `/api/me/passkeys/${passkeyId}`);
    expectProblem(await confirms(browser, device), "passkey-refused");
  });

  test.each<[string, NonNullable<Lies>]>([
    ["for another site", { origin: "https://elsewhere.example" }],
    ["of another host", { rpId: "elsewhere.example" }],
    ["by making one", { type: "webauthn.create" }],
    ["without a look at who it is", { userVerified: false }],
    ["as somebody else", { userHandle: "AAAA" }],
    ["by a copy whose counter lags behind", { counter: 1 }],
  ])("when it is shown %s", async (_, lie) => {
    const { browser, device } = await keptAnHourAgo();
    expectProblem(await confirms(browser, device, lie), "passkey-refused");
    expectProblem(await wants(browser), "sign-in-again");
  });

  test("when the challenge was one for signing in, and the other way round", async () => {
    const { browser, device } = await keptAnHourAgo();
    const { options } = await browser.gets<Asked>("POST", "/api/auth/passkey/options");
    const signingIn = await device.shows(options);
    const confirming = await device.shows(await asks(browser));
    expectProblem(await browser.sends("POST", "/api/me/confirm", { body: { credential: signingIn } }), "ceremony-over");
    expectProblem(
      await browser.sends("POST", "/api/auth/passkey", { body: { credential: confirming } }),
      "ceremony-over",
    );
  });
});

test("an authenticator that was asked for this account's passkeys may leave out whose it is", async () => {
  const { browser, device } = await keptAnHourAgo();
  const { response, ...credential } = await device.shows(await asks(browser));
  const { userHandle, ...rest } = response;
  expect(userHandle).not.toBe("");
  const body = { credential: { ...credential, response: rest } };
  expect((await browser.sends("POST", "/api/me/confirm", { body })).status).toBe(204);
});

test("the others are signed out in one step, and this one stays", async () => {
  const { browser, device, accountId } = await keptAnHourAgo();
  const [phone, tablet] = [new Visitor(), new Visitor()];
  await phone.signsInAs(accountId);
  await tablet.signsInAs(accountId);
  const { browser: tom } = await guest("Tom");
  await confirms(browser, device);
  expect((await browser.sends("DELETE", "/api/me/sessions")).status).toBe(204);
  for (const other of [phone, tablet]) expectProblem(await other.sends("GET", "/api/me"), "session-expired");
  expect((await browser.gets<{ items: object[] }>("GET", "/api/me/sessions")).items).toHaveLength(1);
  await tom.gets("GET", "/api/me");
});

test("the trail says when somebody showed their passkey", async () => {
  const { browser, device } = await keptAnHourAgo();
  await confirms(browser, device);
  const { items } = await browser.gets<{ items: { verb: string; result: string }[] }>("GET", "/api/me/trail");
  const told = items.filter(({ verb }) => verb === "confirmed").map(({ result }) => result);
  expect(told).toEqual(["done"]);
});

function userHandleOf(somebody: { device: SoftAuthenticator }): string {
  return somebody.device.made[0]?.userHandle ?? "";
}
