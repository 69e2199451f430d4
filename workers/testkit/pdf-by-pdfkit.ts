import PDFDocument from "pdfkit";
import type { Place } from "./gazetteer.ts";

export type KitPdf = InstanceType<typeof PDFDocument>;

/** A file that pdfkit makes. */
export function kitPdf(
  locks: { userPassword?: string; ownerPassword?: string },
  write: (doc: KitPdf) => void,
): Promise<Uint8Array> {
  const doc = new PDFDocument({ size: "A4", margin: 72, ...locks });
  const parts: Uint8Array[] = [];
  return new Promise((resolve) => {
    doc.on("data", (part) => parts.push(part));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    write(doc);
    doc.end();
  });
}

/** Places with their headings, from where the pen stands. */
export function placesOn(doc: KitPdf, places: readonly Place[]): void {
  for (const { name, kind, text } of places) {
    doc.font("Times-Bold").fontSize(15).text(name, { width: 400 });
    doc.font("Times-Italic").fontSize(10).text(kind, { width: 400 }).moveDown(0.5);
    doc.font("Times-Roman").fontSize(10);
    for (const each of text) doc.text(each, { width: 400 }).moveDown(0.6);
    doc.moveDown();
  }
}
