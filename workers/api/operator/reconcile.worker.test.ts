import { afterEach, expect, test, vi } from "vitest";
import type { CampaignId, MemberId } from "../../contracts/ids.ts";
import type { Finding } from "../../contracts/operator.ts";
import { originalKey } from "../../db/file-keys.ts";
import { LOST_AFTER_MS } from "../../db/lost-files.ts";
import { bindings } from "../../testkit/api-visitor.ts";
import { libraryTable } from "../../testkit/library-visitor.ts";
import { Operator } from "../../testkit/operator.ts";
import { randomIdOf, roomOf } from "../../testkit/room-at-hand.ts";

afterEach(() => void vi.useRealTimers());
const operator = await Operator.withKey();
const { DB, FILES } = bindings;

/** All findings about one campaign, through all pages of all parts. */
async function reconciled(about: string, how: { mend?: boolean; dryRun?: boolean } = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const part of ["members", "campaigns", "objects"]) {
    for (let after: string | null = ""; after !== null; ) {
      const page: { findings: Finding[]; next: string | null } = await operator.asks("reconcile", {
        part,
        after,
        ...how,
      });
      findings.push(...page.findings);
      after = page.next;
    }
  }
  return findings.filter(({ target }) => target.includes(about));
}
const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind).sort();
const run = async (sql: string, ...values: unknown[]): Promise<unknown> =>
  await DB.prepare(sql)
    .bind(...values)
    .run();
const bytes = new TextEncoder().encode("# A book\n\nOf one page.");

test("[Z3] a campaign in which nothing is amiss has no findings", async () => {
  const { campaign, olga } = await libraryTable();
  await olga.brings("book.md", bytes);
  expect(await reconciled(campaign.id)).toEqual([]);
});

test("[Z3] the database put back to before a campaign began: its row is written anew from its room", async () => {
  const { campaign, olga } = await libraryTable();
  const before = await DB.prepare("SELECT * FROM campaigns WHERE id = ?").bind(campaign.id).first();
  await run("DELETE FROM campaigns WHERE id = ?", campaign.id);
  expect((await olga.sends("GET", `/api/campaigns/${campaign.id}`)).status).toBe(404);
  const found = await reconciled(campaign.id);
  expect(kinds(found)).toEqual(["member-without-campaign", "member-without-campaign"]);
  expect(found.every(({ mended }) => !mended)).toBe(true);
  expect(kinds(await reconciled(campaign.id, { mend: true, dryRun: true }))).toEqual(kinds(found));
  expect((await reconciled(campaign.id, { mend: true })).every(({ mended }) => mended)).toBe(true);
  expect(await reconciled(campaign.id)).toEqual([]);
  expect(await olga.gets("GET", `/api/campaigns/${campaign.id}`)).toMatchObject({
    title: campaign.title,
    role: "owner",
  });
  const after = await DB.prepare("SELECT * FROM campaigns WHERE id = ?").bind(campaign.id).first();
  expect(after).toMatchObject({ adventure_id: before?.adventure_id, ruleset: before?.ruleset, host_name: "Olga" });
});

test("[Z3] a member of a campaign that has neither row nor room is taken away, one with a room is not", async () => {
  const campaignId = randomIdOf("c");
  const memberId = randomIdOf("m");
  await run("INSERT INTO members VALUES (?, ?, ?, 'player', 1, NULL)", campaignId, crypto.randomUUID(), memberId);
  expect(kinds(await reconciled(campaignId, { mend: true }))).toEqual(["member-without-campaign"]);
  expect(await DB.prepare("SELECT * FROM members WHERE member_id = ?").bind(memberId).first()).toBeNull();
});

