import { z } from "zod";
import type { AdventureCard, CampaignCard } from "../../contracts/http.ts";
import {
  CampaignCreated,
  CampaignList,
  CampaignPatch,
  CampaignCard as CardSchema,
  CreateCampaign,
  Page,
} from "../../contracts/http.ts";
import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { Account } from "../../db/read/accounts.ts";
import { campaignsOfAccount, type Membership, membershipOf } from "../../db/read/campaigns.ts";
import { inviteByCode } from "../../db/read/invites.ts";
import { saveAccount } from "../../db/write/accounts.ts";
import { changeCampaign, saveNewCampaign } from "../../db/write/campaigns.ts";
import type { ApiOptions } from "../bindings.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { inviteOf, newInvite } from "../invites.ts";
import { pageOf, readCursor } from "../list-cursor.ts";
import { madeOnce } from "../made-once.ts";
import { tooManyTables } from "../quotas.ts";
import { randomId, randomInviteCode } from "../random-id.ts";
import { membersAtTable } from "../room-access.ts";
import { accountOrNewcomer, meOf } from "./accounts.ts";

const PAGE_ROWS = 50;
const OfCampaign = z.object({ campaignId: CampaignId });

/** Starting, listing, renaming and putting away campaigns. */
export function campaignDoors(doors: DoorList, options: ApiOptions): void {
  const cards = new Map(options.adventures.map((card) => [card.id, card]));
  const cardOf = (place: Membership): CampaignCard => campaignCard(place, cards);

  doors.add(
    {
      method: "POST",
      path: "/api/campaigns",
      access: "anyone",
      noun: "campaigns",
      summary: "Start a campaign. `name` signs a newcomer in; the answer has the first invitation.",
      body: CreateCampaign,
      once: true,
      limit: "sign-in",
      audit: "campaign-started",
      answers: { 201: { what: "The table is open.", schema: CampaignCreated } },
      problems: ["bad-request", "not-found", "name-reserved", "sign-in-needed", "action-conflict", "too-many-tables"],
    },
    async (visit) => await startCampaign(visit, cards),
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns",
      access: "signed-in",
      noun: "campaigns",
      summary: "Your campaigns, the one last played first.",
      query: Page,
      answers: { 200: { what: "One page.", schema: CampaignList } },
      problems: ["bad-request"],
    },
    async ({ db, account, query }) => {
      const after = query.cursor === undefined ? null : readCursor(query.cursor);
      if (query.cursor !== undefined && after === null)
        return problem("bad-request", { detail: "cursor: not one of ours" });
      const limit = query.limit ?? PAGE_ROWS;
      const found = await campaignsOfAccount(db, { accountId: account.id, after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, ({ campaign }) => ({ at: campaign.touchedAt, id: campaign.id }));
      return { status: 200, body: { items: rows.map(cardOf), next } };
    },
  );

  oneCampaignDoors(doors, cardOf);
}

function oneCampaignDoors(doors: DoorList, cardOf: (place: Membership) => CampaignCard): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}",
      access: "member",
      noun: "campaigns",
      summary: "One campaign of yours.",
      params: OfCampaign,
      answers: { 200: { what: "The campaign.", schema: CardSchema } },
      problems: ["not-found", "member-removed"],
    },
    async ({ membership }) => ({ status: 200, body: cardOf(membership) }),
  );

  doors.add(
    {
      method: "PATCH",
      path: "/api/campaigns/{campaignId}",
      access: "member",
      noun: "campaigns",
      summary: "Rename it, put it away and back, or say how much its links tell. Only the owner may.",
      params: OfCampaign,
      body: CampaignPatch,
      audit: "campaign-changed",
      answers: { 200: { what: "As it stands now.", schema: CardSchema } },
      problems: ["bad-request", "not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const table = await membersAtTable(visit);
      if (!table.ok) return table.problem;
      if (table.role !== "owner") return problem("not-allowed", { detail: "Only the owner of the table may do that." });
      const { campaign, member } = visit.membership;
      const {
        title = campaign.title,
        preview = campaign.preview,
        archived = campaign.archivedAt !== null,
      } = visit.body;
      const archivedAt = archived ? (campaign.archivedAt ?? visit.now) : null;
      await changeCampaign(visit.db, { id: campaign.id, title, preview, archivedAt });
      const changed = { ...campaign, title, preview, archivedAt };
      return { status: 200, body: cardOf({ campaign: changed, member: { ...member, role: table.role } }) };
    },
  );
}

