import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { VoicePlan } from "../contracts/dm.ts";
import type { UploadId } from "../contracts/library.ts";
import { ANSWER_UNUSABLE, DirectorAnswer } from "../contracts/orchestration.ts";
import { decideDueTurn } from "../core/decide/turn.ts";
import { verifyLog } from "../core/ledger/index.ts";
import type { DirectorInput } from "../core/ports.ts";
import { scriptOf } from "../core/script/lookup.ts";
import type { Fact } from "../core/step.ts";
import { ORACLE_VOICE, type PaperRoom } from "../testkit/paper-room.ts";
import { emptyRecalled, uploadOf } from "../testkit/recalled.ts";
import { lines, proposing, ScriptedOrchestrator, silence, telling } from "../testkit/scripted-orchestrator.ts";
import { act, heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";
import { TURN_BUDGET_MS, TurnDriver, type TurnTable } from "./turn-driver.ts";

const DIRECTOR_MS = TURN_BUDGET_MS / 4;
const NARRATOR_MS = TURN_BUDGET_MS / 2;
/** The Oracle's plan: nobody is asked and nothing is spent. */
const FREE: VoicePlan = {
  voices: [],
  spendMicroUsd: 0,
  inputTokens: 500,
  withinMs: 0,
  standsInFor: null,
  affinity: "",
};

beforeEach(() => void vi.useFakeTimers({ now: 1_760_000_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A paper room with a driver, wired as the real one: whatever is appended while a turn is open sets the driver going. */
function driven(script: ConstructorParameters<typeof ScriptedOrchestrator>[0] = {}) {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  const orchestrator = new ScriptedOrchestrator(script);
  const drafts: string[] = [];
  const notes: string[] = [];
  const whys: (string | null)[] = [];
  const present = new Set([bo, mira]);
  const table: TurnTable = {
    get state() {
      return room.state;
    },
    append(facts: readonly Fact[]) {
      const stored = room.append(facts).map((event) => ({ ...event, header: { ...event.header, at: Date.now() } }));
      times.set(stored[0]?.header.seq ?? 0, Date.now());
      if (room.state.public.turn !== null) void driver.kick();
      return stored;
    },
    chance: () => room.chance,
    eventsSince: (seq, limit = 500) =>
      room.events
        .filter(({ header }) => header.seq > seq)
        .slice(0, limit)
        .map((event) => ({ ...event, header: { ...event.header, at: times.get(event.header.seq) ?? started } })),
    recentNarrations: () => [],
    recall: () => emptyRecalled,
    dueTurn: () => decideDueTurn(room.state, present, false),
    stage: () => undefined,
    draft: (_, __, text) => void drafts.push(text),
    turnBudgetMs: TURN_BUDGET_MS,
    review: () => undefined,
    reserve: async (_turn, _task, _withinMs, why) => {
      whys.push(why);
      return { ok: true, reservation: { plan: FREE, settle: () => undefined, forfeit: () => undefined } };
    },
    voiceFacts: () => [],
    keepPrompts: () => undefined,
    keepSources: (turnId, keys) => void sources.set(turnId, [...new Set([...(sources.get(turnId) ?? []), ...keys])]),
    sourcesOf: (turnId) => sources.get(turnId) ?? [],
    spentOn: () => ({ spent: [], promptHash: null }),
    log: (message) => void notes.push(message),
  };
  const sources = new Map<string, string[]>();
  const times = new Map<number, number>();
  const started = Date.now();
  const driver: TurnDriver = new TurnDriver(table, orchestrator);
  const ask = (...asked: Parameters<PaperRoom["ask"]>) => {
    const refusal = room.ask(...asked);
    times.set(room.state.head.seq, Date.now());
    if (asked[1].type === "cancel_turn" || asked[1].type === "gm_take_over") driver.abandon();
    if (room.state.public.turn !== null) void driver.kick();
    return refusal;
  };
  return { room, bo, mira, orchestrator, drafts, notes, whys, driver, ask, present };
}

const look = (creatureId: string) => ({
  tool: "ability_check",
  args: { creatureId, ability: "wis", difficulty: "easy", purpose: "look" },
});
const count = (room: PaperRoom, type: Parameters<typeof payloadsOf>[1]) => payloadsOf(room.events, type).length;

test("[T1] an action is directed, resolved, told and closed", async () => {
  const { room, bo, ask, drafts, driver } = driven({
    direct: [({ turn, ...rest }) => proposing(look(turn.actions[0]?.creatureId ?? ""))({ turn, ...rest })],
    narrate: [telling("You look.", "You ", "look.")],
  });
  ask(bo, act("I look"));
  await driver.kick();
  expect(room.state.public.turn).toBeNull();
  expect([
    count(room, "proposal_made"),
    count(room, "roll_resolved"),
    count(room, "tool_call_applied"),
    count(room, "turn_failed"),
  ]).toEqual([1, 1, 1, 0]);
  expect(drafts.join("")).toBe("You look.");
  expect(verifyLog(room.events).findings).toEqual([]);
});

test("what the rounds of a turn have found for players is before its narrator, and only of those files may it cite", async () => {
  const [given, other] = [uploadOf(1), uploadOf(2)];
  const round = (key: string, done: boolean) => async (input: DirectorInput) => {
    const answer = DirectorAnswer.parse(await proposing(look(input.turn.actions[0]?.creatureId ?? ""))(input));
    return { ...answer, sources: [key], proposal: { ...answer.proposal, done } };
  };
  const cite = (uploadId: UploadId, n: number, at: number) => ({
    n,
    uploadId,
    title: "Book",
    pageFrom: 1,
    pageTo: 1,
    at,
  });
  const { room, bo, ask, driver, orchestrator } = driven({
    direct: [round(`${given}.1.3`, false), round(`${given}.1.4`, true)],
    narrate: [
      async ({ turn }) => {
        const narration = { turnId: turn.id, text: "You look.", rests: [], suggestions: [], voice: ORACLE_VOICE };
        const cites = [cite(given, 1, 9), cite(other, 2, 9), cite(given, 3, 900)];
        return lines(JSON.stringify({ answer: { narration, cuts: [], cites, receipts: [], prompts: [] } }));
      },
    ],
  });
  ask(bo, act("I look"));
  await driver.kick();
  expect(orchestrator.narrated.map(({ sources }) => sources)).toEqual([[`${given}.1.3`, `${given}.1.4`]]);
  expect(payloadsOf(room.events, "sources_cited")).toMatchObject([{ cites: [{ n: 1, uploadId: given, at: 9 }] }]);
  const types = room.events.slice(-2).map(({ body }) => body.type);
  expect(types).toEqual(["dm_narration", "sources_cited"]);
});

test("[T2] a driver that starts with a stored proposal, or with the move of a foe, is one driver and asks once", async () => {
  const { room, bo, orchestrator, driver, present } = driven();
  room.ask(bo, act("I look"));
  const { turnId } = room;
  room.append([
    {
      type: "proposal_made",
      v: 1,
      actor: { kind: "dm" },
      cause: { turnId },
      audience: "gm",
      payload: {
        turnId,
        round: 1,
        attempt: 1,
        basedOnSeq: 1,
        done: true,
        voice: { provider: "oracle", model: "", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
        calls: [1, 2, 3].map((n) => ({
          id: `${turnId}.1.${n}`,
          ...look(heroOf(room, bo)),
          args: { ...look(heroOf(room, bo)).args, purpose: `look ${n}` },
        })),
      },
    },
  ]);
  await driver.kick();
  expect([orchestrator.directed.length, orchestrator.narrated.length, count(room, "roll_resolved")]).toEqual([0, 1, 3]);

  room.ask(room.owner, { type: "gm_settings", settings: { turnMode: "round" } });
  room.ask(bo, act("I wait"));
  present.delete(bo);
  present.clear();
  await driver.kick();
  expect([orchestrator.directed.length, orchestrator.narrated.length]).toEqual([1, 2]);
  expect(count(room, "turn_opened")).toBe(1);
});

test("[T1] a director that says nothing for ever fails the turn within its time, and the next goes through", async () => {
  const { room, bo, ask, driver, orchestrator } = driven({ direct: [silence, silence, silence, proposing()] });
  ask(bo, act("I look"));
  const { turnId } = room;
  const done = driver.kick();
  await vi.advanceTimersByTimeAsync(3 * DIRECTOR_MS + 10);
  await done;
  expect(payloadsOf(room.events, "turn_failed")).toEqual([{ turnId, reason: "director-failed" }]);
  ask(bo, act("I look again"));
  await driver.kick();
  expect(room.state.public.turn).toBeNull();
  expect(orchestrator.directed).toHaveLength(4);
});

test("[T1] no step outlasts the turn: the narrator gets what time is left and no more", async () => {
  const { room, bo, ask, driver } = driven({ direct: [silence, silence, proposing()], narrate: [silence] });
  ask(bo, act("I look"));
  const startedAt = Date.now();
  const done = driver.kick().then(() => Date.now() - startedAt);
  await vi.advanceTimersByTimeAsync(2 * DIRECTOR_MS + 4 * NARRATOR_MS);
  expect(await done).toBeLessThanOrEqual(TURN_BUDGET_MS);
  expect(count(room, "turn_failed")).toBe(1);
});

test("[T1] a turn retried long after it failed gets its time anew, keeps its dice and asks for no second proposal", async () => {
  const broken = () => {
    throw new Error("no model");
  };
  const { room, bo, ask, driver, orchestrator } = driven({
    direct: [({ turn, ...rest }) => proposing(look(turn.actions[0]?.creatureId ?? ""))({ turn, ...rest })],
    narrate: [broken, broken, broken, telling("At last.")],
  });
  ask(bo, act("I look"));
  const { turnId } = room;
  await driver.kick();
  expect(payloadsOf(room.events, "turn_failed")).toEqual([{ turnId, reason: "narrator-failed" }]);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(ask(bo, { type: "retry_turn", turnId })).toBeNull();
  await driver.kick();
  expect(room.state.public).toMatchObject({ turn: null, failed: null });
  expect([orchestrator.directed.length, count(room, "roll_resolved"), count(room, "turn_failed")]).toEqual([1, 1, 1]);
});

test("a cancelled turn is not waited for: what waits behind it is answered at once", async () => {
  const { room, bo, mira, ask, driver } = driven({ direct: [silence, proposing()] });
  ask(bo, act("I look"));
  const { turnId } = room;
  const done = driver.kick();
  await vi.advanceTimersByTimeAsync(10);
  ask(mira, act("I follow"));
  expect(ask(bo, { type: "cancel_turn", turnId })).toBeNull();
  await vi.advanceTimersByTimeAsync(10);
  await done;
  expect(room.state.public).toMatchObject({ turn: null, queue: [] });
  expect(count(room, "dm_narration")).toBe(2);
  expect(count(room, "turn_failed")).toBe(0);
});

test("[T2] an answer that comes after the turn was cancelled is ignored", async () => {
  let answer: (value: unknown) => void = () => undefined;
  const { room, bo, mira, ask, driver } = driven({
    direct: [
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      proposing(),
    ],
  });
  ask(bo, act("I look"));
  const { turnId } = room;
  const done = driver.kick();
  await vi.advanceTimersByTimeAsync(1);
  const stale = proposing(look(heroOf(room, bo)))({ turn: room.state.public.turn, state: room.state } as never);
  ask(bo, { type: "cancel_turn", turnId });
  ask(mira, act("I wait"));
  answer(stale);
  await vi.advanceTimersByTimeAsync(10);
  await done;
  expect([count(room, "roll_resolved"), count(room, "tool_call_applied")]).toEqual([0, 0]);
  expect(payloadsOf(room.events, "proposal_made").map(({ calls }) => calls.length)).toEqual([0]);
});

test("[T6] nonsense for an answer is asked for again, and three times nonsense is a failed turn", async () => {
  const nonsense = [() => null, () => "attack!", () => ({ calls: "all of them" })];
  const { room, bo, ask, driver } = driven({ direct: [...nonsense] });
  ask(bo, act("I look"));
  await driver.kick();
  expect(payloadsOf(room.events, "turn_failed").map(({ reason }) => reason)).toEqual(["director-failed"]);

  for (const broken of [
    lines("not json"),
    lines('{"delta":"You "}'),
    lines('{"narration":{"text":7}}'),
    lines(),
    lines(`{"delta":"${"x".repeat(300_000)}`),
  ]) {
    const again = driven({ narrate: [() => broken, telling("It is told after all.")] });
    again.ask(again.bo, act("I look"));
    await again.driver.kick();
    expect(payloadsOf(again.room.events, "dm_narration").at(-1)?.text).toBe("It is told after all.");
  }
});

test("[V1] a guess that waited in the queue may be said again: that it is repeated does not stop the narrator, and so confirms nothing", async () => {
  const text = "Is it the secret tell? Nobody answers.";
  const { room, bo, mira, ask, driver } = driven({ narrate: [telling("You look."), telling(text)] });
  ask(bo, act("I look"));
  ask(mira, act("I ask whether it is the secret tell"));
  await driver.kick();
  expect(
    payloadsOf(room.events, "dm_narration")
      .map((told) => told.text)
      .slice(-2),
  ).toEqual(["You look.", text]);
});

test("[V1] a narrator about to tell a sealed secret is stopped before a word of it is sent", async () => {
  const { room, bo, ask, driver, drafts } = driven({
    narrate: [telling("It was secret tell.", "It was ", "secret", " tell."), telling("You see nothing.")],
  });
  ask(bo, act("I look"));
  await driver.kick();
  expect(payloadsOf(room.events, "dm_narration").at(-1)?.text).toBe("You see nothing.");
  expect(drafts.join("")).not.toContain("tell.");
});

test("[V1] the narrator is given the players' view and no event behind the screen", async () => {
  const { bo, ask, driver, orchestrator } = driven({
    direct: [
      ({ turn, ...rest }) =>
        proposing(look(turn.actions[0]?.creatureId ?? ""), { tool: "no_such_tool", args: {} })({ turn, ...rest }),
    ],
  });
  ask(bo, act("I look"));
  await driver.kick();
  const [input] = orchestrator.narrated;
  expect(input?.view).toMatchObject({ gm: null, own: null });
  expect(input?.events.map(({ body }) => body.audience)).toEqual(input?.events.map(() => "all"));
  expect(input?.events.map(({ body }) => body.type)).toEqual(["player_action", "roll_ticket", "roll_resolved"]);
});

test("half of a sign at the end of a model's words does not break the turn", async () => {
  const { room, bo, ask, driver } = driven({ narrate: [telling("A star \ud83c")] });
  ask(bo, act("I look up"));
  await driver.kick();
  expect(payloadsOf(room.events, "dm_narration").at(-1)?.text).toBe("A star \ufffd");
});

test("[V1] a narration that gives a secret away is stood in for in the words of any other that cannot be used", async () => {
  const reasons = [];
  for (const what of ["a secret", "a fault"]) {
    const { room, bo, ask, driver, whys } = driven({
      narrate: [
        ({ turn, ...rest }) => {
          if (what === "a fault") throw new Error("The narrator is gone.");
          const [tell = ""] = scriptOf(room.state).secrets.flatMap(({ tells }) => tells);
          return telling(`They learn it: ${tell}.`)({ turn, ...rest });
        },
        telling("It is told."),
      ],
    });
    ask(bo, act("I look"));
    await driver.kick();
    expect(payloadsOf(room.events, "narration_checked").some(({ leak }) => leak)).toBe(what === "a secret");
    reasons.push(whys.at(-1));
  }
  expect(reasons).toEqual([ANSWER_UNUSABLE, ANSWER_UNUSABLE]);
});
