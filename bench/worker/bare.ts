/// <reference types="@cloudflare/workers-types" />
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import { forward } from "./forward.ts";
import { type ModelBodies, pipeAnswer } from "./piping.ts";

export { ScriptedDm } from "./scripted-dm.ts";

interface BareEnv {
  readonly ROOM: DurableObjectNamespace<BareRoom>;
  readonly ORCHESTRATOR?: { narrate(input: unknown): Promise<ReadableStream<Uint8Array>> };
  readonly OPENAI_BASE_URL?: string;
}

interface Asked {
  readonly t: string;
  readonly id?: string;
  readonly last_seq_seen?: number;
  readonly chat?: unknown;
  readonly act?: unknown;
}

/** Fills row and frame up to the size of an event of ours: hashes, salt, actor, audience and the names of its members. */
const PAD = "0".repeat(430);

let wakings = 0;

/** The denominator: parses, inserts one row, broadcasts. No rules, no seats, no proof of anything. */
export class BareRoom extends DurableObject<BareEnv> {
  #seq: number;
  #bodies: ModelBodies | null = null;

  constructor(ctx: DurableObjectState, env: BareEnv) {
    super(ctx, env);
    wakings += 1;
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, event TEXT NOT NULL)");
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#seq = ctx.storage.sql.exec<{ seq: number | null }>("SELECT MAX(seq) AS seq FROM events").one().seq ?? 0;
  }

  override async fetch(): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override async webSocketMessage(socket: WebSocket, message: string): Promise<void> {
    const asked = JSON.parse(message) as Asked;
    if (asked.t === "client.hello") return this.#welcome(socket, asked.last_seq_seen ?? 0);
    this.#sendAll(`{"t":"server.events","events":[${this.#append(asked)}]}`);
    if (asked.t === "narrate") await this.#narrate();
  }

  #sendAll(text: string): void {
    for (const each of this.ctx.getWebSockets()) {
      try {
        each.send(text);
      } catch {
        // Gone: its close event follows.
      }
    }
  }

  #append({ id, chat, act }: Asked): string {
    this.#seq += 1;
    const event = JSON.stringify({
      header: { seq: this.#seq },
      body: { cause: { actionId: id }, payload: chat ?? act },
      pad: PAD,
    });
    this.ctx.storage.sql.exec("INSERT INTO events (seq, event) VALUES (?, ?)", this.#seq, event);
    return event;
  }

  #welcome(socket: WebSocket, seen: number): void {
    const { sql } = this.ctx.storage;
    const missed =
      seen === 0
        ? []
        : sql.exec<{ event: string }>("SELECT event FROM events WHERE seq > ? ORDER BY seq", seen).toArray();
    socket.send(JSON.stringify({ t: "server.welcome", head: this.#seq, epoch: 1 }));
    if (missed.length > 0)
      socket.send(`{"t":"server.events","events":[${missed.map(({ event }) => event).join(",")}]}`);
    socket.send(JSON.stringify({ t: "server.head", seq: this.#seq, state_hash: "" }));
  }

  async #narrate(): Promise<void> {
    const tell = (text: string): void => this.#sendAll(JSON.stringify({ t: "server.draft", text }));
    const { ORCHESTRATOR, OPENAI_BASE_URL } = this.env;
    if (OPENAI_BASE_URL !== undefined && this.#bodies !== null) await pipeAnswer(OPENAI_BASE_URL, this.#bodies, tell);
    else {
      const decoder = new TextDecoder();
      const stream = await ORCHESTRATOR?.narrate({ turn: { id: "t_1" } });
      for await (const bytes of stream ?? []) tell(decoder.decode(bytes));
    }
    const told = this.#append({ t: "told", chat: { type: "dm_narration" } });
    this.#sendAll(`{"t":"server.events","events":[${told}]}`);
  }

  /** What it will say to the model from now on. */
  sayToModel(bodies: ModelBodies): void {
    this.#bodies = bodies;
  }

  /** The same name as the room's, so that the crowd can ask either. */
  open(): { ok: true; seq: number } {
    return { ok: true, seq: this.#seq };
  }

  grow(_by: string, asked: readonly Asked[]): number {
    for (const each of asked) this.#append(each);
    return this.#seq;
  }

  wakings(): number {
    return wakings;
  }
}

export default class extends WorkerEntrypoint<BareEnv> {
  override async fetch(request: Request): Promise<Response> {
    return await forward(request, this.env.ROOM as unknown as DurableObjectNamespace);
  }
}
