import { openTable } from "../setting/open-table.mjs";

const PEOPLE = 500;
const TALK_MS = 2_000;
const PAGE = 500;

/** Figure 14: the room dies by SIGKILL while people talk, comes back, and everybody returns in the same moment. */
export async function storm({ bundles, workerd, crowd, quick }) {
  const people = quick ? 60 : PEOPLE;
  const server = await workerd("storm", bundles.room, { dm: "ScriptedDm" });
  const { owner, ...table } = await openTable(server, { people });
  await crowd.ask("gather", { group: "storm", port: server.port, count: people, ...table });
  await crowd.ask("talk", { group: "storm", perSecond: 20 });
  await new Promise((resolve) => setTimeout(resolve, TALK_MS));
  await server.kill();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.start();
  const cpuBefore = server.cpuSeconds;
  const { levelMs, consistentMs, unanswered, acknowledged, crowdCpu } = await crowd.ask("storm", {
    group: "storm",
    port: server.port,
  });
  const cpu = server.cpuSeconds - cpuBefore;
  const verdict = await crowd.ask("verdict", { group: "storm" });
  const inLog = await actionsIn(server, { room: table.room, owner });
  const lost = acknowledged.filter(([id, seq]) => !inLog.get(id)?.includes(seq)).length;
  const doubled = [...inLog.values()].filter((seqs) => seqs.length > 1).length;
  await crowd.ask("disperse", { group: "storm" });
  await server.kill();
  const sound = verdict.agreed && verdict.folded && verdict.gaps + verdict.doubled + verdict.problems.length === 0;
  return [
    {
      figure: "14",
      what: `${people} come back at once after kill -9: s until all are level / all that was unsaid is said and told`,
      value: `${(levelMs / 1_000).toFixed(2)} / ${(consistentMs / 1_000).toFixed(2)} (the server worked ${cpu.toFixed(2)} s of it; crowd at ${Math.round(crowdCpu * 100)} % of its core)`,
      aim: "< 3",
      met: consistentMs < 3_000,
    },
    {
      figure: "14",
      what: `of ${acknowledged.length} answered actions (${unanswered} said again): lost / doubled`,
      value: `${lost} / ${doubled}`,
      aim: "0 / 0",
      met: lost + doubled === 0,
      broken: lost + doubled > 0,
    },
    {
      figure: "14",
      what: `${people} sockets after the storm`,
      value: sound ? `all at ${verdict.seq}, one hash, folded alike` : JSON.stringify(verdict),
      aim: "no gap, no double, one hash",
      met: sound,
      broken: !sound,
    },
  ];
}

/** Which events every action has led to, from the log itself. */
async function actionsIn(server, { room, owner }) {
  const seqs = new Map();
  for (let after = 0; ; ) {
    const { events, head } = await server.call(room, "log", owner, { after, limit: PAGE });
    for (const { header, body } of events) {
      const id = body?.cause?.actionId;
      if (id !== undefined && (body.type === "player_action" || body.type === "chat_message"))
        seqs.set(id, [...(seqs.get(id) ?? []), header.seq]);
    }
    after = events.at(-1)?.header.seq ?? head;
    if (after >= head) return seqs;
  }
}
