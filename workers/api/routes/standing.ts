import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { TableStanding } from "../../contracts/standing.ts";
import { fileFigures } from "../../db/read/standing.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { hostAt, roomOf } from "../room-access.ts";
import { serverParts, versionOf } from "../server-parts.ts";

const OfCampaign = z.object({ campaignId: CampaignId });

/** How a table stands, for those who run it and wonder. */
export function standingDoor(doors: DoorList, options: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/standing",
      access: "member",
      noun: "campaigns",
      summary:
        "Whether the table can be played, how its turns went in the last day, its files and jobs, and the server under it. For those who run it.",
      params: OfCampaign,
      answers: { 200: { what: "As of now.", schema: TableStanding } },
      problems: ["not-found", "member-removed", "not-allowed"],
    },
    async (visit) => {
      const host = await hostAt(visit);
      if (!host.ok) return host.problem;
      const { env, db, now, params } = visit;
      const [room, { deadJobs, ...files }, parts] = await Promise.all([
        roomOf(visit).room.standing(),
        fileFigures(db, { campaignId: params.campaignId, now }),
        serverParts(env, db),
      ]);
      const server = { version: versionOf(env), dm: options.dm?.(env) ?? "oracle", parts };
      return { status: 200, body: { room, files, deadJobs, server, at: now } };
    },
  );
}
