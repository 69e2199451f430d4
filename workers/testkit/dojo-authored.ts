import type { Adventure, Beat, Effect } from "../contracts/adventure.ts";
import type { CampaignEvent, RollOutcome } from "../contracts/events.ts";

type Branch = { readonly effects?: readonly Effect[] | undefined };

/** What the author of the script let follow from the events of a turn, read from the script and from nothing else. */
export function authoredEffects(script: Adventure, events: readonly CampaignEvent[]): readonly Effect[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case "beat_played":
        return effectsOfBeat(script, event.payload.beatId, event.payload.outcome);
      case "flag_set":
        return effectsOfTopic(script, event.payload.flag);
      case "clock_advanced":
        return event.payload.filled === event.payload.segments
          ? (script.clocks.find(({ id }) => id === event.payload.clockId)?.full?.effects ?? [])
          : [];
      case "encounter_ended": {
        const fight = script.encounters.find(({ id }) => id === event.payload.encounterId);
        return fight?.[event.payload.outcome]?.effects ?? [];
      }
      default:
        return [];
    }
  });
}

function effectsOfBeat(script: Adventure, beatId: string, outcome: RollOutcome): readonly Effect[] {
  const beat = allBeats(script).find(({ id }) => id === beatId);
  const failed = outcome === "failure" || outcome === "fumble";
  const branch: Branch | undefined = failed ? beat?.failure : outcome === "partial" ? (beat?.partial ?? beat) : beat;
  return branch?.effects ?? [];
}

function effectsOfTopic({ people }: Adventure, flag: string): readonly Effect[] {
  return people.flatMap(({ id, topics }) =>
    topics.filter((topic) => flag === `told-${id}-${topic.id}`).flatMap(({ effects }) => effects ?? []),
  );
}

/** Every beat of the script. */
function allBeats({ scenes, people, encounters }: Adventure): Beat[] {
  const ofScenes = scenes.flatMap(({ beats, onEnter = [], features, exits }) => [
    ...beats,
    ...onEnter,
    ...features.flatMap((feature) => feature.beats),
    ...exits.flatMap((exit) => exit.beats),
  ]);
  return [...ofScenes, ...people.flatMap((person) => person.beats), ...encounters.flatMap((fight) => fight.beats)];
}

/** Beats that can be played where a party is: in a fight only its own, else those of the scene and what was shown there. */
export function beatsAt(
  script: Adventure,
  { sceneId, encounterId, shown }: { sceneId: string; encounterId: string | null; shown: readonly string[] },
): ReadonlySet<string> {
  const fight = script.encounters.find(({ id }) => id === encounterId);
  const scene = script.scenes.find(({ id }) => id === sceneId);
  if (fight !== undefined) return new Set(fight.beats.map(({ id }) => id));
  if (scene === undefined) return new Set();
  const seen = ({ id, hidden }: { id: string; hidden?: boolean | undefined }): boolean =>
    hidden !== true || shown.includes(id);
  const beats = [
    ...scene.beats,
    ...(scene.onEnter ?? []),
    ...[...scene.features, ...scene.exits].filter(seen).flatMap((each) => each.beats),
  ];
  return new Set(beats.map(({ id }) => id));
}
