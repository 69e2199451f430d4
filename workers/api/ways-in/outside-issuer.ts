import { createRemoteJWKSet } from "jose";
import type { z } from "zod";
import { IssuerDocument } from "../../contracts/accounts.ts";
import { logLine } from "../../contracts/log-line.ts";
import type { ApiBindings } from "../bindings.ts";
import { isLoopback } from "../profile.ts";

/** An outside issuer as this deployment is told of it. */
export interface OutsideConfig {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  name: string;
  scopes: string;
}
export interface Issuer {
  document: z.infer<typeof IssuerDocument>;
  keys: ReturnType<typeof createRemoteJWKSet>;
}

const NAME_CHARACTERS_MAX = 40;
const DOCUMENT_FRESH_MS = 10 * 60_000;
const DOCUMENT_CHARACTERS_MAX = 64 * 1_024;
export const ISSUER_TIMEOUT_MS = 5_000;

/** Null where none is configured, or where what is configured could not be safe. */
export function outsideConfig(env: ApiBindings): OutsideConfig | null {
  const { OIDC_ISSUER: issuer = "", OIDC_CLIENT_ID: clientId = "" } = env;
  if (issuer === "" || clientId === "" || !isSafeAddress(issuer)) return null;
  return {
    issuer,
    clientId,
    clientSecret: env.OIDC_CLIENT_SECRET || null,
    name: (env.OIDC_NAME || new URL(issuer).hostname).slice(0, NAME_CHARACTERS_MAX),
    scopes: withOpenid(env.OIDC_SCOPES || "openid profile"),
  };
}

/** Https, or an issuer on this very machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(address);
  if (search !== "" || hash !== "" || username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function withOpenid(scopes: string): string {
  const asked = scopes.split(/\s+/).filter((each) => each !== "");
  return asked.includes("openid") ? asked.join(" ") : ["openid", ...asked].join(" ");
}

const known = new Map<string, { issuer: Issuer; readAt: number }>();

/** The issuer's endpoints and keys; null while it cannot be reached or says something it should not. */
export async function findIssuer(config: OutsideConfig, now: number): Promise<Issuer | null> {
  const before = known.get(config.issuer);
  if (before !== undefined && now - before.readAt < DOCUMENT_FRESH_MS) return before.issuer;
  const document = await readDocument(config.issuer);
  if (document === null) return null;
  // An unknown key id makes it ask again, but never more than twice a minute: a forger must not make us fetch.
  const keys = createRemoteJWKSet(new URL(document.jwks_uri), {
    cooldownDuration: 30_000,
    cacheMaxAge: DOCUMENT_FRESH_MS,
    timeoutDuration: ISSUER_TIMEOUT_MS,
  });
  const issuer = { document, keys };
  known.set(config.issuer, { issuer, readAt: now });
  return issuer;
}

/** Where an issuer tells about itself (OpenID Connect Discovery 4). */
export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

async function readDocument(issuer: string): Promise<Issuer["document"] | null> {
  const value = await readJsonFrom(discoveryAddress(issuer), {});
  const document = IssuerDocument.safeParse(value);
  if (!document.success || document.data.issuer !== issuer) return refused("its discovery document is not its own");
  const { authorization_endpoint, token_endpoint, jwks_uri } = document.data;
  const isSafe = [authorization_endpoint, token_endpoint, jwks_uri].every((each) => isSafeEndpoint(each));
  return isSafe ? document.data : refused("an endpoint of it is not https");
}

function isSafeEndpoint(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** An answer in JSON, or null. Nothing of what came is logged: it may hold tokens. */
export async function readJsonFrom(address: string, init: RequestInit): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      ...init,
      // Where an issuer lives is configured; it may not send us elsewhere.
      redirect: "manual",
      signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS),
    });
    if (!answer.ok) return refused(`it answered ${answer.status}`);
    const text = await answer.text();
    return text.length > DOCUMENT_CHARACTERS_MAX ? refused("its answer is too long") : JSON.parse(text);
  } catch (error) {
    return refused(error instanceof Error ? error.name : typeof error);
  }
}

function refused(why: string): null {
  console.warn(logLine("issuer-refused", { why }));
  return null;
}
