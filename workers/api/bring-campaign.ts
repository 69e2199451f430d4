import { CampaignId, MemberId } from "../contracts/ids.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import type { Account } from "../db/read/accounts.ts";
import type { Membership } from "../db/read/campaigns.ts";
import type { InviteRow } from "../db/read/invites.ts";
import { saveNewCampaign } from "../db/write/campaigns.ts";
import type { ApiBindings } from "./bindings.ts";
import { newInvite } from "./invites.ts";
import { eraseAgain } from "./people/erase-again.ts";
import { randomId, randomInviteCode } from "./random-id.ts";

export interface Brought {
  place: Membership;
  invite: InviteRow;
}

/** Lets the log of a campaign go on here, once the room has checked it, and writes whose it is: rows after the room. */
export async function bringCampaign(
  { env, db, now }: { env: ApiBindings; db: Database; now: number },
  coming: { account: Account; title: string | null; log: ReadableStream<Uint8Array> },
): Promise<Brought | Problem> {
  const { account, title: wished, log } = coming;
  const campaignId = CampaignId.parse(randomId("c"));
  const memberId = MemberId.parse(randomId("m"));
  const room = env.ROOM.getByName(campaignId);
  const owner = { memberId, name: account.name };
  const continued = await room.continueFrom({ campaignId, title: wished, how: "import", owner, log });
  if (!continued.ok) return continued.problem;
  const outline = await room.outline();
  if (outline === null) return problem("unavailable", { retryAfterMs: 1_000 });
  const { title, adventureId, ruleset, status, forkedFrom } = outline;
  const campaign = {
    ...{ id: campaignId, title, adventureId, ruleset, status, forkedFrom, hostName: account.name },
    ...{ seq: continued.seq, createdAt: now, touchedAt: now, archivedAt: null, preview: "full" as const },
  };
  const member = {
    ...{ campaignId, accountId: account.id, memberId, role: "owner" as const, joinedAt: now, removedAt: null },
  };
  const invite = newInvite({ campaignId, code: randomInviteCode(), now, madeBy: memberId });
  await saveNewCampaign(db, { campaign, owner: member, invite });
  // After the row: whoever is erased from now on finds it.
  await eraseAgain({ env, db }, campaignId, outline);
  return { place: { campaign, member }, invite };
}
