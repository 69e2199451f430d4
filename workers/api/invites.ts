import { z } from "zod";
import type { Invite } from "../contracts/sharing.ts";
import { InviteCode } from "../contracts/sharing.ts";
import type { InviteRow } from "../db/read/invites.ts";

const DAY_MS = 86_400_000;
export const INVITE_DAYS = 7;
const INVITE_USES = 12;

/** Read out loud, a code loses its case and gains spaces or a dash. */
export const TypedCode = z
  .string()
  .max(20)
  .transform((typed) => typed.toUpperCase().replaceAll(/[\s-]/g, ""))
  .pipe(InviteCode);

export function newInvite(wish: {
  campaignId: string;
  code: string;
  now: number;
  madeBy: string;
  role?: InviteRow["role"];
  approval?: InviteRow["approval"];
  days?: number;
  uses?: number;
}): InviteRow {
  return {
    code: wish.code,
    campaignId: wish.campaignId,
    role: wish.role ?? "player",
    approval: wish.approval ?? "open",
    madeBy: wish.madeBy,
    createdAt: wish.now,
    expiresAt: expiryAfter(wish.now, wish.days ?? INVITE_DAYS),
    usesLeft: wish.uses ?? INVITE_USES,
    revokedAt: null,
  };
}

export function expiryAfter(now: number, days: number): number {
  return now + days * DAY_MS;
}

/** As the host sees it. The link leads to the same host the request came to. */
export function inviteOf(row: InviteRow, request: Request): Invite {
  const url = `${new URL(request.url).origin}/j/${row.code}`;
  const { code, role, approval, createdAt, expiresAt, usesLeft, revokedAt } = row;
  return { code, url, role, approval, createdAt, expiresAt, usesLeft, revoked: revokedAt !== null };
}
