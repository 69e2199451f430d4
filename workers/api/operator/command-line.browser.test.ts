import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emberhall, folder, said, startTable } from "../../testkit/command-line.ts";

test("the doctor, an export, its verification and a forged one, a quarantine and the audit, as a shell has them", async () => {
  const { campaignId, asks } = await startTable();
  const doctor = await emberhall("doctor");
  // Other tests share this server, and what they left may trouble a doctor.
  expect(doctor.code).toBe(doctor.err === "" ? 0 : 1);
  expect(doctor.out).toContain("dev profile");

  const out = join(folder, "backup");
  const dry = await emberhall("campaign", "export", campaignId, "--out", out, "--reason", "a drill", "--dry-run");
  expect(dry.out).toContain("Would write events 1 to");
  expect(existsSync(out)).toBe(false);
  const exported = await said("campaign", "export", campaignId, "--out", out, "--reason", "a drill");
  expect(exported).toMatchObject({ code: 0, command: "campaign export", ok: true, dryRun: false, troubles: [] });
  expect(readdirSync(out).sort()).toEqual([
    "events.ndjson",
    "files",
    "keys.public.json",
    "manifest.json",
    "snapshot.json",
  ]);
  expect(statSync(join(out, "events.ndjson")).mode & 0o077).toBe(0);
  expect(readFileSync(join(out, "events.ndjson"), "utf8")).toContain("adventure_scripted");
  const again = await said("campaign", "export", campaignId, "--out", out, "--reason", "a drill");
  expect(again).toMatchObject({ code: 2, ok: false });

  const verified = await said("campaign", "verify", out);
  expect(verified).toMatchObject({ code: 0, result: { ok: true, campaignId, headSeq: exported.result["headSeq"] } });
  appendFileSync(join(out, "events.ndjson"), "{}\n");
  const forged = await emberhall("campaign", "verify", out);
  expect(forged.code).toBe(1);
  expect(forged.err).toContain("[file-changed]");
  expect(forged.err).toMatch(/event \d+: .*\[malformed\]/);

  const why = "We look into a fault.";
  expect((await said("campaign", "quarantine", campaignId, "--reason", why)).code).toBe(0);
  const upload = { title: "a.md", sizeBytes: 3, visibility: "gm" };
  const refused = await asks("POST", `/api/campaigns/${campaignId}/uploads`, upload);
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining(why)]);
  expect((await said("campaign", "quarantine", campaignId, "--reason", "Mended.", "--lift")).code).toBe(0);
  expect((await asks("POST", `/api/campaigns/${campaignId}/uploads`, upload)).status).toBe(201);

  const { result } = await said("audit", "list", "--limit", "4");
  const commands = (result["items"] as { command: string; reason: string }[]).map(
    (line) => `${line.command} ${line.reason}`,
  );
  expect(commands.slice(0, 2)).toEqual(["campaign-quarantine Mended.", `campaign-quarantine ${why}`]);
}, 120_000);

test("every other command runs, in plain words and in JSON, dry and in earnest", async () => {
  for (const [words, told] of [
    ["dlq replay --all", ""],
    ["dlq drop --all", ""],
    ["index rebuild", ""],
    ["keys rotate jwt", "New tokens are signed with a new key"],
    ["keys rotate jwt --revoke-old", "the old ones are gone"],
    ["campaign list", "c_"],
  ] as const) {
    const dry = await said(...words.split(" "), "--dry-run");
    expect([dry.code, dry.dryRun], words).toEqual([dry.troubles.length === 0 ? 0 : 1, true]);
    const { code, out, err } = await emberhall(...words.split(" "));
    expect(code, words).toBe(err === "" ? 0 : 1);
    expect(out).toContain(told);
  }
  expect(await said("dlq", "list")).toMatchObject({ code: 0, result: { items: [] } });
  // What other tests left half-way is put right once; after that there is nothing more to put right.
  await said("reconcile", "--mend");
  const { campaignId } = await startTable();
  const { result } = await said("reconcile");
  const findings = result["findings"] as { target: string; mended: boolean }[];
  expect(findings.filter(({ target }) => target.includes(campaignId))).toEqual([]);
}, 120_000);

test("how it ends tells a shell what happened", async () => {
  const codes = async (...args: string[]) => {
    const { code, ok, troubles } = await said(...args);
    expect(ok).toBe(code === 0);
    return [code, troubles[0]?.what ?? ""];
  };
  expect(await codes("help")).toEqual([0, ""]);
  expect(await codes("campaign", "burn", "x")).toEqual([2, '"campaign burn x" is no command.']);
  expect(await codes("doctor", "--url", "http://127.0.0.1:9")).toEqual([
    3,
    expect.stringContaining("cannot be reached"),
  ]);
  expect(await codes("doctor", "--url", "http://example.com")).toEqual([2, expect.stringContaining("is no address")]);
  const stranger = join(folder, "stranger.jwk");
  expect(await codes("keys", "operator", "--key", stranger)).toEqual([0, ""]);
  expect(await codes("keys", "operator", "--key", stranger)).toEqual([2, expect.stringContaining("There is a key")]);
  expect(await codes("doctor", "--key", stranger)).toEqual([3, expect.stringContaining("stay shut")]);
  const { campaignId } = await startTable();
  const earlier = ["campaign", "restore", campaignId, "--reason", "a drill"];
  expect(await codes(...earlier)).toEqual([2, expect.stringContaining("takes --at TIME or --bookmark")]);
  expect(await codes(...earlier, "--at", "yesterday")).toEqual([2, expect.stringContaining("no moment")]);
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  expect(await codes(...earlier, "--at", anHourAgo, "--dry-run")).toEqual([0, ""]);
  expect(await codes(...earlier, "--at", anHourAgo)).toEqual([1, expect.stringContaining("on Cloudflare only")]);
  const nobody = `c_${"a".repeat(20)}`;
  const gone = ["campaign", "export", nobody, "--out", join(folder, "none"), "--reason", "a drill"];
  expect(await codes(...gone)).toEqual([1, expect.stringContaining("There is nothing of that id here.")]);
  expect(existsSync(join(folder, "none"))).toBe(false);
}, 120_000);
