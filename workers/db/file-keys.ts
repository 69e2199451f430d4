import type { CampaignId } from "../contracts/ids.ts";
import type { UploadId } from "../contracts/library.ts";

interface OfFile {
  readonly campaignId: CampaignId;
  readonly uploadId: UploadId;
}

/** Everything of a file lies under this in R2, so that it can be deleted as a whole. */
export function fileFolder({ campaignId, uploadId }: OfFile): string {
  return `campaigns/${campaignId}/files/${uploadId}/`;
}

export function originalKey(file: OfFile): string {
  return `${fileFolder(file)}original`;
}

/** Leaves count from 0: leaf 0 holds pages 1 to `PAGES_PER_LEAF`. */
export function leafKey(file: OfFile & { readonly version: number }, leaf: number): string {
  return `${versionFolder(file)}leaf-${leaf}.json`;
}

/** What chunking carries over into this leaf from those before it. */
export function carryKey(file: OfFile & { readonly version: number }, leaf: number): string {
  return `${versionFolder(file)}carry-${leaf}.json`;
}

/** Whatever one reading of a file has made lies under this. */
export function versionFolder(file: OfFile & { readonly version: number }): string {
  return `${fileFolder(file)}v${file.version}/`;
}
