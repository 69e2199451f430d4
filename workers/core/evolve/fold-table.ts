import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { DEPARTED } from "../departed.ts";
import type { Member, PublicLane } from "../state.ts";

/** Who sits here, in which seat, under which settings. */
export function foldTable(lane: PublicLane, fact: CampaignEvent): PublicLane {
  switch (fact.type) {
    case "campaign_opened":
      return opened(lane, fact.payload);
    case "campaign_continued":
      return continued(lane, fact.payload);
    case "checkpoint":
      return { ...lane, signedThrough: fact.payload.throughSeq };
    case "key_rotated":
      return { ...lane, key: { id: fact.payload.keyId, publicKey: fact.payload.publicKey } };
    case "member_joined":
      return joined(lane, fact.payload);
    case "member_removed":
      return withMember(freed(lane, fact.payload.memberId), fact.payload.memberId, {
        removed: true,
        screen: false,
        creatureId: null,
      });
    case "member_erased":
      return withMember(lane, fact.payload.memberId, { name: DEPARTED });
    case "role_changed":
      return withMember(lane, fact.payload.memberId, { role: fact.payload.role });
    case "screen_taken":
      return withMember(lane, fact.payload.memberId, { screen: true });
    case "screen_left":
      return withMember(lane, fact.payload.memberId, { screen: false });
    case "seat_policy_set":
      return withMember(lane, fact.payload.memberId, { policy: fact.payload.policy });
    case "hero_made":
      return { ...lane, creatures: { ...lane.creatures, [fact.payload.creature.id]: fact.payload.creature } };
    case "seat_taken":
      return seated(lane, fact.payload);
    case "seat_left":
      return withMember(freed(lane, fact.payload.memberId), fact.payload.memberId, { creatureId: null });
    case "settings_changed":
      return {
        ...lane,
        settings: fact.payload.settings,
        queue: fact.payload.settings.dmMode === "human" ? [] : lane.queue,
      };
    default:
      return lane;
  }
}

function opened(lane: PublicLane, payload: EventOf<"campaign_opened">["payload"]): PublicLane {
  const {
    campaignId,
    title,
    adventureId,
    adventureTitle,
    ruleset,
    settings,
    seats,
    keyId,
    publicKey,
    creatures,
    clocks,
  } = payload;
  return {
    ...lane,
    campaignId,
    title,
    adventureId,
    adventureTitle,
    ruleset,
    settings,
    seats,
    key: { id: keyId, publicKey },
    creatures: Object.fromEntries(creatures.map((creature) => [creature.id, creature])),
    clocks: Object.fromEntries(clocks.map((clock) => [clock.id, { ...clock, filled: 0 }])),
  };
}

/** Whatever was under way stays behind: the turn, the queue, the rolls that waited for somebody. Nobody has a place here yet. */
function continued(
  lane: PublicLane,
  { campaignId, title, keyId, publicKey }: EventOf<"campaign_continued">["payload"],
): PublicLane {
  const gone = { removed: true, screen: false, creatureId: null };
  return {
    ...lane,
    ...{ campaignId, title, key: { id: keyId, publicKey } },
    members: mapped(lane.members, (member) => ({ ...member, ...gone })),
    creatures: mapped(lane.creatures, (creature) => ({ ...creature, ownerId: null })),
    ...{ turn: null, queue: [], failed: null, question: null, paused: false, told: null, voice: null },
    settings: { ...lane.settings, dmMode: "auto" },
    dm: { ...lane.dm, voice: null, dayCapMicroUsd: null, memberDayCapMicroUsd: null },
    dice: { ...lane.dice, open: {} },
  };
}

function mapped<T>(of: Readonly<Record<string, T>>, change: (each: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(of).map(([id, each]) => [id, change(each)]));
}

function joined(lane: PublicLane, { memberId, name, role }: EventOf<"member_joined">["payload"]): PublicLane {
  const member: Member = {
    id: memberId,
    name,
    role,
    creatureId: null,
    policy: "defend",
    screen: false,
    removed: false,
  };
  return { ...lane, members: { ...lane.members, [memberId]: member } };
}

function seated(lane: PublicLane, { memberId, creatureId }: EventOf<"seat_taken">["payload"]): PublicLane {
  const creature = lane.creatures[creatureId];
  if (creature === undefined) return lane;
  return withMember(
    { ...lane, creatures: { ...lane.creatures, [creatureId]: { ...creature, ownerId: memberId } } },
    memberId,
    { creatureId },
  );
}

function freed(lane: PublicLane, memberId: MemberId): PublicLane {
  const creature = lane.creatures[lane.members[memberId]?.creatureId ?? ""];
  return creature === undefined
    ? lane
    : { ...lane, creatures: { ...lane.creatures, [creature.id]: { ...creature, ownerId: null } } };
}

function withMember(lane: PublicLane, memberId: MemberId, change: Partial<Member>): PublicLane {
  const member = lane.members[memberId];
  return member === undefined ? lane : { ...lane, members: { ...lane.members, [memberId]: { ...member, ...change } } };
}
