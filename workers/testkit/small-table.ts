import { expect } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { EventOf, EventType, SeenEvent } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { canaryAdventure, canaryHeroes, canaryItems } from "./canary-adventure.ts";
import { PaperRoom } from "./paper-room.ts";

/** A table on paper in the small hall. */
export function smallTable(
  ruleset: Ruleset = "d20",
  { seed = "small", mark }: { seed?: string; mark?: (where: string) => string } = {},
): PaperRoom {
  return new PaperRoom({ adventure: canaryAdventure(mark), heroes: canaryHeroes, items: canaryItems, ruleset, seed });
}

/** Comes to the table and sits down as the first hero who is free. */
export function seated(room: PaperRoom, name: string): MemberId {
  const memberId = room.join(name);
  const free = Object.values(room.state.public.creatures).find(
    ({ kind, ownerId }) => kind === "hero" && ownerId === null,
  );
  expect(room.ask(memberId, { type: "take_seat", creatureId: free?.id ?? "" })).toBeNull();
  return memberId;
}

export const act = (text: string): MemberCommand => ({ type: "act", mode: "do", text });

export const heroOf = (room: PaperRoom, memberId: MemberId): string =>
  room.state.public.members[memberId]?.creatureId ?? "";

/** The payloads of one kind of event, in order. */
export function payloadsOf<T extends EventType>(events: readonly SeenEvent[], type: T): EventOf<T>["payload"][] {
  return events.flatMap((event) =>
    "body" in event && event.body.type === type ? [event.body.payload as EventOf<T>["payload"]] : [],
  );
}

/** A GM's call by hand, which must be allowed; the owner steps behind the screen for it. */
export function byHand(room: PaperRoom, tool: string, args: Record<string, unknown>): void {
  if (room.state.public.members[room.owner]?.screen !== true) {
    expect(room.ask(room.owner, { type: "gm_take_over" })).toBeNull();
    expect(room.ask(room.owner, { type: "gm_hand_back", leaveScreen: false })).toBeNull();
  }
  expect(room.ask(room.owner, { type: "gm_tool", tool, args })).toBeNull();
}
