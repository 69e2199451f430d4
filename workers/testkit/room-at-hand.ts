/// <reference types="@cloudflare/workers-types" />
import { env } from "cloudflare:workers";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import type { CampaignRoom } from "../index.ts";
import { Seat } from "./seat.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

export function randomIdOf(kind: "c" | "m"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `${kind}_${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}

const rooms = (env as unknown as { ROOM: DurableObjectNamespace<CampaignRoom> }).ROOM;

export function roomOf(campaignId: CampaignId): DurableObjectStub<CampaignRoom> {
  return rooms.getByName(campaignId);
}

/** A fresh table in the real object, with an owner and as many players as named, each in a seat of their own. */
export async function openTable(
  players: readonly string[] = [],
  { ruleset = "d20", adventureId = "the-lamplighters-hour" }: { ruleset?: "d20" | "embers"; adventureId?: string } = {},
) {
  const campaignId = randomIdOf("c") as CampaignId;
  const room = roomOf(campaignId);
  const owner = randomIdOf("m") as MemberId;
  const opened = await room.open({
    campaignId,
    title: "Test",
    adventureId,
    ruleset,
    owner: { memberId: owner, name: "Olive" },
  });
  if (!opened.ok) throw new Error(opened.problem.slug);
  const members: MemberId[] = [];
  for (const name of players) {
    const memberId = randomIdOf("m") as MemberId;
    const joined = await room.join({ memberId, name, role: "player" });
    if (!joined.ok) throw new Error(joined.problem.slug);
    members.push(memberId);
  }
  return { campaignId, room, owner, members };
}

/** Sits a member down as the first hero that is free. */
export async function sitDown(seat: Seat): Promise<string> {
  const free = Object.values(seat.state?.public.creatures ?? {}).find(
    ({ kind, ownerId }) => kind === "hero" && ownerId === null,
  );
  if (free === undefined) throw new Error("No seat is free.");
  const answer = await seat.ask({ t: "client.table", command: { type: "take_seat", creatureId: free.id } } as never);
  if (answer.t === "server.problem") throw new Error(answer.problem.slug);
  return free.id;
}

/** A table with players who are connected and seated. */
export async function playingTable(players: readonly string[]) {
  const table = await openTable(players);
  const seats: Seat[] = [];
  for (const memberId of table.members) {
    const seat = await Seat.take(table.room as never, memberId);
    await sitDown(seat);
    seats.push(seat);
  }
  return { ...table, seats };
}
