import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { ActionId } from "../contracts/ids.ts";
import { openTable, playingTable } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

const newId = () => crypto.randomUUID() as ActionId;
const told = (seat: Seat, type: string) => seat.events.filter((event) => "body" in event && event.body.type === type);

test("[L2] [L3] an action sent twice, on any socket and after any sleep, acts once and gets the same answer", async () => {
  const { room, owner, seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  const id = newId();
  const act = { t: "client.player_action", act: { type: "act", mode: "do", text: "I look around" } } as never;
  const first = await bo.ask(act, id);
  expect(first).toMatchObject({ t: "server.receipt", stage: "received" });
  await until("the narration", () => told(bo, "dm_narration").length > 0, 15_000);
  const again = [await bo.ask(act, id)];
  await evictDurableObject(room, { webSockets: "hibernate" });
  again.push(await bo.ask(act, id));
  const elsewhere = await Seat.take(room as never, bo.memberId);
  again.push(await elsewhere.ask(act, id));
  for (const answer of again)
    expect(answer).toMatchObject({
      t: "server.receipt",
      re: id,
      seq: (first as { seq: number }).seq,
      turnId: (first as { turnId: string }).turnId,
      stage: "closed",
    });
  const { events, report } = await exportOf(room, owner);
  expect(events.filter(({ body }) => body?.cause.actionId === id && body.type === "player_action")).toHaveLength(1);
  expect(report.findings).toEqual([]);
});

test("[L4] the same id with another body, or from another member, is refused and changes nothing", async () => {
  const { seats } = await playingTable(["Bo", "Mira"]);
  const [bo, mira] = seats as [Seat, Seat];
  const id = newId();
  const chat = (text: string) => ({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text } }) as never;
  expect(await bo.ask(chat("hello"), id)).toMatchObject({ t: "server.receipt" });
  const { seq } = mira;
  expect(await bo.ask(chat("goodbye"), id)).toMatchObject({
    t: "server.problem",
    problem: { slug: "action-conflict" },
  });
  expect(await mira.ask(chat("hello"), id)).toMatchObject({
    t: "server.problem",
    problem: { slug: "action-conflict" },
  });
  expect(await bo.ask(chat("hello"), id)).toMatchObject({ t: "server.receipt" });
  expect(mira.seq).toBe(seq);
});

test("[L3] a refused action may be sent again, and is judged anew", async () => {
  const { room, members } = await openTable(["Bo"]);
  const bo = await Seat.take(room as never, members[0] as never);
  const id = newId();
  const act = { t: "client.player_action", act: { type: "act", mode: "do", text: "I look around" } } as never;
  expect(await bo.ask(act, id)).toMatchObject({ t: "server.problem", problem: { slug: "no-seat" } });
  const free = Object.values(bo.state?.public.creatures ?? {}).find(
    ({ kind, ownerId }) => kind === "hero" && ownerId === null,
  );
  await bo.ask({ t: "client.table", command: { type: "take_seat", creatureId: free?.id ?? "" } } as never);
  expect(await bo.ask(act, id)).toMatchObject({ t: "server.receipt" });
});

test("the receipt of an action that waits says so and names no turn yet", async () => {
  const { seats } = await playingTable(["Bo", "Mira"]);
  const [bo, mira] = seats as [Seat, Seat];
  bo.send({ t: "client.player_action", id: newId(), act: { type: "act", mode: "do", text: "I look around" } });
  const answer = await mira.act("I wait");
  expect(answer).toMatchObject({ t: "server.receipt", stage: "queued", turnId: null });
  await until("both answers", () => told(mira, "dm_narration").length > 1, 15_000);
});

test("what asks for nothing writes nothing, and is still answered the same way twice", async () => {
  const { seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  const id = newId();
  const policy = { t: "client.table", command: { type: "set_seat_policy", policy: "defend" } } as never;
  const { seq } = bo;
  expect(await bo.ask(policy, id)).toMatchObject({ t: "server.receipt", seq: null });
  expect(await bo.ask(policy, id)).toMatchObject({ t: "server.receipt", seq: null });
  expect(bo.seq).toBe(seq);
});

test("[T1] every open turn has an alarm behind it, whatever happens to memory", async () => {
  const { room, seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  await bo.act("I look around");
  const pending = await runInDurableObject(room, async (_, ctx) => await ctx.storage.getAlarm());
  expect(pending).not.toBeNull();
  await until("the narration", () => told(bo, "dm_narration").length > 0, 15_000);
});

test("a table is opened once, and nobody sits at one that was never opened", async () => {
  const { room, campaignId, owner } = await openTable();
  const again = await room.open({
    campaignId,
    title: "Another",
    adventureId: "the-lamplighters-hour",
    ruleset: "embers",
    owner: { memberId: owner, name: "Eve" },
  });
  expect(again).toMatchObject({ ok: true });
  const seat = await Seat.take(room as never, owner);
  expect(seat.state?.public).toMatchObject({ title: "Test", ruleset: "d20" });
  expect(
    await room.open({
      campaignId,
      title: "x",
      adventureId: "no-such-adventure",
      ruleset: "d20",
      owner: { memberId: owner, name: "Eve" },
    }),
  ).toMatchObject({ ok: true });
});
