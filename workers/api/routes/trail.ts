import { z } from "zod";
import { AuditPage, AuditQuery, AuditVerb } from "../../contracts/audit.ts";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { type TrailRow, trailOf } from "../../db/read/audit-trail.ts";
import type { Answer, DoorList } from "../door.ts";
import { hostAt } from "../room-access.ts";

const LINES_A_PAGE = 100;
const OfCampaign = z.object({ campaignId: CampaignId });

/** What was done, by whom: everybody sees their own, those who run a table that of the table. */
export function trailDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/me/trail",
      access: "signed-in",
      noun: "me",
      summary: "What was done with your account, newest first. Kept for a year.",
      query: AuditQuery,
      answers: { 200: { what: "One page.", schema: AuditPage } },
      problems: ["bad-request"],
    },
    async ({ db, account, query }) =>
      pageOf(await trailOf(db, { of: { accountId: account.id }, ...asked(query.before) }), "own"),
  );
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/trail",
      access: "member",
      noun: "campaigns",
      summary: "What was done at the table outside the story, newest first. For those who run it.",
      params: OfCampaign,
      query: AuditQuery,
      answers: { 200: { what: "One page.", schema: AuditPage } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const of = { campaignId: visit.params.campaignId };
      return pageOf(await trailOf(visit.db, { of, ...asked(visit.query.before) }), "table");
    },
  );
}

function asked(before: number | undefined): { before: number | null; limit: number } {
  return { before: before ?? null, limit: LINES_A_PAGE + 1 };
}

function pageOf(rows: readonly TrailRow[], whose: "own" | "table"): Answer {
  const shown = rows.slice(0, LINES_A_PAGE);
  const items = shown.map(({ line: { at, verb, result, target }, memberId }) => ({
    ...{ at, verb: AuditVerb.parse(verb), result, target },
    memberId: whose === "own" || memberId === null ? null : MemberId.parse(memberId),
  }));
  const last = rows.length > LINES_A_PAGE ? shown.at(-1) : undefined;
  return { status: 200, body: { items, next: last?.line.id ?? null } };
}
