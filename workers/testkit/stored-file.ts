import { CampaignId, MemberId } from "../contracts/ids.ts";
import type { ExtractPages } from "../contracts/jobs.ts";
import { UploadId } from "../contracts/library.ts";
import { fileFolder, originalKey } from "../db/file-keys.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import type { JobBindings } from "../jobs/bindings.ts";

type Env = Pick<JobBindings, "DB" | "FILES">;

/** One reading of a file that a test has stored. */
export type StoredFile = Pick<ExtractPages, "campaignId" | "uploadId" | "version">;

/** An id as the app makes them, from a word of the test and a number. */
function idOf(letter: string, seed: string): string {
  const letters = seed.replaceAll(/[^a-z2-7]/g, "").slice(-20);
  return `${letter}_${letters.padStart(20, "q")}`;
}

/** A number in letters that an id may hold. */
export function inLetters(count: number): string {
  return [...count.toString(8)].map((digit) => "abcdefgh"[Number(digit)]).join("");
}

/** A file whose bytes have arrived, and the first job of its reading. The same seed gives the same ids. */
export async function storeFile(
  env: Env,
  file: {
    seed: string;
    bytes: string | Uint8Array;
    kind?: UploadRow["kind"];
    campaign?: string;
    campaignId?: CampaignId;
  },
): Promise<ExtractPages> {
  const kind = file.kind ?? "markdown";
  const campaignId = file.campaignId ?? CampaignId.parse(idOf("c", file.campaign ?? file.seed));
  const uploadId = UploadId.parse(idOf("u", file.seed));
  const bytes = typeof file.bytes === "string" ? new TextEncoder().encode(file.bytes) : file.bytes;
  await env.DB.prepare(
    `INSERT INTO uploads (id, campaign_id, added_by, title, kind, media_type, size_bytes, visibility, status, version,
      pages_done, chars_done, chunks_total, chunks_done, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'gm', 'stored', 1, 0, 0, 0, 0, 1, 1)`,
  )
    .bind(
      uploadId,
      campaignId,
      MemberId.parse(idOf("m", file.seed)),
      `${file.seed}.${kind}`,
      kind,
      "text/plain",
      Math.max(1, bytes.length),
    )
    .run();
  await env.FILES.put(originalKey({ campaignId, uploadId }), bytes);
  return { job: "extract_pages", campaignId, uploadId, version: 1, leaf: 0 };
}

/**
 * A book of so many pages, each a section with its number: as short as a page of a text can be, and with a list behind each
 * paragraph, so that it takes little time and has four passages.
 */
export function book(pages: number): string {
  const dust = "Dust lies on the floor, and nobody has come here for as long as the oldest can remember. ";
  const list = "- a rope of grey silk\n- two candles, one of them burnt\n- a key without teeth\n";
  const half = `${dust.repeat(6)}\n\n${list.repeat(6)}\n`;
  return Array.from({ length: pages }, (_, at) => {
    return `## Room ${at + 1}\n\nThe door of room ${at + 1} is locked with key ${(at + 1) * 7}. ${half}${half}`;
  }).join("");
}

export async function fileRow(env: Env, { uploadId }: { uploadId: string }) {
  return await env.DB.prepare("SELECT * FROM uploads WHERE id = ?").bind(uploadId).first();
}

/** Everything there is of a file, with ids and times that may differ between two equal runs left out. */
export async function allOf(env: Env, file: StoredFile) {
  const { uploadId } = file;
  const all = async (sql: string) => (await env.DB.prepare(sql).bind(uploadId).all()).results;
  const row = await fileRow(env, file);
  const objects: Record<string, string> = {};
  const prefix = fileFolder(file);
  for (const { key } of (await env.FILES.list({ prefix })).objects)
    objects[key.slice(prefix.length)] = (await (await env.FILES.get(key))?.text()) ?? "";
  return {
    row: row === null ? null : { ...row, updated_at: 0, created_at: 0 },
    chunks:
      await all(`SELECT version, ordinal, kind, heading, page_from, page_to, char_from, char_to, tokens, hash, text
      FROM chunks WHERE upload_id = ? ORDER BY version, ordinal`),
    terms: await all(`SELECT count(*) AS passages FROM chunks_fts_docsize d JOIN readings r ON d.id >> 16 = r.number
      WHERE r.upload_id = ? GROUP BY r.number`),
    readings: await all("SELECT version, embedder_id, embedded_to FROM readings WHERE upload_id = ? ORDER BY version"),
    vectors: await all(`SELECT namespace, embedder_id, id, "values" FROM vectors WHERE id LIKE ? || '%' ORDER BY id`),
    objects,
  };
}
