import type { MemberId } from "../../contracts/ids.ts";
import { nameSkeleton } from "../names.ts";
import { newStep } from "../new-step.ts";
import type { CampaignState } from "../state.ts";
import type { Chance, Decision } from "../step.ts";

/** Members a table remembers, those who left among them. */
export const MEMBERS_MAX = 64;

export interface Joining {
  readonly memberId: MemberId;
  readonly name: string;
  readonly role: "gm" | "player" | "spectator";
  /** Somebody who runs the table has said yes to this very person: a locked table opens for them. */
  readonly admitted?: boolean;
}

/** Somebody comes to the table. Coming twice changes nothing; whoever was removed stays out. */
export function decideJoin(state: CampaignState, joining: Joining, chance: Chance): Decision {
  const members = Object.values(state.public.members);
  const known = state.public.members[joining.memberId];
  if (known !== undefined)
    return known.removed ? { ok: false, refusal: { slug: "member-removed" } } : { ok: true, events: [] };
  if (state.public.settings.locked && joining.admitted !== true)
    return { ok: false, refusal: { slug: "table-locked" } };
  if (members.length >= MEMBERS_MAX) return { ok: false, refusal: { slug: "table-full" } };
  const skeleton = nameSkeleton(joining.name);
  if (members.some((member) => !member.removed && nameSkeleton(member.name) === skeleton))
    return { ok: false, refusal: { slug: "name-taken" } };
  const step = newStep({ state, chance, actor: { kind: "system" }, cause: {} });
  const { memberId, name, role } = joining;
  step.emit("member_joined", { memberId, name, role });
  return { ok: true, events: step.facts };
}
