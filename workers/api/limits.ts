import { type Problem, problem } from "../contracts/problems.ts";
import type { ApiBindings } from "./bindings.ts";
import { isDevProfile } from "./profile.ts";

/** `sign-in` and `invite` are counted per address, `general` and `ticket` per account, or address without one. */
export type Limit = "sign-in" | "invite" | "general" | "ticket";

const WINDOW_MS = 60_000;

/**
 * Counts a request. Never by campaign or code: a limiter that strangers can fill for somebody else is a weapon.
 * The dev profile has one address, this machine, so nothing is counted there.
 */
export async function overLimit(
  env: ApiBindings,
  count: { limit: Limit; request: Request; accountId: string | null },
): Promise<Problem | null> {
  if (isDevProfile(env)) return null;
  const byAddress = count.limit === "sign-in" || count.limit === "invite";
  const who = byAddress || count.accountId === null ? addressOf(count.request) : count.accountId;
  const limiter = byAddress ? env.AUTH_LIMIT : env.GENERAL_LIMIT;
  const { success } = await limiter.limit({ key: `${count.limit}:${who}` });
  return success ? null : problem("slow-down", { retryAfterMs: WINDOW_MS });
}

/** One household has one IPv6 /64, and all of it counts as one address. */
export function addressOf(request: Request): string {
  const address = request.headers.get("cf-connecting-ip") ?? "unknown";
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
