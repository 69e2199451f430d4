import { openDatabase } from "../db/database.ts";
import { countPassages, type PassageRow, passagesAt, type Reader } from "../db/read/chunks.ts";
import type { LibraryBindings } from "./bindings.ts";
import { choose } from "./search/choose.ts";
import { inTime } from "./search/in-time.ts";
import { passagesNear } from "./search/near-passages.ts";
import { placeKey, placeOf } from "./search/place-key.ts";
import { rankPassages } from "./search/rank-passages.ts";
import { passagesByWords } from "./search/word-passages.ts";

/** A passage of the library, with where it stands. */
export interface LorePassage {
  /** `<uploadId>.<version>.<ordinal>`: asks for the same passage again with `byKeys`. */
  readonly key: string;
  readonly uploadId: string;
  readonly title: string;
  readonly heading: string;
  readonly kind: PassageRow["kind"];
  readonly pageFrom: number;
  readonly pageTo: number;
  readonly text: string;
  readonly tokens: number;
  /** Only to compare passages of one answer with each other. */
  readonly score: number;
}

export interface LoreQuestion extends Reader {
  readonly text: string;
  /** Who and what is in the scene: helps to choose between passages. */
  readonly names: readonly string[];
  readonly limit: number;
  readonly tokensMax: number;
}

/** Puts passages into a better order. One that fails or takes too long is done without. */
export type Reranker = (question: string, passages: readonly LorePassage[]) => Promise<readonly string[]>;

export interface LoreSearch {
  /** The passages that have to do with a question, best first; none rather than any. */
  search(question: LoreQuestion): Promise<LorePassage[]>;
  /** Passages that were found before, in the order asked for; what this reader may not have now is left out. */
  byKeys(asked: Reader & { readonly keys: readonly string[] }): Promise<LorePassage[]>;
}

interface SearchSettings {
  readonly rerank?: Reranker;
  /** How long the vector index may take, in milliseconds. */
  readonly vectorMs?: number;
}

const VECTOR_MS = 1_500;
const RERANK_MS = 1_500;
const RERANKED_MAX = 30;
const KEYS_MAX = 100;

/** Opens the search over what campaigns have read. It reads only, and every passage is asked of its row first. */
export function openLoreSearch(env: LibraryBindings, settings: SearchSettings = {}): LoreSearch {
  const db = openDatabase(env.DB);
  return {
    async search(question) {
      const { campaignId, may, text } = question;
      const reader = { campaignId, may };
      // Asked first: where nothing has been read, no model is asked for the vector of a question.
      const passages = await countPassages(db, reader);
      if (passages === 0) return [];
      const [byWords, near] = await Promise.all([
        passagesByWords(db, reader, { ...question, passages }),
        passagesNear(env, reader, { text, withinMs: settings.vectorMs ?? VECTOR_MS }),
      ]);
      const places = new Map([...byWords.places, ...near.places].map((place) => [placeKey(place), place]));
      const rows = await passagesAt(db, reader, [...places.values()]);
      const ranked = rankPassages(rows, byWords, near).map(({ row, score }) => passageOf(row, score));
      const sorted = await reranked(text, ranked, settings.rerank);
      return choose(sorted, question);
    },

    async byKeys({ campaignId, may, keys }) {
      const places = keys.slice(0, KEYS_MAX).flatMap((key) => placeOf(key) ?? []);
      const rows = await passagesAt(db, { campaignId, may }, places);
      const found = new Map(rows.map((row) => [placeKey(row), passageOf(row, 0)]));
      return keys.flatMap((key) => found.get(key) ?? []);
    },
  };
}

async function reranked(
  text: string,
  passages: readonly LorePassage[],
  rerank: Reranker | undefined,
): Promise<readonly LorePassage[]> {
  if (rerank === undefined || passages.length < 2) return passages;
  const head = passages.slice(0, RERANKED_MAX);
  const order = await inTime(() => rerank(text, head), RERANK_MS).catch(() => null);
  if (order === null) return passages;
  const places = new Map(order.map((key, at) => [key, at]));
  const placeIn = ({ key }: LorePassage) => places.get(key) ?? RERANKED_MAX;
  return [...head.toSorted((left, right) => placeIn(left) - placeIn(right)), ...passages.slice(RERANKED_MAX)];
}

function passageOf(row: PassageRow, score: number): LorePassage {
  const { uploadId, title, heading, kind, pageFrom, pageTo, text, tokens } = row;
  return { key: placeKey(row), uploadId, title, heading, kind, pageFrom, pageTo, text, tokens, score };
}
