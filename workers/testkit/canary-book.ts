import type { MemberId } from "../contracts/ids.ts";

/** Who a word was meant for: everybody, some members, whoever sits behind the screen, or the screen until the story tells it. */
export type MeantFor = "all" | "screen" | "story" | readonly MemberId[];

/** Somebody who looks, as the test knows them and not as the code does. */
export interface Onlooker {
  readonly memberId: MemberId | null;
  readonly screen: boolean;
}

const WORD = /zq[0-9a-f]{10}/g;

/** Words that occur nowhere else, one for every secret, and who may come across them. */
export class CanaryBook {
  readonly #meantFor = new Map<string, { where: string; meantFor: MeantFor }>();
  /** Words of the story that have been told in the open. */
  readonly told = new Set<string>();
  #count = 0;

  word(where: string, meantFor: MeantFor): string {
    this.#count += 1;
    const word = `zq${(this.#count * 2_654_435_761 + 97).toString(16).padStart(10, "0").slice(-10)}`;
    this.#meantFor.set(word, { where, meantFor });
    return word;
  }

  tell(text: string): void {
    for (const word of wordsIn(text)) this.told.add(word);
  }

  /** The words in a text that this onlooker should not have come across, by what they were part of. */
  leaks(text: string, { memberId, screen }: Onlooker): string[] {
    return [...wordsIn(text)].flatMap((word) => {
      const known = this.#meantFor.get(word);
      if (known === undefined) return [`${word} of nobody`];
      const { where, meantFor } = known;
      const may =
        meantFor === "all" ||
        (meantFor === "screen"
          ? screen
          : meantFor === "story"
            ? screen || this.told.has(word)
            : memberId !== null && meantFor.includes(memberId));
      return may ? [] : [`${where} (${word})`];
    });
  }
}

export function wordsIn(text: string): Set<string> {
  return new Set(text.match(WORD) ?? []);
}
