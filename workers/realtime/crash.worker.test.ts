import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import { SeededChance } from "../testkit/frame-mutations.ts";
import { roomOf } from "../testkit/room-at-hand.ts";
import { until } from "../testkit/seat.ts";
import { openSmallRoom } from "../testkit/small-room.ts";
import { type Doing, StubbornPlayer } from "../testkit/stubborn-player.ts";
import { exportOf } from "../testkit/told-log.ts";
import { armFaults, FAULT_POINTS, type FaultPoint } from "./fault-points.ts";

type How = "throw" | "abort";

const SEEDS = [1, 2, 3];

afterEach(() => armFaults(null));

const act = (text: string): Doing => ({ t: "client.player_action", act: { type: "act", mode: "do", text } });
const gm = (command: Extract<Doing, { t: "client.gm" }>["command"]): Doing => ({ t: "client.gm", command });

/** Fires once, at the k-th time the turn comes past the point. */
async function arm(
  campaignId: CampaignId,
  { point, how, pass }: { point: FaultPoint; how: How; pass: number },
): Promise<() => boolean> {
  let passed = 0;
  const inside: { ctx?: DurableObjectState } = {};
  await runInDurableObject(roomOf(campaignId), (_, ctx) => {
    inside.ctx = ctx;
  });
  armFaults((at) => {
    if (at !== point) return;
    passed += 1;
    if (passed !== pass) return;
    if (how === "abort") inside.ctx?.abort("A crash, as the test wanted.");
    throw new Error(`Struck at ${point}.`);
  });
  return () => passed >= pass;
}

/** Waits until the table waits for a person; calls the alarm, as the runtime would, when nothing moves by itself. */
async function settled(campaignId: CampaignId, players: readonly StubbornPlayer[]): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    const [first] = await Promise.all(players.map((player) => player.connected()));
    try {
      await until(
        "a table at rest",
        () => (first?.state !== null && first?.closed === null && atRest(first?.state?.public)) === true,
        400,
      );
      return;
    } catch {
      await runDurableObjectAlarm(roomOf(campaignId)).catch(() => undefined);
    }
  }
  throw new Error("[T1] The table never came to rest.");
}

type Lane = NonNullable<NonNullable<StubbornPlayer["seat"]>["state"]>["public"];

function atRest(lane: Lane | undefined): boolean {
  if (lane === undefined || lane.turn !== null || lane.queue.length > 0) return false;
  const active = lane.encounter?.activeId ?? null;
  return lane.encounter === null || active === null || lane.creatures[active]?.kind === "hero";
}

/** A small evening: a search with dice, rolls, a way, a fight, the GM's hand, an undone turn. */
async function evening(
  campaignId: CampaignId,
  { bo, mira, olive }: Record<"bo" | "mira" | "olive", StubbornPlayer>,
): Promise<void> {
  const everybody = [bo, mira, olive];
  const then = async (player: StubbornPlayer, doing: Doing) => {
    await player.does(doing);
    await settled(campaignId, everybody);
  };
  await then(bo, act("I search the table"));
  await Promise.all([
    bo.does(act("I look at the table")),
    mira.does(act("I talk to Ada")),
    mira.does({ t: "client.roll", roll: { type: "roll", expression: "2d6", visibility: "self" } }),
  ]);
  await settled(campaignId, everybody);
  await then(
    olive,
    gm({ type: "gm_call_roll", creatureId: "ash", expression: "1d20", dc: 10, label: "steady", visibility: "gm" }),
  );
  const called = Object.values(olive.seat?.state?.private[olive.memberId]?.open ?? {}).at(-1);
  await then(bo, {
    t: "client.roll",
    roll: { type: "roll", expression: "1d20", visibility: "public", ticketSeq: called?.seq ?? 1 },
  });
  await then(bo, act("I go through the cellar door"));
  await then(mira, act("I attack the nest"));
  for (let round = 0; round < 3; round += 1) {
    const { encounter, creatures } = (await bo.connected()).state?.public ?? {};
    const mover = everybody.find(({ memberId }) => memberId === creatures?.[encounter?.activeId ?? ""]?.ownerId);
    if (mover !== undefined) await then(mover, act("I attack the rat"));
  }
  const last = (await olive.connected()).state?.public.answered.filter(({ undone }) => !undone).at(-1);
  if (last !== undefined) await then(olive, gm({ type: "gm_undo_turn", turnId: last.turnId, reason: "misheard" }));
}

