import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import type { Summarize } from "../contracts/jobs.ts";
import { type UploadCard, UploadId } from "../contracts/library.ts";
import type { MemoryView } from "../contracts/memory.ts";
import {
  asks,
  ownerBehindScreen,
  playTurn,
  setManners,
  tableWithModel,
  tellOfASecret,
  told,
} from "../testkit/model-at-table.ts";
import type { roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

type Room = ReturnType<typeof roomOf>;
const KEY = "A brass key lies under the mat.";

async function memoryOf(room: Room, by: MemberId): Promise<MemoryView> {
  const asked = await room.memory(by, {});
  if (!asked.ok) throw new Error(asked.problem.slug);
  return asked.memory;
}

const textsIn = ({ facts }: MemoryView): string[] => facts.map(({ text }) => text);

async function rowsIn(room: Room): Promise<{ seq: number; version: number }[]> {
  return await runInDurableObject(room, (_, { storage }) =>
    storage.sql.exec<{ seq: number; version: number }>("SELECT seq, version FROM memory ORDER BY part").toArray(),
  );
}

async function write(room: Room, sql: string, ...values: (string | number)[]): Promise<void> {
  await runInDurableObject(room, (_, { storage }) => void storage.sql.exec(sql, ...values));
}

/** So many lines of talk, by the door that has no limit. */
async function talk(room: Room, by: MemberId, lines: number): Promise<void> {
  for (let n = 0; n < lines; n += 1) await asks(room, by, { type: "chat", channel: "ooc", to: [], text: `Line ${n}` });
}

test("[R7] what a table remembers is the same after its room was evicted between any two frames", async () => {
  const { room, owner, bo, campaignId } = await tableWithModel("leaks");
  await setManners(campaignId, { secret: KEY });
  await ownerBehindScreen(room, owner);
  await asks(room, owner, {
    type: "note_fact",
    text: "Olive knows better.",
    about: [],
    pinned: false,
    visibility: "gm",
  });
  await playTurn(bo, "I look under the mat");
  const before = [await memoryOf(room, owner), await memoryOf(room, bo.memberId)];
  expect(textsIn(before[0] as MemoryView).join("\n")).toContain("Olive knows better.");
  expect(textsIn(before[1] as MemoryView).join("\n")).not.toContain("Olive knows better.");
  for (let turn = 0; turn < 2; turn += 1) {
    await evictDurableObject(room, { webSockets: "hibernate" });
    expect([await memoryOf(room, owner), await memoryOf(room, bo.memberId)]).toEqual(before);
  }
});

test("waking touches no memory; what is kept of it is a cache that may be dropped, be of another kind or be unreadable", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  await asks(room, bo.memberId, { type: "note_fact", text: KEY, about: [], pinned: true, visibility: "players" });
  await talk(room, owner, 201);
  await evictDurableObject(room, { webSockets: "hibernate" });
  expect(await rowsIn(room)).toEqual([]);
  const whole = await memoryOf(room, owner);
  const [kept] = await rowsIn(room);
  expect(kept?.seq).toBe(whole.throughSeq);
  await talk(room, owner, 3);
  expect((await memoryOf(room, owner)).throughSeq).toBe(whole.throughSeq + 3);
  expect(await rowsIn(room), "not written again for three events").toEqual([kept]);
  const now = await memoryOf(room, owner);
  for (const [sql, ...values] of [
    ["UPDATE memory SET text = 'no JSON'"],
    ["UPDATE memory SET version = version + 1"],
    ["UPDATE memory SET seq = seq + 1"],
    ["UPDATE memory SET text = json_remove(text, '$.all')"],
    ["DELETE FROM memory"],
  ] as const) {
    await write(room, sql, ...values);
    await evictDurableObject(room, { webSockets: "hibernate" });
    expect(await memoryOf(room, owner), sql).toEqual(now);
  }
});

test("an undone turn takes what was remembered of it with it", async () => {
  const { room, owner, bo, campaignId } = await tableWithModel("leaks");
  await setManners(campaignId, { secret: KEY });
  const turnId = await playTurn(bo, "I look under the mat");
  expect(textsIn(await memoryOf(room, bo.memberId)).join()).toContain("brass key");
  await asks(room, owner, { type: "gm_take_over" });
  await asks(room, owner, { type: "gm_undo_turn", turnId: turnId as never, reason: "for the test" });
  expect(textsIn(await memoryOf(room, bo.memberId)).join()).not.toContain("brass key");
});

test("[V3] who has no place at the table learns nothing of what it remembers", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  await asks(room, owner, { type: "gm_remove_member", memberId: bo.memberId, reason: "noise" });
  for (const by of [bo.memberId, "m_bbbbbbbbbbbbbbbbbbbb" as MemberId])
    expect(await room.memory(by, {})).toMatchObject({ ok: false, problem: { slug: "not-found" } });
});

