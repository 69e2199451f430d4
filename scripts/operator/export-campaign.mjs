import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { BUNDLE_FORMAT, hashOf, sealed, verifyBundle } from "./bundle.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

/**
 * Copies a campaign into a folder: the log as of one seq, and the files as they are meanwhile. The folder appears only when
 * all of it is there, and what was written is verified before anybody relies on it.
 * @param {import("./server.mjs").Server} server
 * @param {{ campaignId: string, out: string, dryRun: boolean }} asked
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function exportCampaign(server, { campaignId, out, dryRun }) {
  const folder = resolve(out);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CommandError(EXIT.usage, `${folder} is not empty.`, "Name a folder that is not there yet.");
  if (dryRun) {
    const { files } = await server.ask("campaign-files", { campaignId });
    const { seq } = await server.ask("campaign-export", { campaignId });
    const line = `Would write events 1 to ${seq} and ${files.length} files to ${folder}.`;
    return { result: { folder, seq, files: files.length }, lines: [line], troubles: [] };
  }
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, "files"), { recursive: true, mode: 0o700 });
  const log = await saveLog(await server.stream("campaign-export", { campaignId }), join(unfinished, "events.ndjson"));
  // After the log: a key that came meanwhile is left out below, one that is in the log must not be.
  const { files, keys } = await server.ask("campaign-files", { campaignId });
  /** @type {Record<string, string>} */
  const contents = { "events.ndjson": log.hash };
  contents["keys.public.json"] = saveJson(unfinished, "keys.public.json", { keys: keysUpTo(keys, log.about.head.seq) });
  contents["files/rows.json"] = saveJson(unfinished, "files/rows.json", files);
  const { seq: throughSeq } = log.about.head;
  contents["snapshot.json"] = await saveBytes(
    await server.stream("campaign-snapshot", { campaignId, throughSeq }),
    join(unfinished, "snapshot.json"),
  );
  const lost = await saveFiles(server, { campaignId, files, folder: unfinished, contents });
  const { title, epoch, head } = log.about;
  const about = { format: BUNDLE_FORMAT, exportedAt: new Date().toISOString(), campaignId: log.about.campaignId };
  saveJson(unfinished, "manifest.json", sealed({ ...about, title, epoch, head, contents, lost }));
  if (existsSync(folder)) rmdirSync(folder);
  renameSync(unfinished, folder);
  return await told(folder, lost);
}

/**
 * @param {string} folder
 * @param {string[]} lost
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
async function told(folder, lost) {
  const { findings, ...report } = await verifyBundle(folder);
  const lines = [
    `${report.title}: events 1 to ${report.headSeq} and ${report.files} files are in ${folder}.`,
    `Head ${report.headSeq}:${report.headHash}. It holds the table's secrets: keep it where only you can read it.`,
  ];
  const troubles = [
    ...findings.map(({ reason, seq, detail }) => ({
      what: `What was written does not hold${seq === null ? "" : ` at event ${seq}`}: ${detail} [${reason}]`,
    })),
    ...lost.map((uploadId) => ({ what: `The bytes of ${uploadId} are lost.`, mend: "See `reconcile`." })),
  ];
  return { result: { folder, ...report, findings, lost }, lines, troubles };
}

/**
 * @param {readonly { keyId: string, publicKey: string, fromSeq: number }[]} keys
 * @param {number} seq a key that came later is not in this copy of the log
 */
function keysUpTo(keys, seq) {
  return keys.filter(({ fromSeq }) => fromSeq <= seq).map(({ keyId, publicKey }) => ({ keyId, publicKey }));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {object} value
 * @returns {string} the hash of what was written
 */
function saveJson(folder, name, value) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return hashOf(text);
}

/**
 * Writes the events and keeps back the first line, which says what they are.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {string} path
 * @returns {Promise<{ about: any, hash: string }>}
 */
async function saveLog(stream, path) {
  const file = createWriteStream(path, { mode: 0o600 });
  const hash = createHash("sha256");
  let first = Buffer.alloc(0);
  let isPast = false;
  for await (const chunk of stream) {
    let piece = Buffer.from(chunk);
    if (!isPast) {
      first = Buffer.concat([first, piece]);
      const end = first.indexOf("\n");
      if (end < 0) continue;
      isPast = true;
      piece = first.subarray(end + 1);
      first = first.subarray(0, end);
    }
    hash.update(piece);
    if (!file.write(piece)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return { about: JSON.parse(first.toString("utf8")), hash: hash.digest("hex") };
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {{ campaignId: string, files: readonly { uploadId: string }[], folder: string, contents: Record<string, string> }} into
 * @returns {Promise<string[]>} the ids of those whose bytes are not there
 */
async function saveFiles(server, { campaignId, files, folder, contents }) {
  /** @type {string[]} */
  const lost = [];
  for (const { uploadId } of files) {
    try {
      const name = `files/${uploadId}`;
      contents[name] = await saveBytes(
        await server.stream("campaign-file", { campaignId, uploadId }),
        join(folder, name),
      );
    } catch (error) {
      // Deleted since the list was made, or lost before: the rest is wanted all the same.
      if (!(error instanceof CommandError) || error.code !== EXIT.problems) throw error;
      lost.push(uploadId);
    }
  }
  return lost;
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {string} path
 */
async function saveBytes(stream, path) {
  const file = createWriteStream(path, { mode: 0o600 });
  const hash = createHash("sha256");
  for await (const chunk of stream) {
    hash.update(chunk);
    if (!file.write(chunk)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return hash.digest("hex");
}
