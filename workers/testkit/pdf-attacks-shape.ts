import { type Attack, REASONS } from "./attack.ts";
import { bytesOf, HARMLESS, lineOfText, PdfBytes, smallPdf } from "./pdf-bytes.ts";

const { damaged, empty } = REASONS;
const still = { ready: /ferryman/ };

/** A document whose tree is written by the attack itself. */
function tree(write: (pdf: PdfBytes, ids: { pages: number; page: number }) => void): Uint8Array {
  const pdf = new PdfBytes();
  const [root, pages, page] = [pdf.reserve(), pdf.reserve(), pdf.reserve()];
  const font = pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const content = pdf.stream("", lineOfText(HARMLESS));
  pdf.object(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
    page,
  );
  write(pdf, { pages, page });
  pdf.object(`<< /Type /Catalog /Pages ${pages} 0 R >>`, root);
  return pdf.finish(root);
}

const withXref = (xref: string) =>
  bytesOf(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n${xref}`,
  );

/** Forms that call forms, `wide` times each, so many levels down; the last one writes. */
function laughs(levels: number, wide: number, leaf: string): Uint8Array {
  return smallPdf({
    pages: ["/X0 Do\n"],
    more: (pdf) => {
      const first = pdf.reserve(levels);
      for (let level = 0; level < levels; level += 1) {
        const isLast = level === levels - 1;
        const next = `/Resources << /Font << /F1 ${first - 1} 0 R >> ${isLast ? "" : `/XObject << /X ${first + level + 1} 0 R >>`} >>`;
        pdf.stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${next}`,
          isLast ? leaf : "/X Do ".repeat(wide),
          first + level,
        );
      }
      return `/XObject << /X0 ${first} 0 R >>`;
    },
  });
}

const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);

