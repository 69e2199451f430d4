import { monotonicMs } from "../setting/monotonic.mjs";
import { Line } from "./line.mjs";

/** One client comes back after missing events: milliseconds and bytes until it has read all it needs. */
async function comeBack({ port, room, member, seen }, protocol) {
  const line = await new Line().open({ port, path: `/socket?room=${room}&member=${member}` });
  let bytes = 0;
  const start = performance.now();
  await new Promise((resolve) => {
    line.onText = (text) => {
      bytes += text.length;
      const { t } = JSON.parse(text.toString());
      if (t === "server.snapshot" || t === "server.head") resolve(undefined);
    };
    line.send(JSON.stringify({ t: "client.hello", protocol, epoch: 1, last_seq_seen: seen }));
  });
  const ms = performance.now() - start;
  line.drop();
  return { ms, bytes };
}

const isTold = ({ body }) => body?.type === "dm_narration" || body?.payload?.type === "dm_narration";

/** Turns one after another: milliseconds from an action to the first word of its answer, and both moments. */
async function firstWords(group, turns, until) {
  const ms = [];
  const moments = [];
  for (let turn = 0; turn < turns; turn += 1) {
    let heard = null;
    group.onDraft = () => {
      heard ??= monotonicMs();
    };
    const told = group.told.events.length;
    const start = monotonicMs();
    if (group.proven) group.speak(turn, "act");
    else group.sockets[0].line.send(JSON.stringify({ t: "narrate" }));
    await until("the end of a turn", () => heard !== null && group.told.events.slice(told).some(isTold));
    ms.push(heard - start);
    moments.push({ said: start, heard });
    group.forgetWaiting();
    // The tail of a narration must not run into the next turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { ms, moments };
}

/** The operations of the crowd that are more than talk. */
export function scenes({ groups, busyWhile, until, fold }) {
  let talking = null;

  return {
    comeBack: async (options) => await comeBack(options, fold.PROTOCOL_VERSION),
    firstWords: async ({ group, turns }) => await firstWords(groups.get(group), turns, until),

    /** Everybody goes on talking, whatever becomes of the room, and keeps what was not answered. */
    talk: async ({ group: name, perSecond }) => {
      const group = groups.get(name);
      let turn = 0;
      group.keepsOutbox = true;
      talking = setInterval(() => group.speak(turn, turn++ % 2 === 0 ? "act" : "chat"), 1_000 / perSecond);
    },

    /** All come back at once, without a moment's grace, and say again what was not answered. */
    storm: async ({ group: name, port }) => {
      const group = groups.get(name);
      clearInterval(talking);
      const unanswered = group.outbox.size;
      await until("all lines to be gone", () => group.sockets.every(({ open }) => !open));
      group.port = port;
      return await busyWhile(async () => {
        const start = performance.now();
        await group.gather(group.count);
        const levelMs = performance.now() - start;
        group.resend();
        await until("the answers to what was said before", () => group.outbox.size === 0, 30_000);
        await until("the same seq everywhere", () => new Set(group.sockets.map(({ seq }) => seq)).size === 1, 30_000);
        return { levelMs, consistentMs: performance.now() - start, unanswered, acknowledged: [...group.acknowledged] };
      });
    },

    drop: async ({ group: name }) => {
      groups.get(name).disperse();
    },
  };
}
