import type { Cut, ReviewPolicy } from "../contracts/dm.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Narration } from "../contracts/orchestration.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideNextCall } from "../core/decide/carry-out-call.ts";
import { callsInReview, decideReviewOver } from "../core/decide/review.ts";
import { decideFailedTurn, decideNarration, nextStage, type TurnNote } from "../core/decide/turn.ts";
import { decideVoice } from "../core/decide/voice.ts";
import { commitmentOf, hashHex } from "../core/ledger/index.ts";
import { memoryEvening } from "./memory-evening.ts";
import type { PaperRoom } from "./paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "./small-table.ts";

export interface Evening {
  readonly name: string;
  readonly play: () => PaperRoom;
}

const nonce = (name: string): string => hashHex(`golden ${name}`);

/** One turn from first word to last: what is said, what the director asks for, what is told. */
function turn(room: PaperRoom, by: MemberId, calls: readonly { tool: string; args: Record<string, unknown> }[]): void {
  room.ask(by, act("I do it"));
  room.propose(calls);
  room.narrate("It is told.");
}

function opening(ruleset: Ruleset): { room: PaperRoom; bo: MemberId; mira: MemberId; gail: MemberId } {
  const room = smallTable(ruleset, { seed: `golden ${ruleset}` });
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  const gail = room.join("Gail", "spectator");
  room.join("Sam", "spectator");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(bo, { type: "commit_entropy", entropy: { reveal: null, commit: commitmentOf(nonce("bo 1")) } });
  room.ask(bo, {
    type: "act",
    mode: "do",
    text: "I search the table",
    entropy: { reveal: nonce("bo 1"), commit: commitmentOf(nonce("bo 2")) },
  });
  room.ask(mira, { type: "act", mode: "say", text: "Anything?" });
  room.propose([
    { tool: "play_beat", args: { beatId: "search-table", creatureId: heroOf(room, bo) } },
    { tool: "no_such_tool", args: {} },
  ]);
  room.narrate("You search the table.");
  room.propose([{ tool: "person_speaks", args: { personId: "ada", topicId: "cook", creatureId: heroOf(room, mira) } }]);
  room.narrate("Ada speaks of the cook.");
  turn(room, bo, [
    { tool: "play_beat", args: { beatId: "lift-table", creatureId: heroOf(room, bo) } },
    { tool: "record_fact", args: { text: "The table is oak." } },
  ]);
  turn(room, mira, [{ tool: "play_beat", args: { beatId: "burn-table", creatureId: heroOf(room, mira) } }]);
  return { room, bo, mira, gail };
}

/** The GM's hand: whispers, notes, hidden and called rolls, a patch, a ruling, an undone turn, one that failed. */
function gmEvening({ room, bo, mira, gail }: ReturnType<typeof opening>): void {
  room.ask(gail, { type: "gm_take_over" });
  room.ask(gail, { type: "gm_whisper", to: [mira], text: "Only you see it." });
  room.ask(gail, { type: "gm_annotate", about: 1, text: "They have not looked behind the table." });
  room.ask(gail, {
    type: "gm_call_roll",
    creatureId: heroOf(room, bo),
    expression: "1d20+2",
    dc: 13,
    label: "steady hands",
    visibility: "gm",
  });
  room.ask(bo, { type: "roll", expression: "1d20", visibility: "public", ticketSeq: room.state.head.seq });
  room.ask(gail, { type: "roll", expression: "2d6", visibility: "self" });
  room.ask(gail, {
    type: "gm_call_roll",
    creatureId: heroOf(room, mira),
    expression: "1d20",
    dc: null,
    label: "never mind",
    visibility: "public",
  });
  room.ask(gail, { type: "gm_void_roll", ticketSeq: room.state.head.seq, reason: "not needed" });
  room.ask(gail, {
    type: "gm_patch",
    creatureId: heroOf(room, bo),
    field: "coinCopper",
    value: 42,
    reason: "a found purse",
  });
  room.ask(gail, { type: "gm_override", about: 20, ruling: "Oak burns slowly.", reason: "sense" });
  room.ask(gail, { type: "gm_narrate", text: "A hush falls." });
  room.ask(gail, { type: "gm_hand_back", leaveScreen: true });
  turn(room, bo, [{ tool: "advance_time", args: { minutes: 90, why: "waiting" } }]);
  const last = room.state.public.answered.at(-1);
  if (last !== undefined) room.ask(gail, { type: "gm_undo_turn", turnId: last.turnId, reason: "misheard" });
  room.ask(mira, act("I wait"));
  const { turnId } = room;
  room.append(decideFailedTurn(room.state, "director-failed"));
  room.ask(mira, { type: "retry_turn", turnId });
  room.narrate("You wait.");
  room.ask(mira, { type: "chat", channel: "whisper", to: [bo], text: "Did you see that?" });
}