test("[Z3] a campaign whose room is empty is put away, and can be taken out again", async () => {
  const campaignId = randomIdOf("c");
  await run(
    "INSERT INTO campaigns (id, title, adventure_id, ruleset, host_name, status, seq, created_at, touched_at) VALUES (?, 'Gone', 'x', 'd20', 'Olga', 'open', 9, 1, 1)",
    campaignId,
  );
  expect(kinds(await reconciled(campaignId))).toEqual(["room-empty"]);
  await reconciled(campaignId, { mend: true });
  expect(await reconciled(campaignId)).toEqual([]);
  const row = await DB.prepare("SELECT archived_at FROM campaigns WHERE id = ?").bind(campaignId).first();
  expect(row?.archived_at).not.toBeNull();
});

test("[Z3] copies of roles follow the room, and a row that is ahead of its room is brought back", async () => {
  const { campaign, peter } = await libraryTable();
  const room = roomOf(campaign.id as CampaignId);
  const owner = campaign.memberId as MemberId;
  const me = await peter.gets<{ memberId: string }>("GET", `/api/campaigns/${campaign.id}`);
  await run("UPDATE members SET role = 'owner' WHERE member_id = ?", me.memberId);
  await run("UPDATE members SET role = 'spectator', removed_at = 5 WHERE member_id = ?", owner);
  await run("UPDATE campaigns SET seq = 9000, status = 'ended' WHERE id = ?", campaign.id);
  const stray = randomIdOf("m");
  await run("INSERT INTO members VALUES (?, ?, ?, 'owner', 1, NULL)", campaign.id, crypto.randomUUID(), stray);
  const unseated = randomIdOf("m") as MemberId;
  await room.join({ memberId: unseated, name: "Nobody's", role: "player" });
  const amiss = ["member-without-place", "place-without-account", "role-stale", "role-stale", "row-differs"];
  expect(kinds(await reconciled(campaign.id))).toEqual(amiss);
  const mended = await reconciled(campaign.id, { mend: true });
  expect(mended.filter((finding) => !finding.mended).map(({ target }) => target)).toEqual([
    `${campaign.id} ${unseated}`,
  ]);
  expect(kinds(await reconciled(campaign.id))).toEqual(["place-without-account"]);
  const { results } = await DB.prepare("SELECT member_id, role, removed_at FROM members WHERE campaign_id = ?")
    .bind(campaign.id)
    .all();
  expect(results).toHaveLength(2);
  expect(results).toContainEqual({ member_id: owner, role: "owner", removed_at: null });
  expect(results).toContainEqual({ member_id: me.memberId, role: "player", removed_at: null });
  const row = await DB.prepare("SELECT seq, status FROM campaigns WHERE id = ?").bind(campaign.id).first();
  expect(row).toEqual({ seq: (await room.head()).seq, status: "open" });
});

test("[Z3] a row without bytes says so to its people, and bytes without a row are deleted", async () => {
  const { campaign, olga } = await libraryTable();
  const campaignId = campaign.id as CampaignId;
  const [kept, lost] = [await olga.brings("kept.md", bytes), await olga.brings("lost.md", bytes)];
  await FILES.delete(originalKey({ campaignId, uploadId: lost.id }));
  const stray = originalKey({ campaignId, uploadId: `u_${"z".repeat(20)}` as typeof kept.id });
  await FILES.put(stray, bytes);
  expect(kinds(await reconciled(campaignId)), "it may be of an hour that the database has forgotten").toEqual([
    "object-missing",
  ]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LOST_AFTER_MS + 60_000 });
  expect(kinds(await reconciled(campaignId))).toEqual(["object-missing", "object-without-row"]);
  expect(await FILES.head(stray)).not.toBeNull();
  await reconciled(campaignId, { mend: true });
  expect(await reconciled(campaignId)).toEqual([]);
  vi.useRealTimers();
  expect(await FILES.head(stray)).toBeNull();
  expect(await FILES.head(originalKey({ campaignId, uploadId: kept.id }))).not.toBeNull();
  const shown = await olga.gets<{ upload: { status: string; reason: string } }>("GET", `${olga.library}/${lost.id}`);
  expect(shown.upload).toMatchObject({
    status: "failed",
    reason: "The file is lost; delete it here and bring it again.",
  });
});
