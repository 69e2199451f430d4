import type { ModelTraits } from "./port.ts";

interface Lesson {
  readonly tools?: boolean;
  readonly json?: boolean;
}

const LESSONS_MAX = 64;

/** Per isolate: a new isolate reads the table again and is taught again by the first refusal. */
const lessons = new Map<string, Lesson>();

interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/** Keeps what a probe or a refusal has shown. Newer lessons stand over older ones, feature by feature. */
export function learn(name: ModelName, lesson: Lesson): void {
  const key = keyOf(name);
  const known = lessons.get(key);
  lessons.delete(key);
  lessons.set(key, { ...known, ...lesson });
  const [oldest] = lessons.keys();
  if (lessons.size > LESSONS_MAX && oldest !== undefined) lessons.delete(oldest);
}

/** The table's traits with what has been learned laid over them. */
export function withLearned(name: ModelName, traits: ModelTraits): ModelTraits {
  const lesson = lessons.get(keyOf(name));
  if (lesson === undefined) return traits;
  const json = lesson.json === undefined ? traits.json : lesson.json ? "schema" : "none";
  return { ...traits, tools: lesson.tools ?? traits.tools, json };
}

/** For tests, which share one isolate. */
export function forgetLearned(): void {
  lessons.clear();
}

function keyOf({ provider, model }: ModelName): string {
  return `${provider}:${model}`;
}
