import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { StoredEvent } from "../contracts/events.ts";
import type { ActionId, CampaignId, MemberId } from "../contracts/ids.ts";
import { roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { openSmallRoom } from "../testkit/small-room.ts";
import { exportOf } from "../testkit/told-log.ts";
import { armFaults, type FaultPoint } from "./fault-points.ts";

afterEach(() => armFaults(null));

const act = (text: string): MemberCommand => ({ type: "act", mode: "do", text });
const asks = (campaignId: CampaignId, by: MemberId, command: MemberCommand) =>
  roomOf(campaignId).command(by, crypto.randomUUID() as ActionId, command);

async function typesIn(campaignId: CampaignId, owner: MemberId): Promise<(StoredEvent["body"]["type"] | "veiled")[]> {
  const { events, report } = await exportOf(roomOf(campaignId), owner);
  expect(report.findings).toEqual([]);
  return events.map(({ body }) => body?.type ?? "veiled");
}

async function crashAt(campaignId: CampaignId, point: FaultPoint): Promise<void> {
  const inside: { ctx?: DurableObjectState } = {};
  await runInDurableObject(roomOf(campaignId), (_, ctx) => {
    inside.ctx = ctx;
  });
  armFaults((at) => {
    if (at !== point) return;
    armFaults(null);
    inside.ctx?.abort("A crash, as the test wanted.");
    throw new Error(`Struck at ${point}.`);
  });
}

/** False when the object died under the question. */
async function answered(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch {
    return false;
  }
}

async function narrations(campaignId: CampaignId): Promise<number> {
  const count = "SELECT COUNT(*) AS n FROM events WHERE json_extract(body, '$.type') = 'dm_narration'";
  try {
    return await runInDurableObject(roomOf(campaignId), (_, ctx) => ctx.storage.sql.exec<{ n: number }>(count).one().n);
  } catch {
    return 0;
  }
}

/** Lets time pass for the timers, without anybody waiting for it. */
const hurry = (campaignId: CampaignId) =>
  runInDurableObject(
    roomOf(campaignId),
    (_, ctx) => void ctx.storage.sql.exec("UPDATE timers SET due = due - 3600000"),
  );

test.each([
  "direct.before",
  "direct.after",
  "proposal.after",
  "call.before",
  "call.after",
  "narrate.before",
  "narrate.after",
] as const)(
  "[T1] a turn whose room dies at %s, and to which nobody comes back, is ended by the alarm alone",
  async (point) => {
    const { campaignId, owner, members } = await openSmallRoom(["Bo"]);
    await crashAt(campaignId, point);
    const id = crypto.randomUUID() as ActionId;
    const action = () => roomOf(campaignId).command(members[0] as MemberId, id, act("I search the table"));
    // Whoever got no answer asks again; whoever got one goes home.
    const heard = await answered(action);
    if (!heard) expect(await answered(action)).toBe(true);
    for (let tries = 0; tries < 40 && (await narrations(campaignId)) < 2; tries += 1)
      await answered(() => runDurableObjectAlarm(roomOf(campaignId)));
    const types = await typesIn(campaignId, owner);
    expect(types.filter((type) => type === "dm_narration")).toHaveLength(2);
    expect(types.filter((type) => type === "player_action")).toHaveLength(1);
    expect(types.filter((type) => type === "roll_resolved")).toHaveLength(
      types.filter((type) => type === "roll_ticket").length,
    );
  },
);

test("[T1] a round whose deadline is over is begun, also when the room dies just then", async () => {
  const { campaignId, owner, members } = await openSmallRoom(["Bo", "Mira"]);
  const [bo, mira] = members as [MemberId, MemberId];
  const [one, two] = [
    await Seat.take(roomOf(campaignId) as never, bo),
    await Seat.take(roomOf(campaignId) as never, mira),
  ];
  await asks(campaignId, owner, { type: "gm_settings", settings: { turnMode: "round", roundSeconds: 60 } });
  await asks(campaignId, bo, act("I look around"));
  expect((await typesIn(campaignId, owner)).filter((type) => type === "turn_opened")).toHaveLength(0);
  await hurry(campaignId);
  await crashAt(campaignId, "append.inside");
  await runDurableObjectAlarm(roomOf(campaignId)).catch(() => undefined);
  for (let tries = 0; tries < 20 && !(await typesIn(campaignId, owner)).includes("turn_opened"); tries += 1)
    await runDurableObjectAlarm(roomOf(campaignId)).catch(() => undefined);
  const back = await Seat.take(roomOf(campaignId) as never, bo);
  await until("the answer", () => back.state?.public.turn === null && back.state.public.queue.length === 0, 10_000);
  expect((await typesIn(campaignId, owner)).filter((type) => type === "turn_opened")).toHaveLength(1);
  for (const seat of [one, two, back]) seat.leave();
});

test("a round begins at once when the last who is here has spoken; who was cut off is waited for a while", async () => {
  const { campaignId, owner, members } = await openSmallRoom(["Bo", "Mira"]);
  const [bo, mira] = members as [MemberId, MemberId];
  const [one, two] = [
    await Seat.take(roomOf(campaignId) as never, bo),
    await Seat.take(roomOf(campaignId) as never, mira),
  ];
  await asks(campaignId, owner, { type: "gm_settings", settings: { turnMode: "round", roundSeconds: 3_600 } });
  const opened = async () => (await typesIn(campaignId, owner)).filter((type) => type === "turn_opened").length;
  await asks(campaignId, bo, act("I look around"));
  await asks(campaignId, mira, act("I look around too"));
  await until(
    "the first round",
    () => one.events.some((event) => "body" in event && event.body.type === "dm_narration"),
    10_000,
  );
  expect(await opened()).toBe(1);

  two.leave();
  await until("the empty chair", () => one.of("server.presence").at(-1)?.here.length === 1);
  expect(await asks(campaignId, bo, act("I look again"))).toMatchObject({ ok: true });
  expect(await opened(), "she may be back at once").toBe(1);
  await evictDurableObject(roomOf(campaignId), { webSockets: "hibernate" });
  await hurry(campaignId);
  await runDurableObjectAlarm(roomOf(campaignId));
  await until(
    "the second round",
    () => one.events.filter((event) => "body" in event && event.body.type === "dm_narration").length > 1,
    10_000,
  );
  expect(await opened()).toBe(2);
  one.leave();
});

test("a fight goes on by itself when a foe is up or somebody is away, and waits when nobody is there at all", async () => {
  const { campaignId, owner, members } = await openSmallRoom(["Bo", "Mira"]);
  const [bo] = members as [MemberId, MemberId];
  await asks(campaignId, owner, { type: "gm_take_over" });
  const byHand = (tool: string, args: Record<string, unknown>) =>
    asks(campaignId, owner, { type: "gm_tool", tool, args });
  expect(await byHand("move_scene", { exitId: "cellar-door", creatureId: "ash" })).toMatchObject({ ok: true });
  expect(await byHand("start_encounter", { encounterId: "rats" })).toMatchObject({ ok: true });
  await asks(campaignId, owner, { type: "gm_hand_back", leaveScreen: false });
  const opened = async () => (await typesIn(campaignId, owner)).filter((type) => type === "turn_opened").length;
  await runDurableObjectAlarm(roomOf(campaignId));
  expect(await opened(), "an empty room does not play").toBe(0);
  const seat = await Seat.take(roomOf(campaignId) as never, bo);
  const mine = () => {
    const { encounter, turn } = seat.state?.public ?? {};
    return turn === null && (encounter === null || encounter?.activeId === "ash");
  };
  await until("Bo's move", mine, 15_000);
  for (let moves = 0; moves < 3 && seat.state?.public.encounter !== null; moves += 1) {
    if (seat.state?.public.creatures["ash"]?.vitals.state === "up") await seat.act("I attack the rat");
    await until("Bo's next move", () => mine() && seat.state?.public.queue.length === 0, 15_000);
  }
  expect(await opened()).toBeGreaterThan(0);
  seat.leave();
});

test("[C3] an append that is rolled back leaves an alarm behind it that really stands", async () => {
  const { campaignId, members } = await openSmallRoom(["Bo"]);
  let struck = false;
  armFaults((at) => {
    if (at !== "append.inside" || struck) return;
    struck = true;
    throw new Error("Struck inside the append.");
  });
  const id = crypto.randomUUID() as ActionId;
  expect(
    await answered(() => roomOf(campaignId).command(members[0] as MemberId, id, act("I go through the cellar door"))),
  ).toBe(false);
  expect(
    await roomOf(campaignId).command(members[0] as MemberId, id, act("I go through the cellar door")),
  ).toMatchObject({ ok: true });
  expect(await runInDurableObject(roomOf(campaignId), (_, ctx) => ctx.storage.getAlarm())).not.toBeNull();
});
