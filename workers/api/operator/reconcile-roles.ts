import type { CampaignOutline, Finding } from "../../contracts/operator.ts";
import { membersOfCampaign } from "../../db/read/campaigns.ts";
import { syncMembers } from "../../db/write/campaigns.ts";
import { dropMember } from "../../db/write/operator.ts";
import type { Looking } from "./reconcile.ts";

/** Holds the copies of roles in the database against the room, which is right. */
export async function reconcileRoles(
  { db, now, mend }: Looking,
  { campaignId, members }: CampaignOutline,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (kind: Finding["kind"], memberId: string, told: string, mended: boolean): void => {
    findings.push({ kind, target: `${campaignId} ${memberId}`, told, mended });
  };
  const copies = new Map((await membersOfCampaign(db, campaignId)).map((copy) => [copy.memberId, copy]));
  const stale: Parameters<typeof syncMembers>[2][number][] = [];
  for (const { memberId, role, removed } of members) {
    const copy = copies.get(memberId);
    copies.delete(memberId);
    if (copy === undefined) {
      const told =
        "Has a place but no account here: an account that joins anew gets another place; a GM removes this one.";
      if (!removed) find("place-without-account", memberId, told, false);
    } else if (copy.role !== role || (copy.removedAt !== null) !== removed) {
      stale.push({ memberId, role, removedAt: removed ? (copy.removedAt ?? now) : null });
      const said = copy.removedAt === null ? copy.role : "removed";
      find("role-stale", memberId, `The copy says ${said}, the room ${removed ? "removed" : role}.`, mend);
    }
  }
  if (mend) await syncMembers(db, campaignId, stale);
  // Whoever is only on the way in has no place yet, and no time of joining.
  for (const copy of [...copies.values()].filter(({ joinedAt }) => joinedAt !== null)) {
    if (mend) await dropMember(db, copy);
    find("member-without-place", copy.memberId, "The room does not know them. Mending lets them join anew.", mend);
  }
  return findings;
}
