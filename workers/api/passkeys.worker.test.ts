import { afterEach, describe, expect, test, vi } from "vitest";
import type { PasskeyAdded, PasskeyCard, WaysIn } from "../contracts/accounts.ts";
import type { CampaignList, Me } from "../contracts/http.ts";
import { expectProblem, type Heard, site, Visitor } from "../testkit/api-visitor.ts";
import { confirmedSessions, shelvePasskey } from "../testkit/shelve-passkey.ts";
import { SoftAuthenticator } from "../testkit/soft-authenticator.ts";
import { randomRecoveryCode } from "./random-id.ts";
import { recoveryHash } from "./ways-in/recovery-codes.ts";

afterEach(() => {
  vi.useRealTimers();
});
type Asked = { options: Parameters<SoftAuthenticator["shows"]>[0] };
type Lies = Parameters<SoftAuthenticator["shows"]>[1];

async function guest(name = "Mira"): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.gets<Me>("POST", "/api/auth/guest", { body: { name } });
  return visitor;
}
async function asksToAdd(visitor: Visitor): Promise<Asked["options"]> {
  return (await visitor.gets<Asked>("POST", "/api/me/passkeys/options")).options;
}
async function asksToUse(visitor: Visitor): Promise<Asked["options"]> {
  return (await visitor.gets<Asked>("POST", "/api/auth/passkey/options")).options;
}
async function adds(visitor: Visitor, device: SoftAuthenticator, lies: Lies = {}, name?: string): Promise<Heard> {
  const credential = await device.creates(await asksToAdd(visitor), lies);
  return await visitor.sends("POST", "/api/me/passkeys", { body: { credential, ...(name ? { name } : {}) } });
}
async function signsIn(visitor: Visitor, device: SoftAuthenticator, lies: Lies = {}): Promise<Heard> {
  const credential = await device.shows(await asksToUse(visitor), lies);
  return await visitor.sends("POST", "/api/auth/passkey", { body: { credential } });
}
/** Somebody who has kept their place. */
async function kept(): Promise<{ mira: Visitor; device: SoftAuthenticator; codes: string[]; added: PasskeyAdded }> {
  const [mira, device] = [await guest(), new SoftAuthenticator(site)];
  const heard = await adds(mira, device);
  expect(heard.status, heard.text).toBe(201);
  const added = heard.body as PasskeyAdded;
  return { mira, device, added, codes: added.recoveryCodes ?? [] };
}
const tablesOf = async (visitor: Visitor) =>
  (await visitor.gets<typeof CampaignList._zod.output>("GET", "/api/campaigns")).items.map(({ id }) => id);
const waysOf = async (visitor: Visitor) => await visitor.gets<WaysIn>("GET", "/api/me/ways-in");

