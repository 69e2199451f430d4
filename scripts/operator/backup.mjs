import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { exportCampaign } from "./export-campaign.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

/** @typedef {{ campaignId: string, title: string, status: string, seq: number, touchedAt: number }} Listed */

/**
 * Every campaign of a server.
 * @param {import("./server.mjs").Server} server
 * @returns {Promise<Listed[]>}
 */
export async function everyCampaign(server) {
  /** @type {Listed[]} */
  const campaigns = [];
  /** @type {string | null} */
  let after = "";
  while (after !== null) {
    /** @type {{ items: Listed[], next: string | null }} */
    const page = await server.ask("campaign-list", { after });
    campaigns.push(...page.items);
    after = page.next;
  }
  return campaigns;
}

/**
 * Exports every campaign, each into a folder of its own, and writes down the heads in `backup.json`: keep a copy of that
 * elsewhere, it is what a forged export is held against. One whose log and files are as they were is left as it is; one that
 * fails stops no other.
 * @param {import("./server.mjs").Server} server
 * @param {{ out: string, dryRun: boolean }} asked
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function backup(server, { out, dryRun }) {
  const folder = resolve(out);
  const campaigns = await everyCampaign(server);
  if (dryRun) {
    const line = `Would export ${campaigns.length} campaigns to ${folder}.`;
    return { result: { folder, campaigns: campaigns.length }, lines: [line], troubles: [] };
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** @type {import("./outcome.mjs").Trouble[]} */
  const troubles = [];
  /** @type {Record<string, { title: string, seq: number, hash: string }>} */
  const heads = {};
  let exported = 0;
  for (const { campaignId, title } of campaigns) {
    try {
      const kept = join(folder, campaignId);
      if (await isAsItWas(server, campaignId, kept)) {
        heads[campaignId] = headIn(kept, title);
        continue;
      }
      troubles.push(...(await exportAnew(server, campaignId, kept)));
      heads[campaignId] = headIn(kept, title);
      exported += 1;
    } catch (error) {
      if (!(error instanceof CommandError) || error.code !== EXIT.problems) throw error;
      troubles.push({ ...error.trouble, what: `${campaignId}: ${error.trouble.what}` });
    }
  }
  const list = { format: "emberhall-backup/1", at: new Date().toISOString(), server: server.url.origin, heads };
  writeFileSync(join(folder, "backup.json"), `${JSON.stringify(list, null, 2)}\n`, { mode: 0o600 });
  const unchanged = Object.keys(heads).length - exported;
  const lines = [`${exported} campaigns exported, ${unchanged} as they were, in ${folder}. Their heads: backup.json.`];
  return { result: { folder, exported, unchanged, campaigns: campaigns.length }, lines, troubles };
}

/**
 * The new export takes the place of the old one only when it is whole.
 * @param {import("./server.mjs").Server} server
 * @param {string} campaignId
 * @param {string} kept
 */
async function exportAnew(server, campaignId, kept) {
  const coming = `${kept}.coming`;
  rmSync(coming, { recursive: true, force: true });
  const { troubles } = await exportCampaign(server, { campaignId, out: coming, dryRun: false });
  const before = `${kept}.before`;
  rmSync(before, { recursive: true, force: true });
  if (existsSync(kept)) renameSync(kept, before);
  renameSync(coming, kept);
  rmSync(before, { recursive: true, force: true });
  return troubles.map((trouble) => ({ ...trouble, what: `${campaignId}: ${trouble.what}` }));
}

/**
 * Whether nothing was added since, to the log or to the files.
 * @param {import("./server.mjs").Server} server
 * @param {string} campaignId
 * @param {string} folder
 */
async function isAsItWas(server, campaignId, folder) {
  if (!existsSync(join(folder, "manifest.json"))) return false;
  const kept = headIn(folder, "");
  const { head, files } = await server.ask("campaign-files", { campaignId });
  if (head.seq !== kept.seq || head.hash !== kept.hash) return false;
  const rows = readFileSync(join(folder, "files", "rows.json"), "utf8");
  return rows === `${JSON.stringify(files, null, 2)}\n`;
}

/**
 * @param {string} folder
 * @param {string} title
 * @returns {{ title: string, seq: number, hash: string }}
 */
function headIn(folder, title) {
  const { head } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return { title, seq: head.seq, hash: head.hash };
}
