import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvening } from "../../workers/testkit/test-table.ts";
import { exportCampaign } from "./export-campaign.mjs";
import { CommandError, EXIT } from "./outcome.mjs";
import { restoreDrill } from "./restore-drill.mjs";

const folder = mkdtempSync(join(tmpdir(), "emberhall-drill-test-"));
const table = anEvening();
const last = table.events.at(-1);
if (last === undefined) throw new Error("Nothing was played.");
const head = { seq: last.header.seq, hash: last.hash };
const keys = table.events.flatMap(({ header, body }) =>
  body.type === "campaign_opened" || body.type === "key_rotated"
    ? [{ keyId: body.payload.keyId, publicKey: body.payload.publicKey, fromSeq: header.seq }]
    : [],
);
const lines = table.events.map((event) => JSON.stringify(event));

/** @param {string} text */
const streamOf = (text) => new Blob([text]).stream();

/**
 * A server with this one campaign, and one that gives back what it was brought as it is told to.
 * @param {(line: string) => string} giveBack
 * @returns {import("./server.mjs").Server & { ended: string[] }}
 */
function serverWith(giveBack) {
  /** @type {string[]} */
  const ended = [];
  const drill = `c_${"d".repeat(20)}`;
  return {
    ended,
    url: new URL("http://127.0.0.1"),
    ask: async (operation, body) => {
      if (operation !== "drill-end") return { files: [], keys, seq: head.seq };
      ended.push(/** @type {{ campaignId: string }} */ (body).campaignId);
      return { emptied: true };
    },
    bring: async () => ({ campaignId: drill, seq: head.seq + 3 }),
    stream: async (operation, body) => {
      if (operation === "campaign-snapshot") return streamOf(JSON.stringify({ head }));
      const isDrill = JSON.stringify(body).includes(drill);
      const about = { campaignId: table.campaignId, title: "The Test of Embers", epoch: last?.header.epoch, head };
      return streamOf([JSON.stringify(about), ...(isDrill ? lines.map(giveBack) : lines), ""].join("\n"));
    },
  };
}
const bundle = join(folder, table.campaignId);
beforeAll(async () => {
  const server = serverWith((line) => line);
  const { troubles } = await exportCampaign(server, { campaignId: table.campaignId, out: bundle, dryRun: false });
  expect(troubles).toEqual([]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} line */
function turnedRound(line) {
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).toReversed()));
}

test("what comes back with its fields in another order is the same, and the room is emptied", async () => {
  const server = serverWith(turnedRound);
  const { result, troubles } = await restoreDrill(server, { folder, dryRun: false });
  expect(troubles).toEqual([]);
  expect(result).toMatchObject({ drilled: [{ folder: bundle, ok: true }] });
  expect(server.ended).toHaveLength(1);
});

test.each([
  ["a word", (/** @type {string} */ line) => line.replace("The player left.", "The player stayed.")],
  ["an event", (/** @type {string} */ line) => (line.includes("secret_revealed") ? "" : line)],
])("%s that comes back as another is found, and the room is emptied all the same", async (_, giveBack) => {
  const server = serverWith(giveBack);
  const { troubles } = await restoreDrill(server, { folder: bundle, dryRun: false });
  expect(troubles.map(({ what }) => what)).toEqual([`${bundle}: its events come back as others`]);
  expect(server.ended).toHaveLength(1);
});

test("a server that refuses one is quoted, and nothing is left to be emptied", async () => {
  const server = serverWith((line) => line);
  server.bring = async () => await Promise.reject(new CommandError(EXIT.problems, "This history cannot go on here."));
  const { troubles } = await restoreDrill(server, { folder: bundle, dryRun: false });
  expect(troubles.map(({ what }) => what)).toEqual([`${bundle}: This history cannot go on here.`]);
  expect(server.ended).toEqual([]);
});

test("where there is no export it says so, and a dry run asks for nothing", async () => {
  const server = serverWith((line) => line);
  await expect(restoreDrill(server, { folder: join(folder, "none"), dryRun: false })).rejects.toThrow("nothing at");
  const { result } = await restoreDrill(server, { folder, dryRun: true });
  expect(result).toEqual({ bundles: 1 });
  expect(server.ended).toEqual([]);
});
