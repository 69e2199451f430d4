import type { Creature, Pronoun } from "../../contracts/creatures.ts";
import { withThe } from "../../core/naming.ts";
import type { NarratorInput } from "../../core/ports.ts";
import { plainWords } from "../../core/safety/folded-words.ts";

/** Somebody a narration may speak of: how they are called, and how their names read as plain words. */
export interface CastMember {
  readonly id: string;
  readonly kind: "hero" | "foe" | "ally" | "person";
  /** As a sentence names them: "Wren", "the second wolf". */
  readonly name: string;
  readonly fullName: string;
  readonly pronoun: Pronoun;
  /** Each way to name them, as folded words, longest first. */
  readonly calls: readonly (readonly string[])[];
  readonly creature: Creature | null;
}

export interface Cast {
  readonly all: readonly CastMember[];
  member(id: string): CastMember | null;
  /** A name for whatever id: nobody reads an id in a prompt. */
  named(id: string): string;
}

/** Everybody on the table, in sight, or in the events of the turn. */
export function castOf({ view, events }: Pick<NarratorInput, "view" | "events">): Cast {
  const lane = view.public;
  const gone = events.flatMap(({ body }) => (body.type === "encounter_started" ? body.payload.foes : []));
  const creatures = [...Object.values(lane.creatures), ...gone.filter(({ id }) => lane.creatures[id] === undefined)];
  const members = new Map<string, CastMember>(creatures.map((creature) => [creature.id, ofCreature(creature)]));
  for (const person of lane.scene?.people ?? []) {
    if (members.has(person.id)) continue;
    members.set(person.id, {
      id: person.id,
      kind: "person",
      name: withThe(person.name),
      fullName: person.name,
      pronoun: person.pronoun,
      calls: callsOf([person.name, ...person.aliases]),
      creature: null,
    });
  }
  const things = new Map(
    [...(lane.scene?.features ?? []), ...(lane.scene?.exits ?? [])].map(({ id, name }) => [id, withThe(name)]),
  );
  return {
    all: [...members.values()],
    member: (id) => members.get(id) ?? null,
    named: (id) => members.get(id)?.name ?? things.get(id) ?? withThe(id.replaceAll("-", " ")),
  };
}

function ofCreature(creature: Creature): CastMember {
  const { id, kind, name, pronoun } = creature;
  const called = kind === "hero" ? (name.split(" ")[0] ?? name) : foeName(name);
  const kindName = name.replace(/ \d+$/, "");
  // "Grey wolf 2" is "the grey wolf" and "the wolf" as well, which may then be either.
  const loosely = kind === "hero" ? [] : [kindName, kindName.split(" ").at(-1) ?? kindName];
  return { id, kind, name: called, fullName: name, pronoun, calls: callsOf([name, called, ...loosely]), creature };
}

function callsOf(names: readonly string[]): string[][] {
  const calls = names.map((name) => plainWords(name).filter((word, at) => at > 0 || !ARTICLES.has(word)));
  return calls.filter((words) => words.length > 0).sort((a, b) => b.length - a.length);
}

const ARTICLES = new Set(["the", "a", "an"]);
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** "Wolf 2" is called the second wolf. */
function foeName(name: string): string {
  const numbered = /^(.*\S) (\d+)$/.exec(name);
  const ordinal = ORDINALS[Number(numbered?.[2] ?? 0) - 1];
  if (numbered === null || ordinal === undefined) return withThe(name);
  return `the ${ordinal} ${(numbered[1] ?? name).toLowerCase()}`;
}
