import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastLines, run, tool } from "../setup/commands.mjs";
import { PlainError, runPlainly } from "../setup/plain-error.mjs";

/** Words of the local sign-in. Whoever finds one in the bundle could enter a deployed Emberhall as anybody. */
const onlyForDevelopment = ["auth/dev"];

await runPlainly(async () => {
  const folder = mkdtempSync(join(tmpdir(), "emberhall-bundle-"));
  try {
    await bundleInto(folder);
    refuseDevelopmentWords(readFileSync(join(folder, "index.js"), "utf8"));
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} folder */
async function bundleInto(folder) {
  const { code, output } = await run(tool("wrangler", ["deploy", "--dry-run", "--outdir", folder]));
  if (code !== 0) throw new PlainError("The Worker cannot be bundled. Wrangler said:", lastLines(output, 40));
}

/** @param {string} bundle */
function refuseDevelopmentWords(bundle) {
  const found = onlyForDevelopment.find((words) => bundle.includes(words));
  if (found === undefined) return;
  throw new PlainError(
    `The production bundle contains "${found}", which belongs to the local sign-in.`,
    "Reach that module only behind `if (__DEV_SIGN_IN__)`, and keep its words out of modules that others import.",
  );
}
