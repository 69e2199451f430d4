import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { CreateInvite, InviteList, InvitePatch, Invite as InviteSchema } from "../../contracts/sharing.ts";
import { type InviteRow, inviteByCode, invitesOfCampaign } from "../../db/read/invites.ts";
import { changeInvite, replaceInvite, revokeInvite, saveInvite } from "../../db/write/invites.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { expiryAfter, INVITE_DAYS, inviteOf, newInvite, TypedCode } from "../invites.ts";
import { madeOnce } from "../made-once.ts";
import { randomInviteCode } from "../random-id.ts";
import { hostAt } from "../room-access.ts";

const INVITES_SHOWN_MAX = 100;

const OfCampaign = z.object({ campaignId: CampaignId });
const OfInvite = OfCampaign.extend({ code: TypedCode });
type AtInvite = Visit<"member", z.infer<typeof OfInvite>, unknown, unknown>;
type HostRole = "owner" | "gm";

/** Invitations in the hands of those who run the table. What opens a GM's chair is the owner's alone. */
export function inviteDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/invites",
      access: "member",
      noun: "invites",
      summary: "Make an invitation: by default for players, open to anybody, seven days, twelve people.",
      params: OfCampaign,
      body: CreateInvite,
      once: true,
      audit: "invite-made",
      answers: { 201: { what: "The link and its short code.", schema: InviteSchema } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"],
    },
    makeInvite,
  );
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/invites",
      access: "member",
      noun: "invites",
      summary: "The invitations of a table, newest first, with their codes. Those for a GM only the owner sees.",
      params: OfCampaign,
      answers: { 200: { what: "Those in force or lately over.", schema: InviteList } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { campaignId } = visit.params;
      const expiredSince = expiryAfter(visit.now, -INVITE_DAYS);
      const rows = await invitesOfCampaign(visit.db, { campaignId, expiredSince, limit: INVITES_SHOWN_MAX });
      const theirs = rows.filter((row) => isTheirs(row, host.role));
      return { status: 200, body: { items: theirs.map((row) => inviteOf(row, visit.request)) } };
    },
  );
  oneInviteDoors(doors);
}

function oneInviteDoors(doors: DoorList): void {
  doors.add(
    {
      method: "PATCH",
      path: "/api/campaigns/{campaignId}/invites/{code}",
      access: "member",
      noun: "invites",
      summary: "Change how an invitation lets people in, for how many days from now and for how many more people.",
      params: OfInvite,
      body: InvitePatch,
      audit: "invite-changed",
      answers: { 200: { what: "As it stands now.", schema: InviteSchema } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const refusal = await mayChange(visit);
      if (refusal !== null) return refusal;
      const { approval, days, uses } = visit.body;
      const changed = await changeInvite(visit.db, {
        ...visit.params,
        ...(approval === undefined ? {} : { approval }),
        ...(days === undefined ? {} : { expiresAt: expiryAfter(visit.now, days) }),
        ...(uses === undefined ? {} : { usesLeft: uses }),
      });
      return changed === null ? problem("not-found") : { status: 200, body: inviteOf(changed, visit.request) };
    },
  );
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/invites/{code}/regenerate",
      access: "member",
      noun: "invites",
      summary: "A new link on the same terms; the old one opens nothing any more.",
      params: OfInvite,
      audit: "invite-replaced",
      answers: { 201: { what: "The new one.", schema: InviteSchema } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    regenerate,
  );
  doors.add(
    {
      method: "DELETE",
      path: "/api/campaigns/{campaignId}/invites/{code}",
      access: "member",
      noun: "invites",
      summary: "Revoke an invitation. Who has joined by it stays.",
      params: OfInvite,
      audit: "invite-revoked",
      answers: { 204: { what: "It opens nothing any more." } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const refusal = await mayChange(visit);
      if (refusal !== null) return refusal;
      const known = await revokeInvite(visit.db, { ...visit.params, at: visit.now });
      return known ? { status: 204 } : problem("not-found");
    },
  );
}

async function makeInvite(
  visit: Visit<"member", z.infer<typeof OfCampaign>, unknown, z.infer<typeof CreateInvite>>,
): Promise<Answer | Problem> {
  const host = await hostAt(visit);
  if (!host.ok) return host.problem;
  const { db, account, body, now, params, request, membership } = visit;
  if (!isTheirs({ role: body.role ?? "player" }, host.role))
    return problem("not-allowed", { detail: "Only the owner of the table can invite a GM." });
  const made = await madeOnce(db, {
    ...{ accountId: account.id, key: visit.idempotencyKey, door: `invites ${params.campaignId}`, body, now },
    newId: randomInviteCode(),
  });
  if (!made.ok) return made.problem;
  const madeBy = membership.member.memberId;
  await saveInvite(db, newInvite({ campaignId: params.campaignId, code: made.id, now, madeBy, ...body }));
  const found = await inviteByCode(db, made.id);
  if (found === null || found.invite.campaignId !== params.campaignId)
    return problem("unavailable", { retryAfterMs: 0 });
  return { status: 201, body: inviteOf(found.invite, request) };
}

async function regenerate(visit: AtInvite): Promise<Answer | Problem> {
  const refusal = await mayChange(visit);
  if (refusal !== null) return refusal;
  const { db, now, request, membership, params } = visit;
  const old = await inviteByCode(db, params.code);
  if (old === null || old.invite.expiresAt <= now)
    return problem("not-found", { detail: "This invitation is over; make a new one." });
  const by = { ...old.invite, code: randomInviteCode(), madeBy: membership.member.memberId, createdAt: now };
  const swapped = await replaceInvite(db, { ...params, at: now, by });
  return swapped ? { status: 201, body: inviteOf(by, request) } : problem("not-found");
}

/** Null when the visitor may have a hand in this invitation; to a GM one for a GM is not there. */
async function mayChange(visit: AtInvite): Promise<Problem | null> {
  const host = await hostAt(visit);
  if (!host.ok) return host.problem;
  const found = await inviteByCode(visit.db, visit.params.code);
  const isHere = found !== null && found.invite.campaignId === visit.params.campaignId;
  return isHere && isTheirs(found.invite, host.role) ? null : problem("not-found");
}

function isTheirs(invite: Pick<InviteRow, "role">, role: HostRole): boolean {
  return role === "owner" || invite.role !== "gm";
}
