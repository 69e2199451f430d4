import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/commands.mjs";
import { missingFromLockfile } from "./setup/lockfile.mjs";

// npm leaves the binaries of other systems out of the lockfile when the registry at hand does not carry them, and then
// `npm ci` refuses that lockfile everywhere. `npm run lock` after each change of dependencies writes them in.
const path = join(root, "package-lock.json");
const lockfile = JSON.parse(readFileSync(path, "utf8"));
const missing = missingFromLockfile(lockfile.packages);
for (const { location, entry } of missing) lockfile.packages[location] = entry;
lockfile.packages = Object.fromEntries(
  Object.entries(lockfile.packages).sort(([one], [other]) => one.localeCompare(other, "en")),
);
if (missing.length > 0) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(missing.length === 0 ? "The lockfile is complete." : `Added ${missing.length} packages of other systems.`);
