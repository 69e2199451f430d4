import { openDatabase } from "../db/database.ts";
import { fileFolder, versionFolder } from "../db/file-keys.ts";
import { embeddedReadings } from "../db/read/readings.ts";
import { dropChunks } from "../db/write/chunks.ts";
import { dropStep, dropVectors } from "../library/index-chunks.ts";
import type { JobBindings } from "./bindings.ts";
import type { ReadingJob } from "./next-job.ts";

type OneReading = Pick<ReadingJob, "campaignId" | "uploadId" | "version">;

/** Takes away what a job's reading has made, when it no longer counts. Vectors first: their ids are known from the passages. */
export async function clearReading(
  job: ReadingJob,
  { keepVersion }: { keepVersion: number | null },
  env: JobBindings,
): Promise<void> {
  const { campaignId, uploadId, version } = job;
  const reading = { campaignId, uploadId, version };
  await dropVectors(env, reading);
  if (job.job === "embed_chunks") await dropStep(env, reading, job.from);
  await dropChunks(openDatabase(env.DB), { uploadId, keepVersion });
  await deleteFolder(env.FILES, versionFolder(reading));
}

/** Takes away what other readings than this one have made. */
export async function clearOtherReadings(reading: OneReading, env: JobBindings): Promise<void> {
  const { campaignId, uploadId, version: keepVersion } = reading;
  const db = openDatabase(env.DB);
  for (const { version } of await embeddedReadings(db, { uploadId }))
    if (version !== keepVersion) await dropVectors(env, { campaignId, uploadId, version });
  await dropChunks(db, { uploadId, keepVersion });
  await deleteFolder(env.FILES, `${fileFolder(reading)}v`, versionFolder(reading));
}

/** Deletes what lies under a prefix, a thousand at a time as R2 has it; what lies under `except` stays. */
export async function deleteFolder(bucket: R2Bucket, prefix: string, except?: string): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const listed: R2Objects = await bucket.list({ prefix, cursor });
    const keys = listed.objects.map(({ key }) => key).filter((key) => except === undefined || !key.startsWith(except));
    if (keys.length > 0) await bucket.delete(keys);
    if (!listed.truncated) return;
    cursor = listed.cursor;
  }
}
