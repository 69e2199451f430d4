import { z } from "zod";
import { AskForHelp, DmSaw, HelpGiven, MonthQuery, Spending, VoiceList } from "../../contracts/http.ts";
import { CampaignId, TurnId } from "../../contracts/ids.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { refusedByRoom, roomOf } from "../room-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const OfTurn = z.object({ campaignId: CampaignId, turnId: TurnId });

/** The machine behind the screen: which voices there are, what they cost, what they were given, and their help. */
export function machineDoors(doors: DoorList, options: ApiOptions): void {
  costDoors(doors, options);
  insightDoors(doors);
}

function costDoors(doors: DoorList, options: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/voices",
      access: "anyone",
      noun: "machine",
      summary: "The models this deployment lends its campaigns, what they cost and under which limits.",
      answers: { 200: { what: "None means that the Oracle plays everywhere.", schema: VoiceList } },
      problems: [],
    },
    async ({ env }) => ({ status: 200, body: options.voices(env), headers: { "cache-control": "no-cache" } }),
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/spending",
      access: "member",
      noun: "machine",
      summary: "What the machine has cost this campaign in a month, by day, voice and member.",
      params: OfCampaign,
      query: MonthQuery,
      answers: { 200: { what: "Amounts in millionths of a US dollar.", schema: Spending } },
      problems: ["bad-request", "not-found", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const asked = await room.spending(me, visit.query.month ?? null);
      return asked.ok ? { status: 200, body: asked.spending } : await refusedByRoom(visit, asked.problem);
    },
  );
}

function insightDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/turns/{turnId}/dm-saw",
      access: "member",
      noun: "machine",
      summary: "What the models were given in a turn, part by part. The director's words only behind the screen.",
      params: OfTurn,
      answers: { 200: { what: "Empty for a turn in which no model was asked.", schema: DmSaw } },
      problems: ["bad-request", "not-found", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const { turnId } = visit.params;
      const asked = await room.dmSaw(me, turnId);
      if (!asked.ok) return await refusedByRoom(visit, asked.problem);
      return { status: 200, body: { turnId, prompts: asked.prompts } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/help",
      access: "member",
      noun: "machine",
      summary: "Asks the machine in private, for whoever runs the table. Nothing of the answer lands by itself.",
      params: OfCampaign,
      body: AskForHelp,
      audit: null,
      answers: { 200: { what: "An answer with its sources.", schema: HelpGiven } },
      problems: ["bad-request", "not-found", "not-allowed", "budget-used", "unavailable", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const asked = await room.help(me, visit.body);
      return asked.ok ? { status: 200, body: asked.help } : await refusedByRoom(visit, asked.problem);
    },
  );
}
