import { describe, expect, test } from "vitest";
import type { AuditPage } from "../contracts/audit.ts";
import type { CampaignCard, InvitePreview } from "../contracts/http.ts";
import type { Accepted, Ban, Invite, Join, Joined, JoinRequest } from "../contracts/sharing.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";

type Items<T> = { items: T[] };

async function table(terms: object = {}) {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const path = `/api/campaigns/${campaign.id}`;
  const asks = async (wish: object = {}) =>
    await olga.gets<Invite>("POST", `${path}/invites`, { body: { approval: "ask", ...wish } });
  const code = (await olga.gets<Invite>("POST", `${path}/invites`, { body: terms })).code;
  const gisela = new Visitor();
  const gm = await gisela.joins(invite.code, "Gisela");
  await olga.gets("PATCH", `${path}/members/${gm.memberId}`, { body: { role: "gm" } });
  return { olga, gisela, gmsPlace: gm.memberId, campaign, path, asks, open: invite.code, code };
}

const knocks = async (who: Visitor, code: string, name?: string): Promise<Accepted> =>
  await who.gets<Accepted>("POST", `/api/invites/${code}/accept`, { body: name === undefined ? {} : { name } });
const waits = async (host: Visitor, path: string): Promise<JoinRequest[]> =>
  (await host.gets<Items<JoinRequest>>("GET", `${path}/requests`)).items;
const decides = async (host: Visitor, path: string, admit: boolean) => {
  const [first] = await waits(host, path);
  return await host.sends("POST", `${path}/requests/${first?.id}`, { body: { admit } });
};

