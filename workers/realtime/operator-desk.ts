import type { StoredEvent } from "../contracts/events.ts";
import type { CampaignOutline } from "../contracts/operator.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { exportLog } from "./export-log.ts";
import type { Quarantine } from "./quarantine.ts";
import { floorOf, goOn, putBack, type RestoreFloor } from "./restorer.ts";
import type { Table } from "./table.ts";

type Refused = { ok: false; problem: Problem };

/**
 * What concerns a room as a whole: its log, what the copies of it in D1 should say, whether it stands still. No member's command
 * leads here; the API asks it for operators, and for forks, imports and tickets on its own account.
 */
export class OperatorDesk {
  readonly #table: Table;
  readonly #storage: DurableObjectStorage;
  /** This life of the room ends in an older state: nothing that is written in it stays. */
  #isPutBack = false;

  constructor(table: Table, storage: DurableObjectStorage) {
    this.#table = table;
    this.#storage = storage;
  }

  /** The whole log, secrets too, as of one seq: the head, or an earlier one. */
  export(throughSeq: number | null): { ok: true; stream: ReadableStream<Uint8Array>; seq: number } | Refused {
    const { log } = this.#table;
    const { seq: head } = log.state.head;
    if (head === 0) return { ok: false, problem: problem("not-found") };
    if (throughSeq !== null && throughSeq > head)
      return { ok: false, problem: problem("bad-request", { detail: `seq: this table stands at ${head}` }) };
    if (log.unreadable !== null) {
      const detail = `Event ${log.unreadable.seq} is ${log.unreadable.type}@${log.unreadable.v}, which this version cannot read; bring Emberhall up to date first.`;
      return { ok: false, problem: problem("unavailable", { detail }) };
    }
    return { ok: true, stream: exportLog(log, "whole", throughSeq), seq: throughSeq ?? head };
  }

  /** The state right after an event, as JSON; null where there is no such event. */
  snapshot(throughSeq: number): string | null {
    const { log } = this.#table;
    if (throughSeq > log.state.head.seq) return null;
    const { head, ...state } = log.stateAt(throughSeq);
    return `${JSON.stringify({ emberhall: "snapshot/1", head, state })}\n`;
  }

  /** Sets the table still, or lets it play on; tells what was before. */
  quarantine(reason: string | null): { ok: true; before: Quarantine["now"]; seq: number } | Refused {
    const { log, quarantine } = this.#table;
    if (log.state.head.seq === 0) return { ok: false, problem: problem("not-found") };
    const before = quarantine.now;
    if (reason !== null) this.#table.standStill({ reason, since: Date.now() });
    else if (before !== null) this.#table.playOn();
    return { ok: true, before, seq: log.state.head.seq };
  }

  /** Where the log stands before it is put back; null for a room that was never opened. */
  restoreFloor(): RestoreFloor | null {
    const { log } = this.#table;
    return log.state.head.seq === 0 ? null : floorOf(log);
  }

  /** From its next life on the room is as it was then. */
  async putBack(to: { bookmark: string } | { at: number }): Promise<{ ok: true; undo: string } | Refused> {
    const back = await putBack(this.#storage, to);
    this.#isPutBack ||= back.ok;
    return back;
  }

  /** Goes on after a restore, and wakes what was under way at that hour. */
  settleRestore(floor: RestoreFloor): { ok: true; seq: number } | Refused {
    if (this.#isPutBack) return { ok: false, problem: problem("unavailable", { retryAfterMs: 2_000 }) };
    const settled = goOn(this.#table, floor);
    if (settled.ok) this.#table.wake();
    return settled;
  }

  /** What the copies of this campaign in D1 should say; null for a room that was never opened. */
  outline(): CampaignOutline | null {
    const { log, quarantine } = this.#table;
    const { head, public: lane } = log.state;
    if (head.seq === 0 || lane.campaignId === null) return null;
    const opened: StoredEvent | null = log.at(1);
    const members = Object.values(lane.members);
    const continued = log.ofTypes(["campaign_continued"]).at(-1)?.body;
    const forkedFrom = continued?.type === "campaign_continued" ? continued.payload.from.campaignId : null;
    return {
      ...{ campaignId: lane.campaignId, title: lane.title, adventureId: lane.adventureId, ruleset: lane.ruleset },
      ...{ status: lane.status, seq: head.seq, epoch: head.epoch, openedAt: opened?.header.at ?? 0, forkedFrom },
      ...{ quarantine: quarantine.now, unreadableFrom: log.unreadable?.seq ?? null },
      members: members.map(({ id, name, role, removed }) => ({ memberId: id, name, role, removed })),
    };
  }
}
