import type { CampaignId } from "../../contracts/ids.ts";
import type { CampaignOutline } from "../../contracts/operator.ts";
import type { Database } from "../../db/database.ts";
import { erasedAmong } from "../../db/read/people.ts";
import type { ApiBindings } from "../bindings.ts";

/** An older copy of a table may still have words of people who were erased since: they go again. How many people that were. */
export async function eraseAgain(
  { env, db }: { env: ApiBindings; db: Database },
  campaignId: CampaignId,
  { members }: CampaignOutline,
): Promise<number> {
  const ids = new Set(
    await erasedAmong(
      db,
      members.map(({ memberId }) => memberId),
    ),
  );
  const room = env.ROOM.getByName(campaignId);
  for (const { memberId } of members) {
    if (!ids.has(memberId)) continue;
    const erased = await room.erase(memberId);
    if (!erased.ok) throw new Error(`The room refused to erase: ${erased.problem.slug}`);
  }
  return ids.size;
}
