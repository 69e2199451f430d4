import { grammar, type Tone } from "../../../content/grammar/index.ts";
import type { SeededChoice } from "../seeded-choice.ts";
import { sentenceKey, sentencesOf } from "./sentences.ts";
import { fill, type Named, type Slots } from "./slots.ts";

/** What has been said this evening, so that it is not said again. */
export class Memory {
  readonly #said = new Set<string>();
  /** Sentences that only the grammar may not use again; an author's may. */
  readonly #worn: ReadonlySet<string>;
  readonly #choice: SeededChoice;

  constructor(recent: readonly string[], choice: SeededChoice, instead = "") {
    this.#choice = choice;
    this.#worn = new Set(sentencesOf(instead));
    for (const text of recent) for (const sentence of sentencesOf(text)) this.#said.add(sentence);
  }

  /** A phrase nobody has heard yet, filled and remembered; null when every one of them has been said. */
  say(phrases: readonly string[], slots: Slots): string | null {
    for (const phrase of this.#choice.shuffled(phrases)) {
      const text = fill(phrase, slots);
      if (text === null || !this.#isUnused(text)) continue;
      this.keep(text);
      return text;
    }
    return null;
  }

  #isUnused(text: string): boolean {
    return this.isNew(text) && sentencesOf(text).every((sentence) => !this.#worn.has(sentence));
  }

  /** Whether nothing of it has been said. */
  isNew(text: string): boolean {
    return sentencesOf(text).every((sentence) => !this.#said.has(sentence));
  }

  /** Whether the better part of it has been said. */
  isOld(text: string): boolean {
    const sentences = sentencesOf(text);
    return sentences.filter((sentence) => this.#said.has(sentence)).length * 2 > sentences.length;
  }

  /** The text without the sentences that were said already. */
  onlyNew(text: string, pieces: readonly string[]): string {
    return this.isNew(text)
      ? text
      : pieces
          .filter((piece) => !this.#said.has(sentenceKey(piece)))
          .join("")
          .trim();
  }

  keep(text: string): void {
    for (const sentence of sentencesOf(text)) this.#said.add(sentence);
  }

  /** Two halves put together in a way nobody has heard; there are more of those than turns in an evening. */
  compose(hero: Named, tone: Tone): string {
    const { opener: openers, closer: closers } = grammar.tones[tone];
    let text = "";
    for (const opener of this.#choice.shuffled(openers)) {
      for (const closer of this.#choice.shuffled(closers)) {
        text = fill(`${opener}, ${closer}.`, { hero }) ?? "";
        if (text !== "" && this.#isUnused(text)) return this.#kept(text);
      }
    }
    return this.#kept(text);
  }

  #kept(text: string): string {
    this.keep(text);
    return text;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return this.#choice.shuffled(list);
  }

  chance(percent: number): boolean {
    return this.#choice.below(100) < percent;
  }
}
