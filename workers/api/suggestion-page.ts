import type { CardSuggestions } from "../contracts/memory.ts";
import type { Database } from "../db/database.ts";
import { headingRows, type UploadRow, uploadsOfCampaign } from "../db/read/uploads.ts";
import { writeCursor } from "./list-cursor.ts";
import { proposeCards, type SuggestionRow } from "./propose-cards.ts";

/** How much is looked through for one answer, however large a library is. */
const FILES_PER_PAGE_MAX = 6;
const HEADINGS_PER_FILE_MAX = 120;

/** Where to look on: a file, and its passage from which on. */
interface Place {
  readonly id: string;
  readonly at: number;
}

/** The next cards that the files of a campaign suggest, the newest file first; from the beginning without a place. */
export async function suggestionPage(
  db: Database,
  { campaignId, limit, from }: { campaignId: string; limit: number; from: Place | null },
): Promise<CardSuggestions> {
  const files = (await uploadsOfCampaign(db, { campaignId, onlyForPlayers: false, limit })).filter(canSuggest);
  // A file that was deleted since is not there to go on in: what was passed over by then comes up once more.
  const start = Math.max(0, from === null ? 0 : files.findIndex(({ id }) => id === from.id));
  const looked = await lookThrough(db, files.slice(start, start + FILES_PER_PAGE_MAX), from);
  const { items, read } = proposeCards(looked.rows);
  const unread = looked.rows[read];
  const following = files[start + looked.files];
  const next =
    unread !== undefined
      ? { id: unread.uploadId, at: unread.ordinal }
      : (looked.goesOn ?? (following === undefined ? null : { id: following.id, at: 0 }));
  return { items, next: next === null ? null : writeCursor(next) };
}

const canSuggest = ({ kind, status }: UploadRow): boolean =>
  kind !== "image" && (status === "indexing" || status === "ready");

/** What stands under the headings of these files. Behind a file that has more than are fetched at a time nothing is looked at. */
async function lookThrough(
  db: Database,
  files: readonly UploadRow[],
  from: Place | null,
): Promise<{ rows: SuggestionRow[]; files: number; goesOn: Place | null }> {
  const asked = files.map(({ id, version }) => ({ id, version, from: id === from?.id ? from.at : 0 }));
  const lists = await headingRows(db, asked, HEADINGS_PER_FILE_MAX);
  const full = lists.findIndex((rows) => rows.length === HEADINGS_PER_FILE_MAX);
  const count = full === -1 ? lists.length : full + 1;
  const rows = files
    .slice(0, count)
    .flatMap(({ id, title }, file) => (lists[file] ?? []).map((row) => ({ ...row, uploadId: id, title })));
  const last = rows.at(-1);
  return {
    ...{ rows, files: count },
    goesOn: full === -1 || last === undefined ? null : { id: last.uploadId, at: last.ordinal + 1 },
  };
}
