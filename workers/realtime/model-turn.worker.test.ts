import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import {
  asks,
  atRest,
  draftsOf,
  ownerBehindScreen,
  playTurn,
  setManners,
  stageOf,
  tableWithModel,
  told,
} from "../testkit/model-at-table.ts";
import { until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

test.each(["d20", "embers"] as const)(
  "a turn of %s is proposed by the model in rounds, rolled by the table and told by the model",
  async (ruleset) => {
    const { room, owner, bo } = await tableWithModel("looks", { ruleset });
    const olive = await ownerBehindScreen(room, owner);
    const turnId = await playTurn(bo, "I look around with care");
    await atRest(olive);
    const proposals = told(olive, "proposal_made");
    expect(proposals.map(({ round, calls, done }) => [round, calls.length, done])).toEqual([
      [1, 1, false],
      [2, 0, true],
    ]);
    expect(proposals[0]?.voice).toMatchObject({ provider: "openai", model: "looks" });
    expect(proposals[0]?.calls[0]?.why).toContain("it is not certain what they notice");
    expect(told(bo, "roll_resolved")).toHaveLength(told(bo, "roll_ticket").length);
    expect(told(bo, "roll_ticket").length).toBeGreaterThan(0);
    const [narration] = told(bo, "dm_narration").slice(-1);
    expect(narration).toMatchObject({ turnId, voice: { provider: "openai", model: "looks" } });
    expect(narration?.voice.fallback).toBeUndefined();
    expect(narration?.rests.length).toBeGreaterThan(0);
    expect(draftsOf(bo, turnId).length).toBeGreaterThan(1);
    expect(draftsOf(bo, turnId).join("")).toBe(narration?.text);
  },
);

test("everybody sees who speaks, who pays and what a turn has cost; nobody but those behind the screen sees the calls", async () => {
  const { room, owner, bo } = await tableWithModel("looks");
  const turnId = await playTurn(bo, "I look around with care");
  expect(told(bo, "voice_changed")).toEqual([
    { voice: "openai:looks", label: "looks at model.test", paidBy: "the house" },
  ]);
  const [receipt] = told(bo, "turn_receipt");
  expect(receipt).toMatchObject({ turnId, standIn: null, cuts: [], calls: [{ class: "roll", verdict: "done" }] });
  expect(receipt?.spent.map(({ task, requests }) => [task, requests])).toEqual([
    ["director", 2],
    ["narrator", 1],
  ]);
  for (const { inputTokens, outputTokens, costMicroUsd } of receipt?.spent ?? [])
    for (const amount of [inputTokens, outputTokens, costMicroUsd]) expect(amount).toBeGreaterThan(0);
  expect(told(bo, "proposal_made")).toEqual([]);
  const bill = await room.spending(owner, null);
  const cost = receipt?.spent.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  expect(bill).toMatchObject({ ok: true, spending: { total: { requests: 3, costMicroUsd: cost } } });
});

test("[V1] of what the DM saw a player reads the narrator's parts and of the director's only how large they were", async () => {
  const { room, owner, bo } = await tableWithModel("looks");
  await ownerBehindScreen(room, owner);
  const turnId = (await playTurn(bo, "I look around with care")) as never;
  const seen = await room.dmSaw(bo.memberId, turnId);
  const behind = await room.dmSaw(owner, turnId);
  if (!seen.ok || !behind.ok) throw new Error("Nothing to see.");
  expect(seen.prompts.map(({ task }) => task)).toEqual(["director", "director", "narrator"]);
  for (const { task, parts, answer } of seen.prompts) {
    expect(answer).toBeNull();
    expect(parts.every(({ text }) => (text === null) === (task === "director"))).toBe(true);
    expect(parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBeGreaterThan(0);
  }
  expect(behind.prompts.every(({ parts, answer }) => answer !== null && parts.every(({ text }) => text !== null))).toBe(
    true,
  );
});

test("a narration is told again and gone on from, and neither asks the director nor rolls a die", async () => {
  const { bo } = await tableWithModel("looks");
  await playTurn(bo, "I look around with care");
  const of = bo.state?.public.told?.seq ?? 0;
  const rolled = told(bo, "roll_resolved").length;
  await bo.ask({ t: "client.table", command: { type: "retell", of } } as never);
  await atRest(bo);
  expect(told(bo, "narration_retold")).toMatchObject([{ of, voice: { model: "looks" } }]);
  expect(told(bo, "narration_retold")[0]?.text).not.toBe(told(bo, "dm_narration").at(-1)?.text);
  await bo.ask({ t: "client.table", command: { type: "continue_telling", of } } as never);
  await atRest(bo);
  expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ model: "looks" });
  expect(told(bo, "roll_resolved")).toHaveLength(rolled);
  expect(
    told(bo, "turn_receipt")
      .slice(1)
      .flatMap(({ spent }) => spent.map(({ task }) => task)),
  ).toEqual(["narrator", "narrator"]);
});

