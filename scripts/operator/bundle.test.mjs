import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvening } from "../../workers/testkit/test-table.ts";
import { hashOf, sealed, verifyBundle } from "./bundle.mjs";
import { exportCampaign } from "./export-campaign.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

const folder = mkdtempSync(join(tmpdir(), "emberhall-bundle-"));
const whole = join(folder, "whole");
const table = anEvening();
const last = table.events.at(-1);
if (last === undefined) throw new Error("The evening is empty.");
const head = { seq: last.header.seq, hash: last.hash };
const title = "The Test of Embers";
const FILES = [
  { uploadId: `u_${"a".repeat(20)}`, title: "Map" },
  { uploadId: `u_${"b".repeat(20)}`, title: "Book" },
];
const keys = table.events.flatMap(({ header, body }) => {
  if (body.type !== "campaign_opened" && body.type !== "key_rotated") return [];
  return [{ keyId: body.payload.keyId, publicKey: body.payload.publicKey, fromSeq: header.seq }];
});

/** @param {string} text */
const streamOf = (text) => new Blob([text]).stream();
/** A server that has this one campaign, and of one of its files only the row. @type {import("./server.mjs").Server} */
const server = {
  url: new URL("http://127.0.0.1"),
  bring: () => Promise.reject(new Error("Nothing is brought by an export.")),
  ask: async (operation) => (operation === "campaign-files" ? { files: FILES, keys } : { seq: head.seq }),
  stream: async (operation, body) => {
    if (operation === "campaign-export") {
      const about = { emberhall: "log/1", campaignId: table.campaignId, title, epoch: last.header.epoch, head };
      return streamOf([about, ...table.events].map((each) => `${JSON.stringify(each)}\n`).join(""));
    }
    if (operation === "campaign-snapshot")
      return streamOf(JSON.stringify({ emberhall: "snapshot/1", head, state: {} }));
    if (JSON.stringify(body).includes(FILES[1]?.uploadId ?? "")) throw new CommandError(EXIT.problems, "Lost.");
    return streamOf("the bytes of a map");
  },
};

