import { modelAtHand } from "../setting/model-at-hand.mjs";
import { bareTable, openTable } from "../setting/open-table.mjs";
import { median, quantile } from "../setting/statistics.mjs";

const REPEATS = 5;
const WARM_TURNS = 10;
/** How a model behaves, and how many turns of it a repeat takes. */
const MANNERS = [
  { name: "a model of 0 ms", delayMs: 0, gapMs: 0, turns: 12 },
  { name: "a model of 300 ms", delayMs: 300, gapMs: 0, turns: 6 },
  { name: "a model of 0 ms that says 50 tokens/s", delayMs: 0, gapMs: 20, turns: 6 },
];
const AIM = { p50: 15, p99: 40 };

/**
 * Figure 11: from a player's action to the first narrated word, through the orchestrator as it is shipped and a model over
 * HTTP; beside it a bare object that says the same to the same model and passes its words on.
 */
export async function modelWords({ bundles, workerd, node, crowd, quick }) {
  const model = await modelAtHand(node);
  const variants = [
    {
      name: "ours",
      table: openTable,
      server: await workerd("ours-model", bundles.room, { dm: "Orchestrator", modelPort: model.port, meter: true }),
    },
    {
      name: "bare",
      table: bareTable,
      server: await workerd("bare-model", bundles.bare, { className: "BareRoom", modelPort: model.port }),
    },
  ];
  for (const { name, server, table } of variants) {
    const { owner: _owner, ...opened } = await table(server, { people: 2, dmMode: "auto" });
    if (name === "bare") await server.call(opened.room, "sayToModel", await model.bodies());
    await crowd.ask("gather", { group: name, port: server.port, count: 2, ...opened });
    await crowd.ask("firstWords", { group: name, turns: WARM_TURNS });
  }
  const rows = [];
  for (const manner of MANNERS) {
    await model.behave(manner);
    rows.push(...rowsOf(manner, await sideBySide(variants, { crowd, model, manner, repeats: quick ? 2 : REPEATS })));
  }
  for (const { name, server } of variants) {
    await crowd.ask("disperse", { group: name });
    await server.kill();
  }
  await model.kill();
  return rows;
}

async function sideBySide(variants, { crowd, model, manner, repeats }) {
  const taken = Object.fromEntries(variants.map(({ name }) => [name, { ms: [], legs: [], cpuMs: 0 }]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const { name, server } of variants) {
      await model.asked();
      const before = server.cpuSeconds;
      const { ms, moments } = await crowd.ask("firstWords", { group: name, turns: manner.turns });
      taken[name].cpuMs += (server.cpuSeconds - before) * 1_000;
      taken[name].ms.push(...ms);
      taken[name].legs.push(...legsOf(moments, await model.asked()));
    }
  }
  return taken;
}

/** What of a turn went before the first request, between the two, and from the first token to the first word. */
function legsOf(moments, asked) {
  if (asked.length !== moments.length * 2) throw new Error(`${asked.length} requests for ${moments.length} turns.`);
  return moments.map(({ said, heard }, turn) => {
    const [director, narrator] = asked.slice(turn * 2, turn * 2 + 2);
    return {
      before: director.heard - said,
      between: narrator.heard - director.firstByte,
      after: heard - narrator.firstByte,
    };
  });
}

function rowsOf({ name, delayMs, gapMs }, { ours, bare }) {
  const show = (pick, digits = 1) => `${pick(ours).toFixed(digits)} / ${pick(bare).toFixed(digits)}`;
  const p50 = ({ ms }) => median(ms);
  const p99 = ({ ms }) => quantile(ms, 0.99);
  const [typical, worst] = [p50, p99].map((pick) => pick(ours) - pick(bare));
  const isAimed = gapMs === 0;
  const what = `action → first narrated word, ${name}`;
  const legs = ["before", "between", "after"].map((leg) =>
    show(({ legs: all }) => median(all.map((each) => each[leg]))),
  );
  const rows = [
    { what: `${what}, p50 ms: ours / bare object that asks the same`, value: show(p50) },
    { what: `${what}: what ours adds, p50 ms`, value: typical.toFixed(1), ...aimed(isAimed, AIM.p50, typical) },
    {
      what: `${what}, p99 ms of ${ours.ms.length} turns: ours / bare; added`,
      value: `${show(p99)}; ${worst.toFixed(1)}`,
      ...aimed(isAimed, AIM.p99, worst),
    },
    {
      what: `where it goes, ${name}, p50 ms, ours / bare: to the director's request; from its answer to the narrator's request; from the first token to the first word`,
      value: legs.join("; "),
    },
  ];
  if (delayMs === 0 && isAimed)
    rows.push({
      what: `processor ms of a whole turn, ${name}: ours / bare`,
      value: show(({ cpuMs, ms }) => cpuMs / ms.length),
    });
  return rows.map((row) => ({ figure: "11", ...row }));
}

function aimed(isAimed, most, value) {
  return isAimed ? { aim: `≤ ${most}`, met: value <= most } : {};
}
