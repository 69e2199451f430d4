import { type CallReceipt, type ModelTask, TurnTask, type VoiceId } from "../contracts/dm.ts";
import type { TurnReceiptPayload } from "../contracts/events/machine.ts";
import type { Spending } from "../contracts/http.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";

const DAY_MS = 86_400_000;
/** A turn has a few rows, and they are among the newest. */
const ROWS_OF_A_TURN_WITHIN = 200;
/** More requests than a room could make in a day: the search for today is bounded however old the book is. */
const ROWS_OF_A_DAY_MAX = 20_000;

/** Whom a cost is for. It is shared out evenly among those whose actions a turn answers. */
export interface Payers {
  readonly turnId: TurnId | null;
  readonly members: readonly MemberId[];
}

interface Day {
  readonly day: number;
  total: number;
  readonly byMember: Map<MemberId, number>;
}

/**
 * What the machine has cost this campaign, request by request: set aside before, put right after. What was set aside by an
 * instance that died in between stays counted: better to have spent less than to believe it.
 */
export class SpendingBook {
  readonly #sql: SqlStorage;
  #today: Day | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What is gone of today (UTC), reservations included. */
  usedOn(now: number): { total: number; byMember: ReadonlyMap<MemberId, number> } {
    return this.#dayOf(now);
  }

  /** Sets an amount aside and answers with the number to settle it by. */
  reserve(payers: Payers, task: ModelTask, voice: VoiceId, microUsd: number, now: number): number {
    const id = this.#insert(payers, { task, voice, now, reserved: microUsd });
    this.#count(payers.members, microUsd, now);
    return id;
  }

  /** Puts what the requests came to in the place of what was set aside. */
  settle(reservation: number | null, payers: Payers, receipts: readonly CallReceipt[], now: number): void {
    if (reservation !== null) {
      const reserved = this.#sql
        .exec<{ reserved: number; at: number }>("SELECT reserved, at FROM spending WHERE id = ?", reservation)
        .toArray()[0];
      this.#sql.exec("DELETE FROM spending WHERE id = ?", reservation);
      if (reserved !== undefined) this.#count(payers.members, -reserved.reserved, reserved.at);
    }
    for (const line of summed(receipts)) {
      this.#insert(payers, { ...line, now, reserved: 0 });
      this.#count(payers.members, line.costMicroUsd, now);
    }
  }

  #insert(
    { turnId, members }: Payers,
    line: { task: ModelTask; voice: VoiceId; now: number; reserved: number } & Partial<SpentLine>,
  ): number {
    const { requests = 1, inputTokens = 0, outputTokens = 0, costMicroUsd = 0, priceKnown = true } = line;
    return this.#sql
      .exec<{ id: number }>(
        "INSERT INTO spending (at, turn_id, task, voice, members, requests, input_tokens, output_tokens, cost, price_known, reserved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        line.now,
        turnId,
        line.task,
        line.voice,
        members.join(" "),
        requests,
        inputTokens,
        outputTokens,
        costMicroUsd,
        priceKnown ? 1 : 0,
        line.reserved,
      )
      .one().id;
  }

  /** What has been settled for a turn, by task and voice. */
  ofTurn(turnId: TurnId): TurnReceiptPayload["spent"] {
    const rows = this.#sql
      .exec<Row>(
        "SELECT * FROM (SELECT * FROM spending ORDER BY id DESC LIMIT ?) WHERE turn_id = ? AND reserved = 0 ORDER BY id",
        ROWS_OF_A_TURN_WITHIN,
        turnId,
      )
      .toArray();
    // Nothing but what belongs to a turn is written down for one.
    return merged(rows.map(lineOf))
      .flatMap((line) => {
        const task = TurnTask.safeParse(line.task);
        return task.success ? [{ ...line, task: task.data }] : [];
      })
      .slice(0, 24);
  }

  /** The bill of a month, by day, by voice and by member. */
  ofMonth(month: string, now: number, capMicroUsd: number | null): Spending {
    const from = Date.parse(`${month}-01T00:00:00Z`);
    const until = Date.UTC(new Date(from).getUTCFullYear(), new Date(from).getUTCMonth() + 1, 1);
    const rows = this.#sql
      .exec<Row>("SELECT * FROM spending WHERE at >= ? AND at < ? ORDER BY id", from, until)
      .toArray();
    const byMember = new Map<MemberId, number>();
    const byDay = new Map<string, SpentLine[]>();
    for (const row of rows) shareOut(byMember, membersOf(row), row.cost + row.reserved);
    for (const row of rows) {
      const day = new Date(row.at).toISOString().slice(0, 10);
      byDay.set(day, [...(byDay.get(day) ?? []), lineOf(row)]);
    }
    const today = this.#dayOf(now);
    return {
      month,
      total: total(rows.map(lineOf)),
      priceKnown: rows.every(({ price_known, reserved }) => price_known === 1 && reserved === 0),
      byDay: [...byDay].map(([day, lines]) => ({ day, ...total(lines) })),
      byVoice: merged(rows.map(lineOf))
        .slice(0, 64)
        .map(({ priceKnown: _known, ...line }) => line),
      byMember: [...byMember].map(([memberId, costMicroUsd]) => ({ memberId, costMicroUsd })),
      today: { costMicroUsd: today.total - this.#openOn(now), reservedMicroUsd: this.#openOn(now), capMicroUsd },
    };
  }

  #openOn(now: number): number {
    const start = Math.floor(now / DAY_MS) * DAY_MS;
    return (
      this.#sql.exec<{ open: number | null }>("SELECT SUM(reserved) AS open FROM spending WHERE at >= ?", start).one()
        .open ?? 0
    );
  }

  #dayOf(now: number): Day {
    const day = Math.floor(now / DAY_MS);
    if (this.#today?.day === day) return this.#today;
    const fresh: Day = { day, total: 0, byMember: new Map() };
    const rows = this.#sql
      .exec<Row>(
        "SELECT * FROM (SELECT * FROM spending ORDER BY id DESC LIMIT ?) WHERE at >= ?",
        ROWS_OF_A_DAY_MAX,
        day * DAY_MS,
      )
      .toArray();
    for (const row of rows) {
      fresh.total += row.cost + row.reserved;
      shareOut(fresh.byMember, membersOf(row), row.cost + row.reserved);
    }
    this.#today = fresh;
    return fresh;
  }

  /** Keeps today's sums level with what was just written; anything of another day is read anew when it is asked for. */
  #count(members: readonly MemberId[], microUsd: number, at: number): void {
    if (this.#today === null || this.#today.day !== Math.floor(at / DAY_MS)) return;
    this.#today.total += microUsd;
    shareOut(this.#today.byMember, members, microUsd);
  }
}

