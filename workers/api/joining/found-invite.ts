import type { AdventureCard, InvitePreview } from "../../contracts/http.ts";
import type { Database } from "../../db/database.ts";
import type { Campaign } from "../../db/read/campaigns.ts";
import { type InviteRow, inviteByCode } from "../../db/read/invites.ts";
import { TypedCode } from "../invites.ts";

export interface FoundInvite {
  invite: InviteRow;
  campaign: Campaign;
}

/** Null for what is unknown, or of a campaign put away. What is over opens its table to those whom it has let in already. */
export async function foundInvite(db: Database, typed: string): Promise<FoundInvite | null> {
  const code = TypedCode.safeParse(typed);
  const found = code.success ? await inviteByCode(db, code.data) : null;
  return found === null || found.campaign.archivedAt !== null ? null : found;
}

/** Whether it lets anybody new in by its own terms. */
export function inForce(invite: InviteRow, now: number): boolean {
  return invite.revokedAt === null && invite.expiresAt > now && invite.usesLeft > 0;
}

/** What a link tells, as far as the owner allows. */
export function previewOf({ invite, campaign }: FoundInvite, cards: ReadonlyMap<string, AdventureCard>): InvitePreview {
  const card = cards.get(campaign.adventureId);
  const isNamed = campaign.preview !== "nothing";
  return {
    campaignTitle: isNamed ? campaign.title : null,
    hostName: isNamed ? campaign.hostName : null,
    adventure:
      campaign.preview === "full" && card !== undefined
        ? { title: card.title, tagline: card.tagline, look: card.look, ruleset: campaign.ruleset }
        : null,
    role: invite.role,
    approval: invite.approval,
  };
}
