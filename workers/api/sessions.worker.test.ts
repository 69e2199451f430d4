import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SessionCard } from "../contracts/accounts.ts";
import type { Me, Ticket } from "../contracts/http.ts";
import { openDatabase } from "../db/database.ts";
import { deleteExpired, ENDED_SESSION_KEPT_MS } from "../db/write/expired.ts";
import { api, bindings, expectProblem, production, site, Visitor } from "../testkit/api-visitor.ts";
import { oldCookie } from "../testkit/old-cookie.ts";
import { shelvePasskey } from "../testkit/shelve-passkey.ts";

const ACCESS = "__Host-emberhall";
const REFRESH = "__Host-emberhall-refresh";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

async function guest(name = "Mira"): Promise<Visitor & { accountId: string }> {
  const visitor = new Visitor();
  const { accountId } = await visitor.gets<Me>("POST", "/api/auth/guest", { body: { name } });
  return Object.assign(visitor, { accountId });
}
/** Somebody else with the same cookies. */
function copyOf(visitor: Visitor): Visitor {
  const copy = new Visitor();
  copy.cookie = visitor.cookie;
  return copy;
}
const asked = (visitor: Visitor) => visitor.sends("GET", "/api/me");
const sessionsOf = async (visitor: Visitor) =>
  (await visitor.gets<{ items: SessionCard[] }>("GET", "/api/me/sessions")).items;

describe("a session in two halves", () => {
  test("stays open over a month of coming back, and no page has to think of it", async () => {
    const mira = await guest();
    for (let day = 0; day < 40; day += 4) {
      pass(4 * DAY);
      expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira", accountId: mira.accountId });
    }
  });

  test("changes both halves when the access token has run out, and neither before", async () => {
    const mira = await guest();
    const before = new Map(mira.cookies);
    pass(14 * MINUTE);
    expect((await asked(mira)).headers.getSetCookie()).toEqual([]);
    pass(2 * MINUTE);
    await asked(mira);
    expect(mira.cookies.get(ACCESS)).not.toBe(before.get(ACCESS));
    expect(mira.cookies.get(REFRESH)).not.toBe(before.get(REFRESH));
    expect(mira.cookies.get(REFRESH)?.split(".")[0]).toBe(before.get(REFRESH)?.split(".")[0]);
  });

  test("is renewed by whatever answer comes, a refusal too", async () => {
    const mira = await guest();
    const before = mira.cookies.get(REFRESH);
    pass(20 * MINUTE);
    expectProblem(await mira.sends("GET", "/api/campaigns/c_aaaaaaaaaaaaaaaaaaaa"), "not-found");
    expect(mira.cookies.get(REFRESH)).not.toBe(before);
    await mira.gets("GET", "/api/me");
  });

  test("is renewed with a stream too, and with an answer that others may keep, which then nobody may", async () => {
    const mira = new Visitor();
    const { campaign } = await mira.startsTable("Mira");
    expect((await mira.sends("GET", "/.well-known/jwks.json")).headers.get("cache-control")).toContain("public");
    for (const path of ["/.well-known/jwks.json", `/api/campaigns/${campaign.id}/export`]) {
      pass(20 * MINUTE);
      const heard = await mira.sends("GET", path);
      expect(heard.status).toBe(200);
      expect(heard.bytes.length).toBeGreaterThan(0);
      expect(heard.headers.getSetCookie()).toHaveLength(2);
      expect(heard.headers.get("cache-control")).toBe("no-store");
    }
    await mira.gets("GET", "/api/me");
  });

  test("is over 30 days after it was last used", async () => {
    const mira = await guest();
    pass(31 * DAY);
    expectProblem(await asked(mira), "session-expired");
  });

  test("is over 90 days after somebody signed in, used or not, and says so", async () => {
    const mira = await guest();
    const laptop = new Visitor();
    await laptop.signsInAs(mira.accountId);
    for (let day = 0; day < 75; day += 15) {
      pass(15 * DAY);
      await laptop.gets("GET", "/api/me");
    }
    pass(15 * DAY - MINUTE);
    const { endsAt } = await laptop.gets<Me>("GET", "/api/me");
    expect(endsAt).toBe(Date.now() + MINUTE);
    pass(MINUTE);
    const { detail } = expectProblem(await asked(laptop), "session-expired");
    expect(detail).toContain("90 days");
    await shelvePasskey({ accountId: mira.accountId });
    expect(expectProblem(await asked(laptop), "session-expired").detail).toContain("Come back with your passkey");
  });

  test("is over a year after somebody gave a name, and one who kept their place meanwhile has it as long", async () => {
    const [mira, tom] = [await guest(), await guest("Tom")];
    for (let day = 0; day < 350; day += 25) {
      pass(25 * DAY);
      await mira.gets("GET", "/api/me");
      await tom.gets("GET", "/api/me");
    }
    await shelvePasskey({ accountId: tom.accountId });
    await tom.gets("GET", "/api/me");
    pass(15 * DAY);
    const [told, toldTom] = [await asked(mira), await asked(tom)].map((heard) =>
      expectProblem(heard, "session-expired"),
    );
    expect(told?.detail).toMatch(/for a year.*Give your name again/);
    expect(toldTom?.detail).toMatch(/for a year.*Come back with your passkey/);
  });

  test("that nobody used for too long is not told that its time is up", async () => {
    const mira = await guest();
    pass(31 * DAY);
    expect(expectProblem(await asked(mira), "session-expired").detail).toBeUndefined();
    expect(expectProblem(await asked(mira), "session-expired").title).toContain("away a long while");
  });

  test("has nothing in the database that would open it", async () => {
    const mira = await guest();
    const { results } = await bindings.DB.prepare("SELECT * FROM sessions WHERE account_id = ?")
      .bind(mira.accountId)
      .all();
    const stored = JSON.stringify(results);
    for (const half of (mira.cookies.get(REFRESH) ?? "").split(".")) expect(stored).not.toContain(half);
    expect(results).toHaveLength(1);
  });

  test("counts for nothing when two cookies claim it", async () => {
    const mira = await guest();
    mira.cookies.delete(ACCESS);
    const refresh = `${REFRESH}=${mira.cookies.get(REFRESH)}`;
    const heard = await new Visitor().sends("GET", "/api/me", { headers: { cookie: `${refresh}; ${refresh}` } });
    expectProblem(heard, "sign-in-needed");
  });

  test.each(["", "x", ".", "A.B", `${"A".repeat(43)}.${"B".repeat(43)}`, `${"A".repeat(43)}.${"B".repeat(44)}`])(
    "is not opened by the refresh secret %j",
    async (secret) => {
      const stranger = new Visitor();
      stranger.cookie = `${REFRESH}=${secret}`;
      expect((await asked(stranger)).status).toBe(401);
    },
  );

  test("is not opened by one half in the place of the other", async () => {
    const mira = await guest();
    const stranger = new Visitor();
    stranger.cookie = `${REFRESH}=${mira.cookies.get(ACCESS)}`;
    expectProblem(await asked(stranger), "session-expired");
    stranger.cookie = `${ACCESS}=${mira.cookies.get(REFRESH)}`;
    expectProblem(await asked(stranger), "session-expired");
    await mira.gets("GET", "/api/me");
  });

  test("is not opened by the halves of two people put together", async () => {
    const [mira, tom] = [await guest(), await guest("Tom")];
    const [family] = (mira.cookies.get(REFRESH) ?? "").split(".");
    const [, changing] = (tom.cookies.get(REFRESH) ?? "").split(".");
    const mixed = new Visitor();
    mixed.cookie = `${REFRESH}=${family}.${changing}`;
    expectProblem(await asked(mixed), "session-expired");
  });
});

