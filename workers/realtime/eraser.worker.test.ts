import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { draft } from "../testkit/character-draft.ts";
import { playTurn, tableWithModel } from "../testkit/model-at-table.ts";
import { openTable, type roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

type Room = ReturnType<typeof roomOf>;
const CANARY = "zanzibarcanary";

const asks = async (room: Room, by: MemberId, command: MemberCommand) =>
  await room.command(by, crypto.randomUUID() as ActionId, command);

/** Every byte the room keeps, as one text. */
async function kept(room: Room): Promise<string> {
  return await runInDurableObject(room, (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    return tables
      .filter(({ name }) => !name.startsWith("_cf_"))
      .map(({ name }) => JSON.stringify(storage.sql.exec(`SELECT * FROM "${name}"`).toArray()))
      .join("\n");
  });
}

async function canariesEverywhere(room: Room, member: MemberId): Promise<void> {
  const hero = { ...draft, name: `Hild ${CANARY}`, blurb: `Once lost a ${CANARY}.` };
  expect(await asks(room, member, { type: "make_hero", draft: hero } as MemberCommand)).toMatchObject({ ok: true });
  const say = (text: string) => asks(room, member, { type: "chat", channel: "ooc", to: [], text });
  for (let n = 0; n < 120; n += 1) await say(`Line ${n} with the ${CANARY} in it`);
  for (const command of [
    { type: "chat", channel: "ic", to: [], text: `I promise to bring the ${CANARY} home.` },
    { type: "chat", channel: "emote", to: [], text: `turns the ${CANARY} in both hands` },
    { type: "note_fact", text: `The ${CANARY} was mine.`, about: [], pinned: true, visibility: "players" },
  ] satisfies MemberCommand[])
    expect(await asks(room, member, command)).toMatchObject({ ok: true });
}

test("of somebody who was erased no byte is left in the room, the chain still verifies and the dice with it", async () => {
  const { room, owner, members } = await openTable([`Tom ${CANARY}`, "Bo"], { ruleset: "embers" });
  const [tom, bo] = members as [MemberId, MemberId];
  await canariesEverywhere(room, tom);
  await asks(room, tom, { type: "roll", expression: "1d20", visibility: "public" });
  await asks(room, bo, { type: "chat", channel: "ooc", to: [], text: `Tom ${CANARY}, are you there?` });
  await room.memory(owner, {});
  const before = await exportOf(room, owner);
  expect(await kept(room)).toContain(CANARY);

  const erased = await room.erase(tom);
  expect(erased).toMatchObject({ ok: true, emptied: false });
  expect(await kept(room)).not.toContain(CANARY);
  const { events, report, text } = await exportOf(room, owner);
  expect(text).not.toContain(CANARY);
  expect(report).toMatchObject({ ok: true, findings: [] });
  expect(report.erased).toBeGreaterThan(120);
  expect(events.slice(0, before.events.length).map(({ hash }) => hash)).toEqual(before.events.map(({ hash }) => hash));
  expect(report.rolls.length).toBe(before.report.rolls.length);
  expect(JSON.stringify(await room.memory(owner, {}))).not.toContain(CANARY);
  expect(await room.members(owner)).toMatchObject({
    members: expect.arrayContaining([{ memberId: tom, name: "Departed player", role: "player", removed: true }]),
  });
});

test("erased again, or after the room fell out of memory, it stays the same and play goes on", async () => {
  const { room, owner, members } = await openTable(["Tom"], { ruleset: "embers" });
  const [tom] = members as [MemberId];
  await canariesEverywhere(room, tom);
  await room.erase(tom);
  const { events } = await exportOf(room, owner);
  await evictDurableObject(room);
  expect(await room.erase(tom)).toMatchObject({ ok: true });
  expect((await exportOf(room, owner)).events.length).toBe(events.length);
  expect(await asks(room, owner, { type: "chat", channel: "ooc", to: [], text: "On we go." })).toMatchObject({
    ok: true,
  });
  expect((await exportOf(room, owner)).report.findings).toEqual([]);
});

test("a table whose owner goes is somebody else's; one that nobody is left at is gone", async () => {
  const { room, owner, members } = await openTable(["Tom"]);
  const [tom] = members as [MemberId];
  await room.erase(owner);
  expect(await room.roleOf(tom)).toBe("owner");
  expect(await room.erase(tom)).toMatchObject({ ok: true, emptied: true });
  expect(await room.outline()).toBeNull();
  expect(await kept(room)).not.toContain("Lamplighter");
  await evictDurableObject(room);
  expect(await room.outline()).toBeNull();
});

test("what was told back by the machine goes too, with the prompts it was told from, and open pages load anew", async () => {
  const { room, owner, bo } = await tableWithModel("echo");
  const watching = await Seat.take(room as never, owner);
  await playTurn(bo, `I whisper ${CANARY} to the well and wait for it to answer`);
  expect(await kept(room)).toContain(CANARY);
  await room.erase(bo.memberId);
  expect(await kept(room)).not.toContain(CANARY);
  await until("the page to be told", () => watching.closed !== null);
  expect(watching.closed?.code).toBe(4400);
});
