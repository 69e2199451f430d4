// The crowd: a process of its own, on a core of its own, that plays everybody at the table and keeps the clock.
import { Group } from "./group.mjs";

const IDLE_MS = 5_000;
const fold = await import(process.argv[2]);
const groups = new Map();

const kindsOf = { play: ["act", "chat"], chat: ["chat"], roll: ["roll"], act: ["act"] };

/** Runs something and says what share of a core this process used meanwhile. */
async function busyWhile(work) {
  const from = { at: performance.now(), cpu: process.cpuUsage() };
  const result = await work();
  const ms = performance.now() - from.at;
  const { user, system } = process.cpuUsage(from.cpu);
  return { ...result, ms, crowdCpu: (user + system) / 1_000 / ms };
}

const until = async (what, holds, withinMs = IDLE_MS) => {
  for (const giveUpAt = performance.now() + withinMs; !holds(); ) {
    if (performance.now() > giveUpAt) throw new Error(`Waited too long for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

async function gather(options) {
  const group = new Group({ ...options, fold });
  groups.set(options.group, group);
  return await busyWhile(async () => void (await group.gather()));
}

/** So many actions a second at even distances; answers with the milliseconds until the last socket had each. */
async function paced({ group: name, load, perSecond, actions }) {
  const group = groups.get(name);
  group.latencies = [];
  group.seqs = [];
  group.whenDone(() => undefined);
  return await busyWhile(async () => {
    const start = performance.now();
    for (let turn = 0; turn < actions; turn += 1) {
      const wait = start + (turn * 1_000) / perSecond - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      group.speak(turn, kindsOf[load][turn % kindsOf[load].length]);
    }
    await until("the last action to reach everybody", () => group.waiting === 0);
    return { latencies: group.latencies, frameBytes: group.frameBytes.at(-1) };
  });
}

/** A fixed number in flight: the next action leaves when one has reached everybody. */
async function closed({ group: name, load, inFlight, seconds }) {
  const group = groups.get(name);
  const kinds = kindsOf[load];
  let turn = 0;
  let done = 0;
  let over = false;
  group.latencies = [];
  group.seqs = [];
  const next = () => group.speak(turn, kinds[turn++ % kinds.length]);
  return await busyWhile(async () => {
    const start = performance.now();
    const before = group.deliveries;
    let perSecond = 0;
    let deliveriesPerSecond = 0;
    await new Promise((resolve) => {
      group.whenDone(() => {
        done += 1;
        if (over) return;
        const ms = performance.now() - start;
        if (ms < seconds * 1_000) return void next();
        over = true;
        perSecond = (done / ms) * 1_000;
        deliveriesPerSecond = ((group.deliveries - before) / ms) * 1_000;
        resolve(undefined);
      });
      for (let each = 0; each < inFlight; each += 1) next();
    });
    await until("what was in flight", () => group.waiting === 0);
    return { perSecond, deliveriesPerSecond, actions: done, latencies: group.latencies, seqs: group.seqs };
  });
}

async function verdict({ group: name }) {
  return await groups.get(name).verdict();
}

async function disperse({ group: name }) {
  groups.get(name)?.disperse();
  groups.delete(name);
}

const operations = {
  gather,
  paced,
  closed,
  verdict,
  disperse,
  ...(await import("./scenes.mjs")).scenes({ groups, busyWhile, until, fold }),
};

process.on("message", async ({ id, operation, options }) => {
  try {
    process.send({ id, answer: (await operations[operation](options)) ?? null });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.on("disconnect", () => process.exit());
