import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { CampaignId, MemberId } from "../../contracts/ids.ts";
import { verifyNdjson } from "../../core/ledger/index.ts";
import { bindings, expectProblem, Visitor } from "../../testkit/api-visitor.ts";
import { Operator } from "../../testkit/operator.ts";
import { PointInTime } from "../../testkit/point-in-time.ts";
import { randomIdOf, roomOf } from "../../testkit/room-at-hand.ts";
import { Seat, until } from "../../testkit/seat.ts";

const operator = await Operator.withKey();
const reason = "A fault of 20:05.";

async function table() {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable("Olga");
  const campaignId = campaign.id as CampaignId;
  const tom = new Visitor();
  const { memberId } = await tom.joins(invite.code, "Tom");
  const past = new PointInTime(campaignId);
  const says = async (by: string, text: string) => {
    const chat = { type: "chat", channel: "ooc", to: [], text } as never;
    expect(await roomOf(campaignId).command(by as MemberId, crypto.randomUUID() as never, chat)).toMatchObject({
      ok: true,
    });
  };
  const rolls = async () => {
    const roll = { type: "roll", expression: "1d20", visibility: "public" } as never;
    expect(await roomOf(campaignId).command(memberId as MemberId, crypto.randomUUID() as never, roll)).toMatchObject({
      ok: true,
    });
  };
  const log = async () => await operator.asks<string>("campaign-export", { campaignId, reason });
  const restores = async (to: object) => await operator.sends("campaign-restore", { campaignId, to, reason });
  return { olga, tom, campaignId, owner: campaign.memberId, memberId, past, says, rolls, log, restores };
}
/** The links of all rolls of a log: whoever has seen one knows what falls when it is used again. */
const linksOf = (text: string): string[] => [...text.matchAll(/"link":"([0-9a-f]{64})"/g)].map(([, link = ""]) => link);

test("[Z2] put back: what came after is gone, the log holds, the dice are none that anybody has seen, and every browser loads anew", async () => {
  const { campaignId, past, says, rolls, log, restores, memberId, owner, tom } = await table();
  await says(owner, "Before.");
  await rolls();
  const mark = await past.mark();
  const before = await roomOf(campaignId).head();
  for (let n = 0; n < 3; n += 1) await rolls();
  await says(owner, "After.");
  const lost = await log();
  const seat = await Seat.take(roomOf(campaignId), memberId as MemberId);
  const heard = await past.during(() => restores({ bookmark: mark }));
  expect(heard.status, heard.text).toBe(200);
  await until("the socket to be closed", () => seat.closed !== null);

  for (let n = 0; n < 4; n += 1) await rolls();
  await says(owner, "On we go.");
  const text = await log();
  const report = verifyNdjson(text);
  expect(report.findings).toEqual([]);
  expect(text).toContain("Before.");
  expect(text).not.toContain("After.");
  expect(text).toContain(`"type":"campaign_restored"`);
  expect(text).toContain(`"throughSeq":${before.seq},"goneThroughSeq":`);
  const seenLinks = new Set(linksOf(lost));
  const since = linksOf(text.slice(text.indexOf("campaign_restored")));
  expect(since.length).toBeGreaterThanOrEqual(4);
  expect(since.filter((link) => seenLinks.has(link))).toEqual([]);

  const back = await Seat.take(roomOf(campaignId), memberId as MemberId, { epoch: 1, seq: before.seq });
  expect(back.frames.find((frame) => frame.t === "server.welcome")).toMatchObject({ epoch: 2, resume: "snapshot" });
  back.leave();
  expect(await tom.gets("GET", `/api/campaigns/${campaignId}`)).toMatchObject({ role: "player" });
});

test("back again by the bookmark that it told, under a later epoch still", async () => {
  const { campaignId, past, says, log, restores, owner } = await table();
  const mark = await past.mark();
  await says(owner, "The hour that was missed.");
  const heard = await past.during(() => restores({ bookmark: mark }));
  const { undo } = heard.body as { undo: string };
  expect(await log()).not.toContain("The hour that was missed.");
  const again = await past.during(() => restores({ bookmark: undo }));
  expect(again.status, again.text).toBe(200);
  const text = await log();
  expect(text).toContain("The hour that was missed.");
  expect(verifyNdjson(text).findings).toEqual([]);
  expect(text).toContain('"epoch":3');
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 3 });
});

test("cut off between its halves: nobody is let in, and the next who wants in finishes it", async () => {
  const { campaignId, past, says, rolls, olga, owner, log } = await table();
  const mark = await past.mark();
  await rolls();
  await says(owner, "Lost.");
  await past.back(mark);
  const ticket = () => olga.sends("POST", `/api/campaigns/${campaignId}/tickets`, { body: {} });
  const row = "INSERT OR REPLACE INTO restores VALUES (?, ?, 1, 1, 40, NULL, NULL)";
  await bindings.DB.prepare(row).bind(campaignId, Date.now()).run();
  expectProblem(await ticket(), "unavailable");
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 1 });
  await bindings.DB.prepare(row)
    .bind(campaignId, Date.now() - 20_000)
    .run();
  expect((await ticket()).status).toBe(201);
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 2 });
  expect((await ticket()).status).toBe(201);
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 2 });
  const text = await log();
  expect(text).not.toContain("Lost.");
  expect(verifyNdjson(text).findings).toEqual([]);
});

