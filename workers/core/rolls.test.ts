import { expect, test } from "vitest";
import type { RollVisibility } from "../contracts/events.ts";
import { heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";
import { hashHex } from "./ledger/bytes.ts";
import { commitmentOf, tableEntropy, verifyLog } from "./ledger/index.ts";

const nonce = (name: string): string => hashHex(`nonce ${name}`);

test("[T3] a called roll falls once, for the one it was called for, whoever may see it", () => {
  for (const visibility of ["public", "gm", "blind", "self"] satisfies RollVisibility[]) {
    const room = smallTable();
    const bo = seated(room, "Bo");
    const mira = seated(room, "Mira");
    expect(
      room.ask(room.owner, {
        type: "gm_call_roll",
        creatureId: heroOf(room, bo),
        expression: "1d20 + @str",
        dc: 12,
        label: "hold on",
        visibility,
      }),
    ).toBeNull();
    const ticketSeq = room.state.head.seq;
    const fall = { type: "roll", expression: "9d9", visibility: "public", ticketSeq } as const;
    expect(room.ask(mira, fall)?.slug).toBe("ticket-closed");
    expect(room.ask(bo, fall)).toBeNull();
    expect(room.ask(bo, fall)?.slug).toBe("ticket-closed");
    expect(room.ask(room.owner, { type: "gm_void_roll", ticketSeq, reason: "late" })?.slug).toBe("ticket-closed");
    expect(payloadsOf(room.events, "roll_resolved")).toHaveLength(1);
    expect(payloadsOf(room.events, "roll_sealed")).toHaveLength(visibility === "public" ? 0 : 1);
    expect(verifyLog(room.events).findings).toEqual([]);
  }
});

test("[T3] a GM who lost the role before the die fell gives nobody a second die", () => {
  for (const visibility of ["gm", "blind"] satisfies RollVisibility[]) {
    const room = smallTable();
    const bo = seated(room, "Bo");
    const mira = room.join("Mira");
    room.ask(room.owner, { type: "gm_set_role", memberId: mira, role: "gm" });
    room.ask(mira, {
      type: "gm_call_roll",
      creatureId: heroOf(room, bo),
      expression: "1d20",
      dc: 12,
      label: "hold on",
      visibility,
    });
    const ticketSeq = room.state.head.seq;
    room.ask(room.owner, { type: "gm_set_role", memberId: mira, role: "player" });
    expect(room.ask(bo, { type: "roll", expression: "1d20", visibility: "public", ticketSeq })).toBeNull();
    expect(room.ask(bo, { type: "roll", expression: "1d20", visibility: "public", ticketSeq })?.slug).toBe(
      "ticket-closed",
    );
    expect(room.ask(room.owner, { type: "gm_void_roll", ticketSeq, reason: "late" })?.slug).toBe("ticket-closed");
    expect(room.ask(room.owner, { type: "gm_remove_member", memberId: bo, reason: "gone" })).toBeNull();
    expect(verifyLog(room.events).findings).toEqual([]);
  }
});

test("a waiting roll is voided by the GM, or when its player leaves, and its link is used up in the open", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const call = (visibility: RollVisibility) =>
    room.ask(room.owner, {
      type: "gm_call_roll",
      creatureId: heroOf(room, bo),
      expression: "1d20",
      dc: null,
      label: "steady",
      visibility,
    });
  for (const visibility of ["public", "gm", "blind", "self"] satisfies RollVisibility[])
    expect(call(visibility)).toBeNull();
  const first = room.state.head.seq - 3;
  expect(room.ask(room.owner, { type: "gm_void_roll", ticketSeq: first, reason: "not needed" })).toBeNull();
  expect(room.ask(room.owner, { type: "gm_remove_member", memberId: bo, reason: "gone" })).toBeNull();
  const report = verifyLog(room.events);
  expect(report.findings).toEqual([]);
  expect(report.openTickets).toEqual([]);
  expect(report.rolls.map(({ kind, index }) => [kind, index])).toEqual([
    ["voided", 1],
    ["voided", 2],
    ["voided", 3],
    ["voided", 4],
  ]);
});

test("every roll mixes the newest reveal of everybody who has revealed", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = seated(room, "Mira");
  const roll = { type: "roll", expression: "3d6", visibility: "public" } as const;
  const commit = commitmentOf;
  room.ask(bo, { type: "commit_entropy", entropy: { reveal: null, commit: commit(nonce("b1")) } });
  room.ask(bo, roll);
  expect(payloadsOf(room.events, "roll_resolved").at(-1)?.tableEntropy, "a commitment alone is not mixed in").toBe(
    tableEntropy([]),
  );
  room.ask(mira, { ...roll, entropy: { reveal: null, commit: commit(nonce("m1")) } });
  room.ask(bo, { ...roll, entropy: { reveal: nonce("b1"), commit: commit(nonce("b2")) } });
  expect(payloadsOf(room.events, "roll_resolved").at(-1)?.tableEntropy).toBe(
    tableEntropy([{ memberId: bo, reveal: nonce("b1") }]),
  );
  room.ask(mira, { ...roll, entropy: { reveal: nonce("m1"), commit: commit(nonce("m2")) } });
  expect(payloadsOf(room.events, "roll_resolved").at(-1)?.tableEntropy).toBe(
    tableEntropy([
      { memberId: bo, reveal: nonce("b1") },
      { memberId: mira, reveal: nonce("m1") },
    ]),
  );
  room.ask(bo, { ...roll, entropy: { reveal: nonce("not mine"), commit: commit(nonce("b3")) } });
  expect(
    room.state.public.dice.entropy[bo],
    "a reveal that opens nothing is left out, and the last that did stays in",
  ).toEqual({ commit: commit(nonce("b3")), reveal: nonce("b1") });
  expect(verifyLog(room.events).findings).toEqual([]);
});

test("a formula nobody can read rolls nothing", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const before = room.state.head.seq;
  for (const expression of ["d", "1d0", "999999d6", "1d20 + @nothing", "((((((((", "1d6!!!!!!"])
    expect(room.ask(bo, { type: "roll", expression, visibility: "public" })?.slug, expression).toBe("bad-dice");
  expect(room.state.head.seq).toBe(before);
});
