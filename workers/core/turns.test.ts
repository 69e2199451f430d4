import { expect, test } from "vitest";
import type { TurnId } from "../contracts/ids.ts";
import type { PaperRoom } from "../testkit/paper-room.ts";
import { act, byHand, heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";
import { decideFailedTurn, nextStage } from "./decide/turn.ts";
import { verifyLog } from "./ledger/index.ts";

function fightAt(room: PaperRoom): void {
  byHand(room, "move_scene", { exitId: "cellar-door", creatureId: "ash" });
  byHand(room, "start_encounter", { encounterId: "rats" });
}

test("an action starts a turn; what comes meanwhile waits and is answered together", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  expect(room.ask(bo, act("I open the door"))).toBeNull();
  const first = room.turnId;
  expect(room.ask(mira, act("I follow"))).toBeNull();
  expect(room.ask(bo, act("and close it"))).toBeNull();
  expect(room.state.public.queue.map(({ memberId }) => memberId)).toEqual([mira, bo]);
  room.narrate("The door is open.");
  expect(room.turnId).not.toBe(first);
  expect(room.state.public.turn?.actions.map(({ text }) => text)).toEqual(["I follow", "and close it"]);
  room.narrate("And shut.");
  expect(room.state.public.turn).toBeNull();
});

test("one member may have five actions waiting, and no more", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  for (let n = 0; n < 6; n += 1) expect(room.ask(bo, act(`step ${n}`))).toBeNull();
  expect(room.ask(bo, act("one too many"))?.slug).toBe("queue-full");
});

test("a round begins when everybody here has spoken, or when its time is over", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  expect(room.ask(room.owner, { type: "gm_settings", settings: { turnMode: "round" } })).toBeNull();
  expect(room.ask(bo, act("I wait"))).toBeNull();
  expect(room.openDueTurn([bo, mira])).toBe(false);
  expect(room.openDueTurn([bo]), "those away do not hold the table up").toBe(true);
  room.narrate("Time passes.");
  expect(room.ask(bo, act("I wait on"))).toBeNull();
  expect(room.openDueTurn([bo, mira], true), "the deadline").toBe(true);
  expect(room.state.public.turn?.actions).toHaveLength(1);
  room.narrate("And on.");
  expect(room.ask(mira, act("I sing"))).toBeNull();
  expect(room.ask(room.owner, { type: "gm_settings", settings: { turnMode: "free" } })).toBeNull();
  expect(room.openDueTurn([bo, mira]), "in free mode nothing waits").toBe(true);
});

test("in a fight only the active combatant acts; foes, the fallen and the absent are moved by the room", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  fightAt(room);
  expect(room.state.public.encounter?.ordered).toBe(true);
  for (let moves = 0; moves < 12 && room.state.public.encounter !== null; moves += 1) {
    const activeId = room.state.public.encounter.activeId ?? "";
    const active = room.state.public.creatures[activeId];
    const [mover, other] = heroOf(room, bo) === activeId ? [bo, mira] : [mira, bo];
    if (active?.kind === "hero" && active.vitals.state === "up") {
      expect(room.openDueTurn([bo, mira]), "a player who is here moves themselves").toBe(false);
      expect(room.ask(other, act("I push in"))?.slug).toBe("not-your-turn");
      if (moves % 2 === 0) expect(room.ask(mover, act("I strike"))).toBeNull();
      else expect(room.openDueTurn([other]), "one who is away is moved").toBe(true);
    } else {
      expect(room.ask(bo, act("I go before it"))?.slug).toBe("not-your-turn");
      expect(room.openDueTurn([]), "an empty room does not play on").toBe(false);
      expect(room.openDueTurn([bo, mira])).toBe(true);
    }
    expect(room.state.public.turn?.combatantId ?? activeId).toBe(activeId);
    room.propose([{ tool: "end_turn", args: { creatureId: activeId } }]);
    room.narrate("Steel and breath.");
    expect(room.state.public.encounter?.activeId).not.toBe(activeId);
  }
});

