import { expect, test } from "vitest";
import { CLOSE, PROTOCOL_VERSION } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { playingTable } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";

const says = (id: string, text: string) =>
  JSON.stringify({ t: "client.chat", id, chat: { type: "chat", channel: "ooc", to: [], text } });

/**
 * What the pages of earlier builds send when they open a socket: hello, and at once what waits in the outbox. Since the first
 * protocol hello has had these fields; what differs is the number, and what the table would answer.
 */
const before = Array.from({ length: PROTOCOL_VERSION - 1 }, (_, at) => at + 1);

test.each([...before, PROTOCOL_VERSION + 1])(
  "[V1] a page of protocol %d: nothing it sends is taken, it is told to reload, and what it kept lands once afterwards",
  async (protocol) => {
    const { room, seats, members } = await playingTable(["Mira"]);
    const [mira] = members as [MemberId];
    const id = crypto.randomUUID() as ActionId;
    const { seq } = await room.head();

    const old = await Seat.take(room as never, mira, "silent");
    old.send(JSON.stringify({ t: "client.hello", protocol, epoch: 1, last_seq_seen: seq }));
    old.send(says(id, "Kept in the outbox."));
    await until("the door", () => old.closed !== null);
    expect(old.closed?.code).toBe(CLOSE.reload);
    expect(old.of("server.problem").map(({ problem }) => problem.slug)).toContain("protocol-mismatch");
    expect(old.of("server.receipt")).toEqual([]);
    expect(old.of("server.events")).toEqual([]);
    expect((await room.head()).seq).toBe(seq);

    // Reloaded, the page of today sends what nobody has answered, under the same id; and once more, for good measure.
    const today = await Seat.take(room as never, mira);
    for (let time = 0; time < 2; time += 1) {
      const heard = today.frames.length;
      today.send(says(id, "Kept in the outbox."));
      await until("the receipt", () =>
        today.frames.slice(heard).some((frame) => frame.t === "server.receipt" && frame.re === id),
      );
    }
    expect((await room.head()).seq).toBe(seq + 1);
    for (const seat of [...seats, today]) seat.leave();
  },
);

test("within one protocol, a frame or a field that this server does not know is refused by itself, and the line stays", async () => {
  const { room, seats } = await playingTable(["Mira"]);
  const [mira] = seats;
  if (mira === undefined) throw new Error("Nobody sat down.");
  const { seq } = await room.head();
  const id = crypto.randomUUID();
  const heard = mira.frames.length;
  mira.send(JSON.stringify({ t: "client.dance", id, dance: "polka" }));
  mira.send(JSON.stringify({ ...JSON.parse(says(crypto.randomUUID(), "Hello.")), loudness: 3 }));
  await until("both answers", () => mira.frames.slice(heard).filter(({ t }) => t === "server.problem").length >= 2);
  expect((await room.head()).seq).toBe(seq);
  expect(mira.closed).toBeNull();
  expect((await mira.act("I look around.")).t).toBe("server.receipt");
  for (const seat of seats) seat.leave();
});
