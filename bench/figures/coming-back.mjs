import { copyFileSync, existsSync } from "node:fs";
import { grow } from "../setting/grow.mjs";
import { bareTable, openTable, randomId } from "../setting/open-table.mjs";
import { median, ratios, spread } from "../setting/statistics.mjs";

const SHORT = 1_000;
const LONG = 100_000;
const COPIES = 3;
const ROUNDS = 2;
/** workerd puts an object to sleep after ten idle seconds. */
const ASLEEP_MS = 12_000;
const MISSED = [10, 400, 1_000, 20_000];

/** Figures 4 to 6: coming back after missing events, waking a sleeping table, and the snapshots that make both cheap. */
export async function comingBack(setting) {
  const { bundles, quick } = setting;
  const long = quick ? 3_000 : LONG;
  const ours = {
    name: "ours",
    table: openTable,
    server: await setting.workerd("aged", bundles.room, { dm: "ScriptedDm" }),
  };
  const bare = {
    name: "bare",
    table: bareTable,
    server: await setting.workerd("bare-aged", bundles.bare, { className: "BareRoom" }),
  };
  const tables = {};
  for (const variant of [ours, bare]) {
    for (const [age, events] of Object.entries({ short: SHORT, long }))
      tables[`${variant.name}-${age}`] = await aged(variant, events);
  }
  const rows = await resync(setting, { ours, bare, tables, long });
  rows.push(...(await snapshots(setting, { ours, tables, long })));
  rows.push(...(await waking(setting, { ours, bare, tables, long })));
  for (const { server } of [ours, bare]) await server.kill();
  return rows;
}

async function aged({ table, server }, events) {
  const opened = await table(server, { people: 2 });
  return { ...opened, head: await grow(server, opened, events) };
}

async function resync({ crowd, quick }, { ours, bare, tables, long }) {
  const rows = [];
  const bytesOf = new Map();
  for (const missed of MISSED.filter((count) => count < long)) {
    const taken = { ours: [], bare: [] };
    for (let repeat = 0; repeat < (quick ? 2 : 7); repeat += 1) {
      for (const { name, server } of [ours, bare]) {
        const { room, members, head } = tables[`${name}-long`];
        taken[name].push(
          await crowd.ask("comeBack", { port: server.port, room, member: members[0], seen: head - missed }),
        );
      }
    }
    const ms = (name) => taken[name].slice(1).map((each) => each.ms);
    const kib = (name) => (median(taken[name].map(({ bytes }) => bytes)) / 1_024).toFixed(1);
    bytesOf.set(missed, median(taken.ours.map(({ bytes }) => bytes)));
    rows.push({
      figure: "4",
      what: `level again after missing ${missed} of ${long} events: ms ours / raw replay; KiB ours / raw replay`,
      value: `${spread(ms("ours"), 1)} / ${spread(ms("bare"), 1)}; ${kib("ours")} / ${kib("bare")}`,
    });
  }
  const beyond = [...bytesOf].filter(([missed]) => missed > 500).map(([, bytes]) => bytes);
  if (beyond.length > 1) {
    const growth = Math.max(...beyond) / Math.min(...beyond);
    rows.push({
      figure: "4",
      what: "bytes after 20,000 missed events ÷ after 1,000",
      value: growth.toFixed(3),
      aim: "flat",
      met: growth < 1.02,
    });
  }
  return rows;
}

