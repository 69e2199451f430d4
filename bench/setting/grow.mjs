import { randomUUID } from "node:crypto";

const AT_ONCE = 1_000;

/** Lets a log grow old: so many lines of talk, written through the room itself, a thousand in one go. */
export async function grow(server, { room, members, proven }, events) {
  const text = "I lift the lantern once more and ask what the keeper has seen this night.";
  let head = 0;
  while (head < events) {
    const commands = Array.from({ length: Math.min(AT_ONCE, events - head) }, () => {
      const chat = { type: "chat", channel: "ooc", to: [], text };
      return proven ? { id: randomUUID(), command: chat } : { id: randomUUID(), chat };
    });
    head = await server.call(room, "grow", members[0], commands);
  }
  return head;
}
