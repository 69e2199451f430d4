import { deploy } from "./deploy/deploy-steps.mjs";
import { run, tool } from "./setup/commands.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { checkNode } from "./setup/node-version.mjs";
import { runPlainly } from "./setup/plain-error.mjs";

// `npm run deploy`; with `-- --dry-run` it builds, checks, says what it would do, and does nothing.
await runPlainly(async () => {
  checkNode();
  await ensureInstalled();
  await deploy({
    wrangler: (args, options) => run(tool("wrangler", args), options),
    say: (line) => console.log(line),
    dryRun: process.argv.includes("--dry-run"),
  });
  return 0;
});
