import type { AccountId } from "../../contracts/ids.ts";
import type { Erasure } from "../../contracts/people.ts";
import type { Database } from "../../db/database.ts";
import { forksOf, placesOf } from "../../db/read/people.ts";
import { beginErasure } from "../../db/write/people.ts";
import { endAllSessions } from "../../db/write/sessions.ts";
import { sendJob } from "../best-effort.ts";
import type { ApiBindings } from "../bindings.ts";
import { closeSockets } from "../sessions/close-sockets.ts";

/** Signs somebody out at once and begins to take them out of every store; the job goes on until it is done. */
export async function eraseAccount(
  env: ApiBindings,
  db: Database,
  asked: { accountId: AccountId; now: number },
): Promise<Erasure> {
  const { accountId, now } = asked;
  // First nobody is signed in as them any more; what they could still have come to since is then on the list.
  await endAllSessions(db, { accountId, now });
  const places = await placesAndForks(db, accountId);
  await beginErasure(db, { accountId, at: now, left: JSON.stringify(places) });
  await closeSockets(env, db, accountId);
  await sendJob(env, { job: "erase_person", accountId });
  const receipt = [{ store: "sign-in" as const, campaignId: null, removed: 1, at: now }];
  return { accountId, askedAt: now, finishedAt: null, receipt };
}

/** Where somebody has, or had, a place; and every table that goes on from such a history, in which they stand too. */
export async function placesAndForks(
  db: Database,
  accountId: string,
): Promise<{ campaignId: string; memberId: string }[]> {
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
