import type { z } from "zod";
import type { CampaignCard, CampaignCreated } from "../../workers/contracts/http.ts";
import type {
  Ban,
  BanList,
  CreateInvite,
  ForkCampaign,
  Invite,
  InviteList,
  InvitePatch,
  Join,
  JoinList,
  JoinRequest,
  JoinRequestList,
  Preview,
} from "../../workers/contracts/sharing.ts";
import { type Ask, askApi, listed } from "./api-client.ts";

const POST = "POST" as const;

/** Every request about who may come to one campaign, by name. */
export function makeSharingApi(ask: Ask, campaignId: string) {
  const at = (rest: string) => `/api/campaigns/${encodeURIComponent(campaignId)}${rest}`;
  const invite = (code: string, rest = "") => at(`/invites/${encodeURIComponent(code)}${rest}`);
  const member = (id: string, rest: string) => at(`/members/${encodeURIComponent(id)}${rest}`);
  return {
    campaign: () => ask<CampaignCard>(at("")),
    setPreview: (preview: Preview) => ask<CampaignCard>(at(""), { method: "PATCH", body: { preview } }),
    invites: () => listed<Invite>(ask<z.infer<typeof InviteList>>(at("/invites"))),
    createInvite: (body: z.infer<typeof CreateInvite>) => ask<Invite>(at("/invites"), { method: POST, body }),
    changeInvite: (code: string, body: z.infer<typeof InvitePatch>) =>
      ask<Invite>(invite(code), { method: "PATCH", body }),
    replaceInvite: (code: string) => ask<Invite>(invite(code, "/regenerate"), { method: POST }),
    revokeInvite: (code: string) => ask<null>(invite(code), { method: "DELETE" }),
    requests: () => listed<JoinRequest>(ask<z.infer<typeof JoinRequestList>>(at("/requests"))),
    decide: (id: string, admit: boolean) =>
      ask<null>(at(`/requests/${encodeURIComponent(id)}`), { method: POST, body: { admit } }),
    joins: () => listed<Join>(ask<z.infer<typeof JoinList>>(at("/joins"))),
    bans: () => listed<Ban>(ask<z.infer<typeof BanList>>(at("/bans"))),
    ban: (memberId: string, reason: string) => ask<null>(at("/bans"), { method: POST, body: { memberId, reason } }),
    liftBan: (memberId: string) => ask<null>(at(`/bans/${encodeURIComponent(memberId)}`), { method: "DELETE" }),
    letBack: (memberId: string) => ask<null>(member(memberId, "/back"), { method: POST, body: {} }),
    handOver: (memberId: string) => ask<null>(at("/owner"), { method: POST, body: { memberId } }),
    fork: (body: z.infer<typeof ForkCampaign>, idempotencyKey: string) =>
      ask<CampaignCreated>(at("/forks"), { method: POST, body, idempotencyKey }),
    leave: () => ask<null>(at("/place"), { method: "DELETE" }),
  };
}

export type SharingApi = ReturnType<typeof makeSharingApi>;

export const sharingApi = (campaignId: string): SharingApi => makeSharingApi(askApi, campaignId);