/** Down to the rats, and through the fight until it is decided. */
function fight({ room, bo, mira }: ReturnType<typeof opening>, ruleset: Ruleset): void {
  turn(room, bo, [{ tool: "move_scene", args: { exitId: "cellar-door", creatureId: heroOf(room, bo) } }]);
  turn(room, mira, [{ tool: "play_beat", args: { beatId: "kick-nest", creatureId: heroOf(room, mira) } }]);
  for (let moves = 0; moves < 24 && room.state.public.encounter !== null; moves += 1) {
    const { activeId } = room.state.public.encounter;
    const moverId = activeId ?? heroOf(room, moves % 2 === 0 ? bo : mira);
    const mover = room.state.public.creatures[moverId];
    const target = Object.values(room.state.public.creatures).find(
      ({ kind, vitals }) => vitals.state === "up" && (kind === "foe") === (mover?.kind !== "foe"),
    );
    const owner = mover?.ownerId ?? null;
    if (!room.openDueTurn([bo, mira]) && owner !== null) room.ask(owner, act("I strike"));
    if (ruleset === "embers")
      room.propose([{ tool: "strike", args: { creatureId: moverId, targetId: target?.id, trait: "blaze" } }]);
    else
      room.propose([
        {
          tool: "attack",
          args: { attackerId: moverId, targetId: target?.id, attackId: mover?.kind === "foe" ? "bite" : "sword" },
        },
        { tool: "end_turn", args: { creatureId: moverId } },
      ]);
    room.narrate("Teeth and steel.");
  }
}

function ending({ room, bo, mira }: ReturnType<typeof opening>): void {
  room.ask(room.owner, { type: "gm_settings", settings: { turnMode: "round" } });
  room.ask(bo, act("I rest"));
  room.openDueTurn([bo]);
  room.narrate("You rest.");
  byHand(room, "move_scene", { exitId: "up", creatureId: heroOf(room, bo) });
  room.ask(room.owner, { type: "gm_remove_member", memberId: mira, reason: "had to go" });
  byHand(room, "play_beat", { beatId: "end-it", creatureId: heroOf(room, bo) });
}

const BARD = { voice: "scripted:bard", label: "Bard", paidBy: "the house" } as const;
const BARD_SPEAKS: Narration["voice"] = {
  provider: "scripted",
  model: "bard",
  inputTokens: 900,
  outputTokens: 60,
  costMicroUsd: 1_140,
};
const REVIEW: ReviewPolicy = { classes: ["roll", "world"], seconds: 60, otherwise: "approve" };

/** Carries out what has been judged, up to the next call that waits. */
function carryOn(room: PaperRoom): void {
  while (nextStage(room.state) === "resolving")
    room.append(decideNextCall(room.state, room.chance, parseToolCall) ?? []);
}

/** What the room notes of a turn in which models were asked. */
function noteOf(room: PaperRoom, more: Partial<TurnNote> = {}): TurnNote {
  const { turn } = room.state.public;
  const bill = { voice: BARD.voice, requests: 1, priceKnown: true } as const;
  const directed = { ...bill, task: "director", inputTokens: 1_200, outputTokens: 40, costMicroUsd: 1_360 } as const;
  const told = { ...bill, task: "narrator", inputTokens: 900, outputTokens: 60, costMicroUsd: 1_140 } as const;
  return {
    events: room.events.filter(({ header }) => header.seq >= (turn?.openedSeq ?? 0)).map(({ body }) => body),
    spent: turn?.kind === "telling" ? [told] : [directed, told],
    cuts: [],
    cites: [],
    leak: false,
    standIn: null,
    promptHash: hashHex("golden prompts"),
    ...more,
  };
}

