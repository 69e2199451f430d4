import type { DeleteUpload } from "../contracts/jobs.ts";
import { openDatabase } from "../db/database.ts";
import { fileFolder, originalKey } from "../db/file-keys.ts";
import { uploadRow } from "../db/read/uploads.ts";
import { dropChunks } from "../db/write/chunks.ts";
import { eraseUploadRows } from "../db/write/uploads.ts";
import { dropVectors } from "../library/index-chunks.ts";
import type { JobBindings } from "./bindings.ts";
import { deleteFolder } from "./clear-reading.ts";

/**
 * Takes away everything of a file whose row says that it is deleted. The row goes last: as long as anything is left, it
 * stands there as the reminder that something is. Every step can be done again.
 */
export async function deleteUpload({ campaignId, uploadId }: DeleteUpload, env: JobBindings): Promise<void> {
  const db = openDatabase(env.DB);
  const file = { campaignId, uploadId };
  const row = await uploadRow(db, uploadId);
  // A message says nothing that its row does not say: what stands there undeleted, or belongs elsewhere, is left alone.
  if (row === null || row.campaignId !== campaignId || row.deletedAt === null) return;
  if (row.multipartId !== null) await abortMultipart(env, originalKey(file), row.multipartId);
  // Vectors before passages, from which their ids are known.
  await dropVectors(env, file);
  await dropChunks(db, { uploadId, keepVersion: null });
  await deleteFolder(env.FILES, fileFolder(file));
  await eraseUploadRows(db, uploadId);
}

/** Of one that is finished, aborted or forgotten there is nothing left to abort. */
async function abortMultipart(env: JobBindings, key: string, multipartId: string): Promise<void> {
  try {
    await env.FILES.resumeMultipartUpload(key, multipartId).abort();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("(10024)")) throw error;
  }
}
