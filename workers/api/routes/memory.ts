import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { AskSources, MemoryQuery, MemoryView, SourcesAsked } from "../../contracts/memory.ts";
import { problem } from "../../contracts/problems.ts";
import type { DoorList } from "../door.ts";
import { refusedByRoom, roomOf } from "../room-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });

/** What a campaign remembers, and questions to what it has read. */
export function memoryDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/memory",
      access: "member",
      noun: "lore",
      summary: "What the table remembers, as far as whoever asks may know it: facts, cards, scenes and evenings.",
      params: OfCampaign,
      query: MemoryQuery,
      answers: { 200: { what: "Each fact names the events it rests on.", schema: MemoryView } },
      problems: ["bad-request", "not-found", "member-removed"],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      const asked = await room.memory(me, visit.query);
      return asked.ok ? { status: 200, body: asked.memory } : await refusedByRoom(visit, asked.problem);
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/ask",
      access: "member",
      noun: "lore",
      summary:
        "Asks what the campaign has read and remembers. Players ask before the table; behind the screen one asks for oneself.",
      params: OfCampaign,
      body: AskSources,
      audit: null,
      answers: { 200: { what: "The answer is the event with this number.", schema: SourcesAsked } },
      problems: [
        ...(["bad-request", "not-found", "not-allowed", "member-removed"] as const),
        ...(["budget-used", "slow-down", "unavailable", "table-paused", "adventure-over"] as const),
      ],
    },
    async (visit) => {
      const { room, me } = roomOf(visit);
      if (visit.membership.campaign.archivedAt !== null)
        return problem("adventure-over", { detail: "This campaign was put away; nobody asks it anything now." });
      const asked = await room.ask(me, visit.body.question);
      if (!asked.ok) return await refusedByRoom(visit, asked.problem);
      return { status: 200, body: { seq: asked.seq } };
    },
  );
}
