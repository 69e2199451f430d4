import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { Account } from "../read/accounts.ts";
import type { Campaign, Member } from "../read/campaigns.ts";
import type { InviteRow } from "../read/invites.ts";
import { accounts, campaigns, invites, members } from "../schema.ts";

/** The rows of a new campaign, all or none; writing them again changes nothing. */
export async function saveNewCampaign(
  db: Database,
  rows: { campaign: Campaign; owner: Member; invite: InviteRow },
): Promise<void> {
  await db.batch([
    db.insert(campaigns).values(rows.campaign).onConflictDoNothing(),
    db.insert(members).values(rows.owner).onConflictDoNothing(),
    db.insert(invites).values(rows.invite).onConflictDoNothing(),
  ]);
}

export async function changeCampaign(
  db: Database,
  change: { id: string } & Partial<Pick<Campaign, "title" | "archivedAt" | "hostName" | "preview">>,
): Promise<void> {
  const { id, ...set } = change;
  await db.update(campaigns).set(set).where(eq(campaigns.id, id));
}

/** Messages arrive late, twice and in any order: only a newer seq writes. */
export async function touchCampaign(
  db: Database,
  touch: { id: string; seq: number; at: number; status: Campaign["status"] },
): Promise<void> {
  const { id, seq, at, status } = touch;
  await db
    .update(campaigns)
    .set({ seq, touchedAt: at, status })
    .where(and(eq(campaigns.id, id), lt(campaigns.seq, seq)));
}

/** Takes the place for one account before the room is asked; the first of two tries decides the member id. */
export async function reservePlace(db: Database, place: Member): Promise<Member> {
  await db.insert(members).values(place).onConflictDoNothing();
  const row = await db
    .select()
    .from(members)
    .where(and(eq(members.campaignId, place.campaignId), eq(members.accountId, place.accountId)))
    .get();
  return row ?? place;
}

/** Gives back a place the room refused; one that was confirmed meanwhile stays. */
export async function releasePlace(db: Database, memberId: string): Promise<void> {
  await db.delete(members).where(and(eq(members.memberId, memberId), isNull(members.joinedAt)));
}

/** Writes down that the room let somebody in. False when that was written before. */
export async function confirmPlace(
  db: Database,
  confirmed: { member: Member & { joinedAt: number }; newcomer: Account | null },
): Promise<boolean> {
  const { member, newcomer } = confirmed;
  const write = db
    .insert(members)
    .values(member)
    .onConflictDoUpdate({
      target: [members.campaignId, members.accountId],
      set: { joinedAt: member.joinedAt, role: member.role },
      setWhere: isNull(members.joinedAt),
    })
    .returning({ memberId: members.memberId });
  if (newcomer === null) return (await write).length > 0;
  const [, written] = await db.batch([db.insert(accounts).values(newcomer), write]);
  return written.length > 0;
}

/** Brings the copies of the room's roles into step. */
export async function syncMembers(
  db: Database,
  campaignId: string,
  changed: readonly { memberId: string; role: Member["role"]; removedAt: number | null }[],
): Promise<void> {
  const writes = changed.map(({ memberId, role, removedAt }) =>
    db
      .update(members)
      .set({ role, removedAt })
      .where(and(eq(members.campaignId, campaignId), eq(members.memberId, memberId))),
  );
  const [first, ...rest] = writes;
  if (first !== undefined) await db.batch([first, ...rest]);
}
