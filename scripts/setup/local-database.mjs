import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { lastLines, root, run, tool } from "./commands.mjs";
import { filesBelow, fingerprint, stampAt } from "./fingerprint.mjs";
import { PlainError } from "./plain-error.mjs";

/**
 * Brings the local D1 database to the newest schema; does nothing when the migrations are the ones it has seen.
 * @param {string} stateFolder absolute
 */
export async function migrateLocally(stateFolder) {
  if (!filesBelow("migrations").some((path) => path.endsWith(".sql"))) return;
  const stamp = relative(root, join(stateFolder, "migrations-fingerprint"));
  const wanted = fingerprint(["migrations"]);
  if (existsSync(join(stateFolder, "v3", "d1")) && stampAt(stamp) === wanted) return;
  const { code, output } = await run(
    tool("wrangler", ["d1", "migrations", "apply", "DB", "--local", "--persist-to", stateFolder]),
  );
  if (code !== 0) {
    throw new PlainError(
      "The local database could not be brought up to date. Wrangler said:",
      `${lastLines(output, 20)}\nTo begin anew (this erases local campaigns), delete ${relative(root, stateFolder)}.`,
    );
  }
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), wanted);
}
