import type { EventOf } from "../../contracts/events.ts";
import { withThe } from "../naming.ts";
import {
  type FactDraft,
  midSentence,
  own,
  person,
  personName,
  place,
  type Telling,
  thing,
  WEIGHT,
} from "./fact-drafts.ts";
import { firstSentences } from "./plain-text.ts";
import { isPromise } from "./promises.ts";

const TOLD_CHARS_MAX = 320;

const ENTITY_OF: Readonly<Record<string, (id: string) => string>> = {
  person,
  creature: person,
  scene: place,
  item: thing,
};

/** What was read out or said, under the name of who said it or what it is about. */
export function beat(
  { subject, speaker, text }: EventOf<"beat_told">["payload"],
  telling: Telling,
): readonly FactDraft[] {
  const [kind = "", id = ""] = subject.split(":");
  if (PASSING_SUBJECTS.has(kind)) return [];
  const entity = SLUG.test(id) ? own(ENTITY_OF, kind) : undefined;
  const words = firstSentences(text, TOLD_CHARS_MAX);
  const name = speaker === null ? null : personName(telling, speaker);
  const about = [
    ...(speaker === null ? [] : [person(speaker)]),
    ...(entity === undefined ? [] : [entity(id)]),
    ...telling.namedIn(words),
  ];
  const promised = name !== null && isPromise(words);
  return [
    {
      text: name === null ? headed(words, { kind, id }, telling) : under(words, name, `${name}: `),
      kind: promised ? "promised" : "told",
      importance: promised ? WEIGHT.promise : name === null ? WEIGHT.described : WEIGHT.told,
      about: [...new Set(about)],
      // Words told again are no new fact.
      aspect: `told:${subject}:${words.slice(0, 60)}`,
      once: true,
    },
  ];
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What is said of blows is said anew at every blow; what a place feels like, whenever somebody looks. */
const PASSING_SUBJECTS: ReadonlySet<string> = new Set(["strikes", "misses", "falls", "ambience"]);

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** What a passage is about, by its name, for those who read it when nobody remembers what was asked; null for no name. */
function subjectName({ kind, id }: Subject, telling: Telling): string | null {
  const { scene, clocks, fight, creatures } = telling.stage;
  const inSight = (named: readonly { readonly id: string; readonly name: string }[] = []): string | null =>
    named.find((each) => each.id === id)?.name ?? null;
  switch (kind) {
    case "feature":
      return inSight(scene?.features);
    case "exit":
      return inSight(scene?.exits);
    case "person":
    case "creature":
      return inSight(scene?.people) ?? inSight(Object.values(creatures));
    case "item":
      return inSight(Object.values(creatures).flatMap(({ items }) => items.map(({ item }) => item)));
    case "clock":
      return own(clocks, id) ?? null;
    case "encounter":
      return fight;
    default:
      return null;
  }
}

/** A passage that nobody speaks, under a heading that says what it is about, or at least where it was told. */
function headed(words: string, subject: Subject, telling: Telling): string {
  const about = subjectName(subject, telling);
  const { scene } = telling.stage;
  if (about !== null) return under(words, about, `About ${midSentence(withThe(about))}: `);
  return scene === null ? words : under(words, scene.title, `At ${midSentence(scene.title)}: `);
}

/** Words under a heading, unless they say the name in it themselves. */
function under(words: string, name: string, heading: string): string {
  const bare = name.replace(/^(?:the|an?) /i, "").toLowerCase();
  return words.toLowerCase().includes(bare) ? words : `${heading}${words}`;
}
