import type { MemberId } from "../../contracts/ids.ts";
import type { Asking, Handler } from "../decide.ts";
import { nameSkeleton } from "../names.ts";
import { waitingRolls } from "./waiting-rolls.ts";

/** Takes somebody's place at the table away; no roll waits for them any longer. */
export function seeOff(step: Asking["step"], memberId: MemberId, reason: string): void {
  const theirs = waitingRolls(step.state).filter(({ rollerId }) => rollerId === memberId);
  for (const ticket of theirs) step.voidTicket(ticket, "The player has left the table.");
  step.emit("member_removed", { memberId, reason });
}

export const leaveTable: Handler<"leave_table"> = ({ step, member }) => {
  if (member.role === "owner")
    return { slug: "not-allowed", detail: "Hand the table over to somebody first; it cannot be without an owner." };
  seeOff(step, member.id, "");
  return null;
};

/** Both roles change in one decision, the new owner first: the table is never without one. */
export const gmHandOver: Handler<"gm_hand_over"> = ({ step, member }, { memberId }) => {
  const other = step.state.public.members[memberId];
  if (other === undefined || other.removed) return { slug: "not-a-member" };
  if (member.role !== "owner") return { slug: "not-allowed", detail: "Only the owner can hand the table over." };
  if (other.id === member.id) return { slug: "bad-request", detail: "It is yours already." };
  step.emit("role_changed", { memberId, role: "owner" });
  step.emit("role_changed", { memberId: member.id, role: "gm" });
  return null;
};

/** They come back under the name and id they had, without the hero, who may have found somebody else. */
export const gmLetBack: Handler<"gm_let_back"> = ({ step }, { memberId, role }) => {
  const other = step.state.public.members[memberId];
  if (other === undefined) return { slug: "not-a-member" };
  if (!other.removed) return null;
  const taken = Object.values(step.state.public.members).some(
    ({ removed, name }) => !removed && nameSkeleton(name) === nameSkeleton(other.name),
  );
  if (taken) return { slug: "name-taken", detail: `Somebody else here is called ${other.name} now.` };
  step.emit("member_joined", { memberId, name: other.name, role });
  return null;
};
