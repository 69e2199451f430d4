import { z } from "zod";
import { CampaignKeys, LogPage, LogQuery } from "../../contracts/http.ts";
import { CampaignId } from "../../contracts/ids.ts";
import { problem } from "../../contracts/problems.ts";
import type { DoorList } from "../door.ts";
import { refusedByRoom, roomOf } from "../room-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const PAGE_EVENTS = 100;

/** The log as its reader may know it; the room projects every event before it leaves. */
export function logDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/log",
      access: "member",
      noun: "log",
      summary: "A page of the log as you may see it: newest without a place, or after or before a seq.",
      params: OfCampaign,
      query: LogQuery,
      answers: { 200: { what: "Events in order; those you may not know are veiled.", schema: LogPage } },
      problems: ["bad-request", "not-found", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const { before, after, limit } = visit.query;
      const page = await room.log(me, { before, after, limit: limit ?? PAGE_EVENTS });
      if (!page.ok) return await refusedByRoom(visit, page.problem);
      return { status: 200, body: { events: page.events, head: page.head } };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/export",
      access: "member",
      noun: "log",
      summary: "The whole log as you may see it, one JSON object a line, a manifest first. Anybody can verify it.",
      params: OfCampaign,
      answers: { 200: { what: "A file to keep.", type: "application/x-ndjson" } },
      problems: ["not-found", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const exported = await room.export(me);
      if (!exported.ok) return await refusedByRoom(visit, exported.problem);
      return new Response(exported.stream, {
        headers: {
          "content-type": "application/x-ndjson",
          "content-disposition": `attachment; filename="emberhall-${visit.params.campaignId}.ndjson"`,
        },
      });
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/keys",
      access: "member",
      noun: "log",
      summary: "The public keys that signed the dice and checkpoints of this campaign, old ones too.",
      params: OfCampaign,
      answers: { 200: { what: "Ed25519 keys in hex.", schema: CampaignKeys } },
      problems: ["not-found", "member-removed"],
    },
    async (visit) => {
      const keys = await roomOf(visit).room.keys();
      return keys === null ? problem("not-found") : { status: 200, body: { keys: keys.keys } };
    },
  );
}
