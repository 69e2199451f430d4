import { openTable } from "../setting/open-table.mjs";
import { sideBySide } from "../setting/side-by-side.mjs";
import { median, ratios, spread } from "../setting/statistics.mjs";

const REPEATS = 5;
const IN_FLIGHT = 16;
const PEOPLE = 6;
const what = { play: "actions and talk", roll: "nothing but rolls" };

/** Figure 9: what it costs that every event is chained and every die can be checked. */
export async function proofs({ bundles, workerd, crowd, quick }) {
  const variants = [
    { name: "proven", server: await workerd("proven", bundles.room, { dm: "ScriptedDm" }) },
    { name: "unproven", server: await workerd("unproven", bundles.unproven, { dm: "ScriptedDm" }) },
  ];
  for (const { name, server } of variants) {
    await crowd.ask("gather", {
      group: name,
      port: server.port,
      count: PEOPLE,
      ...(await openTable(server, { people: PEOPLE })),
    });
    for (const load of ["play", "roll"])
      await crowd.ask("closed", { group: name, load, inFlight: IN_FLIGHT, seconds: quick ? 0.5 : 1.5 });
  }
  const rows = [];
  for (const load of ["play", "roll"]) {
    const taken = await sideBySide(variants, quick ? 2 : REPEATS, async ({ name, server }) => {
      const before = server.cpuSeconds;
      const result = await crowd.ask("closed", { group: name, load, inFlight: IN_FLIGHT, seconds: quick ? 0.5 : 1.5 });
      return { ...result, cpuMicros: ((server.cpuSeconds - before) / result.actions) * 1e6 };
    });
    const each = (name, key) => taken[name].map((result) => result[key]);
    const lost = ratios(each("proven", "perSecond"), each("unproven", "perSecond")).map((ratio) => (1 - ratio) * 100);
    rows.push(
      {
        figure: "9",
        what: `throughput given up for chain, signatures and dice, ${what[load]}, %`,
        value: spread(lost, 1),
        ...(load === "play" ? { aim: "≤ 15", met: median(lost) <= 15 } : {}),
      },
      {
        figure: "9",
        what: `actions/s with / without, ${what[load]}; processor µs an action with / without`,
        value: `${["proven", "unproven"].map((name) => Math.round(median(each(name, "perSecond")))).join(" / ")}; ${["proven", "unproven"].map((name) => Math.round(median(each(name, "cpuMicros")))).join(" / ")}`,
      },
    );
  }
  for (const { name, server } of variants) {
    await crowd.ask("disperse", { group: name });
    await server.kill();
  }
  return rows;
}
