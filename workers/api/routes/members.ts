import { z } from "zod";
import { MemberList, RemovalReason, SetRole } from "../../contracts/http.ts";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { problem } from "../../contracts/problems.ts";
import { HandOver } from "../../contracts/sharing.ts";
import { changeCampaign } from "../../db/write/campaigns.ts";
import { actionIdOf } from "../action-id.ts";
import type { DoorList } from "../door.ts";
import { membersAtTable, refusedByRoom, roomOf } from "../room-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const OfMember = OfCampaign.extend({ memberId: MemberId });

/** Who sits at a table. The room decides; the API carries the question to it. */
export function memberDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/members",
      access: "member",
      noun: "members",
      summary: "Everybody at the table, also those who have left it.",
      params: OfCampaign,
      answers: { 200: { what: "The members.", schema: MemberList } },
      problems: ["not-found", "member-removed"],
    },
    async (visit) => {
      const table = await membersAtTable(visit);
      return table.ok ? { status: 200, body: { items: table.members } } : table.problem;
    },
  );

  doors.add(
    {
      method: "PATCH",
      path: "/api/campaigns/{campaignId}/members/{memberId}",
      access: "member",
      noun: "members",
      summary: "Give somebody another role. Only whoever started the campaign may.",
      params: OfMember,
      body: SetRole,
      once: true,
      audit: "role-given",
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const command = { type: "gm_set_role" as const, memberId: visit.params.memberId, role: visit.body.role };
      const done = await room.command(me, actionIdOf(visit), command);
      if (!done.ok) return await refusedByRoom(visit, done.problem);
      await membersAtTable(visit);
      return { status: 204 };
    },
  );

  doors.add(
    {
      method: "DELETE",
      path: "/api/campaigns/{campaignId}/members/{memberId}",
      access: "member",
      noun: "members",
      summary: "Remove somebody. Their socket closes before the next frame. Only those who run the table may.",
      params: OfMember,
      query: RemovalReason,
      once: true,
      audit: "removed",
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const reason = visit.query.reason ?? "Removed from the list of members.";
      const command = { type: "gm_remove_member" as const, memberId: visit.params.memberId, reason };
      const done = await room.command(me, actionIdOf(visit), command);
      if (!done.ok) return await refusedByRoom(visit, done.problem);
      await membersAtTable(visit);
      return { status: 204 };
    },
  );

  leaveDoor(doors);
  handOverDoor(doors);
}

function leaveDoor(doors: DoorList): void {
  doors.add(
    {
      method: "DELETE",
      path: "/api/campaigns/{campaignId}/place",
      access: "member",
      noun: "members",
      summary: "Leave the table for good. The owner hands it over first.",
      params: OfCampaign,
      once: true,
      audit: "left",
      answers: { 204: { what: "Your place is free; what you said stays in the story." } },
      problems: ["not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const done = await room.command(me, actionIdOf(visit), { type: "leave_table" });
      // Asked with a place that has gone already, it is gone all the same.
      const refusal = done.ok
        ? await refusedByRoom(visit, problem("member-removed"))
        : await refusedByRoom(visit, done.problem);
      return refusal.slug === "member-removed" ? { status: 204 } : refusal;
    },
  );
}

function handOverDoor(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/owner",
      access: "member",
      noun: "members",
      summary: "Give the table to somebody else. Who had it runs it with them from here on.",
      params: OfCampaign,
      body: HandOver,
      once: true,
      audit: "handed-over",
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const { memberId } = visit.body;
      visit.trail.target = memberId;
      const done = await room.command(me, actionIdOf(visit), { type: "gm_hand_over", memberId });
      if (!done.ok) return await refusedByRoom(visit, done.problem);
      const table = await membersAtTable(visit);
      const owner = table.ok ? table.members.find(({ role, removed }) => role === "owner" && !removed) : undefined;
      if (owner !== undefined) await changeCampaign(visit.db, { id: visit.params.campaignId, hostName: owner.name });
      return { status: 204 };
    },
  );
}