describe("a guest keeps their place", () => {
  test("with a passkey, and comes back to the same tables from another browser without a name typed", async () => {
    const [mira, device] = [await guest(), new SoftAuthenticator(site)];
    const { campaign } = await mira.startsTable("Mira");
    const added = (await adds(mira, device, {}, "My phone")).body as PasskeyAdded;
    expect(added).toMatchObject({ passkey: { name: "My phone" }, me: { kind: "kept", name: "Mira" } });
    const elsewhere = new Visitor();
    expect((await signsIn(elsewhere, device)).body).toMatchObject({ kind: "kept", name: "Mira" });
    expect(await tablesOf(elsewhere)).toEqual([campaign.id]);
    expect((await waysOf(elsewhere)).passkeys[0]?.lastUsedAt).toBeGreaterThan(0);
  });

  test("the passkey is asked for as one that is found by itself, for this host, checked by face, finger or PIN", async () => {
    const options = await asksToAdd(await guest());
    expect(options).toMatchObject({
      rp: { id: "table.example", name: "Emberhall" },
      user: { name: "Mira" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(await asksToUse(new Visitor())).toMatchObject({ rpId: "table.example", userVerification: "required" });
  });

  test("with the first passkey come ten codes, with the second none", async () => {
    const { mira, codes } = await kept();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){5}$/);
    const second = (await adds(mira, new SoftAuthenticator(site))).body as PasskeyAdded;
    expect(second.recoveryCodes).toBeNull();
    expect(await waysOf(mira)).toMatchObject({ recoveryCodesLeft: 10, passkeys: [{}, {}], outside: [] });
  });

  test("who played as a guest elsewhere brings that table along when they sign in", async () => {
    const { mira, device } = await kept();
    const here = (await mira.startsTable("Mira")).campaign.id;
    const laptop = new Visitor();
    const there = (await laptop.startsTable("Mirabel")).campaign.id;
    const before = new Visitor();
    before.cookie = laptop.cookie;
    expect((await signsIn(laptop, device)).status).toBe(200);
    expect((await tablesOf(laptop)).sort()).toEqual([here, there].sort());
    expect((await laptop.sends("POST", `/api/campaigns/${there}/tickets`)).status).toBe(201);
    expectProblem(await before.sends("GET", "/api/me"), "session-expired");
  });
});

describe("a passkey that is not as it should be is not added", () => {
  const lies: [string, NonNullable<Lies>][] = [
    ["for another site", { origin: "https://elsewhere.example" }],
    ["for a subdomain of it", { origin: "https://a.table.example" }],
    ["over plain http", { origin: "http://table.example" }],
    ["at another port", { origin: "https://table.example:8443" }],
    ["of another host", { rpId: "elsewhere.example" }],
    ["of the domain above", { rpId: "example" }],
    ["made by showing one", { type: "webauthn.get" }],
    ["without a look at who it is", { userVerified: false }],
  ];
  test.each(lies)("%s", async (_, lie) => {
    const mira = await guest();
    expectProblem(await adds(mira, new SoftAuthenticator(site), lie), "passkey-refused");
    expect(await waysOf(mira)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ kind: "guest" });
  });

  test.each(lies)("nor does it sign in: %s", async (_, lie) => {
    const { device } = await kept();
    const elsewhere = new Visitor();
    const turned = lie.type === undefined ? lie : { type: "webauthn.create" };
    expectProblem(await signsIn(elsewhere, device, turned), "passkey-refused");
    expectProblem(await elsewhere.sends("GET", "/api/me"), "sign-in-needed");
  });

  test("with a challenge of one's own, or none", async () => {
    const [mira, device] = [await guest(), new SoftAuthenticator(site)];
    expectProblem(await adds(mira, device, { challenge: "AAAA" }), "ceremony-over");
    const credential = await device.creates(await asksToAdd(mira));
    credential.response.clientDataJSON = "bm90IGpzb24";
    expectProblem(await mira.sends("POST", "/api/me/passkeys", { body: { credential } }), "ceremony-over");
    expectProblem(await mira.sends("POST", "/api/me/passkeys", { body: { credential: {} } }), "bad-request");
  });
});

describe("a challenge is good", () => {
  test("once, also when the answer is sent many times at the same moment", async () => {
    const { device } = await kept();
    const elsewhere = new Visitor();
    const credential = await device.shows(await asksToUse(elsewhere));
    const send = () => elsewhere.sends("POST", "/api/auth/passkey", { body: { credential } });
    const heard = await Promise.all(Array.from({ length: 8 }, send));
    expect(heard.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const each of heard.filter(({ status }) => status !== 200)) expectProblem(each, "ceremony-over");
  });

  test("for five minutes", async () => {
    const { device } = await kept();
    const elsewhere = new Visitor();
    const credential = await device.shows(await asksToUse(elsewhere));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1_000 });
    expectProblem(await elsewhere.sends("POST", "/api/auth/passkey", { body: { credential } }), "ceremony-over");
  });

  test("in the browser it was given to", async () => {
    const { mira, device } = await kept();
    const [mine, theirs] = [new Visitor(), new Visitor()];
    await asksToUse(theirs);
    const credential = await device.shows(await asksToUse(mine));
    expectProblem(await theirs.sends("POST", "/api/auth/passkey", { body: { credential } }), "ceremony-over");
    expectProblem(await new Visitor().sends("POST", "/api/auth/passkey", { body: { credential } }), "ceremony-over");
    const tom = await guest("Tom");
    const added = await device.creates(await asksToAdd(mira));
    expectProblem(await tom.sends("POST", "/api/me/passkeys", { body: { credential: added } }), "ceremony-over");
  });

  test("for what it was given for", async () => {
    const { mira, device } = await kept();
    const credential = await device.shows(await asksToAdd(mira));
    expectProblem(await mira.sends("POST", "/api/auth/passkey", { body: { credential } }), "ceremony-over");
    const added = await device.creates(await asksToUse(mira));
    expectProblem(await mira.sends("POST", "/api/me/passkeys", { body: { credential: added } }), "ceremony-over");
  });
});

