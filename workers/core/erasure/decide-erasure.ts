import type { MemberId } from "../../contracts/ids.ts";
import { seeOff } from "../decide/members.ts";
import { newStep } from "../new-step.ts";
import type { CampaignState, Member } from "../state.ts";
import type { Chance, Fact } from "../step.ts";

/**
 * Takes somebody from the table for good. A table that is theirs goes to whoever runs it with them, or has played longest;
 * null when nobody is left to have it, and the whole table goes with its owner.
 */
export function decideErasure(state: CampaignState, memberId: MemberId, chance: Chance): readonly Fact[] | null {
  const member = state.public.members[memberId];
  if (member === undefined) return [];
  const step = newStep({ state, chance, actor: { kind: "system" }, cause: {} });
  if (!member.removed) {
    if (member.role === "owner") {
      const heir = heirOf(state, memberId);
      if (heir === null) return null;
      step.emit("role_changed", { memberId: heir.id, role: "owner" });
    }
    seeOff(step, memberId, "");
  }
  step.emit("member_erased", { memberId });
  return step.facts;
}

const RANK: Record<Member["role"], number> = { owner: 0, gm: 1, player: 2, spectator: 3 };

/** Members stand in the order in which they came. */
function heirOf(state: CampaignState, memberId: MemberId): Member | null {
  const others = Object.values(state.public.members).filter(({ id, removed }) => id !== memberId && !removed);
  return others.toSorted((left, right) => RANK[left.role] - RANK[right.role])[0] ?? null;
}