test("a life of the room that has yet to end settles nothing: it would be gone with it", async () => {
  const { campaignId, past, says, owner } = await table();
  const mark = await past.mark();
  await says(owner, "Lost.");
  const room = roomOf(campaignId);
  const { epoch, seq } = (await room.outline()) ?? { epoch: 0, seq: 0 };
  expect((await past.during(async () => await room.putBack({ bookmark: mark }))).ok).toBe(true);
  expect(await room.settleRestore({ epoch, diceEpoch: 1, seq })).toMatchObject({ ok: false });
  await past.back(mark);
  const again = roomOf(campaignId);
  expect(await again.settleRestore({ epoch, diceEpoch: 1, seq })).toMatchObject({ ok: true });
  expect(await again.outline()).toMatchObject({ epoch: epoch + 1 });
});

test("back to before it was opened, and from there by the bookmark that was told", async () => {
  const campaignId = randomIdOf("c") as CampaignId;
  const past = new PointInTime(campaignId);
  const empty = await past.mark();
  const owner = { memberId: randomIdOf("m") as MemberId, name: "Olga" };
  const opening = { campaignId, title: "T", adventureId: "the-lamplighters-hour", ruleset: "d20" as const, owner };
  expect(await roomOf(campaignId).open(opening)).toMatchObject({ ok: true });
  const gone = await past.during(() =>
    operator.sends("campaign-restore", { campaignId, to: { bookmark: empty }, reason }),
  );
  const { detail = "" } = expectProblem(gone, "bad-request");
  const [, undo = ""] = /--bookmark (\S+)/.exec(detail) ?? [];
  expect(await roomOf(campaignId).outline()).toBeNull();
  const back = await past.during(() =>
    operator.sends("campaign-restore", { campaignId, to: { bookmark: undo }, reason }),
  );
  expect(back.status, back.text).toBe(200);
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 2 });
});

test("a bookmark that is none leaves the door shut that an unfinished restore had shut, and epochs above all before", async () => {
  const { campaignId, past, says, owner, restores, olga } = await table();
  const mark = await past.mark();
  await says(owner, "Lost.");
  await past.back(mark);
  const row = "INSERT OR REPLACE INTO restores VALUES (?, ?, 7, 9, 400, NULL, NULL)";
  await bindings.DB.prepare(row).bind(campaignId, Date.now()).run();
  await past.during(async () => expectProblem(await restores({ bookmark: "none" }), "bad-request"));
  expectProblem(await olga.sends("POST", `/api/campaigns/${campaignId}/tickets`, { body: {} }), "unavailable");
  const heard = await past.during(() => restores({ bookmark: mark }));
  expect(heard.status, heard.text).toBe(200);
  expect(await roomOf(campaignId).outline()).toMatchObject({ epoch: 8 });
});

test("whoever was erased since is erased again", async () => {
  const { past, says, memberId, log, restores, tom } = await table();
  await says(memberId, "My secret walnut.");
  const mark = await past.mark();
  const me = await tom.gets<{ accountId: string; name: string }>("GET", "/api/me");
  await tom.gets("POST", "/api/me/erase", { body: { name: me.name } });
  const heard = await past.during(() => restores({ bookmark: mark }));
  expect(heard.body).toMatchObject({ erasedAgain: 1 });
  const text = await log();
  expect(text).not.toContain("walnut");
  expect(verifyNdjson(text).findings).toEqual([]);
});

test("where rooms do not go back in time, it says so and nothing is different", async () => {
  const { restores, campaignId, olga } = await table();
  const before = await roomOf(campaignId).head();
  const refused = expectProblem(await restores({ at: Date.now() - 60_000 }), "bad-request");
  expect(refused.detail).toContain("on Cloudflare only");
  expect((await roomOf(campaignId).head()).seq).toBe(before.seq);
  expect((await olga.sends("POST", `/api/campaigns/${campaignId}/tickets`, { body: {} })).status).toBe(201);
  const nobody = { campaignId: randomIdOf("c"), to: { at: 1 }, reason };
  expectProblem(await operator.sends("campaign-restore", nobody), "not-found");
  const dry = await operator.asks("campaign-restore", { campaignId, to: { at: 1 }, reason, dryRun: true });
  expect(dry).toMatchObject({ from: { epoch: 1, seq: before.seq } });
  await runInDurableObject(roomOf(campaignId), (_, state) => {
    expect(state.storage.sql.exec("SELECT count(*) AS n FROM events").one()["n"]).toBe(before.seq);
  });
});
