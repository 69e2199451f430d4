import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bareTable, openTable } from "../setting/open-table.mjs";
import { crowdNote, sideBySide } from "../setting/side-by-side.mjs";
import { median, quantile, ratios, spread } from "../setting/statistics.mjs";

const PER_SECOND = 20;
const IN_FLIGHT = 16;
const REPEATS = 5;

/** Figures 1 to 3: how long an action takes to reach everybody, how many a second, and how many deliveries. */
export async function actions(setting) {
  const { bundles, folder, quick } = setting;
  mkdirSync(join(folder, "ws-disk"), { recursive: true });
  const variants = [
    { name: "ours", server: await setting.workerd("ours", bundles.room, { dm: "ScriptedDm" }), table: openTable },
    { name: "bare", server: await setting.workerd("bare", bundles.bare, { className: "BareRoom" }), table: bareTable },
    {
      name: "ws",
      server: await setting.node("ws", fileURLToPath(new URL("../setting/ws-sqlite.mjs", import.meta.url)), [
        join(folder, "ws-disk"),
      ]),
      table: bareTable,
    },
  ];
  const rows = [];
  for (const people of quick ? [6] : [1, 6, 50, 500]) rows.push(...(await atTable(setting, variants, people)));
  for (const { server } of variants) await server.kill();
  return rows;
}

async function atTable({ crowd, quick }, variants, people) {
  for (const variant of variants) {
    const { owner: _owner, ...table } = await variant.table(variant.server, { people });
    variant.group = `${variant.name}-${people}`;
    await crowd.ask("gather", { group: variant.group, port: variant.server.port, count: people, ...table });
    await crowd.ask("closed", { group: variant.group, load: "play", inFlight: 4, seconds: quick ? 0.5 : 1 });
  }
  const repeats = quick ? 2 : REPEATS;
  const rows = await latency(crowd, variants, { people, repeats, actions: quick ? 20 : people === 500 ? 40 : 50 });
  if (people > 1)
    rows.push(
      ...(await throughput(crowd, variants, { people, repeats, seconds: quick ? 0.5 : people === 500 ? 2 : 1.5 })),
    );
  for (const { name, group } of variants) {
    const verdict = await crowd.ask("verdict", { group });
    if (name === "ours") rows.push(soundness(people, verdict));
    await crowd.ask("disperse", { group });
  }
  return rows;
}

async function latency(crowd, variants, { people, repeats, actions: count }) {
  const taken = await sideBySide(variants, repeats, ({ group }) =>
    crowd.ask("paced", { group, load: "play", perSecond: PER_SECOND, actions: count }),
  );
  const p50 = (name) => taken[name].map(({ latencies }) => median(latencies));
  const p99 = (name) =>
    quantile(
      taken[name].flatMap(({ latencies }) => latencies),
      0.99,
    );
  const toBare = ratios(p50("ours"), p50("bare"));
  const [ours99, bare99, ws99] = ["ours", "bare", "ws"].map(p99);
  const what = `action → last of ${people} socket${people === 1 ? "" : "s"}, ${PER_SECOND}/s`;
  const aims = people === 6;
  return [
    {
      figure: "1",
      what: `${what}, p50 ms: ours / bare object / ws`,
      value: ["ours", "bare", "ws"].map((name) => median(p50(name)).toFixed(2)).join(" / "),
    },
    {
      figure: "1",
      what: `${what}, p50 ours ÷ bare object`,
      value: spread(toBare),
      ...(aims ? { aim: "≤ 1.3", met: median(toBare) <= 1.3 } : {}),
    },
    { figure: "1", what: `${what}, p50 ours ÷ ws`, value: spread(ratios(p50("ours"), p50("ws"))) },
    {
      figure: "1",
      what: `${what}, p99 ms of all repeats: ours / bare object / ws; ours ÷ bare`,
      value: `${[ours99, bare99, ws99].map((ms) => ms.toFixed(1)).join(" / ")}; ${(ours99 / bare99).toFixed(2)}`,
      ...(aims ? { aim: "≤ 1.5", met: ours99 / bare99 <= 1.5 } : {}),
    },
  ];
}

async function throughput(crowd, variants, { people, repeats, seconds }) {
  const taken = await sideBySide(variants, repeats, async ({ group, server }) => {
    const before = server.cpuSeconds;
    const result = await crowd.ask("closed", { group, load: "play", inFlight: IN_FLIGHT, seconds });
    return { ...result, cpuMicros: ((server.cpuSeconds - before) / result.actions) * 1e6 };
  });
  const each = (name, key) => taken[name].map((result) => result[key]);
  const note = crowdNote(Object.values(taken).flat());
  if (people === 500) {
    const toWs = ratios(each("ours", "deliveriesPerSecond"), each("ws", "deliveriesPerSecond"));
    const shown = ["ours", "bare", "ws"]
      .map((name) => Math.round(median(each(name, "deliveriesPerSecond"))))
      .join(" / ");
    return [
      { figure: "3", what: "deliveries/s to 500 sockets: ours / bare object / ws", value: `${shown}${note}` },
      {
        figure: "3",
        what: "deliveries/s to 500 sockets, ours ÷ ws",
        value: spread(toWs),
        aim: "≥ 0.5",
        met: median(toWs) >= 0.5,
      },
      {
        figure: "3",
        what: "deliveries/s to 500 sockets, ours ÷ bare object",
        value: spread(ratios(each("ours", "deliveriesPerSecond"), each("bare", "deliveriesPerSecond"))),
      },
    ];
  }
  const toBare = ratios(each("ours", "perSecond"), each("bare", "perSecond"));
  const shown = (key) => ["ours", "bare", "ws"].map((name) => Math.round(median(each(name, key)))).join(" / ");
  return [
    {
      figure: "2",
      what: `actions/s, ${people} sockets, ${IN_FLIGHT} in flight: ours / bare object / ws`,
      value: `${shown("perSecond")}${note}`,
    },
    {
      figure: "2",
      what: `actions/s, ${people} sockets, ours ÷ bare object`,
      value: spread(toBare),
      aim: "≥ 0.7",
      met: median(toBare) >= 0.7,
    },
    {
      figure: "2",
      what: `processor µs an action, ${people} sockets: ours / bare object / ws`,
      value: shown("cpuMicros"),
    },
  ];
}

/** All that was measured is worth nothing if somebody heard something else. */
function soundness(people, { seq, agreed, folded, gaps, doubled, differing, problems }) {
  const sound = agreed && folded && gaps + doubled + differing + problems.length === 0;
  const value = sound
    ? `all at ${seq}, one hash, folded alike`
    : JSON.stringify({ agreed, folded, gaps, doubled, differing, problems });
  return {
    figure: "1–3",
    what: `${people} sockets after all that`,
    value,
    aim: "no gap, no double, one hash",
    met: sound,
    broken: !sound,
  };
}