async function snapshots({ crowd, quick }, { ours, tables, long }) {
  const rows = [];
  const bytes = {};
  for (const [age, events] of Object.entries({ short: SHORT, long })) {
    const { room, owner: _owner, head: _head, ...table } = tables[`ours-${age}`];
    const group = `snapshots-${age}`;
    await crowd.ask("gather", { group, port: ours.server.port, count: 1, room, ...table });
    const { latencies, seqs } = await crowd.ask("closed", { group, load: "chat", inFlight: 1, seconds: quick ? 2 : 3 });
    const stored = await ours.server.call(room, "stored");
    const withSnapshot = latencies.filter((_, at) => stored.snapshots.includes(seqs[at]));
    bytes[age] = stored.snapshotBytes.at(-1);
    rows.push({
      figure: "6",
      what: `snapshot at ${events} events: KiB; ms an action takes with one / without; bytes a stored event`,
      value: `${(bytes[age] / 1_024).toFixed(1)}; ${withSnapshot.length === 0 ? "–" : median(withSnapshot).toFixed(2)} / ${median(latencies).toFixed(2)}; ${Math.round(stored.eventBytes / stored.events)}`,
    });
    await crowd.ask("disperse", { group });
  }
  const growth = bytes.long / bytes.short;
  rows.push({
    figure: "6",
    what: `snapshot at ${long} events ÷ at ${SHORT}, bytes`,
    value: growth.toFixed(2),
    aim: "flat (± 10 %)",
    met: Math.abs(growth - 1) <= 0.1,
  });
  return rows;
}

async function waking({ crowd, quick }, { ours, bare, tables, long }) {
  const sleepers = [];
  for (const variant of [ours, bare]) {
    for (const age of ["short", "long"])
      sleepers.push(...(await copied(variant, tables[`${variant.name}-${age}`], age)));
  }
  for (const [at, { server, table }] of sleepers.entries()) {
    const { owner: _owner, head: _head, ...rest } = table;
    await crowd.ask("gather", { group: `sleeper-${at}`, port: server.port, count: 2, ...rest });
  }
  const rows = [];
  for (const load of quick ? ["chat"] : ["chat", "roll"]) {
    const taken = await woken(crowd, sleepers, load);
    const ratio = ratios(taken["ours-short"], taken["bare-short"]);
    const flat = median(taken["ours-long"]) / median(taken["ours-short"]);
    const first = load === "chat" ? "line of talk" : "roll of the dice";
    rows.push(
      {
        figure: "5",
        what: `asleep to the first ${first}: ms ours at ${SHORT} / at ${long} events; bare object at ${SHORT} / at ${long}`,
        value: ["ours-short", "ours-long", "bare-short", "bare-long"].map((key) => spread(taken[key], 1)).join(" / "),
      },
      {
        figure: "5",
        what: `asleep to the first ${first}, ours ÷ bare object`,
        value: spread(ratio),
        ...(load === "chat" ? { aim: "≤ 3", met: median(ratio) <= 3 } : {}),
      },
      {
        figure: "5",
        what: `asleep to the first ${first}, at ${long} events ÷ at ${SHORT}`,
        value: flat.toFixed(2),
        ...(load === "chat" ? { aim: "flat", met: flat <= 1.3 } : {}),
      },
    );
  }
  for (const at of sleepers.keys()) await crowd.ask("disperse", { group: `sleeper-${at}` });
  return rows;
}

/** Copies of a table's database under other names, so that one wait serves several wakings. */
async function copied({ name, server }, table, age) {
  const from = await server.fileOf(table.room);
  const copies = [];
  for (let copy = 0; copy < COPIES; copy += 1) {
    const room = randomId("c");
    const to = await server.fileOf(room);
    for (const ending of [".sqlite", ".sqlite-wal"])
      if (existsSync(from + ending)) copyFileSync(from + ending, to + ending);
    copies.push({ key: `${name}-${age}`, server, table: { ...table, room } });
  }
  return copies;
}

async function woken(crowd, sleepers, load) {
  const taken = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await Promise.all(sleepers.map(({ server, table }) => server.call(table.room, "wakings")));
    await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS));
    for (let copy = 0; copy < COPIES; copy += 1) {
      for (const [at, { key }] of sleepers.entries()) {
        if (at % COPIES !== copy) continue;
        const { latencies } = await crowd.ask("paced", { group: `sleeper-${at}`, load, perSecond: 10, actions: 1 });
        taken[key] = [...(taken[key] ?? []), ...latencies];
      }
    }
    const after = await Promise.all(sleepers.map(({ server, table }) => server.call(table.room, "wakings")));
    if (after.some((count, at) => count < (before[at] ?? 0) + COPIES))
      throw new Error("A table did not sleep, so nothing was woken.");
  }
  return taken;
}
