import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { Leaf, PAGES_PER_LEAF, PageText, UploadId } from "../../contracts/library.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { leafKey, originalKey } from "../../db/file-keys.ts";
import type { UploadRow } from "../../db/read/uploads.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { isProblem } from "../problem-response.ts";
import { fileInSight } from "../upload-access.ts";

const ONE = "/api/campaigns/{campaignId}/uploads/{uploadId}";
const OfUpload = z.object({ campaignId: CampaignId, uploadId: UploadId });
const OfPage = OfUpload.extend({ page: z.coerce.number().int().min(1).max(100_000) });

/** The way out: a file as it was brought, and the text of its pages as it was read. */
export function uploadReadingDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: `${ONE}/file`,
      access: "member",
      noun: "uploads",
      summary: "The file itself, for those who may see it. Pictures come without what a camera writes into them.",
      params: OfUpload,
      answers: { 200: { what: "Its bytes, to be saved and not to be run.", type: "application/octet-stream" } },
      problems: ["upload-incomplete"],
    },
    async (visit) => {
      const row = await fileInSight(visit, visit.params.uploadId);
      if (isProblem(row)) return row;
      if (row.status === "pending") return problem("upload-incomplete");
      const { campaignId } = visit.params;
      const stored = await visit.env.FILES.get(originalKey({ campaignId, uploadId: UploadId.parse(row.id) }));
      if (stored === null)
        return problem("not-found", { detail: "The file is lost; delete it here and bring it again." });
      return new Response(stored.body, { headers: { ...servedHeaders(row), "content-length": String(stored.size) } });
    },
  );

  doors.add(
    {
      method: "GET",
      path: `${ONE}/pages/{page}`,
      access: "member",
      noun: "uploads",
      summary: "The text of one page as it was read: where a citation leads.",
      params: OfPage,
      answers: { 200: { what: "The page.", schema: PageText } },
      problems: ["no-such-page"],
    },
    async (visit) => {
      const row = await fileInSight(visit, visit.params.uploadId);
      return isProblem(row) ? row : await pageOf(visit, row);
    },
  );
}

/** The same address serves `<img>`, which asks for nothing but the bytes; whoever opens it by itself gets a download. */
function servedHeaders(row: UploadRow): Record<string, string> {
  return {
    "content-type": row.mediaType,
    "content-disposition": `attachment; ${fileName(row)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  };
}

const ENDINGS: Record<string, string> = {
  "application/pdf": ".pdf",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/webp": ".webp",
};

/** A name that is safe in a header and on a disk, whatever the title says, with the ending that fits what is inside. */
function fileName({ title, mediaType, kind }: UploadRow): string {
  const ending = ENDINGS[mediaType] ?? (kind === "markdown" ? ".md" : ".txt");
  const plain = title.replaceAll(/[\s\p{C}/\\:*?"<>|%]+/gu, " ").trim();
  const stem = plain.replace(/\.(?:pdf|png|jpe?g|webp|md|markdown|txt)$/i, "").replace(/^[. ]+/, "") || "file";
  const ascii = stem.replaceAll(/[^\x20-\x7e]+/g, "_");
  const encoded = encodeURIComponent(stem + ending).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}${ending}"; filename*=UTF-8''${encoded}`;
}

async function pageOf(
  { env, params }: Visit<"member", z.infer<typeof OfPage>, unknown, unknown>,
  row: UploadRow,
): Promise<Answer | Problem> {
  const { campaignId, page } = params;
  // The history of a table that went on may speak of it by another id.
  const uploadId = UploadId.parse(row.id);
  const pagesTotal = row.pagesTotal ?? 0;
  if (page > pagesTotal) return problem("no-such-page");
  const leaf = leafKey({ campaignId, uploadId, version: row.version }, Math.floor((page - 1) / PAGES_PER_LEAF));
  const stored = await env.FILES.get(leaf);
  const read = stored === null ? undefined : Leaf.parse(await stored.json()).pages.find((each) => each.page === page);
  if (read === undefined) return problem("no-such-page", { detail: "That page has not been read yet." });
  return { status: 200, body: { uploadId, title: row.title, page, pagesTotal, text: read.text } };
}
