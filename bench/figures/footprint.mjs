import { grow } from "../setting/grow.mjs";
import { modelAtHand } from "../setting/model-at-hand.mjs";
import { bareTable, openTable } from "../setting/open-table.mjs";

const SOCKETS = 600;
const TABLES = 120;
const ACTIONS_SECONDS = 2;
const TURNS = 10;

/** Figures 7 and 8: memory for a socket that waits and a table that is awake, and rows written. */
export async function footprint(setting) {
  return [...(await memory(setting)), ...(await rowsOfActions(setting)), ...(await rowsOfTurns(setting))];
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

const sum = ({ sql, alarms }) => sql + alarms;

async function rowsOfActions({ bundles, workerd, crowd, quick }) {
  const server = await workerd("rows", bundles.room, { dm: "Orchestrator", countRows: true });
  const total = async (room) => sum((await server.call(room, "rowsWritten")).room);
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
  await crowd.ask("disperse", { group: "rows" });
  await server.kill();
  return [
    {
      figure: "8",
      what: `rows written for an accepted action, snapshots and checkpoints in it (${actions} actions)`,
      value: perAction.toFixed(2),
      aim: "≤ 3",
      met: perAction <= 3,
    },
  ];
}

/** What a turn of the machine writes: the Oracle's, and a model's that is asked twice and paid for. */
async function rowsOfTurns({ bundles, workerd, node, crowd }) {
  const model = await modelAtHand(node);
  const settings = { dm: "Orchestrator", countRows: true };
  const oracle = await rowsOfTurn(await workerd("rows-oracle", bundles.room, settings), crowd);
  const ofModel = { ...settings, modelPort: model.port, meter: true };
  const asked = await rowsOfTurn(await workerd("rows-model", bundles.room, ofModel), crowd);
  await model.kill();
  const each = (value) => (value / TURNS).toFixed(1);
  const split = (byTable) =>
    Object.entries(byTable)
      .sort(([, left], [, right]) => right - left)
      .map(([table, rows]) => `${table} ${each(rows)}`)
      .join(", ");
  return [
    {
      figure: "8",
      what: "rows written for a whole turn of the Oracle, alarms in it; events of it",
      value: `${each(sum(oracle.room))}; ${each(oracle.events)}`,
    },
    {
      figure: "8",
      what: "rows written for a whole turn of a model (reserve, settle, prompts): in the room, alarms in it / in the meter; events of it",
      value: `${each(sum(asked.room))} / ${each(sum(asked.meter))}; ${each(asked.events)}`,
    },
    {
      figure: "8",
      what: "the rows of such a turn by table; of the Oracle's",
      value: `${split(asked.room.byTable)}; ${split(oracle.room.byTable)}`,
    },
  ];
}

async function rowsOfTurn(server, crowd) {
  const { owner: _owner, ...auto } = await openTable(server, { people: 2, dmMode: "auto" });
  await crowd.ask("gather", { group: server.name, port: server.port, count: 1, ...auto });
  // The first turn also tells the table who speaks.
  await crowd.ask("firstWords", { group: server.name, turns: 1 });
  const read = async () => ({
    ...(await server.call(auto.room, "rowsWritten")),
    events: (await server.call(auto.room, "head")).seq,
  });
  const from = await read();
  await crowd.ask("firstWords", { group: server.name, turns: TURNS });
  const to = await read();
  await crowd.ask("disperse", { group: server.name });
  await server.kill();
  return { room: less(to.room, from.room), meter: less(to.meter, from.meter), events: to.events - from.events };
}

function less(to, from) {
  const byTable = Object.entries(to.byTable).map(([table, rows]) => [table, rows - (from.byTable[table] ?? 0)]);
  const grown = byTable.filter(([, rows]) => rows > 0);
  return { sql: to.sql - from.sql, alarms: to.alarms - from.alarms, byTable: Object.fromEntries(grown) };
}
