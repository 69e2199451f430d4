/// <reference types="@cloudflare/workers-types" />
import { WorkerEntrypoint } from "cloudflare:workers";
import { adventureById, gear, heroes } from "../../workers/content/index.ts";
import type { MemberCommand } from "../../workers/contracts/commands.ts";
import type { ActionId, MemberId } from "../../workers/contracts/ids.ts";
import { dmTerms } from "../../workers/dm-terms.ts";
import { CampaignRoom, type RoomEnv, type RoomLibrary } from "../../workers/realtime/campaign-room.ts";
import type { DmTerms } from "../../workers/realtime/purse.ts";
import { SpendMeter } from "../../workers/realtime/spend-meter.ts";
import { countingRows, noRows, type RowsWritten } from "./counting-rows.ts";
import { forward } from "./forward.ts";

export { Orchestrator } from "../../workers/orchestrator/orchestrator.ts";
export { ScriptedDm } from "./scripted-dm.ts";

/** How many rooms this process has built: it moves when an object has slept and was woken. */
let wakings = 0;

/** Where nothing costs anything the meter is never asked. */
const NO_METER: RoomEnv["METER"] = {
  getByName: () => ({ take: async () => ({ ok: true, leftMicroUsd: 0 }), settle: async () => undefined }),
};

/** The meter as it is shipped, with a window for the benchmark. */
export class BenchMeter extends SpendMeter {
  readonly #rows: RowsWritten;

  constructor(ctx: DurableObjectState, env: { COUNT_ROWS?: string }) {
    const rows = noRows();
    if (env.COUNT_ROWS === "yes") countingRows(ctx.storage, rows);
    super(ctx, env);
    this.#rows = rows;
  }

  rowsWritten(): RowsWritten {
    return this.#rows;
  }
}

type BenchEnv = Omit<RoomEnv, "METER"> & { COUNT_ROWS?: string; METER?: DurableObjectNamespace<BenchMeter> };

/** The room as it is shipped, with an empty queue behind it and three windows for the benchmark. */
export class BenchRoom extends CampaignRoom {
  readonly #rows: RowsWritten;
  readonly #meter: BenchEnv["METER"];
  readonly #terms: DmTerms;
  protected override readonly library: RoomLibrary = {
    adventure: (id) => {
      const adventure = adventureById(id);
      return adventure === undefined ? null : { adventure, heroes, items: gear };
    },
    dmTerms: () => this.#terms,
    ticketHolder: async () => null,
  };

  constructor(ctx: DurableObjectState, env: BenchEnv) {
    wakings += 1;
    const rows = noRows();
    if (env.COUNT_ROWS === "yes") countingRows(ctx.storage, rows);
    super(ctx, { ORCHESTRATOR: env.ORCHESTRATOR, JOBS: { send: async () => undefined }, METER: env.METER ?? NO_METER });
    this.#rows = rows;
    this.#meter = env.METER;
    this.#terms = dmTerms(env);
  }

  /** Many commands in one event of the object: how a log grows old in seconds. */
  grow(by: MemberId, commands: readonly { id: ActionId; command: MemberCommand }[]): number {
    for (const { id, command } of commands) {
      const answer = this.command(by, id, command);
      if (!answer.ok) throw new Error(answer.problem.slug);
    }
    return this.head().seq;
  }

  /** Those of the room, and those of the meter that it asks. */
  async rowsWritten(): Promise<{ room: RowsWritten; meter: RowsWritten }> {
    const meter = await this.#meter?.getByName("all").rowsWritten();
    return { room: this.#rows, meter: meter ?? noRows() };
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
