import { expect, test } from "vitest";
import type { CampaignCard, Me } from "../contracts/http.ts";
import type { Erasure } from "../contracts/people.ts";
import { archiveLog } from "../jobs/archive-log.ts";
import type { JobBindings } from "../jobs/bindings.ts";
import { erasePerson, sweepErasures } from "../jobs/erase-person.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { draft } from "../testkit/character-draft.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { confirmedSessions, shelvePasskey } from "../testkit/shelve-passkey.ts";

const env = bindings as unknown as JobBindings;

/** Everything the database holds, as one text, but what is only kept as ids. */
async function kept(): Promise<string> {
  const { results } = await bindings.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE '%_fts%' AND name NOT LIKE '%grams%'",
  ).all<{ name: string }>();
  const tables = await Promise.all(
    results.map(async ({ name }) =>
      JSON.stringify((await bindings.DB.prepare(`SELECT * FROM "${name}"`).all()).results),
    ),
  );
  return tables.join("\n");
}

async function somebodyEverywhere() {
  // Each test has its own: what another one left standing is not this one's fault.
  const canary = `quetzal${crypto.randomUUID().slice(0, 8)}`;
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const path = `/api/campaigns/${campaign.id}`;
  const tom = new Visitor();
  const { memberId } = await tom.joins(invite.code, `Tom ${canary}`);
  const me = await tom.gets<Me>("GET", "/api/me");
  await tom.gets("POST", "/api/characters", { body: { draft: { ...draft, name: `Hild ${canary}` } } });
  await shelvePasskey({ accountId: me.accountId });
  await confirmedSessions(me.accountId);
  const own = await tom.gets<{ campaign: CampaignCard }>("POST", "/api/campaigns", {
    body: { adventureId: campaign.adventureId, title: `The ${canary} table` },
  });
  const file = await shelveFile(campaign.id, { addedBy: memberId, title: `${canary}.md` });
  const room = bindings.ROOM.getByName(campaign.id);
  await room.command(memberId as never, crypto.randomUUID() as never, {
    ...{ type: "chat", channel: "ooc", to: [], text: `The ${canary} speaks.` },
  });
  return { canary, olga, tom, me, path, campaign, own: own.campaign, memberId, file, room };
}

