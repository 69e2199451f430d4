import type { StoredEvent } from "../contracts/events.ts";
import { CLOSE } from "../contracts/frames.ts";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import { DEPARTED } from "../core/departed.ts";
import { decideErasure } from "../core/erasure/decide-erasure.ts";
import { type Erasing, heardFrom, withoutWords } from "../core/erasure/without-words.ts";
import type { Chance } from "../core/step.ts";
import type { EventLog } from "./event-log.ts";
import { migrate } from "./local-migrations.ts";
import type { Outbox } from "./outbox.ts";
import type { Seats } from "./seats.ts";

/** What is told back to somebody is told within so many events; only recaps look further. */
const TOLD_BACK_WITHIN = 60;

/** What became of a person at a table. `emptied`: nobody was left there, and the table is gone with them. */
export type Erased = { readonly events: number; readonly emptied: boolean };

interface Eraseable {
  readonly storage: DurableObjectStorage;
  readonly log: EventLog;
  readonly seats: Seats;
  readonly outbox: Outbox;
  chance(): Chance;
  /** Whatever is kept in memory of the log is read anew. */
  forget(): void;
}

/**
 * Takes a person's words out of a room: out of the log, whose chain covers the hashes and still holds, and out of everything
 * made from it. Done twice it does the same; cut off in the middle it is done again.
 */
export function eraseFrom(room: Eraseable, memberId: MemberId): Erased {
  const { log } = room;
  const member = log.state.public.members[memberId];
  // Emptied by this very erasure, whose second half was cut off: then it is asked again.
  if (member === undefined) return { events: 0, emptied: log.state.head.seq === 0 && wasEmptied(room.storage) };
  const wasErased = log.ofTypes(["member_erased"]).some(({ body }) => isOf(body, memberId));
  if (!wasErased) {
    const facts = decideErasure(log.state, memberId, room.chance());
    if (facts === null) return emptied(room);
    log.append(facts, log.state.head.seq);
  }
  const events = log.rewrite(wordsTakenOut(log, memberId));
  room.storage.transactionSync(() => {
    const { sql } = room.storage;
    // Made from the log, and made anew from it; prompts are said again in the next turn.
    for (const table of ["memory", "prompts", "turn_sources"]) sql.exec(`DELETE FROM ${table}`);
    // A hash of a short text can be guessed at.
    sql.exec("UPDATE actions SET body_hash = '' WHERE seq IN (SELECT seq FROM events WHERE salt = '')");
    const { campaignId, status } = log.state.public;
    if (campaignId !== null && status === "ended")
      room.outbox.put({ job: "archive_log", campaignId: campaignId as CampaignId, seq: log.state.head.seq });
  });
  room.forget();
  room.seats.closeAll(CLOSE.reload, "Words were taken out of this table; reload it.");
  return { events, emptied: false };
}

function isOf(body: StoredEvent["body"], memberId: MemberId): boolean {
  return body.type === "member_erased" && body.payload.memberId === memberId;
}

/** Nobody is left to whom the table belongs: it is as if it had never been opened. */
function emptied({ storage, seats, forget }: Eraseable): Erased {
  seats.closeAll(CLOSE.removed, "This table is gone.");
  storage.transactionSync(() => {
    const { sql } = storage;
    const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    for (const { name } of tables)
      if (!name.startsWith("_cf_") && !name.startsWith("sqlite_")) sql.exec(`DROP TABLE "${name}"`);
  });
  migrate(storage);
  storage.sql.exec("INSERT INTO secrets (name, value) VALUES (?, '')", EMPTIED);
  forget();
  return { events: 0, emptied: true };
}

/** What tells a room that was emptied from one that has lost what it had. */
const EMPTIED = "emptied";

function wasEmptied({ sql }: DurableObjectStorage): boolean {
  return sql.exec("SELECT 1 FROM secrets WHERE name = ?", EMPTIED).toArray().length > 0;
}

/** Which body an event has from now on, null where it stays as it is. Events come oldest first. */
function wordsTakenOut(log: EventLog, memberId: MemberId): (event: StoredEvent) => StoredEvent["body"] | null {
  const names = new Set<string>();
  for (const event of log.ofTypes(["member_joined", "hero_made"]))
    for (const name of heardFrom(event.body, memberId).names) if (name !== DEPARTED) names.add(name);
  const said: { seq: number; phrase: string }[] = [];
  return ({ header, body }) => {
    for (const phrase of heardFrom(body, memberId).phrases) said.push({ seq: header.seq, phrase });
    const since = body.type === "recap_written" ? 0 : header.seq - TOLD_BACK_WITHIN;
    const phrases = said.filter(({ seq }) => seq >= since).map(({ phrase }) => phrase);
    const erasing: Erasing = { memberId, names: [...names], phrases };
    return withoutWords(body, erasing);
  };
}
