import { exportJWK, generateKeyPair, importJWK, type CryptoKey as JoseKey, type JWK } from "jose";
import { openDatabase } from "../db/database.ts";
import { type SigningKeyRow, trustedSigningKeys } from "../db/read/signing-keys.ts";
import { RETIRED_KEY_TRUSTED_MS } from "../db/write/expired.ts";
import { deleteSigningKeysBefore, saveSigningKey } from "../db/write/signing-keys.ts";

/** Ed25519: one signature per message, so a token cannot be re-dressed as another token. */
export const TOKEN_ALGORITHM = "EdDSA";
/** How long an isolate believes its copy; a key rotated elsewhere is noticed sooner by its unknown id. */
const KEYS_FRESH_MS = 5 * 60_000;
const KEYS_RELOAD_MIN_MS = 10_000;
export const KEY_ROTATION_MS = 90 * 86_400_000;

export interface SigningKeys {
  current: { keyId: string; privateKey: JoseKey };
  publicKeys: ReadonlyMap<string, JoseKey>;
  jwks: { keys: JWK[] };
  loadedAt: number;
}

const loaded = new WeakMap<D1Database, SigningKeys>();

/** The keys of our tokens; made on first use, so a deployment needs no secret to be set. */
export async function signingKeys(binding: D1Database, now: number, unknownKeyId = false): Promise<SigningKeys> {
  const known = loaded.get(binding);
  const fresh = unknownKeyId ? KEYS_RELOAD_MIN_MS : KEYS_FRESH_MS;
  if (known !== undefined && now - known.loadedAt < fresh) return known;
  const db = openDatabase(binding);
  const query = { retiredSince: now - RETIRED_KEY_TRUSTED_MS };
  let rows = await trustedSigningKeys(db, query);
  if (!rows.some((row) => row.retiredAt === null)) {
    await saveSigningKey(db, await newKey((rows[0]?.generation ?? 0) + 1, now));
    rows = await trustedSigningKeys(db, query);
  }
  const keys = await imported(rows, now);
  loaded.set(binding, keys);
  return keys;
}

/**
 * Signs with a new key from now on. Tokens of the old ones are good until they run out, unless a key has leaked and they
 * are to be taken away: then whoever holds a refresh secret is signed in again in passing, and nobody else. Other isolates
 * believe their copy for up to five minutes.
 */
export async function rotateNow(
  binding: D1Database,
  now: number,
  old: "keep old keys" | "take old keys away" = "keep old keys",
): Promise<{ keyId: string; dropped: number }> {
  const db = openDatabase(binding);
  const [newest] = await trustedSigningKeys(db, { retiredSince: 0 });
  const row = await newKey((newest?.generation ?? 0) + 1, now);
  await saveSigningKey(db, row);
  const dropped = old === "keep old keys" ? 0 : await deleteSigningKeysBefore(db, row.generation);
  loaded.delete(binding);
  return { keyId: row.keyId, dropped };
}

/** Called every night; does nothing until the key is a quarter of a year old. */
export async function rotateOldSigningKeys(binding: D1Database, now: number): Promise<void> {
  const [newest] = await trustedSigningKeys(openDatabase(binding), { retiredSince: now });
  if (newest !== undefined && now - newest.createdAt > KEY_ROTATION_MS) await rotateNow(binding, now);
}

async function newKey(generation: number, now: number): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { crv: "Ed25519", extractable: true });
  const keyId = `k${generation}-${crypto.randomUUID().slice(0, 8)}`;
  const labels = { kid: keyId, use: "sig", alg: TOKEN_ALGORITHM };
  return {
    generation,
    keyId,
    publicJwk: JSON.stringify({ ...(await exportJWK(publicKey)), ...labels }),
    privateJwk: JSON.stringify({ ...(await exportJWK(privateKey)), ...labels }),
    createdAt: now,
    retiredAt: null,
  };
}

async function imported(rows: readonly SigningKeyRow[], now: number): Promise<SigningKeys> {
  const [newest] = rows;
  if (newest === undefined) throw new Error("No signing key could be stored.");
  const jwks = rows.map((row): JWK => JSON.parse(row.publicJwk));
  const pairs = await Promise.all(
    rows.map(async (row, at): Promise<[string, JoseKey]> => [row.keyId, await asymmetric(jwks[at] ?? {})]),
  );
  const current = { keyId: newest.keyId, privateKey: await asymmetric(JSON.parse(newest.privateJwk)) };
  return { current, publicKeys: new Map(pairs), jwks: { keys: jwks }, loadedAt: now };
}

async function asymmetric(jwk: JWK): Promise<JoseKey> {
  const key = await importJWK(jwk, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("A signing key is not a key pair.");
  return key;
}
