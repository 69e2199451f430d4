import { seconds } from "../setup/commands.mjs";

const failuresShown = 40;

/**
 * Runs the steps one after the other, all of them whatever fails, and closes with the count.
 * @param {readonly import("./steps.mjs").Step[]} steps
 * @returns {Promise<number>} exit code
 */
export async function runSteps(steps) {
  const done = [];
  for (const step of steps) {
    console.log(`\n── ${step.name}: ${step.tells}`);
    const startedMs = Date.now();
    const outcome = await step.run();
    const took = seconds(startedMs);
    done.push({ step, outcome, took });
    console.log(`   ${tally(outcome)}, ${took}`);
  }
  const failures = done.flatMap(({ outcome }) => outcome.failures);
  if (failures.length > 0) {
    console.log("\nFailed:");
    for (const failure of failures.slice(0, failuresShown)) console.log(`  ✗ ${failure}`);
    if (failures.length > failuresShown) console.log(`  … and ${failures.length - failuresShown} more, above`);
  }
  console.log("\nSummary:");
  for (const { step, outcome, took } of done) {
    console.log(`  ${outcome.failed === 0 ? "✓" : "✗"} ${step.name.padEnd(12)}${tally(outcome)} (${took})`);
  }
  const passed = done.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  const failed = done.reduce((sum, { outcome }) => sum + outcome.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** @param {import("./steps.mjs").Outcome} outcome */
function tally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
