import type { GmCommand } from "../../contracts/commands.ts";
import type { Settings } from "../../contracts/events.ts";
import type { Asking, Handler, Handlers } from "../decide.ts";
import { rulesOf } from "../rules/index.ts";
import { runCall } from "./carry-out-call.ts";
import { gmBoundaries, gmDmSettings } from "./dm-settings.ts";
import { gmHandOver, gmLetBack, seeOff } from "./members.ts";
import { showHandout } from "./memory.ts";
import { judgeCalls } from "./review.ts";
import { readable } from "./roll.ts";
import { editNarration } from "./telling.ts";
import { gmUndoTurn } from "./undo.ts";
import { variablesOf } from "./variables.ts";
import { waitingRolls } from "./waiting-rolls.ts";

function changeSettings({ step }: Asking, change: Partial<Settings>): void {
  const settings = { ...step.state.public.settings, ...change };
  if (JSON.stringify(settings) !== JSON.stringify(step.state.public.settings))
    step.emit("settings_changed", { settings });
}

/** A person takes the story: the machine's turn stops where it stands, and they see behind the screen. */
const takeOver: Handler<"gm_take_over"> = (asking) => {
  const { step, member } = asking;
  const { turn } = step.state.public;
  // The mode first: a turn that ends under the machine would open the next from what waits.
  changeSettings(asking, { dmMode: "human" });
  if (turn !== null) step.emit("turn_cancelled", { turnId: turn.id, memberId: member.id });
  if (!member.screen) step.emit("screen_taken", { memberId: member.id });
  return null;
};

const handBack: Handler<"gm_hand_back"> = (asking, { leaveScreen }) => {
  if (leaveScreen && asking.member.screen) asking.step.emit("screen_left", { memberId: asking.member.id });
  changeSettings(asking, { dmMode: "auto" });
  return null;
};

