import type { RecapSentence } from "../../contracts/memory.ts";
import type { RecalledFact } from "../ports.ts";
import { type Fact, type FactBook, factsFrom, stands } from "./fact-book.ts";
import type { Memory, MemoryLane, MemoryViewer } from "./memory.ts";
import { recalledFact } from "./recalled-fact.ts";
import type { EveningSpan, SceneSpan } from "./spans.ts";
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
const MATTER_WEIGHT_MIN = 3;
const PREVIOUSLY_SENTENCES_MAX = 6;

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

/** The weightiest of some facts, in the order of play. */
function weightiest(facts: readonly Fact[], count: number): Fact[] {
  return [...facts]
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
  const facts = lanes.flatMap(({ book }) => weightiest(factsWithin(book, span), most));
  const sentences = weightiest(facts, most).map(({ text, seq }) => ({ text, rests: [seq] }));
  return { sentences, written: false };
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
  const lanes = lanesFor(memory, viewer).map(([, lane]) => lane);
  const [best] = weightiest(
    lanes.flatMap(({ book }) => weightiest(factsWithin(book, span), 1)),
    1,
  );
  return best === undefined ? [] : [{ text: best.text, rests: [best.seq] }];
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
    ({ importance }) => importance >= MATTER_WEIGHT_MIN,
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

/** Scenes and evenings that have ended since `before`, and have enough in them to be told in short. */
export function recapDue(memory: Memory, before: Memory): readonly RecapDue[] {
  const scenes = memory.scenes.flatMap(({ title, fromSeq, toSeq }): RecapDue[] => {
    const wasOver = before.scenes.some((scene) => scene.fromSeq === fromSeq && scene.toSeq !== null);
    return toSeq === null || wasOver ? [] : [{ scope: "scene", title, fromSeq, toSeq }];
  });
  const lastOf = before.evenings.at(-1);
  const isOver = lastOf !== undefined && memory.evenings.at(-1)?.fromSeq !== lastOf.fromSeq;
  const over = isOver ? [lastOf] : endedWith(memory, before);
  const evenings = over.map(
    ({ fromSeq, toSeq }): RecapDue => ({
      ...{ scope: "evening", fromSeq, toSeq },
      title: eveningUpTo(memory, toSeq)?.title ?? "",
    }),
  );
  return [...scenes, ...evenings].filter(
    ({ scope, toSeq }) => (recapMatter(memory, { scope, toSeq })?.facts.length ?? 0) >= MATTER_FACTS_MIN,
  );
}

/** The end of the adventure ends the evening too. */
function endedWith(memory: Memory, before: Memory): readonly EveningSpan[] {
  const last = memory.evenings.at(-1);
  return last !== undefined && memory.stage.ended && !before.stage.ended ? [last] : [];
}

/** For somebody who comes back: what has happened since they were last here, in a few sentences. */
export function previously(memory: Memory, viewer: MemoryViewer, sinceAt: number): readonly RecapSentence[] {
  const missed = memory.evenings.filter(({ endedAt }) => endedAt > sinceAt);
  const told = (missed.length === 0 ? memory.evenings.slice(-1) : missed).slice(-PREVIOUSLY_SENTENCES_MAX);
  const each = Math.max(1, Math.floor(PREVIOUSLY_SENTENCES_MAX / Math.max(1, told.length)));
  return told
    .flatMap((evening) => sentencesOf(memory, viewer, eveningSpan(evening)).sentences.slice(-each))
    .slice(-PREVIOUSLY_SENTENCES_MAX);
}
