import { z } from "zod";
import { AccountId } from "../../contracts/ids.ts";
import { EraseMe, Erasure, ReceiptLine } from "../../contracts/people.ts";
import { problem } from "../../contracts/problems.ts";
import { erasureOf } from "../../db/read/people.ts";
import type { DoorList } from "../door.ts";
import { eraseAccount } from "../people/erase-account.ts";
import { exportPerson } from "../people/export-person.ts";

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
      confirmed: true,
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
      confirmed: true,
      audit: "erased",
      answers: { 200: { what: "It has begun. Its receipt is at `/api/erasures/{accountId}`.", schema: Erasure } },
      problems: ["bad-request"],
    },
    async ({ env, db, account, body, now, jar }) => {
      if (body.name.trim() !== account.name)
        return problem("bad-request", { detail: "name: type your name as it stands here" });
      const begun = await eraseAccount(env, db, { accountId: AccountId.parse(account.id), now });
      jar.drop("access");
      jar.drop("refresh");
      return { status: 200, body: begun, headers: { "clear-site-data": '"cookies", "storage"' } };
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
