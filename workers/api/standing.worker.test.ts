import { expect, test } from "vitest";
import type { MemberId } from "../contracts/ids.ts";
import { TableStanding } from "../contracts/standing.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { shelveFile } from "../testkit/shelve-file.ts";

async function table() {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const tom = new Visitor();
  const { memberId } = await tom.joins(invite.code, "Tom");
  const path = `/api/campaigns/${campaign.id}/standing`;
  const stands = async () => TableStanding.parse(await olga.gets("GET", path));
  return { olga, tom, campaign, memberId, path, stands, room: bindings.ROOM.getByName(campaign.id) };
}

test("those who run a table see how it stands, and nobody else", async () => {
  const { tom, path, stands } = await table();
  expect(await stands()).toMatchObject({
    room: { standstill: null, status: "open", epoch: 1, turnSince: null, turns: { answered: 0, medianMs: null } },
    files: { all: 0, reading: 0, stuck: 0, failed: 0 },
    deadJobs: 0,
    server: { dm: "oracle", parts: { database: "ok", files: "ok", rooms: "ok" } },
  });
  expectProblem(await tom.sends("GET", path), "not-allowed");
  expectProblem(await new Visitor().sends("GET", path), "sign-in-needed");
});

test("files that are stuck or failed, dead jobs of this table alone, a quarantine and a part that is down", async () => {
  const { olga, campaign, path, stands, room } = await table();
  const other = await table();
  await shelveFile(campaign.id);
  await shelveFile(campaign.id, { status: "failed" });
  await shelveFile(campaign.id, { status: "extracting" });
  await shelveFile(campaign.id, { status: "chunking", updatedAt: Date.now() - 31 * 60_000 });
  await shelveFile(campaign.id, { deletedAt: 1 });
  const dead = "INSERT INTO dead_jobs VALUES (?, 'archive_log', ?, 'x', 1, NULL)";
  for (const each of [campaign.id, other.campaign.id])
    await bindings.DB.prepare(dead).bind(crypto.randomUUID(), each).run();
  await room.setQuarantine("We look into a fault.");
  const told = await stands();
  expect(told).toMatchObject({ files: { all: 4, reading: 2, stuck: 1, failed: 1 }, deadJobs: 1 });
  expect(told.room.standstill).toContain("We look into a fault.");

  const FILES = { ...bindings.FILES, head: () => Promise.reject(new Error("down")) } as unknown as R2Bucket;
  const through = new Visitor({ env: { ...olga.env, FILES } });
  through.cookie = olga.cookie;
  expect(await through.gets("GET", path)).toMatchObject({ server: { parts: { files: "down", database: "ok" } } });
});

test("turns are counted from the room's own log", async () => {
  const { memberId, stands, room } = await table();
  const free = (await room.outline())?.members.length ?? 0;
  expect(free).toBe(2);
  const roll = { type: "roll" as const, expression: "1d20", visibility: "public" as const };
  await room.command(memberId as MemberId, crypto.randomUUID() as never, roll);
  const { room: told, at } = await stands();
  expect(told.seq).toBe((await room.outline())?.seq);
  expect(at - told.lastEventAt).toBeLessThan(60_000);
  expect(told.turns.since).toBeGreaterThan(at - 86_400_001);
});
