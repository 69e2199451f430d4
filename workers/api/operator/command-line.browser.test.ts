import { execFile } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { root, toolNode } from "../../../scripts/setup/commands.mjs";
import type { CampaignCreated } from "../../contracts/http.ts";
import { appUrl } from "../../testkit/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "emberhall-operator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  command: string;
  ok: boolean;
  dryRun: boolean;
  result: Record<string, unknown>;
  troubles: { what: string; mend?: string }[];
}

/** Runs the command line as a shell would, and gives what it printed and how it ended. */
async function emberhall(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const environment = { PATH: process.env["PATH"], HOME: folder, EMBERHALL_URL: appUrl() };
  const env = { ...environment, EMBERHALL_OPERATOR_KEY: inject("operatorKey") };
  const command = [join(root, "scripts", "emberhall.mjs"), ...args];
  return await new Promise((resolve) => {
    execFile(toolNode(), command, { cwd: folder, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

async function said(...args: string[]): Promise<Said & { code: number }> {
  const { code, out } = await emberhall(...args, "--json");
  expect(out.trimEnd().split("\n"), out).toHaveLength(1);
  return { code, ...(JSON.parse(out) as Said) };
}

/** Somebody with a table and a cookie. */
async function startTable(): Promise<{
  campaignId: string;
  asks: (method: string, path: string, body?: unknown) => Promise<Response>;
}> {
  let cookie = "";
  const asks = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = { cookie, origin: appUrl(), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const response = await fetch(`${appUrl()}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const made = await asks("POST", "/api/campaigns", { adventureId: "the-lamplighters-hour", name: "Olga" });
  const { campaign } = (await made.json()) as CampaignCreated;
  return { campaignId: campaign.id, asks };
}

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
  expect(readdirSync(out).sort()).toEqual(["events.ndjson", "files", "keys.public.json", "manifest.json"]);
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
  expect(await codes("campaign", "import", "x")).toEqual([2, '"campaign import x" is no command.']);
  expect(await codes("doctor", "--url", "http://127.0.0.1:9")).toEqual([
    3,
    expect.stringContaining("cannot be reached"),
  ]);
  expect(await codes("doctor", "--url", "http://example.com")).toEqual([2, expect.stringContaining("is no address")]);
  const stranger = join(folder, "stranger.jwk");
  expect(await codes("keys", "operator", "--key", stranger)).toEqual([0, ""]);
  expect(await codes("keys", "operator", "--key", stranger)).toEqual([2, expect.stringContaining("There is a key")]);
  expect(await codes("doctor", "--key", stranger)).toEqual([3, expect.stringContaining("stay shut")]);
  const nobody = `c_${"a".repeat(20)}`;
  const gone = ["campaign", "export", nobody, "--out", join(folder, "none"), "--reason", "a drill"];
  expect(await codes(...gone)).toEqual([1, expect.stringContaining("There is nothing of that id here.")]);
  expect(existsSync(join(folder, "none"))).toBe(false);
}, 120_000);
