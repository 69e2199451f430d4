/** Anything but exactly `dev` is production: a typo must not open the door. */
export function isDevProfile(env: { PROFILE?: string }): boolean {
  return env.PROFILE === "dev";
}

/** Names of this very machine, as they stand in a URL. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

/**
 * The dev profile answers this machine only. A page elsewhere that points its own name at 127.0.0.1 arrives with that
 * name as host, so this also stops DNS rebinding.
 */
export function isDevReachedFromAfar(env: { PROFILE?: string }, request: Request): boolean {
  if (!isDevProfile(env)) return false;
  const { hostname } = new URL(request.url);
  const host = request.headers.get("host");
  return !isLoopback(hostname) || (host !== null && !isLoopback(hostOf(host)));
}

function hostOf(header: string): string {
  return header.replace(/:\d+$/, "").toLowerCase();
}
