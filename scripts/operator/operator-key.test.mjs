import { createHash, createPublicKey, verify } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { signedText as textOfServer } from "../../workers/api/operator/signed-text.ts";
import { authorize, keyIdOf, keyPath, makeKey, readKey, signedText } from "./operator-key.mjs";

const folder = mkdtempSync(join(tmpdir(), "emberhall-key-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a key is readable by its owner alone, and never overwritten", () => {
  const path = join(folder, "a", "operator.jwk");
  const { publicKey, keyId } = makeKey(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
  expect(readKey(path)).toMatchObject({ kty: "OKP", crv: "Ed25519", x: publicKey });
  expect(keyIdOf(publicKey)).toBe(keyId);
  const before = readFileSync(path, "utf8");
  expect(() => makeKey(path)).toThrow("There is a key at");
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("a key that others can read, or that is none, is refused without a word of what is in it", () => {
  const open = join(folder, "open.jwk");
  makeKey(open);
  chmodSync(open, 0o644);
  expect(() => readKey(open)).toThrow("Others on this machine can read");
  const none = join(folder, "none.jwk");
  writeFileSync(none, '{"d":"secret-words"}', { mode: 0o600 });
  expect(() => readKey(none)).toThrow(/^(?!.*secret-words).*is no Ed25519 key\.$/);
  expect(() => readKey(join(folder, "absent.jwk"))).toThrow("There is no operator's key at");
});

test("where the key lies is said by --key, then by the environment, then by custom", () => {
  expect(keyPath("/a/k", { EMBERHALL_OPERATOR_KEY: "/b/k" })).toBe("/a/k");
  expect(keyPath(undefined, { EMBERHALL_OPERATOR_KEY: "/b/k", HOME: "/home/x" })).toBe("/b/k");
  expect(keyPath(undefined, { HOME: "/home/x" })).toBe("/home/x/.config/emberhall/operator.jwk");
  expect(keyPath(undefined, { XDG_CONFIG_HOME: "/etc/x", HOME: "/home/x" })).toBe("/etc/x/emberhall/operator.jwk");
});

test("both sides sign the same text", () => {
  const parts = {
    method: "POST",
    host: "a.example",
    path: "/p?q=1",
    bodyHash: "00",
    timeMs: 1_780_000_000_000,
    nonce: "n",
  };
  expect(signedText(parts)).toBe(textOfServer(parts));
  expect(signedText(parts)).toBe("emberhall-operator/1\nPOST\na.example\n/p?q=1\n00\n1780000000000\nn");
});

test("a request is signed over method, host, path, body, time and a number that never comes twice", () => {
  const path = join(folder, "signing.jwk");
  const { publicKey, keyId } = makeKey(path);
  const request = { method: "POST", url: new URL("https://a.example/api/operator/doctor"), body: "{}" };
  const first = authorize(readKey(path), { ...request, timeMs: 1_780_000_000_000 });
  const [, id, timeMs, nonce = "", signature = ""] = first.split(".");
  expect([id, timeMs]).toEqual([keyId, "1780000000000"]);
  const bodyHash = createHash("sha256").update("{}").digest("hex");
  const parts = {
    method: "POST",
    host: "a.example",
    path: "/api/operator/doctor",
    bodyHash,
    timeMs: Number(timeMs),
    nonce,
  };
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  const holds = (/** @type {typeof parts} */ of) =>
    verify(null, Buffer.from(signedText(of)), key, Buffer.from(signature, "base64url"));
  expect(holds(parts)).toBe(true);
  for (const other of [
    { method: "GET" },
    { host: "b.example" },
    { path: "/x" },
    { bodyHash: "11" },
    { timeMs: 1 },
    { nonce: "m" },
  ])
    expect(holds({ ...parts, ...other }), JSON.stringify(other)).toBe(false);
  expect(authorize(readKey(path), request).split(".")[3]).not.toBe(nonce);
});
