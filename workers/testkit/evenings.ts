import type { MemberId } from "../contracts/ids.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { decideFailedTurn } from "../core/decide/turn.ts";
import { commitmentOf, hashHex } from "../core/ledger/index.ts";
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

/** The evenings whose logs are kept. Add to them, and never change what one of them does: its log is the past. */
export const evenings: readonly Evening[] = (["d20", "embers"] satisfies Ruleset[]).map((ruleset) => ({
  name: `small-hall-${ruleset}`,
  play: () => {
    const table = opening(ruleset);
    gmEvening(table);
    fight(table, ruleset);
    ending(table);
    return table.room;
  },
}));
