import { CampaignId } from "../contracts/ids.ts";
import { UploadId } from "../contracts/library.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { originalKey } from "../db/file-keys.ts";
import { partsOfUpload, type UploadPartRow, type UploadRow, uploadOfCampaign } from "../db/read/uploads.ts";
import { claimMultipart, forgetMultipart, markArrived, savePart } from "../db/write/uploads.ts";
import { cleanPicture, PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX } from "./media/clean-picture.ts";
import { FirstPartCheck, noCheck, streamExactly } from "./part-stream.ts";
import { bytesOfPart, dropUpload, type LibraryVisit, partsOf } from "./upload-access.ts";

/** R2's words for a multipart upload it does not know any more, and for parts that do not fit together. */
const LOST = /\((?:10011|10024|10025|10048)\)/;

function keyOf(row: UploadRow): string {
  return originalKey({ campaignId: CampaignId.parse(row.campaignId), uploadId: UploadId.parse(row.id) });
}

/** Opens the multipart upload of a file where none is open yet. What two open at one moment, one of them closes again. */
export async function openMultipart(visit: LibraryVisit, row: UploadRow): Promise<string | null> {
  if (row.multipartId !== null) return row.multipartId;
  const opened = await visit.env.FILES.createMultipartUpload(keyOf(row));
  const claimed = await claimMultipart(visit.db, row, opened.uploadId);
  if (claimed !== opened.uploadId) await opened.abort();
  return claimed;
}

/** Takes one part of a file as it streams in. The first part shows what the file is, and something else is dropped. */
export async function takePart(
  visit: LibraryVisit,
  row: UploadRow,
  part: number,
  body: ReadableStream<Uint8Array> | null,
): Promise<Problem | null> {
  const multipartId = await openMultipart(visit, row);
  if (multipartId === null) return problem("not-found");
  const multipart = visit.env.FILES.resumeMultipartUpload(keyOf(row), multipartId);
  const first = part === 1 ? new FirstPartCheck({ title: row.title, isWholeFile: partsOf(row) === 1 }) : null;
  const bytes = bytesOfPart(row, part);
  const streamed = await streamExactly(body, { bytes, check: first ?? noCheck }, (stream) =>
    multipart.uploadPart(part, stream),
  ).catch(async (error: unknown) => await partsLost(visit, { ...row, multipartId }, error));
  if ("slug" in streamed) return streamed;
  if (!streamed.ok)
    return streamed.why === "wrong-bytes"
      ? await drop(visit, row, first?.isForeignText === true ? foreignText() : wrongType())
      : wrongLength(streamed, { part, bytes });
  if (first?.sniffed?.kind === "image" && row.sizeBytes > PICTURE_BYTES_MAX)
    return await drop(visit, row, heavyPicture());
  const { etag } = streamed.put;
  const saved = await savePart(visit.db, row, {
    part,
    etag,
    sizeBytes: bytes,
    is: first?.sniffed ?? null,
    now: visit.now,
  });
  return saved ? null : problem("not-found");
}

async function drop(visit: LibraryVisit, row: UploadRow, why: Problem): Promise<Problem> {
  await dropUpload(visit, row);
  return why;
}

function wrongLength(
  { why }: { why: "too-long" | "too-short" | "wrong-bytes" },
  must: { part: number; bytes: number },
): Problem {
  const detail = `Part ${must.part} of this file has exactly ${must.bytes} bytes.`;
  return why === "too-long" ? problem("body-too-large", { detail }) : problem("bad-request", { detail });
}

function wrongType(): Problem {
  const detail =
    "What the file holds is none of these, whatever its name says. Save it as one of them and bring it again.";
  return problem("wrong-file-type", { detail });
}

function foreignText(): Problem {
  const detail = "This looks like a text, but it is not saved as UTF-8. Save it as UTF-8 and bring it again.";
  return problem("wrong-file-type", { detail });
}

function heavyPicture(): Problem {
  return problem("upload-too-large", { detail: "A picture may have 20 MB; save it smaller and bring it again." });
}

