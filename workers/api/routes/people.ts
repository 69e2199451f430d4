import { z } from "zod";
import { AccountId } from "../../contracts/ids.ts";
import { EraseMe, Erasure, ReceiptLine } from "../../contracts/people.ts";
import { problem } from "../../contracts/problems.ts";
import type { Database } from "../../db/database.ts";
import { erasureOf, forksOf, placesOf } from "../../db/read/people.ts";
import { beginErasure } from "../../db/write/people.ts";
import { sendJob } from "../best-effort.ts";
import type { DoorList } from "../door.ts";
import { exportPerson } from "../people/export-person.ts";
import { closeSockets } from "../sessions/close-sockets.ts";

/** What is known of a person, in their hands: all of it as a file, and the end of it. */
export function peopleDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/me/export",
      access: "browser",
      noun: "me",
      summary:
        "Everything about you, as lines of JSON: account, places, characters, and what you said and did at each table.",
      answers: { 200: { what: "A file.", type: "application/x-ndjson" } },
      problems: [],
    },
    async ({ env, db, account }) =>
      new Response(exportPerson(env, db, account), {
        headers: {
          "content-type": "application/x-ndjson",
          "content-disposition": 'attachment; filename="emberhall-about-me.ndjson"',
        },
      }),
  );
  doors.add(
    {
      method: "POST",
      path: "/api/me/erase",
      access: "browser",
      noun: "me",
      summary: "Erase yourself everywhere, for good: signs out at once, and takes your words out of every table.",
      body: EraseMe,
      limit: "sign-in",
      audit: "erased",
      answers: { 200: { what: "It has begun. Its receipt is at `/api/erasures/{accountId}`.", schema: Erasure } },
      problems: ["bad-request"],
    },
    async ({ env, db, account, body, now, jar }) => {
      if (body.name.trim() !== account.name)
        return problem("bad-request", { detail: "name: type your name as it stands here" });
      await closeSockets(env, db, account.id);
      const places = await placesAndForks(db, account.id);
      await beginErasure(db, { accountId: account.id, at: now, left: JSON.stringify(places) });
      await sendJob(env, { job: "erase_person", accountId: AccountId.parse(account.id) });
      jar.drop("access");
      jar.drop("refresh");
      const receipt = [{ store: "sign-in", campaignId: null, removed: 1, at: now }];
      const answer = { accountId: account.id, askedAt: now, finishedAt: null, receipt };
      return { status: 200, body: answer, headers: { "clear-site-data": '"cookies", "storage"' } };
    },
  );
  doors.add(
    {
      method: "GET",
      path: "/api/erasures/{accountId}",
      access: "anyone",
      noun: "me",
      summary:
        "The receipt of an erasure, a line for each store. Known to whoever was told the id, which leads to nobody.",
      params: z.object({ accountId: AccountId }),
      limit: "invite",
      answers: { 200: { what: "What was removed where.", schema: Erasure } },
      problems: ["not-found"],
    },
    async ({ db, params }) => {
      const row = await erasureOf(db, params.accountId);
      if (row === null) return problem("not-found");
      const { accountId, askedAt, finishedAt } = row;
      const receipt = z.array(ReceiptLine).parse(JSON.parse(row.receipt));
      return { status: 200, body: { accountId, askedAt, finishedAt, receipt } };
    },
  );
}

/** Where somebody has, or had, a place; and every table that goes on from such a history, in which they stand too. */
async function placesAndForks(db: Database, accountId: string): Promise<{ campaignId: string; memberId: string }[]> {
  const places = (await placesOf(db, accountId)).map(({ campaignId, memberId }) => ({ campaignId, memberId }));
  const forks = await forksOf(
    db,
    places.map(({ campaignId }) => campaignId),
  );
  const known = [...places];
  for (const { id, from } of forks)
    for (const { campaignId, memberId } of [...known])
      if (campaignId === from) known.push({ campaignId: id, memberId });
  return known;
}