test("the file about a person has what they said, made and did, and nothing that opens a door", async () => {
  const { canary, tom, campaign, file } = await somebodyEverywhere();
  const heard = await tom.sends("GET", "/api/me/export");
  expect(heard.headers.get("content-disposition")).toContain("attachment");
  const lines = heard.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({ emberhall: "about-me/1", account: { name: `Tom ${canary}` } });
  for (const kind of ["session", "passkey", "character", "done", "place", "file"])
    expect(
      lines.some((line) => kind in line),
      kind,
    ).toBe(true);
  expect(heard.text).toContain(`The ${canary} speaks.`);
  expect(heard.text).toContain(file.id);
  expect(lines.filter((line) => "event" in line).every((line) => line["campaignId"] !== null)).toBe(true);
  expect(heard.text).not.toMatch(/publicKey|secretHash|familyHash|"hash":"[0-9a-f]{64}","used/);
  expect(lines.filter((line) => "place" in line)).toHaveLength(2);
  expect(heard.text, "nothing of what others said").not.toContain("Olga");
  expect(campaign.id).toBeTruthy();
});

test("erased: signed out at once, and gone from every store, with a line for each", async () => {
  const { canary, olga, tom, me, path, own, memberId, file, room } = await somebodyEverywhere();
  expectProblem(await tom.sends("POST", "/api/me/erase", { body: { name: "Tom" } }), "bad-request");
  const begun = await tom.gets<Erasure>("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  expect(begun).toMatchObject({ accountId: me.accountId, finishedAt: null });
  expect(tom.cookie).toBeNull();
  const job = { job: "erase_person", accountId: me.accountId } as never;
  await erasePerson(job, env);
  await erasePerson(job, env);
  const receipt = await new Visitor().gets<Erasure>("GET", `/api/erasures/${me.accountId}`);
  expect(receipt.finishedAt).not.toBeNull();
  expect(receipt.receipt.map(({ store }) => store).sort()).toEqual(["database", "files", "files", "tables", "tables"]);
  expect(receipt.receipt.find(({ store, removed }) => store === "files" && removed === 1)).toBeDefined();
  expect((await kept()).replaceAll(`${canary}.md`, "")).not.toContain(canary);
  const row = await bindings.DB.prepare("SELECT deleted_at FROM uploads WHERE id = ?")
    .bind(file.id)
    .first("deleted_at");
  expect(row, "the file is buried, and its deletion on the way").not.toBeNull();
  expect(await bindings.ROOM.getByName(own.id).outline(), "a table that was theirs alone is gone").toBeNull();
  expect((await olga.sends("GET", `${path}/export`)).text).not.toContain(canary);
  expect(await room.roleOf(memberId as never)).toBeNull();
  expect((await olga.gets<{ items: object[] }>("GET", `${path}/members`)).items).toContainEqual({
    ...{ memberId, name: "Departed player", role: "player", removed: true },
  });
});

test("erased, somebody is erased also in every table that went on from one of theirs, and on from that", async () => {
  const { canary, olga, tom, me, path } = await somebodyEverywhere();
  const first = await olga.gets<{ campaign: CampaignCard }>("POST", `${path}/forks`, { body: {} });
  const second = await olga.gets<{ campaign: CampaignCard }>("POST", `/api/campaigns/${first.campaign.id}/forks`, {
    body: {},
  });
  const told = async () =>
    (
      await Promise.all(
        [first, second].map(({ campaign }) => olga.sends("GET", `/api/campaigns/${campaign.id}/export`)),
      )
    )
      .map(({ text }) => text)
      .join();
  expect(await told()).toContain(canary);
  await tom.gets("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  await erasePerson({ job: "erase_person", accountId: me.accountId } as never, env);
  expect(await told()).not.toContain(canary);
});

test("the keepsake of an evening that ended goes with the words in it, and a newer one takes its place", async () => {
  const { canary, tom, me, campaign, room } = await somebodyEverywhere();
  const archives = async () => {
    const { objects } = await bindings.FILES.list({ prefix: `campaigns/${campaign.id}/log-` });
    return await Promise.all(objects.map(async ({ key }) => (await (await bindings.FILES.get(key))?.text()) ?? ""));
  };
  const seq = (await room.outline())?.seq ?? 0;
  const job = { job: "archive_log", campaignId: campaign.id } as const;
  await archiveLog({ ...job, seq } as never, env);
  expect((await archives()).join()).toContain(canary);
  await tom.gets("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  await erasePerson({ job: "erase_person", accountId: me.accountId } as never, env);
  expect(await archives()).toEqual([]);
  // One that was on its way when the words went is replaced by the one after it.
  await bindings.FILES.put(`campaigns/${campaign.id}/log-${seq}.ndjson`, canary);
  await archiveLog({ ...job, seq: seq + 1 } as never, env);
  expect(await archives()).toHaveLength(1);
  expect((await archives()).join()).not.toContain(canary);
});

test("cut off after a table was emptied, the erasure still takes its rows and files away", async () => {
  const { tom, me, own, canary } = await somebodyEverywhere();
  await shelveFile(own.id, { addedBy: "m_bbbbbbbbbbbbbbbbbbbb", title: "Somebody else’s.md" });
  await tom.gets("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  const job = { job: "erase_person", accountId: me.accountId } as never;
  const JOBS = { send: async () => await Promise.reject(new Error("down")) };
  await expect(erasePerson(job, { ...env, JOBS } as never)).rejects.toThrow("could not be reached");
  expect(await bindings.ROOM.getByName(own.id).outline()).toBeNull();
  await erasePerson(job, env);
  expect(await bindings.DB.prepare("SELECT id FROM campaigns WHERE id = ?").bind(own.id).first()).toBeNull();
  const standing = await bindings.DB.prepare(
    "SELECT count(*) AS n FROM uploads WHERE campaign_id = ? AND deleted_at IS NULL",
  )
    .bind(own.id)
    .first("n");
  expect(standing).toBe(0);
});

test("who had left a table that is gone is still erased where it went on", async () => {
  const { canary, olga, tom, me, path, memberId } = await somebodyEverywhere();
  const fork = await olga.gets<{ campaign: CampaignCard }>("POST", `${path}/forks`, { body: {} });
  await olga.sends("DELETE", `${path}/members/${memberId}`, { body: { reason: "moved away" } });
  const { accountId, name } = await olga.gets<Me>("GET", "/api/me");
  await olga.gets("POST", "/api/me/erase", { body: { name } });
  await erasePerson({ job: "erase_person", accountId } as never, env);
  await tom.gets("POST", "/api/me/erase", { body: { name: me.name } });
  await erasePerson({ job: "erase_person", accountId: me.accountId } as never, env);
  const room = bindings.ROOM.getByName(fork.campaign.id);
  const whole = await room.wholeLog();
  const text = whole.ok ? await new Response(whole.stream).text() : "";
  expect(text).not.toContain(canary);
});

test("a fork that is made while somebody is erased does not keep their words", async () => {
  const { canary, olga, tom, path } = await somebodyEverywhere();
  // The job has yet to run; the list of erased places stands already.
  await tom.gets("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  const fork = await olga.gets<{ campaign: CampaignCard }>("POST", `${path}/forks`, { body: {} });
  const whole = await bindings.ROOM.getByName(fork.campaign.id).wholeLog();
  expect(whole.ok ? await new Response(whole.stream).text() : canary).not.toContain(canary);
});

test("a table that cannot be reached stays on the list until it can", async () => {
  const { canary, tom, me } = await somebodyEverywhere();
  await tom.gets("POST", "/api/me/erase", { body: { name: `Tom ${canary}` } });
  const job = { job: "erase_person", accountId: me.accountId } as never;
  const down = { ...env, ROOM: { getByName: () => ({ erase: () => Promise.reject(new Error("down")) }) } } as never;
  await expect(erasePerson(job, down)).rejects.toThrow("could not be reached");
  const sent: unknown[] = [];
  const JOBS = { send: async (each: unknown) => void sent.push(each) };
  await sweepErasures({ DB: bindings.DB, JOBS }, Date.now());
  expect(sent, "not at once").not.toContainEqual(job);
  await sweepErasures({ DB: bindings.DB, JOBS }, Date.now() + 3_600_000);
  expect(sent).toContainEqual(job);
  await erasePerson(job, env);
  const { finishedAt } = await new Visitor().gets<Erasure>("GET", `/api/erasures/${me.accountId}`);
  expect(finishedAt).not.toBeNull();
});
