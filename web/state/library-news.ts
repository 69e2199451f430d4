import type { ServerFrameOf } from "../../workers/contracts/frames.ts";

/** What is heard of a campaign's files. `missed`: the line is back, and what happened meanwhile was told to nobody. */
export type NewsOfFile =
  | ServerFrameOf<"server.upload">
  | ServerFrameOf<"server.upload_gone">
  | { readonly t: "missed" };

/** Passes on what is heard of files. The list itself is kept only by those who have opened the library. */
export function createFileNews() {
  const listeners = new Set<(news: NewsOfFile) => void>();
  return {
    tell(news: NewsOfFile): void {
      for (const listener of listeners) listener(news);
    },
    /** Calls with every piece of news from here on. Returns what ends it. */
    listen(listener: (news: NewsOfFile) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type FileNews = ReturnType<typeof createFileNews>;
