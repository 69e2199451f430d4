import { randomFillSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { HARMLESS, lineOfText, smallPdf } from "../../workers/testkit/pdf-bytes.ts";
import { CORPUS } from "../../workers/testkit/pdf-corpus.ts";

const MIB = 1_048_576;
/** Nearly as large as a PDF may be that is read. */
const PICTURES = 45;

/** Lays the book of three hundred pages at the first path, and at the second one that is nearly all pictures. */
const [book = "", pictures = ""] = process.argv.slice(2);
const make = CORPUS["three-hundred.pdf"];
if (make === undefined) throw new Error("The book of three hundred pages is gone from the corpus.");
writeFileSync(book, await make());
writeFileSync(
  pictures,
  smallPdf({
    pages: Array.from({ length: PICTURES }, (_, page) => lineOfText(`${HARMLESS} ${page}`)),
    more: (pdf) => {
      const dict = "/Type /XObject /Subtype /Image /Width 1000 /Height 1000 /ColorSpace /DeviceRGB /BitsPerComponent 8";
      for (let picture = 0; picture < PICTURES; picture += 1)
        pdf.stream(`${dict} /Filter /DCTDecode`, randomFillSync(new Uint8Array(MIB)));
      return "";
    },
  }),
);
