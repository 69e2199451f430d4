import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readBundle } from "./bundle.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

/**
 * Brings exports back and looks whether they are what they were: each goes into a room that is made for it, is exported from
 * there, and the two are held against each other. Nobody's table is touched, and the rooms are emptied again.
 * @param {import("./server.mjs").Server} server
 * @param {{ folder: string, dryRun: boolean }} asked
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function restoreDrill(server, { folder, dryRun }) {
  const bundles = bundlesIn(folder);
  if (dryRun) {
    const line = `Would bring back ${bundles.length} exports, each into a room of its own.`;
    return { result: { bundles: bundles.length }, lines: [line], troubles: [] };
  }
  /** @type {import("./outcome.mjs").Trouble[]} */
  const troubles = [];
  const drilled = [];
  for (const path of bundles) {
    const from = performance.now();
    const why = await drill(server, path);
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    drilled.push({ folder: path, ok: why === null, seconds });
    if (why !== null) troubles.push({ what: `${path}: ${why}` });
  }
  const whole = drilled.filter(({ ok }) => ok).length;
  const longest = Math.max(0, ...drilled.map(({ seconds }) => seconds));
  const lines = [`${whole} of ${drilled.length} exports came back as they were; the longest took ${longest} s.`];
  return { result: { drilled }, lines, troubles };
}

/** @param {string} folder a bundle, or a folder of them */
function bundlesIn(folder) {
  const isBundle = (/** @type {string} */ path) => existsSync(join(path, "manifest.json"));
  if (isBundle(folder)) return [folder];
  if (!existsSync(folder)) throw new CommandError(EXIT.usage, `There is nothing at ${folder}.`);
  const bundles = readdirSync(folder)
    .filter((name) => /^c_[a-z2-7]{20}$/.test(name))
    .map((name) => join(folder, name))
    .filter(isBundle);
  if (bundles.length > 0) return bundles;
  throw new CommandError(EXIT.usage, `There is no export in ${folder}.`, "Make some with `backup`.");
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {string} path
 * @returns {Promise<string | null>} what is wrong
 */
async function drill(server, path) {
  const { report } = await readBundle(path);
  const [finding] = report.findings;
  if (finding !== undefined) return `it does not hold: ${finding.detail} [${finding.reason}]`;
  const log = readFileSync(join(path, "events.ndjson"));
  let campaignId = "";
  try {
    ({ campaignId } = await server.bring("campaign-import", { owner: null }, log));
    return await differs(server, { campaignId, seq: report.headSeq, log });
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== EXIT.problems) throw error;
    return error.trouble.what;
  } finally {
    if (campaignId !== "") await server.ask("drill-end", { campaignId });
  }
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {{ campaignId: string, seq: number, log: Buffer }} brought
 */
async function differs(server, { campaignId, seq, log }) {
  const stream = await server.stream("campaign-export", { campaignId, throughSeq: seq });
  const text = Buffer.from(await new Response(stream).arrayBuffer());
  // Its first line says what follows, and when.
  const events = text.subarray(text.indexOf("\n") + 1);
  return isSameLog(events.toString("utf8"), log.toString("utf8")) ? null : "its events come back as others";
}

/**
 * Event by event; in which order the fields of one stand is nobody's concern, neither the hash's.
 * @param {string} one
 * @param {string} other
 */
function isSameLog(one, other) {
  const [ones, others] = [one, other].map((text) => text.split("\n").filter((line) => line !== ""));
  return (
    ones?.length === others?.length &&
    ones?.every(
      (line, at) => line === others?.[at] || isDeepStrictEqual(JSON.parse(line), JSON.parse(others?.[at] ?? "null")),
    )
  );
}
