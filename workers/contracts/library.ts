import { z } from "zod";
import { MemberId } from "./ids.ts";

/** A file somebody brought to a campaign. */
export const UploadId = z
  .string()
  .regex(/^u_[a-z2-7]{20}$/)
  .brand<"UploadId">();
export type UploadId = z.infer<typeof UploadId>;

/** `gm`: those who run the table, and the director. `players`: everybody at it, and the narrator. */
export const Visibility = z.enum(["gm", "players"]);
export type Visibility = z.infer<typeof Visibility>;

/** From whose sight a file goes: it was deleted, or closed to players. */
export type SightLost = "hosts" | "players" | "everybody";

export const UploadKind = z.enum(["pdf", "markdown", "text", "image"]);
export type UploadKind = z.infer<typeof UploadKind>;

/** `pending` while its bytes arrive, `stored` once they are there; an image is `ready` then. */
export const UploadStatus = z.enum(["pending", "stored", "extracting", "chunking", "indexing", "ready", "failed"]);
export type UploadStatus = z.infer<typeof UploadStatus>;

/** What a deployment lends one campaign. */
export const UPLOAD_BYTES_MAX = 100 * 1024 * 1024;
export const CAMPAIGN_BYTES_MAX = 500 * 1024 * 1024;
export const CAMPAIGN_FILES_MAX = 200;
/** Bytes of one part of an upload; the last may be shorter. R2 wants parts of one size, at least 5 MiB. */
export const UPLOAD_PART_BYTES = 5 * 1024 * 1024;
/** A file with more than this is not read: it fails with a reason that says to split it. */
export const FILE_PAGES_MAX = 1_500;
export const FILE_CHARS_MAX = 6_000_000;
/** Bytes of a PDF that can be read within a Worker's memory. */
export const READABLE_PDF_BYTES_MAX = 50 * 1024 * 1024;
export const PAGE_CHARS_MAX = 60_000;
/** A text without pages is cut into pages of about so many characters. */
export const TEXT_PAGE_CHARS = 4_000;
export const CHUNK_TOKENS_MAX = 512;
/** A book of 1,500 pages comes to about half of this. */
export const PASSAGES_PER_FILE_MAX = 12_000;
/** Of all files of a campaign together: what is searched for one question. */
export const CAMPAIGN_PASSAGES_MAX = 60_000;

const Title = z.string().trim().min(1).max(120);

/** A file as those who run the table see it in the library. Times are milliseconds since 1970. */
export const UploadCard = z.strictObject({
  id: UploadId,
  title: Title,
  kind: UploadKind,
  mediaType: z.string().max(80),
  sizeBytes: z.int().min(1).max(UPLOAD_BYTES_MAX),
  visibility: Visibility,
  status: UploadStatus,
  /** Null until the file has been opened, and for images. */
  pagesTotal: z.int().min(0).nullable(),
  /** Pages read; while the file is cut into passages, pages cut. */
  pagesDone: z.int().min(0),
  chunksTotal: z.int().min(0),
  /** Of its chunks, how many are in the vector index. */
  chunksDone: z.int().min(0),
  /** Full text answers already, whatever the status. */
  searchable: z.boolean(),
  /** What is worth knowing although it worked: pages without text, a file cut short. */
  note: z.string().max(300).nullable(),
  /** In plain words why it failed and what to do. */
  reason: z.string().max(300).nullable(),
  addedBy: MemberId,
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type UploadCard = z.infer<typeof UploadCard>;

/** A file that is only being indexed, for the first time or anew, has been read and can be opened. */
export const OPEN_TO_PLAYERS: readonly UploadCard["status"][] = ["indexing", "ready"];

/** Whether players may have a file: what stands behind the screen, or is not read yet, is not there for them. */
export function isOpenToPlayers({ visibility, status }: Pick<UploadCard, "visibility" | "status">): boolean {
  return visibility === "players" && OPEN_TO_PLAYERS.includes(status);
}

export const UploadList = z.strictObject({
  items: z.array(UploadCard).max(CAMPAIGN_FILES_MAX),
  used: z.strictObject({ bytes: z.int().min(0), files: z.int().min(0) }),
  limits: z.strictObject({ bytes: z.int(), files: z.int(), fileBytes: z.int() }),
});
export type UploadList = z.infer<typeof UploadList>;

export const CreateUpload = z.strictObject({
  /** The name of the file; its ending only helps to tell Markdown from plain text. */
  title: Title,
  /** More than `UPLOAD_BYTES_MAX` is refused in words of its own. */
  sizeBytes: z.int().min(1),
  visibility: Visibility,
});
export type CreateUpload = z.infer<typeof CreateUpload>;

/** Where an upload stands: which of its parts, counted from 1, have arrived. */
export const UploadProgress = z.strictObject({
  upload: UploadCard,
  partBytes: z.int().min(1),
  parts: z.int().min(1).max(100),
  arrived: z.array(z.int().min(1).max(100)).max(100),
});
export type UploadProgress = z.infer<typeof UploadProgress>;

export const UploadPatch = z.strictObject({ title: Title.optional(), visibility: Visibility.optional() });
export const ShowHandout = z.strictObject({ caption: z.string().trim().max(300) });

/** The text of one page, as it was read. */
export const PageText = z.strictObject({
  uploadId: UploadId,
  title: Title,
  page: z.int().min(1),
  pagesTotal: z.int().min(1),
  text: z.string().max(PAGE_CHARS_MAX),
});
export type PageText = z.infer<typeof PageText>;

/** A passage that was found, with where it stands. */
export const FoundPassage = z.strictObject({
  uploadId: UploadId,
  title: Title,
  heading: z.string().max(300),
  pageFrom: z.int().min(1),
  pageTo: z.int().min(1),
  text: z.string().max(8_000),
});
export type FoundPassage = z.infer<typeof FoundPassage>;
export const LoreQuery = z.strictObject({ q: z.string().trim().min(1).max(300) });
export const LoreFound = z.strictObject({ items: z.array(FoundPassage).max(20) });
export type LoreFound = z.infer<typeof LoreFound>;
export const Reindexing = z.strictObject({ files: z.int().min(0) });

/** One page of a file between extraction and chunking; `PAGES_PER_LEAF` of them lie in one object in R2. */
export const ReadPage = z.strictObject({ page: z.int().min(1), text: z.string().max(PAGE_CHARS_MAX) });
export type ReadPage = z.infer<typeof ReadPage>;
export const PAGES_PER_LEAF = 25;
export const Leaf = z.strictObject({ pages: z.array(ReadPage).max(PAGES_PER_LEAF) });
export type Leaf = z.infer<typeof Leaf>;
