import { randomUUID } from "node:crypto";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const SEATED_MAX = 2;
/** The room remembers 64 members; the owner is one of them. */
const MEMBERS_MAX = 60;

export function randomId(kind) {
  return `${kind}_${Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}

/** A fresh table of ours with members at it, the first few of them seated; a person runs it unless told otherwise. */
export async function openTable(server, { people, dmMode = "human" }) {
  const room = randomId("c");
  const owner = randomId("m");
  await must(
    server.call(room, "open", {
      campaignId: room,
      title: "Bench",
      adventureId: "the-lamplighters-hour",
      ruleset: "d20",
      owner: { memberId: owner, name: "Olive" },
    }),
  );
  const members = Array.from({ length: Math.min(people, MEMBERS_MAX) }, () => randomId("m"));
  for (const [at, memberId] of members.entries())
    await must(server.call(room, "join", { memberId, name: `Guest ${at + 1}`, role: "player" }));
  const { events } = await server.call(room, "log", owner, { after: 0, limit: 20 });
  const heroes = events
    .find(({ body }) => body?.type === "campaign_opened")
    .body.payload.creatures.filter(({ kind }) => kind === "hero");
  const seated = members.slice(0, SEATED_MAX);
  for (const [at, memberId] of seated.entries())
    await must(server.call(room, "command", memberId, randomUUID(), { type: "take_seat", creatureId: heroes[at].id }));
  if (dmMode === "human") await must(server.call(room, "command", owner, randomUUID(), { type: "gm_take_over" }));
  return { room, owner, members, seated, proven: true };
}

/** The same of a denominator, which knows no members. */
export async function bareTable(server, { people }) {
  const room = randomId("c");
  await server.call(room, "open");
  const members = Array.from({ length: Math.min(people, MEMBERS_MAX) }, () => randomId("m"));
  return { room, owner: members[0], members, seated: members.slice(0, SEATED_MAX), proven: false };
}

async function must(answer) {
  const { ok, problem } = await answer;
  if (!ok) throw new Error(`The room refused: ${problem.title ?? problem.type}`);
}
