import { ensureInstalled } from "./setup/install.mjs";
import { checkNode } from "./setup/node-version.mjs";
import { runPlainly } from "./setup/plain-error.mjs";

// What to run before each commit: seconds, not minutes.
await runPlainly(async () => {
  checkNode();
  await ensureInstalled();
  const { boundaries, checks } = await import("./testing/steps.mjs");
  const { runSteps } = await import("./testing/run-steps.mjs");
  return await runSteps([...checks, boundaries]);
});
