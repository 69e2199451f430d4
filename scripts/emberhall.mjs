// The operator's command line: npm run emberhall -- help
import { carryOut } from "./operator/commands.mjs";
import { CommandError, EXIT } from "./operator/outcome.mjs";
import { helpFor, readCommand } from "./operator/read-command.mjs";

const args = process.argv.slice(2);
const wantsJson = args.includes("--json");

/**
 * @param {string} command
 * @param {import("./operator/outcome.mjs").Outcome} outcome
 * @param {{ dryRun: boolean, code: number }} how
 */
function tell(command, { result, lines, troubles }, { dryRun, code }) {
  if (wantsJson) console.log(JSON.stringify({ command, ok: code === EXIT.done, dryRun, result, troubles }));
  else {
    for (const line of lines) console.log(line);
    for (const { what, mend } of troubles) console.error(mend === undefined ? `! ${what}` : `! ${what}\n    ${mend}`);
  }
  process.exitCode = code;
}

/** @param {unknown} error @returns {{ code: number, trouble: import("./operator/outcome.mjs").Trouble }} */
function failureOf(error) {
  if (error instanceof CommandError) return error;
  const what = error instanceof Error ? error.message : String(error);
  return { code: EXIT.problems, trouble: { what: `It broke: ${what}` } };
}

let named = args
  .filter((word) => !word.startsWith("--"))
  .slice(0, 3)
  .join(" ");
const dryRun = args.includes("--dry-run");
try {
  const asked = readCommand(args);
  named = asked.words;
  if (asked.asksForHelp) {
    const lines = helpFor(asked.command);
    tell("help", { result: { help: lines }, lines, troubles: [] }, { dryRun, code: EXIT.done });
  } else {
    const outcome = await carryOut(asked, process.env);
    tell(named, outcome, { dryRun, code: outcome.troubles.length === 0 ? EXIT.done : EXIT.problems });
  }
} catch (error) {
  const { code, trouble } = failureOf(error);
  tell(named, { result: {}, lines: [], troubles: [trouble] }, { dryRun, code });
}
