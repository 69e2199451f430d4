import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { CampaignId } from "../../contracts/ids.ts";
import { verifyNdjson } from "../../core/ledger/index.ts";
import { bindings, expectProblem, Visitor } from "../../testkit/api-visitor.ts";
import { libraryTable } from "../../testkit/library-visitor.ts";
import { Operator } from "../../testkit/operator.ts";
import { playingTable, randomIdOf, roomOf } from "../../testkit/room-at-hand.ts";
import { until } from "../../testkit/seat.ts";

const operator = await Operator.withKey();
const reason = "A backup before the update.";

async function lastLine(): Promise<Record<string, unknown>> {
  const { items } = await operator.asks<{ items: Record<string, unknown>[] }>("audit-list", { limit: 1 });
  return items[0] ?? {};
}

test("[Z1] an export made while actions are appended is a whole log at one seq, secrets and all", async () => {
  const { campaignId, room, members, seats } = await playingTable(["Mira", "Tobin"]);
  const before = await room.head();
  const heard: string[] = [];
  const playing = (async () => {
    for (let n = 0; n < 40; n += 1)
      await room.command(
        members[n % 2] as never,
        crypto.randomUUID() as never,
        { type: "chat", text: `Line ${n}`, channel: "ooc" } as never,
      );
  })();
  const exporting = Array.from({ length: 6 }, async () => {
    heard.push(await operator.asks<string>("campaign-export", { campaignId, reason }));
  });
  await Promise.all([playing, ...exporting]);
  const after = await room.head();
  expect(after.seq).toBeGreaterThan(before.seq + 30);
  for (const text of heard) {
    const report = verifyNdjson(text);
    expect(report.findings).toEqual([]);
    const first = JSON.parse(text.split("\n")[0] ?? "") as { head: { seq: number; hash: string } };
    expect({ seq: report.headSeq, hash: report.headHash }).toEqual(first.head);
    expect(report.veiled).toBe(0);
    expect(text).toContain('"type":"adventure_scripted"');
  }
  expect(await lastLine()).toMatchObject({ command: "campaign-export", target: campaignId, reason });
  for (const seat of seats) seat.leave();
});

test("an export of a campaign that is not there is refused, and so is one without a reason; both stand in the audit", async () => {
  const campaignId = randomIdOf("c");
  const refused = expectProblem(await operator.sends("campaign-export", { campaignId, reason }), "not-found");
  expect(refused.detail).toBe("There is nothing of that id here.");
  expect(await lastLine()).toMatchObject({ target: campaignId, result: "refused: not-found" });
  expectProblem(await operator.sends("campaign-export", { campaignId }), "bad-request");
});

test("a dry run says where the export would end", async () => {
  const { campaignId, room } = await playingTable([]);
  const { seq } = await operator.asks<{ seq: number }>("campaign-export", { campaignId, reason, dryRun: true });
  expect(seq).toBe((await room.head()).seq);
  expect(await lastLine()).toMatchObject({ result: `dry run: the log as of event ${seq}` });
});

test("the files of a campaign come with their rows, and not those of another", async () => {
  const { campaign, olga, stranger } = await libraryTable();
  const bytes = new TextEncoder().encode("# Gazetteer\n\nA town by the water.");
  const { id } = await olga.brings("gazetteer.md", bytes);
  await stranger.brings("other.md", bytes);
  const named = { campaignId: campaign.id, reason };
  const { files, keys } = await operator.asks<{ files: object[]; keys: object[] }>("campaign-files", named);
  expect(files).toMatchObject([{ uploadId: id, title: "gazetteer.md", visibility: "gm", sizeBytes: bytes.length }]);
  expect(keys).toHaveLength(1);
  const heard = await operator.sends("campaign-file", { ...named, uploadId: id });
  expect(heard.bytes).toEqual(bytes);
  const elsewhere = { campaignId: randomIdOf("c"), uploadId: id, reason };
  expectProblem(await operator.sends("campaign-file", elsewhere), "not-found");
});

const WHY = "We look into a fault and will be back tonight.";

