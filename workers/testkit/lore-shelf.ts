import { openDatabase } from "../db/database.ts";
import type { DraftChunk } from "../db/write/chunks.ts";
import { putChunks } from "../db/write/chunks.ts";
import type { LibraryBindings } from "../library/bindings.ts";
import { embedChunks } from "../library/index-chunks.ts";

const letters = "abcdefghijklmnopqrstuvwxyz234567";
let made = 0;

/** An id of ours that no other test of this run has. */
export function loreId(kind: "c" | "u"): string {
  made += 1;
  const digits = Array.from({ length: 20 }, (_, at) => letters[Math.floor(made / 32 ** at) % 32] ?? "a");
  return `${kind}_${digits.toReversed().join("")}`;
}

interface ShelvedFile {
  readonly campaignId: string;
  readonly uploadId?: string;
  readonly title?: string;
  readonly visibility?: "gm" | "players";
  readonly version?: number;
  readonly drafts: readonly DraftChunk[];
}

/** A short passage, as chunking would hand it over. */
export function draftOf(text: string, more: Partial<DraftChunk> = {}): DraftChunk {
  const place = { pageFrom: 1, pageTo: 1, charFrom: 0, charTo: text.length };
  return {
    kind: "prose",
    heading: "A heading",
    ...place,
    tokens: Math.ceil(text.length / 4),
    hash: text,
    text,
    ...more,
  };
}

/** Puts a file that has been read on a campaign's shelf: its row and its passages, and its vectors unless told otherwise. */
export async function shelve(
  env: LibraryBindings,
  file: ShelvedFile,
  { vectors = true }: { vectors?: boolean } = {},
): Promise<{ campaignId: string; uploadId: string; version: number }> {
  const { campaignId, title = "A book", visibility = "players", version = 1, drafts } = file;
  const uploadId = file.uploadId ?? loreId("u");
  const count = drafts.length;
  await env.DB.prepare(
    `INSERT INTO uploads (id, campaign_id, added_by, title, kind, media_type, size_bytes, visibility, status, version,
       pages_total, pages_done, chars_done, chunks_total, chunks_done, created_at, updated_at)
     VALUES (?, ?, 'm_x', ?, 'text', 'text/plain', 10, ?, 'ready', ?, 1, 1, 1, ?, ?, 1, 1)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, chunks_total = excluded.chunks_total`,
  )
    .bind(uploadId, campaignId, title, visibility, version, count, count)
    .run();
  const place = { campaignId, uploadId, version };
  const db = openDatabase(env.DB);
  for (let from = 0; from < count; from += 100) await putChunks(db, place, from, drafts.slice(from, from + 100));
  for (let from: number | null = 0; vectors && from !== null; ) from = (await embedChunks(env, place, from)).next;
  return place;
}
