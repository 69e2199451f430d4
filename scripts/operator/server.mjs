import { hashOf } from "./bundle.mjs";
import { authorize, keyPath, readKey } from "./operator-key.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

const ANSWERS_WITHIN_MS = 60_000;

/**
 * A server to be asked.
 * @typedef {{ url: URL, ask: (operation: string, body: object) => Promise<any>, stream: (operation: string, body: object) => Promise<ReadableStream<Uint8Array>>, bring: (operation: string, about: object, bytes: Buffer) => Promise<any> }} Server
 */

/**
 * @param {import("./read-command.mjs").Options} options
 * @param {Record<string, string | undefined>} environment
 * @returns {Server}
 */
export function openServer(options, environment) {
  const url = addressOf(options.url ?? environment["EMBERHALL_URL"] ?? "http://127.0.0.1:8787");
  const key = readKey(keyPath(options.key, environment));
  const common = { reason: options.reason ?? "", dryRun: options["dry-run"] === true };
  /**
   * @param {string} operation
   * @param {object} body
   */
  const send = async (operation, body) => {
    const text = JSON.stringify({ ...common, ...body });
    const target = new URL(`/api/operator/${operation}`, url);
    const headers = {
      "content-type": "application/json",
      authorization: authorize(key, { method: "POST", url: target, body: text }),
    };
    const response = await reach(target, { method: "POST", headers, body: text });
    if (!response.ok) throw await refusalOf(response, url);
    return response;
  };
  /**
   * @param {string} operation
   * @param {object} about
   * @param {Buffer} bytes
   */
  const bring = async (operation, about, bytes) => {
    const target = new URL(`/api/operator/${operation}`, url);
    target.searchParams.set("about", JSON.stringify({ ...common, ...about }));
    const headers = {
      "content-type": "application/octet-stream",
      // Told beforehand, so that the server reads nothing of what is not signed.
      "x-content-sha256": hashOf(bytes),
      authorization: authorize(key, { method: "POST", url: target, body: bytes }),
    };
    const response = await reach(target, { method: "POST", headers, body: new Uint8Array(bytes) });
    if (!response.ok) throw await refusalOf(response, url);
    return await response.json();
  };
  return {
    url,
    bring,
    ask: async (operation, body) => await (await send(operation, body)).json(),
    stream: async (operation, body) => {
      const { body: stream } = await send(operation, body);
      return stream ?? new ReadableStream({ start: (controller) => controller.close() });
    },
  };
}

/** @param {string} text */
function addressOf(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLocal)) return url;
  const mend = "Write https://…, or http://127.0.0.1:8787 for a server on this machine.";
  throw new CommandError(EXIT.usage, `"${text.slice(0, 80)}" is no address a command may be sent to.`, mend);
}

/**
 * @param {URL} url
 * @param {RequestInit} init
 */
async function reach(url, init) {
  // Only until it begins to answer: a large campaign may take longer to come.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error("no answer within a minute")), ANSWERS_WITHIN_MS);
  try {
    // A redirect would take the signed request elsewhere.
    return await fetch(url, { ...init, redirect: "error", signal: late.signal });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(
      EXIT.unreachable,
      `${url.origin} cannot be reached: ${why}.`,
      "Is it running, and is --url right?",
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} response
 * @param {URL} url
 */
async function refusalOf(response, url) {
  /** @type {{ slug?: string, title?: string, detail?: string, instance?: string }} */
  const told = await response.json().catch(() => ({}));
  if (response.status === 404 && told.detail === undefined) return await shutDoor(url);
  const words = [told.title ?? `The server answered ${response.status}.`, told.detail, told.instance];
  const mend = response.status >= 500 ? "The Worker's log says more." : undefined;
  return new CommandError(EXIT.problems, words.filter((each) => each !== undefined).join(" "), mend);
}

/**
 * A door that stays shut says nothing; what can be known from outside is asked of the open one.
 * @param {URL} url
 */
async function shutDoor(url) {
  const health = await reach(new URL("/api/health", url), {})
    .then((answer) => answer.json())
    .catch(() => undefined);
  if (health?.ok === undefined)
    return new CommandError(EXIT.unreachable, `${url.origin} answers, but it is no Emberhall.`, "Look at --url.");
  const mend = [
    health.ok ? undefined : "its database does not answer, or has not had its migrations: `npm run deploy`;",
    "OPERATOR_PUBLIC_KEY is not set there (`npx wrangler secret put OPERATOR_PUBLIC_KEY`; locally in the environment of",
    "`npm start`), or holds another key than yours, or this machine's clock is off by more than a minute.",
  ];
  const text = mend.filter((each) => each !== undefined).join(" ");
  return new CommandError(EXIT.unreachable, `The operator's doors of ${url.origin} stay shut.`, `Either ${text}`);
}
