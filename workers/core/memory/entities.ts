import type { CampaignEvent } from "../../contracts/events.ts";
import { creatureName, own, person, personName, place, quest, type Telling, thing } from "./fact-drafts.ts";
import { plainText } from "./plain-text.ts";
import { wordsOf } from "./words.ts";

/** Somebody or something that came up in play, under its name. */
export interface Entity {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The event in which it first came up. */
  readonly seq: number;
}
export type Entities = Readonly<Record<string, Entity>>;

/** What one lane knows by name; beyond it the oldest are let go. */
const ENTITIES_MAX = 300;
const NAME_CHARS_MAX = 80;
const ALIASES_MAX = 4;

type Named = readonly [id: string, name: string, aliases?: readonly string[]];

/** Who and what came up in an event. */
export function entitiesOf(fact: CampaignEvent, telling: Telling): readonly Named[] {
  switch (fact.type) {
    case "campaign_opened":
      return fact.payload.clocks.map(({ id, title }): Named => [quest(id), title]);
    case "scene_entered":
    case "scene_changed":
      return [
        [place(fact.payload.scene.id), fact.payload.scene.title],
        ...fact.payload.scene.people.map(({ id, name, aliases }): Named => [person(id), name, aliases]),
      ];
    case "hero_made":
      return [[person(fact.payload.creature.id), fact.payload.creature.name]];
    case "seat_taken":
      return [
        [person(fact.payload.creatureId), creatureName(telling.stage, fact.payload.creatureId)],
        ...(own(telling.stage.creatures, fact.payload.creatureId)?.items ?? []).map(
          ({ item }): Named => [thing(item.id), item.name],
        ),
      ];
    case "state_patch_applied":
      return fact.payload.field === "name"
        ? [[person(fact.payload.creatureId), String(fact.payload.after), [String(fact.payload.before)]]]
        : [];
    case "item_given":
      return [[thing(fact.payload.held.item.id), fact.payload.held.item.name, fact.payload.held.item.aliases]];
    case "secret_revealed":
      return [[quest(fact.payload.secretId), fact.payload.title]];
    case "attitude_changed":
    case "person_moved":
      return [[person(fact.payload.personId), personName(telling, fact.payload.personId)]];
    default:
      return [];
  }
}

/** The entities with those that came up; a new name replaces the old, which stays as an alias. */
export function withEntities(entities: Entities, came: readonly Named[], seq: number): Entities {
  let next: Record<string, Entity> | null = null;
  for (const [id, named, others = []] of came) {
    const before = (next ?? entities)[id];
    const name = plainText(named, NAME_CHARS_MAX);
    if (name === "") continue;
    const aliases = aliasesOf(name, [...(before === undefined ? [] : [before.name, ...before.aliases]), ...others]);
    if (before !== undefined && before.name === name && before.aliases.length === aliases.length) continue;
    next ??= { ...entities };
    next[id] = { name, aliases, seq: before?.seq ?? seq };
  }
  return next === null ? entities : bounded(next);
}

function aliasesOf(name: string, others: readonly string[]): string[] {
  const aliases = others
    .map((alias) => plainText(alias, NAME_CHARS_MAX))
    .filter((alias) => alias !== "" && alias !== name);
  return [...new Set(aliases)].slice(0, ALIASES_MAX);
}

function bounded(entities: Record<string, Entity>): Entities {
  const all = Object.entries(entities);
  if (all.length <= ENTITIES_MAX) return entities;
  return Object.fromEntries(all.sort(([, left], [, right]) => right.seq - left.seq).slice(0, ENTITIES_MAX - 20));
}

interface NamedWords {
  readonly id: string;
  readonly words: readonly string[];
}

const namesKept = new WeakMap<object, ReadonlyMap<string, readonly NamedWords[]>>();

/** Names by their first word, so that a text is looked through once however many names there are. */
function namesBy(entities: Readonly<Record<string, Pick<Entity, "name" | "aliases">>>) {
  const kept = namesKept.get(entities);
  if (kept !== undefined) return kept;
  const names = new Map<string, NamedWords[]>();
  for (const [id, { name, aliases }] of Object.entries(entities))
    for (const called of [name, ...aliases]) {
      const words = wordsOf(called);
      const [first] = words;
      if (first !== undefined) names.set(first, [...(names.get(first) ?? []), { id, words }]);
    }
  namesKept.set(entities, names);
  return names;
}

/** Entities whose name, or another name of theirs, stands in these words. */
export function namedIn(
  entities: Readonly<Record<string, Pick<Entity, "name" | "aliases">>>,
  words: readonly string[],
): string[] {
  const names = namesBy(entities);
  const said = new Set(words);
  const found = new Set<string>();
  for (const word of said)
    for (const each of names.get(word) ?? []) if (each.words.every((part) => said.has(part))) found.add(each.id);
  return [...found];
}
