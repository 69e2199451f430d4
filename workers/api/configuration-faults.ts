import type { ApiBindings } from "./bindings.ts";
import { isLoopback } from "./profile.ts";
import { isSafeAddress } from "./ways-in/outside-issuer.ts";

/** What people cannot play without; `doctor` looks at the rest. */
const NEEDED = ["DB", "ROOM", "FILES", "JOBS", "AUTH_LIMIT", "GENERAL_LIMIT", "ASSETS"] as const;
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;
const KEYS_MAX = 8;

/**
 * Why this deployment must not serve anybody, a sentence each that says what to do; none when it may. Values are never
 * told: whoever reads the answer may be anybody. `devBuild`: the dev sign-in is compiled in, as on one's own machine.
 */
export function configurationFaults(env: ApiBindings, build: { devBuild: boolean }): string[] {
  return [
    ...bindingFaults(env),
    ...profileFaults(env, build),
    ...originFaults(env),
    ...operatorFaults(env),
    ...outsideFaults(env),
    ...trustFaults(env),
  ];
}

function bindingFaults(env: ApiBindings): string[] {
  return NEEDED.filter((name) => env[name] === undefined || env[name] === null).map(
    (name) => `The binding ${name} is missing: deploy with the wrangler.toml of this version.`,
  );
}

function profileFaults({ PROFILE = "" }: ApiBindings, { devBuild }: { devBuild: boolean }): string[] {
  if (PROFILE === "" || PROFILE === "production") return [];
  if (PROFILE !== "dev")
    return ["PROFILE says neither `dev` nor `production`, letter for letter: take it away, and this is production."];
  return devBuild
    ? []
    : ["PROFILE is `dev`, and this build is for others to use: take it away. `npm start` is the dev profile."];
}

function originFaults({ ALLOWED_ORIGINS = "", PROFILE }: ApiBindings): string[] {
  const bad = wordsOf(ALLOWED_ORIGINS).filter((origin) => !isOrigin(origin, PROFILE === "dev"));
  if (bad.length === 0) return [];
  return [
    "ALLOWED_ORIGINS holds something that is no origin: each is `https://` and a host, nothing after it, no wildcard, separated by spaces.",
  ];
}

function isOrigin(text: string, isDev: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text || hostname.includes("*")) return false;
  return protocol === "https:" || (isDev && protocol === "http:" && isLoopback(hostname));
}

function operatorFaults({ OPERATOR_PUBLIC_KEY = "" }: ApiBindings): string[] {
  const keys = wordsOf(OPERATOR_PUBLIC_KEY);
  if (OPERATOR_PUBLIC_KEY !== "" && keys.length === 0)
    return [
      "OPERATOR_PUBLIC_KEY is blank: take it away, or put the key there that `npm run emberhall -- keys operator` shows.",
    ];
  if (keys.every((key) => PUBLIC_KEY.test(key)) && keys.length <= KEYS_MAX) return [];
  return [
    `OPERATOR_PUBLIC_KEY holds something that is no public key: up to ${KEYS_MAX} of 43 characters, as \`npm run emberhall -- keys operator\` shows them.`,
  ];
}

function outsideFaults(env: ApiBindings): string[] {
  const { OIDC_ISSUER: issuer = "", OIDC_CLIENT_ID: clientId = "" } = env;
  const others = [env.OIDC_CLIENT_SECRET, env.OIDC_NAME, env.OIDC_SCOPES].some((each) => (each ?? "") !== "");
  if (issuer === "" && clientId === "")
    return others ? ["OIDC_ISSUER and OIDC_CLIENT_ID are missing, and another variable of OIDC is set."] : [];
  if (issuer === "") return ["OIDC_ISSUER is missing: without it nobody can sign in elsewhere."];
  if (clientId.trim() === "") return ["OIDC_CLIENT_ID is missing: without it nobody can sign in elsewhere."];
  return addressFaults("OIDC_ISSUER", issuer);
}

function trustFaults(env: ApiBindings): string[] {
  const { TRUSTED_ISSUER: issuer = "", TRUSTED_AUDIENCE: audience = "", TRUSTED_JWKS: keys = "" } = env;
  if (issuer === "" && audience === "" && keys === "") return [];
  if (issuer === "") return ["TRUSTED_ISSUER is missing: nobody's tokens can be trusted without it."];
  if (audience.trim() === "")
    return ["TRUSTED_AUDIENCE is missing: tokens that the issuer made for others would open this server."];
  return [...addressFaults("TRUSTED_ISSUER", issuer), ...(keys === "" ? [] : addressFaults("TRUSTED_JWKS", keys))];
}

function addressFaults(name: string, address: string): string[] {
  return isSafeAddress(address)
    ? []
    : [
        `${name} is no address that can be trusted: \`https://\`, with nothing after \`?\` or \`#\` and no password in it.`,
      ];
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