test("a table in quarantine can be read, takes nothing, says why, and survives an eviction; lifted, it plays on", async () => {
  const { campaignId, room, members, seats, owner } = await playingTable(["Mira"]);
  const [mira] = seats;
  if (mira === undefined) throw new Error("Nobody sat down.");
  await operator.asks("campaign-quarantine", { campaignId, reason: WHY });
  await until("word of the quarantine", () =>
    mira.frames.some((frame) => frame.t === "server.problem" && frame.re === null),
  );
  const { seq } = await room.head();
  const answer = await mira.act("I open the door.");
  expect(answer).toMatchObject({ t: "server.problem", problem: { slug: "unavailable" } });
  expect(JSON.stringify(answer)).toContain(WHY);
  expect(await room.join({ memberId: randomIdOf("m") as never, name: "Late", role: "player" })).toMatchObject({
    ok: false,
    problem: { slug: "unavailable", detail: expect.stringContaining(WHY) },
  });
  await evictDurableObject(room, { webSockets: "hibernate" });
  expect(await room.standstill()).toContain(WHY);
  expect(await room.log(members[0] as never, { limit: 5 })).toMatchObject({ ok: true, head: seq });
  expect(
    await room.command(owner, crypto.randomUUID() as never, { type: "raise_x", boundary: null } as never),
  ).toMatchObject({ ok: false });
  expect((await room.head()).seq).toBe(seq);

  const lifted = await operator.asks<{ before: object }>("campaign-quarantine", {
    campaignId,
    reason: "Mended.",
    lift: true,
  });
  expect(lifted.before).toMatchObject({ reason: WHY });
  const again = await mira.act("I open the door.");
  expect(again.t).toBe("server.receipt");
  for (const seat of seats) seat.leave();
});

test("a turn that was open when the table was set still is finished when it plays on", async () => {
  const { campaignId, seats } = await playingTable(["Mira"]);
  const [mira] = seats;
  if (mira === undefined) throw new Error("Nobody sat down.");
  const room = roomOf(campaignId);
  const sent = mira.act("I look around.");
  await room.setQuarantine(WHY);
  expect((await sent).t).toBe("server.receipt");
  const { seq } = await room.head();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await room.head()).seq).toBe(seq);
  await room.setQuarantine(null);
  await until(
    "the answer",
    () => mira.events.some((event) => "body" in event && event.body.type === "dm_narration"),
    10_000,
  );
  for (const seat of seats) seat.leave();
});

test("in quarantine nothing is added to the library either, and a dry run sets nothing still", async () => {
  const { campaign, olga } = await libraryTable();
  const campaignId = campaign.id as CampaignId;
  await operator.asks("campaign-quarantine", { campaignId, reason: WHY, dryRun: true });
  expect((await olga.announces("before.md", 10)).upload.status).toBe("pending");
  await operator.asks("campaign-quarantine", { campaignId, reason: WHY });
  const refused = await olga.sends("POST", olga.library, {
    body: { title: "after.md", sizeBytes: 10, visibility: "gm" },
  });
  expect(expectProblem(refused, "unavailable").detail).toContain(WHY);
  expect((await olga.sends("GET", olga.library)).status).toBe(200);
});

test("those who run a table read what whoever keeps the server did with it, and nothing of a dry run", async () => {
  const { campaign, olga } = await libraryTable();
  const campaignId = campaign.id;
  await operator.asks("campaign-export", { campaignId, reason, dryRun: true });
  await operator.asks("campaign-export", { campaignId, reason });
  await operator.asks("campaign-quarantine", { campaignId, reason: WHY });
  await operator.asks("campaign-quarantine", { campaignId, reason: "Mended.", lift: true });
  await operator.asks("campaign-archive", { campaignId, reason });
  const { items } = await olga.gets<{ items: { verb: string; memberId: string | null }[] }>(
    "GET",
    `/api/campaigns/${campaignId}/trail`,
  );
  const theirs = items.filter(({ verb }) => verb.startsWith("keeper-"));
  expect(theirs.map(({ verb }) => verb)).toEqual([
    "keeper-put-away",
    "keeper-let-play",
    "keeper-set-still",
    "keeper-exported",
  ]);
  expect(theirs.every(({ memberId }) => memberId === null)).toBe(true);
});

test("no member, owner or not, reaches what an operator asks of a room", async () => {
  const owner = new Visitor({ env: { ...bindings, PROFILE: undefined, OPERATOR_PUBLIC_KEY: operator.publicKey } });
  const { campaign } = await owner.startsTable("Olga");
  for (const name of ["campaign-export", "campaign-quarantine"])
    expectProblem(
      await owner.sends("POST", `/api/operator/${name}`, { body: { campaignId: campaign.id, reason } }),
      "not-found",
    );
  expect(await roomOf(campaign.id as CampaignId).standstill()).toBeNull();
});