describe("signing in is refused", () => {
  test("to a passkey nobody has here", async () => {
    const { device } = await kept();
    const options = await asksToUse(new Visitor());
    const elsewhere = new Visitor();
    const stranger = new SoftAuthenticator(site);
    await stranger.creates(options);
    expectProblem(await signsIn(elsewhere, stranger), "passkey-unknown");
    expect((await signsIn(elsewhere, device)).status).toBe(200);
  });

  test("to a key that is not the one that was added", async () => {
    const { device } = await kept();
    const forger = new SoftAuthenticator(site);
    await forger.creates({ challenge: "" });
    const [real, forged] = [device.made[0], forger.made[0]];
    if (real !== undefined && forged !== undefined) forger.made.push({ ...real, keys: forged.keys });
    expectProblem(await signsIn(new Visitor(), forger), "passkey-refused");
  });

  test("to a passkey that names somebody else", async () => {
    const { device } = await kept();
    const other = await kept();
    const userHandle = other.device.made[0]?.userHandle;
    expectProblem(await signsIn(new Visitor(), device, { userHandle }), "passkey-refused");
  });

  test("to a copy, whose counter falls behind", async () => {
    const { device } = await kept();
    expect((await signsIn(new Visitor(), device, { counter: 10 })).status).toBe(200);
    for (const counter of [10, 9, 1]) {
      expectProblem(await signsIn(new Visitor(), device, { counter }), "passkey-refused");
    }
    expect((await signsIn(new Visitor(), device, { counter: 11 })).status).toBe(200);
  });

  test("not to a passkey that does not count at all", async () => {
    const [mira, device] = [await guest(), new SoftAuthenticator(site)];
    await adds(mira, device, { counter: 0 });
    for (let time = 0; time < 2; time += 1)
      expect((await signsIn(new Visitor(), device, { counter: 0 })).status).toBe(200);
  });
});

describe("the list of passkeys", () => {
  test("is renamed and made shorter, and a removed one opens nothing", async () => {
    const { mira, device, added } = await kept();
    await adds(mira, new SoftAuthenticator(site));
    const path = `/api/me/passkeys/${added.passkey.id}`;
    expect(await mira.gets<PasskeyCard>("PATCH", path, { body: { name: " Old phone " } })).toMatchObject({
      name: "Old phone",
    });
    expect((await mira.sends("DELETE", path)).status).toBe(204);
    expectProblem(await mira.sends("DELETE", path), "not-found");
    expectProblem(await signsIn(new Visitor(), device), "passkey-unknown");
  });

  test("keeps the last one while nothing else leads back", async () => {
    const mira = await guest();
    const { accountId } = await mira.gets<Me>("GET", "/api/me");
    const [one, two] = [await shelvePasskey({ accountId }), await shelvePasskey({ accountId })];
    await confirmedSessions(accountId);
    const gone = await Promise.all([one, two].map(({ id }) => mira.sends("DELETE", `/api/me/passkeys/${id}`)));
    expect(gone.map(({ status }) => status).sort()).toEqual([204, 409]);
    const [last] = (await waysOf(mira)).passkeys;
    expectProblem(await mira.sends("DELETE", `/api/me/passkeys/${last?.id}`), "last-way-in");
    await mira.gets("POST", "/api/me/recovery-codes");
    expect((await mira.sends("DELETE", `/api/me/passkeys/${last?.id}`)).status).toBe(204);
  });

  test("holds twenty", async () => {
    const mira = await guest();
    const { accountId } = await mira.gets<Me>("GET", "/api/me");
    const before = await asksToAdd(mira);
    for (let n = 0; n < 20; n += 1) await shelvePasskey({ accountId });
    await confirmedSessions(accountId);
    expectProblem(await mira.sends("POST", "/api/me/passkeys/options"), "too-many-passkeys");
    const credential = await new SoftAuthenticator(site).creates(before);
    expectProblem(await mira.sends("POST", "/api/me/passkeys", { body: { credential } }), "too-many-passkeys");
  });

  test("is nobody else's: theirs are not there", async () => {
    const [{ added }, tom] = [await kept(), await guest("Tom")];
    const path = `/api/me/passkeys/${added.passkey.id}`;
    expectProblem(await tom.sends("PATCH", path, { body: { name: "Mine" } }), "not-found");
    expectProblem(await tom.sends("DELETE", path), "not-found");
  });
});

