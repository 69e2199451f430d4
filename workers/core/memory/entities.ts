import type { CampaignEvent } from "../../contracts/events.ts";
import type { TurnId } from "../../contracts/ids.ts";
import { creatureName, own, person, personName, place, quest, type Telling, thing } from "./fact-drafts.ts";
import { plainText } from "./plain-text.ts";
import { wordsOf } from "./words.ts";

/** Somebody or something that came up in play, under its name. */
export interface Entity {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The event in which it first came up. */
  readonly seq: number;
  /** The turn in which it did, when it was one: undone, it takes it along. */
  readonly turnId?: TurnId;
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
    case "scene_entered":
    case "scene_changed":
      return [
        [place(fact.payload.scene.id), fact.payload.scene.title],
        ...fact.payload.scene.people.map(({ id, name, aliases }): Named => [person(id), name, aliases]),
      ];
    case "hero_made":
      return [[person(fact.payload.creature.id), fact.payload.creature.name]];
    case "seat_taken":
      // What heroes carry from the start becomes a thing of the story once it changes hands.
      return [[person(fact.payload.creatureId), creatureName(telling.stage, fact.payload.creatureId)]];
    case "state_patch_applied":
      return fact.payload.field === "name"
        ? [[person(fact.payload.creatureId), String(fact.payload.after), [String(fact.payload.before)]]]
        : [];
    case "item_given":
      return [[thing(fact.payload.held.item.id), fact.payload.held.item.name, fact.payload.held.item.aliases]];
    case "item_taken": {
      const { creatureId, itemId } = fact.payload;
      const held = own(telling.before.creatures, creatureId)?.items.find(({ item }) => item.id === itemId);
      return held === undefined ? [] : [[thing(itemId), held.item.name]];
    }
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
export function withEntities(
  entities: Entities,
  came: readonly Named[],
  from: Pick<Entity, "seq" | "turnId">,
): Entities {
  let next: Record<string, Entity> | null = null;
  for (const [id, named, others = []] of came) {
    const before = (next ?? entities)[id];
    const name = plainText(named, NAME_CHARS_MAX);
    if (name === "") continue;
    const aliases = aliasesOf(name, [...(before === undefined ? [] : [before.name, ...before.aliases]), ...others]);
    if (before !== undefined && before.name === name && before.aliases.length === aliases.length) continue;
    next ??= { ...entities };
    const { seq, turnId } = before ?? from;
    next[id] = { name, aliases, seq, ...(turnId === undefined ? {} : { turnId }) };
  }
  return next === null ? entities : bounded(next);
}

/** The entities without those that first came up in a turn, unless something else keeps them. */
export function withoutFirstMet(entities: Entities, turnId: TurnId, isKept: (id: string) => boolean): Entities {
  const all = Object.entries(entities);
  const left = all.filter(([id, entity]) => entity.turnId !== turnId || isKept(id));
  return left.length === all.length ? entities : Object.fromEntries(left);
}

/** Whether a name is one that people say as such, and not a word that players may type for it. */
export const isProperName = (name: string): boolean => /[\p{Lu}\p{Lt}\p{Lo}]/u.test(name);

/** Other names. A single common word ("grey", "priest") stands in too many sentences that are about something else. */
function aliasesOf(name: string, others: readonly string[]): string[] {
  const aliases = others
    .map((alias) => plainText(alias, NAME_CHARS_MAX))
    .filter((alias) => alias !== "" && alias !== name && (isProperName(alias) || alias.includes(" ")));
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
  /** A part of a longer name: it means somebody where it is written as a name. */
  readonly part?: string;
}

/** Words that are written large in a name and mean anybody. */
const TITLES: ReadonlySet<string> = new Set(
  [
    "the old young little big tall good mother father brother sister son daughter uncle aunt granny widow master mistress",
    "captain sergeant lord lady sir dame saint king queen prince princess doctor judge elder abbot abbess white black grey",
    "gray red green blue brown",
  ].flatMap((words) => words.split(" ")),
);

/** The proper parts of a person's name by which they are called: Hessa, and Marl, of Hessa Marl. */
function partsOf(id: string, name: string): string[] {
  const parts = name.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  if (!id.startsWith("person:") || parts.length < 2) return [];
  return parts.filter((part) => /^[\p{Lu}\p{Lt}]/u.test(part) && part.length > 2 && !TITLES.has(part.toLowerCase()));
}

const namesKept = new WeakMap<object, ReadonlyMap<string, readonly NamedWords[]>>();

/** Names by their first word, so that a text is looked through once however many names there are. */
function namesBy(entities: Readonly<Record<string, Pick<Entity, "name" | "aliases">>>) {
  const kept = namesKept.get(entities);
  if (kept !== undefined) return kept;
  const names = new Map<string, NamedWords[]>();
  const put = (called: string, named: Omit<NamedWords, "words">): void => {
    const words = wordsOf(called);
    const [first] = words;
    if (first !== undefined) names.set(first, [...(names.get(first) ?? []), { ...named, words }]);
  };
  for (const [id, { name, aliases }] of Object.entries(entities)) {
    for (const called of [name, ...aliases]) put(called, { id });
    for (const part of partsOf(id, name)) put(part, { id, part });
  }
  namesKept.set(entities, names);
  return names;
}

/** Entities whose name, or another name of theirs, stands in a text. Where somebody asks, a part of a name is enough. */
export function namedIn(
  entities: Readonly<Record<string, Pick<Entity, "name" | "aliases">>>,
  text: string,
  { asked = false }: { readonly asked?: boolean } = {},
): string[] {
  const names = namesBy(entities);
  const said = new Set(wordsOf(text));
  const found = new Set<string>();
  for (const word of said)
    for (const { id, words, part } of names.get(word) ?? [])
      if (words.every((each) => said.has(each)) && (asked || part === undefined || text.includes(part))) found.add(id);
  return [...found];
}