describe("an invitation that asks", () => {
  test("holds a newcomer at the door, signed in, until somebody who runs the table says yes", async () => {
    const { gisela, path, asks, campaign } = await table();
    const { code } = await asks({ role: "spectator" });
    const tom = new Visitor();
    expect(await knocks(tom, code, "Tom")).toEqual({ waiting: true });
    expect(await knocks(tom, code), "knocking twice is knocking once").toEqual({ waiting: true });
    expectProblem(await tom.sends("GET", path), "not-found");
    expect(await tom.gets("GET", `/api/invites/${code}/request`)).toEqual({ status: "waiting" });
    expect(await waits(gisela, path)).toMatchObject([{ name: "Tom", role: "spectator", cameBefore: false }]);
    expect((await decides(gisela, path, true)).status).toBe(204);
    expect(await tom.gets("GET", `/api/invites/${code}/request`)).toEqual({ status: "admitted" });
    expect(await waits(gisela, path)).toEqual([]);
    const seat = (await knocks(tom, code)) as Joined;
    expect(seat.campaignId).toBe(campaign.id);
    expect(await tom.gets("GET", path)).toMatchObject({ role: "spectator" });
    const { items } = await gisela.gets<Items<Join>>("GET", `${path}/joins`);
    expect(items[0]).toMatchObject({ memberId: seat.memberId, code, how: "asked" });
  });

  test("a no is a no until another day, and is told as one", async () => {
    const { olga, path, asks } = await table();
    const { code } = await asks();
    const tom = new Visitor();
    await knocks(tom, code, "Tom");
    await decides(olga, path, false);
    expectProblem(await tom.sends("POST", `/api/invites/${code}/accept`, { body: {} }), "not-admitted");
    expectProblem(await decides(olga, path, true), "not-found");
  });

  test("a yes is good however the invitation and the lock of the table fare meanwhile", async () => {
    const { olga, path, asks, campaign } = await table();
    const { code } = await asks({ uses: 1 });
    const tom = new Visitor();
    await knocks(tom, code, "Tom");
    await decides(olga, path, true);
    await olga.gets("DELETE", `${path}/invites/${code}`);
    expectProblem(
      await new Visitor().sends("POST", `/api/invites/${code}/accept`, { body: { name: "Eve" } }),
      "invite-invalid",
    );
    expect(await knocks(tom, code)).toMatchObject({ campaignId: campaign.id });
  });

  test("whoever decides first has decided", async () => {
    const { olga, gisela, path, asks } = await table();
    await knocks(new Visitor(), (await asks()).code, "Tom");
    const [request] = await waits(olga, path);
    const at = `${path}/requests/${request?.id}`;
    const heard = await Promise.all([
      olga.sends("POST", at, { body: { admit: true } }),
      gisela.sends("POST", at, { body: { admit: false } }),
    ]);
    expect(heard.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test("fifty may wait, and whoever comes after them is told so and leaves nobody behind", async () => {
    const { asks, campaign } = await table();
    const { code } = await asks();
    const rows = Array.from({ length: 50 }, (_, n) =>
      bindings.DB.prepare(
        "INSERT INTO join_requests (id, campaign_id, account_id, code, role, name, status, created_at) VALUES (?, ?, ?, ?, 'player', 'A', 'waiting', 1)",
      ).bind(`j_${campaign.id}${n}`, campaign.id, `a_${n}`, code),
    );
    await bindings.DB.batch(rows);
    const late = new Visitor();
    const heard = await late.sends("POST", `/api/invites/${code}/accept`, { body: { name: "Late" } });
    expectProblem(heard, "too-many-waiting");
    expect(late.cookie).toBeNull();
  });

  test("a name that somebody took between yes and sitting down can be changed then", async () => {
    const { olga, path, asks, open } = await table();
    const { code } = await asks();
    const tom = new Visitor();
    await knocks(tom, code, "Tom");
    await decides(olga, path, true);
    await new Visitor().joins(open, "Tom");
    expectProblem(await tom.sends("POST", `/api/invites/${code}/accept`, { body: {} }), "name-taken");
    await knocks(tom, code, "Tomas");
    expect(await tom.gets("GET", path)).toMatchObject({ role: "player" });
  });
});

describe("whoever lost their place", () => {
  test("asks by whichever link, and has their very place again after a yes", async () => {
    const { olga, path, open } = await table();
    const tom = new Visitor();
    const { memberId } = await tom.joins(open, "Tom");
    await olga.gets("DELETE", `${path}/members/${memberId}`);
    expect(await knocks(tom, open)).toEqual({ waiting: true });
    expect(await waits(olga, path)).toMatchObject([{ name: "Tom", cameBefore: true }]);
    await decides(olga, path, true);
    expect(await knocks(tom, open)).toMatchObject({ memberId });
    expect(await tom.gets("GET", path)).toMatchObject({ role: "player" });
  });

  test("who was banned is not even asked about, until the ban is lifted", async () => {
    const { olga, gisela, path, open } = await table();
    const tom = new Visitor();
    const { memberId } = await tom.joins(open, "Tom");
    await gisela.gets("POST", `${path}/bans`, { body: { memberId, reason: "Shouting" } });
    expectProblem(await tom.sends("GET", path), "member-removed");
    expectProblem(await tom.sends("POST", `/api/invites/${open}/accept`, { body: {} }), "member-removed");
    expect((await olga.gets<Items<Ban>>("GET", `${path}/bans`)).items).toMatchObject([{ memberId }]);
    await olga.gets("DELETE", `${path}/bans/${memberId}`);
    expect(await knocks(tom, open)).toEqual({ waiting: true });
  });

  test("a GM lets somebody back by hand, and a ban goes with it", async () => {
    const { olga, path, open } = await table();
    const tom = new Visitor();
    const { memberId } = await tom.joins(open, "Tom");
    await olga.gets("POST", `${path}/bans`, { body: { memberId } });
    await olga.gets("POST", `${path}/members/${memberId}/back`, { body: {} });
    expect(await tom.gets("GET", path)).toMatchObject({ role: "player" });
    expect((await olga.gets<Items<Ban>>("GET", `${path}/bans`)).items).toEqual([]);
  });

  test("nobody bans the owner, nor somebody of another table", async () => {
    const [here, there] = [await table(), await table()];
    const owner = (await here.olga.gets<CampaignCard>("GET", here.path)).memberId;
    expectProblem(await here.gisela.sends("POST", `${here.path}/bans`, { body: { memberId: owner } }), "not-allowed");
    expectProblem(
      await here.olga.sends("POST", `${here.path}/bans`, { body: { memberId: there.gmsPlace } }),
      "not-found",
    );
  });
});

describe("leaving and handing over", () => {
  test("whoever leaves is gone at once, and the table is no longer on their list", async () => {
    const { path, open } = await table();
    const tom = new Visitor();
    await tom.joins(open, "Tom");
    const headers = { "idempotency-key": crypto.randomUUID() };
    expect((await tom.sends("DELETE", `${path}/place`, { headers })).status).toBe(204);
    expect(await tom.gets<Items<CampaignCard>>("GET", "/api/campaigns")).toMatchObject({ items: [] });
    expectProblem(await tom.sends("GET", path), "member-removed");
  });

  test("the owner stays until the table is somebody else's, and then is a GM of it", async () => {
    const { olga, gisela, gmsPlace, path } = await table();
    expectProblem(await olga.sends("DELETE", `${path}/place`), "not-allowed");
    await olga.gets("POST", `${path}/owner`, { body: { memberId: gmsPlace } });
    expect(await gisela.gets("GET", path)).toMatchObject({ role: "owner" });
    expect(await olga.gets("GET", path)).toMatchObject({ role: "gm" });
    expectProblem(await olga.sends("PATCH", path, { body: { title: "Mine again" } }), "not-allowed");
    expect(await gisela.gets("PATCH", path, { body: { title: "Mine now" } })).toMatchObject({ title: "Mine now" });
    const { code } = await gisela.gets<Invite>("POST", `${path}/invites`, { body: {} });
    expect(await new Visitor().gets("GET", `/api/invites/${code}`)).toMatchObject({ hostName: "Gisela" });
    expect((await olga.sends("DELETE", `${path}/place`)).status).toBe(204);
  });
});

describe("the terms of an invitation", () => {
  test("change while it is in force, and the new link takes them along", async () => {
    const { olga, path, code } = await table({ uses: 3 });
    const changed = await olga.gets<Invite>("PATCH", `${path}/invites/${code}`, {
      body: { approval: "locked", days: 30, uses: 5 },
    });
    expect(changed).toMatchObject({ code, approval: "locked", usesLeft: 5, revoked: false });
    expectProblem(
      await new Visitor().sends("POST", `/api/invites/${code}/accept`, { body: { name: "Tom" } }),
      "table-locked",
    );
    const fresh = await olga.gets<Invite>("POST", `${path}/invites/${code}/regenerate`);
    expect(fresh).toMatchObject({ approval: "locked", usesLeft: 5, expiresAt: changed.expiresAt });
    expect(fresh.code).not.toBe(code);
    expectProblem(await new Visitor().sends("GET", `/api/invites/${code}`), "invite-invalid");
    expectProblem(await olga.sends("POST", `${path}/invites/${code}/regenerate`), "not-found");
    expectProblem(await olga.sends("PATCH", `${path}/invites/${code}`, { body: { uses: 9 } }), "not-found");
  });

  test("two who make it anew at once make one new link", async () => {
    const { olga, gisela, path, code } = await table();
    const heard = await Promise.all([
      olga.sends("POST", `${path}/invites/${code}/regenerate`),
      gisela.sends("POST", `${path}/invites/${code}/regenerate`),
    ]);
    expect(heard.map(({ status }) => status).sort()).toEqual([201, 404]);
  });

  test("a GM's chair is the owner's to give: to a GM such a link is not there", async () => {
    const { olga, gisela, path } = await table();
    expectProblem(await gisela.sends("POST", `${path}/invites`, { body: { role: "gm" } }), "not-allowed");
    const { code } = await olga.gets<Invite>("POST", `${path}/invites`, { body: { role: "gm", approval: "ask" } });
    const { items } = await gisela.gets<Items<Invite>>("GET", `${path}/invites`);
    expect(items.map((each) => each.code)).not.toContain(code);
    for (const [method, rest, body] of [
      ["PATCH", "", { uses: 50 }],
      ["POST", "/regenerate", undefined],
      ["DELETE", "", undefined],
    ] as const)
      expectProblem(await gisela.sends(method, `${path}/invites/${code}${rest}`, { body }), "not-found");
    const tom = new Visitor();
    await knocks(tom, code, "Tom");
    expectProblem(await decides(gisela, path, true), "not-allowed");
    expect((await decides(olga, path, true)).status).toBe(204);
    await knocks(tom, code);
    expect(await tom.gets("GET", path)).toMatchObject({ role: "gm" });
  });
});

test.each([
  ["nothing", { campaignTitle: null, hostName: null, adventure: null }],
  ["title", { campaignTitle: expect.any(String), hostName: "Olga", adventure: null }],
  ["full", { campaignTitle: expect.any(String), hostName: "Olga", adventure: { title: expect.any(String) } }],
] as const)("a link tells %s before somebody joins, as the owner chose", async (preview, told) => {
  const { olga, path, code } = await table();
  expect(await olga.gets("PATCH", path, { body: { preview } })).toMatchObject({ preview });
  expect(await new Visitor().gets<InvitePreview>("GET", `/api/invites/${code}`)).toMatchObject(told);
});

test("a code that is not one's own request cannot be told from one that never was", async () => {
  const { code } = await table();
  const tom = new Visitor();
  await tom.gets("POST", "/api/auth/guest", { body: { name: "Tom" } });
  const [there, nowhere] = [
    await tom.sends("GET", `/api/invites/${code}/request`),
    await tom.sends("GET", "/api/invites/ABCDEFGH/request"),
  ];
  expectProblem(there, "invite-invalid");
  expect(there.text).toBe(nowhere.text);
});

describe("the trail", () => {
  test("tells those who run the table what was done by whom, and everybody what they did, without codes and names", async () => {
    const { olga, gisela, gmsPlace, path, open } = await table();
    const tom = new Visitor();
    const { memberId } = await tom.joins(open, "Tom");
    expectProblem(await tom.sends("PATCH", `${path}/members/${memberId}`, { body: { role: "gm" } }), "not-allowed");
    await gisela.gets("DELETE", `${path}/members/${memberId}`);
    const page = await olga.gets<AuditPage>("GET", `${path}/trail`);
    expect(page.items.slice(0, 3)).toMatchObject([
      { verb: "removed", result: "done", target: memberId, memberId: gmsPlace },
      { verb: "role-given", result: "refused", target: memberId, memberId },
      { verb: "came-by-invite", result: "done", memberId },
    ]);
    const own = await tom.gets<AuditPage>("GET", "/api/me/trail");
    expect(own.items.map(({ verb }) => verb)).toEqual(["role-given", "came-by-invite"]);
    expect(JSON.stringify([page, own])).not.toMatch(new RegExp(`${open}|Tom|Gisela`));
  });

  test("goes on page by page", async () => {
    const { olga, path } = await table();
    for (let n = 0; n < 101; n++) await olga.gets("PATCH", path, { body: { title: `Night ${n}` } });
    const first = await olga.gets<AuditPage>("GET", `${path}/trail`);
    expect(first.items).toHaveLength(100);
    const rest = await olga.gets<AuditPage>("GET", `${path}/trail?before=${first.next}`);
    expect(rest.next).toBeNull();
    expect(rest.items.at(-1)?.verb).toBe("campaign-started");
  });
});
