import { expect, test } from "vitest";
import type { CampaignId, MemberId } from "../../contracts/ids.ts";
import type { Job } from "../../contracts/jobs.ts";
import { UPLOAD_PART_BYTES } from "../../contracts/library.ts";
import { verifyNdjson } from "../../core/ledger/index.ts";
import type { JobBindings } from "../../jobs/bindings.ts";
import { erasePerson } from "../../jobs/erase-person.ts";
import { bindings, expectProblem, Visitor } from "../../testkit/api-visitor.ts";
import { JobLine } from "../../testkit/job-line.ts";
import { libraryTable } from "../../testkit/library-visitor.ts";
import { Operator } from "../../testkit/operator.ts";
import { openTable, roomOf } from "../../testkit/room-at-hand.ts";

const jobs: Job[] = [];
const JOBS = { send: async (job: Job) => void jobs.push(job) } as unknown as typeof bindings.JOBS;
const operator = await Operator.withKey({ JOBS });
const reason = "A drill before the release.";

async function exportedTable() {
  const { campaign, olga, peter } = await libraryTable();
  const campaignId = campaign.id as CampaignId;
  const room = roomOf(campaignId);
  const by = (await peter.gets<{ memberId: MemberId }>("GET", `/api/campaigns/${campaignId}`)).memberId;
  const says = { type: "chat", channel: "ooc", to: [], text: "Peter was here." } as const;
  expect(await room.command(by, crypto.randomUUID() as never, says as never)).toMatchObject({ ok: true });
  const log = await operator.asks<string>("campaign-export", { campaignId, reason });
  const me = await olga.gets<{ accountId: string }>("GET", "/api/me");
  return { campaign, campaignId, olga, peter, peterAt: by, room, log, accountId: me.accountId };
}

test("[Z1] a log goes on here under the account it is brought for, whose link lets the others in", async () => {
  const { log, accountId, olga, campaign } = await exportedTable();
  const dry = await operator.brings("campaign-import", { owner: accountId, reason, dryRun: true }, log);
  expect(dry.body).toEqual({ ownerName: "Olga" });
  const heard = await operator.brings("campaign-import", { owner: accountId, title: "Moved house", reason }, log);
  const made = heard.body as { campaignId: CampaignId; invite: string };
  expect(made).toMatchObject({ title: "Moved house" });
  expect(await olga.gets("GET", `/api/campaigns/${made.campaignId}`)).toMatchObject({ role: "owner" });
  await new Visitor().joins(made.invite.split("/").at(-1) ?? "", "Peter");
  const through = verifyNdjson(log).headSeq;
  const back = await operator.asks<string>("campaign-export", {
    campaignId: made.campaignId,
    throughSeq: through,
    reason,
  });
  expect(back.slice(back.indexOf("\n"))).toBe(log.slice(log.indexOf("\n")));
  expect(campaign.id).not.toBe(made.campaignId);
});

test("bytes that are not those that were signed change nothing, and a log that does not hold is refused with its reason", async () => {
  const { log, accountId } = await exportedTable();
  const about = { owner: accountId, reason };
  expectProblem(await operator.brings("campaign-import", about, "x".repeat(17 * 1_024 * 1_024)), "bad-request");
  const other = await operator.brings("campaign-import", about, log, { signedHash: "0".repeat(64) });
  expect(other.status).toBe(404);
  const bent = log.replace("Peter was here.", "Peter was gone.");
  expect(expectProblem(await operator.brings("campaign-import", about, bent), "log-refused").detail).toContain(
    "does not hold",
  );
});

test("files come along part by part, each once, under the ids of the history, and are read", async () => {
  const { olga, campaignId, log, accountId, peterAt, peter } = await exportedTable();
  const text = new TextEncoder().encode(`# Gazetteer\n\n${"A town by the water. ".repeat(300_000)}`);
  const { id: originId } = await olga.brings("gazetteer.md", text, "players");
  const { body } = await operator.brings("campaign-import", { owner: accountId, reason }, log);
  const made = (body as { campaignId: CampaignId }).campaignId;
  const about = {
    ...{ campaignId: made, originId, title: "gazetteer.md", sizeBytes: text.length, visibility: "players" },
    ...{ addedBy: peterAt, reason },
  };
  const parts = [text.subarray(0, UPLOAD_PART_BYTES), text.subarray(UPLOAD_PART_BYTES)];
  const statuses = [];
  for (const part of [1, 1, 2, 2]) {
    const heard = await operator.brings("campaign-import-file", { ...about, part }, parts[part - 1] ?? "");
    statuses.push((heard.body as { status: string }).status);
  }
  expect(statuses).toEqual(["pending", "pending", "stored", "stored"]);
  expect(jobs.filter((job) => "campaignId" in job && job.campaignId === made)).toHaveLength(1);
  const shown = await olga.gets<{ upload: { id: string; title: string } }>(
    "GET",
    `/api/campaigns/${made}/uploads/${originId}`,
  );
  expect(shown.upload).toMatchObject({ title: "gazetteer.md" });
  expect(shown.upload.id).not.toBe(originId);
  const original = await olga.sends("GET", `/api/campaigns/${made}/uploads/${originId}/file`);
  expect(original.bytes.length).toBe(text.length);
  expect((await peter.sends("GET", `/api/campaigns/${made}/uploads/${originId}`)).status).toBe(404);
  expect((await olga.sends("GET", `/api/campaigns/${campaignId}/uploads/${shown.upload.id}`)).status).toBe(404);
});

