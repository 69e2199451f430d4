/// <reference types="@cloudflare/workers-types" />
import { WorkerEntrypoint } from "cloudflare:workers";
import { adventureById, gear, heroes } from "../../workers/content/index.ts";
import type { MemberCommand } from "../../workers/contracts/commands.ts";
import type { ActionId, MemberId } from "../../workers/contracts/ids.ts";
import { CampaignRoom, type RoomEnv, type RoomLibrary } from "../../workers/realtime/campaign-room.ts";
import { countingRows, type RowsWritten } from "./counting-rows.ts";
import { forward } from "./forward.ts";

export { Orchestrator as Oracle } from "../../workers/orchestrator/orchestrator.ts";
export { ScriptedDm } from "./scripted-dm.ts";

/** How many rooms this process has built: it moves when an object has slept and was woken. */
let wakings = 0;

/** Nothing costs anything here, so the meter is never asked. */
const NO_METER: RoomEnv["METER"] = {
  getByName: () => ({ take: async () => ({ ok: true, leftMicroUsd: 0 }), settle: async () => undefined }),
};

/** The room as it is shipped, with an empty queue behind it and three windows for the benchmark. */
export class BenchRoom extends CampaignRoom {
  readonly #rows: RowsWritten;
  protected override readonly library: RoomLibrary = {
    adventure: (id) => {
      const adventure = adventureById(id);
      return adventure === undefined ? null : { adventure, heroes, items: gear };
    },
    dmTerms: () => ({
      voices: [],
      defaults: [],
      campaignDayMicroUsd: null,
      memberDayMicroUsd: null,
      hourMicroUsd: null,
      turnBudgetMs: 120_000,
    }),
    ticketHolder: async () => null,
  };

  constructor(ctx: DurableObjectState, env: RoomEnv & { COUNT_ROWS?: string }) {
    wakings += 1;
    const rows: RowsWritten = { sql: 0, alarms: 0 };
    if (env.COUNT_ROWS === "yes") countingRows(ctx.storage, rows);
    super(ctx, { ORCHESTRATOR: env.ORCHESTRATOR, JOBS: { send: async () => undefined }, METER: NO_METER });
    this.#rows = rows;
  }

  /** Many commands in one event of the object: how a log grows old in seconds. */
  grow(by: MemberId, commands: readonly { id: ActionId; command: MemberCommand }[]): number {
    for (const { id, command } of commands) {
      const answer = this.command(by, id, command);
      if (!answer.ok) throw new Error(answer.problem.slug);
    }
    return this.head().seq;
  }

  rowsWritten(): RowsWritten {
    return { ...this.#rows };
  }

  wakings(): number {
    return wakings;
  }

  stored(): { events: number; eventBytes: number; snapshots: number[]; snapshotBytes: number[] } {
    const { sql } = this.ctx.storage;
    const events = sql
      .exec<{ count: number; bytes: number }>(
        "SELECT COUNT(*) AS count, SUM(length(body) + length(hash) * 3 + length(salt) + coalesce(length(sig), 0)) AS bytes FROM events",
      )
      .one();
    const snapshots = sql
      .exec<{ seq: number; bytes: number }>("SELECT seq, length(state) AS bytes FROM snapshots ORDER BY seq")
      .toArray();
    return {
      events: events.count,
      eventBytes: events.bytes,
      snapshots: snapshots.map(({ seq }) => seq),
      snapshotBytes: snapshots.map(({ bytes }) => bytes),
    };
  }
}

interface Env {
  readonly ROOM: DurableObjectNamespace<BenchRoom>;
}

export default class extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    return await forward(request, this.env.ROOM as unknown as DurableObjectNamespace);
  }
}
