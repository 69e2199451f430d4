import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * The verifier itself is TypeScript; bundling it here keeps the commands that use it working on any Node.
 * @returns {Promise<typeof import("../../workers/core/ledger/index.ts")>}
 */
export async function loadLedger() {
  const entry = fileURLToPath(new URL("../../workers/core/ledger/index.ts", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "emberhall-verify-"));
  try {
    const outfile = join(folder, "ledger.mjs");
    await build({ entryPoints: [entry], bundle: true, format: "esm", outfile, logLevel: "silent" });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