describe("a recovery code", () => {
  test("signs in once, however it is typed", async () => {
    const { codes } = await kept();
    const typed = ` ${(codes[0] ?? "").toLowerCase().replaceAll("-", " ")} `;
    const elsewhere = new Visitor();
    expect(await elsewhere.gets("POST", "/api/auth/recovery", { body: { code: typed } })).toMatchObject({
      name: "Mira",
    });
    expect((await waysOf(elsewhere)).recoveryCodesLeft).toBe(9);
    const again = await new Visitor().sends("POST", "/api/auth/recovery", { body: { code: typed } });
    expectProblem(again, "recovery-code-unknown");
  });

  test("of sixteen letters, as earlier versions gave them, is good until it is used or replaced", async () => {
    const { mira } = await kept();
    const { accountId } = await mira.gets<Me>("GET", "/api/me");
    const old = async (code: string) => {
      await mira.env.DB.prepare("INSERT INTO recovery_codes VALUES (?, ?, ?)")
        .bind(await recoveryHash(code.replaceAll("-", "")), accountId, Date.now())
        .run();
      return { body: { code } };
    };
    const [first, second] = [await old("ABCD-EFGH-JKLM-NPQR"), await old("2345-6789-WXYZ-STUV")];
    await new Visitor().gets("POST", "/api/auth/recovery", first);
    expectProblem(await new Visitor().sends("POST", "/api/auth/recovery", first), "recovery-code-unknown");
    await mira.gets("POST", "/api/me/recovery-codes");
    expectProblem(await new Visitor().sends("POST", "/api/auth/recovery", second), "recovery-code-unknown");
  });

  test("has more random bits than the 112 that one pass of a hash asks for", () => {
    const letters = randomRecoveryCode().replaceAll("-", "").length;
    expect(letters * Math.log2("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".length)).toBeGreaterThanOrEqual(112);
  });

  test("used in many places at once lets one in", async () => {
    const { codes } = await kept();
    const use = () => new Visitor().sends("POST", "/api/auth/recovery", { body: { code: codes[1] } });
    const heard = await Promise.all(Array.from({ length: 8 }, use));
    expect(heard.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("is good for nothing once new ones were made, and stands nowhere in clear", async () => {
    const { mira, codes } = await kept();
    const made = await mira.gets<{ codes: string[] }>("POST", "/api/me/recovery-codes");
    expect(new Set([...codes, ...made.codes]).size).toBe(20);
    const old = await new Visitor().sends("POST", "/api/auth/recovery", { body: { code: codes[0] } });
    expectProblem(old, "recovery-code-unknown");
    const { results } = await mira.env.DB.prepare("SELECT * FROM recovery_codes").all();
    for (const code of made.codes) expect(JSON.stringify(results)).not.toContain(code.replaceAll("-", ""));
  });

  test.each([
    "",
    "AAAA",
    "A".repeat(20),
    "OOOO-0000-IIII-1111",
    "OOOO-0000-IIII-1111-OOOO-0000",
    "' OR 1=1 --",
    "A".repeat(81),
  ])("%j cannot be one", async (code) => {
    expectProblem(await new Visitor().sends("POST", "/api/auth/recovery", { body: { code } }), "bad-request");
  });

  test("cannot be tried faster than twenty a minute from one address", async () => {
    const guesser = new Visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const heard = await guesser.sends("POST", "/api/auth/recovery", { body: { code: "AAAA-BBBB-CCCC-DDDD" } });
      statuses.push(heard.status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5);
  });
});