describe("[W6] a refresh secret is good once", () => {
  test("eight tabs that wake together all come in, and one carries the new halves home", async () => {
    const mira = await guest();
    pass(HOUR);
    const tabs = Array.from({ length: 8 }, () => copyOf(mira));
    const heard = await Promise.all(tabs.map(asked));
    expect(heard.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(heard.filter(({ headers }) => headers.getSetCookie().length === 2)).toHaveLength(1);
    const winner = tabs.find((tab) => tab.cookies.get(REFRESH) !== mira.cookies.get(REFRESH)) ?? mira;
    pass(HOUR);
    await winner.gets("GET", "/api/me");
  });

  test("used again after the grace it ends the session for both who hold it", async () => {
    const mira = await guest();
    const thief = copyOf(mira);
    pass(HOUR);
    await mira.gets("GET", "/api/me");
    await mira.gets("GET", "/api/me");
    pass(31_000);
    expectProblem(await asked(thief), "session-expired");
    expectProblem(await asked(mira), "session-expired");
    pass(MINUTE);
    expectProblem(await asked(mira), "session-expired");
  });

  test("when the thief is first, the owner's next visit ends it for both", async () => {
    const mira = await guest();
    const thief = copyOf(mira);
    pass(HOUR);
    await thief.gets("GET", "/api/me");
    await thief.gets("GET", "/api/me");
    pass(HOUR);
    expectProblem(await asked(mira), "session-expired");
    expectProblem(await asked(thief), "session-expired");
  });

  test("one from three visits ago ends it even within the grace", async () => {
    const mira = await guest();
    const thief = copyOf(mira);
    for (let visit = 0; visit < 3; visit += 1) {
      pass(16 * MINUTE);
      await mira.gets("GET", "/api/me");
    }
    expectProblem(await asked(thief), "session-expired");
    expectProblem(await asked(mira), "session-expired");
  });

  test("an answer that was lost on the way costs nobody their place", async () => {
    const mira = await guest();
    pass(HOUR);
    await asked(copyOf(mira));
    pass(DAY);
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ accountId: mira.accountId });
    pass(DAY);
    await mira.gets("GET", "/api/me");
  });

  test("and when the lost answer was not lost but read, the one who comes later ends it", async () => {
    const mira = await guest();
    const thief = copyOf(mira);
    pass(HOUR);
    await asked(thief);
    pass(DAY);
    await mira.gets("GET", "/api/me");
    expectProblem(await asked(thief), "session-expired");
    expectProblem(await asked(mira), "session-expired");
  });
});

