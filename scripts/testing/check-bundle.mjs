import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { lastLines, run, tool } from "../setup/commands.mjs";
import { PlainError, runPlainly } from "../setup/plain-error.mjs";

/** Words of the local sign-in. Whoever finds one in the bundle could enter a deployed Emberhall as anybody. */
const onlyForDevelopment = ["emberhall-dev-sign-in", "/api/auth/dev", "/api/dev/probe"];

/** What a Worker may weigh on Cloudflare's free plan, compressed. The paid plan takes 10 MB; a fork should not need it. */
const limitBytes = 3 * 1024 * 1024;

await runPlainly(async () => {
  const folder = mkdtempSync(join(tmpdir(), "emberhall-bundle-"));
  try {
    const local = await bundle(join(folder, "local"), ["--define", "__DEV_SIGN_IN__:true"]);
    const production = await bundle(join(folder, "production"), []);
    for (const words of onlyForDevelopment) checkWords(words, { local, production });
    checkSize(join(folder, "production"));
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {string} folder
 * @param {string[]} options
 */
async function bundle(folder, options) {
  const { code, output } = await run(tool("wrangler", ["deploy", "--dry-run", "--outdir", folder, ...options]));
  if (code !== 0) throw new PlainError("The Worker cannot be bundled. Wrangler said:", lastLines(output, 40));
  return readFileSync(join(folder, "index.js"), "utf8");
}

/** @param {string} folder */
function checkSize(folder) {
  const shipped = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.map$|^README\.md$/.test(entry.name),
  );
  const bytes = shipped.reduce((sum, { parentPath, name }) => sum + compressed(join(parentPath, name)), 0);
  const figure = `${(bytes / 1024).toFixed(0)} KiB compressed, of ${limitBytes / 1024} KiB that the free plan takes`;
  if (bytes > limitBytes) {
    throw new PlainError(`The Worker is too large: ${figure}.`, "Look in the bundle for what a smaller module can do.");
  }
  console.log(`The Worker weighs ${figure}.`);
}

/** @param {string} path */
function compressed(path) {
  return gzipSync(readFileSync(path)).length;
}

/**
 * @param {string} words
 * @param {{ local: string, production: string }} bundles
 */
function checkWords(words, { local, production }) {
  if (production.includes(words)) {
    throw new PlainError(
      `The production bundle contains "${words}", which belongs to the local sign-in.`,
      "Reach that module only behind `__DEV_SIGN_IN__`, and keep its words out of modules that others import.",
    );
  }
  if (!local.includes(words)) {
    throw new PlainError(
      `The local bundle does not contain "${words}", so its absence from the production bundle proves nothing.`,
      "Name words of workers/api/dev-sign-in.ts in scripts/testing/check-bundle.mjs.",
    );
  }
}
