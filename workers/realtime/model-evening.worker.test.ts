import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { SeededChance } from "../testkit/frame-mutations.ts";
import { asks, atRest, playTurn, setManners, tableWithModel, told } from "../testkit/model-at-table.ts";
import { MANNERS } from "../testkit/model-manners.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const TURNS = 12;
const CAP = 3_000_000;
/** The dearest of them all: `dear`, as it counts. */
const ONE_CALL = 20_000 * 5 + 6_000 * 25;
/** Without those who are only waited for. */
const LIVELY = MANNERS.filter((manner) => manner !== "silent" && manner !== "trickle");
const DEEDS = ["I look around", "I search the table", "I ask Ada about the cook", "I open the cellar door", "I rest"];

test.each(SEEDS)(
  "[T1] [T2] [T3] [Q3] [V2] an evening with a model of another manner in every turn stays sound (seed %i)",
  async (seed) => {
    const chance = new SeededChance(seed);
    const ruleset = chance.pick(["d20", "embers"] as const);
    const { room, owner, campaignId, bo } = await tableWithModel("plain", {
      ruleset,
      settings: { dayCapMicroUsd: CAP, atCap: chance.pick(["oracle", "shorter", "cheaper"] as const) },
    });
    await setManners(campaignId, { secret: "sealed tell" });
    const answered: string[] = [];
    for (let turn = 0; turn < TURNS && bo.state?.public.status === "open"; turn += 1) {
      const manner = chance.pick(LIVELY);
      await setManners(campaignId, { down: chance.happens(50) });
      await asks(room, owner, { type: "gm_dm_settings", settings: { voice: `openai:${manner}` } });
      if (chance.happens(20)) await stopped(bo);
      else answered.push(await playTurn(bo, chance.pick(DEEDS)));
      if (chance.happens(25)) await evictDurableObject(room, { webSockets: "hibernate" });
    }
    await atRest(bo);
    const narrations = told(bo, "dm_narration").filter(({ turnId }) => turnId !== null);
    expect(narrations.map(({ turnId }) => turnId)).toEqual(expect.arrayContaining(answered));
    expect(new Set(narrations.map(({ turnId }) => turnId)).size, "[T2]").toBe(narrations.length);
    expect(told(bo, "turn_failed")).toEqual([]);
    const { events, report } = await exportOf(room, owner);
    expect(report.findings).toEqual([]);
    const rolls = events.flatMap(({ body }) => (body?.type === "roll_resolved" ? [body.payload.ticketSeq] : []));
    expect(new Set(rolls).size, "[T3]").toBe(rolls.length);
    const bill = await room.spending(owner, null);
    if (!bill.ok) throw new Error(bill.problem.slug);
    const { costMicroUsd, reservedMicroUsd } = bill.spending.today;
    expect(costMicroUsd + reservedMicroUsd, "[Q3]").toBeLessThanOrEqual(CAP + ONE_CALL);
    const fresh = await Seat.take(room as never, bo.memberId);
    await until("a fresh view", () => fresh.state !== null);
    expect(fresh.hash, "[V2]").toBe(bo.hash);
    expect(JSON.stringify(bo.frames), "[V1]").not.toContain("sealed tell");
  },
  60_000,
);

/** A turn that is taken back at once, wherever it has got to by then. */
async function stopped(bo: Seat): Promise<void> {
  const { turnId } = (await bo.act("I wait")) as { turnId: string };
  await bo.ask({ t: "client.cancel_turn", turnId } as never);
  await atRest(bo);
}
