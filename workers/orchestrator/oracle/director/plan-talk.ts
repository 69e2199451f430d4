import type { Intent, Person, Topic } from "../../../contracts/adventure.ts";
import { holds } from "../../../core/script/requirements.ts";
import { findPhrase } from "../language/naming.ts";
import { nameWords, readWords, SMALL_WORDS } from "../language/words.ts";
import { chooseBeat, openBeats } from "./beats.ts";
import { mention, pick } from "./linking.ts";
import { acting, asking, call, type Deed, freely, NOTHING, type Plan } from "./plan.ts";
import { planCheck } from "./plan-check.ts";
import { show } from "./plan-look.ts";
import type { Sight, Thing } from "./sight.ts";
import { choicesHere, looseWords, nameOf, questionFor } from "./situation.ts";

const GREETS =
  /^(?:hi|hello|hey|hail|greetings|howdy|good|well|evening|morning|day|met|there|afternoon|friend|sir|madam|ma|am|oi|ahoy|you|to|all|everyone|my|and|yo|sup)$/;
const THREATENS =
  /\b(?:or else|or i will|or we will|or you will|kill you|hurt you|regret|last (?:warning|chance)|cut you|break your|burn (?:this|your|it)|you will pay|hand it over|or die|gut you|make you talk|beat it out)\b/;
const PLEADS =
  /\b(?:please|i beg|beg you|trust (?:me|us)|we can help|i can help|help us|let us (?:in|through|pass)|let me (?:in|through|pass)|have mercy|spare|join us|come with (?:us|me)|make a deal|work together|be reasonable|calm down|mean no harm|not here to (?:hurt|harm|fight))\b/;

/** The one spoken to: named, or last spoken with, or the only one here. */
export function listener(deed: Deed): Thing | null {
  const { sight, pointers } = deed;
  const named = pick(pointers, ["person"]);
  if (named !== null) return named;
  const people = sight.things.filter((thing) => thing.kind === "person");
  const recent = [...sight.mentioned]
    .reverse()
    .find((each) => each.kind === "person" && people.some((thing) => thing.id === each.id));
  return people.find((thing) => thing.id === recent?.id) ?? (people.length === 1 ? (people[0] ?? null) : null);
}

/** Talking and asking, as told in the third person: "ask Orla about the mill". */
export function planTalk(deed: Deed, intent: "talk" | "ask"): Plan {
  const { sight, clause } = deed;
  if (clause.quote !== null) return planSpeech(deed, clause.quote);
  const other = pick(deed.pointers, ["hero"], (thing) => thing.id !== sight.hero.id);
  const person = listener(deed);
  if (sight.fight !== null) return planSpeech(deed, clause.typed.join(" "));
  if (other !== null && pick(deed.pointers, ["person"]) === null) return NOTHING;
  const words = clause.typed.filter((_, at) => !insidePerson(deed, at, person));
  if (person === null) return withoutListener(deed, words, intent);
  mention(sight, person);
  const topic = bestTopic(sight, person.id, [...words, ...namesPointedAt(deed, person)], 0);
  if (topic !== null && clause.sense?.tag !== "greet") return speak(deed, person, topic.id);
  const loose = looseWords(deed).filter((word) => !nameWords(person.name).includes(word));
  const beat = talkBeat(deed, intent === "talk" ? ["talk", "ask"] : ["ask", "talk"], loose);
  if (beat !== null) return beat;
  return speak(deed, person, intent === "ask" && (loose.length > 0 || aboutSomething(clause.words)) ? null : "greet");
}

/** Asked about "the kid", a topic may know her as Fitch: all names of what is pointed at count. */
function namesPointedAt({ pointers }: Deed, person: Thing): string[] {
  return pointers.flatMap((pointer) => {
    const thing = pointer.candidates[0]?.thing;
    // "Ask her what she sells": she is the one asked.
    if (pointer.pronoun && thing?.pronoun === person.pronoun) return [];
    return thing === undefined || thing.id === person.id || (thing.kind !== "person" && thing.kind !== "foe")
      ? []
      : thing.names.flat();
  });
}

function aboutSomething(words: readonly string[]): boolean {
  return words.includes("about") && words.at(-1) !== "about";
}

function insidePerson({ clause, pointers }: Deed, typedAt: number, person: Thing | null): boolean {
  const at = typedAt - (clause.typed.length - clause.words.length);
  return pointers.some(
    (pointer) =>
      !pointer.pronoun && pointer.from <= at && at < pointer.to && pointer.candidates[0]?.thing.id === person?.id,
  );
}

