import { describe, expect, test } from "vitest";
import type { ReviewPolicy } from "../contracts/dm.ts";
import type { MemberId } from "../contracts/ids.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { ORACLE_VOICE, type PaperRoom } from "../testkit/paper-room.ts";
import { act, heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";
import { decideNextCall } from "./decide/carry-out-call.ts";
import { callsInReview, decideReviewOver, reviewCards } from "./decide/review.ts";
import { decideDueTurn, decideNarration, decideProposal, nextStage, type TurnNote } from "./decide/turn.ts";
import { decideVoice } from "./decide/voice.ts";

const NOTE: TurnNote = { events: [], spent: [], cuts: [], cites: [], leak: false, standIn: null, promptHash: null };

function playing(review: ReviewPolicy | null = null) {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  if (review !== null) expect(room.ask(room.owner, { type: "gm_dm_settings", settings: { review } })).toBeNull();
  return { room, bo, mira };
}

function told(room: PaperRoom, by: MemberId, words = "You look."): number {
  expect(room.ask(by, act("I look"))).toBeNull();
  room.narrate(words);
  return room.state.head.seq;
}

const look = (creatureId: string, purpose = "look about") => ({
  tool: "ability_check",
  args: { creatureId, ability: "wis", difficulty: "easy", purpose },
});

/** Stores a proposal and leaves its calls to whoever comes next. */
function propose(room: PaperRoom, calls: readonly { tool: string; args: Record<string, unknown> }[]): void {
  const proposal = { turnId: room.turnId, basedOnSeq: room.state.head.seq, calls: [...calls], done: true };
  room.append(decideProposal(room.state, { ...proposal, voice: ORACLE_VOICE }, 1));
}

function carryOn(room: PaperRoom): void {
  while (nextStage(room.state) === "resolving")
    room.append(decideNextCall(room.state, room.chance, parseToolCall) ?? []);
}

describe("words again, and words that go on", () => {
  test("[W1] told again, the words change and nothing else does; the words of before stay in the log", () => {
    const { room, bo, mira } = playing();
    const of = told(room, bo);
    const before = room.state;
    expect(room.ask(mira, { type: "retell", of })).toBeNull();
    expect(nextStage(room.state)).toBe("narrating");
    room.narrate("You look about you.");
    expect(payloadsOf(room.events, "narration_retold").at(-1)).toMatchObject({ of, text: "You look about you." });
    expect(payloadsOf(room.events, "dm_narration").at(-1)?.text).toBe("You look.");
    expect(room.state.public.creatures).toEqual(before.public.creatures);
    expect(room.state.public.dice.nextIndex).toBe(before.public.dice.nextIndex);
    expect(room.state.public.answered, "there is nothing new to undo").toEqual(before.public.answered);
    expect(room.state.public.told?.seq, "and it can be told once more").toBe(of);
  });

  test("[W2] going on makes a narration of its own that can be taken back by itself", () => {
    const { room, bo } = playing();
    const of = told(room, bo);
    expect(room.ask(bo, { type: "continue_telling", of })).toBeNull();
    const { turnId } = room;
    room.narrate("The rain goes on.");
    expect(room.state.public.answered.at(-1)).toMatchObject({ turnId, undone: false });
    expect(room.ask(room.owner, { type: "gm_undo_turn", turnId, reason: "too much rain" })).toBeNull();
  });

  test("[W3] only the last words of the machine can be told again, by those who play, when the machine is free", () => {
    const { room, bo, mira } = playing();
    const sam = room.join("Sam", "spectator");
    const first = told(room, bo);
    const last = told(room, mira, "You look again.");
    expect(room.ask(bo, { type: "retell", of: first })?.slug).toBe("not-the-last-words");
    expect(room.ask(sam, { type: "retell", of: last })?.slug).toBe("no-seat");
    room.ask(bo, act("I run"));
    expect(room.ask(mira, { type: "retell", of: last })?.slug).toBe("queue-full");
    room.narrate("You run.");
    room.ask(room.owner, { type: "gm_take_over" });
    expect(room.ask(bo, { type: "retell", of: room.state.public.told?.seq ?? 1 })?.slug).toBe("human-dm");
    room.ask(room.owner, { type: "gm_narrate", text: "By hand." });
    room.ask(room.owner, { type: "gm_hand_back", leaveScreen: true });
    expect(room.ask(bo, { type: "retell", of: room.state.head.seq - 2 })?.slug).toBe("not-the-last-words");
  });

  test("[W5] a retelling is its asker's to pay for and to call back, and a failed turn still waits to be tried again", () => {
    const { room, bo, mira } = playing();
    const of = told(room, bo);
    room.ask(bo, act("I leap"));
    const { turnId } = room;
    room.append([
      {
        ...{ type: "turn_failed", v: 1, actor: { kind: "system" }, cause: { turnId }, audience: "all" },
        payload: { turnId, reason: "budget-used" },
      },
    ]);
    expect(room.ask(mira, { type: "retell", of })).toBeNull();
    expect(room.state.public.turn?.telling).toEqual({ how: "again", of, memberId: mira });
    expect(room.ask(mira, { type: "cancel_turn", turnId: room.turnId })).toBeNull();
    expect(room.state.public.failed?.id).toBe(turnId);
    expect(room.ask(bo, { type: "retry_turn", turnId })).toBeNull();
  });

  test("[W4] a GM may put other words in the place of any narration, and anybody may report one", () => {
    const { room, bo } = playing();
    const of = told(room, bo);
    expect(room.ask(room.owner, { type: "gm_edit_narration", of, text: "You look away." })).toBeNull();
    expect(room.ask(room.owner, { type: "gm_edit_narration", of: of - 1, text: "No." })?.slug).toBe(
      "no-such-narration",
    );
    expect(
      room.ask(bo, { type: "report_narration", of, why: "spoke-for-my-hero", text: "I never said so" }),
    ).toBeNull();
    const heard = { members: [room.owner, bo].sort() };
    expect(room.events.at(-1)?.body.audience, "for those who may run the table, behind the screen or not").toEqual(
      heard,
    );
    room.ask(bo, { type: "report_narration", of, why: "spoke-for-my-hero", text: "again" });
    expect(room.state.private[room.owner]?.reports, "once is enough").toMatchObject([
      { of, memberId: bo, why: "spoke-for-my-hero" },
    ]);
    expect(room.ask(bo, { type: "report_narration", of: 1, why: "other", text: "" })?.slug).toBe("no-such-narration");
  });
});

describe("the X", () => {
  test("[S1] stops the turn at once, puts the last narration away, keeps the subject out, and names nobody", () => {
    const { room, bo, mira } = playing();
    const of = told(room, bo, "Spiders everywhere.");
    room.ask(bo, act("I go on"));
    const { turnId } = room;
    const boundary = { kind: "line", tag: "spiders-and-insects", text: "" } as const;
    expect(room.ask(mira, { type: "raise_x", boundary })).toBeNull();
    const event = room.events.at(-1);
    expect(event?.body).toMatchObject({ type: "safety_paused", payload: { veiled: of, turnId, boundary } });
    expect(JSON.stringify(event?.body), "no member stands in it").not.toContain(mira);
    expect(room.state.public).toMatchObject({ paused: true, turn: null, veiled: [of] });
    expect(room.state.public.dm.boundaries).toEqual([boundary]);
  });

  test("[S2] while play is paused actions wait, and going on lets them through", () => {
    const { room, bo, mira } = playing();
    told(room, bo);
    room.ask(mira, { type: "raise_x", boundary: null });
    expect(room.ask(bo, act("I wait"))).toBeNull();
    expect(room.state.public).toMatchObject({ turn: null });
    expect(room.state.public.queue).toHaveLength(1);
    expect(decideDueTurn(room.state, new Set([bo, mira]), true)).toBeNull();
    expect(room.ask(bo, { type: "retell", of: room.state.public.told?.seq ?? 0 })?.slug).toBe("table-paused");
    expect(room.ask(bo, { type: "resume_play" })).toBeNull();
    expect(room.events.at(-1)?.body.actor, "who lifts a stop can be seen").toEqual({ kind: "player", memberId: bo });
    expect(room.state.public).toMatchObject({ paused: false, queue: [] });
    expect(room.state.public.turn?.actions).toHaveLength(1);
  });

  test("[S3] anybody may raise it, spectators too; those who only watch do not say when it goes on", () => {
    const { room } = playing();
    const sam = room.join("Sam", "spectator");
    expect(room.ask(sam, { type: "raise_x", boundary: null })).toBeNull();
    expect(room.ask(sam, { type: "resume_play" })?.slug).toBe("no-seat");
    const nothing = { kind: "line", tag: null, text: "you" } as const;
    expect(room.ask(sam, { type: "raise_x", boundary: nothing }), "play stops all the same").toBeNull();
    expect(room.state.public.dm.boundaries, "and words that name nothing keep nothing out").toEqual([]);
  });

  test("[S5] no call of the machine puts a subject into words that the table has ruled out", () => {
    const { room, bo } = playing();
    const boundary = { kind: "line", tag: "spiders-and-insects", text: "" } as const;
    room.ask(bo, { type: "raise_x", boundary });
    room.ask(bo, { type: "resume_play" });
    room.ask(bo, act("I look"));
    propose(room, [
      { tool: "record_fact", args: { text: "Spiders nest in the rafters." } },
      { tool: "record_fact", args: { text: "Rain drips from the rafters." } },
    ]);
    carryOn(room);
    expect(payloadsOf(room.events, "tool_call_refused").map(({ code }) => code)).toEqual(["crosses-a-line"]);
    expect(payloadsOf(room.events, "fact_recorded").map(({ text }) => text)).toEqual(["Rain drips from the rafters."]);
  });

  test("[S8] the X only draws the list tighter: a line stays a line, and who only watches adds no words", () => {
    const { room, bo } = playing();
    const sam = room.join("Sam", "spectator");
    const line = { kind: "line", tag: "harm-to-children", text: "" } as const;
    room.ask(room.owner, { type: "gm_boundaries", add: [line], remove: [] });
    room.ask(bo, { type: "raise_x", boundary: { ...line, kind: "veil" } });
    room.ask(sam, { type: "raise_x", boundary: { kind: "line", tag: null, text: "lanterns" } });
    expect(room.state.public.dm.boundaries).toEqual([line]);
  });

  test("[S4] other words bring a narration back that was put away", () => {
    const { room, bo } = playing();
    const of = told(room, bo);
    room.ask(bo, { type: "raise_x", boundary: null });
    room.ask(bo, { type: "resume_play" });
    room.ask(bo, { type: "retell", of });
    room.narrate("You look, gently.");
    expect(room.state.public.veiled).toEqual([]);
  });
});

describe("review", () => {
  const policy: ReviewPolicy = { classes: ["roll"], seconds: 60, otherwise: "approve" };

  test("[M1] a call of a reviewed kind waits, with the dice it would roll, and holds up what comes after it", () => {
    const { room, bo } = playing(policy);
    expect(room.state.public.members[room.owner]?.screen, "whoever reviews sees what is reviewed").toBe(true);
    room.ask(bo, act("I look"));
    const hero = heroOf(room, bo);
    propose(room, [
      { tool: "describe", args: { subject: "scene", id: null, creatureId: hero } },
      look(hero),
      { tool: "record_fact", args: { text: "It rains." } },
    ]);
    carryOn(room);
    expect(nextStage(room.state)).toBe("reviewing");
    expect(payloadsOf(room.events, "tool_call_applied").map(({ tool }) => tool)).toEqual(["describe"]);
    const [card] = reviewCards(room.state, parseToolCall);
    expect(card).toMatchObject({ tool: "ability_check", class: "roll", verdict: "waiting", refusal: null });
    expect(card?.dice[0]).toMatchObject({ dc: 10 });
    expect(payloadsOf(room.events, "roll_ticket"), "looking ahead rolls nothing").toHaveLength(0);
  });

  test("[M2] approved it happens, denied it is refused with the reason, edited it happens as edited", () => {
    for (const verdict of ["approved", "denied", "edited"] as const) {
      const { room, bo } = playing(policy);
      room.ask(bo, act("I look"));
      const hero = heroOf(room, bo);
      propose(room, [look(hero)]);
      const callId = `${room.turnId}.1.1`;
      const args = { ...look(hero).args, difficulty: "hard" };
      const given =
        verdict === "edited" ? { callId, verdict, args, reason: "" } : { callId, verdict, reason: "no need" };
      expect(room.ask(room.owner, { type: "gm_judge_calls", turnId: room.turnId, verdicts: [given] })).toBeNull();
      carryOn(room);
      expect(payloadsOf(room.events, "roll_ticket").map(({ dc }) => dc)).toEqual(
        { approved: [10], denied: [], edited: [20] }[verdict],
      );
      if (verdict === "denied")
        expect(payloadsOf(room.events, "tool_call_refused")).toMatchObject([
          { code: "denied-by-gm", detail: "no need" },
        ]);
      const events = room.events.map(({ body }) => body);
      const facts = decideNarration(
        room.state,
        { turnId: room.turnId, text: "So.", rests: [], suggestions: [], voice: ORACLE_VOICE },
        "",
        { ...NOTE, events },
      );
      expect(facts?.[0]).toMatchObject({
        type: "turn_receipt",
        audience: "all",
        payload: {
          calls: [{ class: "roll", verdict: { approved: "done", denied: "denied", edited: "edited" }[verdict] }],
        },
      });
    }
  });

  test("[M3] an edit must fit the schema, a call is judged once, and only from behind the screen", () => {
    const { room, bo } = playing(policy);
    const gail = room.join("Gail");
    room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
    room.ask(bo, act("I look"));
    propose(room, [look(heroOf(room, bo))]);
    const { turnId } = room;
    const judge = (by: MemberId, verdict: object) =>
      room.ask(by, {
        type: "gm_judge_calls",
        turnId,
        verdicts: [{ callId: `${turnId}.1.1`, reason: "", ...verdict } as never],
      })?.slug;
    expect(judge(room.owner, { verdict: "edited", args: { difficulty: "impossible" } })).toBe("bad-arguments");
    expect(judge(room.owner, { verdict: "edited" })).toBe("bad-arguments");
    expect(judge(gail, { verdict: "approved" })).toBe("not-allowed");
    expect(judge(bo, { verdict: "approved" })).toBe("not-allowed");
    expect(judge(room.owner, { verdict: "approved" })).toBeUndefined();
    expect(judge(room.owner, { verdict: "denied" })).toBe("nothing-waits");
  });

  test("[M4] what nobody judges in time is decided as the table has settled it, and says so", () => {
    for (const otherwise of ["approve", "deny"] as const) {
      const { room, bo } = playing({ ...policy, otherwise });
      room.ask(bo, act("I look"));
      propose(room, [look(heroOf(room, bo)), look(heroOf(room, bo), "look closer")]);
      room.append(decideReviewOver(room.state));
      expect(callsInReview(room.state)).toEqual([]);
      carryOn(room);
      expect(payloadsOf(room.events, "roll_resolved")).toHaveLength(otherwise === "approve" ? 2 : 0);
      expect(payloadsOf(room.events, "call_judged")).toMatchObject([{ memberId: null }, { memberId: null }]);
    }
  });

  test("[M8] a refused call goes back to a director that thought to be done, with what would be allowed", () => {
    const { room, bo } = playing();
    room.ask(bo, act("I look"));
    propose(room, [{ tool: "describe", args: { subject: "feature", id: "nowhere", creatureId: heroOf(room, bo) } }]);
    carryOn(room);
    expect(payloadsOf(room.events, "proposal_made").at(-1)?.done).toBe(true);
    expect(nextStage(room.state)).toBe("directing");
  });

  test("[M5] with review switched off in the middle, what waited goes on", () => {
    const { room, bo } = playing(policy);
    room.ask(bo, act("I look"));
    propose(room, [look(heroOf(room, bo))]);
    expect(nextStage(room.state)).toBe("reviewing");
    room.ask(room.owner, { type: "gm_dm_settings", settings: { review: null } });
    expect(nextStage(room.state)).toBe("resolving");
    expect(room.state.gm.work?.judgedSeq, "and the turn's time counts anew from there").toBe(room.state.head.seq);
  });
});

describe("lines and veils", () => {
  const spiders = { kind: "line", tag: "spiders-and-insects", text: "" } as const;
  test("[S6] are added and taken out one by one, and what names nothing is refused", () => {
    const { room, bo } = playing();
    const change = (add: object[], remove: object[] = []) =>
      room.ask(room.owner, { type: "gm_boundaries", add: add as never, remove: remove as never })?.slug;
    expect(change([spiders])).toBeUndefined();
    room.ask(bo, { type: "raise_x", boundary: { kind: "veil", tag: "drowning", text: "" } });
    expect(change([{ kind: "line", tag: null, text: "clowns" }], [spiders])).toBeUndefined();
    expect(room.state.public.dm.boundaries.map(({ tag, text }) => tag ?? text)).toEqual(["drowning", "clowns"]);
    expect(change([{ kind: "line", tag: null, text: "anything graphic" }])).toBe("bad-request");
  });

  test("[S9] a GM may make a veil of a line, by name; the X may not", () => {
    const { room, bo } = playing();
    const veil = { ...spiders, kind: "veil" } as const;
    room.ask(room.owner, { type: "gm_boundaries", add: [spiders], remove: [] });
    room.ask(bo, { type: "raise_x", boundary: veil });
    expect(room.state.public.dm.boundaries).toEqual([spiders]);
    expect(room.ask(room.owner, { type: "gm_boundaries", add: [veil], remove: [] })).toBeNull();
    expect(room.state.public.dm.boundaries).toEqual([veil]);
  });

  test("[S7] a full list lets nothing go: more is refused, and an X still stops play", () => {
    const { room, bo } = playing();
    const things = Array.from(
      { length: 24 },
      (_, n) => ({ kind: "line", tag: null, text: `thing number ${"abcdefghijklmnopqrstuvwxyz"[n]}oom` }) as const,
    );
    expect(room.ask(room.owner, { type: "gm_boundaries", add: things, remove: [] })).toBeNull();
    expect(room.ask(room.owner, { type: "gm_boundaries", add: [spiders], remove: [] })?.slug).toBe("bad-request");
    expect(room.ask(bo, { type: "raise_x", boundary: spiders })).toBeNull();
    expect(room.state.public.paused).toBe(true);
    expect(room.state.public.dm.boundaries).toEqual(things);
  });
});

describe("how the machine runs the table", () => {
  test("[M6] a GM sets its manner; whose voice it has and what it may cost is for the owner, within the offer", () => {
    const { room, bo } = playing();
    const gail = room.join("Gail");
    room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
    const set = (by: MemberId, settings: object) => room.ask(by, { type: "gm_dm_settings", settings })?.slug;
    expect(set(gail, { tone: "wry", houseRules: "No falling damage." })).toBeUndefined();
    for (const purse of [{ voice: "oracle" }, { dayCapMicroUsd: 1 }, { memberDayCapMicroUsd: 1 }, { atCap: "pause" }])
      expect(set(gail, purse)).toBe("not-allowed");
    expect(set(bo, { tone: "grim" })).toBe("not-allowed");
    expect(set(room.owner, { voice: "openai:gpt-9" })).toBe("voice-unknown");
    expect(set(room.owner, { dayCapMicroUsd: 2_000_000 })).toBe("cap-too-high");
    expect(set(room.owner, { voice: "scripted:bard", dayCapMicroUsd: 200_000 })).toBeUndefined();
    expect(room.state.public.dm).toMatchObject({ tone: "wry", voice: "scripted:bard", dayCapMicroUsd: 200_000 });
  });

  test("[M7] the table hears of another voice once, and of the Oracle only when it comes back", () => {
    const { room } = playing();
    const bard = { voice: "scripted:bard", label: "Bard", paidBy: "the host" } as const;
    const oracle = { voice: "oracle", label: "Oracle", paidBy: "nobody" } as const;
    expect(decideVoice(room.state, oracle)).toEqual([]);
    room.append(decideVoice(room.state, bard));
    expect(room.state.public.voice).toEqual(bard);
    expect(decideVoice(room.state, bard)).toEqual([]);
    expect(decideVoice(room.state, oracle)).toHaveLength(1);
  });
});
