import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../../contracts/events.ts";
import {
  anEvening,
  assertContract,
  bytesOf,
  firstOf,
  MIRA,
  payloadOf,
  playersExport,
  TestTable,
} from "../../testkit/test-table.ts";
import { publicKeyOf } from "./signature.ts";
import { verifyLog, verifyNdjson } from "./verify-log.ts";
import { type RollEvidence, verifyRoll } from "./verify-roll.ts";

const evening = anEvening().events;

describe("[T5] an honest log", () => {
  test("holds, for the GM and for a player who sees only part of it", () => {
    assertContract(evening);
    const report = verifyLog(evening, { trustedKeys: [publicKeyOf(bytesOf("key-1"))] });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      title: "The Test of Embers",
      events: evening.length,
      veiled: 0,
      keyTrusted: true,
      openTickets: [],
    });
    expect(report.keys.map(({ keyId }) => keyId)).toEqual(["k1", "k2"]);
    expect(report.rolls).toHaveLength(7 + 6);
    const players = verifyLog(playersExport(evening));
    expect(players.findings).toEqual([]);
    expect(players.veiled).toBeGreaterThanOrEqual(4);
    expect(players.rolls.filter(({ kind }) => kind === "sealed")).toHaveLength(2);
  });

  test("holds as text, with a first line that describes the file", () => {
    const lines = [JSON.stringify({ emberhall: "log/1" }), ...evening.map((event) => JSON.stringify(event)), ""];
    expect(verifyNdjson(lines.join("\n")).findings).toEqual([]);
    const { header, hash } = evening.at(-1) as StoredEvent;
    const described = [JSON.stringify({ emberhall: "log/1", head: { seq: header.seq, hash } }), ...lines.slice(1)];
    expect(verifyNdjson(described.join("\n")).ok).toBe(true);
    expect(verifyNdjson(described.slice(0, -3).join("\n")).findings.map(({ reason }) => reason)).toEqual([
      "known-head-mismatch",
    ]);
  });

  test("goes on after a restore, with fresh dice under a higher epoch", () => {
    const table = new TestTable();
    table.act(MIRA);
    table.roll("1d20", 10);
    table.restore();
    table.roll("1d20", 10);
    expect(verifyLog(table.events).findings).toEqual([]);
  });

  test("still holds when a person's words were erased, and says what it can no longer judge", () => {
    const log = structuredClone(evening);
    for (const event of log)
      if (event.body.type === "player_action" && event.body.payload.memberId === MIRA) {
        event.body.payload.text = "[removed]";
        delete event.body.payload.entropy;
        Reflect.deleteProperty(event, "salt");
        Object.assign(event, { erased: true });
      }
    const report = verifyLog(log);
    expect(report.findings).toEqual([]);
    expect(report.erased).toBeGreaterThanOrEqual(3);
    expect(report.notes).toEqual(["entropy-erased"]);
  });

  test("a ticket left open is named and is no fault", () => {
    const table = new TestTable();
    const seq = table.ticket("1d20");
    expect(verifyLog(table.events)).toMatchObject({ ok: true, openTickets: [seq] });
  });
});

describe("one roll", () => {
  const evidence = (): RollEvidence => {
    const log = structuredClone(evening);
    const resolved = firstOf(log, "roll_resolved", 1);
    const opened = firstOf(log, "epoch_opened").body;
    const opening = firstOf(log, "campaign_opened").body;
    const { body } = resolved;
    if (body.type !== "roll_resolved" || opened.type !== "epoch_opened" || opening.type !== "campaign_opened")
      throw new Error("mixed up");
    const { campaignId, publicKey } = opening.payload;
    const { index, ticketSeq } = body.payload;
    return {
      campaignId,
      publicKey,
      epoch: opened.payload,
      ticket: log[ticketSeq - 1] as StoredEvent,
      resolved,
      earlier: { index: index - 1, link: payloadOf(log, "roll_resolved").link as string },
      reveals: [{ memberId: MIRA, reveal: bytesOf(`nonce-${MIRA}-1`) }],
    };
  };

  test("holds with nothing but its ticket, its result and a link seen before", () => {
    expect(verifyRoll(evidence())).toMatchObject({ ok: true, findings: [] });
    const anchor = payloadOf(evening, "epoch_opened").anchor as string;
    expect(verifyRoll({ ...evidence(), earlier: { index: 0, link: anchor } }).ok).toBe(true);
    expect(verifyRoll({ ...evidence(), reveals: null }).checks.players).toBeNull();
  });

  test("says which part does not hold", () => {
    const nonsense = "11".repeat(32);
    expect(verifyRoll({ ...evidence(), publicKey: nonsense }).checks).toMatchObject({ signature: false, dice: true });
    expect(verifyRoll({ ...evidence(), earlier: { index: 0, link: nonsense } }).checks).toMatchObject({
      link: false,
      dice: true,
    });
    expect(verifyRoll({ ...evidence(), reveals: [] }).checks).toMatchObject({ players: false, dice: true });
    expect(verifyRoll({ ...evidence(), ticket: firstOf(evening, "roll_ticket", 2) }).checks).toMatchObject({
      ticket: false,
    });
    expect(verifyRoll({ ...evidence(), campaignId: "c_other" }).checks).toMatchObject({ link: false, dice: false });
    const bent = evidence();
    if ("body" in bent.resolved && bent.resolved.body.type === "roll_resolved") bent.resolved.body.payload.total += 1;
    expect(verifyRoll(bent).checks).toMatchObject({ log: false, total: false, signature: true });
  });
});