test("what is remembered is before director and narrator, each as far as it may know it", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  await ownerBehindScreen(room, owner);
  await asks(room, owner, {
    type: "note_fact",
    text: "Zqolive keeps a secret.",
    about: [],
    pinned: true,
    visibility: "gm",
  });
  await asks(room, bo.memberId, {
    type: "note_fact",
    text: "Zqbo owes a lantern.",
    about: [],
    pinned: true,
    visibility: "players",
  });
  const turnId = (await playTurn(bo, "I look around")) as never;
  const seen = await room.dmSaw(owner, turnId);
  if (!seen.ok) throw new Error(seen.problem.slug);
  const memoryFor = (task: string) =>
    seen.prompts.find((prompt) => prompt.task === task)?.parts.find(({ name }) => name === "memory")?.text ?? "";
  expect(memoryFor("director")).toMatch(/Zqolive[\s\S]*Zqbo/);
  expect(memoryFor("narrator")).toContain("Zqbo");
  const toPlayers = seen.prompts.filter(({ task }) => task === "narrator");
  expect(JSON.stringify(toPlayers), "[V1]").not.toContain("Zqolive");
});

test("[V1] how a file stands is shown to owner and GM, behind the screen or not, and to players what they may open", async () => {
  const { room, owner, members } = await tableWithModel("plain", { players: ["Bo", "Mira"] });
  const [bo, mira] = members as [MemberId, MemberId];
  await asks(room, owner, { type: "gm_set_role", memberId: mira, role: "gm" });
  const seats: Seat[] = [];
  for (const memberId of [owner, mira, bo]) seats.push(await Seat.take(room as never, memberId));
  const card = (title: string, more: Partial<UploadCard>): UploadCard => ({
    ...{ id: UploadId.parse(`u_${"c".repeat(20)}`), title, kind: "text", mediaType: "text/plain", sizeBytes: 5 },
    ...{ visibility: "players", status: "ready", pagesTotal: 9, pagesDone: 3, chunksTotal: 0, chunksDone: 0 },
    ...{ searchable: false, note: null, reason: null, addedBy: owner, createdAt: 1, updatedAt: 2 },
    ...more,
  });
  await room.tellUpload(card("Notes of the GM", { visibility: "gm" }));
  await room.tellUpload(card("A map half read", { status: "extracting" }));
  await room.tellUpload(card("A map", {}));
  await room.tellUpload(card("A map put in order anew", { status: "indexing" }));
  await room.tellUploadGone(card("", {}).id, "hosts");
  await room.tellUploadGone(card("", {}).id, "everybody");
  // A line of talk comes after whatever was sent before it.
  await asks(room, owner, { type: "chat", channel: "ooc", to: [], text: "Well?" });
  for (const seat of seats) await until("the talk", () => told(seat, "chat_message").length === 1);
  const shown = seats.map((seat) => seat.of("server.upload").map(({ upload }) => upload.title));
  const open = ["A map", "A map put in order anew"];
  const all = ["Notes of the GM", "A map half read", ...open];
  expect(shown).toEqual([all, all, open]);
  expect(seats.map((seat) => seat.of("server.upload_gone").length)).toEqual([2, 2, 1]);
});

/** A scene with enough in it to be told in short, left by the cellar door. */
async function sceneWithStory(manner: "plain" | "oracle" | "busy", lines = 0) {
  const table = await tableWithModel(manner);
  const { room, owner } = table;
  await asks(room, owner, { type: "gm_take_over" });
  for (const text of [
    "Bo carves a bell.",
    "Ada owes Bo a lantern.",
    "The cook left at dusk.",
    "A key lies in the ash.",
    "It rained.",
  ])
    await asks(room, owner, { type: "gm_tool", tool: "record_fact", args: { text } });
  await talk(room, owner, lines);
  await asks(room, owner, { type: "gm_tool", tool: "move_scene", args: { exitId: "cellar-door", creatureId: "ash" } });
  return table;
}

async function outboxOf(room: Room): Promise<string[]> {
  return await runInDurableObject(room, (_, { storage }) =>
    storage.sql
      .exec<{ job: string }>("SELECT job FROM outbox ORDER BY id")
      .toArray()
      .map(({ job }) => job),
  );
}

/** The job that tells the first scene in short, as the room would send it. */
async function firstSceneOf(room: Room, by: MemberId): Promise<Summarize> {
  const [scene] = (await memoryOf(room, by)).scenes;
  if (scene === undefined) throw new Error("There is no scene.");
  const { fromSeq, toSeq } = scene;
  return { job: "summarize", campaignId: "" as never, scope: "scene", fromSeq, toSeq };
}

