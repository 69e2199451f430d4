import type {
  Adventure,
  Beat,
  Encounter,
  Foe,
  Person,
  Scene,
  SceneExit,
  SceneFeature,
} from "../../contracts/adventure.ts";
import type { Creature } from "../../contracts/creatures.ts";
import type { CampaignState } from "../state.ts";
import { holds } from "./requirements.ts";

/** What a beat belongs to: the words for it and the kind of thing it is. */
export interface BeatInReach {
  readonly beat: Beat;
  readonly subject: {
    readonly kind: "scene" | "feature" | "exit" | "person" | "encounter";
    readonly id: string;
    readonly name: string;
  };
}

export function scriptOf(state: CampaignState): Adventure {
  if (state.gm.script === null) throw new Error("The campaign has no script: it was never opened.");
  return state.gm.script;
}

/** The scene the party is in, as written; null before the first. */
export function sceneOf(state: CampaignState): Scene | null {
  const here = state.public.scene?.id;
  return here === undefined ? null : (scriptOf(state).scenes.find((scene) => scene.id === here) ?? null);
}

export function featuresInSight(state: CampaignState, scene: Scene): SceneFeature[] {
  return scene.features.filter((feature) => feature.hidden !== true || state.gm.shown.includes(feature.id));
}

export function exitsInSight(state: CampaignState, scene: Scene): SceneExit[] {
  return scene.exits.filter((exit) => exit.hidden !== true || state.gm.shown.includes(exit.id));
}

/** The people who stand in a scene now, wherever the script first put them. */
export function peopleIn(state: CampaignState, sceneId: string): Person[] {
  return scriptOf(state).people.filter((person) => state.gm.places[person.id] === sceneId);
}

/** A locked way stays shut until something unlocks it. */
export function isLocked(state: CampaignState, exit: SceneExit): boolean {
  return exit.locked !== undefined && !state.gm.unlocked.includes(exit.id);
}

/** Heroes with a player in the seat: those who are really here. */
export function heroesPresent(state: CampaignState): Creature[] {
  return Object.values(state.public.creatures).filter(
    (creature) => creature.kind === "hero" && creature.ownerId !== null,
  );
}

/** Every beat that could be played from where the party stands, open or not. */
export function beatsInReach(state: CampaignState): BeatInReach[] {
  const scene = sceneOf(state);
  const fight = encounterOf(state);
  if (fight !== null)
    return fight.beats.map((beat) => ({ beat, subject: { kind: "encounter", id: fight.id, name: fight.title } }));
  if (scene === null) return [];
  return [
    ...scene.beats.map((beat) => inReach(beat, "scene", scene.id, scene.title)),
    ...featuresInSight(state, scene).flatMap(({ id, name, beats }) =>
      beats.map((beat) => inReach(beat, "feature", id, name)),
    ),
    ...exitsInSight(state, scene).flatMap(({ id, name, beats }) =>
      beats.map((beat) => inReach(beat, "exit", id, name)),
    ),
    ...peopleIn(state, scene.id).flatMap(({ id, name, beats }) =>
      beats.map((beat) => inReach(beat, "person", id, name)),
    ),
  ];
}

function inReach(beat: Beat, kind: BeatInReach["subject"]["kind"], id: string, name: string): BeatInReach {
  return { beat, subject: { kind, id, name } };
}

/** Whether a beat in reach may be played now: its requirements hold, and it is not spent. */
export function isOpen(state: CampaignState, beat: Beat): boolean {
  return (beat.again === true || !isSpent(state, beat.id)) && holds(state, beat.requires);
}

/** A beat whose check failed stays spent too: failing moves the story on, it does not ask to be rolled again. */
export function isSpent(state: CampaignState, beatId: string): boolean {
  return Object.hasOwn(state.gm.beats, beatId);
}

/** The script of the fight that is on. */
export function encounterOf(state: CampaignState): Encounter | null {
  const id = state.public.encounter?.id;
  return id === undefined ? null : (scriptOf(state).encounters.find((encounter) => encounter.id === id) ?? null);
}

/** The script of a foe in the fight: several of a kind are numbered, `rat-1`, `rat-2`; a `rat-king` is no rat. */
export function scriptedFoe(state: CampaignState, creatureId: string): Foe | undefined {
  const kind = creatureId.replace(/-\d+$/, "");
  const { foes } = scriptOf(state);
  return foes.find(({ id }) => id === creatureId) ?? foes.find(({ id }) => id === kind);
}
