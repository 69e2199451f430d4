import { grow } from "../setting/grow.mjs";
import { bareTable, openTable } from "../setting/open-table.mjs";

const SOCKETS = 600;
const TABLES = 120;
const ACTIONS_SECONDS = 2;
const ORACLE_TURNS = 10;

/** Figures 7 and 8: memory for a socket that waits and a table that is awake, and rows written. */
export async function footprint(setting) {
  return [...(await memory(setting)), ...(await rowsWritten(setting))];
}

async function memory({ bundles, workerd, crowd, quick }) {
  const grown = {};
  const [sockets, tables] = quick ? [120, 20] : [SOCKETS, TABLES];
  for (const [name, bundle, table, options] of [
    ["ours", bundles.room, openTable, { dm: "ScriptedDm" }],
    ["bare", bundles.bare, bareTable, { className: "BareRoom" }],
  ]) {
    const server = await workerd(`${name}-memory`, bundle, options);
    const { owner: _owner, ...first } = await table(server, { people: sockets });
    await grow(server, first, 200);
    const empty = server.rssKib;
    await crowd.ask("gather", { group: name, port: server.port, count: sockets, ...first });
    const perSocket = (server.rssKib - empty) / sockets;
    await crowd.ask("disperse", { group: name });
    const before = server.rssKib;
    for (let opened = 0; opened < tables; opened += 1) await grow(server, await table(server, { people: 1 }), 1);
    grown[name] = { perSocket, perTable: (server.rssKib - before) / tables };
    await server.kill();
  }
  const { ours, bare } = grown;
  return [
    {
      figure: "7",
      what: `KiB of memory for an idle socket (${sockets} open): ours / bare object`,
      value: `${ours.perSocket.toFixed(0)} / ${bare.perSocket.toFixed(0)}`,
    },
    {
      figure: "7",
      what: `KiB of memory for a table that is awake (${tables} of them): ours / bare object`,
      value: `${ours.perTable.toFixed(0)} / ${bare.perTable.toFixed(0)}`,
    },
  ];
}

async function rowsWritten({ bundles, workerd, crowd, quick }) {
  const server = await workerd("rows", bundles.room, { dm: "Oracle", countRows: true });
  const total = async (room) => {
    const { sql, alarms } = await server.call(room, "rowsWritten");
    return sql + alarms;
  };
  const { owner: _owner, ...human } = await openTable(server, { people: 2 });
  await crowd.ask("gather", { group: "rows", port: server.port, count: 2, ...human });
  const before = await total(human.room);
  const { actions } = await crowd.ask("closed", {
    group: "rows",
    load: "play",
    inFlight: 4,
    seconds: quick ? 1 : ACTIONS_SECONDS,
  });
  const perAction = ((await total(human.room)) - before) / actions;

  const { owner: _other, ...auto } = await openTable(server, { people: 2, dmMode: "auto" });
  await crowd.ask("gather", { group: "oracle", port: server.port, count: 1, ...auto });
  const from = { rows: await total(auto.room), seq: (await server.call(auto.room, "head")).seq };
  await crowd.ask("firstWords", { group: "oracle", turns: ORACLE_TURNS });
  const turns = {
    rows: (await total(auto.room)) - from.rows,
    events: (await server.call(auto.room, "head")).seq - from.seq,
  };
  for (const group of ["rows", "oracle"]) await crowd.ask("disperse", { group });
  await server.kill();
  return [
    {
      figure: "8",
      what: `rows written for an accepted action, snapshots and checkpoints in it (${actions} actions)`,
      value: perAction.toFixed(2),
      aim: "≤ 3",
      met: perAction <= 3,
    },
    {
      figure: "8",
      what: "rows written for a whole turn of the Oracle, alarms in it; events of it",
      value: `${(turns.rows / ORACLE_TURNS).toFixed(1)}; ${(turns.events / ORACLE_TURNS).toFixed(1)}`,
    },
  ];
}