describe("signing out", () => {
  test("here ends this session at the next request, also for its copies, and no other", async () => {
    const mira = await guest();
    const phone = new Visitor();
    await phone.signsInAs(mira.accountId);
    const thief = copyOf(mira);
    const out = await mira.sends("POST", "/api/auth/sign-out");
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
    expect(mira.cookie).toBeNull();
    expectProblem(await asked(thief), "session-expired");
    pass(HOUR);
    expectProblem(await asked(thief), "session-expired");
    await phone.gets("GET", "/api/me");
  });

  test("everywhere ends them all, and nobody else's", async () => {
    const [mira, tom] = [await guest(), await guest("Tom")];
    const [phone, tablet] = [new Visitor(), new Visitor()];
    await phone.signsInAs(mira.accountId);
    await tablet.signsInAs(mira.accountId);
    await phone.gets("POST", "/api/auth/sign-out-everywhere");
    for (const browser of [mira, tablet]) expectProblem(await asked(browser), "session-expired");
    expectProblem(await asked(phone), "sign-in-needed");
    await tom.gets("GET", "/api/me");
  });

  test("one browser from the list ends that one; somebody else's is not there", async () => {
    const [mira, tom] = [await guest(), await guest("Tom")];
    const phone = new Visitor();
    const phoneId = await phone.signsInAs(mira.accountId);
    expectProblem(await tom.sends("DELETE", `/api/me/sessions/${phoneId}`), "not-found");
    expect((await mira.sends("DELETE", `/api/me/sessions/${phoneId}`)).status).toBe(204);
    expectProblem(await asked(phone), "session-expired");
    expectProblem(await mira.sends("DELETE", `/api/me/sessions/${phoneId}`), "not-found");
    expectProblem(await mira.sends("DELETE", "/api/me/sessions/nonsense"), "not-found");
  });

  test("closes the sockets at the table, and who is still signed in comes back", async () => {
    const mira = new Visitor();
    const { campaign, me } = await startedTable(mira);
    const phone = new Visitor();
    const phoneId = await phone.signsInAs(me.accountId);
    const { closed } = await seatOf(phone, campaign.id);
    await mira.gets("DELETE", `/api/me/sessions/${phoneId}`);
    expect((await closed).code).toBe(4401);
    expectProblem(await phone.sends("POST", `/api/campaigns/${campaign.id}/tickets`), "session-expired");
    expect((await mira.sends("POST", `/api/campaigns/${campaign.id}/tickets`)).status).toBe(201);
  });

  test("the list tells browsers apart, knows this one, and shows no secret", async () => {
    const mira = await guest();
    const phone = new Visitor();
    await phone.signsInAs(mira.accountId);
    pass(HOUR);
    await phone.gets("GET", "/api/me", { headers: { "user-agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/140" } });
    pass(MINUTE); // Two browsers seen in the same millisecond stand in no order.
    const list = await sessionsOf(mira);
    expect(list.map(({ label, here }) => [label, here])).toEqual([
      ["A program", true],
      ["Firefox on Android", false],
    ]);
    expect(Object.keys(list[0] ?? {}).sort()).toEqual([
      ...["createdAt", "endsAt", "here", "id", "label", "lastSeenAt", "openedBy"],
    ]);
  });
});

