import type { z } from "zod";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { AcceptInvite } from "../../contracts/sharing.ts";
import type { Account } from "../../db/read/accounts.ts";
import { membershipOf } from "../../db/read/campaigns.ts";
import { countWaiting, isBanned, type JoinRequestRow, requestOf } from "../../db/read/sharing.ts";
import { saveAccount } from "../../db/write/accounts.ts";
import { confirmPlace, releasePlace, reservePlace } from "../../db/write/campaigns.ts";
import { returnInviteUse, takeInviteUse } from "../../db/write/invites.ts";
import { deleteRequest, saveJoin, saveRequest } from "../../db/write/sharing.ts";
import { tellRequests } from "../best-effort.ts";
import type { Answer, Visit } from "../door.ts";
import { randomId } from "../random-id.ts";
import { accountOrNewcomer } from "../routes/accounts.ts";
import { type FoundInvite, foundInvite, inForce } from "./found-invite.ts";

const WAITING_MAX = 50;

type AcceptVisit = Visit<"anyone", { code: string }, unknown, z.infer<typeof AcceptInvite>>;

interface Comer {
  account: Account;
  name: string;
  newcomer: boolean;
}

/**
 * Somebody with a link. A member simply comes in; whoever lost their place, and anybody with an invitation that asks,
 * waits until one who runs the table decides; a yes is good however the invitation has fared meanwhile.
 */
export async function acceptInvite(visit: AcceptVisit): Promise<Answer | Problem> {
  const { db, now } = visit;
  const who = accountOrNewcomer(visit);
  if (!who.ok) return who.problem;
  const found = await foundInvite(db, visit.params.code);
  if (found === null) return problem("invite-invalid");
  const place = { campaignId: found.campaign.id, accountId: who.account.id };
  visit.trail.campaignId = place.campaignId;
  const known = await membershipOf(db, place);
  if (known !== null && known.member.removedAt === null) {
    await deleteRequest(db, place);
    return { status: 200, body: { campaignId: place.campaignId, memberId: known.member.memberId } };
  }
  if (await isBanned(db, place)) return problem("member-removed");
  const request = await requestOf(db, place);
  if (request?.status === "refused") return problem("not-admitted");
  if (request?.status === "waiting") return { status: 200, body: { waiting: true } };
  if (request?.status === "admitted" && known === null) return await sitDownAdmitted(visit, { found, who, request });
  if (!inForce(found.invite, now)) return problem("invite-invalid");
  if (found.invite.approval === "locked") return problem("table-locked");
  if (found.invite.approval === "ask" || known !== null) return await askToComeIn(visit, found, who);
  return await sitDown(visit, { found, who, role: found.invite.role, how: "open" });
}

/** Under the name that was said yes to; another one only where somebody took it in the meantime. */
async function sitDownAdmitted(
  visit: AcceptVisit,
  at: { found: FoundInvite; who: Comer; request: JoinRequestRow },
): Promise<Answer | Problem> {
  const { found, who, request } = at;
  const asked = { ...who, name: request.name };
  const heard = await sitDown(visit, { found, who: asked, role: request.role, how: "asked" });
  const mayRename = "slug" in heard && heard.slug === "name-taken" && visit.body.name !== undefined;
  return mayRename ? await sitDown(visit, { found, who, role: request.role, how: "asked" }) : heard;
}

async function sitDown(
  visit: AcceptVisit,
  at: { found: FoundInvite; who: Comer; role: JoinRequestRow["role"]; how: "open" | "asked" },
): Promise<Answer | Problem> {
  const { db, env, now } = visit;
  const { who, role, how } = at;
  const { invite, campaign } = at.found;
  const wanted = {
    ...{ campaignId: campaign.id, accountId: who.account.id, memberId: randomId("m"), role },
    ...{ joinedAt: null, removedAt: null },
  };
  const takesUse = how === "open";
  if (takesUse && !(await takeInviteUse(db, { code: invite.code, now }))) return problem("invite-invalid");
  // A newcomer's account is written only once they are in: a refused name must leave nobody behind.
  const place = who.newcomer ? wanted : await reservePlace(db, wanted);
  const { memberId } = place;
  const joined = await env.ROOM.getByName(campaign.id).join({
    ...{ memberId, name: who.name, role },
    admitted: how === "asked",
  });
  if (!joined.ok) {
    if (takesUse) await returnInviteUse(db, invite.code);
    await releasePlace(db, memberId);
    return joined.problem;
  }
  const member = { ...place, role, joinedAt: now };
  const first = await confirmPlace(db, { member, newcomer: who.newcomer ? who.account : null });
  if (first) await saveJoin(db, { campaignId: campaign.id, memberId, code: invite.code, how, at: now });
  else if (takesUse) await returnInviteUse(db, invite.code);
  if (how === "asked") await deleteRequest(db, member);
  if (who.newcomer) await visit.signIn(who.account, "name");
  return { status: 200, body: { campaignId: campaign.id, memberId } };
}

/** Whoever waits has an account, so that the answer finds them. */
async function askToComeIn(visit: AcceptVisit, found: FoundInvite, who: Comer): Promise<Answer | Problem> {
  const { db, env, now } = visit;
  const campaignId = found.campaign.id;
  const waiting = await countWaiting(db, campaignId);
  if (waiting >= WAITING_MAX) return problem("too-many-waiting", { retryAfterMs: 60_000 });
  if (who.newcomer) await saveAccount(db, who.account);
  await saveRequest(db, {
    ...{ id: randomId("j"), campaignId, accountId: who.account.id, code: found.invite.code, role: found.invite.role },
    ...{ name: who.name, status: "waiting", createdAt: now, decidedAt: null, decidedBy: null },
  });
  if (who.newcomer) await visit.signIn(who.account, "name");
  await tellRequests(env, { campaignId, waiting: waiting + 1 });
  return { status: 200, body: { waiting: true } };
}
