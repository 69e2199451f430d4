import { type Attack, REASONS } from "./attack.ts";
import { deflated, HARMLESS, lineOfText, PdfBytes, smallPdf } from "./pdf-bytes.ts";

const { tooDeep, odd } = REASONS;
const still = { ready: /ferryman/ };
const DEEP = 40_000;
const line = lineOfText(HARMLESS);
const deep = "q ".repeat(DEEP);
const flate = "/Filter /FlateDecode";
const page = (...pages: string[]) => smallPdf({ pages });
const packed = async (content: string, dict = flate) =>
  smallPdf({ contentDict: dict, pages: [await deflated([content])] });

/** Pages that open one graphics state in the other: pdf.js takes the square of their number, and cannot be stopped. */
export const nestedAttacks: readonly Attack[] = [
  { name: "states that are never closed", kind: "pdf", make: () => packed(deep + line), ends: { reason: tooDeep } },
  {
    name: "states without a space between",
    kind: "pdf",
    make: () => page("q".repeat(DEEP) + line),
    ends: { reason: tooDeep },
  },
  {
    name: "states glued to numbers and operators",
    kind: "pdf",
    make: () => page("1q0 gq\xa0qnqfq".repeat(DEEP / 5) + line),
    ends: { reason: tooDeep },
  },
  {
    name: "states that are closed in strings and remarks only",
    kind: "pdf",
    make: () => packed("q (Q \\) Q) pop <51> /Q % Q\r".repeat(DEEP) + line),
    ends: { reason: tooDeep },
  },
  {
    name: "states that are closed in an array, where nothing is",
    kind: "pdf",
    make: () => packed("q [ Q ] 0 d ".repeat(DEEP) + line),
    ends: { reason: tooDeep },
  },
  {
    name: "states that are closed in a dictionary that goes on",
    kind: "pdf",
    make: () => packed("q /P << /K >> Q >> DP ".repeat(DEEP) + line),
    ends: { reason: tooDeep },
  },
  {
    name: "states behind a picture with a bracket in it",
    kind: "pdf",
    make: () => packed(`BI /W 1 /H 1 /BPC 8 /CS /G ID ( EI q ${deep}${line}`),
    ends: { reason: tooDeep },
  },
  {
    name: "states behind a picture that ends as its filter says",
    kind: "pdf",
    make: () => packed(`BI /W 1 /H 1 /F /A85 ID (~> EI ${deep}${line}`),
    ends: { reason: tooDeep },
  },
  {
    name: "states in rows that say how they differ",
    kind: "pdf",
    make: () =>
      packed(
        `\x01q\xaf\x51\xaf${"\x02\0\0\0\0".repeat(DEEP / 2)}`,
        `${flate} /DecodeParms << /Predictor 12 /Columns 4 >>`,
      ),
    ends: { reason: tooDeep },
  },
  {
    name: "states in deflate that zlib would not read",
    kind: "pdf",
    make: async () => smallPdf({ contentDict: flate, pages: [(await deflated([deep + line])).subarray(0, -5)] }),
    ends: { reason: tooDeep },
  },
  {
    name: "states written in hexadecimal",
    kind: "pdf",
    make: () => smallPdf({ contentDict: "/Filter /AHx", pages: [`${"7120".repeat(DEEP)}>`] }),
    ends: { reason: tooDeep },
  },
  {
    name: "states as runs",
    kind: "pdf",
    make: () => smallPdf({ contentDict: "/Filter /RL", pages: ["\x81q".repeat(DEEP / 128)] }),
    ends: { reason: tooDeep },
  },
  { name: "states in a form", kind: "pdf", make: () => forms([`${deep}${line}`]), ends: { reason: tooDeep } },
  {
    name: "states in a form that draws itself",
    kind: "pdf",
    make: () => forms(["q ".repeat(500) + "/X0 Do"]),
    ends: still,
  },
  {
    name: "states in forms that draw each other",
    kind: "pdf",
    make: () => forms(Array.from({ length: 60 }, (_, at) => `${"q ".repeat(500)}/X${at + 1} Do`)),
    ends: { reason: tooDeep },
  },
  {
    name: "a few states in each of four hundred forms that draw each other",
    kind: "pdf",
    make: () => forms(Array.from({ length: 400 }, (_, at) => `${"q ".repeat(32)}/X${at + 1} Do`)),
    ends: { reason: tooDeep },
  },
  {
    name: "states in many parts of a page",
    kind: "pdf",
    make: () => parts("[%s]", "q ".repeat(400), 100),
    ends: { reason: tooDeep },
  },
  {
    name: "one part of a page, again and again",
    kind: "pdf",
    make: () => parts("[%s]", "q", DEEP, 1),
    ends: { reason: tooDeep },
  },
  {
    name: "one part again and again, behind brackets that do not match",
    kind: "pdf",
    make: () => parts("[ << ] >> %s]", "q", DEEP, 1),
    ends: { reason: odd },
  },
  {
    name: "parts of a page whose remark hides the bracket of the next",
    kind: "pdf",
    make: () => parts("[%s]", `( \n${"q ".repeat(500)} %`, 100, 2, "%"),
    ends: { reason: tooDeep },
  },
  { name: "parts that are named in a stream of objects", kind: "pdf", make: partsInStream, ends: { reason: tooDeep } },
  {
    name: "a part before, a part behind, as programs that add to a page write it",
    kind: "pdf",
    make: () => parts("[%s]", `q ${line} Q`, 2, 1, "q "),
    ends: still,
  },
  {
    name: "states as deep as a map may have them",
    kind: "pdf",
    make: () => page(`${"q ".repeat(300)}${line}${"Q ".repeat(300)}`),
    ends: still,
  },
];

/** A page that draws the first of these forms. */
function forms(contents: readonly string[]): Uint8Array {
  return smallPdf({
    pages: [`${line} /X0 Do`],
    more: (pdf) => {
      const ids = contents.map(() => pdf.reserve());
      const named = `/XObject << ${ids.map((id, at) => `/X${at} ${id} 0 R`).join(" ")} >>`;
      for (const [at, content] of contents.entries())
        pdf.stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << ${named} /Font << /F1 3 0 R >> >>`,
          content,
          ids[at],
        );
      return named;
    },
  });
}

/** A page whose contents are an array of this form, of so many parts that are so many streams in turn. */
function parts(form: string, content: string, count: number, streams = count, first = ""): Uint8Array {
  const pdf = new PdfBytes();
  const [root, pages] = [pdf.reserve(), pdf.reserve()];
  const font = pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  const ids = Array.from({ length: streams }, () => pdf.stream("", content));
  const [before, behind] = [pdf.stream("", first), pdf.stream("", line)];
  const named = Array.from({ length: count }, (_, at) => `${ids[at % streams]} 0 R`).join(" ");
  const kid = pdf.object(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${form.replace("%s", `${before} 0 R ${named} ${behind} 0 R`)} >>`,
  );
  pdf.object(`<< /Type /Pages /Count 1 /Kids [${kid} 0 R] >>`, pages);
  pdf.object(`<< /Type /Catalog /Pages ${pages} 0 R >>`, root);
  return pdf.finish(root);
}

async function partsInStream(): Promise<Uint8Array> {
  const list = await deflated([`900 0 901 2 ) [${"5 0 R ".repeat(DEEP)}]`]);
  return smallPdf({
    pages: ["q "],
    more: (pdf) => pdf.stream(`/Type /ObjStm /N 2 /First 12 ${flate}`, list),
  });
}
