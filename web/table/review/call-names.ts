import type { Adventure, Beat } from "../../../workers/contracts/adventure.ts";
import type { Creature } from "../../../workers/contracts/creatures.ts";
import type { CampaignView } from "../../../workers/core/state.ts";
import { wordsOf } from "../../state/story-marks.ts";
import { beatName } from "../beat-name.ts";
import { useCampaign } from "../table-context.tsx";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the ids of a call can mean here: each list holds what may stand in such a place. */
export interface CallNames {
  creatures(): readonly Named[];
  /** Heroes somebody plays: they alone are asked to do a thing. */
  heroes(): readonly Named[];
  /** Those, and the foes in the fight that is on. */
  attackers(): readonly Named[];
  people(): readonly Named[];
  items(): readonly Named[];
  exits(): readonly Named[];
  beats(): readonly Named[];
  encounters(): readonly Named[];
  topics(): readonly Named[];
  attacks(): readonly Named[];
  isKnown(id: string): boolean;
  /** The name of an id, whatever it is of; as words when nobody knows it. */
  nameOf(id: string): string;
}

export function createCallNames(): CallNames {
  const campaign = useCampaign();
  return callNames(() => campaign.raw());
}

const named = ({ id, name }: Named): Named => ({ id, name });
const labelled = (beat: Beat): Named => ({ id: beat.id, name: beatName(beat) });

function callNames(view: () => CampaignView | null): CallNames {
  const lane = () => view()?.public;
  const script = (): Adventure | null => view()?.gm?.script ?? null;
  const creaturesHere = () => Object.values(lane()?.creatures ?? {});
  const isPlayed = ({ kind, ownerId }: Creature) => kind === "hero" && ownerId !== null;
  const fights = ({ id }: Creature) =>
    lane()?.encounter?.combatants.some(({ creatureId }) => creatureId === id) ?? false;
  const lists = {
    creatures: () => creaturesHere().map(named),
    heroes: () => creaturesHere().filter(isPlayed).map(named),
    attackers: () =>
      creaturesHere()
        .filter((each) => isPlayed(each) || (each.kind === "foe" && fights(each)))
        .map(named),
    people: () => uniqueById([...(lane()?.scene?.people ?? []), ...(script()?.people ?? [])].map(named)),
    items: () =>
      uniqueById([
        ...creaturesHere().flatMap(({ items }) => items.map(({ item }) => named(item))),
        ...(script()?.items ?? []).map(named),
      ]),
    exits: () =>
      uniqueById(
        [...(lane()?.scene?.exits ?? []), ...(script()?.scenes.flatMap(({ exits }) => exits) ?? [])].map(named),
      ),
    beats: () => beatsOf(script()),
    encounters: () => (script()?.encounters ?? []).map(({ id, title }) => ({ id, name: title })),
    topics: () =>
      (script()?.people ?? []).flatMap(({ name, topics }) =>
        topics.map(({ id, label }) => ({ id, name: `${label} (${name})` })),
      ),
    attacks: () =>
      uniqueById(creaturesHere().flatMap(({ sheet }) => (sheet.ruleset === "d20" ? sheet.attacks.map(named) : []))),
  };
  const features = () => (lane()?.scene?.features ?? []).map(named);
  const known = (id: string): Named | undefined => {
    for (const list of [...Object.values(lists), features]) {
      const found = list().find((each) => each.id === id);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { ...lists, isKnown: (id) => known(id) !== undefined, nameOf: (id) => known(id)?.name ?? wordsOf(id) };
}

function beatsOf(script: Adventure | null): Named[] {
  if (script === null) return [];
  const ofScenes = script.scenes.flatMap(({ beats, features, exits, onEnter }) => [
    ...beats,
    ...(onEnter ?? []),
    ...features.flatMap((feature) => feature.beats),
    ...exits.flatMap((exit) => exit.beats),
  ]);
  const others = [...script.people, ...script.encounters].flatMap(({ beats }) => beats);
  return uniqueById([...ofScenes, ...others].map(labelled));
}

function uniqueById(list: readonly Named[]): Named[] {
  return [...new Map(list.map((each) => [each.id, each])).values()];
}
