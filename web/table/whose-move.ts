import type { MemberId } from "../../workers/contracts/ids.ts";
import type { OpenTicket, PublicLane } from "../../workers/core/state.ts";

/** What the table waits for from one member, the most pressing first. */
export type Waiting =
  | { readonly for: "seat" }
  | { readonly for: "roll"; readonly ticket: OpenTicket }
  | { readonly for: "initiative" }
  | { readonly for: "answer" }
  | { readonly for: "round"; readonly others: number }
  | { readonly for: "nothing" };

/** What is asked of a member now. Nothing while the DM is speaking, unless a die is waiting for them. */
export function waitingFor(
  lane: PublicLane,
  memberId: MemberId | null,
  own: Readonly<Record<string, OpenTicket>>,
): Waiting {
  const member = memberId === null ? undefined : lane.members[memberId];
  if (member === undefined || member.removed || member.role === "spectator" || lane.status === "ended")
    return { for: "nothing" };
  const ticket = [...Object.values(lane.dice.open), ...Object.values(own)].find(
    ({ rollerId }) => rollerId === memberId,
  );
  if (ticket !== undefined) return { for: "roll", ticket };
  if (member.creatureId === null) return member.screen ? { for: "nothing" } : { for: "seat" };
  if (lane.paused) return { for: "nothing" };
  if (lane.turn !== null) return { for: "nothing" };
  if (lane.encounter?.ordered)
    return lane.encounter.activeId === member.creatureId ? { for: "initiative" } : { for: "nothing" };
  if (lane.question !== null) return { for: "answer" };
  if (lane.settings.turnMode !== "round" || lane.settings.dmMode !== "auto") return { for: "nothing" };
  const acted = new Set(lane.queue.map((action) => action.memberId));
  if (acted.has(member.id) || acted.size === 0) return { for: "nothing" };
  return { for: "round", others: acted.size };
}

/** Said while play is paused. */
export const WAITS_FOR_PLAY = "What you do waits until play goes on. You can talk meanwhile.";

/** Why a member cannot act just now, in words for the composer; null when they can. */
export function whyNotAct(lane: PublicLane, memberId: MemberId | null): string | null {
  const member = memberId === null ? undefined : lane.members[memberId];
  if (member === undefined) return null;
  if (member.removed) return "You are no longer at this table.";
  if (member.role === "spectator") return "You look on: you can talk out of character.";
  if (lane.status === "ended") return "The story is told. You can still talk out of character.";
  if (lane.paused) return WAITS_FOR_PLAY;
  if (member.creatureId === null) return "Take a character to act; until then you can talk out of character.";
  const { encounter } = lane;
  if (encounter?.ordered && encounter.activeId !== null && encounter.activeId !== member.creatureId) {
    const active = lane.creatures[encounter.activeId];
    return `It is ${active?.name ?? "somebody else"}’s move. You can talk meanwhile.`;
  }
  return null;
}
