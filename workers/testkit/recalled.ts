import { UploadId } from "../contracts/library.ts";
import type { Recalled, RecalledFact } from "../core/ports.ts";
import type { LorePassage, LoreSearch } from "../library/search.ts";

/** A campaign that remembers nothing yet. */
export const emptyRecalled: Recalled = { recap: [], pinned: [], facts: [], cards: [], kept: [] };

/** A fact as the table itself remembers it; the whole party knows it. */
export function recalledFact(text: string, more: Partial<RecalledFact> = {}): RecalledFact {
  return { id: "f_7", text, rests: [7], knownBy: null, byHand: false, ...more };
}

/** An upload by a number of the test's own. */
export const uploadOf = (n: number): UploadId => UploadId.parse(`u_${"abcdefghij"[n % 10]}${"a".repeat(19)}`);

/** A passage of a file; `n` tells files apart. */
export function passageOf(n: number, text: string, more: Partial<LorePassage> = {}): LorePassage {
  const uploadId = uploadOf(n);
  const place = { heading: "The Bell", kind: "prose" as const, pageFrom: n + 1, pageTo: n + 1 };
  return { key: `${uploadId}.1.${n}`, uploadId, title: `Book ${n}`, ...place, text, tokens: 60, score: 1, ...more };
}

/** What a campaign has read, as a test wrote it down: some for players, the rest for those behind the screen. */
export class ScriptedLore implements LoreSearch {
  readonly asked: Parameters<LoreSearch["search"]>[0][] = [];
  readonly #open: readonly LorePassage[];
  readonly #kept: readonly LorePassage[];
  readonly #answer: () => Promise<void>;

  constructor({
    open = [],
    kept = [],
    answer = async () => undefined,
  }: {
    readonly open?: readonly LorePassage[];
    readonly kept?: readonly LorePassage[];
    /** What it does first: throw, or never answer. */
    readonly answer?: () => Promise<void>;
  }) {
    this.#open = open;
    this.#kept = kept;
    this.#answer = answer;
  }

  async search(sought: Parameters<LoreSearch["search"]>[0]): Promise<LorePassage[]> {
    this.asked.push(sought);
    await this.#answer();
    return this.#readable(sought.may);
  }

  async byKeys({ keys, may }: Parameters<LoreSearch["byKeys"]>[0]): Promise<LorePassage[]> {
    await this.#answer();
    return this.#readable(may).filter(({ key }) => keys.includes(key));
  }

  #readable(may: "gm" | "players"): LorePassage[] {
    return may === "gm" ? [...this.#kept, ...this.#open] : [...this.#open];
  }
}
