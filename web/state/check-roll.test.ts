import { expect, test } from "vitest";
import type { StoredEvent } from "../../workers/contracts/events.ts";
import { lanternTable } from "../../workers/testkit/oracle-table.ts";
import { checkRoll } from "./check-roll.ts";

const { events } = lanternTable("fight");
const rolls = events.flatMap(({ header, body }) =>
  body.type === "roll_resolved" ? [{ ticketSeq: body.payload.ticketSeq, resolvedSeq: header.seq }] : [],
);

function bent(seq: number, change: (event: StoredEvent) => StoredEvent): StoredEvent[] {
  return events.map((event) => (event.header.seq === seq ? change(structuredClone(event)) : event));
}

test("every roll of a fight checks out", () => {
  expect(rolls.length).toBeGreaterThan(0);
  for (const roll of rolls)
    expect(checkRoll(events, roll), `roll at ${roll.resolvedSeq}`).toMatchObject({ verdict: "true" });
});

test("a changed face, difficulty or signature does not", () => {
  const roll = rolls[0];
  if (roll === undefined) throw new Error("Nobody rolled.");
  const face = bent(roll.resolvedSeq, (event) => {
    if (event.body.type === "roll_resolved")
      for (const die of event.body.payload.dice) die.natural = (die.natural % die.sides) + 1;
    return event;
  });
  const dc = bent(roll.ticketSeq, (event) => {
    if (event.body.type === "roll_ticket") event.body.payload.dc = 1;
    return event;
  });
  const unsigned = bent(roll.resolvedSeq, ({ sig: _gone, ...event }) => event);
  for (const log of [face, dc, unsigned]) expect(checkRoll(log, roll).verdict).toBe("false");
});

test("what is not in hand is not judged", () => {
  const roll = rolls[0];
  if (roll === undefined) throw new Error("Nobody rolled.");
  expect(checkRoll(events.slice(roll.ticketSeq), roll).verdict).toBe("unknown");
  expect(checkRoll(events, { ...roll, resolvedSeq: null }).verdict).toBe("unknown");
});
