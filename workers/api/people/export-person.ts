import { MemberId } from "../../contracts/ids.ts";
import type { Database } from "../../db/database.ts";
import type { Account } from "../../db/read/accounts.ts";
import { trailOf } from "../../db/read/audit-trail.ts";
import { membershipOf } from "../../db/read/campaigns.ts";
import { aboutPerson, placesOf, standingFiles } from "../../db/read/people.ts";
import { everySession } from "../../db/read/sessions.ts";
import type { ApiBindings } from "../bindings.ts";

const TRAIL_LINES_MAX = 10_000;

/**
 * Everything about somebody, a line of JSON each, table after table as the other side reads. What opens a door (keys,
 * hashes of codes and cookies) is not in it.
 */
export function exportPerson(env: ApiBindings, db: Database, account: Account): ReadableStream<Uint8Array> {
  const lines = linesAbout(env, db, account);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    type: "bytes",
    async pull(controller) {
      const next = await lines.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
  });
}

async function* linesAbout(env: ApiBindings, db: Database, account: Account): AsyncGenerator<object> {
  yield { emberhall: "about-me/1", account };
  const { heroes, keys, elsewhere, asked, kept } = await aboutPerson(db, account.id);
  for (const session of await everySession(db, account.id)) {
    const { id, label, openedBy, createdAt, lastSeenAt, confirmedAt, expiresAt, endedAt } = session;
    yield { session: { id, label, openedBy, createdAt, lastSeenAt, confirmedAt, expiresAt, endedAt } };
  }
  for (const passkey of keys) yield { passkey };
  for (const identity of elsewhere) yield { identity };
  for (const { id, draft, updatedAt } of heroes)
    yield { character: { id, updatedAt, draft: JSON.parse(draft) as unknown } };
  for (const request of asked) yield { request };
  for (const ban of kept) yield { ban };
  const trail = await trailOf(db, { of: { accountId: account.id }, before: null, limit: TRAIL_LINES_MAX });
  for (const { line } of trail) yield { done: line };
  for (const place of await placesOf(db, account.id)) yield* linesAtTable(env, db, place);
}

async function* linesAtTable(
  env: ApiBindings,
  db: Database,
  place: { campaignId: string; memberId: string; accountId: string },
): AsyncGenerator<object> {
  const { campaignId, memberId } = place;
  const membership = await membershipOf(db, { campaignId, accountId: place.accountId });
  yield { place, campaign: membership?.campaign.title ?? null };
  for (const { id, title, createdAt, sizeBytes } of await standingFiles(db, { campaignId, addedBy: memberId }))
    yield { file: { campaignId, id, title, createdAt, sizeBytes } };
  const room = env.ROOM.getByName(campaignId);
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof room.ownEvents>> = await room.ownEvents(MemberId.parse(memberId), after);
    for (const event of page.events) yield { campaignId, event };
    after = page.next;
  }
}