/** The model tells the turn; answers with the number of what was told. */
function bardTells(room: PaperRoom, text: string, note: Partial<TurnNote> = {}): number {
  const telling = { turnId: room.turnId, text, rests: [], suggestions: [], voice: BARD_SPEAKS };
  room.append(decideNarration(room.state, telling, "", noteOf(room, note)) ?? []);
  return room.state.public.told?.seq ?? 0;
}

/** A check that a GM may change or strike out before it is rolled. */
const check = (creatureId: string, purpose: string) => ({
  tool: "ability_check",
  args: { creatureId, ability: "wis", difficulty: "easy", purpose },
});

const CUTS: readonly Cut[] = [
  { rule: "speaks-for-a-hero", text: "“I will go first,” you say." },
  { rule: "invented-wound", text: "Your arm bleeds." },
];

type MachineTable = ReturnType<typeof machineTable>;

/** A table at which a model speaks and a GM has a say in what it proposes. */
function machineTable() {
  const room = smallTable("d20", { seed: "golden machine" });
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  const gail = room.join("Gail", "spectator");
  const sam = room.join("Sam", "spectator");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  const purse = { voice: BARD.voice, dayCapMicroUsd: 500_000, memberDayCapMicroUsd: 200_000, atCap: "oracle" } as const;
  room.ask(room.owner, { type: "gm_dm_settings", settings: purse });
  room.append(decideVoice(room.state, BARD));
  const manner = { tone: "wry", length: "short", rating: "teen", houseRules: "Doors creak." } as const;
  room.ask(gail, { type: "gm_dm_settings", settings: { ...manner, review: REVIEW } });
  const eels = { kind: "veil", tag: null, text: "eels" } as const;
  room.ask(gail, { type: "gm_boundaries", add: [eels, { kind: "line", tag: "torture", text: "" }], remove: [] });
  room.ask(gail, { type: "gm_boundaries", add: [], remove: [eels] });
  return { room, bo, mira, gail, sam };
}

/** Nobody judges in time; the Oracle stands in for the telling, and the turn is taken back. */
function unjudgedTurn({ room, mira, gail }: MachineTable): void {
  room.ask(mira, act("I lift the table"));
  const { turnId } = room;
  room.propose([
    { tool: "play_beat", args: { beatId: "lift-table", creatureId: heroOf(room, mira) } },
    check(heroOf(room, mira), "keep hold of it"),
  ]);
  room.append(decideReviewOver(room.state));
  carryOn(room);
  const standIn = "the model did not answer in time";
  const telling = { turnId, text: "You lift the table.", rests: [], suggestions: [] };
  const voice = { ...BARD_SPEAKS, provider: "oracle", model: "oracle", fallback: standIn } as const;
  room.append(decideNarration(room.state, { ...telling, voice }, "", noteOf(room, { standIn })) ?? []);
  room.ask(gail, { type: "gm_undo_turn", turnId, reason: "nobody had looked at it" });
}

/** Approved, changed and struck out by a GM; told with cuts, told again, gone on from, put right, and reported. */
function reviewedTurn({ room, bo, mira, gail }: MachineTable): void {
  room.ask(bo, act("I search the hall"));
  const hero = heroOf(room, bo);
  room.propose([
    { tool: "describe", args: { subject: "scene", id: null, creatureId: hero } },
    check(hero, "see what lies about"),
    check(hero, "hear what moves below"),
    { tool: "record_fact", args: { text: "A bell hangs by the door." } },
  ]);
  const [first = "", second = "", third = ""] = callsInReview(room.state).map(({ id }) => id);
  const { turnId } = room;
  room.ask(gail, { type: "gm_judge_calls", turnId, verdicts: [{ callId: first, verdict: "approved", reason: "" }] });
  carryOn(room);
  const harder = { ...check(hero, "hear what moves below").args, difficulty: "hard" };
  room.ask(gail, {
    type: "gm_judge_calls",
    turnId,
    verdicts: [
      { callId: second, verdict: "edited", args: harder, reason: "The boards are thick." },
      { callId: third, verdict: "denied", reason: "There is no bell in this hall." },
    ],
  });
  carryOn(room);
  room.propose([]);
  const of = bardTells(room, "You search the hall, and the hall lets you.", { cuts: CUTS, leak: true });
  room.ask(mira, { type: "retell", of });
  bardTells(room, "You search. The hall has seen better searches.");
  room.ask(bo, { type: "continue_telling", of });
  const onward = bardTells(room, "Something drips, and stops.");
  room.ask(gail, { type: "gm_edit_narration", of: onward, text: "Something drips." });
  room.ask(mira, { type: "report_narration", of: onward, why: "wrong-facts", text: "It never rained." });
}