test("a model that goes down is stood in for by the Oracle, which says so, and speaks again when it is back", async () => {
  const { campaignId, bo } = await tableWithModel("flaky");
  const voices: unknown[] = [];
  for (const down of [false, true, false]) {
    await setManners(campaignId, { down });
    await playTurn(bo, "I look around with care");
    const voice = told(bo, "dm_narration").at(-1)?.voice;
    voices.push([voice?.provider, voice?.fallback ?? null]);
  }
  expect(voices).toEqual([
    ["openai", null],
    ["oracle", "the model cannot be reached"],
    ["openai", null],
  ]);
  expect(told(bo, "turn_receipt").map(({ standIn }) => standIn)).toEqual([null, "the model cannot be reached", null]);
});

test("the Oracle by choice is no stand-in: it costs nothing and leaves no receipt", async () => {
  const { room, owner, bo } = await tableWithModel("oracle");
  await playTurn(bo, "I look around with care");
  expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ provider: "oracle", costMicroUsd: 0 });
  expect(told(bo, "dm_narration").at(-1)?.voice.fallback).toBeUndefined();
  expect(told(bo, "turn_receipt")).toEqual([]);
  expect(await room.spending(owner, null)).toMatchObject({ spending: { total: { requests: 0, costMicroUsd: 0 } } });
});

test("[T2] [T3] a room evicted while the model narrates tells the turn all the same, with the dice that fell", async () => {
  const { room, owner, bo } = await tableWithModel("slow");
  await ownerBehindScreen(room, owner);
  const answer = await bo.act("I look around with care");
  await stageOf(bo, "narrating");
  await evictDurableObject(room, { webSockets: "hibernate" });
  await bo.ask({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "Still there?" } } as never);
  await atRest(bo);
  const { turnId } = answer as { turnId: string };
  expect(told(bo, "dm_narration").filter((narration) => narration.turnId === turnId)).toHaveLength(1);
  const { events, report } = await exportOf(room, owner);
  expect(report.findings).toEqual([]);
  const count = (type: string) => events.filter(({ body }) => body?.type === type).length;
  expect([count("roll_ticket"), count("proposal_made")]).toEqual([count("roll_resolved"), 2]);
});

test("[E3] a turn that is cancelled while the model speaks is paid for, and its late words go nowhere", async () => {
  const { room, owner, bo } = await tableWithModel("trickle");
  const { turnId } = (await bo.act("I look around")) as { turnId: string };
  await until("the first words", () => draftsOf(bo, turnId).length > 2, 20_000);
  await bo.ask({ t: "client.cancel_turn", turnId } as never);
  const drafts = draftsOf(bo, turnId).length;
  await asks(room, owner, { type: "gm_dm_settings", settings: { voice: "openai:plain" } });
  await playTurn(bo, "I look around again");
  expect(draftsOf(bo, turnId)).toHaveLength(drafts);
  expect(told(bo, "dm_narration").filter((narration) => narration.turnId === turnId)).toEqual([]);
  const bill = await room.spending(owner, null);
  if (!bill.ok) throw new Error(bill.problem.slug);
  const paid = bill.spending.byVoice.filter(({ voice }) => voice === "openai:trickle");
  expect(paid.map(({ task, costMicroUsd }) => [task, costMicroUsd > 0])).toEqual([
    ["director", true],
    ["narrator", true],
  ]);
  expect(bill.spending.today.reservedMicroUsd).toBe(0);
});