/** R2 keeps an open upload for a week and then forgets it; the file begins again. Any other failure passes. */
async function partsLost(visit: LibraryVisit, row: UploadRow, error: unknown): Promise<Problem> {
  if (!(error instanceof Error) || !LOST.test(error.message)) throw error;
  if (row.multipartId !== null) {
    await forgetMultipart(visit.db, row, row.multipartId);
    // If it is still open it is of no use any more; if it cannot be closed, R2 does that within a week.
    await visit.env.FILES.resumeMultipartUpload(keyOf(row), row.multipartId)
      .abort()
      .catch(() => {});
  }
  // Deleted meanwhile, it has no parts to send again.
  if ((await uploadOfCampaign(visit.db, row)) === null) return problem("not-found");
  return problem("upload-incomplete", { detail: "The parts that came before are lost; send all of them again." });
}

/** Puts the parts of a file together once all are there. Asked again, it goes on where it stopped. */
export async function completeUpload(visit: LibraryVisit, row: UploadRow): Promise<UploadRow | Problem> {
  const parts = await partsOfUpload(visit.db, row.id);
  const there = new Set(parts.map(({ part }) => part));
  const missing = Array.from({ length: partsOf(row) }, (_, at) => at + 1).filter((part) => !there.has(part));
  if (missing.length > 0) {
    const detail = `Still missing: ${missing.length === 1 ? "part" : "parts"} ${missing.join(", ")}.`;
    return problem("upload-incomplete", { detail });
  }
  const refusal = await joinParts(visit, row, parts);
  if (refusal !== null) return refusal;
  const sizeBytes = row.kind === "image" ? await keepPictureOnly(visit, row) : row.sizeBytes;
  if (typeof sizeBytes !== "number") return sizeBytes;
  const status = row.kind === "image" ? "ready" : "stored";
  const arrived = await markArrived(visit.db, row, { status, sizeBytes, now: visit.now });
  return arrived ?? (await arrivedElsewhere(visit, row));
}

async function joinParts(visit: LibraryVisit, row: UploadRow, parts: UploadPartRow[]): Promise<Problem | null> {
  const { FILES } = visit.env;
  try {
    if (row.multipartId === null) throw new Error("No upload is open. (10024)");
    const multipart = FILES.resumeMultipartUpload(keyOf(row), row.multipartId);
    await multipart.complete(parts.map(({ part, etag }) => ({ partNumber: part, etag })));
    return null;
  } catch (error) {
    // It was put together before, and what should have followed did not.
    if ((await FILES.head(keyOf(row))) !== null) return null;
    return await partsLost(visit, row, error);
  }
}

/** Takes everything from a picture that is not the picture. How large it is now, or why it cannot be kept. */
async function keepPictureOnly(visit: LibraryVisit, row: UploadRow): Promise<number | Problem> {
  const { FILES } = visit.env;
  const stored = await FILES.get(keyOf(row));
  if (stored === null) return problem("not-found");
  if (stored.size > PICTURE_BYTES_MAX) return await drop(visit, row, heavyPicture());
  const clean = cleanPicture(new Uint8Array(await stored.arrayBuffer()), row.mediaType);
  if (!clean.ok) return await drop(visit, row, pictureRefused(clean));
  await FILES.put(keyOf(row), clean.bytes);
  return clean.bytes.byteLength;
}

function pictureRefused(refused: {
  why: "broken" | "too-large";
  size: { width: number; height: number } | null;
}): Problem {
  if (refused.why === "broken") {
    const detail = "The picture is broken, or it moves. Save it anew as a still PNG, JPEG or WebP and bring it again.";
    return problem("wrong-file-type", { detail });
  }
  const { width, height } = refused.size ?? { width: 0, height: 0 };
  const most = `${PICTURE_SIDE_MAX} pixels a side and ${PICTURE_PIXELS_MAX / 1_000_000} million in all`;
  return problem("upload-too-large", { detail: `The picture has ${width} × ${height} pixels; it may have ${most}.` });
}

/** Somebody else wrote that it has arrived, or deleted it: then what was put together just now must not stay. */
async function arrivedElsewhere(visit: LibraryVisit, row: UploadRow): Promise<UploadRow | Problem> {
  const now = await uploadOfCampaign(visit.db, row);
  if (now !== null) return now;
  await visit.env.FILES.delete(keyOf(row));
  return problem("not-found");
}
