import { z } from "zod";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { DecideRequest, JoinList, JoinRequestList, RequestId } from "../../contracts/sharing.ts";
import { membershipOf } from "../../db/read/campaigns.ts";
import {
  countWaiting,
  type JoinRequestRow,
  joinsOfCampaign,
  requestById,
  waitingRequests,
} from "../../db/read/sharing.ts";
import { decideRequest, saveJoin } from "../../db/write/sharing.ts";
import { actionIdOf } from "../action-id.ts";
import { tellRequests } from "../best-effort.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { hostAt, membersAtTable, refusedByRoom, roomOf } from "../room-access.ts";

const WAITING_SHOWN_MAX = 50;
const JOINS_SHOWN_MAX = 100;

const OfCampaign = z.object({ campaignId: CampaignId });
const OfRequest = OfCampaign.extend({ requestId: RequestId });

/** People before the door, and who came through it. */
export function requestDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/requests",
      access: "member",
      noun: "requests",
      summary: "Who waits to be let in, longest first. For those who run the table.",
      params: OfCampaign,
      answers: { 200: { what: "The people who wait.", schema: JoinRequestList } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { campaignId } = visit.params;
      const rows = await waitingRequests(visit.db, { campaignId, limit: WAITING_SHOWN_MAX });
      const items = rows.map(({ request: { id, name, role, createdAt }, placeId }) => ({
        ...{ id, name, role, createdAt, cameBefore: placeId !== null },
      }));
      return { status: 200, body: { items } };
    },
  );
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/requests/{requestId}",
      access: "member",
      noun: "requests",
      summary: "Let somebody in, or not. Whoever decides first has decided.",
      params: OfRequest,
      body: DecideRequest,
      audit: "request-decided",
      answers: { 204: { what: "They are told when they look, which their page does by itself." } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "already-decided", "name-taken"],
    },
    decide,
  );
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/joins",
      access: "member",
      noun: "requests",
      summary: "Who joined by which invitation, newest first. For those who run the table.",
      params: OfCampaign,
      answers: { 200: { what: "The last hundred.", schema: JoinList } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { campaignId } = visit.params;
      const rows = await joinsOfCampaign(visit.db, { campaignId, limit: JOINS_SHOWN_MAX });
      return { status: 200, body: { items: rows.map(({ memberId, code, how, at }) => ({ memberId, code, how, at })) } };
    },
  );
}

async function decide(
  visit: Visit<"member", z.infer<typeof OfRequest>, unknown, z.infer<typeof DecideRequest>>,
): Promise<Answer | Problem> {
  const host = await hostAt(visit);
  if (!host.ok) return host.problem;
  const { db, env, now, membership } = visit;
  const { campaignId, requestId } = visit.params;
  const request = await requestById(db, { campaignId, id: requestId });
  if (request === null) return problem("not-found");
  if (request.role === "gm" && host.role !== "owner")
    return problem("not-allowed", { detail: "Only the owner of the table decides who else runs it." });
  if (request.status !== "waiting") return problem("already-decided");
  if (visit.body.admit) {
    const refusal = await giveBackPlace(visit, request);
    if (refusal !== null) return refusal;
  }
  const status = visit.body.admit ? "admitted" : "refused";
  const by = membership.member.memberId;
  if (!(await decideRequest(db, { id: requestId, status, at: now, by }))) return problem("already-decided");
  await tellRequests(env, { campaignId, waiting: await countWaiting(db, campaignId) });
  return { status: 204 };
}

/** Whoever had a place here gets that very place again; a newcomer takes theirs when their page hears of the yes. */
async function giveBackPlace(
  visit: Visit<"member", z.infer<typeof OfRequest>, unknown, unknown>,
  request: JoinRequestRow,
): Promise<Problem | null> {
  const { db, now } = visit;
  const { campaignId, accountId, code } = request;
  const before = await membershipOf(db, { campaignId, accountId });
  if (before === null || before.member.removedAt === null) return null;
  const { memberId } = before.member;
  const { room, me } = roomOf(visit);
  const role = request.role === "spectator" ? "spectator" : "player";
  const done = await room.command(me, actionIdOf(visit), {
    type: "gm_let_back",
    memberId: MemberId.parse(memberId),
    role,
  });
  if (!done.ok) return await refusedByRoom(visit, done.problem);
  await membersAtTable(visit);
  await saveJoin(db, { campaignId, memberId, code, how: "asked", at: now });
  return null;
}
