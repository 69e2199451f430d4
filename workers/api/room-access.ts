import type { Role } from "../contracts/events.ts";
import type { MemberRow } from "../contracts/http.ts";
import { MemberId } from "../contracts/ids.ts";
import { type Problem, type ProblemSlug, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import { type Membership, membersOfCampaign } from "../db/read/campaigns.ts";
import { syncMembers } from "../db/write/campaigns.ts";
import type { ApiBindings, RoomPort } from "./bindings.ts";

interface AtTable {
  env: ApiBindings;
  db: Database;
  now: number;
  membership: Membership;
}

/** The room of a visit's campaign and the visitor's id in it. */
export function roomOf(visit: AtTable): { room: RoomPort; me: MemberId } {
  const { campaignId, memberId } = visit.membership.member;
  return { room: visit.env.ROOM.getByName(campaignId), me: MemberId.parse(memberId) };
}

/** Who sits at the table, from the room; the copies in D1 follow. */
export async function membersAtTable(
  visit: AtTable,
): Promise<{ ok: true; members: MemberRow[]; role: Role } | { ok: false; problem: Problem }> {
  const { room, me } = roomOf(visit);
  const asked = await room.members(me);
  if (!asked.ok) return { ok: false, problem: await refusedByRoom(visit, asked.problem) };
  const role = asked.members.find((each) => each.memberId === me && !each.removed)?.role;
  if (role === undefined) return { ok: false, problem: await refusedByRoom(visit, problem("member-removed")) };
  await followRoom(visit, asked.members);
  return { ok: true, members: asked.members, role };
}

/** Only those who run the table pass, and which of the two they are. The role is the room's, not the copy in D1. */
export async function hostAt(
  visit: AtTable,
): Promise<{ ok: true; role: "owner" | "gm"; members: MemberRow[] } | { ok: false; problem: Problem }> {
  const table = await membersAtTable(visit);
  if (!table.ok) return table;
  const { role, members } = table;
  return role === "owner" || role === "gm"
    ? { ok: true, role, members }
    : { ok: false, problem: problem("not-allowed") };
}

/** Null for those who run the table. */
export async function runsTheTable(visit: AtTable): Promise<Problem | null> {
  const host = await hostAt(visit);
  return host.ok ? null : host.problem;
}

/** Only while the table can be added to; what is refused says why, and waits at whoever sent it. */
export async function addsToTheTable(visit: AtTable): Promise<Problem | null> {
  const refusal = await runsTheTable(visit);
  if (refusal !== null) return refusal;
  const still = await roomOf(visit).room.standstill();
  return still === null ? null : problem("unavailable", { detail: still });
}

/**
 * To somebody who was removed over the socket the room says that there is nothing here. The copy in D1 learns it from
 * that answer, and the next knock ends there.
 */
export async function refusedByRoom(visit: AtTable, refusal: Problem): Promise<Problem> {
  const gone: readonly string[] = ["member-removed", "not-a-member", "not-found"] satisfies ProblemSlug[];
  if (!gone.includes(refusal.slug)) return refusal;
  const { room, me } = roomOf(visit);
  if ((await room.roleOf(me)) !== null) return refusal;
  const { campaignId, memberId, role } = visit.membership.member;
  await syncMembers(visit.db, campaignId, [{ memberId, role, removedAt: visit.now }]);
  return problem("member-removed");
}

async function followRoom(visit: AtTable, truth: readonly MemberRow[]): Promise<void> {
  const { campaignId } = visit.membership.member;
  const copies = new Map((await membersOfCampaign(visit.db, campaignId)).map((copy) => [copy.memberId, copy]));
  const changed = truth.flatMap(({ memberId, role, removed }) => {
    const copy = copies.get(memberId);
    if (copy === undefined || (copy.role === role && (copy.removedAt !== null) === removed)) return [];
    return [{ memberId, role, removedAt: removed ? visit.now : null }];
  });
  await syncMembers(visit.db, campaignId, changed);
}
