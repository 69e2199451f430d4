import { expect, test } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import { CLOSE } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { SeededChance } from "../testkit/frame-mutations.ts";
import { openTable, type roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";

type Room = ReturnType<typeof roomOf>;

const EVENINGS = 16;
const STEPS = 24;
/** Within a second, on a machine that does other things as well. */
const CLOSED_WITHIN_MS = 1_000;

const asks = async (room: Room, by: MemberId, command: MemberCommand) =>
  await room.command(by, crypto.randomUUID() as ActionId, command);

/** A table with an owner, a GM behind the screen, and two players, all of them listening. */
async function listeningTable() {
  const { room, owner, members } = await openTable(["Gisela", "Tom", "Bo"]);
  const [gisela, tom, bo] = members as [MemberId, MemberId, MemberId];
  expect(await asks(room, owner, { type: "gm_set_role", memberId: gisela, role: "gm" })).toMatchObject({ ok: true });
  expect(await asks(room, owner, { type: "gm_take_over" })).toMatchObject({ ok: true });
  expect(await asks(room, gisela, { type: "gm_take_over" })).toMatchObject({ ok: true });
  const seats = new Map<MemberId, Seat>();
  for (const member of [owner, gisela, tom, bo]) seats.set(member, await Seat.take(room as never, member));
  return { room, owner, gisela, tom, bo, seats };
}

type Table = Awaited<ReturnType<typeof listeningTable>>;

/** Something that somebody who stays does: open talk, a whisper, a note behind the screen, a roll. */
function deed({ owner, bo }: Table, chance: SeededChance, mark: string): [MemberId, MemberCommand] {
  return chance.pick<[MemberId, MemberCommand]>([
    [bo, { type: "chat", channel: "ooc", to: [], text: `Open talk ${mark}` }],
    [bo, { type: "chat", channel: "whisper", to: [owner], text: `Whisper ${mark}` }],
    [owner, { type: "gm_annotate", about: null, text: `Note ${mark}` }],
    [owner, { type: "roll", expression: "1d20", visibility: "gm", label: `Hidden ${mark}` }],
    [owner, { type: "gm_narrate", text: `Told ${mark}` }],
  ]);
}

/** Plays on for some steps; what is done after `partAt` carries the mark that whoever parted must never hear. */
async function playOn(table: Table, chance: SeededChance, partAt: number, part: () => Promise<unknown>): Promise<void> {
  const under = new Set<Promise<unknown>>();
  for (let step = 0; step < STEPS; step += 1) {
    if (step === partAt) await part();
    const [by, command] = deed(table, chance, step < partAt ? `before-${step}` : `AFTER-${step}`);
    const doing = asks(table.room, by, command);
    under.add(doing);
    if (chance.happens(40)) await Promise.all(under);
  }
  await Promise.all(under);
}

const heard = (seat: Seat | undefined): string => JSON.stringify(seat?.frames ?? []);

test.each(Array.from({ length: EVENINGS }, (_, seed) => seed + 1))(
  "[V3] [K5] removed at a random step, somebody hears not one byte more, and their socket is closed within a second (seed %i)",
  async (seed) => {
    const table = await listeningTable();
    const chance = new SeededChance(seed);
    const { room, owner, gisela, tom, seats } = table;
    const leaver = chance.pick([tom, gisela]);
    const seat = seats.get(leaver);
    let frames = 0;
    await playOn(table, chance, chance.below(STEPS), async () => {
      expect(await asks(room, owner, { type: "gm_remove_member", memberId: leaver, reason: "Enough." })).toMatchObject({
        ok: true,
      });
      await until("the socket to close", () => seat?.closed !== null, CLOSED_WITHIN_MS);
      frames = seat?.frames.length ?? 0;
    });
    expect(seat?.closed?.code).toBe(CLOSE.removed);
    expect(seat?.frames.length, "nothing came after the socket had closed").toBe(frames);
    expect(heard(seat)).not.toContain("AFTER-");
    expect((await Seat.knock(room as never, leaver)).status).toBe(403);
    expect(await room.log(leaver, { limit: 10 })).toMatchObject({ ok: false });
    expect(await asks(room, leaver, { type: "chat", channel: "ooc", to: [], text: "Still here?" })).toMatchObject({
      ok: false,
    });
  },
);

test.each(Array.from({ length: EVENINGS }, (_, seed) => seed + 101))(
  "[V3] taken from behind the screen at a random step, a GM learns nothing more of what lies there (seed %i)",
  async (seed) => {
    const table = await listeningTable();
    const chance = new SeededChance(seed);
    const { room, owner, gisela, seats } = table;
    const seat = seats.get(gisela);
    const role = chance.pick(["player", "spectator"] as const);
    await playOn(table, chance, chance.below(STEPS), async () => {
      expect(await asks(room, owner, { type: "gm_set_role", memberId: gisela, role })).toMatchObject({ ok: true });
    });
    await until("the last event to come", () => (seat?.seq ?? 0) >= (seats.get(owner)?.seq ?? 1));
    for (const secret of ["Note AFTER-", "Hidden AFTER-", "Whisper AFTER-"])
      expect(heard(seat), secret).not.toContain(secret);
    const refused = await asks(room, gisela, { type: "gm_narrate", text: "I still run this." });
    expect(refused).toMatchObject({ ok: false, problem: { slug: "not-allowed" } });
    const page = await room.log(gisela, { limit: 100 });
    expect(JSON.stringify(page)).not.toMatch(/(?:Note|Hidden|Whisper) AFTER-/);
    const again = await Seat.take(room as never, gisela);
    expect(again.of("server.snapshot").at(-1)?.view).toMatchObject({ gm: null });
  },
);