/**
 * The X in the middle of a turn, an action that waits for play to go on, a call that meets the new line; and the X of
 * somebody who only watches, which adds no line.
 */
function stoppedTurn({ room, bo, mira, gail, sam }: MachineTable): void {
  room.ask(bo, act("I go near the nest"));
  room.propose([{ tool: "record_fact", args: { text: "The nest is warm." } }]);
  const spiders = { kind: "line", tag: "spiders-and-insects", text: "" } as const;
  room.ask(bo, { type: "raise_x", boundary: spiders });
  room.ask(mira, act("I keep my distance"));
  room.ask(bo, { type: "resume_play" });
  room.ask(gail, { type: "gm_dm_settings", settings: { review: { ...REVIEW, otherwise: "deny" } } });
  room.propose([
    { tool: "record_fact", args: { text: "Spiders nest in the rafters." } },
    { tool: "record_fact", args: { text: "Rain drips from the rafters." } },
  ]);
  const verdicts = callsInReview(room.state).map(
    ({ id }) => ({ callId: id, verdict: "approved", reason: "" }) as const,
  );
  room.ask(gail, { type: "gm_judge_calls", turnId: room.turnId, verdicts });
  carryOn(room);
  room.propose([]);
  const of = bardTells(room, "Rain drips from the rafters.");
  room.ask(sam, { type: "raise_x", boundary: { ...spiders, tag: "drowning" } });
  room.ask(mira, { type: "resume_play" });
  room.ask(bo, { type: "retell", of });
  bardTells(room, "It rains in.");
}

/** The deadline strikes out a call, the turn fails and is tried again; review ends, and the Oracle has the word once more. */
function backToTheOracle({ room, bo, gail }: MachineTable): void {
  room.ask(bo, act("I listen once more"));
  room.propose([check(heroOf(room, bo), "listen once more")]);
  room.append(decideReviewOver(room.state));
  carryOn(room);
  room.propose([check(heroOf(room, bo), "listen at the wall")]);
  room.ask(gail, { type: "gm_dm_settings", settings: { review: null } });
  carryOn(room);
  const { turnId } = room;
  room.append(decideFailedTurn(room.state, "narrator-failed", noteOf(room)));
  room.ask(room.owner, { type: "gm_dm_settings", settings: { voice: "oracle" } });
  room.append(decideVoice(room.state, { voice: "oracle", label: "Oracle", paidBy: "nobody" }));
  room.ask(bo, { type: "retry_turn", turnId });
  room.narrate("You listen.");
}

/** The evenings whose logs are kept. Add to them, and never change what one of them does: its log is the past. */
export const evenings: readonly Evening[] = [
  ...(["d20", "embers"] satisfies Ruleset[]).map((ruleset) => ({
    name: `small-hall-${ruleset}`,
    play: () => {
      const table = opening(ruleset);
      gmEvening(table);
      fight(table, ruleset);
      ending(table);
      return table.room;
    },
  })),
  {
    name: "machine-at-the-table-d20",
    play: () => {
      const table = machineTable();
      unjudgedTurn(table);
      reviewedTurn(table);
      stoppedTurn(table);
      backToTheOracle(table);
      return table.room;
    },
  },
  { name: "files-and-memory-d20", play: memoryEvening },
];
