import { z } from "zod";
import type { AdventureCard } from "../../contracts/http.ts";
import { CampaignCreated } from "../../contracts/http.ts";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import type { Problem } from "../../contracts/problems.ts";
import { ForkCampaign } from "../../contracts/sharing.ts";
import { membershipOf } from "../../db/read/campaigns.ts";
import { saveNewCampaign } from "../../db/write/campaigns.ts";
import type { ApiOptions } from "../bindings.ts";
import { bringFiles } from "../bring-files.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { inviteOf, newInvite } from "../invites.ts";
import { madeOnce } from "../made-once.ts";
import { eraseAgain } from "../people/erase-again.ts";
import { tooManyTables } from "../quotas.ts";
import { randomId, randomInviteCode } from "../random-id.ts";
import { hostAt } from "../room-access.ts";
import { meOf } from "./accounts.ts";
import { campaignCard } from "./campaigns.ts";

const TITLE_CHARS_MAX = 80;
const OfCampaign = z.object({ campaignId: CampaignId });

/** A table of one's own from where another one stands, or stood. */
export function forkDoor(doors: DoorList, options: ApiOptions): void {
  const cards: ReadonlyMap<string, AdventureCard> = new Map(options.adventures.map((card) => [card.id, card]));
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/forks",
      access: "member",
      noun: "campaigns",
      summary:
        "Go on from an event of this table as a table of your own, with its whole history and its secrets. Only those who run it may; everybody else comes to the new one by its link. Files come along and are read anew.",
      params: OfCampaign,
      body: ForkCampaign,
      once: true,
      limit: "sign-in",
      audit: "campaign-forked",
      answers: { 201: { what: "The new table.", schema: CampaignCreated } },
      problems: [
        ...(["bad-request", "not-found", "member-removed", "not-allowed", "action-conflict"] as const),
        ...(["log-refused", "unavailable", "too-many-tables"] as const),
      ],
    },
    async (visit) => await fork(visit, cards),
  );
}

async function fork(
  visit: Visit<"member", z.infer<typeof OfCampaign>, unknown, z.infer<typeof ForkCampaign>>,
  cards: ReadonlyMap<string, AdventureCard>,
): Promise<Answer | Problem> {
  const host = await hostAt(visit);
  if (!host.ok) return host.problem;
  const { db, env, account, body, now, params, membership } = visit;
  const { seq: atSeq } = body;
  const made = await madeOnce(db, {
    ...{ accountId: account.id, key: visit.idempotencyKey, door: `forks ${params.campaignId}`, body, now },
    newId: `${randomId("c")} ${randomId("m")} ${randomInviteCode()}`,
  });
  if (!made.ok) return made.problem;
  const [id = "", memberId = "", code = ""] = made.id.split(" ");
  // The same request once more is no further table.
  const tooMany =
    (await membershipOf(db, { campaignId: id, accountId: account.id })) === null
      ? await tooManyTables(visit, account.id)
      : null;
  if (tooMany !== null) return tooMany;
  visit.trail.target = id;
  const { campaign: from } = membership;
  const title = body.title ?? `${from.title}, again`.slice(0, TITLE_CHARS_MAX);
  const source = await env.ROOM.getByName(params.campaignId).wholeLog(atSeq ?? null);
  if (!source.ok) return source.problem;
  const campaignId = CampaignId.parse(id);
  const name = host.members.find((each) => each.memberId === membership.member.memberId)?.name ?? account.name;
  const continued = await env.ROOM.getByName(id).continueFrom({
    ...{ campaignId, title, how: "fork", owner: { memberId: MemberId.parse(memberId), name }, log: source.stream },
  });
  if (!continued.ok) return continued.problem;
  const campaign = {
    ...{ ...from, id, title, hostName: name, status: "open" as const, seq: continued.seq },
    ...{ createdAt: now, touchedAt: now, archivedAt: null, forkedFrom: from.id },
  };
  const owner = {
    ...{ campaignId: id, accountId: account.id, memberId, role: "owner" as const, joinedAt: now, removedAt: null },
  };
  const invite = newInvite({ campaignId: id, code, now, madeBy: memberId });
  await saveNewCampaign(db, { campaign, owner, invite });
  // After the row: whoever is erased from now on finds it, and who was while the history came over is not in it.
  const outline = await env.ROOM.getByName(id).outline();
  if (outline !== null) await eraseAgain({ env, db }, campaignId, outline);
  await bringFiles(env, db, { from: params.campaignId, to: campaignId, now });
  const place = (await membershipOf(db, { campaignId: id, accountId: account.id })) ?? { campaign, member: owner };
  return {
    status: 201,
    body: { campaign: campaignCard(place, cards), invite: inviteOf(invite, visit.request), me: meOf(account) },
    headers: { location: `/api/campaigns/${id}` },
  };
}
