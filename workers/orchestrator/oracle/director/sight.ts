import type { Adventure, Beat, Person } from "../../../contracts/adventure.ts";
import type { Creature } from "../../../contracts/creatures.ts";
import type { CampaignState, EncounterState, GmLane, PublicLane } from "../../../core/state.ts";
import { nameWords } from "../language/words.ts";

export type ThingKind = "feature" | "exit" | "person" | "foe" | "hero" | "item";

/** Something in the scene that words can point at. */
export interface Thing {
  readonly kind: ThingKind;
  readonly id: string;
  readonly name: string;
  readonly pronoun: "she" | "he" | "they" | "it";
  /** Its name and aliases, split into words. */
  readonly names: readonly (readonly string[])[];
  /** Looser words for it: a hero's calling, where an exit leads, keys of its beats. */
  readonly hints: readonly (readonly string[])[];
  /** Items: who holds it. */
  readonly holderId: string | null;
}

export interface Mention {
  readonly kind: "feature" | "exit" | "person" | "item" | "creature";
  readonly id: string;
}

/** Everything a clause of one hero may be about, gathered once per action. */
export interface Sight {
  readonly state: CampaignState;
  readonly lane: PublicLane;
  readonly gm: GmLane;
  readonly script: Adventure | null;
  readonly hero: Creature;
  readonly fight: EncounterState | null;
  readonly things: readonly Thing[];
  readonly people: readonly Person[];
  readonly heroes: readonly Creature[];
  readonly foes: readonly Creature[];
  /** Newest last; grows while the clauses of a turn are read. */
  readonly mentioned: Mention[];
}

export function sightOf(state: CampaignState, hero: Creature, mentioned: Mention[]): Sight {
  const { public: lane, gm } = state;
  const script = gm.script;
  const here = lane.scene?.people ?? [];
  const people = here.flatMap((seen) => script?.people.find((person) => person.id === seen.id) ?? []);
  const creatures = Object.values(lane.creatures);
  const fighting = lane.encounter;
  const foes =
    fighting === null
      ? []
      : fighting.combatants.flatMap(({ creatureId }) =>
          creatures.filter((each) => each.id === creatureId && each.kind === "foe"),
        );
  const heroes = creatures.filter(
    (creature) => creature.kind === "hero" && (creature.ownerId !== null || creature.id === hero.id),
  );
  const base = { state, lane, gm, script, hero, fight: fighting, people, heroes, foes, mentioned };
  return { ...base, things: thingsOf(base) };
}

/** Whether a creature still stands and may be struck at. */
export function standing(creature: Creature): boolean {
  return creature.vitals.state === "up";
}

type Base = Omit<Sight, "things">;

function thingsOf(sight: Base): Thing[] {
  const scene = sight.lane.scene;
  const authored = sight.script?.scenes.find((each) => each.id === scene?.id);
  const features = (scene?.features ?? []).map((feature) => {
    const beats = authored?.features.find((each) => each.id === feature.id)?.beats ?? [];
    return thing("feature", feature, "it", keysOf(beats));
  });
  const exits = (scene?.exits ?? []).map((exit) => {
    const way = authored?.exits.find((each) => each.id === exit.id);
    const beyond =
      way !== undefined && sight.lane.visited.includes(way.to)
        ? sight.script?.scenes.find((each) => each.id === way.to)?.title
        : undefined;
    return thing("exit", exit, "it", [
      ...keysOf(way?.beats ?? []),
      ...(beyond === undefined ? [] : [nameWords(beyond)]),
    ]);
  });
  const people = (scene?.people ?? []).map((person) => {
    const script = sight.people.find((each) => each.id === person.id);
    return thing("person", person, person.pronoun, [...keysOf(script?.beats ?? []), ...(CALLED[person.pronoun] ?? [])]);
  });
  return [...features, ...exits, ...people, ...creatureThings(sight), ...itemThings(sight)];
}

/** What a stranger is called by those who do not know the name. */
const CALLED: Readonly<Partial<Record<Thing["pronoun"], readonly (readonly string[])[]>>> = {
  she: [["lady"], ["woman"], ["girl"], ["miss"], ["lass"], ["mistress"], ["dame"], ["gal"]],
  he: [["man"], ["guy"], ["fellow"], ["sir"], ["gentleman"], ["bloke"], ["dude"], ["boy"], ["lad"]],
};

function creatureThings(sight: Base): Thing[] {
  const foes = sight.foes.map((foe) => {
    const script = foeScript(sight.script, foe);
    const aliases = [...(script?.aliases ?? []), ...(script === undefined ? [] : [script.name])];
    return thing("foe", { id: foe.id, name: foe.name, aliases }, foe.pronoun, []);
  });
  const heroes = sight.heroes.map((hero) => {
    const first = hero.name.split(" ")[0] ?? hero.name;
    return thing("hero", { id: hero.id, name: hero.name, aliases: [first] }, hero.pronoun, [
      nameWords(hero.sheet.calling),
    ]);
  });
  return [...foes, ...heroes];
}

function itemThings(sight: Base): Thing[] {
  const holders = [sight.hero, ...sight.heroes.filter((hero) => hero.id !== sight.hero.id)];
  return holders.flatMap((holder) =>
    holder.items.map(({ item }) => ({
      ...thing("item", { id: item.id, name: item.name, aliases: item.aliases ?? [] }, "it", []),
      holderId: holder.id,
    })),
  );
}

function thing(
  kind: ThingKind,
  named: { id: string; name: string; aliases: readonly string[] },
  pronoun: Thing["pronoun"],
  hints: readonly (readonly string[])[],
): Thing {
  const names = [named.name, ...named.aliases]
    .map(nameWords)
    .map(withoutArticle)
    .filter((words) => words.length > 0)
    // "noticeboard" for the notice board.
    .flatMap((words) => (words.length === 2 ? [words, [words.join("")]] : [words]));
  return {
    kind,
    id: named.id,
    name: named.name,
    pronoun,
    names,
    hints: hints.filter((words) => words.length > 0),
    holderId: null,
  };
}

/** Names carry their article; people rarely type it. */
function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && (words[0] === "the" || words[0] === "a" || words[0] === "an") ? words.slice(1) : words;
}

function keysOf(beats: readonly Beat[]): (readonly string[])[] {
  return beats.flatMap((beat) => (beat.keys ?? []).map(nameWords));
}

/** The script behind a foe on the table: the room numbers them, "wolf" becomes "wolf-2". */
export function foeScript(script: Adventure | null, foe: Creature): Adventure["foes"][number] | undefined {
  const root = foe.id.replace(/-\d+$/, "");
  return script?.foes.find((each) => each.id === foe.id) ?? script?.foes.find((each) => each.id === root);
}

/** What the table last spoke of and may mean by "it". */
export function lastMentioned(lane: PublicLane): Mention[] {
  return lane.mentioned.flatMap(({ kind, id }) => (kind === "scene" ? [] : [{ kind, id }]));
}