describe("the one cookie of earlier versions", () => {
  test("goes on as a session in two halves, and then is good for nothing", async () => {
    const mira = await guest();
    const [before, copy] = [new Visitor(), new Visitor()];
    before.cookie = await oldCookie({ accountId: mira.accountId, at: Date.now() - 10 * DAY });
    copy.cookie = before.cookie;
    await before.gets("GET", "/api/me");
    expect(before.cookies.has(REFRESH)).toBe(true);
    await before.gets("GET", "/api/me");
    pass(MINUTE);
    expectProblem(await asked(copy), "session-expired");
    await before.gets("GET", "/api/me");
  });

  test("comes in from several tabs at once, and again when the answer was lost", async () => {
    const { accountId } = await guest();
    const cookie = await oldCookie({ accountId, at: Date.now() - DAY });
    const tabs = Array.from({ length: 5 }, () => new Visitor());
    for (const tab of tabs) tab.cookie = cookie;
    expect((await Promise.all(tabs.map(asked))).map(({ status }) => status)).toEqual(Array(5).fill(200));
    pass(HOUR);
    const late = new Visitor();
    late.cookie = cookie;
    await late.gets("GET", "/api/me");
    pass(HOUR);
    await late.gets("GET", "/api/me");
  });

  test("is over after its 30 days", async () => {
    const { accountId } = await guest();
    const late = new Visitor();
    late.cookie = await oldCookie({ accountId, at: Date.now() - 31 * DAY });
    expectProblem(await asked(late), "session-expired");
  });

  test("stays signed out when it was, then and now", async () => {
    const { accountId } = await guest();
    const sessionId = crypto.randomUUID();
    await bindings.DB.prepare("INSERT INTO ended_sessions VALUES (?, ?)")
      .bind(sessionId, Date.now() + 30 * DAY)
      .run();
    const out = new Visitor();
    out.cookie = await oldCookie({ accountId, sessionId, at: Date.now() - DAY });
    expectProblem(await asked(out), "session-expired");

    const now = new Visitor();
    now.cookie = await oldCookie({ accountId, at: Date.now() - DAY });
    const copy = copyOf(now);
    await now.gets("POST", "/api/auth/sign-out");
    expectProblem(await asked(copy), "session-expired");
    pass(29 * DAY - HOUR);
    await deleteExpired(openDatabase(bindings.DB), Date.now());
    expectProblem(await asked(copy), "session-expired");
  });

  test("is over when its owner has signed out everywhere since", async () => {
    const mira = await guest();
    const kept = new Visitor();
    kept.cookie = await oldCookie({ accountId: mira.accountId, at: Date.now() - DAY });
    await mira.gets("POST", "/api/auth/sign-out-everywhere");
    expectProblem(await asked(kept), "session-expired");
  });
});

test("a session that has lasted as long as it can is swept away a month later", async () => {
  const { accountId } = await guest();
  const laptop = new Visitor();
  const id = await laptop.signsInAs(accountId);
  for (let day = 0; day < 80; day += 20) {
    pass(20 * DAY);
    await laptop.gets("GET", "/api/me");
  }
  const stands = async () => {
    await deleteExpired(openDatabase(bindings.DB), Date.now());
    return await bindings.DB.prepare("SELECT count(*) AS n FROM sessions WHERE id = ?").bind(id).first<number>("n");
  };
  pass(10 * DAY + ENDED_SESSION_KEPT_MS - 1);
  expect(await stands()).toBe(1);
  pass(2);
  expect(await stands()).toBe(0);
});

test("what has run out is swept away, what might still be shown is not", async () => {
  const [ended, open] = [await guest(), await guest("Tom")];
  await ended.gets("POST", "/api/auth/sign-out");
  await new Visitor().gets("POST", "/api/auth/passkey/options");
  const count = async (of: string) => await bindings.DB.prepare(`SELECT count(*) AS n FROM ${of}`).first<number>("n");
  const before = (await count("sessions")) ?? 0;
  await deleteExpired(openDatabase(bindings.DB), Date.now() + DAY);
  expect(await count("sessions")).toBe(before);
  expect(await count("ceremonies")).toBe(0);
  await open.gets("GET", "/api/me");
  await deleteExpired(openDatabase(bindings.DB), Date.now() + ENDED_SESSION_KEPT_MS + 365 * DAY);
  expect(await count("sessions")).toBe(0);
});

async function startedTable(visitor: Visitor): Promise<{ campaign: { id: string }; me: Me }> {
  const { campaign } = await visitor.startsTable("Mira");
  return { campaign, me: await visitor.gets<Me>("GET", "/api/me") };
}

/** Sits down at the table and says when and how it ends. */
async function seatOf(visitor: Visitor, campaignId: string): Promise<{ closed: Promise<CloseEvent> }> {
  const { ticket } = await visitor.gets<Ticket>("POST", `/api/campaigns/${campaignId}/tickets`);
  const headers = { origin: site, upgrade: "websocket", "sec-websocket-protocol": `emberhall.v1, ticket.${ticket}` };
  const { webSocket } = await api.fetch(
    new Request(`${site}/api/campaigns/${campaignId}/socket`, { headers }),
    production,
  );
  if (webSocket === null) throw new Error("The table took nobody in.");
  webSocket.accept();
  return { closed: new Promise((resolve) => webSocket.addEventListener("close", resolve)) };
}
