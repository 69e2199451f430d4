import { describe, expect, test } from "vitest";
import { type CommandOf, GmCommand, type MemberCommand, TableCommand } from "../contracts/commands.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import type { UploadId } from "../contracts/library.ts";
import { cardOf } from "../testkit/memory-moves.ts";
import { ORACLE_VOICE, type PaperRoom } from "../testkit/paper-room.ts";
import { act, heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";

import { decideProposal } from "./decide/turn.ts";

type GmType = GmCommand["type"];

/** A table at which every GM command has something to act on. */
function table() {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  const gail = room.join("Gail");
  const sam = room.join("Sam", "spectator");
  const rex = room.join("Rex");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(room.owner, { type: "gm_remove_member", memberId: rex, reason: "noise" });
  for (const by of [room.owner, gail]) {
    room.ask(by, { type: "gm_take_over" });
    room.ask(by, { type: "gm_hand_back", leaveScreen: false });
  }
  room.ask(bo, act("I look"));
  const { turnId } = room;
  room.narrate("You look.");
  const toldSeq = room.state.head.seq;
  room.ask(room.owner, {
    type: "gm_call_roll",
    creatureId: heroOf(room, bo),
    expression: "1d20",
    dc: 10,
    label: "steady",
    visibility: "public",
  });
  return {
    room,
    turnId,
    toldSeq,
    ticketSeq: room.state.head.seq,
    bo,
    mira,
    gail,
    sam,
    rex,
    stranger: `m_${"z".repeat(20)}` as MemberId,
  };
}

/** An open turn whose only call waits for a verdict. */
function proposalInReview(room: PaperRoom, bo: MemberId): TurnId {
  const review = { classes: ["talk" as const], seconds: 60, otherwise: "approve" as const };
  room.ask(room.owner, { type: "gm_dm_settings", settings: { review } });
  room.ask(bo, act("I look again"));
  const call = { tool: "describe", args: { subject: "scene", id: null, creatureId: heroOf(room, bo) } };
  const { turnId } = room;
  room.append(
    decideProposal(
      room.state,
      { turnId, basedOnSeq: room.state.head.seq, calls: [call], done: true, voice: ORACLE_VOICE },
      1,
    ),
  );
  return turnId;
}

const commands: { readonly [T in GmType]: (at: ReturnType<typeof table>) => CommandOf<T> } = {
  gm_take_over: () => ({ type: "gm_take_over" }),
  gm_hand_back: () => ({ type: "gm_hand_back", leaveScreen: true }),
  gm_narrate: () => ({ type: "gm_narrate", text: "Night falls." }),
  gm_whisper: ({ bo }) => ({ type: "gm_whisper", to: [bo], text: "psst" }),
  gm_annotate: () => ({ type: "gm_annotate", about: null, text: "remember" }),
  gm_patch: ({ room, bo }) => ({
    type: "gm_patch",
    creatureId: heroOf(room, bo),
    field: "coinCopper",
    value: 5,
    reason: "fair",
  }),
  gm_undo_turn: ({ turnId }) => ({ type: "gm_undo_turn", turnId, reason: "misheard" }),
  gm_override: () => ({ type: "gm_override", about: 1, ruling: "So be it.", reason: "the book" }),
  gm_remove_member: ({ mira }) => ({ type: "gm_remove_member", memberId: mira, reason: "noise" }),
  gm_set_role: ({ mira }) => ({ type: "gm_set_role", memberId: mira, role: "spectator" }),
  gm_hand_over: ({ mira }) => ({ type: "gm_hand_over", memberId: mira }),
  gm_let_back: ({ rex }) => ({ type: "gm_let_back", memberId: rex, role: "player" }),
  gm_settings: () => ({ type: "gm_settings", settings: { locked: true } }),
  gm_call_roll: ({ room, bo }) => ({
    type: "gm_call_roll",
    creatureId: heroOf(room, bo),
    expression: "1d20",
    dc: 10,
    label: "steady",
    visibility: "public",
  }),
  gm_void_roll: ({ ticketSeq }) => ({ type: "gm_void_roll", ticketSeq, reason: "late" }),
  gm_dm_settings: () => ({ type: "gm_dm_settings", settings: { tone: "grim" } }),
  gm_boundaries: () => ({
    type: "gm_boundaries",
    add: [{ kind: "veil", tag: "drowning", text: "" }],
    remove: [],
  }),
  gm_edit_narration: ({ toldSeq }) => ({ type: "gm_edit_narration", of: toldSeq, text: "You look, and look away." }),
  gm_judge_calls: ({ room, bo }) => {
    const turnId = proposalInReview(room, bo);
    return { type: "gm_judge_calls", turnId, verdicts: [{ callId: `${turnId}.1.1`, verdict: "denied", reason: "" }] };
  },
  gm_show_handout: () => ({
    type: "gm_show_handout",
    uploadId: `u_${"e".repeat(20)}` as UploadId,
    title: "The map of the cellar",
    kind: "image",
    caption: "Found under the table.",
  }),
  gm_tool: () => ({ type: "gm_tool", tool: "advance_time", args: { minutes: 5, why: "waiting" } }),
};

const types = Object.keys(commands) as GmType[];
/** A GM may not touch roles, nor give the table away: that is the owner's. */
const ownersOnly: readonly GmType[] = ["gm_set_role", "gm_hand_over"];

test("the matrix holds every GM command there is", () => {
  expect(types.sort()).toEqual(GmCommand.options.map((option) => option.shape.type.value).sort());
});

describe.each(types)("%s", (type) => {
  test.each(["owner", "gail", "bo", "sam", "rex", "stranger"] as const)("asked for by %s", (who) => {
    const at = table();
    const by = who === "owner" ? at.room.owner : at[who];
    const command = commands[type](at);
    const before = at.room.state;
    const refusal = at.room.ask(by, command);
    const may = who === "owner" || (who === "gail" && !ownersOnly.includes(type));
    if (may) {
      expect(refusal).toBeNull();
      expect(at.room.state).not.toBe(before);
      const [event] = at.room.events.slice(before.head.seq);
      if (event !== undefined) expect(event.body.actor).toEqual({ kind: "gm", memberId: by });
    } else {
      expect(refusal?.slug).toBe({ rex: "member-removed", stranger: "not-a-member" }[who as string] ?? "not-allowed");
      expect(at.room.state, "a refusal changes nothing").toBe(before);
    }
  });
});

test("whoever was removed, and whoever never came, may ask for nothing at all", () => {
  const at = table();
  const samples: MemberCommand[] = [
    act("hello"),
    { type: "roll", expression: "1d20", visibility: "public" },
    { type: "chat", channel: "ooc", to: [], text: "hi" },
    { type: "cancel_turn", turnId: at.turnId },
    { type: "take_seat", creatureId: "cedar" },
    { type: "leave_seat" },
    { type: "set_seat_policy", policy: "skip" },
    { type: "leave_table" },
    { type: "retry_turn", turnId: at.turnId },
    { type: "equip", itemId: "bread", equipped: true },
    { type: "commit_entropy", entropy: { reveal: null, commit: "ab".repeat(32) } },
    { type: "retell", of: at.toldSeq },
    { type: "note_fact", text: "We were here.", about: [], pinned: false, visibility: "players" },
    { type: "pin_fact", factId: "f_7", pinned: true },
    { type: "correct_fact", factId: "f_7", text: "They came in by the window." },
    { type: "forget_fact", factId: "f_7", forgotten: true },
    { type: "write_card", card: cardOf("person:ada"), visibility: "players" },
    { type: "remove_card", cardId: "person:ada" },
    { type: "merge_cards", from: "person:ada", into: "place:hall" },
    { type: "continue_telling", of: at.toldSeq },
    { type: "raise_x", boundary: null },
    { type: "resume_play" },
    { type: "report_narration", of: at.toldSeq, why: "other", text: "" },
  ];
  expect(TableCommand.options.length + 4, "a new command belongs into this list").toBe(samples.length + 1);
  for (const command of samples) {
    expect(at.room.ask(at.rex, command)?.slug, command.type).toBe("member-removed");
    expect(at.room.ask(at.stranger, command)?.slug, command.type).toBe("not-a-member");
  }
});

test("a spectator may talk out of character and nothing else", () => {
  const { room, sam } = table();
  expect(room.ask(sam, act("I look"))?.slug).toBe("no-seat");
  expect(room.ask(sam, { type: "roll", expression: "1d20", visibility: "public" })?.slug).toBe("not-allowed");
  expect(room.ask(sam, { type: "take_seat", creatureId: "cedar" })?.slug).toBe("not-allowed");
  expect(room.ask(sam, { type: "chat", channel: "ic", to: [], text: "hear me" })?.slug).toBe("no-seat");
  expect(room.ask(sam, { type: "chat", channel: "ooc", to: [], text: "well played" })).toBeNull();
});

test("nobody lays a hand on the owner, nor a GM on another GM", () => {
  const { room, gail, mira } = table();
  room.ask(room.owner, { type: "gm_set_role", memberId: mira, role: "gm" });
  expect(room.ask(gail, { type: "gm_remove_member", memberId: room.owner, reason: "coup" })?.slug).toBe("not-allowed");
  expect(room.ask(gail, { type: "gm_remove_member", memberId: mira, reason: "coup" })?.slug).toBe("not-allowed");
  expect(room.ask(room.owner, { type: "gm_set_role", memberId: room.owner, role: "player" })?.slug).toBe("not-allowed");
  expect(room.ask(room.owner, { type: "gm_remove_member", memberId: mira, reason: "moving on" })).toBeNull();
});

test("a table is never without an owner, whoever goes", () => {
  const { room, gail, mira, bo } = table();
  const owners = () =>
    Object.values(room.state.public.members).filter(({ role, removed }) => role === "owner" && !removed);
  expect(room.ask(room.owner, { type: "leave_table" })?.slug).toBe("not-allowed");
  expect(room.ask(gail, { type: "gm_hand_over", memberId: gail })?.slug).toBe("not-allowed");
  const before = room.state.head.seq;
  expect(room.ask(room.owner, { type: "gm_hand_over", memberId: mira })).toBeNull();
  expect(room.events.slice(before).map(({ body }) => body.payload)).toEqual([
    { memberId: mira, role: "owner" },
    { memberId: room.owner, role: "gm" },
  ]);
  expect(owners().map(({ id }) => id)).toEqual([mira]);
  expect(room.ask(room.owner, { type: "gm_set_role", memberId: bo, role: "gm" })?.slug).toBe("not-allowed");
  expect(room.ask(room.owner, { type: "leave_table" })).toBeNull();
  expect(owners().map(({ id }) => id)).toEqual([mira]);
});

test("whoever left or was removed comes back to their own place, unless their name has gone", () => {
  const { room, gail, rex, bo } = table();
  const hero = heroOf(room, bo);
  expect(room.ask(bo, { type: "leave_table" })).toBeNull();
  expect(room.state.public.creatures[hero]?.ownerId).toBeNull();
  expect(room.ask(gail, { type: "gm_let_back", memberId: bo, role: "player" })).toBeNull();
  expect(room.state.public.members[bo]).toMatchObject({ removed: false, role: "player", creatureId: null, name: "Bo" });
  expect(
    room.ask(gail, { type: "gm_let_back", memberId: bo, role: "spectator" }),
    "who is here stays as they are",
  ).toBeNull();
  expect(room.state.public.members[bo]?.role).toBe("player");
  // With a Cyrillic letter at its end, which nobody can tell apart.
  room.join("Reх");
  expect(room.ask(gail, { type: "gm_let_back", memberId: rex, role: "player" })?.slug).toBe("name-taken");
});

test("a GM who loses the role loses the screen with it", () => {
  const { room, gail } = table();
  expect(room.state.public.members[gail]?.screen).toBe(true);
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "player" });
  expect(room.state.public.members[gail]).toMatchObject({ screen: false, role: "player" });
  expect(payloadsOf(room.events, "screen_left")).toHaveLength(1);
});

