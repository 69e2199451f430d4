import { createSignal } from "solid-js";
import type { UploadId } from "../../workers/contracts/library.ts";
import { type Keep, readJson } from "./keep.ts";

/** A campaign has at most 200 files at a time; those that are gone drop out by themselves. */
const SEEN_MAX = 400;
const keyOf = (campaignId: string) => `emberhall.files-seen.${campaignId}`;
const isIds = (value: unknown): value is readonly UploadId[] =>
  Array.isArray(value) && value.every((id) => typeof id === "string");

/** Which files somebody has looked at on this device. What was opened to them since is new until they do. */
export function createFilesSeen(keep: Keep, campaignId: string) {
  const [seen, setSeen] = createSignal<readonly UploadId[]>(readJson(keep, keyOf(campaignId), isIds) ?? []);
  return {
    isNew: (id: UploadId) => !seen().includes(id),
    look(id: UploadId): void {
      if (seen().includes(id)) return;
      const next = [...seen(), id].slice(-SEEN_MAX);
      setSeen(next);
      keep.write(keyOf(campaignId), JSON.stringify(next));
    },
  };
}
