import { existsSync } from "node:fs";
import { backup, everyCampaign } from "./backup.mjs";
import { verifyBundle } from "./bundle.mjs";
import { doctor } from "./doctor.mjs";
import { exportCampaign } from "./export-campaign.mjs";
import { importCampaign } from "./import-campaign.mjs";
import { keyPath, makeKey, refuseToOverwrite } from "./operator-key.mjs";
import { CommandError, EXIT } from "./outcome.mjs";
import { sessionsRevoke, userErase, userExport } from "./people.mjs";
import { restoreDrill } from "./restore-drill.mjs";
import { openServer } from "./server.mjs";

/**
 * @typedef {import("./outcome.mjs").Outcome} Outcome
 * @typedef {import("./server.mjs").Server} Server
 * @typedef {{ takes: string[], options: import("./read-command.mjs").Options, environment: Record<string, string | undefined>, server: () => Server, dryRun: boolean }} Context
 */

/**
 * Carries a command out.
 * @param {{ words: string, takes: string[], options: import("./read-command.mjs").Options }} asked
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<Outcome>}
 */
export async function carryOut({ words, takes, options }, environment) {
  const run = runs[words];
  if (run === undefined) throw new CommandError(EXIT.usage, `"${words}" is no command.`);
  const server = () => openServer(options, environment);
  return await run({ takes, options, environment, server, dryRun: options["dry-run"] === true });
}

/** @type {Record<string, (context: Context) => Promise<Outcome>>} */
const runs = {
  doctor: async ({ server }) => await doctor(server()),
  "campaign export": async ({ takes: [campaignId = ""], options: { out = "" }, server, dryRun }) =>
    await exportCampaign(server(), { campaignId: idOf(campaignId), out, dryRun }),
  "campaign verify": verify,
  "campaign list": listCampaigns,
  "campaign import": importCommand,
  "campaign archive": archive,
  "campaign restore": restore,
  backup: async ({ options: { out = "" }, server, dryRun }) => await backup(server(), { out, dryRun }),
  "restore drill": async ({ takes: [folder = ""], server, dryRun }) => await restoreDrill(server(), { folder, dryRun }),
  "campaign quarantine": quarantine,
  "user export": userExport,
  "user erase": userErase,
  "sessions revoke": sessionsRevoke,
  "dlq list": async ({ server }) => {
    const items = await allDead(server());
    const lines = items.map(
      ({ messageId, job, campaignId, at, reason, canBeReplayed }) =>
        `${messageId}  ${day(at)}  ${job}  ${campaignId ?? "-"}  ${reason}${canBeReplayed ? "" : " (can only be dropped)"}`,
    );
    const troubles = items.length === 0 ? [] : [{ what: `${items.length} jobs could not be done.` }];
    return { result: { items }, lines: items.length === 0 ? ["There are no dead jobs."] : lines, troubles };
  },
  "dlq replay": (context) => eachDead(context, "dlq-replay", context.dryRun ? "would be sent again" : "was sent again"),
  "dlq drop": (context) => eachDead(context, "dlq-drop", context.dryRun ? "would be dropped" : "was dropped"),
  reconcile,
  "index rebuild": rebuild,
  "keys operator": makeOperatorKey,
  "keys rotate jwt": rotateKeys,
  "audit list": async ({ server, options }) => {
    const limit = Number(options.limit ?? "50");
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      throw new CommandError(EXIT.usage, "--limit is a whole number from 1 to 100.");
    const result = await server().ask("audit-list", { limit });
    const lines = result.items.map((/** @type {any} */ { at, keyId, command, target, result: came, reason }) =>
      [new Date(at).toISOString(), keyId, command, target, `${came}${reason === "" ? "" : `: ${reason}`}`].join("  "),
    );
    return { result, lines: lines.length === 0 ? ["Nothing has been written down yet."] : lines, troubles: [] };
  },
};

