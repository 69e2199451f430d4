import { z } from "zod";
import { TICKET_PROTOCOL } from "../../contracts/frames.ts";
import { Ticket } from "../../contracts/http.ts";
import { CampaignId } from "../../contracts/ids.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { DoorList, Visit } from "../door.ts";
import { restoreUnderWay } from "../finish-restore.ts";
import { isAllowedOrigin } from "../origin.ts";
import { signTicket, TICKET_MS, verifyTicket } from "../tokens.ts";

const OfCampaign = z.object({ campaignId: CampaignId });
const TICKET_PREFIX = "ticket.";

/** The way to the socket: a ticket over HTTPS with the session, then the upgrade with the ticket alone. */
export function ticketDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/campaigns/{campaignId}/tickets",
      access: "member",
      noun: "tickets",
      summary: "A ticket for the socket of one table: good once, within 30 seconds.",
      params: OfCampaign,
      limit: "ticket",
      audit: null,
      answers: { 201: { what: "Send it in `Sec-WebSocket-Protocol`.", schema: Ticket } },
      problems: ["not-found", "member-removed", "slow-down", "unavailable"],
    },
    async ({ env, db, membership, now }) => {
      const { memberId } = membership.member;
      const campaignId = CampaignId.parse(membership.campaign.id);
      const waits = await restoreUnderWay({ env, db, now }, campaignId);
      if (waits !== null) return waits;
      const ticket = await signTicket(env.DB, { memberId, campaignId }, now);
      // A token counts whole seconds; promise no more than it holds.
      const expiresAt = Math.floor(now / 1_000) * 1_000 + TICKET_MS;
      return { status: 201, body: { ticket, expiresAt, memberId } };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/campaigns/{campaignId}/socket",
      access: "ticket",
      noun: "tickets",
      summary: `The socket. Offer the sub-protocols \`${TICKET_PROTOCOL}\` and \`${TICKET_PREFIX}<ticket>\`; docs/PROTOCOL.md has the frames.`,
      params: OfCampaign,
      answers: { 101: { what: "The table is on the line." } },
      problems: ["bad-request", "wrong-origin", "protocol-mismatch", "bad-ticket", "unavailable"],
    },
    openSocket,
  );
}

async function openSocket(
  visit: Visit<"ticket", { campaignId: CampaignId }, unknown, unknown>,
): Promise<Response | Problem> {
  const { env, request, now, params } = visit;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return problem("bad-request", { detail: "This address opens a WebSocket and nothing else." });
  }
  if (!isAllowedOrigin(env, request)) return problem("wrong-origin");
  const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
  if (!offered.includes(TICKET_PROTOCOL)) return problem("protocol-mismatch");
  const tickets = offered.filter((each) => each.startsWith(TICKET_PREFIX));
  const [ticket] = tickets;
  if (ticket === undefined || tickets.length !== 1) return problem("bad-ticket");
  const grant = await verifyTicket(env.DB, ticket.slice(TICKET_PREFIX.length), now);
  if (grant === null || grant.campaignId !== params.campaignId) return problem("bad-ticket");
  const waits = await restoreUnderWay(visit, params.campaignId);
  if (waits !== null) return waits;

  const headers = new Headers(request.headers);
  // The ticket and the cookie end here; the room hears only what was verified.
  headers.delete("cookie");
  headers.set("sec-websocket-protocol", TICKET_PROTOCOL);
  headers.set("x-emberhall-member", grant.memberId);
  headers.set("x-emberhall-jti", grant.ticketId);
  headers.set("x-emberhall-exp", String(grant.expiresAt));
  return await env.ROOM.getByName(grant.campaignId).fetch(new Request(request, { headers }));
}
