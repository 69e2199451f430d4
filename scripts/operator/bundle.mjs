import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadLedger } from "../setup/load-ledger.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

export const BUNDLE_FORMAT = "emberhall-bundle/1";
const NAME = /^(?:events\.ndjson|snapshot\.json|keys\.public\.json|files\/rows\.json|files\/u_[a-z2-7]{20})$/;

/**
 * @typedef {{ format: string, exportedAt: string, campaignId: string, title: string, epoch: number, head: { seq: number, hash: string }, contents: Record<string, string>, lost: string[] }} Manifest
 * @typedef {{ uploadId: string, title: string, visibility: "gm" | "players", addedBy: string }} FileRow
 * @typedef {{ reason: string, seq: number | null, detail: string }} BundleFinding
 * @typedef {{ ok: boolean, findings: BundleFinding[], campaignId: string, title: string, events: number, rolls: number, files: number, headSeq: number, headHash: string, signedSeq: number, keyTrusted: boolean }} BundleReport
 */

/** @type {ReturnType<typeof loadLedger> | undefined} */
let ledgerOnce;

/**
 * The manifest as it is written: with a hash over itself, so that no byte of a bundle is under no hash. It guards against
 * accident; against a forger stand the signatures in the log.
 * @param {Manifest} manifest
 */
export function sealed(manifest) {
  return { ...manifest, seal: sealOf(manifest) };
}

/** @param {Manifest} manifest */
function sealOf(manifest) {
  return hashOf(JSON.stringify(manifest));
}

