import { CampaignId } from "../../contracts/ids.ts";
import type { CampaignOutline, Finding } from "../../contracts/operator.ts";
import type { Database } from "../../db/database.ts";
import { lostFiles } from "../../db/lost-files.ts";
import type { Campaign, Member } from "../../db/read/campaigns.ts";
import { campaignsAfter, membersWithoutCampaign } from "../../db/read/operator.ts";
import { changeCampaign } from "../../db/write/campaigns.ts";
import { dropMember, mendCampaign } from "../../db/write/operator.ts";
import type { ApiBindings } from "../bindings.ts";
import type { Operation } from "./operation.ts";
import { reconcileFiles } from "./reconcile-files.ts";
import { reconcileRoles } from "./reconcile-roles.ts";

/** Each campaign wakes its room and looks for its files. */
const CAMPAIGNS_PER_PAGE = 10;
const MEMBERS_PER_PAGE = 20;

/** What looking at one thing needs; `mend` says whether it is put right as well. */
export interface Looking {
  env: ApiBindings;
  db: Database;
  now: number;
  mend: boolean;
}
interface Page {
  findings: Finding[];
  next: string | null;
}

/**
 * Holds the database, the rooms and the files against each other, a page at a time, as after one of them was put back to
 * another hour than the rest. The room is right about its people; the database about titles and accounts.
 */
export const reconcile: Operation<"reconcile"> = async ({ env, db, now, body }) => {
  const looking = { env, db, now, mend: body.mend && !body.dryRun };
  const page = await partsOf[body.part](looking, body.after);
  const mended = page.findings.filter((finding) => finding.mended).length;
  return { result: `${body.part}: ${page.findings.length} findings, ${mended} mended`, answer: page };
};

const partsOf = { campaigns: campaignsPage, members: membersPage, objects: objectsPage };

async function campaignsPage(looking: Looking, after: string): Promise<Page> {
  const rows = await campaignsAfter(looking.db, { after, limit: CAMPAIGNS_PER_PAGE });
  const findings: Finding[] = [];
  for (const row of rows) {
    const outline = await looking.env.ROOM.getByName(row.id).outline();
    findings.push(...(await reconcileFiles(looking, row.id)));
    if (outline === null) findings.push(...(await emptyRoom(looking, row)));
    else findings.push(...(await reconcileRow(looking, row, outline)), ...(await reconcileRoles(looking, outline)));
  }
  return { findings, next: rows.length < CAMPAIGNS_PER_PAGE ? null : (rows.at(-1)?.id ?? null) };
}

/** Put away and not deleted: the object may be brought back to an hour at which it was not empty. */
async function emptyRoom({ db, now, mend }: Looking, row: Campaign): Promise<Finding[]> {
  if (row.archivedAt !== null) return [];
  if (mend) await changeCampaign(db, { id: row.id, archivedAt: now });
  const told = "Its room is empty. Mending archives it; bring the room back by its bookmark if there is one.";
  return [{ kind: "room-empty", target: row.id, told, mended: mend }];
}

async function reconcileRow({ db, mend }: Looking, row: Campaign, outline: CampaignOutline): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (outline.unreadableFrom !== null) {
    const told = `Event ${outline.unreadableFrom} was written by a newer version; deploy that version again.`;
    findings.push({ kind: "room-unreadable", target: row.id, told, mended: false });
  }
  // The row lags behind by design, a scene or so; ahead of its room it can only be when one of the two was put back.
  if (row.status === outline.status && row.seq <= outline.seq) return findings;
  if (mend) await mendCampaign(db, { ...row, seq: outline.seq, status: outline.status });
  const told = `The row says ${row.status} at event ${row.seq}, the room ${outline.status} at ${outline.seq}.`;
  findings.push({ kind: "row-differs", target: row.id, told, mended: mend });
  return findings;
}

async function membersPage(looking: Looking, after: string): Promise<Page> {
  const members = await membersWithoutCampaign(looking.db, { after, limit: MEMBERS_PER_PAGE });
  const findings: Finding[] = [];
  const brought = new Set<string>();
  for (const member of members) {
    const id = CampaignId.safeParse(member.campaignId);
    const outline = id.success ? await looking.env.ROOM.getByName(id.data).outline() : null;
    findings.push(await memberFinding(looking, member, outline, brought));
  }
  return { findings, next: members.length < MEMBERS_PER_PAGE ? null : (members.at(-1)?.memberId ?? null) };
}

async function memberFinding(
  { db, now, mend }: Looking,
  member: Member,
  outline: CampaignOutline | null,
  brought: Set<string>,
): Promise<Finding> {
  const target = `${member.campaignId} ${member.memberId}`;
  const finding = { kind: "member-without-campaign" as const, target, mended: mend };
  if (outline === null) {
    if (mend) await dropMember(db, member);
    return { ...finding, told: "The campaign has neither row nor room. Mending takes the member's row away." };
  }
  if (mend && !brought.has(member.campaignId)) {
    await mendCampaign(db, rowOf(outline, now));
    brought.add(member.campaignId);
  }
  return { ...finding, told: "The campaign has a room but no row. Mending writes the row anew from the room." };
}

function rowOf(outline: CampaignOutline, now: number): Campaign {
  const { campaignId: id, title, adventureId, ruleset, status, seq, openedAt, members, forkedFrom } = outline;
  const hostName = members.find(({ role, removed }) => role === "owner" && !removed)?.name ?? "";
  return {
    ...{ id, title, adventureId, ruleset, hostName, status, seq },
    ...{ createdAt: openedAt, touchedAt: now, archivedAt: null, preview: "full" as const, forkedFrom },
  };
}

async function objectsPage({ env, db, now, mend }: Looking, after: string): Promise<Page> {
  const listed = await env.FILES.list({ prefix: "campaigns/", ...(after === "" ? {} : { cursor: after }) });
  const lost = await lostFiles(db, listed, now);
  if (mend && lost.length > 0) await env.FILES.delete(lost);
  const told = "An object of a file that has had no row for a month. Mending deletes it.";
  const findings = lost.map((key) => ({ kind: "object-without-row" as const, target: key, told, mended: mend }));
  return { findings, next: listed.truncated ? listed.cursor : null };
}
