import type { Scene } from "../../contracts/adventure.ts";
import type { SceneView } from "../../contracts/events.ts";
import type { CampaignState } from "../state.ts";
import type { Step } from "../step.ts";
import { exitsInSight, featuresInSight, isLocked, peopleIn, sceneOf } from "./lookup.ts";

/** A scene as the party finds it: nothing hidden, nobody who has left. */
export function sceneView(state: CampaignState, scene: Scene): SceneView {
  return {
    id: scene.id,
    title: scene.title,
    look: scene.look,
    safeToRest: scene.safeToRest,
    features: featuresInSight(state, scene).map(({ id, name, aliases }) => ({ id, name, aliases })),
    exits: exitsInSight(state, scene).map((exit) => ({
      id: exit.id,
      name: exit.name,
      aliases: exit.aliases,
      locked: isLocked(state, exit),
    })),
    people: peopleIn(state, scene.id).map(({ id, name, aliases, pronoun, seen, look }) => ({
      id,
      name,
      aliases,
      pronoun,
      seen,
      look,
    })),
  };
}

/** Tells the table when what it sees of the scene is not what it saw last. */
export function refreshScene(step: Step): void {
  const scene = sceneOf(step.state);
  if (scene === null || step.state.public.scene === null) return;
  const view = sceneView(step.state, scene);
  if (JSON.stringify(view) !== JSON.stringify(step.state.public.scene)) step.emit("scene_changed", { scene: view });
}