test("[T6] no call moves a hero whose player has not acted", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  room.ask(bo, act("I look"));
  const refused = payloadsOf(
    room.propose([
      { tool: "describe", args: { subject: "scene", id: null, creatureId: heroOf(room, mira) } },
      { tool: "describe", args: { subject: "scene", id: null, creatureId: "constructor" } },
    ]),
    "tool_call_refused",
  );
  expect(refused.map(({ code }) => code)).toEqual(["not-a-heros-move", "unknown-creature"]);
});

test("a person at the helm: actions are heard and start nothing, and what waited does not start by itself", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  room.ask(bo, act("I go in"));
  room.ask(bo, act("I go on"));
  expect(room.ask(room.owner, { type: "gm_take_over" })).toBeNull();
  expect(room.state.public.turn, "nothing of the machine runs on").toBeNull();
  expect(room.state.public.queue).toEqual([]);
  expect(room.ask(bo, act("I ask the GM"))).toBeNull();
  expect(room.state.public.turn).toBeNull();
  expect(room.openDueTurn()).toBe(false);
  expect(room.ask(room.owner, { type: "gm_narrate", text: "The GM answers." })).toBeNull();
  expect(room.ask(room.owner, { type: "gm_hand_back", leaveScreen: false })).toBeNull();
  expect(room.ask(bo, act("And again"))).toBeNull();
  expect(room.state.public.turn).not.toBeNull();
});

test("a turn can be cancelled by those in it and by the GM, and what has fallen stands", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  room.ask(bo, act("I look"));
  const turnId = room.turnId;
  expect(room.ask(mira, { type: "cancel_turn", turnId })?.slug).toBe("turn-not-yours");
  expect(room.ask(bo, { type: "cancel_turn", turnId: "t_1" as TurnId })?.slug).toBe("no-open-turn");
  expect(room.ask(bo, { type: "cancel_turn", turnId })).toBeNull();
  expect(room.ask(bo, { type: "cancel_turn", turnId })?.slug).toBe("no-open-turn");
  expect(room.state.public.turn).toBeNull();
});

test("a turn that failed is tried again where it broke off, its dice kept and its time counted anew", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  room.ask(bo, act("I look"));
  const turnId = room.turnId;
  room.propose([
    {
      tool: "ability_check",
      args: { creatureId: heroOf(room, bo), ability: "wis", skill: "perception", difficulty: "easy", purpose: "look" },
    },
  ]);
  const rolled = payloadsOf(room.events, "roll_resolved").length;
  room.append(decideFailedTurn(room.state, "narrator-failed"));
  expect(room.state.public.failed?.id).toBe(turnId);
  room.ask(mira, { type: "chat", channel: "ooc", to: [], text: "hm" });
  expect(room.ask(mira, { type: "retry_turn", turnId })).toBeNull();
  expect(room.state.public.turn).toMatchObject({ id: turnId, startedSeq: room.state.head.seq });
  expect(nextStage(room.state)).toBe("narrating");
  expect(payloadsOf(room.events, "roll_resolved").length).toBe(rolled);
  room.narrate("At last.");
  expect(room.ask(bo, { type: "retry_turn", turnId })?.slug).toBe("no-open-turn");
});

test("[T2] a proposal of an older turn, and one more than a turn may have, change nothing", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  room.ask(bo, act("I look"));
  const creatureId = heroOf(room, bo);
  for (let round = 0; round < 4; round += 1)
    room.propose(
      [
        { tool: "describe", args: { subject: "scene", id: null, creatureId } },
        { tool: "record_fact", args: { text: `The clock strikes ${round + 1}.` } },
      ],
      false,
    );
  expect(room.state.gm.work?.callsTotal).toBe(8);
  expect(nextStage(room.state)).toBe("narrating");
  const codes = payloadsOf(room.events, "tool_call_refused").map(({ code }) => code);
  expect(codes, "the same call twice in a turn is refused").toEqual([
    "repeated-call",
    "repeated-call",
    "repeated-call",
  ]);
  expect(verifyLog(room.events).findings).toEqual([]);
});
