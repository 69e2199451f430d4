import type { Visibility } from "../../contracts/library.ts";
import { logLine } from "../../contracts/log-line.ts";
import { inTime } from "../../library/search/in-time.ts";
import type { LorePassage, LoreSearch } from "../../library/search.ts";

/** A turn waits for its sources no longer than this, in ms, and goes on without them. */
const SEARCH_MS = 1_500;
/** Somebody who has asked a question can wait a little. */
const QUESTION_MS = 6_000;

interface Sought {
  readonly campaignId: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly may: Visibility;
  readonly limit: number;
  readonly tokensMax: number;
}

interface Known {
  readonly campaignId: string;
  readonly keys: readonly string[];
  readonly may: Visibility;
}

/**
 * What a campaign has read, for those who answer. A search that is slow or fails costs a turn its sources and nothing
 * else; a question is told that it could not be looked up.
 */
export class LoreDesk {
  readonly #lore: LoreSearch | null;
  readonly #searchMs: number;

  /** Null where nothing can be searched. `searchMs` is for tests. */
  constructor(lore: LoreSearch | null, searchMs = SEARCH_MS) {
    this.#lore = lore;
    this.#searchMs = searchMs;
  }

  /** Passages that bear on a turn; none when they cannot be had in time. */
  async forTurn(sought: Sought): Promise<readonly LorePassage[]> {
    if (this.#lore === null || sought.campaignId === "" || sought.text.trim() === "") return [];
    const lore = this.#lore;
    return await this.#orNothing(() => lore.search(sought));
  }

  /** Passages by their keys, read and authorised anew; none when they cannot be had in time. */
  async byKeys(known: Known): Promise<readonly LorePassage[]> {
    if (this.#lore === null || known.campaignId === "" || known.keys.length === 0) return [];
    const lore = this.#lore;
    return await this.#orNothing(() => lore.byKeys(known));
  }

  /** Passages that bear on a question. Throws when they cannot be looked up: that is not the same as "not there". */
  async forQuestion(sought: Sought): Promise<readonly LorePassage[]> {
    const lore = this.#lore;
    if (lore === null || sought.campaignId === "") return [];
    try {
      return await inTime(() => lore.search(sought), QUESTION_MS);
    } catch (error) {
      console.warn(logLine("lore-search-failed", { why: wordsFor(error) }));
      throw new Error("What the campaign has read cannot be searched just now.");
    }
  }

  async #orNothing(search: () => Promise<readonly LorePassage[]>): Promise<readonly LorePassage[]> {
    try {
      return await inTime(search, this.#searchMs);
    } catch (error) {
      console.warn(logLine("lore-search-failed", { why: wordsFor(error) }));
      return [];
    }
  }
}

/** A query that failed names its parameters, and those are words of a player's: only its cause is written down. */
function wordsFor(error: unknown): string {
  const { name, message } = error instanceof Error && error.cause instanceof Error ? error.cause : Object(error);
  return `${name}: ${message}`.split("params:")[0]?.slice(0, 300) ?? "";
}
