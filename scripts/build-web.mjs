import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, root, run, seconds, tool } from "./setup/commands.mjs";
import { filesBelow, fingerprint, stampAt } from "./setup/fingerprint.mjs";
import { PlainError, runPlainly } from "./setup/plain-error.mjs";

const served = "dist/web";
const stamp = "dist/web-fingerprint";
const inputs = ["web", "workers/contracts", "workers/core", "package-lock.json", "scripts/build-web.mjs"];

// Also the `[build]` of wrangler.toml, so every start, deploy and dry run passes here: an unchanged web/ must cost nothing.
await runPlainly(async () => {
  const wanted = fingerprint(inputs);
  if (existsSync(join(root, served, "index.html")) && stampAt(stamp) === wanted) return 0;
  const startedMs = Date.now();
  const staging = `dist/staging-${process.pid}`;
  try {
    await build(staging);
    publish(staging);
    writeFileSync(join(root, stamp), wanted);
  } finally {
    rmSync(join(root, staging), { recursive: true, force: true });
  }
  console.log(`Built the web app in ${seconds(startedMs)}.`);
  return 0;
});

/** @param {string} staging */
async function build(staging) {
  const outDir = join(root, staging);
  const command = tool("vite", ["build", "--config", "web/vite.config.ts", "--outDir", outDir, "--logLevel", "warn"]);
  const { code, output } = await run(command);
  if (code !== 0) throw new PlainError("The web app does not build. Vite said:", lastLines(output, 40));
  if (output.trim() !== "") console.warn(output.trim());
  await addVerifier(outDir);
}

/**
 * The page that checks a log without a network is one file, script and all, so it needs a policy of its own.
 * @param {string} outDir
 */
async function addVerifier(outDir) {
  const { buildVerifier } = await import("../web/verifier/build.mjs");
  const { policy } = await buildVerifier({ outFile: join(outDir, "verifier.html") });
  // The exclamation mark takes away the policy of all other pages, which would be enforced beside this one.
  const rules = ["! Content-Security-Policy", `Content-Security-Policy: ${policy}; frame-ancestors 'none'`];
  for (const path of ["/verifier", "/verifier.html"]) {
    appendFileSync(join(outDir, "_headers"), `\n${[path, ...rules.map((rule) => `  ${rule}`)].join("\n")}\n`);
  }
}

/**
 * New files first, the page that names them after, old files last: a running server never serves a page whose scripts
 * are missing, and a build that fails leaves the last good one in place.
 * @param {string} staging
 */
function publish(staging) {
  const fresh = filesBelow(staging).map((path) => path.slice(staging.length + 1));
  const inOrder = [...fresh.filter((path) => path !== "index.html"), "index.html"];
  mkdirSync(join(root, served), { recursive: true });
  for (const path of inOrder) cpSync(join(root, staging, path), join(root, served, path));
  for (const path of filesBelow(served)) {
    if (!fresh.includes(path.slice(served.length + 1))) rmSync(join(root, path));
  }
}
