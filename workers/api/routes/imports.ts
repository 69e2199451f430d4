import type { z } from "zod";
import type { AdventureCard } from "../../contracts/http.ts";
import { CampaignCreated } from "../../contracts/http.ts";
import { CampaignId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { ImportCampaign } from "../../contracts/sharing.ts";
import type { ApiOptions } from "../bindings.ts";
import { bringCampaign } from "../bring-campaign.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { inviteOf } from "../invites.ts";
import { isProblem } from "../problem-response.ts";
import { tooManyTables } from "../quotas.ts";
import { meOf } from "./accounts.ts";
import { campaignCard } from "./campaigns.ts";

const NDJSON = "application/x-ndjson";

/** A table that was played elsewhere goes on here, under whoever brings it. */
export function importDoor(doors: DoorList, options: ApiOptions): void {
  const cards: ReadonlyMap<string, AdventureCard> = new Map(options.adventures.map((card) => [card.id, card]));
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/import",
      access: "signed-in",
      noun: "campaigns",
      summary:
        "Bring the whole log of a table, as `emberhall campaign export` writes it (`events.ndjson`), and go on with it here. Every event is checked first; whoever brings it owns it, and nobody else has a place. Up to 16 MB.",
      query: ImportCampaign,
      rawBody: NDJSON,
      limit: "sign-in",
      audit: "campaign-imported",
      answers: { 201: { what: "The table, as it goes on here.", schema: CampaignCreated } },
      problems: ["bad-request", "wrong-content-type", "log-refused", "too-many-tables"],
    },
    async (visit) => await bring(visit, cards),
  );
}

async function bring(
  visit: Visit<"signed-in", unknown, z.infer<typeof ImportCampaign>, unknown>,
  cards: ReadonlyMap<string, AdventureCard>,
): Promise<Answer | Problem> {
  const { db, env, account, now, request, query } = visit;
  if (request.headers.get("content-type") !== NDJSON)
    return problem("wrong-content-type", { detail: `Send ${NDJSON}.` });
  if (request.body === null) return problem("log-refused", { detail: "There is no log in this request." });
  const tooMany = await tooManyTables(visit, account.id);
  if (tooMany !== null) return tooMany;
  const brought = await bringCampaign({ env, db, now }, { account, title: query.title ?? null, log: request.body });
  if (isProblem(brought)) return brought;
  const { place, invite } = brought;
  visit.trail.campaignId = CampaignId.parse(place.campaign.id);
  return {
    status: 201,
    body: { campaign: campaignCard(place, cards), invite: inviteOf(invite, request), me: meOf(account) },
    headers: { location: `/api/campaigns/${place.campaign.id}` },
  };
}
