import fc from "fast-check";
import type { MemberCommand } from "../contracts/commands.ts";
import type { RollVisibility } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import { decideFailedTurn } from "../core/decide/turn.ts";
import { waitingRolls } from "../core/decide/waiting-rolls.ts";
import { commitmentOf, hashHex } from "../core/ledger/index.ts";
import type { CanaryBook, MeantFor } from "./canary-book.ts";
import type { PaperRoom } from "./paper-room.ts";

/** One thing that somebody does: which kind, and three numbers that choose the rest. Small numbers make small cases. */
export type Move = readonly [kind: number, who: number, what: number, how: number];

type Making = {
  readonly room: PaperRoom;
  readonly book: CanaryBook;
  readonly by: MemberId;
  readonly what: number;
  readonly how: number;
};
type Make = (making: Making) => MemberCommand;

const VISIBILITIES = ["public", "gm", "blind", "self"] as const satisfies readonly RollVisibility[];
const SCENES = ["I look around", "I search the table", "I open the door", "I say hello"];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const memberIds = ({ state }: PaperRoom) => Object.keys(state.public.members) as MemberId[];
const creatureIds = ({ state }: PaperRoom) => [...Object.keys(state.public.creatures), "constructor", "nobody"];
const gms = ({ state }: PaperRoom) =>
  Object.values(state.public.members)
    .filter(({ role, removed }) => !removed && (role === "owner" || role === "gm"))
    .map(({ id }) => id);

function seersOf(room: PaperRoom, visibility: RollVisibility, roller: MemberId): MeantFor {
  if (visibility === "public") return "all";
  if (visibility === "self") return [roller];
  return visibility === "blind" ? gms(room) : [roller, ...gms(room)];
}

/** Calls a director might make, sound ones and others. */
export function callFor(room: PaperRoom, what: number, how: number): { tool: string; args: Record<string, unknown> } {
  const creatureId = at(creatureIds(room), how);
  const beats = [
    "search-table",
    "lift-table",
    "burn-table",
    "unbar",
    "look-into-hole",
    "kick-nest",
    "end-it",
    "no-such-beat",
  ];
  const calls: readonly { tool: string; args: Record<string, unknown> }[] = [
    { tool: "play_beat", args: { beatId: at(beats, how), creatureId } },
    { tool: "play_beat", args: { beatId: at(beats, what >> 4), creatureId: at(creatureIds(room), what) } },
    { tool: "move_scene", args: { exitId: at(["cellar-door", "up", "secret-stair", "barred-door"], how), creatureId } },
    {
      tool: "person_speaks",
      args: { personId: "ada", topicId: at([null, "greet", "cook", "weather"], how), creatureId },
    },
    { tool: "describe", args: { subject: "scene", id: null, creatureId } },
    { tool: "recall_lore", args: { loreId: "old-hall", creatureId } },
    { tool: "advance_time", args: { minutes: 30 + (how % 60), why: "waiting" } },
    {
      tool: "attack",
      args: { attackerId: creatureId, targetId: at(creatureIds(room), what), attackId: at(["sword", "bite"], how) },
    },
    { tool: "strike", args: { creatureId, targetId: at(creatureIds(room), what), trait: "blaze" } },
    { tool: "end_turn", args: { creatureId: room.state.public.encounter?.activeId ?? creatureId } },
    { tool: "use_item", args: { creatureId, itemId: "tonic", targetId: at(creatureIds(room), what) } },
    {
      tool: "transfer_item",
      args: { from: creatureId, to: at(creatureIds(room), what), itemId: "bread", quantity: 1 },
    },
    { tool: "end_encounter", args: { how: at(["flee", "foes-flee"], how) } },
    { tool: "ask_player", args: { creatureId, question: "Which?", choices: ["this", "that"] } },
    { tool: "record_fact", args: { text: "The table is oak." } },
    { tool: "short_rest", args: { hitDice: 1 } },
    { tool: "no_such_tool", args: {} },
    { tool: "play_beat", args: { beatId: 7, extra: "field" } },
  ];
  return at(calls, what);
}

