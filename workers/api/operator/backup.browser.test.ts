import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emberhall, folder, said, startTable } from "../../testkit/command-line.ts";

const why = ["--reason", "a drill"];
const page = "# Gazetteer\n\nA town by the water.";

async function tableWithFile() {
  const table = await startTable();
  const { campaignId, asks } = table;
  const library = `/api/campaigns/${campaignId}/uploads`;
  const made = await asks("POST", library, { title: "gazetteer.md", sizeBytes: page.length, visibility: "players" });
  const { upload } = (await made.json()) as { upload: { id: string } };
  expect((await asks("PUT", `${library}/${upload.id}/parts/1`, Buffer.from(page))).status).toBe(200);
  expect((await asks("POST", `${library}/${upload.id}/complete`)).status).toBe(200);
  const me = (await (await asks("GET", "/api/me")).json()) as { accountId: string; name: string };
  return { ...table, uploadId: upload.id, accountId: me.accountId };
}

test("a backup of everything, a drill over it, and a campaign that moves house with its files", async () => {
  await startTable();
  const { campaignId, asks, accountId, uploadId } = await tableWithFile();
  const out = join(folder, "all");
  const dry = await emberhall("backup", "--out", out, ...why, "--dry-run");
  expect(dry.out).toContain("Would export");
  expect(existsSync(out)).toBe(false);
  const first = await said("backup", "--out", out, ...why);
  expect(first.result).toMatchObject({ unchanged: 0, exported: first.result["campaigns"] });
  expect(readdirSync(join(out, campaignId)).sort()).toEqual([
    "events.ndjson",
    "files",
    "keys.public.json",
    "manifest.json",
    "snapshot.json",
  ]);
  expect(statSync(join(out, "backup.json")).mode & 0o077).toBe(0);
  const { heads } = JSON.parse(readFileSync(join(out, "backup.json"), "utf8")) as { heads: Record<string, object> };
  expect(heads[campaignId]).toMatchObject({ seq: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await asks("PATCH", `/api/campaigns/${campaignId}/uploads/${uploadId}`, { visibility: "gm" });
  const second = await said("backup", "--out", out, ...why);
  expect(second.result["exported"], "only what has changed since").toBeLessThan(Number(first.result["exported"]));
  expect(readFileSync(join(out, campaignId, "files", "rows.json"), "utf8")).toContain('"visibility": "gm"');

  const drilled = await said("restore", "drill", out, ...why);
  expect(drilled, JSON.stringify(drilled.troubles)).toMatchObject({ code: 0, ok: true });
  expect((drilled.result["drilled"] as { ok: boolean }[]).every(({ ok }) => ok)).toBe(true);

  const bundle = join(out, campaignId);
  const wanted = ["campaign", "import", bundle, "--owner", accountId, ...why];
  const tried = await emberhall(...wanted, "--dry-run");
  expect(tried.out).toContain("1 files, for Olga.");
  const moved = await said(...wanted);
  expect(moved).toMatchObject({ code: 0, result: { files: 1, invite: expect.stringContaining("/j/") } });
  const there = String(moved.result["campaignId"]);
  const file = await asks("GET", `/api/campaigns/${there}/uploads/${uploadId}/file`);
  expect(await file.text()).toBe(page);
  const again = await said(...wanted, "--into", there);
  expect(again).toMatchObject({ code: 0, result: { campaignId: there, files: 1 } });
  const list = await asks("GET", `/api/campaigns/${there}/uploads`);
  expect(((await list.json()) as { items: object[] }).items).toHaveLength(1);

  appendFileSync(join(bundle, "events.ndjson"), "{}\n");
  expect(await said(...wanted)).toMatchObject({ code: 1, result: { ok: false } });
  expect(await said("restore", "drill", bundle, ...why)).toMatchObject({ code: 1 });
}, 180_000);

test("what is known of somebody, the end of their sessions, and the end of them", async () => {
  const { accountId, asks, campaignId } = await tableWithFile();
  const out = join(folder, "olga.ndjson");
  expect(await said("user", "export", accountId, "--out", out, ...why, "--dry-run")).toMatchObject({ code: 0 });
  expect(existsSync(out)).toBe(false);
  expect(await said("user", "export", accountId, "--out", out, ...why)).toMatchObject({ code: 0 });
  expect(readFileSync(out, "utf8")).toContain('"emberhall":"about-me/1"');
  expect(statSync(out).mode & 0o077).toBe(0);
  expect(await said("user", "export", accountId, "--out", out, ...why)).toMatchObject({ code: 2 });

  expect(await said("campaign", "archive", campaignId, ...why)).toMatchObject({ code: 0 });
  const put = (await (await asks("GET", `/api/campaigns/${campaignId}`)).json()) as { status: string };
  expect(put.status).toBe("archived");
  expect(await said("campaign", "archive", campaignId, "--back", ...why)).toMatchObject({ code: 0 });

  expect(await said("user", "erase", accountId, ...why)).toMatchObject({ code: 1 });
  const dry = await emberhall("user", "erase", accountId, ...why, "--dry-run");
  expect(dry.out).toContain('In earnest: --confirm "Olga"');
  expect(await said("sessions", "revoke", accountId, ...why)).toMatchObject({ code: 0, result: { ended: 1 } });
  expect((await asks("GET", "/api/me/sessions")).status).toBe(401);
  const erased = await said("user", "erase", accountId, "--confirm", "Olga", ...why);
  expect(erased).toMatchObject({ code: 0, result: { accountId, finishedAt: null } });
  expect(await said("sessions", "revoke", "olga", ...why)).toMatchObject({ code: 2 });
}, 120_000);
