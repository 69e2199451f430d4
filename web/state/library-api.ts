import type { z } from "zod";
import type {
  CreateUpload,
  LoreFound,
  PageText,
  Reindexing,
  ShowHandout,
  UploadCard,
  UploadId,
  UploadList,
  UploadPatch,
  UploadProgress,
} from "../../workers/contracts/library.ts";
import type { Ask } from "./api-client.ts";

/** Where the bytes of a file lie, for pictures and downloads. */
export function fileUrl(campaignId: string, id: UploadId): string {
  return `${filesUrl(campaignId)}/${encodeURIComponent(id)}/file`;
}

const filesUrl = (campaignId: string) => `/api/campaigns/${encodeURIComponent(campaignId)}/uploads`;

/** Every request the library makes, by name. */
export function makeLibraryApi(ask: Ask, campaignId: string) {
  const lore = `/api/campaigns/${encodeURIComponent(campaignId)}/lore`;
  const at = (id: UploadId, rest = "") => `${filesUrl(campaignId)}/${encodeURIComponent(id)}${rest}`;
  return {
    list: () => ask<UploadList>(filesUrl(campaignId)),
    create: (body: CreateUpload, idempotencyKey: string) =>
      ask<UploadProgress>(filesUrl(campaignId), { method: "POST", body, idempotencyKey }),
    progress: (id: UploadId) => ask<UploadProgress>(at(id)),
    partUrl: (id: UploadId, part: number) => at(id, `/parts/${part}`),
    complete: (id: UploadId) => ask<UploadCard>(at(id, "/complete"), { method: "POST" }),
    retry: (id: UploadId) => ask<UploadCard>(at(id, "/retry"), { method: "POST" }),
    change: (id: UploadId, body: z.infer<typeof UploadPatch>) => ask<UploadCard>(at(id), { method: "PATCH", body }),
    remove: (id: UploadId) => ask<null>(at(id), { method: "DELETE" }),
    page: (id: UploadId, page: number) => ask<PageText>(at(id, `/pages/${page}`)),
    show: (id: UploadId, body: z.infer<typeof ShowHandout>, idempotencyKey: string) =>
      ask<UploadCard>(at(id, "/show"), { method: "POST", body, idempotencyKey }),
    search: (words: string) => ask<LoreFound>(`${lore}/search?q=${encodeURIComponent(words)}`),
    reindex: () => ask<z.infer<typeof Reindexing>>(`${lore}/reindex`, { method: "POST" }),
  };
}

export type LibraryApi = ReturnType<typeof makeLibraryApi>;
