import { narrationSentences } from "../narrator/narration-sentences.ts";
import { wordsToCompare } from "./kept-phrases.ts";

/** So many words in a row are a piece of a sentence. */
const PIECE_WORDS = 3;
/** So many words of one sentence, and so many of them that say something, are told in pieces what they tell whole. */
const TOLD_WORDS_MIN = 6;
const TELLING_WORDS_MIN = 4;

/** The runs of so many words, in order. */
export function runsIn(words: readonly string[], length: number): string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(" "));
}

/** Knows sentences again that are told in pieces, with other words between them or in several calls. */
export class KeptPieces {
  readonly #sentences: readonly (readonly string[])[];
  readonly #isTelling: (word: string) => boolean;

  constructor(texts: readonly string[], isTelling: (word: string) => boolean) {
    this.#isTelling = isTelling;
    this.#sentences = texts
      .flatMap((text) => narrationSentences(text).map((sentence) => wordsToCompare(sentence.text)))
      .filter((words) => words.length >= TOLD_WORDS_MIN);
  }

  /** Whether what is said now, with what was said before, tells most of a sentence; what is not new counts for nothing. */
  toldBy({ own, said }: { readonly own: string; readonly said: string }, isNew: (words: string) => boolean): boolean {
    const now = new Set(runsIn(wordsToCompare(own), PIECE_WORDS));
    const before = new Set(runsIn(wordsToCompare(said), PIECE_WORDS));
    return this.#sentences.some((words) => {
      const pieces = runsIn(words, PIECE_WORDS);
      if (!pieces.some((piece) => now.has(piece))) return false;
      const told = new Set<number>();
      for (const [at, piece] of pieces.entries())
        if ((now.has(piece) || before.has(piece)) && isNew(piece))
          for (let place = at; place < at + PIECE_WORDS; place += 1) told.add(place);
      const says = [...told].filter((place) => this.#isTelling(words[place] ?? ""));
      return told.size >= TOLD_WORDS_MIN && says.length >= TELLING_WORDS_MIN;
    });
  }
}
