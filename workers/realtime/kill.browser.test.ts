import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, serveApp } from "../../scripts/setup/dev-server.mjs";
import { migrateLocally } from "../../scripts/setup/local-database.mjs";
import { freshSync, greeting, receive, type Sync } from "../../web/state/sync.ts";
import { type ClientFrame, PROTOCOL_VERSION, type ServerFrame } from "../contracts/frames.ts";
import type { CampaignCreated, Ticket } from "../contracts/http.ts";
import type { ActionId } from "../contracts/ids.ts";
import { verifyNdjson } from "../core/ledger/index.ts";
import { SeededChance } from "../testkit/frame-mutations.ts";
import { until } from "../testkit/seat.ts";

const KILLS = 5;
const SEED = Number(process.env["EMBERHALL_SEED"] ?? 7);

const stateFolder = mkdtempSync(join(tmpdir(), "emberhall-kill-"));
const chance = new SeededChance(SEED);
let port = 0;
let server: Awaited<ReturnType<typeof serveApp>> | null = null;

beforeAll(async () => {
  await migrateLocally(stateFolder);
  port = (await freePort(0)) ?? 0;
  server = await serveApp({ port, stateFolder });
}, 180_000);

afterAll(async () => {
  await server?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

type Acting = Extract<ClientFrame, { id: unknown }>;

/** A player over the real network: a cookie, a socket, an outbox, and the web app's own sync. */
class DistantPlayer {
  sync: Sync = freshSync;
  readonly outbox = new Map<ActionId, Acting>();
  readonly answered = new Map<ActionId, number | null>();
  #cookie = "";
  #socket: WebSocket | null = null;

  async asks<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { cookie: this.#cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (cookie !== undefined) this.#cookie = cookie;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (response.headers.get("content-type")?.includes("ndjson") === true ? text : JSON.parse(text)) as T;
  }

  async connect(campaignId: string): Promise<void> {
    const { ticket } = await this.asks<Ticket>("POST", `/api/campaigns/${campaignId}/tickets`, {});
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/campaigns/${campaignId}/socket`, [
      "emberhall.v1",
      `ticket.${ticket}`,
    ]);
    this.#socket = socket;
    socket.onopen = () => this.#send({ t: "client.hello", protocol: PROTOCOL_VERSION, ...greeting(this.sync) });
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as ServerFrame);
    socket.onerror = () => undefined;
    await until("the welcome", () => this.sync.level && socket.readyState === WebSocket.OPEN, 20_000);
    for (const frame of this.outbox.values()) this.#send(frame);
  }

  does(frame: Acting): void {
    this.outbox.set(frame.id, frame);
    this.#send(frame);
  }

  lost(): void {
    this.#socket?.close();
    this.#socket = null;
    this.sync = { ...this.sync, level: false };
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #hear(frame: ServerFrame): void {
    const { sync, wants } = receive(this.sync, frame);
    this.sync = sync;
    for (const want of wants) {
      if (want.kind === "receipt") {
        const before = this.answered.get(want.frame.re);
        if (before !== undefined) expect(want.frame.seq, "[L3] the same answer").toBe(before);
        this.answered.set(want.frame.re, want.frame.seq);
        this.outbox.delete(want.frame.re);
      } else if (want.kind === "problem" && want.frame.re !== null) {
        const { slug } = want.frame.problem;
        if (slug !== "slow-down" && slug !== "internal") this.outbox.delete(want.frame.re);
      } else if (want.kind === "hello")
        this.#send({ t: "client.hello", protocol: PROTOCOL_VERSION, ...greeting(this.sync) });
    }
  }
}

function anyAction(): Acting {
  const id = chance.id() as ActionId;
  const kind = chance.below(4);
  if (kind === 0) return { t: "client.player_action", id, act: { type: "act", mode: "do", text: "I look around" } };
  if (kind === 1)
    return {
      t: "client.roll",
      id,
      roll: { type: "roll", expression: "1d20", visibility: chance.pick(["public", "self"] as const) },
    };
  return { t: "client.chat", id, chat: { type: "chat", channel: "ooc", to: [], text: `line ${chance.below(1_000)}` } };
}

test(`[L2] [L3] [T1] the server is killed ${KILLS} times in the middle of play, and nothing it acknowledged is lost (seed ${SEED})`, async () => {
  const olive = new DistantPlayer();
  await olive.asks("POST", "/api/auth/guest", { name: "Olive" });
  const { campaign } = await olive.asks<CampaignCreated>("POST", "/api/campaigns", {
    adventureId: "the-lamplighters-hour",
    name: "Olive",
  });
  await olive.connect(campaign.id);
  const [hero] = Object.values(olive.sync.state.public.creatures);
  olive.does({
    t: "client.table",
    id: chance.id() as ActionId,
    command: { type: "take_seat", creatureId: hero?.id ?? "" },
  });
  await until("the seat", () => olive.outbox.size === 0);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const target = olive.answered.size + 5 + chance.below(8);
    for (let n = 0; n < 14; n += 1) olive.does(anyAction());
    await until("some answers", () => olive.answered.size >= target || olive.outbox.size === 0, 20_000);
    for (let n = 0; n < 4; n += 1) olive.does(anyAction());
    await server?.kill();
    olive.lost();
    server = await serveApp({ port, stateFolder });
    await olive.connect(campaign.id);
    await until("the outbox to empty itself", () => olive.outbox.size === 0, 20_000);
  }
  await until(
    "the table at rest",
    () => olive.sync.state.public.turn === null && olive.sync.state.public.queue.length === 0,
    60_000,
  );
  const text = await olive.asks<string>("GET", `/api/campaigns/${campaign.id}/export`);
  expect(verifyNdjson(text).findings).toEqual([]);
  const events = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map(
      (line) => JSON.parse(line) as { header: { seq: number }; body?: { type: string; cause: { actionId?: string } } },
    );
  expect(events.map(({ header }) => header.seq)).toEqual(events.map((_, at) => at + 1));
  expect(olive.answered.size).toBeGreaterThan(KILLS * 10);
  for (const [id, seq] of olive.answered)
    if (seq !== null) expect(events[seq - 1]?.body?.cause.actionId, `[L2] ${id} at ${seq}`).toBe(id);
  const ids = events.flatMap(({ body }) =>
    body?.type === "player_action" || body?.type === "chat_message" ? [body.cause.actionId] : [],
  );
  expect(new Set(ids).size, "[L3]").toBe(ids.length);
}, 300_000);
