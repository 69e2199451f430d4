import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { CampaignCreated, type CampaignList, type MemberRow } from "../contracts/http.ts";
import type { Invite, Joined } from "../contracts/sharing.ts";
import { bindings, expectProblem, options, site, Visitor } from "../testkit/api-visitor.ts";

const adventureId = options.adventures[0]?.id ?? "";
type Campaigns = z.infer<typeof CampaignList>;

async function signedIn(name = "Mira"): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.gets("POST", "/api/auth/guest", { body: { name } });
  return visitor;
}

describe("starting a campaign", () => {
  test("takes one request and no account: a name, a table, a link", async () => {
    const mira = new Visitor();
    const heard = await mira.sends("POST", "/api/campaigns", { body: { adventureId, name: "Mira" } });
    expect(heard.status).toBe(201);
    const made = CampaignCreated.parse(heard.body);
    expect(made.campaign).toMatchObject({ role: "owner", status: "open", title: options.adventures[0]?.title });
    expect(made.invite.url).toBe(`${site}/j/${made.invite.code}`);
    expect(heard.headers.get("location")).toBe(`/api/campaigns/${made.campaign.id}`);
    expect(await mira.gets("GET", `/api/campaigns/${made.campaign.id}`)).toEqual(made.campaign);
    // Asked for by itself it also says how long this browser will know them.
    expect(await mira.gets("GET", "/api/me")).toEqual({ ...made.me, endsAt: expect.any(Number) });
  });

  test("needs a name from somebody new", async () => {
    expectProblem(await new Visitor().sends("POST", "/api/campaigns", { body: { adventureId } }), "sign-in-needed");
  });

  test("knows only its adventures and their rules", async () => {
    const mira = await signedIn();
    expectProblem(await mira.sends("POST", "/api/campaigns", { body: { adventureId: "no-such-thing" } }), "not-found");
    expect((await mira.gets<Campaigns>("GET", "/api/campaigns")).items).toEqual([]);
  });

  test("with one key, twenty requests at once open one table", async () => {
    const mira = await signedIn();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const heard = await Promise.all(
      Array.from({ length: 20 }, () => mira.sends("POST", "/api/campaigns", { body: { adventureId }, headers })),
    );
    expect(heard.map(({ status }) => status).filter((status) => status !== 201 && status !== 429)).toEqual([]);
    const made = heard.filter(({ status }) => status === 201).map(({ body }) => CampaignCreated.parse(body));
    expect(new Set(made.map(({ campaign }) => campaign.id)).size).toBe(1);
    expect(new Set(made.map(({ invite }) => invite.code)).size).toBe(1);
    const id = made[0]?.campaign.id;
    expect((await mira.gets<Campaigns>("GET", "/api/campaigns")).items.map((each) => each.id)).toEqual([id]);
    const members = await mira.gets<{ items: MemberRow[] }>("GET", `/api/campaigns/${id}/members`);
    expect(members.items).toHaveLength(1);
    const invites = await mira.gets<{ items: Invite[] }>("GET", `/api/campaigns/${id}/invites`);
    expect(invites.items).toHaveLength(1);
  });

  test("one key for two different tables is refused", async () => {
    const mira = await signedIn();
    const headers = { "idempotency-key": crypto.randomUUID() };
    await mira.gets("POST", "/api/campaigns", { body: { adventureId, title: "One" }, headers });
    expectProblem(
      await mira.sends("POST", "/api/campaigns", { body: { adventureId, title: "Two" }, headers }),
      "action-conflict",
    );
  });

  test("the same key from somebody else is another key", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const [mira, tom] = [await signedIn("Mira"), await signedIn("Tom")];
    const hers = await mira.gets<CampaignCreated>("POST", "/api/campaigns", { body: { adventureId }, headers });
    const his = await tom.gets<CampaignCreated>("POST", "/api/campaigns", { body: { adventureId }, headers });
    expect(his.campaign.id).not.toBe(hers.campaign.id);
  });
});

