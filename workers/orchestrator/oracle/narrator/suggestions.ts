import { grammar, type Occasion } from "../../../content/grammar/index.ts";
import { withThe } from "../../../core/naming.ts";
import type { NarratorInput } from "../../../core/ports.ts";
import { capital, shortName } from "../language/naming.ts";
import { nameWords, SMALL_WORDS } from "../language/words.ts";
import type { SeededChoice } from "../seeded-choice.ts";
import { fill } from "./slots.ts";
import { foeName } from "./telling.ts";

interface Idea {
  readonly text: string;
  /** Ideas of one kind are spread: not three looks in a row. */
  readonly kind: string;
  readonly weight: number;
  /** What it is about, so that it is not urged twice in different words. */
  readonly about: string;
}

const SUGGESTIONS = 3;

/** Three things one could do next, drawn only from what the players see. */
export function suggest(input: NarratorInput, choice: SeededChoice): string[] {
  const { view, turn } = input;
  const lane = view.public;
  const ideas = lane.encounter === null ? calmIdeas(lane, choice) : fightIdeas(lane);
  const before = lane.suggestions.map(contentOf);
  const done = turn.actions.map(({ text }) => contentOf(text));
  const weighed = choice.shuffled(ideas).map((idea) => {
    const words = contentOf(idea.text);
    const urged = before.some((said) => sameDeed(said, words))
      ? 4
      : before.some((said) => nameWords(idea.about).some((word) => said.has(word) && !SMALL_WORDS.has(word)))
        ? 2
        : 0;
    const justDone = done.some((said) => sameDeed(said, words)) ? 8 : 0;
    return { idea, score: idea.weight + choice.below(30) / 10 - urged - justDone };
  });
  weighed.sort((a, b) => b.score - a.score);
  const chosen: Idea[] = [];
  const take = (fits: (idea: Idea, other: Idea) => boolean): void => {
    for (const { idea } of weighed)
      if (chosen.length < SUGGESTIONS && chosen.every((other) => fits(idea, other))) chosen.push(idea);
  };
  take((idea, other) => other.kind !== idea.kind && other.about !== idea.about);
  take((idea, other) => other.kind !== idea.kind && other.text !== idea.text);
  take((idea, other) => other.text !== idea.text);
  return chosen.map(({ text }) => text);
}

function contentOf(text: string): ReadonlySet<string> {
  return new Set(nameWords(text).filter((word) => !SMALL_WORDS.has(word)));
}

function sameDeed(done: ReadonlySet<string>, idea: ReadonlySet<string>): boolean {
  return idea.size > 0 && [...idea].every((word) => done.has(word));
}

type Lane = NarratorInput["view"]["public"];

function calmIdeas(lane: Lane, choice: SeededChoice): Idea[] {
  const scene = lane.scene;
  const seen = (id: string): boolean => lane.mentioned.some((each) => each.id === id);
  const idea = (occasion: Occasion, slots: Readonly<Record<string, string>>, rest: Omit<Idea, "text">): Idea[] => {
    const text = fill(choice.pick(grammar.occasions[occasion]) ?? "", slots);
    return text === null ? [] : [{ ...rest, text: capital(text) }];
  };
  const features = (scene?.features ?? []).flatMap(({ id, name }) => {
    const thing = withThe(name);
    return [
      ...idea("suggest.look", { thing }, { kind: "look", about: name, weight: seen(id) ? -1 : 3 }),
      ...idea("suggest.search", { thing }, { kind: "search", about: name, weight: seen(id) ? 3 : 0 }),
    ];
  });
  const exits = (scene?.exits ?? []).flatMap(({ name }) =>
    idea("suggest.go", { place: withThe(name) }, { kind: "go", about: name, weight: 1 }),
  );
  const people = (scene?.people ?? []).flatMap(({ id, name }) => {
    const person = withThe(shortName(name));
    const topics = [
      ...(scene?.features ?? []),
      ...(scene?.exits ?? []),
      ...(scene?.people ?? []).filter((other) => other.id !== id),
    ].map((thing) => withThe(shortName(thing.name)));
    const topic = choice.pick(topics);
    return [
      ...idea("suggest.talk", { thing: person }, { kind: "talk", about: name, weight: seen(id) ? -1 : 3 }),
      ...(topic === undefined
        ? []
        : idea(
            "suggest.ask",
            { target: person, thing: topic },
            { kind: "talk", about: topic, weight: seen(id) ? 2 : 0 },
          )),
    ];
  });
  return [...features, ...exits, ...people, ...careIdeas(lane), ...ALWAYS];
}

const ALWAYS: readonly Idea[] = [
  { text: "Look around", kind: "look", about: "around", weight: -2 },
  { text: "Listen", kind: "listen", about: "sounds", weight: 0 },
  { text: "Wait a while", kind: "wait", about: "time", weight: -3 },
];

/** What the hurt might think of. */
function careIdeas(lane: Lane): Idea[] {
  const heroes = Object.values(lane.creatures).filter(
    (creature) => creature.kind === "hero" && creature.ownerId !== null,
  );
  const hurt = heroes.some(
    ({ vitals, sheet }) =>
      (vitals.ruleset === "d20" && sheet.ruleset === "d20" && vitals.hp * 2 < sheet.hpMax) ||
      (vitals.ruleset === "embers" && vitals.harm >= 3),
  );
  if (!hurt) return [];
  const balm = heroes
    .flatMap(({ items }) => items)
    .find(({ item }) => item.use?.heal !== undefined || item.use?.clearHarm !== undefined);
  return [
    ...(lane.scene?.safeToRest === true && lane.encounter === null
      ? [{ text: "Rest a while", kind: "rest", about: "rest", weight: 4 }]
      : []),
    ...(balm === undefined
      ? []
      : [{ text: `Use ${withThe(balm.item.name)}`, kind: "heal", about: balm.item.name, weight: 3 }]),
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
      about: name,
      weight: 5 - index,
    })),
    ...fallen.map(({ name }) => ({ text: `Help ${shortName(name)}`, kind: "help", about: name, weight: 8 })),
    { text: "Defend", kind: "defend", about: "guard", weight: 2 },
    { text: "Hold the line", kind: "defend", about: "guard", weight: 1 },
    { text: "Flee", kind: "flee", about: "away", weight: 1 },
    { text: "Hide", kind: "hide", about: "cover", weight: 1 },
    { text: "Look around", kind: "look", about: "around", weight: -1 },
    ...careIdeas(lane),
  ];
}