/** Files whose parts lead nowhere, in circles, or on for ever. */
export const shapeAttacks: readonly Attack[] = [
  {
    name: "pages that hold themselves",
    kind: "pdf",
    make: () => tree((pdf, { pages }) => pdf.object(`<< /Type /Pages /Count 1 /Kids [${pages} 0 R] >>`, pages)),
    ends: { reason: damaged },
  },
  {
    name: "a page and a circle beside it",
    kind: "pdf",
    make: () =>
      tree((pdf, { pages, page }) => pdf.object(`<< /Type /Pages /Count 9 /Kids [${page} 0 R ${pages} 0 R] >>`, pages)),
    ends: still,
  },
  {
    name: "parents in a circle",
    kind: "pdf",
    make: () =>
      tree((pdf, { pages, page }) =>
        pdf.object(`<< /Type /Pages /Parent ${pages} 0 R /Count 1 /Kids [${page} 0 R] >>`, pages),
      ),
    ends: still,
  },
  {
    name: "a million pages, says the file",
    kind: "pdf",
    make: () =>
      tree((pdf, { pages, page }) => pdf.object(`<< /Type /Pages /Count 1000000 /Kids [${page} 0 R] >>`, pages)),
    ends: still,
  },
  {
    name: "two thousand pages",
    kind: "pdf",
    make: () =>
      tree((pdf, { pages, page }) =>
        pdf.object(`<< /Type /Pages /Count 2000 /Kids [${`${page} 0 R `.repeat(2_000)}] >>`, pages),
      ),
    ends: { reason: /2,000 pages; 1,500 is the most/ },
  },
  {
    name: "fewer than no pages",
    kind: "pdf",
    make: () => tree((pdf, { pages, page }) => pdf.object(`<< /Type /Pages /Count -7 /Kids [${page} 0 R] >>`, pages)),
    ends: { reason: damaged },
  },
  {
    name: "no page at all",
    kind: "pdf",
    make: () => tree((pdf, { pages }) => pdf.object("<< /Type /Pages /Count 0 /Kids [] >>", pages)),
    ends: { reason: damaged },
  },
  { name: "a tree of pages a thousand deep", kind: "pdf", make: deepTree, ends: still },
  {
    name: "a table of contents that leads to itself",
    kind: "pdf",
    make: () =>
      withXref("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R /Prev 117 >>\nstartxref\n117\n%%EOF"),
    ends: { reason: damaged },
  },
  {
    name: "two tables that lead to each other",
    kind: "pdf",
    make: () =>
      withXref(
        "xref\n0 0\ntrailer\n<< /Size 3 /Root 1 0 R /Prev 200 >>\nxref\n0 0\ntrailer\n<< /Size 3 /Root 1 0 R /Prev 117 >>\nstartxref\n117\n%%EOF",
      ),
    ends: { reason: damaged },
  },
  {
    name: "a table that begins behind the end",
    kind: "pdf",
    make: () => smallPdf().map((byte, at, all) => (at > all.length - 12 && byte >= 48 && byte <= 57 ? 57 : byte)),
    ends: still,
  },
  { name: "no table at all", kind: "pdf", make: () => cut(smallPdf(), "xref"), ends: { reason: damaged } },
  {
    name: "a table of four thousand million entries",
    kind: "pdf",
    make: () => withXref("xref\n0 4294967295\ntrailer\n<< /Size 4294967295 /Root 1 0 R >>\nstartxref\n117\n%%EOF"),
    ends: { reason: damaged },
  },
  {
    name: "a stream of less than no bytes",
    kind: "pdf",
    make: () => smallPdf({ contentDict: "/Length -5" }),
    ends: still,
  },
  {
    name: "a stream of all bytes there are",
    kind: "pdf",
    make: () => smallPdf({ contentDict: "/Length 99999999999" }),
    ends: still,
  },
  {
    name: "a length that is its own object",
    kind: "pdf",
    make: () => smallPdf({ contentDict: "/Length 4 0 R" }),
    ends: still,
  },
  {
    name: "arrays in arrays",
    kind: "pdf",
    make: () => smallPdf({ catalog: `/X ${deep("[", "]", 20_000)}` }),
    ends: { reason: damaged },
  },
  {
    name: "dictionaries in dictionaries in a page",
    kind: "pdf",
    make: () => smallPdf({ pages: [`${deep("/A <</A ", ">> ", 5_000)} BDC ${lineOfText(HARMLESS)}`] }),
    ends: { ready: /./ },
  },
  {
    name: "an array of a million numbers",
    kind: "pdf",
    make: () => smallPdf({ catalog: `/X [${"1 ".repeat(1_000_000)}]` }),
    ends: still,
  },
  {
    name: "a name of a megabyte",
    kind: "pdf",
    make: () => smallPdf({ catalog: `/${"N".repeat(1_000_000)} 1` }),
    ends: still,
  },
  {
    name: "a string of two megabytes that never ends",
    kind: "pdf",
    make: () => smallPdf({ pages: [lineOfText(HARMLESS), `BT /F1 9 Tf (${"(".repeat(2_000_000)}`] }),
    ends: still,
  },
  {
    name: "a form that draws itself",
    kind: "pdf",
    make: () => smallPdf({ pages: [`${lineOfText(HARMLESS)} /X Do`], more: (pdf) => formOfItself(pdf) }),
    ends: still,
  },
  {
    name: "forms that draw forms, a thousand million times, each a word",
    kind: "pdf",
    make: () => laughs(9, 10, lineOfText("ha")),
    ends: { reason: /longer to read|more text than/ },
  },
  {
    name: "forms that draw forms, a thousand million times, and nothing",
    kind: "pdf",
    make: () => laughs(9, 10, "q Q "),
    ends: { reason: empty },
  },
  {
    name: "an outline that goes round",
    kind: "pdf",
    make: () =>
      smallPdf({
        catalog: "/Outlines 900 0 R",
        more: (pdf) => pdf.object("<< /First 900 0 R /Last 900 0 R /Next 900 0 R /Title (again) >>", 900),
      }),
    ends: still,
  },
  {
    name: "an object stream that holds itself",
    kind: "pdf",
    make: () => smallPdf({ more: (pdf) => pdf.stream("/Type /ObjStm /N 1 /First 4 /Extends 3 0 R", "3 0 << >>") }),
    ends: still,
  },
  {
    name: "half a file, with its catalogue in front",
    kind: "pdf",
    make: () => smallPdf({ pages: [lineOfText(HARMLESS), lineOfText("Gone.")] }).subarray(0, 700),
    ends: { reason: damaged },
  },
  { name: "one byte short of everything", kind: "pdf", make: () => bytesOf("%PDF-1.7"), ends: { reason: damaged } },
  {
    name: "a web page with the ending of a PDF",
    kind: "pdf",
    make: () => bytesOf("<!doctype html><title>Not one</title>"),
    ends: { reason: REASONS.noPdf },
  },
  {
    name: "a PDF that is a web page, too",
    kind: "pdf",
    make: () => joined("<!-- ", smallPdf(), "--><script>alert(1)</script>"),
    ends: still,
  },
  {
    name: "a PDF that is an archive, too",
    kind: "pdf",
    make: () => joined("PK\x03\x04 ", smallPdf(), "PK\x05\x06\0\0\0\0"),
    ends: still,
  },
];

function deepTree(): Uint8Array {
  return tree((pdf, { pages, page }) => {
    const first = pdf.reserve(1_000);
    for (let at = 0; at < 1_000; at += 1)
      pdf.object(`<< /Type /Pages /Count 1 /Kids [${at === 999 ? page : first + at + 1} 0 R] >>`, first + at);
    pdf.object(`<< /Type /Pages /Count 1 /Kids [${first} 0 R] >>`, pages);
  });
}

function formOfItself(pdf: PdfBytes): string {
  const id = pdf.reserve();
  pdf.stream(`/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${id} 0 R >> >>`, "/X Do", id);
  return `/XObject << /X ${id} 0 R >>`;
}

function cut(bytes: Uint8Array, before: string): Uint8Array {
  return bytes.subarray(0, new TextDecoder("latin1").decode(bytes).indexOf(before));
}

function joined(before: string, pdf: Uint8Array, after: string): Uint8Array {
  return Uint8Array.from([...bytesOf(before), ...pdf, ...bytesOf(after)]);
}
