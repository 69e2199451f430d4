import type { RecapSentence } from "../../contracts/memory.ts";
import type { RecalledFact } from "../ports.ts";
import { type Fact, type FactBook, factsFrom, stands } from "./fact-book.ts";
import type { Memory, MemoryLane, MemoryViewer } from "./memory.ts";
import { recalledFact } from "./recalled-fact.ts";
import { retold } from "./retold.ts";
import { EVENING_GAP_MS, type EveningSpan, type SceneSpan } from "./spans.ts";
import { lanesFor } from "./who-may-see.ts";

/** A stretch of play that has ended and is worth telling in short. */
export interface RecapDue {
  readonly scope: "scene" | "evening";
  readonly title: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface Span {
  readonly scope: "scene" | "evening";
  readonly fromSeq: number;
  /** The last event in it; null while it goes on. */
  readonly toSeq: number | null;
}

export const SCENE_SENTENCES_MAX = 6;
export const EVENING_SENTENCES_MAX = 8;
const MATTER_FACTS_MAX = 40;
const MATTER_CHARS_MAX = 7_000;
/** With less than this there is nothing to tell in short. */
const MATTER_FACTS_MIN = 4;
/** What lies further back was played without a model, or the model failed it: it is not bought later. */
const SCENES_DUE_MAX = 2;
const EVENINGS_DUE_MAX = 1;
/** What weighs less says that play went on, not what happened. */
const STORY_WEIGHT_MIN = 3;

/** What is so now is in the state; a recap tells what happened. */
const isStory = ({ kind }: Fact): boolean => kind !== "holds" && kind !== "place";

function factsWithin(book: FactBook, { fromSeq, toSeq }: Pick<Span, "fromSeq" | "toSeq">): Fact[] {
  const until = toSeq ?? Number.MAX_SAFE_INTEGER;
  return book.pages.flatMap((page) =>
    (page.at(-1)?.seq ?? 0) < fromSeq || (page[0]?.seq ?? 0) > until
      ? []
      : page.filter((fact) => fact.seq >= fromSeq && fact.seq <= until && stands(fact) && isStory(fact)),
  );
}

interface Weighed {
  readonly importance: number;
  readonly seq: number;
}

/** The weightiest of some facts, in the order of play; of little weight only where there is nothing else. */
function weightiest<T extends Weighed>(facts: readonly T[], count: number): T[] {
  const story = facts.filter(({ importance }) => importance >= STORY_WEIGHT_MIN);
  return [...(story.length === 0 ? facts : story)]
    .sort((left, right) => right.importance - left.importance || right.seq - left.seq)
    .slice(0, count)
    .sort((left, right) => left.seq - right.seq);
}

/** A recap as it stands for a viewer: the written one where there is one, else facts as they are. */
export function sentencesOf(
  memory: Memory,
  viewer: MemoryViewer,
  span: Span,
): { readonly sentences: readonly RecapSentence[]; readonly written: boolean } {
  const lanes = lanesFor(memory, viewer).map(([, lane]) => lane);
  for (const lane of lanes) {
    const sentences = writtenOf(lane, span);
    if (sentences.length > 0) return { sentences, written: true };
  }
  const most = span.scope === "scene" ? SCENE_SENTENCES_MAX : EVENING_SENTENCES_MAX;
  return { sentences: weightiestTold(lanes, span, most), written: false };
}

function weightiestTold(lanes: readonly MemoryLane[], span: Span, most: number): readonly RecapSentence[] {
  const told = lanes.flatMap(({ book }) => weightiest(retold(factsWithin(book, span)), most));
  return weightiest(told, most).map(({ text, rests }) => ({ text, rests }));
}

/** A written sentence that rests on something forgotten, or put into other words since, is not told on. */
function writtenOf({ recaps, book }: MemoryLane, { scope, fromSeq }: Span): readonly RecapSentence[] {
  const recap = recaps.find((each) => each.scope === scope && each.fromSeq === fromSeq);
  return (recap?.sentences ?? []).filter(({ rests }) =>
    rests.every((seq) =>
      factsFrom(book, seq).every((fact) => fact.forgotten !== true && fact.correctedBy === undefined),
    ),
  );
}

const sceneSpan = ({ fromSeq, toSeq }: SceneSpan): Span => ({ scope: "scene", fromSeq, toSeq });
const eveningSpan = ({ fromSeq, toSeq }: EveningSpan): Span => ({ scope: "evening", fromSeq, toSeq });

const OLDER_EVENINGS_MAX = 8;
const LAST_EVENING_SENTENCES = 4;
const SCENES_TONIGHT_MAX = 3;
const SCENE_TONIGHT_SENTENCES = 3;
const RECAP_CHARS_MAX = 3_000;

/** The story so far: a sentence of each of the evenings before, more of the last, then the scenes of this one. */
export function storySoFar(memory: Memory, viewer: MemoryViewer): readonly RecapSentence[] {
  const tell = (span: Span, count: number): readonly RecapSentence[] =>
    sentencesOf(memory, viewer, span).sentences.slice(-count);
  const { evenings, scenes } = memory;
  const tonight = evenings.at(-1)?.fromSeq ?? 0;
  const before = evenings.slice(0, -1).slice(-OLDER_EVENINGS_MAX - 1);
  const told = [
    ...before.slice(0, -1).flatMap((evening) => weightiestSentence(memory, viewer, eveningSpan(evening))),
    ...before.slice(-1).flatMap((evening) => tell(eveningSpan(evening), LAST_EVENING_SENTENCES)),
    ...scenes
      .filter(({ toSeq }) => toSeq === null || toSeq >= tonight)
      .slice(-SCENES_TONIGHT_MAX)
      .flatMap((scene) => tell({ ...sceneSpan(scene), fromSeq: scene.fromSeq }, SCENE_TONIGHT_SENTENCES)),
  ];
  return withinChars(withoutRepeats(told), RECAP_CHARS_MAX);
}

function weightiestSentence(memory: Memory, viewer: MemoryViewer, span: Span): readonly RecapSentence[] {
  const { sentences, written } = sentencesOf(memory, viewer, span);
  if (written) return sentences.slice(0, 1);
  return weightiestTold(
    lanesFor(memory, viewer).map(([, lane]) => lane),
    span,
    1,
  );
}

function withoutRepeats(sentences: readonly RecapSentence[]): readonly RecapSentence[] {
  return [...new Map(sentences.map((sentence) => [sentence.text, sentence])).values()];
}

/** The newest sentences that fit, in the order of play. */
function withinChars(sentences: readonly RecapSentence[], max: number): readonly RecapSentence[] {
  let chars = 0;
  const newest = [...sentences].reverse().filter(({ text }) => {
    chars += text.length;
    return chars <= max;
  });
  return newest.reverse();
}

/** What everybody at the table may know of a scene or an evening up to this event: what a model may retell. */
export function recapMatter(
  memory: Memory,
  { scope, toSeq }: { readonly scope: "scene" | "evening"; readonly toSeq: number },
): { readonly title: string; readonly fromSeq: number; readonly facts: readonly RecalledFact[] } | null {
  const span = scope === "scene" ? sceneUpTo(memory, toSeq) : eveningUpTo(memory, toSeq);
  if (span === null) return null;
  const facts = factsWithin(memory.all.book, { fromSeq: span.fromSeq, toSeq }).filter(
    ({ importance }) => importance >= STORY_WEIGHT_MIN,
  );
  let chars = 0;
  const matter = weightiest(facts, MATTER_FACTS_MAX).filter(({ text }) => {
    chars += text.length;
    return chars <= MATTER_CHARS_MAX;
  });
  return { ...span, facts: matter.map((fact) => recalledFact(memory, { fact, audience: "all" })) };
}

function sceneUpTo({ scenes }: Memory, seq: number): { title: string; fromSeq: number } | null {
  const scene = scenes.findLast(({ fromSeq, toSeq }) => fromSeq <= seq && (toSeq === null || seq <= toSeq));
  return scene === undefined ? null : { title: scene.title, fromSeq: scene.fromSeq };
}

function eveningUpTo({ evenings, scenes }: Memory, seq: number): { title: string; fromSeq: number } | null {
  const evening = evenings.findLast(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
  if (evening === undefined) return null;
  const titles = scenes
    .filter(({ fromSeq, toSeq }) => fromSeq <= seq && (toSeq === null || toSeq >= evening.fromSeq))
    .map(({ title }) => title);
  return { title: [...new Set(titles)].slice(-4).join(", ").slice(0, 80), fromSeq: evening.fromSeq };
}

/**
 * The newest scenes and evenings that are over, have enough in them to be told in short, and have not been. An evening is
 * over when so long nothing was done that the next thing would open another, whether or not it has come.
 */
export function recapDue(memory: Memory, now: number): readonly RecapDue[] {
  const { scenes, evenings, stage, all } = memory;
  const last = evenings.at(-1);
  const scenesOver = scenes.flatMap(({ title, fromSeq, toSeq }): RecapDue[] =>
    toSeq === null ? [] : [{ scope: "scene", title, fromSeq, toSeq }],
  );
  const eveningsOver = evenings
    .filter((evening) => evening !== last || stage.ended || now - evening.endedAt >= EVENING_GAP_MS)
    .slice(-EVENINGS_DUE_MAX)
    .map(({ fromSeq, toSeq }): RecapDue => {
      return { scope: "evening", title: eveningUpTo(memory, toSeq)?.title ?? "", fromSeq, toSeq };
    });
  return [...scenesOver.slice(-SCENES_DUE_MAX), ...eveningsOver]
    .filter(({ scope, fromSeq }) => !all.recaps.some((each) => each.scope === scope && each.fromSeq === fromSeq))
    .filter(({ scope, toSeq }) => (recapMatter(memory, { scope, toSeq })?.facts.length ?? 0) >= MATTER_FACTS_MIN);
}
