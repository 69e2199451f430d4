import { ensureInstalled } from "./setup/install.mjs";
import { checkNode } from "./setup/node-version.mjs";
import { PlainError, runPlainly } from "./setup/plain-error.mjs";

// `npm test` runs everything; `npm test -- types worker` only those steps.
await runPlainly(async () => {
  checkNode();
  await ensureInstalled();
  const { everything } = await import("./testing/steps.mjs");
  const { runSteps } = await import("./testing/run-steps.mjs");
  const asked = process.argv.slice(2);
  const names = everything.map((step) => step.name);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new PlainError(`There is no step "${unknown}".`, `The steps are: ${names.join(", ")}.`);
  return await runSteps(everything.filter((step) => asked.length === 0 || asked.includes(step.name)));
});