test("what holds no such thing is not taken, whatever its row says", async () => {
  const { log, accountId, peterAt } = await exportedTable();
  const { body } = await operator.brings("campaign-import", { owner: accountId, reason }, log);
  const made = (body as { campaignId: CampaignId }).campaignId;
  const about = { campaignId: made, originId: `u_${"b".repeat(20)}`, title: "map.png", visibility: "gm" };
  const evil = "<svg onload=alert(1)>";
  const heard = await operator.brings(
    "campaign-import-file",
    { ...about, sizeBytes: evil.length, addedBy: peterAt, part: 1, reason },
    evil,
  );
  expectProblem(heard, "wrong-file-type");
});

test("words of somebody who was erased do not come back with an older copy", async () => {
  const { log, accountId, peter } = await exportedTable();
  const { accountId: peterId, name } = await peter.gets<{ accountId: string; name: string }>("GET", "/api/me");
  await operator.asks("user-erase", { who: peterId, name, reason });
  await erasePerson({ job: "erase_person", accountId: peterId as never }, bindings as unknown as JobBindings);
  const { body } = await operator.brings("campaign-import", { owner: accountId, reason }, log);
  const campaignId = (body as { campaignId: CampaignId }).campaignId;
  const told = await operator.asks<string>("campaign-export", { campaignId, reason });
  expect(log).toContain("Peter was here.");
  expect(told).not.toContain("Peter was here.");
  expect(verifyNdjson(told).findings).toEqual([]);
});

test("a drill leaves nothing behind, and no table can be ended as one", async () => {
  const { log, campaignId } = await exportedTable();
  const heard = await operator.brings("campaign-import", { owner: null, reason }, log);
  const drill = (heard.body as { campaignId: CampaignId }).campaignId;
  expect((await operator.sends("campaign-export", { campaignId: drill, reason, dryRun: true })).status).toBe(200);
  expect(await operator.asks("drill-end", { campaignId: drill, reason, dryRun: true })).toEqual({ emptied: false });
  expect(await operator.asks("drill-end", { campaignId: drill, reason })).toEqual({ emptied: true });
  expect(await operator.asks("drill-end", { campaignId: drill, reason })).toEqual({ emptied: true });
  expectProblem(await operator.sends("campaign-export", { campaignId: drill, reason }), "not-found");
  expectProblem(await operator.sends("drill-end", { campaignId, reason }), "not-allowed");
});

test("[G18] fifty tables exported, and every one comes back with the hashes it had", async () => {
  const campaigns = [];
  for (let n = 0; n < 50; n += 1) {
    const { campaignId, room, owner } = await openTable([], { ruleset: n % 2 === 0 ? "d20" : "embers" });
    for (let roll = 0; roll <= n % 5; roll += 1)
      await room.command(
        owner,
        crypto.randomUUID() as never,
        {
          ...{ type: "roll", expression: "2d6", visibility: "public" },
        } as never,
      );
    campaigns.push({ campaignId, log: await operator.asks<string>("campaign-export", { campaignId, reason }) });
    expect(await room.erase(owner)).toMatchObject({ emptied: true });
  }
  const heads = new Set<string>();
  for (const { log } of campaigns) {
    const { headSeq: throughSeq, headHash } = verifyNdjson(log);
    const heard = await operator.brings("campaign-import", { owner: null, reason }, log);
    const { campaignId } = heard.body as { campaignId: CampaignId };
    const back = await operator.asks<string>("campaign-export", { campaignId, throughSeq, reason });
    expect(back.slice(back.indexOf("\n"))).toBe(log.slice(log.indexOf("\n")));
    const state = await operator.asks<string>("campaign-snapshot", { campaignId, throughSeq, reason });
    expect(JSON.parse(state)).toMatchObject({ head: { seq: throughSeq, hash: headHash } });
    expect(await operator.asks("drill-end", { campaignId, reason })).toEqual({ emptied: true });
    heads.add(headHash);
  }
  expect(heads.size).toBe(50);
}, 120_000);

test("a table that goes on from another has its files too, and keeps them when that one is gone", async () => {
  const { olga, campaignId } = await exportedTable();
  const text = new TextEncoder().encode("# Gazetteer\n\nA town by the water.");
  const { id } = await olga.brings("gazetteer.md", text, "players");
  const gone = await olga.brings("other.md", text);
  olga.jobs.length = 0;
  const headers = { "idempotency-key": crypto.randomUUID() };
  const asked = { body: {}, headers };
  const made = await olga.gets<{ campaign: { id: string } }>("POST", `/api/campaigns/${campaignId}/forks`, asked);
  await olga.gets("POST", `/api/campaigns/${campaignId}/forks`, asked);
  await olga.sends("DELETE", `${olga.library}/${gone.id}`);
  const line = new JobLine(bindings as unknown as JobBindings, { copies: () => 2 });
  for (const job of olga.jobs.filter((each) => each.job === "copy_upload")) line.send(job);
  await line.drain();
  const library = `/api/campaigns/${made.campaign.id}/uploads`;
  const { items } = await olga.gets<{ items: { title: string; status: string }[] }>("GET", library);
  expect(items).toMatchObject([{ title: "gazetteer.md", status: "ready" }]);
  await olga.sends("DELETE", `${olga.library}/${id}`);
  expect((await olga.sends("GET", `${library}/${id}/file`)).bytes).toEqual(text);
  const found = await olga.gets<{ items: object[] }>("GET", `/api/campaigns/${made.campaign.id}/lore/search?q=water`);
  expect(found.items).toHaveLength(1);
});
