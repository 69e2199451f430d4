import { z } from "zod";
import { MemberList, RemovalReason, SetRole } from "../../contracts/http.ts";
import { ActionId, CampaignId, MemberId } from "../../contracts/ids.ts";
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
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const command = { type: "gm_set_role" as const, memberId: visit.params.memberId, role: visit.body.role };
      const done = await room.command(me, actionIdOf(visit.idempotencyKey), command);
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
      answers: { 204: { what: "Done; it stands in the log." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const reason = visit.query.reason ?? "Removed from the list of members.";
      const command = { type: "gm_remove_member" as const, memberId: visit.params.memberId, reason };
      const done = await room.command(me, actionIdOf(visit.idempotencyKey), command);
      if (!done.ok) return await refusedByRoom(visit, done.problem);
      await membersAtTable(visit);
      return { status: 204 };
    },
  );
}

/** The room knows an action by its id, so the key of a repeated request does the work itself. */
function actionIdOf(key: string | null): ActionId {
  return ActionId.parse(key ?? crypto.randomUUID());
}
