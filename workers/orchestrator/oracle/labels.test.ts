import { describe, expect, test } from "vitest";
import { adventures, gear, heroes } from "../../content/index.ts";
import type { Scene } from "../../contracts/adventure.ts";
import { beatsInReach, isOpen } from "../../core/script/lookup.ts";
import { holds } from "../../core/script/requirements.ts";
import type { CampaignState } from "../../core/state.ts";
import { inShort, proposed } from "../../testkit/oracle-table.ts";
import { PaperRoom } from "../../testkit/paper-room.ts";

/** The party in a scene where nothing is hidden, with everything in hand that the adventure knows. */
function standingIn(room: PaperRoom, scene: Scene, heroId: string): CampaignState {
  const { state } = room;
  const { script } = state.gm;
  const hero = state.public.creatures[heroId];
  if (script === null || hero === undefined) throw new Error("The table is not laid.");
  const here = script.people.filter(({ id }) => scene.people.includes(id));
  const items = [...hero.items, ...script.items.map((item) => ({ item, quantity: 1, equipped: false }))];
  const view = {
    id: scene.id,
    title: scene.title,
    look: scene.look,
    safeToRest: scene.safeToRest,
    features: scene.features.map(({ id, name, aliases }) => ({ id, name, aliases })),
    exits: scene.exits.map(({ id, name, aliases, locked }) => ({ id, name, aliases, locked: locked !== undefined })),
    people: here.map(({ id, name, aliases, pronoun, seen }) => ({ id, name, aliases, pronoun, seen })),
  };
  return {
    ...state,
    public: {
      ...state.public,
      scene: view,
      mentioned: [],
      creatures: { ...state.public.creatures, [heroId]: { ...hero, items } },
    },
    gm: {
      ...state.gm,
      shown: [...scene.features, ...scene.exits].filter(({ hidden }) => hidden === true).map(({ id }) => id),
      places: Object.fromEntries(script.people.map(({ id }) => [id, scene.people.includes(id) ? scene.id : null])),
    },
  };
}

describe.each(adventures.map((adventure) => [adventure.title, adventure] as const))("in %s", (_, adventure) => {
  const room = new PaperRoom({ adventure, heroes, items: gear });
  const heroId = heroes[0]?.id ?? "";
  room.ask(room.join("Mira"), { type: "take_seat", creatureId: heroId });

  test.each(adventure.scenes.map((scene) => [scene.title, scene] as const))(
    "what is offered in %s is understood as it is offered",
    async (_title, scene) => {
      const state = standingIn(room, scene, heroId);
      const beats = beatsInReach(state).filter(({ beat }) => beat.label !== undefined && isOpen(state, beat));
      const people = adventure.people.filter(({ id }) => scene.people.includes(id));
      const offered = [
        ...beats.map(({ beat }) => [beat.label ?? "", `play_beat ${beat.id}`]),
        ...people.flatMap(({ id, topics }) =>
          topics
            .filter(({ requires }) => holds(state, requires))
            .map((topic) => [topic.label, `person_speaks ${id} ${topic.id}`]),
        ),
        ...scene.exits.map(({ id, name }) => [`Take ${name}`, `move_scene ${id}`]),
        ...scene.features.map(({ id, name }) => [`Look at ${name}`, `describe feature ${id}`]),
      ] as const;
      const misread: string[] = [];
      for (const [text = "", expected] of offered) {
        const got = inShort(await proposed(state, [{ text, heroId }]));
        if (got !== expected) misread.push(`${text} => ${got}, not ${expected}`);
      }
      expect(misread).toEqual([]);
    },
  );
});
