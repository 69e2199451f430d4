import type {
  CardView,
  EntityId,
  EntityKind,
  Evening,
  FactId,
  FactView,
  SceneRecap,
} from "../../workers/contracts/memory.ts";

/** Which facts somebody wants to see. */
export interface FactFilter {
  readonly words: string;
  readonly about: EntityId | null;
  readonly show: "all" | "pinned" | "forgotten";
}

export const everyFact: FactFilter = { words: "", about: null, show: "all" };

/** Facts as they are listed: those that stand, and those that something later has replaced. */
export interface ListedFacts {
  readonly standing: readonly FactView[];
  readonly superseded: readonly FactView[];
}

/**
 * The facts a filter leaves, in the order they came in. What is forgotten under somebody's eyes `stays` in its place: else
 * the next fact would slide under the same hand.
 */
export function factsShown(
  facts: readonly FactView[],
  { words, about, show }: FactFilter,
  stays: ReadonlySet<FactId> = new Set(),
): ListedFacts {
  const wanted = facts.filter(
    (fact) =>
      (fact.forgotten === (show === "forgotten") || (show !== "forgotten" && stays.has(fact.id))) &&
      (show !== "pinned" || fact.pinned) &&
      (about === null || fact.about.includes(about)) &&
      has(words, fact.text, ...fact.knownBy),
  );
  return {
    standing: wanted.filter(({ supersededBy }) => supersededBy === null || show === "forgotten"),
    superseded: wanted.filter(({ supersededBy }) => supersededBy !== null && show !== "forgotten"),
  };
}

/** Every word that is sought stands somewhere in the texts. */
function has(words: string, ...texts: readonly string[]): boolean {
  const text = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The facts on a card: those it names, and those that left it forgotten while somebody looked on, in their places. */
export function factsOnCard(
  named: readonly FactId[],
  before: readonly FactId[],
  fact: (id: FactId) => FactView | undefined,
): readonly FactView[] {
  const isNamed = new Set(named);
  const seen = new Set(before);
  return [...new Set([...before, ...named])]
    .flatMap((id) => fact(id) ?? [])
    .filter(({ id, forgotten }) => (forgotten ? seen.has(id) : isNamed.has(id)))
    .sort((left, right) => right.seq - left.seq);
}

export const KINDS: readonly EntityKind[] = ["person", "place", "thing", "faction", "quest"];

/** Cards with these words in them, by kind; within a kind the pinned first, then what somebody wrote, then by name. */
export function cardsByKind(
  cards: readonly CardView[],
  words: string,
): readonly { readonly kind: EntityKind; readonly cards: readonly CardView[] }[] {
  const wanted = cards.filter(({ name, aliases, text }) => has(words, name, ...aliases, text));
  return KINDS.map((kind) => ({ kind, cards: wanted.filter((card) => card.kind === kind).sort(inOrder) })).filter(
    (group) => group.cards.length > 0,
  );
}

function inOrder(left: CardView, right: CardView): number {
  const weight = ({ pinned, written }: CardView) => (pinned ? 2 : 0) + (written ? 1 : 0);
  return weight(right) - weight(left) || left.name.localeCompare(right.name);
}

/** Who knows a fact, in words. `heroes` are the names of those who have a seat now. */
export function whoKnows(fact: Pick<FactView, "audience" | "knownBy">, heroes: readonly string[]): string {
  if (fact.audience === "gm") return "Behind the screen";
  const { knownBy } = fact;
  if (knownBy.length === 0) return fact.audience === "all" ? "Known to everybody" : "Known to nobody else";
  if (heroes.length > 1 && heroes.every((name) => knownBy.includes(name))) return "Everybody was there";
  return `Known to ${listOf(knownBy)}`;
}

/** Names as people say them: Wren, Bo and Hild. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** An evening with the scenes that were begun in it. */
export interface ToldEvening {
  readonly evening: Evening;
  readonly scenes: readonly SceneRecap[];
}

/** The evenings, newest first, each with its scenes in order. */
export function eveningsTold(evenings: readonly Evening[], scenes: readonly SceneRecap[]): readonly ToldEvening[] {
  return evenings.toReversed().map((evening) => ({
    evening,
    scenes: scenes.filter(({ fromSeq }) => fromSeq >= evening.fromSeq && fromSeq <= evening.toSeq),
  }));
}
