import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CommandError, EXIT } from "./outcome.mjs";

/** @typedef {{ kty: "OKP", crv: "Ed25519", x: string, d: string }} OperatorKey */

/**
 * Where the private key lies: outside the tree unless told otherwise.
 * @param {string | undefined} asked
 * @param {Record<string, string | undefined>} environment
 */
export function keyPath(asked, environment) {
  const given = asked ?? environment["EMBERHALL_OPERATOR_KEY"];
  if (given !== undefined && given !== "") return resolve(given);
  const folder = environment["XDG_CONFIG_HOME"] || join(environment["HOME"] || homedir(), ".config");
  return join(folder, "emberhall", "operator.jwk");
}

/**
 * Makes a key that nobody else on this machine can read. One that is there is never overwritten.
 * @param {string} path
 * @returns {{ publicKey: string, keyId: string }}
 */
export function makeKey(path) {
  refuseToOverwrite(path);
  const { kty, crv, x = "", d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify({ kty, crv, x, d })}\n`, { mode: 0o600, flag: "wx" });
  // The mode above is narrowed by nobody and widened by nobody, whatever the umask.
  chmodSync(path, 0o600);
  return { publicKey: x, keyId: keyIdOf(x) };
}

/** @param {string} path */
export function refuseToOverwrite(path) {
  if (existsSync(path))
    throw new CommandError(EXIT.usage, `There is a key at ${path} already.`, "Choose another place with --key FILE.");
}

/**
 * @param {string} path
 * @returns {OperatorKey}
 */
export function readKey(path) {
  let text;
  try {
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
      throw new CommandError(EXIT.usage, `Others on this machine can read ${path}.`, `chmod 600 ${path}`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const mend = "Make one with `npm run emberhall -- keys operator`, or name another with --key FILE.";
    throw new CommandError(EXIT.usage, `There is no operator's key at ${path}.`, mend);
  }
  try {
    const { kty, crv, x, d } = JSON.parse(text);
    createPrivateKey({ key: { kty, crv, x, d }, format: "jwk" });
    if (crv === "Ed25519" && typeof x === "string" && typeof d === "string") return { kty, crv, x, d };
  } catch {
    // Told below, without a word of what stands in the file.
  }
  throw new CommandError(
    EXIT.usage,
    `${path} is no Ed25519 key.`,
    "Make one with `npm run emberhall -- keys operator`.",
  );
}

/** @param {string} x the public key as it stands in `OPERATOR_PUBLIC_KEY` */
export function keyIdOf(x) {
  return `o-${createHash("sha256").update(Buffer.from(x, "base64url")).digest("hex").slice(0, 12)}`;
}

/**
 * What is signed; workers/api/operator/signed-text.ts writes the same.
 * @param {{ method: string, host: string, path: string, bodyHash: string, timeMs: number, nonce: string }} parts
 */
export function signedText({ method, host, path, bodyHash, timeMs, nonce }) {
  return ["emberhall-operator/1", method, host, path, bodyHash, String(timeMs), nonce].join("\n");
}

/**
 * The `authorization` of one request. It serves once, within a minute, for this very body.
 * @param {OperatorKey} key
 * @param {{ method: string, url: URL, body: string | Buffer, timeMs?: number, nonce?: string }} request
 */
export function authorize(
  key,
  { method, url, body, timeMs = Date.now(), nonce = randomBytes(16).toString("base64url") },
) {
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const text = signedText({ method, host: url.host, path: url.pathname + url.search, bodyHash, timeMs, nonce });
  const signature = sign(null, Buffer.from(text), createPrivateKey({ key: { ...key }, format: "jwk" }));
  return `Emberhall-Operator 1.${keyIdOf(key.x)}.${timeMs}.${nonce}.${signature.toString("base64url")}`;
}