beforeAll(async () => {
  const outcome = await exportCampaign(server, { campaignId: table.campaignId, out: whole, dryRun: false });
  expect(outcome.troubles.map(({ what }) => what)).toEqual([`The bytes of ${FILES[1]?.uploadId} are lost.`]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
/** @param {(copy: string) => void} bend */
async function bent(bend) {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  cpSync(whole, copy, { recursive: true });
  bend(copy);
  return await verifyBundle(copy);
}

/**
 * Bends a file of the bundle as text.
 * @param {string} name
 * @param {(text: string) => string} change
 */
const text = (name, change) => (/** @type {string} */ copy) =>
  writeFileSync(join(copy, name), change(readFileSync(join(copy, name), "utf8")));

/**
 * Bends and then writes all hashes anew, as somebody would who knows the format.
 * @param {(copy: string) => void} bend
 * @param {object} [more] what the manifest says besides
 */
const forged =
  (bend, more = {}) =>
  (/** @type {string} */ copy) => {
    bend(copy);
    const { seal: _, ...manifest } = JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8"));
    for (const name of Object.keys(manifest.contents)) manifest.contents[name] = hashOf(readFileSync(join(copy, name)));
    writeFileSync(join(copy, "manifest.json"), JSON.stringify(sealed({ ...manifest, ...more })));
  };

test("[Z6] what was exported holds, and says where it ends", async () => {
  const report = await verifyBundle(whole);
  expect(report).toMatchObject({ ok: true, findings: [], headSeq: head.seq, headHash: head.hash, files: 1 });
});

test("a folder that is not empty is left alone, and a dry run writes nothing", async () => {
  await expect(exportCampaign(server, { campaignId: "c", out: whole, dryRun: false })).rejects.toThrow("is not empty");
  const out = join(folder, "dry");
  const { lines } = await exportCampaign(server, { campaignId: "c", out, dryRun: true });
  expect(lines.join()).toContain(`Would write events 1 to ${head.seq} and 2 files`);
  await expect(verifyBundle(out)).rejects.toThrow("ENOENT");
});

const line =
  (/** @type {string} */ type) => (/** @type {string} */ events, /** @type {(one: string) => string} */ change) =>
    events
      .split("\n")
      .map((one) => (one.includes(`"type":"${type}"`) ? change(one) : one))
      .join("\n");
const seqOf = (/** @type {string} */ type) => table.events.find(({ body }) => body.type === type)?.header.seq ?? 0;
const flip = (/** @type {string} */ hex) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);
/** @param {string} type @param {RegExp} what */
const flippedIn = (type, what) =>
  text("events.ndjson", (events) =>
    line(type)(events, (one) => one.replace(what, (_, before, hex) => before + flip(hex))),
  );

test.each(
  /** @type {[string, string, number | null, (copy: string) => void][]} */ ([
    [
      "a body",
      "body-hash",
      seqOf("player_action"),
      forged(
        text("events.ndjson", (all) => line("player_action")(all, (one) => one.replace('"text":"', '"text":"Not '))),
      ),
    ],
    ["a salt", "body-hash", seqOf("player_action"), forged(flippedIn("player_action", /("salt":")([0-9a-f]+)/))],
    [
      "the time of an event",
      "header-hash",
      seqOf("player_action"),
      forged(text("events.ndjson", (all) => line("player_action")(all, (one) => one.replace('"at":1', '"at":2')))),
    ],
    [
      "the link to the event before",
      "header-hash",
      seqOf("player_action"),
      forged(flippedIn("player_action", /("prev":")([0-9a-f]+)/)),
    ],
    [
      "the hash of an event",
      "header-hash",
      seqOf("player_action"),
      forged(flippedIn("player_action", /("hash":")([0-9a-f]+)/)),
    ],
    ["a signature", "signature", seqOf("epoch_opened"), forged(flippedIn("epoch_opened", /("sig":")([0-9a-f]+)/))],
    [
      "the last event left out",
      "known-head-mismatch",
      head.seq,
      forged(text("events.ndjson", (all) => `${all.trimEnd().split("\n").slice(0, -1).join("\n")}\n`)),
    ],
    [
      "an event left out",
      "seq-gap",
      7,
      forged(
        text("events.ndjson", (all) =>
          all
            .split("\n")
            .filter((_, at) => at !== 5)
            .join("\n"),
        ),
      ),
    ],
    [
      "the keys",
      "keys-mismatch",
      null,
      forged(
        text("keys.public.json", (all) =>
          all.replace(/("publicKey": ")([0-9a-f]+)/, (_, before, hex) => before + flip(hex)),
        ),
      ),
    ],
    ["the epoch in the manifest", "epoch-mismatch", null, forged(() => {}, { epoch: 7 })],
    [
      "the campaign in the manifest",
      "campaign-mismatch",
      null,
      forged(() => {}, { campaignId: `c_${"a".repeat(20)}` }),
    ],
    ["the title in the manifest", "campaign-mismatch", null, forged(() => {}, { title: "Another" })],
    [
      "the head in the manifest",
      "head-mismatch",
      null,
      forged(() => {}, { head: { seq: 3, hash: table.events[2]?.hash } }),
    ],
    [
      "the hash of the head in the manifest",
      "known-head-mismatch",
      head.seq,
      forged(() => {}, { head: { ...head, hash: flip(head.hash) } }),
    ],
    [
      "the state of another moment",
      "snapshot-mismatch",
      null,
      forged(text("snapshot.json", (all) => all.replace(`"seq":${head.seq}`, `"seq":${head.seq - 1}`))),
    ],
    ["rows that are none", "rows-unreadable", null, forged(text("files/rows.json", () => "{}"))],
    [
      "a row more than there are files",
      "row-without-file",
      null,
      forged(text("files/rows.json", (all) => all.replace("aaaa", "cccc"))),
    ],
    [
      "a file outside the bundle",
      "manifest-unreadable",
      null,
      text("manifest.json", (all) => all.replace("keys.public.json", "../keys.json")),
    ],
    ["another format", "format-unknown", null, forged(() => {}, { format: "emberhall-bundle/2" })],
  ]),
)("[Z6] %s, with all hashes written anew, is refused: %s", async (_, reason, seq, bend) => {
  const { ok, findings } = await bent(bend);
  expect(ok).toBe(false);
  expect(findings.map((each) => `${each.reason} ${each.seq}`)).toContain(`${reason} ${seq}`);
});

test.each(
  /** @type {[string, string, (copy: string) => void][]} */ ([
    ["the events", "file-changed", text("events.ndjson", (all) => all.replace('"v":1', '"v":2'))],
    ["the bytes of a file", "file-changed", text(`files/${FILES[0]?.uploadId}`, (all) => all.replace("map", "mop"))],
    ["the rows", "file-changed", text("files/rows.json", (all) => all.replace("Map", "Mop"))],
    ["the keys", "file-changed", text("keys.public.json", (all) => all.replace("k1", "k9"))],
    [
      "when it was exported",
      "seal-broken",
      text("manifest.json", (all) => all.replace('"exportedAt": "2', '"exportedAt": "3')),
    ],
    [
      "the seal",
      "seal-broken",
      text("manifest.json", (all) => all.replace(/("seal": ")([0-9a-f]+)/, (_, before, hex) => before + flip(hex))),
    ],
    ["no manifest", "manifest-unreadable", (copy) => rmSync(join(copy, "manifest.json"))],
    ["no log", "file-missing", (copy) => rmSync(join(copy, "events.ndjson"))],
    ["a file more", "file-unlisted", (copy) => writeFileSync(join(copy, "files", "more"), "")],
    ["a folder more", "file-unlisted", (copy) => mkdirSync(join(copy, "more"))],
    [
      "a link in the place of a file",
      "file-missing",
      (copy) => {
        const path = join(copy, "files", FILES[0]?.uploadId ?? "");
        rmSync(path);
        symlinkSync("/etc/hostname", path);
      },
    ],
  ]),
)("[Z6] %s changed by accident is found: %s", async (_, reason, bend) => {
  const { ok, findings } = await bent(bend);
  expect(ok).toBe(false);
  expect(findings.map((each) => each.reason)).toContain(reason);
});

test("a log by itself can be verified too", async () => {
  const report = await verifyBundle(join(whole, "events.ndjson"), { knownHeads: [head] });
  expect(report).toMatchObject({ ok: true, headSeq: head.seq, files: 0 });
});
