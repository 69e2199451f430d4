import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/**
 * The Node that runs wrangler, vite and vitest: the one among the dependencies where there is one, else the caller's.
 * The caller may be Node 20, which wrangler refuses.
 */
export function toolNode() {
  const bundled = join(bin, "node");
  return existsSync(bundled) ? bundled : process.execPath;
}

/** The environment of every tool we start: ours first on the path, and nobody phones home. */
export function quietEnvironment() {
  const colour = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };
  return {
    ...process.env,
    ...colour,
    PATH: [bin, process.env.PATH ?? ""].join(delimiter),
    DO_NOT_TRACK: "1",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
    WRANGLER_LOG_PATH: join(root, ".wrangler", "logs"),
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
  };
}

const entryPoints = {
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  tsc: "typescript/bin/tsc",
  vite: "vite/bin/vite.js",
  vitest: "vitest/vitest.mjs",
  wrangler: "wrangler/bin/wrangler.js",
};

/**
 * Command line of one of our tools, for `spawn`.
 * @param {keyof typeof entryPoints} name
 * @param {readonly string[]} args
 * @returns {[string, string[]]}
 */
export function tool(name, args) {
  return [toolNode(), [join(root, "node_modules", entryPoints[name]), ...args]];
}

/**
 * Runs a command to its end and keeps what it said.
 * @param {[string, string[]]} command
 * @param {{ env?: Record<string, string | undefined>, show?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([file, args], { env = {}, show = false, timeoutMs } = {}) {
  const startedMs = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...quietEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
    });
    let output = "";
    for (const [stream, terminal] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream?.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
        if (show) terminal.write(chunk);
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== null) output += `\nEnded by ${signal} after ${seconds(startedMs)}.`;
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return stripVTControlCharacters(text).trimEnd().split("\n").slice(-count).join("\n");
}

/** @param {number} sinceMs */
export function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}