/** What anybody may ask for. */
const memberMakers: readonly Make[] = [
  ...Array.from(
    { length: 5 },
    (): Make =>
      ({ how }) => ({ type: "act", mode: at(["do", "say", "ask"], how), text: at(SCENES, how) }),
  ),
  ({ how }) => ({ type: "chat", channel: at(["ic", "ooc", "emote"], how), to: [], text: "hello" }),
  ({ room, book, by, what }) => {
    const to = memberIds(room).filter((_, index) => ((what >> index) & 1) === 1);
    return { type: "chat", channel: "whisper", to, text: `psst ${book.word("a whisper", [by, ...to])}` };
  },
  ({ room, book, by, what, how }) => {
    const visibility = at(VISIBILITIES, what);
    return {
      type: "roll",
      expression: at(["1d20", "2d6+1", "4d6kh3"], how),
      label: book.word(`a roll to ${visibility}`, seersOf(room, visibility, by)),
      visibility,
      ...entropyOf(room, by, how),
    };
  },
  ({ room, by, what, how }) => {
    const waiting = waitingRolls(room.state).filter(({ rollerId }) => how % 4 === 0 || rollerId === by);
    return {
      type: "roll",
      expression: "1d20",
      visibility: "public",
      ticketSeq: waiting.length === 0 ? 1 : at(waiting, what).seq,
    };
  },
  ({ how }) =>
    how % 2 === 0
      ? { type: "take_seat", creatureId: at(["ash", "birch", "cedar", "drake", "constructor"], how >> 1) }
      : { type: "set_seat_policy", policy: at(["skip", "defend", "delegate"], how) },
  ({ how }) =>
    how % 4 === 0
      ? { type: "leave_seat" }
      : { type: "equip", itemId: at(["bread", "tonic", "rope"], how), equipped: how % 2 === 0 },
  ({ room, by, how }) => ({ type: "commit_entropy", ...entropyOf(room, by, how, true) }) as MemberCommand,
  ({ room, what, how }) => {
    const { turn, failed } = room.state.public;
    return how % 4 === 0
      ? { type: "cancel_turn", turnId: turn?.id ?? ("t_1" as never) }
      : { type: "retry_turn", turnId: failed?.id ?? (`t_${1 + (what % 50)}` as never) };
  },
];

/** What only those who run the table may ask for. */
const gmMakers: readonly Make[] = [
  ({ room, book, by, what }) => {
    const to = memberIds(room).filter((_, index) => ((what >> index) & 1) === 1);
    return { type: "gm_whisper", to, text: `psst ${book.word("a whisper", [by, ...to])}` };
  },
  ({ book, how }) => ({
    type: "gm_annotate",
    about: how % 2 === 0 ? null : 1,
    text: `note ${book.word("a note", "screen")}`,
  }),
  ({ room, book, what, how }) => {
    const creature = room.state.public.creatures[at(creatureIds(room), how)];
    const visibility = at(VISIBILITIES, what);
    const seers = creature?.ownerId ? seersOf(room, visibility, creature.ownerId) : [];
    return {
      type: "gm_call_roll",
      creatureId: creature?.id ?? "nobody",
      expression: "1d20",
      dc: 12,
      label: book.word(`a called roll to ${visibility}`, seers),
      visibility,
    };
  },
  ({ room, what }) => ({
    type: "gm_void_roll",
    ticketSeq: at([...waitingRolls(room.state).map(({ seq }) => seq), 1], what),
    reason: "not needed",
  }),
  ({ how }) => (how % 4 === 0 ? { type: "gm_take_over" } : { type: "gm_hand_back", leaveScreen: how % 2 === 0 }),
  () => ({ type: "gm_hand_back", leaveScreen: false }),
  ({ room, what, how }) => ({
    type: "gm_set_role",
    memberId: at(memberIds(room), what),
    role: at(["gm", "player", "spectator"], how),
  }),
  ({ room, what, how }) =>
    how % 8 === 0
      ? { type: "gm_remove_member", memberId: at(memberIds(room), what), reason: "noise" }
      : { type: "gm_narrate", text: "The GM speaks." },
  ({ what, how }) => ({
    type: "gm_settings",
    settings: { turnMode: at(["free", "round"], how), locked: what % 4 === 0 },
  }),
  ({ room, what }) => ({
    type: "gm_undo_turn",
    turnId: at([...room.state.public.answered.map(({ turnId }) => turnId).reverse(), "t_1" as never], what % 2),
    reason: "misheard",
  }),
  ({ room, what, how }) => ({ type: "gm_tool", ...callFor(room, what, how) }),
  ({ room, what, how }) => ({ type: "gm_tool", ...callFor(room, how, what) }),
  ({ room, what, how }) => ({
    type: "gm_patch",
    creatureId: at(creatureIds(room), how),
    field: at(["hp", "coinCopper", "name", "harm", "tempHp", "xp"], what),
    value: what % 3 === 0 ? "Renamed" : what % 7,
    reason: "fair",
  }),
  ({ how }) => ({ type: "gm_override", about: 1 + (how % 40), ruling: "So be it.", reason: "the book" }),
];

