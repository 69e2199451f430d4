import { z } from "zod";
import type { AdventureCard, Invite } from "../../contracts/http.ts";
import {
  AcceptInvite,
  CreateInvite,
  InviteCode,
  InviteList,
  InvitePreview,
  Invite as InviteSchema,
  Joined,
} from "../../contracts/http.ts";
import { CampaignId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { Campaign } from "../../db/read/campaigns.ts";
import { membershipOf } from "../../db/read/campaigns.ts";
import { type InviteRow, inviteByCode, invitesOfCampaign } from "../../db/read/invites.ts";
import { confirmPlace, releasePlace, reservePlace } from "../../db/write/campaigns.ts";
import { returnInviteUse, revokeInvite, saveInvite, takeInviteUse } from "../../db/write/invites.ts";
import type { ApiOptions } from "../bindings.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { madeOnce } from "../made-once.ts";
import { randomId, randomInviteCode } from "../random-id.ts";
import { runsTheTable } from "../room-access.ts";
import { accountOrNewcomer } from "./accounts.ts";

const DAY_MS = 86_400_000;
const INVITE_DAYS = 7;
const INVITE_USES = 12;
const INVITES_SHOWN_MAX = 100;

const OfCampaign = z.object({ campaignId: CampaignId });
/** Read out loud, a code loses its case and gains spaces or a dash. */
const TypedCode = z
  .string()
  .max(20)
  .transform((typed) => typed.toUpperCase().replaceAll(/[\s-]/g, ""))
  .pipe(InviteCode);
const OfInvite = z.object({ code: TypedCode });

/** Asking people to the table: links for the host, and what a guest does with one. */
export function inviteDoors(doors: DoorList, options: ApiOptions): void {
  hostDoors(doors);
  revokeDoor(doors);
  guestDoors(doors, new Map(options.adventures.map((card) => [card.id, card])));
}

function hostDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/invites",
      access: "member",
      noun: "invites",
      summary: "Make an invitation: by default for players, seven days, twelve people.",
      params: OfCampaign,
      body: CreateInvite,
      once: true,
      answers: { 201: { what: "The link and its short code.", schema: InviteSchema } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { db, account, body, now, params, request } = visit;
      const made = await madeOnce(db, {
        ...{ accountId: account.id, key: visit.idempotencyKey, door: `invites ${params.campaignId}`, body, now },
        newId: randomInviteCode(),
      });
      if (!made.ok) return made.problem;
      await saveInvite(db, newInvite({ campaignId: params.campaignId, code: made.id, now, ...body }));
      const found = await inviteByCode(db, made.id);
      if (found === null || found.invite.campaignId !== params.campaignId)
        return problem("unavailable", { retryAfterMs: 0 });
      return { status: 201, body: inviteOf(found.invite, request) };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/invites",
      access: "member",
      noun: "invites",
      summary: "The invitations of a table, newest first, with their codes.",
      params: OfCampaign,
      answers: { 200: { what: "Those in force or lately over.", schema: InviteList } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { campaignId } = visit.params;
      const query = { campaignId, expiredSince: visit.now - INVITE_DAYS * DAY_MS, limit: INVITES_SHOWN_MAX };
      const rows = await invitesOfCampaign(visit.db, query);
      return { status: 200, body: { items: rows.map((row) => inviteOf(row, visit.request)) } };
    },
  );
}