describe("the list", () => {
  test("comes in pages without a gap or a double", async () => {
    const mira = await signedIn();
    for (let n = 0; n < 7; n++) await mira.gets("POST", "/api/campaigns", { body: { adventureId, title: `No. ${n}` } });
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const at = cursor === "" ? "" : `&cursor=${cursor}`;
      const page: Campaigns = await mira.gets("GET", `/api/campaigns?limit=3${at}`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next;
    }
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, n) => `No. ${n}`));
  });

  test.each(["x", "%00", "W10", "WyJhIiwxXQ", "a".repeat(201)])(
    "a cursor that is none of ours is refused: %s",
    async (cursor) => {
      expectProblem(await (await signedIn()).sends("GET", `/api/campaigns?cursor=${cursor}`), "bad-request");
    },
  );
});

test("whoever started it may rename it and put it away and back; nobody else may", async () => {
  const mira = new Visitor();
  const { campaign, invite } = await mira.startsTable();
  const tom = new Visitor();
  await tom.joins(invite.code, "Tom");
  const path = `/api/campaigns/${campaign.id}`;
  expect(await mira.gets("PATCH", path, { body: { title: "The Long Night" } })).toMatchObject({
    title: "The Long Night",
  });
  expectProblem(await tom.sends("PATCH", path, { body: { title: "Mine" } }), "not-allowed");
  expect(await tom.gets("GET", path)).toMatchObject({ title: "The Long Night", role: "player" });
  expect(await mira.gets("PATCH", path, { body: { archived: true } })).toMatchObject({ status: "archived" });
  expectProblem(await tom.sends("POST", `${path}/ask`, { body: { question: "Who is there?" } }), "adventure-over");
  expectProblem(await new Visitor().sends("GET", `/api/invites/${invite.code}`), "invite-invalid");
  expect(await mira.gets("PATCH", path, { body: { archived: false } })).toMatchObject({ status: "open" });
  expect((await new Visitor().sends("GET", `/api/invites/${invite.code}`)).status).toBe(200);
});

describe("members", () => {
  async function threeAtTable() {
    const [mira, tom, ann] = [new Visitor(), new Visitor(), new Visitor()];
    const { campaign, invite } = await mira.startsTable();
    const toms = (await tom.joins(invite.code, "Tom")).memberId;
    const anns = (await ann.joins(invite.code, "Ann")).memberId;
    return { mira, tom, ann, toms, anns, invite, path: `/api/campaigns/${campaign.id}` };
  }

  test("a role given at the table counts at once, in the room and in the lists", async () => {
    const { mira, tom, toms, path } = await threeAtTable();
    expectProblem(await tom.sends("GET", `${path}/invites`), "not-allowed");
    expect((await mira.sends("PATCH", `${path}/members/${toms}`, { body: { role: "gm" } })).status).toBe(204);
    expect((await tom.sends("GET", `${path}/invites`)).status).toBe(200);
    expect(await tom.gets("GET", path)).toMatchObject({ role: "gm" });
  });

  test("a player may neither promote nor remove anybody", async () => {
    const { tom, toms, anns, path } = await threeAtTable();
    expectProblem(await tom.sends("PATCH", `${path}/members/${toms}`, { body: { role: "gm" } }), "not-allowed");
    expectProblem(await tom.sends("DELETE", `${path}/members/${anns}`), "not-allowed");
  });

  test("nobody is made owner", async () => {
    const { mira, toms, path } = await threeAtTable();
    expectProblem(await mira.sends("PATCH", `${path}/members/${toms}`, { body: { role: "owner" } }), "bad-request");
  });

  test("who was removed is out everywhere, and the old link does not bring them back", async () => {
    const { mira, tom, toms, invite, path } = await threeAtTable();
    expect((await mira.sends("DELETE", `${path}/members/${toms}?reason=Left%20the%20group`)).status).toBe(204);
    for (const inside of ["", "/members", "/log", "/export", "/keys"]) {
      expectProblem(await tom.sends("GET", `${path}${inside}`), "member-removed");
    }
    expectProblem(await tom.sends("POST", `${path}/tickets`), "member-removed");
    const knocked = await tom.sends("POST", `/api/invites/${invite.code}/accept`, { body: {} });
    expect(knocked.body).toEqual({ waiting: true });
    expectProblem(await tom.sends("GET", path), "member-removed");
    expect((await tom.gets<Campaigns>("GET", "/api/campaigns")).items).toEqual([]);
  });

  test("a removal that only the room knows is learnt at the next question", async () => {
    const { mira, tom, toms, path } = await threeAtTable();
    const { items } = await mira.gets<{ items: MemberRow[] }>("GET", `${path}/members`);
    const owner = items.find(({ role }) => role === "owner")?.memberId;
    const room = bindings.ROOM.getByName(path.split("/").at(-1) ?? "");
    const command = { type: "gm_remove_member", memberId: toms, reason: "Over the socket." } as const;
    if (owner === undefined) throw new Error("A table has an owner.");
    expect(await room.command(owner, crypto.randomUUID() as never, command)).toMatchObject({ ok: true });
    expectProblem(await tom.sends("GET", `${path}/log`), "member-removed");
    expect((await tom.gets<Campaigns>("GET", "/api/campaigns")).items).toEqual([]);
  });

  test("one key removes once, and for another member it is refused", async () => {
    const { mira, toms, anns, path } = await threeAtTable();
    const headers = { "idempotency-key": crypto.randomUUID() };
    expect((await mira.sends("DELETE", `${path}/members/${toms}`, { headers })).status).toBe(204);
    expect((await mira.sends("DELETE", `${path}/members/${toms}`, { headers })).status).toBe(204);
    expectProblem(await mira.sends("DELETE", `${path}/members/${anns}`, { headers }), "action-conflict");
  });
});