interface Row extends Record<string, SqlStorageValue> {
  at: number;
  task: string;
  voice: string;
  members: string;
  requests: number;
  input_tokens: number;
  output_tokens: number;
  cost: number;
  price_known: number;
  reserved: number;
}

type SpentLine = Omit<TurnReceiptPayload["spent"][number], "task"> & { readonly task: ModelTask };

const membersOf = ({ members }: Row) => members.split(" ").filter((id) => id !== "") as MemberId[];

const lineOf = (row: Row): SpentLine => ({
  task: row.task as ModelTask,
  voice: row.voice as VoiceId,
  requests: row.requests,
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  // What was set aside and never put right counts as spent.
  costMicroUsd: row.cost + row.reserved,
  priceKnown: row.price_known === 1 && row.reserved === 0,
});

const summed = (receipts: readonly CallReceipt[]): SpentLine[] =>
  merged(
    receipts.map(({ task, voice, inputTokens, outputTokens, costMicroUsd, priceKnown }) => ({
      ...{ task, voice, requests: 1, inputTokens, outputTokens, costMicroUsd, priceKnown },
    })),
  );

/** Lines of the same task and voice added up. */
function merged(lines: readonly SpentLine[]): SpentLine[] {
  const sums = new Map<string, SpentLine>();
  for (const line of lines) {
    const key = `${line.task} ${line.voice}`;
    const sum = sums.get(key);
    sums.set(
      key,
      sum === undefined ? line : { ...line, ...total([sum, line]), priceKnown: sum.priceKnown && line.priceKnown },
    );
  }
  return [...sums.values()];
}

function total(
  lines: readonly SpentLine[],
): Pick<SpentLine, "requests" | "inputTokens" | "outputTokens" | "costMicroUsd"> {
  const sum = { requests: 0, inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
  for (const line of lines) {
    sum.requests += line.requests;
    sum.inputTokens += line.inputTokens;
    sum.outputTokens += line.outputTokens;
    sum.costMicroUsd += line.costMicroUsd;
  }
  return sum;
}

/** Shares an amount out evenly; what does not divide falls to the first. */
function shareOut(shares: Map<MemberId, number>, members: readonly MemberId[], microUsd: number): void {
  if (members.length === 0) return;
  const each = Math.trunc(microUsd / members.length);
  for (const [at, member] of members.entries())
    shares.set(member, (shares.get(member) ?? 0) + each + (at === 0 ? microUsd - each * members.length : 0));
}
