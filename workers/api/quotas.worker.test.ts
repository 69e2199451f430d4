import { expect, test } from "vitest";
import type { CampaignCreated, Me } from "../contracts/http.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { libraryTable } from "../testkit/library-visitor.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { OWNER_BYTES_MAX, TABLES_A_DAY } from "./quotas.ts";

/** Tables of this account that were begun so long ago, as rows alone. */
async function begun(accountId: string, tables: { count: number; hoursAgo: number }): Promise<void> {
  const at = Date.now() - tables.hoursAgo * 3_600_000;
  const rows = Array.from({ length: tables.count }, () => `c_${crypto.randomUUID()}`);
  const table =
    "INSERT INTO campaigns (id, title, adventure_id, ruleset, host_name, status, seq, created_at, touched_at) VALUES (?, 'x', 'x', 'd20', 'x', 'open', 1, ?, ?)";
  const place = "INSERT INTO members VALUES (?, ?, ?, 'owner', 1, NULL)";
  await bindings.DB.batch(
    rows.flatMap((id) => [
      bindings.DB.prepare(table).bind(id, at, at),
      bindings.DB.prepare(place).bind(id, accountId, `m_${id}`),
    ]),
  );
}

test("so many tables a day: then neither a new one, nor a fork, nor one from elsewhere, until tomorrow", async () => {
  const olga = new Visitor();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const { campaign } = await olga.startsTable("Olga");
  const { accountId } = await olga.gets<Me>("GET", "/api/me");
  const forks = `/api/campaigns/${campaign.id}/forks`;
  await begun(accountId, { count: 50, hoursAgo: 25 });
  const fork = await olga.gets<CampaignCreated>("POST", forks, { body: {}, headers });
  await begun(accountId, { count: TABLES_A_DAY - 2, hoursAgo: 1 });

  const wish = { body: { adventureId: campaign.adventureId } };
  const refused = expectProblem(await olga.sends("POST", "/api/campaigns", wish), "too-many-tables");
  expect(refused.detail).toContain("come back tomorrow");
  expectProblem(await olga.sends("POST", forks, { body: {} }), "too-many-tables");
  const log = { body: "{}", headers: { "content-type": "application/x-ndjson" } };
  expectProblem(await olga.sends("POST", "/api/campaigns/import", log), "too-many-tables");
  const again = await olga.gets<CampaignCreated>("POST", forks, { body: {}, headers });
  expect(again.campaign.id, "asked once more, it is no further table").toBe(fork.campaign.id);
  const other = new Visitor();
  await other.startsTable("Sten");
});

test("on one's own machine nobody counts", async () => {
  const local = new Visitor({ env: bindings, site: "http://localhost" });
  const { campaign } = await local.startsTable("Olga");
  const { accountId } = await local.gets<Me>("GET", "/api/me");
  await begun(accountId, { count: TABLES_A_DAY + 5, hoursAgo: 1 });
  await local.gets("POST", "/api/campaigns", { body: { adventureId: campaign.adventureId } });
});

test("the files of all campaigns of one owner have an end, whoever brings them; deleted ones do not count", async () => {
  const { campaign, olga } = await libraryTable();
  const second = await olga.gets<CampaignCreated>("POST", "/api/campaigns", {
    body: { adventureId: campaign.adventureId },
  });
  const there = { sizeBytes: OWNER_BYTES_MAX - 100, text: "x" };
  const { id } = await shelveFile(second.campaign.id, there);
  expect((await olga.announces("fits.md", 100)).upload.status).toBe("pending");
  const refused = await olga.sends("POST", olga.library, {
    body: { title: "over.md", sizeBytes: 1, visibility: "gm" },
  });
  expect(expectProblem(refused, "library-full").detail).toContain("5 GB");
  expect((await olga.sends("DELETE", `/api/campaigns/${second.campaign.id}/uploads/${id}`)).status).toBe(204);
  expect((await olga.announces("fits-now.md", 100)).upload.status).toBe("pending");
});
