import type { UploadKind } from "../../contracts/library.ts";

export interface Sniffed {
  readonly kind: UploadKind;
  readonly mediaType: string;
}
const PDF: Sniffed = { kind: "pdf", mediaType: "application/pdf" };
const PNG: Sniffed = { kind: "image", mediaType: "image/png" };
const JPEG: Sniffed = { kind: "image", mediaType: "image/jpeg" };
const WEBP: Sniffed = { kind: "image", mediaType: "image/webp" };
const MARKDOWN: Sniffed = { kind: "markdown", mediaType: "text/markdown; charset=utf-8" };
const TEXT: Sniffed = { kind: "text", mediaType: "text/plain; charset=utf-8" };

/** So far into a file readers look for the mark of a PDF. */
export const HEAD_BYTES = 1024;

/** What a file would be by its name alone; its first bytes decide. */
export function guessByName(title: string): Sniffed {
  const guesses: Record<string, Sniffed> = { pdf: PDF, png: PNG, jpg: JPEG, jpeg: JPEG, webp: WEBP };
  return guesses[endingOf(title)] ?? textByName(title);
}

/** What the first bytes of a file say it is. `text` still has to prove that all of it is text; null is nothing we take. */
export function sniffHead(head: Uint8Array, title: string): Sniffed | null {
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return PNG;
  if (starts(head, [0xff, 0xd8, 0xff])) return JPEG;
  const latin = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  if (latin.startsWith("RIFF") && latin.slice(8, 12) === "WEBP") return WEBP;
  const at = latin.indexOf("%PDF-");
  if (at >= 0 && !isForeign(latin.slice(0, at))) return PDF;
  if (latin === "" || isOrders(latin) || !TEXT_ENDINGS.test(endingOf(title))) return null;
  return textByName(title);
}

/** How programs, archives, pictures and sounds begin. None of them is text, so only a PDF has to be told from them. */
const FOREIGN = [
  ...["MZ", "PK", "\x7fELF", "\xca\xfe\xba\xbe", "\xfe\xed\xfa", "\xcf\xfa\xed\xfe", "\0asm", "Rar!", "7z\xbc"],
  ...["\x1f\x8b", "BZh", "\xfd7zXZ", "\xd0\xcf\x11\xe0", "GIF8", "RIFF", "II*", "MM\0", "ID3", "OggS"],
];
/** Texts that are instructions for a machine. */
const ORDERS = ["#!", "{\\rtf", "%!PS"];

/** Blank lines or the header of a mail may stand before the mark of a PDF, but not the beginning of something else. */
function isForeign(latin: string): boolean {
  return FOREIGN.some((mark) => latin.startsWith(mark)) || latin.slice(4, 8) === "ftyp" || isOrders(latin);
}

function isOrders(latin: string): boolean {
  return ORDERS.some((mark) => latin.startsWith(mark)) || isPage(latin);
}

/** What a browser would take for a page or a drawing with scripts in it. */
function isPage(latin: string): boolean {
  const text = latin.replace(/^\xef\xbb\xbf/, "").trimStart();
  return /^<(?:!doctype|html|svg|\?xml|\?php|script|head|body|iframe|object|embed)\b/i.test(
    text.replace(/^<!--.*?-->\s*/s, ""),
  );
}

/** A text that is called something else is no text somebody meant to bring; endings nobody knows are let through. */
const TEXT_ENDINGS =
  /^(?!(?:pdf|png|jpe?g|webp|gif|bmp|tiff?|heic|avif|svg|x?html?|xml|js|exe|dll|zip|docx?|odt|rtf|epub|ps)$)/;

function textByName(title: string): Sniffed {
  return /^(?:md|markdown)$/.test(endingOf(title)) ? MARKDOWN : TEXT;
}

function endingOf(title: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(title)?.[1]?.toLowerCase() ?? "";
}

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

/** Whether bytes that are no UTF-8 may well be a text that another program saved in its own way. */
export function isForeignText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  const isTwoByte = starts(head, [0xff, 0xfe]) || starts(head, [0xfe, 0xff]);
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  // Of two bytes a sign that every second is zero is the mark of our letters.
  if (isTwoByte || zeros > 0) return isTwoByte ? zeros > 0 : zeros * 3 > head.length && hasEverySecondZero(head);
  const strange = head.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32) ? 1 : 0), 0);
  const plain = head.reduce((count, byte) => count + (byte >= 32 && byte < 127 ? 1 : 0), 0);
  return strange === 0 && plain * 2 > head.length;
}

function hasEverySecondZero(head: Uint8Array): boolean {
  const even = head.filter((byte, at) => byte === 0 && at % 2 === 0).length;
  const odd = head.filter((byte, at) => byte === 0 && at % 2 === 1).length;
  return even === 0 || odd === 0;
}

/** Reads along with a text that comes in pieces and says when it is none: no NUL, and UTF-8 throughout. */
export class TextProof {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });

  /** False from the first piece on that cannot be text. */
  takes(piece: Uint8Array): boolean {
    if (piece.includes(0)) return false;
    return this.#decodes(() => this.#decoder.decode(piece, { stream: true }));
  }

  /** Whether nothing is missing at the end of it. A character may be cut in two where one part ends and the next begins. */
  ends(isWholeFile: boolean): boolean {
    return !isWholeFile || this.#decodes(() => this.#decoder.decode());
  }

  #decodes(decode: () => string): boolean {
    try {
      decode();
      return true;
    } catch {
      return false;
    }
  }
}
