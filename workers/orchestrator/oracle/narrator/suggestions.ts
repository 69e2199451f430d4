import type { NarratorInput } from "../../../core/ports.ts";
import { shortName, withThe } from "../language/naming.ts";
import { nameWords, SMALL_WORDS } from "../language/words.ts";
import type { SeededChoice } from "../seeded-choice.ts";
import { foeName } from "./telling.ts";

interface Idea {
  readonly text: string;
  /** Ideas of one kind are spread: not three looks in a row. */
  readonly kind: string;
  readonly weight: number;
}

const SUGGESTIONS = 3;

/** Three things one could do next, drawn only from what the players see. */
export function suggest({ view, turn }: NarratorInput, choice: SeededChoice): string[] {
  const lane = view.public;
  const ideas = lane.encounter === null ? calmIdeas(lane) : fightIdeas(lane);
  const before = new Set([...lane.suggestions, ...turn.actions.map(({ text }) => text)].map(plain));
  const done = turn.actions.map(({ text }) => new Set(nameWords(text).filter((word) => !SMALL_WORDS.has(word))));
  const weighed = choice.shuffled(ideas).map((idea) => ({
    idea,
    score:
      idea.weight - (before.has(plain(idea.text)) ? 4 : 0) - (done.some((words) => sameDeed(words, idea.text)) ? 6 : 0),
  }));
  weighed.sort((a, b) => b.score - a.score);
  const chosen: Idea[] = [];
  for (const { idea } of weighed)
    if (chosen.length < SUGGESTIONS && chosen.every((other) => other.kind !== idea.kind)) chosen.push(idea);
  for (const { idea } of weighed)
    if (chosen.length < SUGGESTIONS && chosen.every((other) => other.text !== idea.text)) chosen.push(idea);
  return chosen.map(({ text }) => text);
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

function sameDeed(done: ReadonlySet<string>, idea: string): boolean {
  const words = nameWords(idea).filter((word) => !SMALL_WORDS.has(word));
  return words.length > 0 && words.every((word) => done.has(word));
}

type Lane = NarratorInput["view"]["public"];

function calmIdeas(lane: Lane): Idea[] {
  const scene = lane.scene;
  const seen = (id: string): boolean => lane.mentioned.some((each) => each.id === id);
  const features = (scene?.features ?? []).flatMap(({ id, name }) => [
    { text: `Look at ${withThe(name)}`, kind: "look", weight: seen(id) ? 0 : 3 },
    { text: `Search ${withThe(name)}`, kind: "search", weight: seen(id) ? 3 : 1 },
  ]);
  const exits = (scene?.exits ?? []).map(({ name, locked }) => ({
    text: locked ? `Try ${withThe(name)}` : `Take ${withThe(name)}`,
    kind: "go",
    weight: 2,
  }));
  const people = (scene?.people ?? []).flatMap(({ id, name }) => [
    { text: `Talk to ${withThe(shortName(name))}`, kind: "talk", weight: seen(id) ? 0 : 3 },
    ...[...(scene?.features ?? []), ...(scene?.exits ?? [])].slice(0, 4).map((thing) => ({
      text: `Ask ${withThe(shortName(name))} about ${withThe(thing.name)}`,
      kind: "talk",
      weight: seen(id) ? 2 : 0,
    })),
  ]);
  const always = [
    { text: "Look around", kind: "look", weight: -1 },
    { text: "Listen", kind: "listen", weight: 0 },
    { text: "Wait a while", kind: "wait", weight: -2 },
  ];
  return [...features, ...exits, ...people, ...careIdeas(lane), ...always];
}

/** What the hurt might think of. */
function careIdeas(lane: Lane): Idea[] {
  const heroes = Object.values(lane.creatures).filter(
    (creature) => creature.kind === "hero" && creature.ownerId !== null,
  );
  const hurt = heroes.some(({ vitals, sheet }) =>
    vitals.ruleset === "d20" && sheet.ruleset === "d20"
      ? vitals.hp * 2 < sheet.hpMax
      : vitals.ruleset === "embers" && vitals.harm >= 3,
  );
  const balm = heroes
    .flatMap(({ items }) => items)
    .find(({ item }) => item.use?.heal !== undefined || item.use?.clearHarm !== undefined);
  return [
    ...(hurt && lane.scene?.safeToRest === true && lane.encounter === null
      ? [{ text: "Rest a while", kind: "rest", weight: 4 }]
      : []),
    ...(hurt && balm !== undefined ? [{ text: `Use ${withThe(balm.item.name)}`, kind: "heal", weight: 3 }] : []),
  ];
}

function fightIdeas(lane: Lane): Idea[] {
  const ids = (lane.encounter?.combatants ?? []).map(({ creatureId }) => creatureId);
  const fighters = ids.flatMap((id) => lane.creatures[id] ?? []);
  const foes = fighters.filter(({ kind, vitals }) => kind === "foe" && vitals.state === "up");
  const fallen = fighters.filter(({ kind, vitals }) => kind === "hero" && vitals.state === "dying");
  return [
    ...foes.map(({ name }, index) => ({
      text: `Attack ${foeName(name)}`,
      kind: index === 0 ? "attack" : "attack-other",
      weight: 4 - index,
    })),
    ...fallen.map(({ name }) => ({ text: `Help ${name}`, kind: "help", weight: 6 })),
    { text: "Defend", kind: "defend", weight: 2 },
    { text: "Flee", kind: "flee", weight: 1 },
    { text: "Hide", kind: "hide", weight: 1 },
    { text: "Look around", kind: "look", weight: -1 },
    ...careIdeas(lane),
  ];
}
