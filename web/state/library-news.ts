import { createSignal } from "solid-js";
import type { ServerFrameOf } from "../../workers/contracts/frames.ts";
import type { UploadId } from "../../workers/contracts/library.ts";

/** What is heard of a campaign's files. `missed`: the line is back, and what happened meanwhile was told to nobody. */
export type NewsOfFile =
  | ServerFrameOf<"server.upload">
  | ServerFrameOf<"server.upload_gone">
  | { readonly t: "missed" };

/** Passes on what is heard of files. The list itself is kept only by those who have opened the library. */
export function createFileNews() {
  const listeners = new Set<(news: NewsOfFile) => void>();
  const [gone, setGone] = createSignal<ReadonlySet<UploadId>>(new Set());
  return {
    tell(news: NewsOfFile): void {
      if (news.t === "server.upload_gone") setGone(new Set([...gone(), news.uploadId]));
      // A file that was closed to players can be opened to them again.
      if (news.t === "server.upload" && gone().has(news.upload.id))
        setGone(new Set([...gone()].filter((id) => id !== news.upload.id)));
      for (const listener of listeners) listener(news);
    },
    /** Calls with every piece of news from here on. Returns what ends it. */
    listen(listener: (news: NewsOfFile) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Files that were deleted while the page was open: what was shown of them goes at once. */
    isGone: (id: UploadId) => gone().has(id),
  };
}

export type FileNews = ReturnType<typeof createFileNews>;
