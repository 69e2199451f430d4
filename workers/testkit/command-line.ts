import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject } from "vitest";
import { root, toolNode } from "../../scripts/setup/commands.mjs";
import type { CampaignCreated } from "../contracts/http.ts";
import { appUrl } from "./browser.ts";

/** Where a test of the command line may write; taken away at its end. */
export const folder = mkdtempSync(join(tmpdir(), "emberhall-operator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  command: string;
  ok: boolean;
  dryRun: boolean;
  result: Record<string, unknown>;
  troubles: { what: string; mend?: string }[];
}

/** Runs the command line as a shell would, and gives what it printed and how it ended. */
export async function emberhall(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const environment = { PATH: process.env["PATH"], HOME: folder, EMBERHALL_URL: appUrl() };
  const env = { ...environment, EMBERHALL_OPERATOR_KEY: inject("operatorKey") };
  const command = [join(root, "scripts", "emberhall.mjs"), ...args];
  return await new Promise((resolve) => {
    execFile(toolNode(), command, { cwd: folder, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

/** The same with `--json`. */
export async function said(...args: string[]): Promise<Said & { code: number }> {
  const { code, out } = await emberhall(...args, "--json");
  expect(out.trimEnd().split("\n"), out).toHaveLength(1);
  return { code, ...(JSON.parse(out) as Said) };
}

/** Somebody with a table and a cookie. */
export async function startTable(): Promise<{
  campaignId: string;
  asks: (method: string, path: string, body?: unknown) => Promise<Response>;
}> {
  let cookie = "";
  const asks = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const type = body instanceof Uint8Array ? "application/octet-stream" : "application/json";
    const headers = { cookie, origin: appUrl(), ...(body === undefined ? {} : { "content-type": type }) };
    const sent = body instanceof Uint8Array ? new Uint8Array(body) : body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${appUrl()}${path}`, { method, headers, body: sent });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const made = await asks("POST", "/api/campaigns", { adventureId: "the-lamplighters-hour", name: "Olga" });
  const { campaign } = (await made.json()) as CampaignCreated;
  return { campaignId: campaign.id, asks };
}
