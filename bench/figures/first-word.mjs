import { bareTable, openTable } from "../setting/open-table.mjs";
import { median, quantile } from "../setting/statistics.mjs";

const TURNS = 12;
const REPEATS = 5;

/** Figure 11: from a player's action to the first word of the answer, with a DM that needs no time at all. */
export async function firstWord({ bundles, workerd, crowd, quick }) {
  const variants = [
    { name: "ours", server: await workerd("ours-words", bundles.room, { dm: "ScriptedDm" }), table: openTable },
    {
      name: "direct",
      server: await workerd("bare-words", bundles.bare, { className: "BareRoom", dm: "ScriptedDm" }),
      table: bareTable,
    },
  ];
  const taken = { ours: [], direct: [] };
  const worked = { ours: 0, direct: 0 };
  for (const { name, server, table } of variants) {
    const { owner: _owner, ...opened } = await table(server, { people: 2, dmMode: "auto" });
    await crowd.ask("gather", { group: name, port: server.port, count: 2, ...opened });
    await crowd.ask("firstWords", { group: name, turns: 5 });
  }
  for (let repeat = 0; repeat < (quick ? 2 : REPEATS); repeat += 1) {
    for (const { name, server } of variants) {
      const before = server.cpuSeconds;
      taken[name].push(...(await crowd.ask("firstWords", { group: name, turns: TURNS })).ms);
      worked[name] += server.cpuSeconds - before;
    }
  }
  for (const { name, server } of variants) {
    await crowd.ask("disperse", { group: name });
    await server.kill();
  }
  const [p50, p99] = [median, (numbers) => quantile(numbers, 0.99)].map((pick) => ({
    ours: pick(taken.ours),
    direct: pick(taken.direct),
  }));
  const show = ({ ours, direct }) => `${ours.toFixed(1)} / ${direct.toFixed(1)}`;
  return [
    {
      figure: "11",
      what: "action → first narrated word, p50 ms: ours / direct pipe of the same stream",
      value: show(p50),
    },
    {
      figure: "11",
      what: "what our code adds before the first narrated word, p50 ms",
      value: (p50.ours - p50.direct).toFixed(1),
      aim: "≤ 15",
      met: p50.ours - p50.direct <= 15,
    },
    {
      figure: "11",
      what: "processor ms of a whole turn: ours / direct pipe",
      value: show({
        ours: (worked.ours * 1_000) / taken.ours.length,
        direct: (worked.direct * 1_000) / taken.direct.length,
      }),
    },
    {
      figure: "11",
      what: `action → first narrated word, p99 ms of ${taken.ours.length} turns: ours / direct; added`,
      value: `${show(p99)}; ${(p99.ours - p99.direct).toFixed(1)}`,
      aim: "≤ 40",
      met: p99.ours - p99.direct <= 40,
    },
  ];
}