/** A share of chance that opens the last commitment, or does not. */
function entropyOf(room: PaperRoom, by: MemberId, how: number, always = false): object {
  if (!always && how % 3 !== 0) return {};
  const nonce = (n: number) => hashHex(`nonce ${by} ${n}`);
  const standing = room.state.public.dice.entropy[by]?.commit;
  const current = Array.from({ length: 40 }, (_, n) => n).find((n) => commitmentOf(nonce(n)) === standing);
  const reveal = current === undefined || how % 5 === 0 ? null : nonce(current);
  return { entropy: { reveal, commit: commitmentOf(nonce(((current ?? -1) + 1) % 40)) } };
}

/** What the room does by itself between two commands: directs, narrates, gives up, opens what is due. */
const roomMoves: readonly ((room: PaperRoom, book: CanaryBook, what: number, how: number) => void)[] = [
  (room, book, what, how) => {
    if (room.state.public.turn === null) return;
    const calls = [callFor(room, what, how), callFor(room, how, what)].map((call) => ({
      ...call,
      why: book.word("why a call was made", "screen"),
    }));
    room.propose(calls, how % 3 !== 0);
  },
  (room) => room.state.public.turn !== null && room.narrate("It is told."),
  (room, _, what) =>
    room.state.public.turn !== null && what % 4 === 0 && room.append(decideFailedTurn(room.state, "director-failed")),
  (room, _, what) =>
    room.openDueTurn(
      memberIds(room).filter((__, index) => ((what >> index) & 1) === 1),
      what % 3 === 0,
    ),
];

const BY_MEMBERS = memberMakers.length;
const BY_GMS = BY_MEMBERS + gmMakers.length;
export const MOVE_KINDS = BY_GMS + roomMoves.length * 4;

/** Makes one move. A refusal is an answer like any other; anything thrown is a fault. */
export function makeMove(room: PaperRoom, book: CanaryBook, [kind, who, what, how]: Move): void {
  if (kind % MOVE_KINDS >= BY_GMS) return void at(roomMoves, kind)(room, book, what, how);
  const isGms = kind >= BY_MEMBERS;
  // Now and then somebody asks for what is not theirs to ask for.
  const by = at(isGms && who % 8 > 0 ? gms(room) : memberIds(room), who);
  const make = isGms ? gmMakers[kind - BY_MEMBERS] : memberMakers[kind];
  if (make !== undefined) room.ask(by, make({ room, book, by, what, how }));
}

/** Moves for fast-check: numbers that shrink to short evenings of plain moves. */
export const anyMoves = fc.array(fc.tuple(fc.nat(MOVE_KINDS - 1), fc.nat(15), fc.nat(255), fc.nat(255)), {
  minLength: 10,
  maxLength: 80,
  size: "max",
});
