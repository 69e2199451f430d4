import type { ArchiveLog } from "../contracts/jobs.ts";
import type { JobBindings, JobRoomPort } from "./bindings.ts";

/** R2 wants parts of one size, at least 5 MiB; a log of an evening fits into the first. */
export const PART_BYTES = 8 * 1024 * 1024;

/** Where the public log of a campaign lies once its adventure is over. */
export function archiveKey(job: { campaignId: string; seq: number }): string {
  return `campaigns/${job.campaignId}/log-${job.seq}.ndjson`;
}

type ArchiveBindings = Pick<JobBindings, "FILES"> & { ROOM: { getByName(name: string): Pick<JobRoomPort, "archive"> } };

/** Lays the public log in R2. Done twice it is there once: what lies there already is left as it is. */
export async function archiveLog(job: ArchiveLog, env: ArchiveBindings): Promise<void> {
  const key = archiveKey(job);
  if ((await env.FILES.head(key)) !== null) return;
  const log = await env.ROOM.getByName(job.campaignId).archive();
  await putStream(env.FILES, key, log);
  // An older one may have words of somebody who has been erased since.
  await dropArchives(env.FILES, job.campaignId, (seq) => seq < job.seq);
}

/** Deletes the archives of a campaign, all of them or those of some seqs. How many that were. */
export async function dropArchives(
  bucket: R2Bucket,
  campaignId: string,
  which: (seq: number) => boolean = () => true,
): Promise<number> {
  const prefix = `campaigns/${campaignId}/log-`;
  const { objects } = await bucket.list({ prefix });
  const keys = objects.map(({ key }) => key).filter((key) => which(Number.parseInt(key.slice(prefix.length), 10)));
  if (keys.length > 0) await bucket.delete(keys);
  return keys.length;
}

const METADATA = { httpMetadata: { contentType: "application/x-ndjson" } };

/** A log does not say how long it is, and R2 takes a stream only if it does: so whole when small, in parts when not. */
async function putStream(bucket: R2Bucket, key: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  const parts = partsOf(stream);
  const first = await parts.next();
  const start = first.done === true ? new Uint8Array(0) : first.value;
  if (start.byteLength < PART_BYTES) {
    // Two deliveries at one moment: the second put finds the first and does nothing.
    await bucket.put(key, start, { ...METADATA, onlyIf: new Headers({ "if-none-match": "*" }) });
    return;
  }
  const upload = await bucket.createMultipartUpload(key, METADATA);
  try {
    const uploaded = [await upload.uploadPart(1, start)];
    for await (const part of parts) uploaded.push(await upload.uploadPart(uploaded.length + 1, part));
    await upload.complete(uploaded);
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/** Cuts a stream into parts of exactly `PART_BYTES`, the last one shorter. */
async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const chunk of stream as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    for (let at = 0; at < chunk.byteLength; ) {
      const taken = chunk.subarray(at, at + PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.byteLength;
      at += taken.byteLength;
      if (filled === PART_BYTES) {
        yield part;
        part = new Uint8Array(PART_BYTES);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