function revokeDoor(doors: DoorList): void {
  doors.add(
    {
      method: "DELETE",
      path: "/api/campaigns/{campaignId}/invites/{code}",
      access: "member",
      noun: "invites",
      summary: "Revoke an invitation. Who has joined by it stays.",
      params: OfCampaign.extend(OfInvite.shape),
      answers: { 204: { what: "It opens nothing any more." } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { campaignId, code } = visit.params;
      const known = await revokeInvite(visit.db, { campaignId, code, at: visit.now });
      return known ? { status: 204 } : problem("not-found");
    },
  );
}

function guestDoors(doors: DoorList, cards: ReadonlyMap<string, AdventureCard>): void {
  doors.add(
    {
      method: "GET",
      path: "/api/invites/{code}",
      access: "anyone",
      noun: "invites",
      summary: "What an invitation is for. Who is at the table is not told.",
      params: z.object({ code: z.string() }),
      limit: "invite",
      answers: { 200: { what: "The campaign behind it.", schema: InvitePreview } },
      problems: ["invite-invalid"],
    },
    async ({ db, params, now }) => {
      const valid = await validInvite(db, params.code, now);
      const card = valid === null ? undefined : cards.get(valid.campaign.adventureId);
      if (valid === null || card === undefined) return problem("invite-invalid");
      const { title: campaignTitle, ruleset, hostName } = valid.campaign;
      const { title: adventureTitle, tagline, look } = card;
      return { status: 200, body: { campaignTitle, adventureTitle, tagline, look, ruleset, hostName } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/invites/{code}/accept",
      access: "anyone",
      noun: "invites",
      summary: "Join the table. `name` signs a newcomer in; who is a member already simply comes in.",
      params: z.object({ code: z.string() }),
      body: AcceptInvite,
      limit: "invite",
      answers: { 200: { what: "A place at the table.", schema: Joined } },
      problems: [
        ...(["bad-request", "invite-invalid", "sign-in-needed", "name-reserved", "name-taken"] as const),
        ...(["table-full", "table-locked", "member-removed"] as const),
      ],
    },
    acceptInvite,
  );
}

type AcceptVisit = Visit<"anyone", { code: string }, unknown, z.infer<typeof AcceptInvite>>;

async function acceptInvite(visit: AcceptVisit): Promise<Answer | Problem> {
  const { db, env, now, params } = visit;
  const who = accountOrNewcomer(visit);
  if (!who.ok) return who.problem;
  const valid = await validInvite(db, params.code, now, "also used up");
  if (valid === null) return problem("invite-invalid");
  const { invite, campaign } = valid;
  const known = await membershipOf(db, { campaignId: campaign.id, accountId: who.account.id });
  if (known !== null) {
    if (known.member.removedAt !== null) return problem("member-removed");
    return { status: 200, body: { campaignId: campaign.id, memberId: known.member.memberId } };
  }
  const wanted = {
    ...{ campaignId: campaign.id, accountId: who.account.id, memberId: randomId("m"), role: invite.role },
    ...{ joinedAt: null, removedAt: null },
  };
  if (!(await takeInviteUse(db, { code: invite.code, now }))) return problem("invite-invalid");
  // A newcomer's account is written only once they are in: a refused name must leave nobody behind.
  const place = who.newcomer ? wanted : await reservePlace(db, wanted);
  const joined = await env.ROOM.getByName(campaign.id).join({
    memberId: place.memberId,
    name: who.name,
    role: invite.role,
  });
  if (!joined.ok) {
    await returnInviteUse(db, invite.code);
    await releasePlace(db, place.memberId);
    return joined.problem;
  }
  const member = { ...place, role: invite.role, joinedAt: now };
  const first = await confirmPlace(db, { member, newcomer: who.newcomer ? who.account : null });
  if (!first) await returnInviteUse(db, invite.code);
  if (who.newcomer) await visit.signIn(who.account, "name");
  return { status: 200, body: { campaignId: campaign.id, memberId: place.memberId } };
}

/** Unknown, revoked, expired, used up and put away all look the same from outside. */
async function validInvite(
  db: AcceptVisit["db"],
  typed: string,
  now: number,
  uses: "with uses left" | "also used up" = "with uses left",
): Promise<{ invite: InviteRow; campaign: Campaign } | null> {
  const code = TypedCode.safeParse(typed);
  const found = code.success ? await inviteByCode(db, code.data) : null;
  if (found === null) return null;
  const { invite, campaign } = found;
  const inForce = invite.revokedAt === null && invite.expiresAt > now && campaign.archivedAt === null;
  return inForce && (uses === "also used up" || invite.usesLeft > 0) ? found : null;
}

export function newInvite(wish: {
  campaignId: string;
  code: string;
  now: number;
  role?: InviteRow["role"];
  days?: number;
  uses?: number;
}): InviteRow {
  return {
    code: wish.code,
    campaignId: wish.campaignId,
    role: wish.role ?? "player",
    ...{ approval: "open", madeBy: null, createdAt: wish.now },
    expiresAt: wish.now + (wish.days ?? INVITE_DAYS) * DAY_MS,
    usesLeft: wish.uses ?? INVITE_USES,
    revokedAt: null,
  };
}

/** As the host sees it. The link leads to the same host the request came to. */
export function inviteOf(row: InviteRow, request: Request): Invite {
  const url = `${new URL(request.url).origin}/j/${row.code}`;
  const { code, role, expiresAt, usesLeft, revokedAt } = row;
  return { code, url, role, expiresAt, usesLeft, revoked: revokedAt !== null };
}
