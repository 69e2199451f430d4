import type { UploadId } from "../../workers/contracts/library.ts";
import { type Keep, readJson } from "./keep.ts";

/** What a file is known by when it is chosen a second time: its bytes are not kept, and need not be. */
export interface FileMarks {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

export interface PendingFile extends FileMarks {
  readonly id: UploadId;
}

const KEPT_MAX = 50;
const keyOf = (campaignId: string) => `emberhall.uploads.${campaignId}`;

function isPending(value: unknown): value is PendingFile {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, size, lastModified } = value as Partial<Record<keyof PendingFile, unknown>>;
  return (
    typeof id === "string" && typeof name === "string" && typeof size === "number" && typeof lastModified === "number"
  );
}

const isList = (value: unknown): value is readonly PendingFile[] => Array.isArray(value) && value.every(isPending);

/** Uploads that were begun on this device and are not finished, so that the same file goes on where it stood. */
export function makePendingFiles(keep: Keep, campaignId: string) {
  const read = () => readJson(keep, keyOf(campaignId), isList) ?? [];
  const write = (list: readonly PendingFile[]) => {
    if (list.length === 0) keep.drop(keyOf(campaignId));
    else keep.write(keyOf(campaignId), JSON.stringify(list.slice(-KEPT_MAX)));
  };
  return {
    /** The upload that a chosen file belongs to, when it was begun before. */
    find: ({ name, size, lastModified }: FileMarks): UploadId | null =>
      read().find((each) => each.name === name && each.size === size && each.lastModified === lastModified)?.id ?? null,
    begun({ name, size, lastModified }: FileMarks, id: UploadId): void {
      write([...read().filter((each) => each.id !== id), { id, name, size, lastModified }]);
    },
    done(id: UploadId): void {
      write(read().filter((each) => each.id !== id));
    },
  };
}