test("[Q1] a scene that is over is told in short by the model, through the real queue and once, each sentence with its events", async () => {
  const { room, owner, bo } = await sceneWithStory("plain");
  await runDurableObjectAlarm(room);
  await vi.waitFor(() => expect(told(bo, "recap_written")).toHaveLength(1), { timeout: 15_000, interval: 50 });
  const [recap] = told(bo, "recap_written");
  expect(recap).toMatchObject({ scope: "scene", voice: { provider: "openai", model: "plain" } });
  const { events } = await exportOf(room, owner);
  const open = new Set(events.flatMap(({ header, body }) => (body?.audience === "all" ? [header.seq] : [])));
  for (const { text, rests } of recap?.sentences ?? []) {
    expect(text).toMatch(/^It came to this: /);
    expect(rests.every((seq) => open.has(seq) && seq >= (recap?.fromSeq ?? 0) && seq <= (recap?.toSeq ?? 0))).toBe(
      true,
    );
  }
  expect(recap?.sentences.length).toBe(3);
  const { seq } = await room.head();
  await room.summarize({
    job: "summarize",
    campaignId: "" as never,
    ...(recap as { scope: "scene"; fromSeq: number; toSeq: number }),
  });
  expect((await room.head()).seq, "told twice it is told once").toBe(seq);
  const scenes = (await memoryOf(room, bo.memberId)).scenes;
  expect(scenes.find(({ written }) => written)?.sentences).toEqual(recap?.sentences);
  const bill = await room.spending(owner, null);
  expect(bill.ok && bill.spending.byVoice.map(({ task }) => task)).toEqual(["recap"]);
  const written = events.find(({ body }) => body?.type === "recap_written");
  const seen = await room.dmSaw(bo.memberId, `t_${written?.header.seq}` as never);
  expect(seen).toMatchObject({ ok: true, prompts: [{ task: "recap", answer: null }] });
  expect(JSON.stringify(seen)).toContain("Bo carves a bell.");
});

const HOUR_MS = 60 * 60_000;

async function timersOf(room: Room): Promise<string[]> {
  return await runInDurableObject(room, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>("SELECT name FROM timers")
      .toArray()
      .map(({ name }) => name),
  );
}

test("storing an event folds no memory: closing a scene sets a timer, and what is due is found out when that goes off", async () => {
  const { room } = await sceneWithStory("busy", 201);
  expect(await rowsIn(room), "nothing was folded so far").toEqual([]);
  expect((await outboxOf(room)).join()).not.toContain("summarize");
  expect(await timersOf(room)).toContain("recaps");
  await runDurableObjectAlarm(room);
  expect(await rowsIn(room)).toHaveLength(1);
  expect(await timersOf(room), "for the evening that is on").toContain("recaps");
});

test("an evening is told in short when it is over, whatever is done first after the pause, and whether or not anybody comes", async () => {
  const { room, owner, bo } = await sceneWithStory("plain");
  const recaps = () => told(bo, "recap_written").map(({ scope }) => scope);
  await runDurableObjectAlarm(room);
  await vi.waitFor(() => expect(recaps()).toEqual(["scene"]), { timeout: 15_000, interval: 50 });
  const started = Date.now();
  try {
    for (const hours of [1, 2, 3, 5]) {
      vi.useFakeTimers({ toFake: ["Date"], now: started + hours * HOUR_MS });
      // Not play: somebody looks after the table, and opens no evening by that.
      await asks(room, owner, { type: "gm_dm_settings", settings: { length: hours % 2 === 0 ? "short" : "long" } });
    }
    await runDurableObjectAlarm(room);
    vi.useRealTimers();
    await vi.waitFor(() => expect(recaps()).toEqual(["scene", "evening"]), { timeout: 15_000, interval: 50 });
  } finally {
    vi.useRealTimers();
  }
});

test("without a model nothing is asked, and a model that fails leaves the facts to speak for themselves", async () => {
  const oracle = await sceneWithStory("oracle");
  expect(await timersOf(oracle.room)).not.toContain("recaps");
  const busy = await sceneWithStory("busy");
  const before = (await busy.room.head()).seq;
  await busy.room.summarize(await firstSceneOf(busy.room, busy.owner));
  expect((await busy.room.head()).seq).toBe(before);
  expect((await memoryOf(busy.room, busy.owner)).scenes[0]).toMatchObject({ written: false });
});

test("[V1] a recap that would give a sealed secret away loses that sentence", async () => {
  const { room, campaignId, owner, bo } = await sceneWithStory("plain");
  await setManners(campaignId, { secret: await tellOfASecret(room) });
  await room.summarize(await firstSceneOf(room, owner));
  await until("the recap", () => told(bo, "recap_written").length === 1);
  const texts = told(bo, "recap_written").flatMap(({ sentences }) => sentences.map(({ text }) => text));
  expect(texts).toHaveLength(3);
  expect(texts.join()).not.toContain("And so it was");
});

test("somebody asks twice at once: the second waits for the first", async () => {
  const { room, bo } = await tableWithModel("slow");
  const [first, second] = await Promise.all([room.ask(bo.memberId, "What is a check?"), room.ask(bo.memberId, "And?")]);
  expect([first.ok, second]).toMatchObject([true, { ok: false, problem: { slug: "slow-down" } }]);
});

test("a command that is sent again after an eviction acts once on the memory", async () => {
  const { room, bo } = await tableWithModel("plain");
  const id = crypto.randomUUID() as ActionId;
  const note: MemberCommand = { type: "note_fact", text: KEY, about: [], pinned: true, visibility: "players" };
  const first = await room.command(bo.memberId, id, note);
  await evictDurableObject(room, { webSockets: "hibernate" });
  expect(await room.command(bo.memberId, id, note)).toEqual(first);
  expect(textsIn(await memoryOf(room, bo.memberId)).filter((text) => text.includes(KEY))).toHaveLength(1);
});
