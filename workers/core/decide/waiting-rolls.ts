import type { CampaignState, OpenTicket } from "../state.ts";

/**
 * The rolls that still wait for their die. A hidden one stands open in the lanes of those who may see it, and closes in
 * the lanes of those who may see it by then: a GM who has lost the role keeps it open for ever. So only those are asked
 * who hear of the end in any case, the one who rolls and the owner of the table.
 */
export function waitingRolls({ public: lane, gm, private: lanes }: CampaignState): OpenTicket[] {
  const own = Object.entries(lanes).flatMap(([memberId, { open }]) =>
    Object.values(open).filter(
      ({ rollerId }) => rollerId === memberId || lane.members[memberId as keyof typeof lane.members]?.role === "owner",
    ),
  );
  const all = [...Object.values(lane.dice.open), ...Object.values(gm.open), ...own];
  return [...new Map(all.map((ticket) => [ticket.seq, ticket])).values()];
}
