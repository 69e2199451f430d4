import type { Database } from "../../db/database.ts";
import { campaignMark, MISSPELT_CHARS_MIN, markedGrams } from "../../db/full-text/marked-terms.ts";
import { stem } from "../../db/full-text/stem.ts";
import { type ChunkPlace, countStems, passagesWith, type Reader, wordsLike } from "../../db/read/chunks.ts";
import { type QueryTerm, queryTerms, stemsWorthAsking } from "./query-terms.ts";
import { likelyMeant } from "./spelling.ts";

/** What the words of a question found, and what is needed to judge it. */
export interface WordPassages {
  readonly places: readonly ChunkPlace[];
  readonly terms: readonly QueryTerm[];
  readonly counts: ReadonlyMap<string, number>;
  /** How many passages there are in all. */
  readonly passages: number;
}

const FOUND_MAX = 80;
/** Only so many words of a question are put right; more of them are no misspelling but another language. */
const MISSPELT_MAX = 4;
const PAGES_LOOKED_AT = 12;
/** A guess counts a little less than what was written. */
const GUESS_WEIGHT = 0.85;

/** Finds passages by the words of a question; one that stands nowhere is taken for a misspelling of one that does. */
export async function passagesByWords(
  db: Database,
  reader: Reader,
  question: { readonly text: string; readonly names: readonly string[]; readonly passages: number },
): Promise<WordPassages> {
  const { passages } = question;
  const asked = queryTerms(question.text, question.names);
  if (!asked.some(({ isAside }) => !isAside)) return { places: [], terms: asked, counts: new Map(), passages };
  const stems = [...new Set(asked.flatMap((term) => [...term.stems, ...term.kindred]))];
  const counted = await countStems(db, reader, stems);
  const terms = await putRight(db, reader, { asked, counts: counted });
  const guessed = terms.flatMap((term) => term.stems).filter((each) => !counted.has(each));
  const counts = guessed.length === 0 ? counted : new Map([...counted, ...(await countStems(db, reader, guessed))]);
  const total = Math.max(passages, ...counts.values());
  const worth = stemsWorthAsking(terms, counts, total);
  const places = await passagesWith(db, reader, { stems: worth, limit: FOUND_MAX });
  return { places, terms, counts, passages: total };
}

async function putRight(
  db: Database,
  reader: Reader,
  { asked, counts }: { asked: readonly QueryTerm[]; counts: ReadonlyMap<string, number> },
): Promise<QueryTerm[]> {
  const isUnknown = ({ word, stems, kindred, isAside }: QueryTerm) =>
    !isAside &&
    word.length >= MISSPELT_CHARS_MIN &&
    stems.every((each) => (counts.get(each) ?? 0) === 0) &&
    kindred.length === 0;
  const unknown = asked.filter(isUnknown).slice(0, MISSPELT_MAX);
  const mark = campaignMark(reader.campaignId);
  const meant = await Promise.all(
    unknown.map(async (term): Promise<[QueryTerm, QueryTerm]> => {
      const grams = markedGrams(mark, [term.word]);
      const alike = likelyMeant(term.word, await wordsLike(db, reader, { grams, limit: PAGES_LOOKED_AT }));
      if (alike.length === 0) return [term, term];
      return [term, { ...term, stems: alike.map(stem), weight: term.weight * GUESS_WEIGHT }];
    }),
  );
  const right = new Map(meant);
  return asked.map((term) => right.get(term) ?? term);
}
