/** Names that only we may set on the way inside; a stranger who sends them is not heard. */
const INSIDE_ONLY = /^(?:x-emberhall-|x-internal-|x-forwarded-|forwarded$|x-real-ip$|x-original-|x-rewrite-)/;

/** The request without headers that claim something only we may say. */
export function withoutInsideHeaders(request: Request): Request {
  const claimed = [...request.headers.keys()].filter((name) => INSIDE_ONLY.test(name));
  if (claimed.length === 0) return request;
  const headers = new Headers(request.headers);
  for (const name of claimed) headers.delete(name);
  return new Request(request, { headers });
}

const ALWAYS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()",
};
const NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every answer of ours carries. Static files get theirs from web/public/_headers. */
export function securityHeaders(request: Request, answer: Headers): Record<string, string> {
  const headers = { ...ALWAYS };
  if (!answer.has("content-security-policy")) headers["content-security-policy"] = NOTHING_RUNS;
  if (!answer.has("cache-control")) headers["cache-control"] = "no-store";
  if (new URL(request.url).protocol === "https:") headers["strict-transport-security"] = "max-age=31536000";
  return headers;
}
