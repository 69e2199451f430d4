// Verifies an exported log in plain words: npm run verify -- table.ndjson [--key HEX] [--head SEQ:HASH] [--json]
import { readFileSync } from "node:fs";
import { loadLedger } from "./setup/load-ledger.mjs";

const USAGE = "Usage: npm run verify -- table.ndjson [--key HEX]… [--head SEQ:HASH]… [--json]";

function readArguments(words) {
  const found = { file: undefined, trustedKeys: [], knownHeads: [], json: false };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--json") found.json = true;
    else if (word === "--key") found.trustedKeys.push(rest.shift()?.toLowerCase());
    else if (word === "--head") {
      const [seq, hash] = (rest.shift() ?? "").split(":");
      found.knownHeads.push({ seq: Number(seq), hash });
    } else if (found.file === undefined && !word.startsWith("--")) found.file = word;
    else return null;
  }
  return found.file === undefined || found.trustedKeys.includes(undefined) ? null : found;
}

function describe(report, findings) {
  const lines = [`${report.title || "A log"}: ${report.events} events, ${report.rolls.length} rolls.`];
  if (report.veiled > 0)
    lines.push(`${report.veiled} events are not for this reader's eyes; their place in the chain was checked.`);
  if (report.erased > 0) lines.push(`${report.erased} events had their words erased with the person who spoke them.`);
  for (const { keyId, publicKey, fromSeq } of report.keys)
    lines.push(`Key ${keyId} from event ${fromSeq}: ${publicKey}`);
  if (!report.keyTrusted)
    lines.push("The first key is the one in the file. Compare it with the one the table shows, or pass it with --key.");
  lines.push(
    `Signed through event ${report.signedSeq} of ${report.headSeq}. Head: ${report.headSeq}:${report.headHash}`,
  );
  if (report.openTickets.length > 0) lines.push(`Tickets still open: events ${report.openTickets.join(", ")}.`);
  if (report.notes.includes("entropy-erased"))
    lines.push("A player's nonce was erased with their words: from there on the players' share is taken as written.");
  if (report.notes.includes("ticket-veiled"))
    lines.push("Some rolls have a ticket this reader may not see; their dice could not be computed again.");
  lines.push("");
  for (const { reason, seq, detail } of report.findings)
    lines.push(`  ${seq === null ? "the log" : `event ${seq}`}: ${findings[reason]} ${detail} [${reason}]`);
  lines.push(
    report.ok
      ? "The log holds: every die, every total, every link."
      : `The log does NOT hold: ${report.findings.length} findings.`,
  );
  return lines.join("\n");
}

function readLog(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    console.error(`${file} cannot be read: ${thrown.code ?? thrown.message}.`);
    process.exit(2);
  }
}

const options = readArguments(process.argv.slice(2));
if (options === null) {
  console.error(USAGE);
  process.exit(2);
}
const { FINDINGS, verifyNdjson } = await loadLedger();
const report = verifyNdjson(readLog(options.file), options);
console.log(options.json ? JSON.stringify(report) : describe(report, FINDINGS));
process.exitCode = report.ok ? 0 : 1;