async function startCampaign(
  visit: Visit<"anyone", unknown, unknown, CreateCampaign>,
  cards: ReadonlyMap<string, AdventureCard>,
): Promise<Answer | Problem> {
  const { db, env, body, now } = visit;
  const card = cards.get(body.adventureId);
  if (card === undefined) return problem("not-found", { detail: "There is no such adventure here." });
  const ruleset = body.ruleset ?? card.rulesets[0];
  if (ruleset === undefined || !card.rulesets.includes(ruleset)) {
    return problem("bad-request", { detail: `ruleset: this adventure knows ${card.rulesets.join(", ")}` });
  }
  const who = accountOrNewcomer(visit);
  if (!who.ok) return who.problem;
  // All three ids are fixed by the key, so that two requests at the same moment still open one table.
  const made = await madeOnce(db, {
    ...{ accountId: who.account.id, key: who.newcomer ? null : visit.idempotencyKey, door: "campaigns", body, now },
    newId: `${randomId("c")} ${randomId("m")} ${randomInviteCode()}`,
  });
  if (!made.ok) return made.problem;
  const [campaignId = "", memberId = "", code = ""] = made.id.split(" ");
  visit.trail.campaignId = campaignId;
  const before = await membershipOf(db, { campaignId, accountId: who.account.id });
  if (before !== null) return await campaignCreated(visit, { place: before, code, account: who.account, cards });

  const tooMany = await tooManyTables(visit, who.account.id);
  if (tooMany !== null) return tooMany;
  const title = body.title ?? card.title;
  const room = env.ROOM.getByName(campaignId);
  const opened = await room.open({
    campaignId,
    title,
    adventureId: card.id,
    ruleset,
    owner: { memberId, name: who.name },
  });
  if (!opened.ok) return opened.problem;
  if (who.newcomer) await saveAccount(db, who.account);
  const campaign = {
    ...{ id: campaignId, title, adventureId: card.id, ruleset, hostName: who.name, status: "open" as const },
    ...{
      seq: opened.seq,
      createdAt: now,
      touchedAt: now,
      archivedAt: null,
      preview: "full" as const,
      forkedFrom: null,
    },
  };
  const owner = {
    campaignId,
    accountId: who.account.id,
    memberId,
    role: "owner" as const,
    joinedAt: now,
    removedAt: null,
  };
  await saveNewCampaign(db, { campaign, owner, invite: newInvite({ campaignId, code, now, madeBy: memberId }) });
  const place = (await membershipOf(db, { campaignId, accountId: who.account.id })) ?? { campaign, member: owner };
  return await campaignCreated(visit, { place, code, account: who.account, cards, newcomer: who.newcomer });
}

async function campaignCreated(
  visit: Visit<"anyone", unknown, unknown, CreateCampaign>,
  made: {
    place: Membership;
    code: string;
    account: Account;
    cards: ReadonlyMap<string, AdventureCard>;
    newcomer?: boolean;
  },
): Promise<Answer> {
  const { campaign } = made.place;
  const found = await inviteByCode(visit.db, made.code);
  if (made.newcomer === true) await visit.signIn(made.account, "name");
  return {
    status: 201,
    body: {
      campaign: campaignCard(made.place, made.cards),
      invite: inviteOf(
        found?.invite ??
          newInvite({ campaignId: campaign.id, code: made.code, now: visit.now, madeBy: made.place.member.memberId }),
        visit.request,
      ),
      me: meOf(made.account),
    },
    headers: { location: `/api/campaigns/${campaign.id}` },
  };
}

/** A campaign as its people see it in a list. */
export function campaignCard(
  { campaign, member }: Membership,
  cards: ReadonlyMap<string, AdventureCard>,
): CampaignCard {
  return {
    id: CampaignId.parse(campaign.id),
    title: campaign.title,
    adventureId: campaign.adventureId,
    // An adventure that left the house still has campaigns.
    adventureTitle: cards.get(campaign.adventureId)?.title ?? campaign.adventureId,
    ruleset: campaign.ruleset,
    role: member.role,
    memberId: MemberId.parse(member.memberId),
    createdAt: campaign.createdAt,
    touchedAt: campaign.touchedAt,
    status: campaign.archivedAt === null ? campaign.status : "archived",
    preview: campaign.preview,
  };
}
