import { isLoopback } from "./profile.ts";
import { SESSION_MS } from "./tokens.ts";

/**
 * `__Host-` binds the cookie to this very host and to https. Over plain http, which is this machine only, browsers refuse
 * that name, so there it has another.
 */
function cookieOf(request: Request): { name: string; flags: string } {
  const { protocol, hostname } = new URL(request.url);
  return protocol === "http:" && isLoopback(hostname)
    ? { name: "emberhall", flags: "HttpOnly; SameSite=Lax; Path=/" }
    : { name: "__Host-emberhall", flags: "HttpOnly; Secure; SameSite=Lax; Path=/" };
}

export function sessionToken(request: Request): string | null {
  const { name } = cookieOf(request);
  const found = (request.headers.get("cookie") ?? "")
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each.startsWith(`${name}=`));
  // Two of one name mean that somebody planted one: take neither.
  const [only] = found;
  return found.length === 1 && only !== undefined ? only.slice(name.length + 1) : null;
}

export function sessionCookie(request: Request, token: string): string {
  const { name, flags } = cookieOf(request);
  return `${name}=${token}; Max-Age=${SESSION_MS / 1_000}; ${flags}`;
}

export function endedSessionCookie(request: Request): string {
  const { name, flags } = cookieOf(request);
  return `${name}=; Max-Age=0; ${flags}`;
}