/** @param {Context} context @returns {Promise<Outcome>} */
async function verify({ takes: [path = ""], options }) {
  if (!existsSync(path)) throw new CommandError(EXIT.usage, `There is nothing at ${path}.`);
  const [seq, hash] = (options.head ?? "").split(":");
  const knownHeads = options.head === undefined ? [] : [{ seq: Number(seq), hash: hash ?? "" }];
  const trusted = options["public-key"];
  const report = await verifyBundle(path, {
    knownHeads,
    ...(trusted === undefined ? {} : { trustedKeys: [trusted.toLowerCase()] }),
  });
  const { title, events, rolls, files, signedSeq, headSeq, headHash } = report;
  const lines = [
    `${title || "A log"}: ${events} events, ${rolls} rolls, ${files} files. Signed through event ${signedSeq} of ${headSeq}.`,
    report.ok ? `It holds: every die, every link, every file. Head ${headSeq}:${headHash}` : "It does NOT hold:",
  ];
  const troubles = report.findings.map(({ reason, seq: at, detail }) => ({
    what: `${at === null ? "the bundle" : `event ${at}`}: ${detail} [${reason}]`,
  }));
  return { result: report, lines, troubles };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function quarantine({ takes: [campaignId = ""], options, server, dryRun }) {
  const lift = options.lift === true;
  const result = await server().ask("campaign-quarantine", { campaignId: idOf(campaignId), lift });
  const before =
    result.before === null
      ? "It was open."
      : `It has stood still since ${day(result.before.since)}: ${result.before.reason}`;
  const now = lift ? "plays on" : "stands still: it can be read, nothing can be added, and its people are told why";
  return { result, lines: [`${campaignId} ${dryRun ? "would be one that " : ""}${now}.`, before], troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function listCampaigns({ server }) {
  const items = await everyCampaign(server());
  const lines = items.map(({ campaignId, title, status, seq, touchedAt }) =>
    [campaignId, day(touchedAt), status.padEnd(8), `event ${seq}`, title].join("  "),
  );
  return { result: { items }, lines: lines.length === 0 ? ["There are no campaigns yet."] : lines, troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function importCommand({ takes: [folder = ""], options, server, dryRun }) {
  const { owner = "", title = null, into } = options;
  const asked = { folder, owner, title, into: into === undefined ? null : idOf(into), dryRun };
  return await importCampaign(server(), asked);
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function archive({ takes: [campaignId = ""], options, server, dryRun }) {
  const takeOut = options.back === true;
  const result = await server().ask("campaign-archive", { campaignId: idOf(campaignId), takeOut });
  const line = `${campaignId} ${dryRun ? "would be" : "is"} ${takeOut ? "in its people's lists again" : "put away; it stays whole"}.`;
  return { result, lines: [line], troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function restore({ takes: [campaignId = ""], options: { at, bookmark }, server, dryRun }) {
  if ((at === undefined) === (bookmark === undefined))
    throw new CommandError(EXIT.usage, "campaign restore takes --at TIME or --bookmark BOOKMARK.");
  const moment = Date.parse(at ?? "");
  if (at !== undefined && (Number.isNaN(moment) || !at.includes("T") || moment > Date.now()))
    throw new CommandError(EXIT.usage, `"${at}" is no moment that has been.`, "Write it like 2026-11-26T20:00:00Z.");
  const to = bookmark === undefined ? { at: moment } : { bookmark };
  const result = await server().ask("campaign-restore", { campaignId: idOf(campaignId), to });
  if (dryRun) {
    const line = `${campaignId} stands at event ${result.from.seq}, and would be as it was then; what came after would be gone.`;
    return { result, lines: [line], troubles: [] };
  }
  const lines = [
    `${campaignId} left event ${result.from.seq} and goes on at event ${result.seq}, with new dice; its browsers load anew.`,
    `Erased once more: ${result.erasedAgain}. Now: reconcile --mend, for people who came or went since.`,
    `Back again: campaign restore ${campaignId} --bookmark ${result.undo}`,
  ];
  return { result, lines, troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function rotateKeys({ options, server, dryRun }) {
  const revokeOld = options["revoke-old"] === true;
  const result = await server().ask("keys-rotate", { revokeOld });
  const line = revokeOld
    ? "New tokens are signed with a new key, and the old ones are gone: browsers get new tokens in passing, tickets are asked for anew."
    : "New tokens are signed with a new key; those of the old one are good until they run out.";
  return { result, lines: [dryRun ? `Would make a new key. ${line}` : line], troubles: [] };
}

/** @param {Server} server */
async function allDead(server) {
  /** @type {any[]} */
  const items = [];
  /** @type {string | null} */
  let after = "";
  while (after !== null) {
    /** @type {{ items: any[], next: string | null }} */
    const page = await server.ask("dlq-list", { after });
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

/**
 * @param {Context} context
 * @param {"dlq-replay" | "dlq-drop"} operation
 * @param {string} came
 * @returns {Promise<Outcome>}
 */
async function eachDead({ takes, options, server: open }, operation, came) {
  const server = open();
  const ids = options.all ? (await allDead(server)).map(({ messageId }) => messageId) : takes;
  /** @type {Outcome} */
  const outcome = { result: {}, lines: [], troubles: [] };
  const done = [];
  for (const messageId of ids) {
    try {
      const { job } = await server.ask(operation, { messageId });
      done.push(messageId);
      outcome.lines.push(`${messageId}: ${job} ${came}.`);
    } catch (error) {
      // One that cannot be helped stops none of the others.
      if (!(error instanceof CommandError) || error.code !== EXIT.problems) throw error;
      outcome.troubles.push({ ...error.trouble, what: `${messageId}: ${error.trouble.what}` });
    }
  }
  if (ids.length === 0) outcome.lines.push("There are no dead jobs.");
  return { ...outcome, result: { done } };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function reconcile({ options, server: open, dryRun }) {
  const server = open();
  const mend = options.mend === true;
  /** @type {{ kind: string, target: string, told: string, mended: boolean }[]} */
  const findings = [];
  // Rows of campaigns that are written anew are looked at like all others, so their people come first.
  for (const part of ["members", "campaigns", "objects"]) {
    /** @type {string | null} */
    let after = "";
    while (after !== null) {
      /** @type {{ findings: typeof findings, next: string | null }} */
      const page = await server.ask("reconcile", { part, mend, after });
      findings.push(...page.findings);
      after = page.next;
    }
  }
  const left = findings.filter(({ mended }) => !mended);
  const lines = findings
    .filter(({ mended }) => mended)
    .map(({ kind, target, told }) => `mended: ${target}: ${told} [${kind}]`);
  if (findings.length === 0) lines.push("Database, rooms and files say the same.");
  const hint = mend && !dryRun ? undefined : "`reconcile --mend` puts right what can be put right.";
  const troubles = left.map(({ kind, target, told }, at) => {
    const trouble = { what: `${target}: ${told} [${kind}]` };
    return hint !== undefined && at === left.length - 1 ? { ...trouble, mend: hint } : trouble;
  });
  return { result: { findings }, lines, troubles };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function rebuild({ options, server: open, dryRun }) {
  const server = open();
  const campaignId = options.campaign === undefined ? null : idOf(options.campaign);
  /** @type {{ campaignId: string, files: number }[]} */
  const campaigns = [];
  /** @type {string | null} */
  let after = "";
  while (after !== null) {
    /** @type {{ campaignId: string | null, files: number, next: string | null }} */
    const done = await server.ask("index-rebuild", { campaignId, after });
    if (done.campaignId !== null) campaigns.push({ campaignId: done.campaignId, files: done.files });
    after = done.next;
  }
  const lines = campaigns.map((done) =>
    dryRun
      ? `${done.campaignId}: the index of ${done.files} files would be made anew.`
      : `${done.campaignId}: words are indexed anew, the vectors of ${done.files} files are on their way.`,
  );
  return { result: { campaigns }, lines: lines.length === 0 ? ["No files have been read yet."] : lines, troubles: [] };
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function makeOperatorKey({ options, environment, dryRun }) {
  const path = keyPath(options.key, environment);
  if (dryRun) {
    refuseToOverwrite(path);
    return { result: { path }, lines: [`Would make a key at ${path}.`], troubles: [] };
  }
  const { publicKey, keyId } = makeKey(path);
  const lines = [
    `Key ${keyId} is at ${path}, readable by you alone. Whoever has it can read every campaign: keep a copy offline.`,
    `Its public half: ${publicKey}`,
    "Tell a deployment:  npx wrangler secret put OPERATOR_PUBLIC_KEY   (and paste it)",
    `Tell a local one:   OPERATOR_PUBLIC_KEY=${publicKey} npm start`,
  ];
  return { result: { path, publicKey, keyId }, lines, troubles: [] };
}

/** @param {string} text */
function idOf(text) {
  if (/^c_[a-z2-7]{20}$/.test(text)) return text;
  throw new CommandError(
    EXIT.usage,
    `"${text.slice(0, 40)}" is no campaign's id.`,
    "It stands in its address: /c/c_….",
  );
}

/** @param {number} at */
function day(at) {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
