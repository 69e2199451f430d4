import { z } from "zod";
import type { AdventureCard } from "../../contracts/http.ts";
import { InvitePreview } from "../../contracts/http.ts";
import { problem } from "../../contracts/problems.ts";
import { Accepted, AcceptInvite, OwnRequest } from "../../contracts/sharing.ts";
import { requestOf } from "../../db/read/sharing.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { acceptInvite } from "../joining/accept-invite.ts";
import { foundInvite, inForce, previewOf } from "../joining/found-invite.ts";

const OfCode = z.object({ code: z.string() });

/** What a guest does with a link: look, come in, or ask to be let in and wait. */
export function joiningDoors(doors: DoorList, options: ApiOptions): void {
  const cards: ReadonlyMap<string, AdventureCard> = new Map(options.adventures.map((card) => [card.id, card]));
  doors.add(
    {
      method: "GET",
      path: "/api/invites/{code}",
      access: "anyone",
      noun: "invites",
      summary: "What an invitation is for, as far as the owner lets it tell. Who is at the table is never told.",
      params: OfCode,
      limit: "invite",
      answers: { 200: { what: "The campaign behind it.", schema: InvitePreview } },
      problems: ["invite-invalid"],
    },
    async ({ db, params, now }) => {
      const found = await foundInvite(db, params.code);
      if (found === null || !inForce(found.invite, now)) return problem("invite-invalid");
      return { status: 200, body: previewOf(found, cards) };
    },
  );
  doors.add(
    {
      method: "POST",
      path: "/api/invites/{code}/accept",
      access: "anyone",
      noun: "invites",
      summary:
        "Join the table, or ask to where somebody decides. `name` signs a newcomer in; a member simply comes in.",
      params: OfCode,
      body: AcceptInvite,
      limit: "invite",
      audit: "came-by-invite",
      answers: { 200: { what: "A place at the table, or a place in the queue before it.", schema: Accepted } },
      problems: [
        ...(["bad-request", "invite-invalid", "sign-in-needed", "name-reserved", "name-taken"] as const),
        ...(["table-full", "table-locked", "member-removed", "not-admitted", "too-many-waiting"] as const),
      ],
    },
    acceptInvite,
  );
  doors.add(
    {
      method: "GET",
      path: "/api/invites/{code}/request",
      access: "signed-in",
      noun: "invites",
      summary: "How one's own request to come in stands.",
      params: OfCode,
      answers: { 200: { what: "Waiting, admitted or refused.", schema: OwnRequest } },
      problems: ["invite-invalid"],
    },
    async ({ db, params, account }) => {
      const found = await foundInvite(db, params.code);
      if (found === null) return problem("invite-invalid");
      const request = await requestOf(db, { campaignId: found.campaign.id, accountId: account.id });
      // Told apart from a code that never was, this door would be one to guess codes at.
      return request === null ? problem("invite-invalid") : { status: 200, body: { status: request.status } };
    },
  );
}