function talkBeat(deed: Deed, intents: readonly Intent[], loose: readonly string[]): Plan | null {
  const found = chooseBeat(deed, intents, loose);
  // A beat with keys answers to them; without one of them the person simply talks.
  if (found === null) return null;
  const keys = found.beat.keys ?? [];
  if (keys.length > 0 && !keys.some((key) => findPhrase(deed.clause.words, nameWords(key)) > 0)) return null;
  return acting(
    call("play_beat", { beatId: found.beat.id, creatureId: deed.sight.hero.id }, "speaks, and there is a beat for it"),
  );
}

/** A question nobody in particular is asked, where somebody here could answer it. */
export function planHearsay(deed: Deed): Plan | null {
  const person = listener(deed);
  const asked = person === null ? deed.sight.people : deed.sight.people.filter(({ id }) => id === person.id);
  for (const each of [...asked, ...deed.sight.people]) {
    const topic = bestTopic(deed.sight, each.id, deed.clause.typed, 1);
    if (topic !== null) return speak(deed, each, topic.id);
  }
  return null;
}

function withoutListener(deed: Deed, words: readonly string[], intent: "talk" | "ask"): Plan {
  const { sight } = deed;
  const knowing = sight.people
    .map((person) => ({ person, topic: bestTopic(sight, person.id, words, 1) }))
    .filter(({ topic }) => topic !== null);
  const one = knowing.length === 1 ? knowing[0] : undefined;
  if (one?.topic !== undefined && one.topic !== null) return speak(deed, one.person, one.topic.id);
  const beat = talkBeat(deed, [intent, "talk", "ask"], looseWords(deed));
  if (beat !== null) return beat;
  const thing = pick(deed.pointers, ["feature", "exit", "item"]);
  if (thing !== null && intent === "ask") return show(deed, thing);
  if (sight.people.length > 1)
    return asking(
      questionFor(sight.hero, "Who does {hero} speak to?"),
      sight.people.slice(0, 4).map((person) => `Talk to ${nameOf(person)}`),
    );
  if (intent === "talk" && looseWords(deed).length === 0) return NOTHING;
  return asking(
    questionFor(sight.hero, "There is nobody here who answers to that. What does {hero} do?"),
    choicesHere(sight),
  );
}

/** Words said aloud: to whoever they name, or to whoever is there. */
export function planSpeech(deed: Deed, said: string): Plan {
  const { sight } = deed;
  const words = readWords(said).words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (sight.fight !== null) return speechInFight(deed, words);
  const person = addressed(sight, words) ?? listener({ ...deed, pointers: [] });
  if (person === null) return withManyListeners(deed, words, said);
  mention(sight, person);
  const own = words.filter((word) => !nameWords(person.name).includes(word));
  const beat = speechBeat(deed, person, own);
  if (beat !== null) return beat;
  const topic = bestTopic(sight, person.id, own, 0);
  if (topic !== null) return speak(deed, person, topic.id);
  const line = own.join(" ");
  const hostile = toneOf(line) === "threaten" && deed.intents[0] === "threaten";
  if (hostile) return planCheck(deed, "threaten");
  return speak(deed, person, /\?\s*$/.test(said.trim()) && !own.every((word) => GREETS.test(word)) ? null : "greet");
}

function withManyListeners(deed: Deed, words: readonly string[], said: string): Plan {
  const { sight } = deed;
  const knowing = sight.people.flatMap((person) => {
    const topic = bestTopic(sight, person.id, words, 1);
    return topic === null ? [] : [{ person, topic }];
  });
  const one = knowing[0];
  if (one !== undefined) return speak(deed, one.person, one.topic.id);
  const found = openBeats(sight).find(
    ({ beat, subject }) =>
      subject.kind !== "person" &&
      beat.intents.some((each) => each === "talk" || each === "ask") &&
      (beat.keys ?? []).some((key) => findPhrase(words, nameWords(key)) > 0),
  );
  if (found !== undefined)
    return acting(call("play_beat", { beatId: found.beat.id, creatureId: sight.hero.id }, "is said where it is heard"));
  const tone = toneOf(words.join(" "));
  const moved =
    tone === null
      ? undefined
      : openBeats(sight).find(
          ({ beat, subject }) => subject.kind === "person" && beat.with === undefined && beat.intents.includes(tone),
        );
  if (moved !== undefined)
    return acting(
      call("play_beat", { beatId: moved.beat.id, creatureId: sight.hero.id }, "is said to whom it may concern"),
    );
  const [first] = sight.people;
  if (first === undefined) return NOTHING;
  return speak(deed, first, said.trim().endsWith("?") ? null : "greet");
}

