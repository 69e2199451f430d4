import { CampaignId } from "../contracts/ids.ts";
import { UploadId } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { leafKey, originalKey } from "../db/file-keys.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { uploads } from "../db/schema.ts";
import { bindings } from "./api-visitor.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

/** A text of one page in a campaign's library, with its bytes and its page in R2, in any state it may stand in. */
export async function shelveFile(
  campaignId: string,
  as: Partial<UploadRow> & { text?: string } = {},
): Promise<UploadRow> {
  const { text = "The bell is sunken.", ...given } = as;
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  const row: UploadRow = {
    ...{ id: `u_${Array.from(bytes, (byte) => LETTERS[byte & 31]).join("")}`, campaignId, originId: null },
    ...{ addedBy: "m_aaaaaaaaaaaaaaaaaaaa", title: "The Sunken Bell.txt", kind: "text" },
    ...{ mediaType: "text/plain; charset=utf-8", sizeBytes: text.length, visibility: "players", status: "ready" },
    ...{ version: 1, pagesTotal: 1, pagesDone: 1, charsDone: text.length, chunksTotal: 0, chunksDone: 0 },
    ...{ embedderId: null, note: null, reason: null, multipartId: null },
    ...{ createdAt: Date.now(), updatedAt: Date.now(), deletedAt: null },
    ...given,
  };
  await openDatabase(bindings.DB).insert(uploads).values(row);
  if (row.status === "pending") return row;
  const file = { campaignId: CampaignId.parse(campaignId), uploadId: UploadId.parse(row.id), version: row.version };
  await bindings.FILES.put(originalKey(file), text);
  await bindings.FILES.put(leafKey(file, 0), JSON.stringify({ pages: [{ page: 1, text }] }));
  return row;
}
