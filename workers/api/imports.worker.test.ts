import { describe, expect, test } from "vitest";
import type { CampaignCreated } from "../contracts/http.ts";
import type { MemberId } from "../contracts/ids.ts";
import { verifyNdjson } from "../core/ledger/index.ts";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { exportOf } from "../testkit/told-log.ts";

const NDJSON = { "content-type": "application/x-ndjson" };

async function playedTable() {
  const olga = new Visitor();
  const { campaign } = await olga.startsTable("Olga");
  const room = bindings.ROOM.getByName(campaign.id);
  const rolls = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const roll = { type: "roll" as const, expression: "1d20", visibility: "public" as const };
      expect(await room.command(campaign.memberId, crypto.randomUUID() as never, roll)).toMatchObject({ ok: true });
    }
  };
  await rolls(12);
  return { olga, campaign, room, rolls };
}

type Table = Awaited<ReturnType<typeof playedTable>>;

/** As an operator exports it, while people play. */
async function exported({ room, rolls }: Table): Promise<string> {
  const whole = await room.wholeLog();
  if (!whole.ok) throw new Error(whole.problem.slug);
  const [text] = await Promise.all([new Response(whole.stream).text(), rolls(8)]);
  return text;
}

test("[Z1] exported while people play, wiped, and brought to a server again: every hash is the one it was, and play goes on", async () => {
  const table = await playedTable();
  const text = await exported(table);
  const before = verifyNdjson(text);
  expect(before.findings).toEqual([]);
  expect(await table.room.erase(table.campaign.memberId)).toMatchObject({ ok: true, emptied: true });

  const nela = new Visitor();
  await nela.gets("POST", "/api/auth/guest", { body: { name: "Nela" } });
  const made = await nela.gets<CampaignCreated>("POST", "/api/campaigns/import", { body: text, headers: NDJSON });
  expect(made.campaign).toMatchObject({
    title: table.campaign.title,
    role: "owner",
    adventureId: table.campaign.adventureId,
  });
  const room = bindings.ROOM.getByName(made.campaign.id);
  const told = await exportOf(room as never, made.campaign.memberId);
  expect(told.report).toMatchObject({ ok: true, findings: [], notes: expect.arrayContaining(["continued"]) });
  const lines = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => (JSON.parse(line) as { hash: string }).hash);
  expect(told.events.slice(0, before.events).map(({ hash }) => hash)).toEqual(lines);
  expect(await room.roleOf(table.campaign.memberId as MemberId), "roles of elsewhere are not trusted").toBeNull();
  await new Visitor().joins(made.invite.code, "Peter");
});

describe("one byte of any kind changed: refused, with the reason, and nothing is left behind", () => {
  /** Changes the first place a pattern finds, in the line after the head in which it stands. */
  const bend = (pattern: RegExp, by: (found: string) => string) => (text: string) => text.replace(pattern, by);
  const flipped = (found: string) => found.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (sign) => (sign === "0" ? "1" : "0"));
  test.each<[string, (text: string) => string]>([
    ["seq", bend(/"seq":14,/, () => '"seq":15,')],
    ["epoch of the log", bend(/"epoch":1,"at"/, () => '"epoch":2,"at"')],
    ["time", bend(/"at":\d+/, (found) => `${found}1`)],
    ["the hash of the event before", bend(/"prev":"[1-9a-f][0-9a-f]+"/, flipped)],
    ["the hash of a body", bend(/"bodyHash":"[0-9a-f]+"/, flipped)],
    ["the hash of an event", bend(/},"hash":"[0-9a-f]+"/, flipped)],
    ["a salt", bend(/"salt":"[0-9a-f]+"/, flipped)],
    ["a signature", bend(/"sig":"[0-9a-f]+"/, flipped)],
    ["the type of a fact", bend(/"type":"roll_ticket"/, () => '"type":"roll_voided"')],
    ["its version", bend(/"type":"roll_ticket","v":1/, () => '"type":"roll_ticket","v":2')],
    ["who did it", bend(/"actor":{"kind":"player"/, () => '"actor":{"kind":"gm"')],
    ["who may know it", bend(/"audience":"gm"/, () => '"audience":"all"')],
    ["the cause", bend(/"actionId":"[0-9a-f-]+"/, flipped)],
    ["a word of the story", bend(/every thirteenth step/, () => "every fourteenth step")],
    ["the face of a die", bend(/"total":\d+/, (found) => `${found}0`)],
    ["a link of the dice", bend(/"link":"[0-9a-f]+"/, flipped)],
    ["the anchor of the dice", bend(/"anchor":"[0-9a-f]+"/, flipped)],
    ["the campaign's key", bend(/"keyId":"[^"]+","publicKey":"[0-9a-f]+"/, flipped)],
    ["the campaign's id", bend(/"campaignId":"c_[a-z2-7]+"(?!.*"head")/, (found) => found.replace(/.(?="$)/, "2"))],
    ["a seal of a secret", bend(/"commitment":"[0-9a-f]+"/, flipped)],
    ["the end", (text) => text.slice(0, -30)],
    ["an event in the middle", (text) => text.split("\n").toSpliced(11, 1).join("\n")],
    [
      "the order",
      (text) => {
        const lines = text.split("\n");
        return lines.toSpliced(11, 2, lines[12] ?? "", lines[11] ?? "").join("\n");
      },
    ],
    ["a field that nobody knows", bend(/"salt":/, () => '"more":1,"salt":')],
    ["a prototype", bend(/"payload":{/, () => '"payload":{"__proto__":{"isGm":true},')],
  ])("%s", async (_, change) => {
    const text = await exported(await playedTable());
    const bent = change(text);
    expect(bent).not.toBe(text);
    const eve = new Visitor();
    await eve.gets("POST", "/api/auth/guest", { body: { name: "Eve" } });
    const heard = await eve.sends("POST", "/api/campaigns/import", { body: bent, headers: NDJSON });
    expect(expectProblem(heard, "log-refused").detail?.length).toBeGreaterThan(20);
    expect(await eve.gets("GET", "/api/campaigns")).toMatchObject({ items: [] });
    expect(({} as { isGm?: unknown }).isGm).toBeUndefined();
  });
});

test("what somebody may export for themselves is veiled, and cannot go on: whispers of others are not theirs to move", async () => {
  const { olga, campaign } = await playedTable();
  const { invite } = await olga.startsTable("Again");
  expect(invite.code).toBeTruthy();
  const text = (await olga.sends("GET", `/api/campaigns/${campaign.id}/export`)).text;
  const heard = await olga.sends("POST", "/api/campaigns/import", { body: text, headers: NDJSON });
  expect(expectProblem(heard, "log-refused").detail).toContain("veiled");
});

test("it says what to send", async () => {
  const { olga } = await playedTable();
  expectProblem(await olga.sends("POST", "/api/campaigns/import", { body: "x" }), "wrong-content-type");
});