function speechInFight(deed: Deed, words: readonly string[]): Plan {
  const { sight } = deed;
  const tone = toneOf(words.join(" "));
  const wanted: readonly Intent[] = [
    ...deed.intents.filter((intent) => intent !== "ask"),
    ...(tone === null ? [] : [tone]),
    "talk",
    "persuade",
    "threaten",
  ];
  const beats = openBeats(sight).filter(({ beat }) => beat.intents.some((intent) => wanted.includes(intent)));
  const keyed = beats.find(({ beat }) => (beat.keys ?? []).some((key) => findPhrase(words, nameWords(key)) > 0));
  const toned =
    beats.find(({ beat }) => tone !== null && beat.intents.includes(tone)) ??
    beats.find(
      ({ beat }) => beat.intents.includes("talk") || beat.intents.some((intent) => deed.intents.includes(intent)),
    );
  const found = keyed ?? toned;
  if (found === undefined) return NOTHING;
  return acting(
    call("play_beat", { beatId: found.beat.id, creatureId: sight.hero.id }, "speaks in the middle of the fight"),
  );
}

function speechBeat(deed: Deed, person: Thing, words: readonly string[]): Plan | null {
  const tone = toneOf(words.join(" "));
  const wanted: Intent[] = tone === null ? ["talk", "ask"] : [tone];
  const open = openBeats(deed.sight).filter(
    ({ beat, subject }) =>
      subject.kind === "person" &&
      subject.id === person.id &&
      beat.with === undefined &&
      beat.intents.some((intent) => wanted.includes(intent)),
  );
  const found =
    open.find(({ beat }) => (beat.keys ?? []).some((key) => findPhrase(words, nameWords(key)) > 0)) ??
    (tone === null ? open.find(({ beat }) => beat.keys === undefined && beat.intents.includes("talk")) : open[0]);
  if (found === undefined) return null;
  if (tone === "persuade" && bestTopic(deed.sight, person.id, words, 1) !== null) return null;
  return acting(
    call("play_beat", { beatId: found.beat.id, creatureId: deed.sight.hero.id }, `says it to ${person.name}`),
  );
}

function toneOf(line: string): "threaten" | "persuade" | null {
  if (THREATENS.test(line)) return "threaten";
  return PLEADS.test(line) ? "persuade" : null;
}

function addressed(sight: Sight, words: readonly string[]): Thing | null {
  const ends = [...words.slice(0, 3), ...words.slice(-2)];
  return (
    sight.things.find(
      (thing) =>
        thing.kind === "person" && thing.names.some((name) => name.length === 1 && ends.includes(name[0] ?? "")),
    ) ?? null
  );
}

function speak(deed: Deed, person: { readonly id: string; readonly name: string }, topicId: string | null): Plan {
  return freely(
    call(
      "person_speaks",
      { personId: person.id, topicId, creatureId: deed.sight.hero.id },
      topicId === null ? `${person.name} knows nothing of it` : `${person.name} answers`,
    ),
  );
}

/** The topic the words are about, open ones only; `least` is how well a key must fit. */
export function bestTopic(sight: Sight, personId: string, words: readonly string[], least: number): Topic | null {
  const person = sight.people.find((each) => each.id === personId);
  if (person === undefined) return null;
  let best: { readonly topic: Topic; readonly score: number } | null = null;
  // "Why?" alone may rest on a small word; with more said, a small word decides nothing.
  const bare = words.every((word) => SMALL_WORDS.has(word));
  for (const topic of person.topics) {
    if (!holds(sight.state, topic.requires)) continue;
    const score = topicScore(topic, person, words);
    if (score > Math.max(least, bare ? 0.1 : 0.5) && (best === null || score > best.score)) best = { topic, score };
  }
  return best?.topic ?? null;
}

function topicScore(topic: Topic, person: Person, words: readonly string[]): number {
  const keys = topic.keys
    .map((key) => {
      const split = nameWords(key);
      const found = findPhrase(words, split);
      // Small words ("why", "where") and words said to everybody count for less than a name.
      return split.every((word) => SMALL_WORDS.has(word)) ? found * 0.4 : found * 1.2;
    })
    .sort((a, b) => b - a);
  const own = nameWords(person.name);
  const label = nameWords(topic.label).filter(
    (word) => !SMALL_WORDS.has(word) && !own.includes(word) && word !== "ask" && word !== "tell",
  );
  const shared = label.filter((word) => findPhrase(words, [word]) > 0).length;
  // Word for word as it is offered, it is meant.
  const tapped = label.length > 0 && shared === label.length ? 4 : 0;
  return (
    keys.slice(0, 3).reduce((sum, each) => sum + each, 0) +
    (label.length > 0 ? (shared / label.length) * 0.9 : 0) +
    tapped
  );
}