async function judge(campaignId: CampaignId, owner: MemberId, players: readonly StubbornPlayer[]): Promise<void> {
  const { events, report } = await exportOf(roomOf(campaignId), owner);
  expect(report.findings, "the log verifies").toEqual([]);
  expect(
    events.map(({ header }) => header.seq),
    "[L1]",
  ).toEqual(events.map((_, at) => at + 1));
  for (const player of players) {
    for (const [id, { doing, seq }] of player.accepted) {
      if (seq !== null) expect(events[seq - 1]?.body?.cause.actionId ?? id, `[L2] ${doing.t} ${id}`).toBe(id);
      const acted = events.filter(({ body }) => body?.cause.actionId === id && body.type === "player_action");
      if (doing.t === "client.player_action") expect(acted, `[L3] ${id}`).toHaveLength(1);
      expect(await player.does(doing, id), "[L3] the same answer").toMatchObject({ t: "server.receipt", seq });
    }
    const seat = await player.connected();
    const head = seat
      .of("server.head")
      .filter((each) => each.seq === seat.seq)
      .at(-1);
    if (head !== undefined) expect(seat.hash, "[V2] what was folded from deltas").toBe(head.state_hash);
    const fresh = new StubbornPlayer(
      () => roomOf(campaignId) as never,
      player.memberId,
      () => crypto.randomUUID(),
    );
    expect((await fresh.connected()).hash, "[V2] a fresh view").toBe(seat.hash);
    expect(fresh.seat?.seq, "[L9] nobody holds what is not stored").toBe(seat.seq);
    fresh.seat?.leave();
  }
  const state = players[0]?.seat?.state?.public;
  expect(state, "[T1]").toMatchObject({ turn: null, queue: [] });
  expect(report.openTickets, "[T3]").toEqual([]);
  const narrated = events.filter(
    ({ body }) => body?.type === "dm_narration" || body?.type === "turn_failed" || body?.type === "turn_cancelled",
  );
  expect(narrated.length).toBeGreaterThan(4);
}

async function run(point: FaultPoint, how: How, seed: number): Promise<boolean> {
  const chance = new SeededChance(seed * 100 + FAULT_POINTS.indexOf(point) * 2 + (how === "abort" ? 1 : 0));
  const { campaignId, owner, members } = await openSmallRoom(["Bo", "Mira"]);
  const [bo, mira, olive] = [...members, owner].map(
    (memberId) =>
      new StubbornPlayer(
        () => roomOf(campaignId) as never,
        memberId,
        () => chance.id(),
      ),
  ) as [StubbornPlayer, StubbornPlayer, StubbornPlayer];
  const struck = await arm(campaignId, { point, how, pass: 1 + (seed - 1) * 2 + chance.below(2) });
  await evening(campaignId, { bo, mira, olive });
  armFaults(null);
  await settled(campaignId, [bo, mira, olive]);
  await judge(campaignId, owner, [bo, mira, olive]);
  for (const { seat } of [bo, mira, olive]) seat?.leave();
  return struck();
}

describe.each(FAULT_POINTS)("[L2] [L3] [T1] [T3] a room that dies at %s", (point) => {
  test.each(["throw", "abort"] as const)(
    "by %s loses nothing and doubles nothing",
    async (how) => {
      for (const seed of SEEDS) {
        const struck = await run(point, how, seed).catch((error: unknown) => {
          throw new Error(
            `Seed ${seed} of ${point} by ${how}: ${error instanceof Error ? error.message : String(error)}`,
            { cause: error },
          );
        });
        expect(struck, `seed ${seed} came past ${point}`).toBe(true);
      }
    },
    90_000,
  );
});
