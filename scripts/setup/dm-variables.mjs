import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The variables that say which model runs the tables, what it may cost, how files are found, and where else people may
 * sign in. The README and docs/ACCOUNTS.md tell what each means.
 */
const NAMES = [
  ...["DM_PROVIDER", "DM_FALLBACKS", "DM_MODELS", "DM_PAID_BY", "DM_MODERATION", "DM_TURN_SECONDS"],
  ...["DM_CAMPAIGN_DAY_USD", "DM_MEMBER_DAY_USD", "DM_HOUR_USD"],
  ...[
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "OPENAI_API_KEY",
    "OPENAI_CONTEXT_TOKENS",
    "OPENAI_PRICE_IN",
    "OPENAI_PRICE_OUT",
  ],
  ...["WORKERS_AI_MODEL", "AI_GATEWAY_ID"],
  ...["LORE_EMBEDDER", "LORE_EMBEDDING_MODEL", "LORE_VECTORS", "LORE_VECTOR_DELAY_MS"],
  ...["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_SCOPES"],
  ...["TRUSTED_ISSUER", "TRUSTED_AUDIENCE", "TRUSTED_JWKS"],
];

/** What an operator sets besides: it chooses no model. */
const OPERATOR_NAMES = ["OPERATOR_PUBLIC_KEY"];

/**
 * Those of the operator's variables that are set in an environment.
 * @param {Record<string, string | undefined>} environment
 * @returns {Record<string, string>}
 */
export function operatorVariables(environment) {
  return given(OPERATOR_NAMES, environment);
}

/**
 * Those of the variables that are set in an environment.
 * @param {Record<string, string | undefined>} environment
 * @returns {Record<string, string>}
 */
export function dmVariables(environment) {
  return given(NAMES, environment);
}

/**
 * @param {readonly string[]} names
 * @param {Record<string, string | undefined>} environment
 * @returns {Record<string, string>}
 */
function given(names, environment) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

/**
 * Writes variables where only their owner reads them: on a command line a key would be seen by everybody on the machine.
 * @param {string} folder
 * @param {Record<string, string>} variables
 * @returns {string} the path of the file
 */
export function writeVariables(folder, variables) {
  const path = join(folder, "dm.env");
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  rmSync(path, { force: true });
  writeFileSync(path, lines.join(""), { mode: 0o600, flag: "wx" });
  chmodSync(path, 0o600);
  return path;
}
