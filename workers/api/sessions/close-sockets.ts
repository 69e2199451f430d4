import { MemberId } from "../../contracts/ids.ts";
import { logLine } from "../../contracts/log-line.ts";
import type { Database } from "../../db/database.ts";
import { campaignsOfAccount } from "../../db/read/campaigns.ts";
import type { ApiBindings } from "../bindings.ts";

/** Tables whose sockets are closed at once; at any other the next ticket, within the hour, is the end of it. */
const TABLES_TOLD_MAX = 20;

/**
 * Closes the open sockets of an account at the tables it last played at. A socket belongs to a member and not to a
 * session, so all of them go: a browser that is still signed in is back with a fresh ticket within a second.
 */
export async function closeSockets(env: Pick<ApiBindings, "ROOM">, db: Database, accountId: string): Promise<void> {
  const places = await campaignsOfAccount(db, { accountId, after: null, limit: TABLES_TOLD_MAX });
  const told = await Promise.allSettled(
    places.map(({ member }) => env.ROOM.getByName(member.campaignId).unseat(MemberId.parse(member.memberId))),
  );
  const missed = told.filter(({ status }) => status === "rejected").length;
  if (missed > 0) console.warn(logLine("sockets-not-closed", { missed }));
}
