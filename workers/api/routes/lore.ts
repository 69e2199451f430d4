import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { EmbedChunks } from "../../contracts/jobs.ts";
import { LoreFound, LoreQuery, Reindexing } from "../../contracts/library.ts";
import { CardSuggestions } from "../../contracts/memory.ts";
import { readFiles, suggestionRows } from "../../db/read/uploads.ts";
import { indexAgain } from "../../db/write/reading.ts";
import { sendJob, tellUpload } from "../best-effort.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { proposeCards } from "../propose-cards.ts";
import { runsTheTable } from "../room-access.ts";
import { eyesOf } from "../upload-access.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const FOUND_MAX = 12;
/** Headings beyond these are those of a long book's details. */
const HEADINGS_MAX = 600;
const PASSAGES_PER_FILE_MAX = 4_000;

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
  indexDoors(doors);
}

function indexDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/lore/reindex",
      access: "member",
      noun: "lore",
      summary: "Put every file that has been read into the vector index anew, as after a change of the embedder.",
      params: OfCampaign,
      answers: { 200: { what: "How many files are on their way.", schema: Reindexing } },
      problems: ["not-allowed"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { campaignId } = visit.params;
      let files = 0;
      for (const { id: uploadId, version } of await readFiles(visit.db, campaignId)) {
        const row = await indexAgain(visit.db, { campaignId, uploadId, version }, visit.now);
        if (row === null) continue;
        files += 1;
        await sendJob(visit.env, EmbedChunks.parse({ job: "embed_chunks", campaignId, uploadId, version, from: 0 }));
        await tellUpload(visit.env, row);
      }
      return { status: 200, body: { files } };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/lore/suggestions",
      access: "member",
      noun: "lore",
      summary:
        "Cards somebody could keep, taken from headings and stat blocks of the files. Nothing is kept by itself.",
      params: OfCampaign,
      answers: { 200: { what: "At most 60.", schema: CardSuggestions } },
      problems: ["not-allowed"],
    },
    async (visit) => {
      const refusal = await runsTheTable(visit);
      if (refusal !== null) return refusal;
      const { campaignId } = visit.params;
      const query = { campaignId, ordinalBelow: PASSAGES_PER_FILE_MAX, limit: HEADINGS_MAX };
      return { status: 200, body: { items: proposeCards(await suggestionRows(visit.db, query)) } };
    },
  );
}
