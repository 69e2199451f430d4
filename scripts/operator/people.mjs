import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CommandError, EXIT } from "./outcome.mjs";

/**
 * @typedef {import("./commands.mjs").Context} Context
 * @typedef {import("./outcome.mjs").Outcome} Outcome
 */

/** @param {Context} context @returns {Promise<Outcome>} */
export async function userExport({ takes: [who = ""], options: { out = "" }, server: open, dryRun }) {
  if (existsSync(out)) throw new CommandError(EXIT.usage, `There is something at ${out} already.`);
  const server = open();
  if (dryRun) {
    const result = await server.ask("user-export", { who: whoOf(who) });
    const line = `Would write what is known of ${result.accountId}, at ${result.tables} tables, to ${out}.`;
    return { result, lines: [line], troubles: [] };
  }
  const stream = await server.stream("user-export", { who: whoOf(who) });
  await pipeline(Readable.fromWeb(/** @type {any} */ (stream)), createWriteStream(out, { mode: 0o600, flags: "wx" }));
  const line = `Everything about them is in ${out}. It is theirs: hand it over, and keep no copy.`;
  return { result: { out }, lines: [line], troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
export async function userErase({ takes: [who = ""], options: { confirm = "" }, server, dryRun }) {
  const result = await server().ask("user-erase", { who: whoOf(who), name: confirm });
  if (dryRun) {
    const line = `Would take ${result.name} (${result.accountId}) out of ${result.tables} tables and every other store, for good.`;
    return { result, lines: [line, `In earnest: --confirm ${JSON.stringify(result.name)}`], troubles: [] };
  }
  const lines = [
    `${result.accountId} is signed out everywhere and being erased; a table that cannot be reached is tried until it can.`,
    `The receipt, a line for each store: ${server().url.origin}/api/erasures/${result.accountId}`,
  ];
  return { result, lines, troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
export async function sessionsRevoke({ takes: [who = ""], options: { all }, server, dryRun }) {
  const everybody = all === true;
  const result = await server().ask("sessions-revoke", { who: everybody ? null : whoOf(who) });
  const whose = everybody ? "Everybody" : result.accountId;
  const count = result.ended === null ? "" : ` (${result.ended} sessions)`;
  const line = `${whose} ${dryRun ? "would be" : "is"} signed out of every browser${count}.`;
  const more = everybody
    ? "Sockets that are open stay so until their ticket has run out, within the hour. Whoever has no passkey, code or outside sign-in cannot come back to their account."
    : "Their sockets are closed. Without a passkey, a code or an outside sign-in they cannot come back to this account.";
  return { result, lines: [line, more], troubles: [] };
}

/** @param {string} text */
function whoOf(text) {
  if (/^[am]_[a-z2-7]{20}$/.test(text)) return text;
  const mend = "A member's stands in the list of members and in the log; an account's in an erasure or a trail.";
  throw new CommandError(EXIT.usage, `"${text.slice(0, 40)}" is no id of an account (a_…) or of a member (m_…).`, mend);
}