const narrate: Handler<"gm_narrate"> = ({ step }, { text }) => {
  step.emit("dm_narration", {
    turnId: null,
    text,
    rests: [],
    suggestions: [],
    voice: { provider: "gm", model: "", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
  });
  return null;
};

const whisper: Handler<"gm_whisper"> = ({ step, member }, { to, text }) => {
  const listeners = to.filter((id) => step.state.public.members[id]?.removed === false);
  if (listeners.length === 0)
    return { slug: "not-a-member", detail: "Nobody of that name is at the table to whisper to." };
  step.emit(
    "chat_message",
    { memberId: member.id, channel: "whisper", creatureId: null, to: listeners, text },
    { members: [...new Set([member.id, ...listeners])].sort() },
  );
  return null;
};

const annotate: Handler<"gm_annotate"> = ({ step, member }, { about, text }) => {
  step.emit("gm_note", { memberId: member.id, about, text }, "gm");
  return null;
};

/** Corrects one allow-listed number or name by hand, with a reason that everybody can read. */
const patch: Handler<"gm_patch"> = ({ step, member }, { creatureId, field, value, reason }) => {
  const creature = Object.hasOwn(step.state.public.creatures, creatureId)
    ? step.state.public.creatures[creatureId]
    : undefined;
  if (creature === undefined)
    return { slug: "unknown-creature", alternatives: Object.keys(step.state.public.creatures) };
  const patched = rulesOf(step.state.public.ruleset).patch(creature, field, value);
  if (patched === null)
    return { slug: "patch-not-allowed", detail: `${field} cannot be ${String(value)} for ${creature.name}.` };
  const { before, after } = { before: fieldOf(creature, field), after: fieldOf(patched, field) };
  step.emit("state_patch_applied", { memberId: member.id, creatureId, field, before, after, reason });
  return null;
};

type Patchable = Parameters<ReturnType<typeof rulesOf>["patch"]>[0];

function fieldOf(creature: Patchable, field: "hp" | "tempHp" | "harm" | "coinCopper" | "xp" | "name"): number | string {
  if (field === "name" || field === "coinCopper" || field === "xp") return creature[field];
  const vitals: Readonly<Record<string, unknown>> = creature.vitals;
  return Number(vitals[field] ?? 0);
}

const override: Handler<"gm_override"> = ({ step, member }, { about, ruling, reason }) => {
  if (about > step.state.head.seq) return { slug: "not-found", detail: "There is no such entry in the log yet." };
  step.emit("ruling_overridden", { memberId: member.id, about, ruling, reason });
  return null;
};

const removeMember: Handler<"gm_remove_member"> = ({ step, member }, { memberId, reason }) => {
  const other = step.state.public.members[memberId];
  if (other === undefined || other.removed) return { slug: "not-a-member" };
  if (other.role === "owner" || (other.role === "gm" && member.role !== "owner"))
    return { slug: "not-allowed", detail: "The owner of the table stays." };
  seeOff(step, memberId, reason);
  return null;
};

const setRole: Handler<"gm_set_role"> = ({ step, member }, { memberId, role }) => {
  const other = step.state.public.members[memberId];
  if (other === undefined || other.removed) return { slug: "not-a-member" };
  if (other.role === "owner" || member.role !== "owner")
    return { slug: "not-allowed", detail: "Only the owner changes roles." };
  if (other.screen && role !== "gm") step.emit("screen_left", { memberId });
  if (role === "spectator" && other.creatureId !== null)
    step.emit("seat_left", { memberId, creatureId: other.creatureId });
  if (other.role !== role) step.emit("role_changed", { memberId, role });
  return null;
};

const settings: Handler<"gm_settings"> = (asking, command) => {
  if (command.settings.dmMode !== undefined)
    return { slug: "bad-request", detail: "Take over or hand back to change who runs the table." };
  changeSettings(asking, command.settings);
  return null;
};

/** Calls for a roll: the difficulty is in the log before the player lets the die fall. */
const callRoll: Handler<"gm_call_roll"> = ({ step }, { creatureId, expression, dc, label, visibility }) => {
  const creature = Object.hasOwn(step.state.public.creatures, creatureId)
    ? step.state.public.creatures[creatureId]
    : undefined;
  if (creature === undefined || creature.ownerId === null)
    return { slug: "unknown-creature", detail: "Call for a roll by a hero whose player is at the table." };
  const read = readable(expression, variablesOf(step.state, creatureId));
  if (!read.ok) return read.refusal;
  step.callRoll({
    expression: read.expression,
    dc,
    visibility,
    rollerId: creature.ownerId,
    purpose: { kind: "check", label, creatureId, targetId: null },
  });
  return null;
};

const voidRoll: Handler<"gm_void_roll"> = ({ step }, { ticketSeq, reason }) => {
  const ticket = waitingRolls(step.state).find(({ seq }) => seq === ticketSeq);
  if (ticket === undefined) return { slug: "ticket-closed" };
  step.voidTicket(ticket, reason);
  return null;
};

/** Runs a tool by hand, through the same door as the machine. */
const runTool: Handler<"gm_tool"> = ({ step, member, read }, { tool, args }) => {
  // What a tool answers names what is hidden; whoever plays along does not get to see it.
  if (!member.screen) return { slug: "not-allowed", detail: "Step behind the screen first: take over." };
  if (step.state.public.turn !== null)
    return { slug: "human-dm", detail: "A turn of the machine is running; take over or wait." };
  const outcome = runCall(step, { tool, args }, { turn: null, byHand: true, read });
  return outcome.ok ? null : outcome.refusal;
};

export const gmCommands: Handlers<GmCommand["type"]> = {
  gm_take_over: takeOver,
  gm_hand_back: handBack,
  gm_narrate: narrate,
  gm_whisper: whisper,
  gm_annotate: annotate,
  gm_patch: patch,
  gm_undo_turn: gmUndoTurn,
  gm_override: override,
  gm_remove_member: removeMember,
  gm_set_role: setRole,
  gm_hand_over: gmHandOver,
  gm_let_back: gmLetBack,
  gm_settings: settings,
  gm_call_roll: callRoll,
  gm_void_roll: voidRoll,
  gm_tool: runTool,
  gm_dm_settings: gmDmSettings,
  gm_boundaries: gmBoundaries,
  gm_judge_calls: judgeCalls,
  gm_edit_narration: editNarration,
  gm_show_handout: showHandout,
};
