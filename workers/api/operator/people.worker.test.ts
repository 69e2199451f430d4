import { expect, test } from "vitest";
import type { Me } from "../../contracts/http.ts";
import type { JobBindings } from "../../jobs/bindings.ts";
import { erasePerson } from "../../jobs/erase-person.ts";
import { bindings, expectProblem, Visitor } from "../../testkit/api-visitor.ts";
import { Operator } from "../../testkit/operator.ts";
import { randomIdOf } from "../../testkit/room-at-hand.ts";

const operator = await Operator.withKey();
const reason = "Asked for by mail.";

async function somebody() {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const tom = new Visitor();
  const { memberId } = await tom.joins(invite.code, "Tom");
  const { accountId } = await tom.gets<Me>("GET", "/api/me");
  return { olga, campaign, invite, tom, memberId, accountId };
}

test.each(["account", "member"] as const)(
  "everything about somebody, found by the id of their %s, as they would get it",
  async (by) => {
    const { tom, memberId, accountId } = await somebody();
    const who = by === "account" ? accountId : memberId;
    const told = await operator.asks<string>("user-export", { who, reason });
    const own = await tom.sends("GET", "/api/me/export");
    const kinds = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => Object.keys(JSON.parse(line) as object)[0]);
    expect(told).toContain(accountId);
    expect(kinds(told).filter((kind) => kind !== "done")).toEqual(kinds(own.text).filter((kind) => kind !== "done"));
    expect(await operator.asks("user-export", { who, reason, dryRun: true })).toEqual({ accountId, tables: 1 });
    const trail = await tom.gets<{ items: { verb: string }[] }>("GET", "/api/me/trail");
    expect(trail.items.filter(({ verb }) => verb === "keeper-exported")).toHaveLength(1);
  },
);

test("an erasure names whom it is about; then they are signed out at once, and gone when the job has run", async () => {
  const { tom, olga, accountId, memberId, campaign } = await somebody();
  const dry = await operator.asks("user-erase", { who: memberId, reason, dryRun: true });
  expect(dry).toEqual({ accountId, name: "Tom", tables: 1 });
  expectProblem(await operator.sends("user-erase", { who: memberId, reason, name: "Tim" }), "bad-request");
  expect((await tom.sends("GET", "/api/me/sessions")).status).toBe(200);
  const begun = await operator.asks("user-erase", { who: memberId, reason, name: "Tom" });
  expect(begun).toMatchObject({ accountId, finishedAt: null });
  expect((await tom.sends("GET", "/api/me/sessions")).status).toBe(401);
  await erasePerson({ job: "erase_person", accountId }, bindings as unknown as JobBindings);
  const receipt = await olga.gets<{ finishedAt: number }>("GET", `/api/erasures/${accountId}`);
  expect(receipt.finishedAt).toBeGreaterThan(0);
  const { items } = await olga.gets<{ items: { name: string }[] }>("GET", `/api/campaigns/${campaign.id}/members`);
  expect(items.map(({ name }) => name)).not.toContain("Tom");
  expectProblem(await operator.sends("user-erase", { who: memberId, reason, name: "Tom" }), "not-found");
});

test("somebody is signed out of every browser, and nobody else is", async () => {
  const { tom, olga, accountId } = await somebody();
  const other = new Visitor();
  await other.signsInAs(accountId);
  expect(await operator.asks("sessions-revoke", { who: accountId, reason, dryRun: true })).toMatchObject({ ended: 2 });
  expect((await tom.sends("GET", "/api/me/sessions")).status).toBe(200);
  expect(await operator.asks("sessions-revoke", { who: accountId, reason })).toEqual({ accountId, ended: 2 });
  for (const browser of [tom, other]) expect((await browser.sends("GET", "/api/me/sessions")).status).toBe(401);
  expect((await olga.sends("GET", "/api/me/sessions")).status).toBe(200);
});

test("everybody is signed out at once", async () => {
  const { tom, olga } = await somebody();
  const { ended } = await operator.asks<{ ended: number }>("sessions-revoke", { who: null, reason });
  expect(ended).toBeGreaterThanOrEqual(2);
  for (const browser of [tom, olga]) expect((await browser.sends("GET", "/api/me/sessions")).status).toBe(401);
});

test("old keys are taken away when asked to: a browser gets a new token in passing, a copied token is worth nothing", async () => {
  const { tom } = await somebody();
  const copied = new Visitor();
  copied.cookies = new Map([...tom.cookies].filter(([name]) => !name.includes("refresh")));
  expect((await copied.sends("GET", "/api/me/sessions")).status).toBe(200);
  const { dropped } = await operator.asks<{ dropped: number }>("keys-rotate", { revokeOld: true });
  expect(dropped).toBeGreaterThanOrEqual(1);
  expect((await copied.sends("GET", "/api/me/sessions")).status).toBe(401);
  expect((await tom.sends("GET", "/api/me/sessions")).status).toBe(200);
});

test("of nobody there is nothing to do, and a reason is needed", async () => {
  for (const who of [`a_${"b".repeat(20)}`, randomIdOf("m")])
    for (const name of ["user-export", "user-erase", "sessions-revoke"])
      expectProblem(await operator.sends(name, { who, reason }), "not-found");
  expectProblem(await operator.sends("sessions-revoke", { who: null }), "bad-request");
});

test("a campaign is put away and taken out again; a dry run does neither", async () => {
  const { olga, campaign } = await somebody();
  const status = async () => (await olga.gets<{ status: string }>("GET", `/api/campaigns/${campaign.id}`)).status;
  const named = { campaignId: campaign.id, reason };
  await operator.asks("campaign-archive", { ...named, dryRun: true });
  expect(await status()).toBe("open");
  await operator.asks("campaign-archive", named);
  expect(await status()).toBe("archived");
  await operator.asks("campaign-archive", { ...named, takeOut: true });
  expect(await status()).toBe("open");
  const listed = [];
  for (let after: string | null = ""; after !== null; ) {
    const page: { items: { campaignId: string }[]; next: string | null } = await operator.asks("campaign-list", {
      after,
    });
    listed.push(...page.items);
    after = page.next;
  }
  expect(listed.filter(({ campaignId }) => campaignId === campaign.id)).toHaveLength(1);
});
