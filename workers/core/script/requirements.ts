import type { Requirement } from "../../contracts/adventure.ts";
import type { CampaignState } from "../state.ts";

/** Whether everything a beat, an exit or a topic asks for holds now. */
export function holds(state: CampaignState, requires: readonly Requirement[] | undefined): boolean {
  return (requires ?? []).every((requirement) => holdsOne(state, requirement) !== (requirement.not === true));
}

function holdsOne({ public: lane, gm }: CampaignState, requirement: Requirement): boolean {
  if ("flag" in requirement) return gm.flags[requirement.flag] === true;
  if ("has" in requirement) return partyHolds(lane.creatures, requirement.has);
  if ("visited" in requirement) return lane.visited.includes(requirement.visited);
  if ("clock" in requirement)
    return ((lane.clocks[requirement.clock] ?? gm.clocks[requirement.clock])?.filled ?? 0) >= requirement.atLeast;
  if ("attitude" in requirement) return (gm.attitudes[requirement.attitude] ?? 0) >= requirement.atLeast;
  if ("done" in requirement) return Object.hasOwn(gm.beats, requirement.done);
  if ("encounter" in requirement) return lane.encountersDone[requirement.encounter] === requirement.outcome;
  return lane.seals.some(({ secretId }) => secretId === requirement.knows);
}

function partyHolds(creatures: CampaignState["public"]["creatures"], itemId: string): boolean {
  return Object.values(creatures).some(
    (creature) =>
      creature.kind === "hero" && creature.ownerId !== null && creature.items.some(({ item }) => item.id === itemId),
  );
}