describe("seats", () => {
  test("one hero each, one player each, and no more than the adventure seats", () => {
    const { room, bo, mira } = table();
    expect(room.ask(bo, { type: "take_seat", creatureId: "cedar" })?.slug).toBe("already-seated");
    expect(
      room.ask(bo, { type: "take_seat", creatureId: heroOf(room, bo) }),
      "sitting down again changes nothing",
    ).toBeNull();
    const jon = room.join("Jon");
    expect(room.ask(jon, { type: "take_seat", creatureId: heroOf(room, mira) })?.slug).toBe("seat-taken");
    for (const creatureId of ["constructor", "nobody"])
      expect(room.ask(jon, { type: "take_seat", creatureId })?.slug).toBe("seat-unknown");
    expect(room.ask(mira, { type: "leave_seat" })).toBeNull();
    expect(room.ask(mira, act("from nowhere"))?.slug).toBe("no-seat");
    expect(room.ask(jon, { type: "take_seat", creatureId: "birch" })).toBeNull();
    for (const name of ["Kim", "Lou"]) seated(room, name);
    expect(room.ask(room.join("Max"), { type: "take_seat", creatureId: "birch" })?.slug).toBe("seat-taken");
  });

  test("whoever is removed leaves the seat, and a locked table takes nobody new", () => {
    const { room, bo } = table();
    const hero = heroOf(room, bo);
    room.ask(room.owner, { type: "gm_remove_member", memberId: bo, reason: "gone" });
    expect(room.state.public.creatures[hero]?.ownerId).toBeNull();
    expect(() => room.join("Bo"), "and does not come back in").toThrow("member-removed");
    room.ask(room.owner, { type: "gm_settings", settings: { locked: true } });
    expect(() => room.join("Nia")).toThrow("table-locked");
  });
});
