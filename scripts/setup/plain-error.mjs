/** An obstacle a person can do something about: shown as it is, without a stack. */
export class PlainError extends Error {
  /**
   * @param {string} message what is in the way
   * @param {string} [remedy] what to do about it
   */
  constructor(message, remedy) {
    super(remedy === undefined ? message : `${message}\n  ${remedy.replaceAll("\n", "\n  ")}`);
    this.name = "PlainError";
  }
}

/**
 * Runs a command of ours and ends the process with a plain message when it cannot go on.
 * @param {() => Promise<number | undefined>} main gives the exit code
 */
export async function runPlainly(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(`\n${error instanceof PlainError ? error.message : (explain(error) ?? error.stack)}`);
    process.exitCode = 1;
  }
}

/** @param {Error & { code?: string }} error */
function explain(error) {
  if (error.code === "ENOSPC") return "The disk is full.\n  Free about 1 GB and try again.";
  if (error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS") {
    return `This folder cannot be written: ${error.message}`;
  }
  return undefined;
}
