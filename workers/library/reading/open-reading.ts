import type { ReadPage } from "../../contracts/library.ts";
import { openPdf } from "./read-pdf.ts";
import { openText } from "./read-text.ts";

/** A file that is being read. */
export interface Reading {
  readonly pagesTotal: number;
  /** What is worth knowing of the pages read so far; null when nothing is. */
  readonly note: string | null;
  /** These pages, first and last included. Throws `Unreadable` for what can never be read. */
  read(from: number, to: number): AsyncIterable<ReadPage>;
  close(): Promise<void>;
}

/** Opens a file to be read page by page. A PDF's bytes are used up by it: they are gone from the array that was given. */
export function openReading(file: { kind: "pdf" | "markdown" | "text"; bytes: Uint8Array }): Promise<Reading> {
  return file.kind === "pdf" ? openPdf(file.bytes) : openText(file.bytes, file.kind);
}
