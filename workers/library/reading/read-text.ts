import { FILE_CHARS_MAX, FILE_PAGES_MAX, type ReadPage, TEXT_PAGE_CHARS } from "../../contracts/library.ts";
import { cleanText } from "./clean-text.ts";
import type { Reading } from "./open-reading.ts";
import { NOTHING_IN_IT, Unreadable } from "./unreadable.ts";

const NO_TEXT_AT_ALL = "This is not a text file. Save it as plain text in UTF-8 and upload that.";
const TOO_LONG = "This file has more letters than can be read; 6 million is the most. Split it and upload each part.";

/** Opens a plain text or Markdown, cut into pages at its headings and paragraphs. */
export async function openText(bytes: Uint8Array, kind: "markdown" | "text"): Promise<Reading> {
  if (bytes.length > FILE_CHARS_MAX * 4) throw new Unreadable(TOO_LONG);
  const lines = cleanText(decoded(bytes).replace(/\r\n?/g, "\n")).split("\n");
  const text = lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{4,}/g, "\n\n\n");
  if (text.length > FILE_CHARS_MAX) throw new Unreadable(TOO_LONG);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new Unreadable(NOTHING_IN_IT);
  const pages = pagesOf(kind === "markdown" ? withHashHeadings(text) : text);
  return {
    pagesTotal: pages.length,
    note: null,
    async *read(from, to) {
      for (const page of pages.slice(from - 1, to)) yield page;
    },
    async close() {},
  };
}

/** By its mark, else UTF-8; old files in Windows' own signs are read too. A mark that lies is not believed. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  const sample = bytes.subarray(0, 4_096);
  const zeros = sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (marked !== null) {
    // Signs of two bytes with never a zero in thousands would be a text without a single space or line.
    if (zeros > 0 || !isUtf8(sample.subarray(2, 2_048))) return textIn(bytes, marked);
    return textIn(bytes.subarray(2), "utf-8");
  }
  if (zeros * 4 > sample.length) return textIn(bytes, bytes[0] === 0 ? "utf-16be" : "utf-16le");
  if (zeros * 50 > sample.length) throw new Unreadable(NO_TEXT_AT_ALL);
  return textIn(bytes, isUtf8(bytes) ? "utf-8" : "windows-1252");
}

function textIn(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes);
  const start = text.slice(0, 20_000);
  const strange = [...start].filter(tellsBytes).length;
  if (strange * 20 > start.length) throw new Unreadable(NO_TEXT_AT_ALL);
  return text;
}

/** Controls other than white space, and the sign for what could not be read: in bytes that are no text there are many. */
function tellsBytes(sign: string): boolean {
  return (sign < " " && !/\s/.test(sign)) || sign === "\ufffd";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // `stream`: a sign that is cut at the end of a sample is no fault.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Headings that are underlined, written as all others are. */
function withHashHeadings(text: string): string {
  return text.replace(
    /^([^\s#>|\-*][^\n]{0,200})\n(=|-)\2{2,200}$/gm,
    (_, title: string, line: string) => `${line === "=" ? "#" : "##"} ${title}`,
  );
}

function pagesOf(text: string): ReadPage[] {
  // Two pages that follow each other always hold more than one could, so that there are never too many.
  const charsMax = Math.max(TEXT_PAGE_CHARS, Math.ceil((text.length * 2) / (FILE_PAGES_MAX - 1)));
  const pages: ReadPage[] = [];
  for (let from = 0; from < text.length; ) {
    const to = endOfPage(text, from, charsMax);
    const page = text.slice(from, to).replace(/^\n+/, "").trimEnd();
    if (page !== "") pages.push({ page: pages.length + 1, text: page });
    from = to;
  }
  return pages;
}

/** The last good place before the page is full: a heading in its second half, a blank line, a line, a space. */
function endOfPage(text: string, from: number, charsMax: number): number {
  const full = from + charsMax;
  if (full >= text.length) return text.length;
  // Only the second half is looked at: a search that found nothing would go back to the start of the file.
  const half = Math.floor(from + charsMax / 2);
  const behind = text.slice(half, full);
  for (const mark of ["\n#", "\n\n", "\n", " "]) {
    const at = behind.lastIndexOf(mark);
    if (at !== -1) return half + at + 1;
  }
  const code = text.charCodeAt(full - 1);
  return code >= 0xd800 && code <= 0xdbff ? full - 1 : full;
}
