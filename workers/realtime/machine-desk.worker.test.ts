import { expect, test } from "vitest";
import type { TurnId } from "../contracts/ids.ts";
import { asks, ownerBehindScreen, playTurn, tableWithModel } from "../testkit/model-at-table.ts";
import type { Seat } from "../testkit/seat.ts";

const idea = { kind: "ideas", text: "What could be under the table?" } as const;

test("the owner sees what each member has cost, a member only their own part, and the sum is the same for both", async () => {
  const { room, owner, bo, seats } = await tableWithModel("plain", { players: ["Bo", "Mira"] });
  const mira = seats[1] as Seat;
  await playTurn(bo, "I look around");
  await playTurn(mira, "I look around too");
  const [forOwner, forBo] = [await room.spending(owner, null), await room.spending(bo.memberId, null)];
  if (!forOwner.ok || !forBo.ok) throw new Error("No bill.");
  const ids = (bill: typeof forOwner) => bill.spending.byMember.map(({ memberId }) => memberId).sort();
  expect(ids(forOwner)).toEqual([bo.memberId, mira.memberId].sort());
  expect(ids(forBo)).toEqual([bo.memberId]);
  expect(forBo.spending.total).toEqual(forOwner.spending.total);
  const shares = forOwner.spending.byMember.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  expect(shares).toBe(forOwner.spending.total.costMicroUsd);
});

test("a month in which nothing was played costs nothing", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  await playTurn(bo, "I look around");
  expect(await room.spending(owner, "2020-02")).toMatchObject({
    ok: true,
    spending: { month: "2020-02", total: { requests: 0, costMicroUsd: 0 }, byDay: [], byVoice: [], byMember: [] },
  });
});

test("[V3] whoever has been removed learns neither what was spent nor what the DM saw, and gets no help", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  const turnId = (await playTurn(bo, "I look around")) as TurnId;
  await asks(room, owner, { type: "gm_remove_member", memberId: bo.memberId, reason: "noise" });
  for (const answer of [
    await room.spending(bo.memberId, null),
    await room.dmSaw(bo.memberId, turnId),
    await room.help(bo.memberId, idea),
  ])
    expect(answer).toMatchObject({ ok: false, problem: { slug: "not-found" } });
});

test("[V1] what the DM saw is told by role, and of a turn that never was there is nothing", async () => {
  const { room, owner, bo } = await tableWithModel("looks");
  const turnId = (await playTurn(bo, "I look around with care")) as TurnId;
  const directors = async (by: Seat["memberId"]) => {
    const seen = await room.dmSaw(by, turnId);
    const prompts = seen.ok ? seen.prompts.filter(({ task }) => task === "director") : [];
    return prompts.flatMap(({ parts }) => parts.map(({ text }) => text)).filter((text) => text !== null).length;
  };
  expect(await directors(bo.memberId)).toBe(0);
  expect(await directors(owner), "an owner in front of the screen is a player").toBe(0);
  await ownerBehindScreen(room, owner);
  expect(await directors(owner)).toBeGreaterThan(0);
  expect(await room.dmSaw(owner, "t_99999" as TurnId)).toEqual({ ok: true, prompts: [] });
});

test("help is for those behind the screen", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  for (const by of [bo.memberId, owner])
    expect(await room.help(by, idea)).toMatchObject({ ok: false, problem: { slug: "not-allowed" } });
  await asks(room, owner, { type: "gm_take_over" });
  expect(await room.help(owner, idea)).toMatchObject({ ok: true });
});

test.each(["ideas", "description", "name", "ruling"] as const)(
  "[V1] help with %s is private: no event, no frame, and a line on the bill",
  async (kind) => {
    const { room, owner, bo } = await tableWithModel("plain");
    await asks(room, owner, { type: "gm_take_over" });
    await bo.ask({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "Hm." } } as never);
    const before = [bo.seq, bo.frames.length];
    const { seq } = await room.head();
    const answer = await room.help(owner, { kind, text: "Something for the cellar." });
    expect(answer).toMatchObject({ ok: true, help: { voice: { provider: "openai", model: "plain" } } });
    expect((await room.head()).seq).toBe(seq);
    expect([bo.seq, bo.frames.length]).toEqual(before);
    const bill = await room.spending(owner, null);
    expect(bill.ok && bill.spending.byVoice.map(({ task }) => task)).toEqual(["help"]);
  },
);

test("with the budget used up help says so where the machine shall wait, and comes from the Oracle where it shall not", async () => {
  const settings = { dayCapMicroUsd: 100, atCap: "pause" } as const;
  const { room, owner } = await tableWithModel("plain", { settings });
  await asks(room, owner, { type: "gm_take_over" });
  expect(await room.help(owner, idea)).toMatchObject({
    ok: false,
    problem: { slug: "budget-used", detail: "the table's budget for today is used up." },
  });
  await asks(room, owner, { type: "gm_dm_settings", settings: { atCap: "oracle" } });
  expect(await room.help(owner, idea)).toMatchObject({
    ok: true,
    help: { voice: { provider: "oracle", fallback: "the table's budget for today is used up" } },
  });
});

test("a model that refuses or is busy is stood in for by the Oracle, whose help says so", async () => {
  const { room, owner } = await tableWithModel("busy");
  await asks(room, owner, { type: "gm_take_over" });
  const answer = await room.help(owner, idea);
  expect(answer).toMatchObject({
    ok: true,
    help: { voice: { provider: "oracle", fallback: "the model is too busy just now" } },
  });
});