describe("the log over HTTP", () => {
  test("comes in pages, dense from the first event to the head", async () => {
    const mira = new Visitor();
    const { campaign } = await mira.startsTable();
    const seqs: number[] = [];
    let head = 1;
    for (let after = 0; after < head; after = seqs.at(-1) ?? head) {
      const page = await mira.gets<{ events: { header: { seq: number } }[]; head: number }>(
        "GET",
        `/api/campaigns/${campaign.id}/log?after=${after}&limit=4`,
      );
      seqs.push(...page.events.map(({ header }) => header.seq));
      head = page.head;
    }
    expect(seqs).toEqual(Array.from({ length: head }, (_, at) => at + 1));
  });

  test("the export is a file of lines and holds nothing that its reader may not know", async () => {
    const mira = new Visitor();
    const { campaign, invite } = await mira.startsTable();
    const tom = new Visitor();
    await tom.joins(invite.code, "Tom");
    const heard = await tom.sends("GET", `/api/campaigns/${campaign.id}/export`);
    expect(heard.headers.get("content-disposition")).toBe(`attachment; filename="emberhall-${campaign.id}.ndjson"`);
    const [, ...events] = heard.text
      .trim()
      .split("\n")
      .map((line): { body?: { audience: unknown } } => JSON.parse(line));
    expect(events.length).toBeGreaterThan(3);
    expect(events.filter(({ body }) => body?.audience === "gm")).toEqual([]);
  });

  test("the keys that sign the dice are there to check them", async () => {
    const mira = new Visitor();
    const { campaign } = await mira.startsTable();
    const { keys } = await mira.gets<{ keys: { publicKey: string }[] }>("GET", `/api/campaigns/${campaign.id}/keys`);
    expect(keys[0]?.publicKey).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("joining twice is being there once", async () => {
  const mira = new Visitor();
  const { invite } = await mira.startsTable();
  const tom = await signedIn("Tom");
  const joined = await Promise.all(
    Array.from({ length: 8 }, () => tom.gets<Joined>("POST", `/api/invites/${invite.code}/accept`, { body: {} })),
  );
  expect(new Set(joined.map(({ memberId }) => memberId)).size).toBe(1);
  const { campaignId } = joined[0] ?? { campaignId: "" };
  const { items } = await mira.gets<{ items: Invite[] }>("GET", `/api/campaigns/${campaignId}/invites`);
  expect(items[0]?.usesLeft).toBe(invite.usesLeft - 1);
});