/** @param {string | Buffer} bytes */
export function hashOf(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Checks a bundle, or the file of one log, without any network.
 * @param {string} path
 * @param {{ trustedKeys?: string[], knownHeads?: { seq: number, hash: string }[] }} [known]
 * @returns {Promise<BundleReport>}
 */
export async function verifyBundle(path, known = {}) {
  ledgerOnce ??= loadLedger();
  const ledger = await ledgerOnce;
  if (!lstatSync(path).isDirectory()) return reportOf(ledger.verifyNdjson(readFileSync(path, "utf8"), known), [], 0);
  /** @type {BundleFinding[]} */
  const findings = [];
  const find = (/** @type {string} */ reason, /** @type {string} */ detail) =>
    void findings.push({ reason, seq: null, detail });
  const manifest = readManifest(path, find);
  if (manifest !== null) checkContents(path, manifest, find);
  const events = existsSync(join(path, "events.ndjson")) ? readFileSync(join(path, "events.ndjson"), "utf8") : "";
  const heads = [...(known.knownHeads ?? []), ...(manifest === null ? [] : [manifest.head])];
  const log = ledger.verifyNdjson(events, { ...known, knownHeads: heads });
  if (manifest !== null) {
    compare(manifest, log, lastEpoch(events), find);
    if (manifest.contents["snapshot.json"] !== undefined) checkSnapshot(path, manifest, find);
    checkKeys(path, log.keys, find);
  }
  const files = Object.keys(manifest?.contents ?? {}).filter((name) => name.startsWith("files/u_")).length;
  return reportOf(log, findings, files);
}

/**
 * A bundle that is to be brought somewhere: how it holds, and the rows of those files whose bytes are in it.
 * @param {string} folder
 * @returns {Promise<{ report: BundleReport, rows: FileRow[] }>}
 */
export async function readBundle(folder) {
  if (!existsSync(join(folder, "manifest.json")))
    throw new CommandError(
      EXIT.usage,
      `There is no export at ${folder}.`,
      "It is the folder that `campaign export` wrote.",
    );
  const report = await verifyBundle(folder);
  if (!report.ok) return { report, rows: [] };
  /** @type {FileRow[]} */
  const rows = JSON.parse(readFileSync(join(folder, "files", "rows.json"), "utf8"));
  return { report, rows: rows.filter(({ uploadId }) => existsSync(join(folder, "files", uploadId))) };
}

/**
 * @param {import("../../workers/core/ledger/index.ts").LogReport} log
 * @param {BundleFinding[]} more
 * @param {number} files
 * @returns {BundleReport}
 */
function reportOf(log, more, files) {
  const { campaignId, title, events, headSeq, headHash, signedSeq, keyTrusted } = log;
  const findings = [...more, ...log.findings];
  return {
    ...{ ok: findings.length === 0, findings, campaignId, title, events, rolls: log.rolls.length, files },
    ...{ headSeq, headHash, signedSeq, keyTrusted },
  };
}

/**
 * @param {string} folder
 * @param {(reason: string, detail: string) => void} find
 * @returns {Manifest | null}
 */
function readManifest(folder, find) {
  /** @type {any} */
  let read;
  try {
    read = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  } catch {
    find("manifest-unreadable", "manifest.json is not there, or is no JSON.");
    return null;
  }
  if (read?.format !== BUNDLE_FORMAT) {
    find("format-unknown", `This version reads ${BUNDLE_FORMAT}.`);
    return null;
  }
  const { seal, ...manifest } = read;
  if (seal !== sealOf(manifest)) find("seal-broken", "manifest.json is not as it was written.");
  const { contents, head, lost } = manifest;
  const isSound =
    isRecord(contents) &&
    isRecord(head) &&
    Array.isArray(lost) &&
    Object.keys(contents).every((name) => NAME.test(name));
  if (isSound && typeof head["seq"] === "number" && typeof head["hash"] === "string") return manifest;
  find("manifest-unreadable", "manifest.json lacks its head or its contents, or names files that belong to no bundle.");
  return null;
}

/**
 * @param {string} folder
 * @param {Manifest} manifest
 * @param {(reason: string, detail: string) => void} find
 */
function checkContents(folder, { contents, lost }, find) {
  for (const name of ["events.ndjson", "keys.public.json", "files/rows.json"])
    if (contents[name] === undefined) find("file-missing", `${name} is not in the manifest.`);
  for (const [name, hash] of Object.entries(contents)) {
    const path = join(folder, name);
    // A link would lead out of the bundle.
    if (!existsSync(path) || !lstatSync(path).isFile()) find("file-missing", `${name} is not there.`);
    else if (hashOf(readFileSync(path)) !== hash) find("file-changed", `${name} is not as it was written.`);
  }
  const found = ["", "files/"].flatMap((below) => namesIn(join(folder, below)).map((name) => below + name));
  for (const name of found)
    if (name !== "manifest.json" && name !== "files" && contents[name] === undefined)
      find("file-unlisted", `${name} is not in the manifest.`);
  for (const uploadId of rowsIn(folder, find))
    if (contents[`files/${uploadId}`] === undefined && !lost.includes(uploadId))
      find("row-without-file", `${uploadId} has a row and no file.`);
}

/** @param {string} folder */
function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/**
 * @param {string} folder
 * @param {(reason: string, detail: string) => void} find
 * @returns {string[]}
 */
function rowsIn(folder, find) {
  try {
    const rows = JSON.parse(readFileSync(join(folder, "files", "rows.json"), "utf8"));
    return rows.map((/** @type {{ uploadId: unknown }} */ { uploadId }) => String(uploadId));
  } catch {
    find("rows-unreadable", "files/rows.json is no list of rows.");
    return [];
  }
}

/**
 * What the manifest says of the log, held against the log.
 * @param {Manifest} manifest
 * @param {import("../../workers/core/ledger/index.ts").LogReport} log
 * @param {number | null} epoch
 * @param {(reason: string, detail: string) => void} find
 */
function compare(manifest, log, epoch, find) {
  if (manifest.head.seq !== log.headSeq)
    find("head-mismatch", `The manifest ends at event ${manifest.head.seq}, the log at ${log.headSeq}.`);
  if (manifest.campaignId !== log.campaignId || manifest.title !== log.title)
    find("campaign-mismatch", "The log is of another campaign.");
  if (epoch !== null && manifest.epoch !== epoch)
    find("epoch-mismatch", `The manifest says epoch ${manifest.epoch}, the log ${epoch}.`);
}

/**
 * The state is for readers without our software; the log is what counts, and what an import folds anew.
 * @param {string} folder
 * @param {Manifest} manifest
 * @param {(reason: string, detail: string) => void} find
 */
function checkSnapshot(folder, { head }, find) {
  try {
    const { head: of } = JSON.parse(readFileSync(join(folder, "snapshot.json"), "utf8"));
    if (of.seq === head.seq && of.hash === head.hash) return;
  } catch {
    // Told below.
  }
  find("snapshot-mismatch", "snapshot.json is not the state at the end of the log.");
}

/** @param {string} events */
function lastEpoch(events) {
  try {
    return Number(JSON.parse(events.trimEnd().split("\n").at(-1) ?? "").header.epoch);
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @param {readonly { keyId: string, publicKey: string }[]} inLog
 * @param {(reason: string, detail: string) => void} find
 */
function checkKeys(folder, inLog, find) {
  const named = (/** @type {readonly { keyId: string, publicKey: string }[]} */ keys) =>
    keys.map(({ keyId, publicKey }) => `${keyId} ${publicKey}`).join("\n");
  try {
    const { keys } = JSON.parse(readFileSync(join(folder, "keys.public.json"), "utf8"));
    if (named(keys) === named(inLog)) return;
  } catch {
    // Told below.
  }
  find("keys-mismatch", "keys.public.json does not hold the keys of the log.");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
