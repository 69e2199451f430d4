import type { CommandOf, MemberCommand } from "../contracts/commands.ts";
import type { Actor, CampaignEvent } from "../contracts/events.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { act } from "./decide/act.ts";
import { cancelTurn, retryTurn } from "./decide/cancel-turn.ts";
import type { ReadCall } from "./decide/carry-out-call.ts";
import { chat } from "./decide/chat.ts";
import type { DeploymentOffer } from "./decide/dm-settings.ts";
import { gmCommands } from "./decide/gm.ts";
import { leaveTable } from "./decide/members.ts";
import { memoryCommands } from "./decide/memory.ts";
import { commitEntropy, roll } from "./decide/roll.ts";
import { raiseX, resumePlay } from "./decide/safety.ts";
import { equip, leaveSeat, makeHero, setSeatPolicy, takeSeat } from "./decide/seats.ts";
import { continueTelling, reportNarration, retell } from "./decide/telling.ts";
import type { Memory } from "./memory/memory.ts";
import { newStep } from "./new-step.ts";
import type { CampaignState, Member } from "./state.ts";
import type { Chance, Decision, Refusal } from "./step.ts";

export interface CommandContext {
  readonly by: MemberId;
  readonly actionId: ActionId;
  readonly chance: Chance;
  readonly read: ReadCall;
  /** The state right after an event of the past; only undoing needs it. */
  readonly stateAt: (seq: number) => CampaignState;
  /** A stored event of the past; null where there is none. */
  readonly eventAt: (seq: number) => CampaignEvent | null;
  readonly offer: DeploymentOffer;
  /** What the campaign remembers; only what people do with it needs it. */
  readonly memory: () => Memory;
}

/** What a handler works with: the step it writes into, who asks, and how to look back. */
export interface Asking {
  readonly read: ReadCall;
  readonly step: ReturnType<typeof newStep>;
  readonly member: Member;
  readonly stateAt: CommandContext["stateAt"];
  readonly eventAt: CommandContext["eventAt"];
  readonly offer: DeploymentOffer;
  readonly memory: CommandContext["memory"];
}

/** A handler writes facts into the step and answers null, or refuses; a refused step is thrown away whole. */
export type Handler<T extends MemberCommand["type"]> = (asking: Asking, command: CommandOf<T>) => Refusal | null;
export type Handlers<T extends MemberCommand["type"]> = { readonly [K in T]: Handler<K> };

const handlers: Handlers<MemberCommand["type"]> = {
  act,
  roll,
  chat,
  cancel_turn: cancelTurn,
  retry_turn: retryTurn,
  take_seat: takeSeat,
  make_hero: makeHero,
  leave_seat: leaveSeat,
  set_seat_policy: setSeatPolicy,
  leave_table: leaveTable,
  commit_entropy: commitEntropy,
  equip,
  retell,
  continue_telling: continueTelling,
  raise_x: raiseX,
  resume_play: resumePlay,
  report_narration: reportNarration,
  ...memoryCommands,
  ...gmCommands,
};

/** Decides what somebody at the table asks for: facts, or a refusal that changes nothing. */
export function decide(state: CampaignState, command: MemberCommand, context: CommandContext): Decision {
  const member = state.public.members[context.by];
  if (member === undefined) return { ok: false, refusal: { slug: "not-a-member" } };
  if (member.removed) return { ok: false, refusal: { slug: "member-removed" } };
  const isGm = member.role === "owner" || member.role === "gm";
  if (command.type.startsWith("gm_") && !isGm) return { ok: false, refusal: { slug: "not-allowed" } };
  const actor = actorOf(command, member);
  const step = newStep({ state, chance: context.chance, actor, cause: { actionId: context.actionId } });
  const handler = handlers[command.type] as Handler<MemberCommand["type"]>;
  const { stateAt, eventAt, read, offer, memory } = context;
  const refusal = handler({ step, member, stateAt, eventAt, read, offer, memory }, command as never);
  return refusal === null ? { ok: true, events: step.facts } : { ok: false, refusal };
}

function actorOf({ type }: MemberCommand, { id }: Member): Actor {
  // Stopping play is said by nobody in particular: that is what makes it easy to say.
  if (type === "raise_x") return { kind: "player" };
  return { kind: type.startsWith("gm_") ? "gm" : "player", memberId: id };
}
