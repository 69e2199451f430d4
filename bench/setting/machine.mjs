import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.mjs";
import { canPin } from "./workerd.mjs";

const require = createRequire(import.meta.url);
const SYNCS = 100;

/** One sentence on where and with what the figures were taken. */
export async function machine() {
  const [{ model }] = cpus();
  const versionOf = (name) => createRequire(require.resolve("wrangler"))(`${name}/package.json`).version;
  const pinning = canPin ? "servers on core 0, crowd on core 1" : "cores not held apart (no taskset)";
  return `Taken ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC on ${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, workerd ${versionOf("workerd")}; ${pinning}; a 4 KiB write with fdatasync takes ${syncMs().toFixed(2)} ms (median of ${SYNCS}). “load” is the load average of the machine when the figure began.`;
}

/** The disk is the noise in all of this: how long it takes to be sure of one page. */
function syncMs() {
  const folder = mkdtempSync(join(tmpdir(), "emberhall-sync-"));
  const file = openSync(join(folder, "page"), "w");
  const bytes = Buffer.alloc(4_096);
  const took = Array.from({ length: SYNCS }, () => {
    const start = performance.now();
    writeSync(file, bytes);
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return median(took);
}
