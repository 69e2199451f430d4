import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { EmbedChunks } from "../../contracts/jobs.ts";
import { CAMPAIGN_FILES_MAX, LoreFound, LoreQuery, Reindexing } from "../../contracts/library.ts";
import { CardSuggestions } from "../../contracts/memory.ts";
import { problem } from "../../contracts/problems.ts";
import { readingsToIndex } from "../../db/read/readings.ts";
import { indexAgain } from "../../db/write/reading.ts";
import { waitToIndex } from "../../db/write/uploads.ts";
import { sendJob, tellUpload } from "../best-effort.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { readCursor } from "../list-cursor.ts";
import { runsTheTable } from "../room-access.ts";
import { suggestionPage } from "../suggestion-page.ts";
import { eyesOf } from "../upload-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const FOUND_MAX = 12;
/** Files indexed anew cost the model that reads them; so soon after the last time nothing can be wrong again. */
const REINDEX_EVERY_MS = 5 * 60_000;
const SuggestionsQuery = z.object({ cursor: z.string().max(200).optional() });

/** What a campaign has read: searched, indexed anew, and offered as cards. */
export function loreDoors(doors: DoorList, options: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/lore/search",
      access: "member",
      noun: "lore",
      summary: "Passages of the campaign's files about something. Players search in what is open to them.",
      params: OfCampaign,
      query: LoreQuery,
      answers: { 200: { what: "The best first; none when nothing fits.", schema: LoreFound } },
      problems: ["bad-request"],
    },
    async (visit) => {
      const eyes = await eyesOf(visit);
      if (!eyes.ok) return eyes.problem;
      const { campaignId } = visit.params;
      const query = { campaignId, text: visit.query.q, may: eyes.may, limit: FOUND_MAX };
      return { status: 200, body: { items: await options.lore(visit.env, query) } };
    },
  );
  indexDoors(doors, options);
  suggestionDoors(doors);
}

function indexDoors(doors: DoorList, options: ApiOptions): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/lore/reindex",
      access: "member",
      noun: "lore",
      summary: "Index anew what has to be: files whose vectors or words are not as this deployment makes them.",
      params: OfCampaign,
      audit: "library-indexed",
      answers: {
        200: { what: "How many files are on their way; 0 when all are as they should be.", schema: Reindexing },
      },
      problems: ["not-allowed", "slow-down"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { campaignId } = visit.params;
      const { embedderId, vectorsIn } = options.indexing(visit.env);
      const waiting = await readingsToIndex(visit.db, campaignId, embedderId, vectorsIn);
      if (waiting.length === 0) return { status: 200, body: { files: 0 } };
      const retryAfterMs = await waitToIndex(visit.db, { campaignId, now: visit.now, everyMs: REINDEX_EVERY_MS });
      if (retryAfterMs > 0) {
        const detail = "The files were indexed anew a moment ago; try again in a few minutes.";
        return problem("slow-down", { detail, retryAfterMs });
      }
      let files = 0;
      for (const { id: uploadId, version } of waiting) {
        const row = await indexAgain(visit.db, { campaignId, uploadId, version }, visit.now);
        if (row === null) continue;
        files += 1;
        await sendJob(visit.env, EmbedChunks.parse({ job: "embed_chunks", campaignId, uploadId, version, from: 0 }));
        await tellUpload(visit.env, row);
      }
      return { status: 200, body: { files } };
    },
  );
}

function suggestionDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/lore/suggestions",
      access: "member",
      noun: "lore",
      summary:
        "Cards somebody could keep, taken from headings and stat blocks of the files. Nothing is kept by itself.",
      params: OfCampaign,
      query: SuggestionsQuery,
      answers: { 200: { what: "At most 60, and where to look on.", schema: CardSuggestions } },
      problems: ["not-allowed", "bad-request"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { cursor } = visit.query;
      const from = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && from === null) return problem("bad-request", { detail: "cursor: not one of ours" });
      const { campaignId } = visit.params;
      return { status: 200, body: await suggestionPage(visit.db, { campaignId, limit: CAMPAIGN_FILES_MAX, from }) };
    },
  );
}
