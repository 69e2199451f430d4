/** What a command ends with, as the shell sees it. */
export const EXIT = { done: 0, problems: 1, usage: 2, unreachable: 3 };

/**
 * Something that is not as it should be, and what to do about it.
 * @typedef {{ what: string, mend?: string }} Trouble
 *
 * What a command came to: an object for `--json`, lines for people, and what is wrong.
 * @typedef {{ result: object, lines: string[], troubles: Trouble[] }} Outcome
 */

/** Why a command could not do what was asked. */
export class CommandError extends Error {
  /**
   * @param {number} code one of `EXIT`
   * @param {string} what
   * @param {string} [mend]
   */
  constructor(code, what, mend) {
    super(what);
    this.code = code;
    /** @type {Trouble} */
    this.trouble = mend === undefined ? { what } : { what, mend };
  }
}
