import { describe, expect, test } from "vitest";
import { onePixelJpeg, onePixelPng, onePixelWebp } from "../../testkit/picture-bytes.ts";
import { FirstPartCheck } from "../part-stream.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a file turns out to be; null for what is not taken. In pieces as they might come over a wire. */
function kindOf(title: string, bytes: Uint8Array, { isWholeFile = true, pieces = 700 } = {}): string | null {
  const check = new FirstPartCheck({ title, isWholeFile });
  for (let at = 0; at < bytes.length; at += pieces) if (!check.takes(bytes.subarray(at, at + pieces))) return null;
  return check.ends() ? (check.sniffed?.mediaType ?? null) : null;
}

describe("[U5] the first bytes decide what a file is, not its name", () => {
  test.each<[string, string, Uint8Array, string]>([
    ["a PDF", "world.pdf", latin("%PDF-1.7\n%âãÏÓ"), "application/pdf"],
    ["a PDF that is called a picture", "map.png", latin("%PDF-1.4\n"), "application/pdf"],
    ["a PDF behind blank lines", "world.pdf", latin("\r\n\r\n%PDF-1.4"), "application/pdf"],
    [
      "a PDF behind the header of a mail",
      "world.pdf",
      latin("Content-Type: application/pdf\r\n\r\n%PDF-1.4"),
      "application/pdf",
    ],
    ["a PNG", "map.png", onePixelPng, "image/png"],
    ["a PNG that is called a PDF", "map.pdf", onePixelPng, "image/png"],
    ["a JPEG", "face.jpg", onePixelJpeg, "image/jpeg"],
    ["a WebP", "face.webp", onePixelWebp, "image/webp"],
    ["Markdown", "notes.md", utf8("# The Ümlaut Inn\n"), "text/markdown; charset=utf-8"],
    ["Markdown by its long ending", "notes.MARKDOWN", utf8("# Inn"), "text/markdown; charset=utf-8"],
    ["Markdown that begins with a comment", "notes.md", utf8("<!-- draft -->\n# Inn"), "text/markdown; charset=utf-8"],
    ["plain text", "notes.txt", utf8("The bell is sunken."), "text/plain; charset=utf-8"],
    ["plain text without an ending", "Session notes 3", utf8("x"), "text/plain; charset=utf-8"],
    ["text with a mark of its order", "notes.txt", utf8("\uFEFFThe bell"), "text/plain; charset=utf-8"],
    [
      "text that begins like an archive",
      "notes.txt",
      utf8("PK Inn, MZ and GIF89a: my initials"),
      "text/plain; charset=utf-8",
    ],
    ["text longer than its head", "notes.txt", utf8("é".repeat(3_000)), "text/plain; charset=utf-8"],
  ])("%s", (_, title, bytes, mediaType) => {
    expect(kindOf(title, bytes)).toBe(mediaType);
  });

  test.each<[string, string, Uint8Array]>([
    ["a program", "world.pdf", latin("MZ\x90\0\x03\0\0\0")],
    ["a program with the mark of a PDF in it", "world.pdf", latin(`MZ\x90\0${"x".repeat(200)}%PDF-1.7`)],
    ["an ELF program", "world", latin("\x7fELF\x02\x01\x01\0")],
    ["an archive", "world.pdf", latin("PK\x03\x04\x14\0\0\0")],
    ["an archive with the mark of a PDF in it", "world.pdf", latin("PK\x03\x04 %PDF-1.4")],
    ["a Word file", "world.docx", latin("PK\x03\x04\x14\0\x06\0word/document.xml")],
    ["an old Word file", "world.doc", latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
    ["an e-book", "world.epub", latin("PK\x03\x04mimetypeapplication/epub+zip")],
    ["RTF", "world.txt", latin("{\\rtf1\\ansi Hello}")],
    ["PostScript", "world.txt", latin("%!PS-Adobe-3.0")],
    ["a GIF", "map.png", latin("GIF89a\x01\0\x01\0")],
    ["a BMP", "map.png", latin("BM\x46\0\0\0\0\0\0\0")],
    ["a TIFF", "map.jpg", latin("II*\0\x08\0\0\0")],
    ["an AVIF", "map.webp", latin("\0\0\0\x20ftypavif")],
    ["a sound", "map.webp", latin("RIFF\x24\0\0\0WAVEfmt ")],
    ["SVG", "map.svg", latin("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")],
    ["SVG that is called a picture", "map.png", latin("<svg onload='alert(1)'/>")],
    ["SVG that is called text", "map.txt", latin("\n <svg onload='alert(1)'/>")],
    ["XML that is called Markdown", "map.md", latin("<?xml version='1.0'?><svg/>")],
    ["a page that is called a PDF", "world.pdf", latin("<!DOCTYPE html><script>alert(1)</script>")],
    ["a page that is called text", "world.txt", latin("<html><body>")],
    ["a page behind a mark and a comment", "world.md", utf8("\uFEFF<!-- x --><script>alert(1)</script>")],
    ["a page with the mark of a PDF in it", "world.pdf", latin("<html><!-- %PDF-1.4 -->")],
    ["a script", "run.txt", latin("#!/bin/sh\nrm -rf /")],
    ["text that is called a PDF", "world.pdf", utf8("Just words.")],
    ["text that is called a picture", "map.png", utf8("Just words.")],
    ["half the mark of a PNG", "map.png", onePixelPng.subarray(0, 6)],
    ["the mark of a PDF past where readers look", "world.pdf", latin(`${" ".repeat(1_025)}%PDF-1.4`)],
    ["a NUL in a text", "notes.txt", latin("The bell\0")],
    ["a NUL far into a text", "notes.txt", latin(`${"x".repeat(2_000)}\0`)],
    ["Latin-1", "notes.txt", latin("The \xfcmlaut inn")],
    ["UTF-16", "notes.txt", latin("\xff\xfeT\0h\0e\0")],
    ["half a character at the end", "notes.txt", utf8("Inn é").subarray(0, 5)],
    ["a surrogate in UTF-8", "notes.txt", latin("\xed\xa0\x80")],
    ["noise", "world.pdf", Uint8Array.from({ length: 400 }, (_, at) => (at * 151 + 7) % 256)],
    ["nothing", "notes.txt", new Uint8Array(0)],
  ])("not taken: %s", (_, title, bytes) => {
    expect(kindOf(title, bytes)).toBeNull();
    expect(kindOf(title, bytes, { pieces: 1 })).toBeNull();
  });

  test.each<[string, string, Uint8Array, boolean]>([
    ["Latin-1", "notes.txt", latin("The \xfcmlaut inn"), true],
    ["Latin-1, far in", "notes.txt", latin(`${"The inn. ".repeat(400)}\xfc`), true],
    ["UTF-16 with its mark", "notes.txt", latin("\xff\xfeT\0h\0e\0"), true],
    ["UTF-16 from the other end", "notes.md", latin("\xfe\xff\0T\0h\0e"), true],
    ["UTF-16 without a mark", "notes.txt", latin("T\0h\0e\0 \0i\0n\0n\0"), true],
    ["one NUL in a text", "notes.txt", latin("The bell\0"), false],
    ["a program", "notes.txt", latin("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"), false],
    ["noise", "notes.txt", Uint8Array.from({ length: 400 }, (_, at) => (at * 151 + 7) % 256), false],
    ["Latin-1 that is called a PDF", "world.pdf", latin("The \xfcmlaut inn"), false],
  ])("whether what is not taken is a text in other signs: %s", (_, title, bytes, isText) => {
    const check = new FirstPartCheck({ title, isWholeFile: true });
    expect(check.takes(bytes) && check.ends()).toBe(false);
    expect(check.isForeignText).toBe(isText);
  });

  test("a character may be cut in two at the end of a part, not at the end of a file", () => {
    const cut = utf8("Inn é").subarray(0, 5);
    expect(kindOf("notes.txt", cut, { isWholeFile: false })).toBe("text/plain; charset=utf-8");
    expect(kindOf("notes.txt", cut)).toBeNull();
  });
});
