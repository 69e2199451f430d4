import { HARMLESS, lineOfText, PdfBytes, smallPdf } from "./pdf-bytes.ts";

/** Files that no tool would make, and some that only old tools did. */
export const brokenPdfs: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "cyclic.pdf": async () => cyclicPages(),
  "million-pages.pdf": async () => millionPages(),
  "ligatures.pdf": async () => ligatures(),
  "hyphens.pdf": async () => hyphens(),
  "right-to-left.pdf": async () => rightToLeft(),
};

/** A tree of pages whose branch holds itself beside one page. */
function cyclicPages(): Uint8Array {
  const pdf = new PdfBytes();
  const [root, pages, branch] = [pdf.reserve(), pdf.reserve(), pdf.reserve()];
  const font = pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const content = pdf.stream("", lineOfText(HARMLESS));
  const page = pdf.object(
    `<< /Type /Page /Parent ${branch} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
  );
  pdf.object(`<< /Type /Pages /Count 2 /Kids [${page} 0 R ${branch} 0 R] /Parent ${pages} 0 R >>`, branch);
  pdf.object(`<< /Type /Pages /Count 2 /Kids [${branch} 0 R] >>`, pages);
  pdf.object(`<< /Type /Catalog /Pages ${pages} 0 R >>`, root);
  return pdf.finish(root);
}

function millionPages(): Uint8Array {
  const pdf = new PdfBytes();
  const [root, pages] = [pdf.reserve(), pdf.reserve()];
  const page = pdf.object(`<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] >>`);
  pdf.object(`<< /Type /Pages /Count 1000000 /Kids [${`${page} 0 R `.repeat(2_000)}] >>`, pages);
  pdf.object(`<< /Type /Catalog /Pages ${pages} 0 R >>`, root);
  return pdf.finish(root);
}

/** An old font that keeps its ligatures at places of its own. */
function ligatures(): Uint8Array {
  const font =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>";
  return smallPdf({ font, pages: [lineOfText("The \x01rst \x02ood took the \x01sh and left the \x02our.")] });
}

function hyphens(): Uint8Array {
  const lines = [
    "The reeve keeps the second key in a teapot, and the tea-",
    "pot in a well-",
    "guarded cupboard. Nobody has asked for Anglo-",
    "Carrowish tea.",
  ];
  return smallPdf({ pages: [lines.map((line, at) => lineOfText(line, { y: 720 - at * 14 })).join("")] });
}

/** Hebrew, as most tools write it: sign by sign from the left, so that the last comes first. */
function rightToLeft(): Uint8Array {
  const said = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
  const visual = [...said].reverse();
  const hex = visual.map((_, at) => (at + 1).toString(16).padStart(4, "0")).join("");
  const map = visual.map(
    (sign, at) => `<${(at + 1).toString(16).padStart(4, "0")}> <${sign.charCodeAt(0).toString(16).padStart(4, "0")}>`,
  );
  const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${map.length} beginbfchar\n${map.join("\n")}\nendbfchar\nendcmap end end`;
  return smallPdf({
    pages: [`BT /F2 12 Tf 300 700 Td <${hex}> Tj ET\n`],
    more: (pdf) => {
      const cmap = pdf.stream("", toUnicode);
      const descriptor = pdf.object(
        "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
      );
      const cid = pdf.object(
        `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /DW 500 >>`,
      );
      const font = pdf.object(
        `<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [${cid} 0 R] /ToUnicode ${cmap} 0 R >>`,
      );
      return `/Font << /F2 ${font} 0 R >>`;
    },
  });
}
