/// <reference types="@cloudflare/workers-types" />
/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import type { MemberCommand } from "../contracts/commands.ts";
import type { DmSettings, VoiceId } from "../contracts/dm.ts";
import type { EventOf, EventType } from "../contracts/events.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { RoomLibrary } from "../realtime/campaign-room.ts";
import type { DmTerms } from "../realtime/purse.ts";
import type { MannerName } from "./model-manners.ts";
import { MANNERS_PATH } from "./model-manners.ts";
import type { roomOf } from "./room-at-hand.ts";
import { Seat, until } from "./seat.ts";
import { openSmallRoom } from "./small-room.ts";
import { payloadsOf } from "./small-table.ts";

type Room = ReturnType<typeof roomOf>;

/** Longer than any turn of a test may take: twice its budget, on a slow machine. */
const TURN_WITHIN_MS = 60_000;

/** The small hall with a model of this manner behind the screen, everybody who plays at it connected. */
export async function tableWithModel(
  manner: MannerName | "oracle",
  {
    players = ["Bo"],
    ruleset = "d20",
    settings = {},
    terms = {},
  }: {
    players?: readonly string[];
    ruleset?: Ruleset;
    settings?: Partial<DmSettings>;
    terms?: Partial<DmTerms>;
  } = {},
) {
  const table = await openSmallRoom(players, ruleset);
  const { room, owner, members } = table;
  if (Object.keys(terms).length > 0) await lend(room, terms);
  const voice = (manner === "oracle" ? "oracle" : `openai:${manner}`) as VoiceId;
  await asks(room, owner, { type: "gm_dm_settings", settings: { voice, ...settings } });
  const seats: Seat[] = [];
  for (const memberId of members) seats.push(await Seat.take(room as never, memberId));
  return { ...table, seats, bo: seats[0] as Seat };
}

/** What the composition root would have given the room, otherwise; until the room is evicted. */
export async function lend(room: Room, terms: Partial<DmTerms>): Promise<void> {
  await runInDurableObject(room, (inside) => {
    const { library } = inside as unknown as { library: RoomLibrary };
    const changed: RoomLibrary = { ...library, dmTerms: () => ({ ...library.dmTerms(), ...terms }) };
    Object.assign(inside, { library: changed });
  });
}

/** A command that must be allowed. */
export async function asks(room: Room, by: MemberId, command: MemberCommand): Promise<void> {
  const answer = await room.command(by, crypto.randomUUID() as ActionId, command);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.problem.slug} ${answer.problem.detail ?? ""}`);
}

/** The owner behind the screen and connected, with the machine still running the table. */
export async function ownerBehindScreen(room: Room, owner: MemberId): Promise<Seat> {
  await asks(room, owner, { type: "gm_take_over" });
  await asks(room, owner, { type: "gm_hand_back", leaveScreen: false });
  return await Seat.take(room as never, owner);
}

/** The payloads of one kind of event that a seat has been told, in order. */
export function told<T extends EventType>(seat: Seat, type: T): EventOf<T>["payload"][] {
  return payloadsOf(seat.events, type);
}

/** Acts, and waits until the table is at rest again; answers with the turn's id. */
export async function playTurn(seat: Seat, text: string): Promise<string> {
  const answer = await seat.act(text);
  if (answer.t === "server.problem") throw new Error(answer.problem.slug);
  const turnId = answer.turnId ?? "";
  await atRest(seat);
  return turnId;
}

export async function atRest(seat: Seat): Promise<void> {
  const rests = () => seat.state?.public.turn === null && seat.state.public.queue.length === 0;
  await until("the table at rest", rests, TURN_WITHIN_MS);
}

export async function stageOf(seat: Seat, stage: string): Promise<void> {
  await until(`the stage ${stage}`, () => seat.of("server.stage").at(-1)?.stage === stage, TURN_WITHIN_MS);
}

/** The words that came on their way to a turn. */
export function draftsOf(seat: Seat, turnId: string): string[] {
  return seat.of("server.draft").flatMap(({ turn_id, text }) => (turn_id === turnId ? [text] : []));
}

/** Sets what the fake model keeps in mind for one campaign; answers with how often that campaign asked and hung up. */
export async function setManners(
  campaign: string,
  mood: { down?: boolean; secret?: string } = {},
): Promise<{ asked: number; hungUp: number }> {
  const body = JSON.stringify({ campaign, ...mood });
  const answer = await fetch(`http://model.test${MANNERS_PATH}`, { method: "POST", body });
  if (!answer.ok) throw new Error(`The fake model answered ${answer.status}.`);
  return await answer.json<{ asked: number; hungUp: number }>();
}

/** Words by which a sealed secret of the small hall is known. */
export async function tellOfASecret(room: Room): Promise<string> {
  return await runInDurableObject(room, (_, { storage }) => {
    const [row] = storage.sql
      .exec<{ body: string }>('SELECT body FROM events WHERE body LIKE \'{"type":"adventure_scripted"%\'')
      .toArray();
    const script = JSON.parse(row?.body ?? "{}").payload.adventure as { secrets: { tells: string[] }[] };
    return script.secrets[0]?.tells[0] ?? "";
  });
}
