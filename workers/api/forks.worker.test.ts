import { expect, test } from "vitest";
import type { CampaignCard, CampaignCreated } from "../contracts/http.ts";
import type { MemberId } from "../contracts/ids.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { exportOf } from "../testkit/told-log.ts";

async function table() {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const tom = new Visitor();
  const { memberId } = await tom.joins(invite.code, "Tom");
  const room = bindings.ROOM.getByName(campaign.id);
  const says = async (text: string) => {
    const command = { type: "chat" as const, channel: "ooc" as const, to: [], text };
    const done = await room.command(memberId, crypto.randomUUID() as never, command);
    expect(done).toMatchObject({ ok: true });
  };
  return { olga, tom, campaign, path: `/api/campaigns/${campaign.id}`, memberId, room, says };
}

test("whoever runs a table goes on from it at one of their own, and both play on apart", async () => {
  const { olga, tom, path, campaign, says } = await table();
  await says("Before the road parts.");
  const headers = { "idempotency-key": crypto.randomUUID() };
  const made = await olga.gets<CampaignCreated>("POST", `${path}/forks`, {
    body: { title: "The other road" },
    headers,
  });
  const again = await olga.gets<CampaignCreated>("POST", `${path}/forks`, {
    body: { title: "The other road" },
    headers,
  });
  expect(again.campaign.id).toBe(made.campaign.id);
  expect(made.campaign).toMatchObject({ title: "The other road", role: "owner", adventureId: campaign.adventureId });
  await says("After.");

  const there = `/api/campaigns/${made.campaign.id}`;
  expectProblem(await tom.sends("GET", there), "not-found");
  expect(
    (await olga.gets<{ items: object[] }>("GET", `${there}/members`)).items.filter(
      (each) => !("removed" in each && each.removed),
    ),
  ).toHaveLength(1);
  const told = await exportOf(bindings.ROOM.getByName(made.campaign.id) as never, made.campaign.memberId);
  expect(told.report.findings).toEqual([]);
  expect(told.text).toContain("Before the road parts.");
  expect(told.text).not.toContain("After.");
  await new Visitor().joins(made.invite.code, "Tom");
  expect((await olga.gets<{ items: CampaignCard[] }>("GET", "/api/campaigns")).items).toHaveLength(2);
});

test("from an earlier event, and not from one that has not happened", async () => {
  const { olga, path, says } = await table();
  await says("First.");
  const { head } = await olga.gets<{ head: number }>("GET", `${path}/log?limit=1`);
  await says("Second.");
  const { campaign } = await olga.gets<CampaignCreated>("POST", `${path}/forks`, { body: { seq: head } });
  const { text } = await exportOf(bindings.ROOM.getByName(campaign.id) as never, campaign.memberId);
  expect(text).toContain("First.");
  expect(text).not.toContain("Second.");
  expectProblem(await olga.sends("POST", `${path}/forks`, { body: { seq: 9_000 } }), "bad-request");
});

test("a player may not: the history holds what only those who run it may know", async () => {
  const { tom, path } = await table();
  expectProblem(await tom.sends("POST", `${path}/forks`, { body: {} }), "not-allowed");
});

test("whoever was erased is erased in every table that goes on from there", async () => {
  const { olga, path, memberId, room, says } = await table();
  await says("The canary of Tom.");
  await room.erase(memberId as MemberId);
  const { campaign } = await olga.gets<CampaignCreated>("POST", `${path}/forks`, { body: {} });
  const { text, report } = await exportOf(bindings.ROOM.getByName(campaign.id) as never, campaign.memberId);
  expect(text).not.toContain("canary");
  expect(report).toMatchObject({ ok: true });
});
