import type { UploadCard, UploadKind, Visibility } from "../../workers/contracts/library.ts";

export const KIND_WORDS: Record<UploadKind, string> = {
  pdf: "PDF",
  markdown: "Markdown",
  text: "Text",
  image: "Picture",
};

/** Who sees a file. Among several who run the table, "you" would be too few. */
export function visibilityWords(visibility: Visibility, hosts: number): string {
  if (visibility === "players") return "Everybody at the table";
  return hosts > 1 ? "Whoever runs the table, and the machine" : "Only you and the DM";
}

const ENDING = /\.(?:pdf|md|markdown|txt|text|csv|png|jpe?g|webp)$/i;

/** What the story calls a file: by its name, and not by what kind of file it is. */
export function bareTitle(title: string): string {
  return title.replace(ENDING, "") || title;
}

/** A text that was short enough to be one piece has no pages anybody would know of. */
export function hasPages({ kind, pagesTotal }: Pick<UploadCard, "kind" | "pagesTotal">): boolean {
  return kind !== "image" && pagesTotal !== null && pagesTotal > (kind === "pdf" ? 0 : 1);
}

const OTHER_FILE = /\bupload\b|\bsplit it\b|no text in this file/i;

/** Reading it again would end the same way: the reason it failed for asks for another file. */
export function needsAnotherFile({ reason }: Pick<UploadCard, "reason">): boolean {
  return reason !== null && OTHER_FILE.test(reason);
}

type Told = Pick<UploadCard, "kind" | "status" | "pagesTotal" | "pagesDone" | "chunksTotal" | "chunksDone" | "reason">;

/** How far the reading of a file has come, in words. */
export function stageWords(card: Told): string {
  switch (card.status) {
    case "pending":
      return "Waiting for the rest of it";
    case "stored":
      return "Waiting to be read";
    case "extracting":
      if (card.pagesTotal === null || card.pagesTotal === 0) return "Opening it";
      return `Reading page ${Math.min(card.pagesDone + 1, card.pagesTotal)} of ${card.pagesTotal}`;
    case "chunking":
      return "Finding its passages";
    case "indexing":
      return "Indexing";
    case "ready":
      return "Ready";
    case "failed":
      return card.reason ?? "It could not be read.";
    default:
      return card.status satisfies never;
  }
}

/** How much of a stage is done, from 0 to 1; null where nobody can tell. */
export function stageShare(card: Told): number | null {
  if (card.status === "extracting" && card.pagesTotal !== null && card.pagesTotal > 0)
    return Math.min(1, card.pagesDone / card.pagesTotal);
  if (card.status === "indexing" && card.chunksTotal > 0) return Math.min(1, card.chunksDone / card.chunksTotal);
  return null;
}

/** Something is being done with it just now, and more will be heard. */
export function isUnderWay({ status }: Pick<UploadCard, "status">): boolean {
  return status === "stored" || status === "extracting" || status === "chunking" || status === "indexing";
}

/** What is said aloud when a file gets on: each stage once and never a page, so that a listener can go on working. */
export function spokenStage(title: string, before: Told | undefined, after: Told): string | null {
  if (before === undefined || before.status === after.status) return null;
  if (after.status === "ready") return `${title} is ready.`;
  if (after.status === "failed") return `${title} could not be read. ${after.reason ?? ""}`.trim();
  return after.status === "extracting" ? `Reading ${title}.` : null;
}

/** A size as people read it, in the measure the limits are given in. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 1_024 * 1_024) return `${Math.round(bytes / 1_024)} kB`;
  const megabytes = bytes / (1_024 * 1_024);
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

/** `p. 4` or `pp. 4–6`. */
export function pagesText({ pageFrom, pageTo }: { readonly pageFrom: number; readonly pageTo: number }): string {
  return pageTo > pageFrom ? `pp. ${pageFrom}–${pageTo}` : `p. ${pageFrom}`;
}
