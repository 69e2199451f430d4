/// <reference types="@cloudflare/workers-types" />
/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { RoomLibrary } from "../realtime/campaign-room.ts";
import { canaryAdventure, canaryHeroes, canaryItems } from "./canary-adventure.ts";
import { randomIdOf, roomOf } from "./room-at-hand.ts";

/** A table in the real object at which the small hall is played, with everybody who plays already in a seat. */
export async function openSmallRoom(players: readonly string[], ruleset: Ruleset = "d20") {
  const campaignId = randomIdOf("c") as CampaignId;
  const room = roomOf(campaignId);
  const owner = randomIdOf("m") as MemberId;
  await runInDurableObject(room, (inside) => {
    const library: RoomLibrary = {
      ...(inside as unknown as { library: RoomLibrary }).library,
      adventure: () => ({ adventure: canaryAdventure(), heroes: canaryHeroes, items: canaryItems }),
    };
    // What the composition root would have given: the script is in the log from here on, no later instance asks for it.
    Object.assign(inside, { library });
    inside.open({
      campaignId,
      title: "Small",
      adventureId: "canary",
      ruleset,
      owner: { memberId: owner, name: "Olive" },
    });
  });
  const members = players.map(() => randomIdOf("m") as MemberId);
  for (const [at, name] of players.entries()) {
    const memberId = members[at] as MemberId;
    await room.join({ memberId, name, role: "player" });
    const seated = await room.command(memberId, crypto.randomUUID() as never, {
      type: "take_seat",
      creatureId: canaryHeroes[at]?.id ?? "",
    });
    if (!seated.ok) throw new Error(seated.problem.slug);
  }
  return { campaignId, room, owner, members };
}
