import { z } from "zod";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { problem } from "../../contracts/problems.ts";
import { BanList, LetBack, MakeBan } from "../../contracts/sharing.ts";
import { accountOfMember, bansOfCampaign } from "../../db/read/sharing.ts";
import { liftBan, saveBan } from "../../db/write/sharing.ts";
import { actionIdOf } from "../action-id.ts";
import type { DoorList } from "../door.ts";
import { hostAt, membersAtTable, refusedByRoom, roomOf } from "../room-access.ts";

const BANS_SHOWN_MAX = 100;
const OfCampaign = z.object({ campaignId: CampaignId });
const OfMember = OfCampaign.extend({ memberId: MemberId });

/** Keeping somebody out for good, and letting them back. */
export function banDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/bans",
      access: "member",
      noun: "members",
      summary: "Who may not come back. For those who run the table.",
      params: OfCampaign,
      answers: { 200: { what: "Their former places, newest first.", schema: BanList } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { campaignId } = visit.params;
      const rows = await bansOfCampaign(visit.db, { campaignId, limit: BANS_SHOWN_MAX });
      return { status: 200, body: { items: rows.map(({ memberId, at }) => ({ memberId, at })) } };
    },
  );
  makeBanDoor(doors);
  doors.add(
    {
      method: "DELETE",
      path: "/api/campaigns/{campaignId}/bans/{memberId}",
      access: "member",
      noun: "members",
      summary: "They may ask to come in again.",
      params: OfMember,
      audit: "ban-lifted",
      answers: { 204: { what: "Lifted; who comes by a link is still asked about." } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      return (await liftBan(visit.db, visit.params)) ? { status: 204 } : problem("not-found");
    },
  );
  letBackDoor(doors);
}

function makeBanDoor(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/bans",
      access: "member",
      noun: "members",
      summary: "Remove somebody, if they are still here, and keep their account out by whichever invitation.",
      params: OfCampaign,
      body: MakeBan,
      once: true,
      audit: "banned",
      answers: { 204: { what: "Done." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { db, now, body, membership, params } = visit;
      const { campaignId } = params;
      const { memberId } = body;
      visit.trail.target = memberId;
      const accountId = await accountOfMember(db, { campaignId, memberId });
      const member = host.members.find((each) => each.memberId === memberId);
      if (accountId === null || member === undefined) return problem("not-found");
      if (!member.removed) {
        const { room, me } = roomOf(visit);
        const reason = body.reason ?? "Removed, and not to come back.";
        const done = await room.command(me, actionIdOf(visit), { type: "gm_remove_member", memberId, reason });
        if (!done.ok) return await refusedByRoom(visit, done.problem);
      }
      await saveBan(db, { campaignId, accountId, memberId, bannedBy: membership.member.memberId, at: now });
      await membersAtTable(visit);
      return { status: 204 };
    },
  );
}

function letBackDoor(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/members/{memberId}/back",
      access: "member",
      noun: "members",
      summary: "Somebody who left or was removed has their place again. A ban is lifted with it.",
      params: OfMember,
      body: LetBack,
      once: true,
      audit: "let-back",
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: [
        ...(["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"] as const),
        ...(["name-taken", "table-full"] as const),
      ],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const { memberId } = visit.params;
      const command = { type: "gm_let_back" as const, memberId, role: visit.body.role ?? "player" };
      const done = await room.command(me, actionIdOf(visit), command);
      if (!done.ok) return await refusedByRoom(visit, done.problem);
      await liftBan(visit.db, visit.params);
      await membersAtTable(visit);
      return { status: 204 };
    },
  );
}
