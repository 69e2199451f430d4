import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { readBundle } from "./bundle.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

const PART_BYTES = 5 * 1_024 * 1_024;

/**
 * Lets an exported campaign go on at this server: its history first, checked here and there, then its files, one after the
 * other. What broke off half-way goes on with `into`, the campaign that was made; files that have arrived are not sent twice.
 * @param {import("./server.mjs").Server} server
 * @param {{ folder: string, owner: string, title: string | null, into: string | null, dryRun: boolean }} asked
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function importCampaign(server, { folder, owner, title, into, dryRun }) {
  const bundle = await readBundle(folder);
  if (!bundle.report.ok) {
    const troubles = bundle.report.findings.map(({ reason, detail }) => ({ what: `${detail} [${reason}]` }));
    return { result: bundle.report, lines: ["It does not hold, so nothing was brought."], troubles };
  }
  const log = readFileSync(join(folder, "events.ndjson"));
  if (dryRun) {
    const { ownerName } = await server.bring("campaign-import", { owner, title }, log);
    const { events, files } = bundle.report;
    const line = `Would bring ${bundle.report.title}: ${events} events and ${files} files, for ${ownerName}.`;
    return { result: { ownerName, events, files }, lines: [line], troubles: [] };
  }
  const made =
    into === null
      ? await server.bring("campaign-import", { owner, title }, log)
      : { campaignId: into, seq: null, invite: null };
  const lines =
    into === null
      ? [
          `${made.title} goes on as ${made.campaignId}, from event ${made.seq} on: ${server.url.origin}/c/${made.campaignId}`,
          `Nobody but its owner has a place yet. For the others: ${made.invite}`,
        ]
      : [];
  const { brought, troubles } = await bringFiles(server, { folder, campaignId: made.campaignId, rows: bundle.rows });
  lines.push(`${brought} of ${bundle.rows.length} files are there; they are read by themselves.`);
  const again = `Once more: campaign import ${folder} --owner ${owner} --into ${made.campaignId}`;
  return {
    result: { ...made, files: brought },
    lines,
    troubles: troubles.map((what) => ({ what, mend: again })),
  };
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {{ folder: string, campaignId: string, rows: readonly import("./bundle.mjs").FileRow[] }} files
 */
async function bringFiles(server, { folder, campaignId, rows }) {
  /** @type {string[]} */
  const troubles = [];
  let brought = 0;
  // The oldest first, as the list will have them.
  for (const row of rows.toReversed()) {
    try {
      await bringFile(server, join(folder, "files", row.uploadId), { campaignId, row });
      brought += 1;
    } catch (error) {
      // One that cannot be taken stops none of the others.
      if (!(error instanceof CommandError) || error.code !== EXIT.problems) throw error;
      troubles.push(`${row.title}: ${error.trouble.what}`);
    }
  }
  return { brought, troubles };
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {string} path
 * @param {{ campaignId: string, row: import("./bundle.mjs").FileRow }} of
 */
async function bringFile(server, path, { campaignId, row: { uploadId, title, visibility, addedBy } }) {
  const file = openSync(path, "r");
  try {
    const sizeBytes = fstatSync(file).size;
    const about = { campaignId, originId: uploadId, title, sizeBytes, visibility, addedBy };
    for (let part = 1; (part - 1) * PART_BYTES < sizeBytes; part += 1) {
      const bytes = Buffer.alloc(Math.min(PART_BYTES, sizeBytes - (part - 1) * PART_BYTES));
      readSync(file, bytes, 0, bytes.length, (part - 1) * PART_BYTES);
      const { status } = await server.bring("campaign-import-file", { ...about, part }, bytes);
      if (status !== "pending") return;
    }
  } finally {
    closeSync(file);
  }
}
