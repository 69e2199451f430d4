import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, root, run, seconds } from "./commands.mjs";
import { PlainError } from "./plain-error.mjs";

const spaceNeededBytes = 1_200_000_000;
const heartbeatMs = 20_000;

/** Installs the dependencies when they are missing or are not the ones the lockfile names. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await checkDisk();
  console.log("Installing dependencies (once; about 800 MB on disk) …");
  const startedMs = Date.now();
  const heartbeat = setInterval(() => console.log(`  … still installing (${seconds(startedMs)})`), heartbeatMs);
  // Without network npm tries each package for minutes; told so, it takes what its cache has or gives up at once.
  const offline = (await registryIsNear()) ? [] : ["--offline"];
  const { code, output } = await run(npmCommand(["ci", "--no-audit", "--no-fund", "--loglevel=error", ...offline]));
  clearInterval(heartbeat);
  if (code !== 0) throw explainInstall(output);
  if (!isInstalled()) {
    throw new PlainError(
      "The install ended without an error, yet packages are missing.",
      "Delete the folder node_modules and try again.",
    );
  }
  console.log(`Installed in ${seconds(startedMs)}.`);
}

/** Behind a proxy only the proxy can tell, so then we assume the best. */
async function registryIsNear() {
  const { env } = process;
  if (env.https_proxy ?? env.HTTPS_PROXY ?? env.npm_config_https_proxy ?? env.npm_config_proxy) return true;
  const { hostname } = new URL(env.npm_config_registry ?? "https://registry.npmjs.org/");
  return await lookup(hostname).then(
    () => true,
    () => false,
  );
}

/** npm leaves a lockfile of what it installed; every package there must be the one ours asks for, and none may be missing. */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf(join("node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  const agrees = Object.entries(present).every(([path, entry]) => wanted[path]?.version === entry.version);
  const complete = Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional === true || entry.devOptional === true || path in present,
  );
  return agrees && complete;
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function checkDisk() {
  const { bavail, bsize } = await statfs(root);
  const freeBytes = bavail * bsize;
  if (freeBytes >= spaceNeededBytes) return;
  throw new PlainError(
    `There is not enough room on the disk: ${Math.round(freeBytes / 1e6)} MB free, about ${spaceNeededBytes / 1e6} MB needed.`,
    "Free some space and try again.",
  );
}

/**
 * The npm that started us, on the Node that runs it: ours among the dependencies vanishes while npm replaces them.
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function npmCommand(args) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (npm?.endsWith(".js") && node !== undefined) return [node, [npm, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** @param {string} output */
function explainInstall(output) {
  if (
    /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)
  ) {
    return new PlainError(
      "The dependencies could not be downloaded: no connection to the npm registry.",
      "Connect to the internet for the first start (later ones need none), or check `npm config get registry` and the proxy.",
    );
  }
  if (/\bENOSPC\b/.test(output))
    return new PlainError("The disk filled up while installing.", "Free about 1 GB and try again.");
  if (/package\.json and package-lock\.json .*in sync/.test(output)) {
    return new PlainError("package.json and package-lock.json do not agree.", "Run `npm install` and try again.");
  }
  return new PlainError("The install failed. npm said:", lastLines(output, 15));
}
