import { isDevProfile } from "./profile.ts";

/**
 * Whether a request may write or open a socket: its Origin is exactly ours, or one that the deployer has listed.
 * Browsers name the origin of every such request, so one without is a program; in production it must name one too.
 */
export function isAllowedOrigin(env: { PROFILE?: string; ALLOWED_ORIGINS?: string }, request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return isDevProfile(env) && request.headers.get("sec-fetch-site") !== "cross-site";
  if (origin === new URL(request.url).origin) return true;
  return (env.ALLOWED_ORIGINS ?? "").split(/\s+/).some((allowed) => allowed !== "" && allowed === origin);
}
