/** A PDF written by hand, object by object, so that anything in it may be wrong. */
export class PdfBytes {
  readonly #parts: Uint8Array[] = [];
  readonly #places = new Map<number, number>();
  #size = 0;
  #next = 1;

  constructor(start = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n") {
    this.raw(start);
  }

  /** Keeps numbers for objects that are written later. */
  reserve(count = 1): number {
    this.#next += count;
    return this.#next - count;
  }

  /** Bytes as they are; a text is one byte a sign. */
  raw(part: string | Uint8Array): void {
    const bytes = typeof part === "string" ? bytesOf(part) : part;
    this.#parts.push(bytes);
    this.#size += bytes.length;
  }

  object(body: string, id = this.reserve()): number {
    this.#begin(id);
    this.raw(`${id} 0 obj\n${body}\nendobj\n`);
    return id;
  }

  stream(dict: string, data: string | Uint8Array, id = this.reserve()): number {
    const bytes = typeof data === "string" ? bytesOf(data) : data;
    this.#begin(id);
    const length = dict.includes("/Length ") ? "" : ` /Length ${bytes.length}`;
    this.raw(`${id} 0 obj\n<< ${dict}${length} >>\nstream\n`);
    this.raw(bytes);
    this.raw("\nendstream\nendobj\n");
    return id;
  }

  #begin(id: number): void {
    this.#places.set(id, this.#size);
    this.#next = Math.max(this.#next, id + 1);
  }

  /** Table of contents and trailer. */
  finish(root: number, more = ""): Uint8Array {
    const start = this.#size;
    const rows = Array.from({ length: this.#next }, (_, id) => {
      const place = this.#places.get(id);
      return place === undefined ? "0000000000 65535 f \n" : `${String(place).padStart(10, "0")} 00000 n \n`;
    });
    this.raw(`xref\n0 ${this.#next}\n${rows.join("")}trailer\n<< /Size ${this.#next} /Root ${root} 0 R ${more} >>\n`);
    this.raw(`startxref\n${start}\n%%EOF\n`);
    return this.bytes();
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** What a small document may have otherwise than others. */
export interface SmallPdf {
  /** Contents of its pages. */
  readonly pages?: readonly (string | Uint8Array)[];
  /** More for the dictionary of each content stream, such as a filter. */
  readonly contentDict?: string;
  readonly catalog?: string;
  readonly page?: string;
  readonly resources?: string;
  readonly font?: string;
  readonly trailer?: string;
  /** Writes further objects; a text that it gives back is put into the resources. */
  readonly more?: (pdf: PdfBytes) => string | number;
}

/** A document of a page or a few, in Helvetica. */
export function smallPdf(shape: SmallPdf = {}): Uint8Array {
  const pdf = new PdfBytes();
  const [root, pages] = [pdf.reserve(), pdf.reserve()];
  const font = pdf.object(
    shape.font ?? "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  );
  const made = shape.more?.(pdf);
  const more = typeof made === "string" ? made : "";
  const kids = (shape.pages ?? [lineOfText(HARMLESS)]).map((content) => {
    const stream = pdf.stream(shape.contentDict ?? "", content);
    const resources = `<< /Font << /F1 ${font} 0 R >> ${more} ${shape.resources ?? ""} >>`;
    return pdf.object(
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Contents ${stream} 0 R /Resources ${resources} ${shape.page ?? ""} >>`,
    );
  });
  pdf.object(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`, pages);
  pdf.object(`<< /Type /Catalog /Pages ${pages} 0 R ${shape.catalog ?? ""} >>`, root);
  return pdf.finish(root, shape.trailer ?? "");
}

/** What a harmless file says. */
export const HARMLESS = "The ferryman of Withy Landing asks no names and gives no change.";

/** Operators that write one line. */
export function lineOfText(text: string, { x = 72, y = 720, size = 11 } = {}): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, "\\$&")}) Tj ET\n`;
}

/** One byte a sign. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
}

/** Deflates what is given, piece by piece. */
export async function deflated(pieces: Iterable<string | Uint8Array>): Promise<Uint8Array> {
  const packer = new CompressionStream("deflate");
  const packed = new Response(packer.readable).arrayBuffer();
  const writer = packer.writable.getWriter();
  for (const piece of pieces) await writer.write(new Uint8Array(typeof piece === "string" ? bytesOf(piece) : piece));
  await writer.close();
  return new Uint8Array(await packed);
}
