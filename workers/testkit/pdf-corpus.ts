import { PDFDocument as LibDocument, StandardFonts } from "@cantoo/pdf-lib";
import { chromium } from "playwright-core";
import { findBrowser } from "./browser.ts";
import { milestone, PLACES, paragraph, REED_STALKER, TITLE, TOLLS } from "./gazetteer.ts";
import { brokenPdfs } from "./pdf-by-hand.ts";
import { type KitPdf, kitPdf, placesOn } from "./pdf-by-pdfkit.ts";

/** Real files of several makers, made once a run and only when somebody asks for them. */
export const CORPUS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "one-column.pdf": () => kitPdf({}, oneColumn),
  "tables.pdf": () => kitPdf({}, tables),
  "stat-blocks.pdf": () => kitPdf({}, statBlocks),
  "many-fonts.pdf": () => kitPdf({}, manyFonts),
  "three-hundred.pdf": () => kitPdf({}, (doc) => manyPages(doc, 300)),
  "forty.pdf": () => kitPdf({}, (doc) => manyPages(doc, 40)),
  "locked.pdf": () => kitPdf({ userPassword: "withy", ownerPassword: "shore" }, oneColumn),
  "locked-for-printing.pdf": () => kitPdf({ ownerPassword: "shore" }, oneColumn),
  "truncated.pdf": async () => {
    const whole = await kitPdf({}, (doc) => manyPages(doc, 12));
    return whole.slice(0, Math.floor(whole.length * 0.6));
  },
  "two-columns.pdf": twoColumns,
  "scanned.pdf": () => scanned(0),
  "half-scanned.pdf": () => scanned(2),
  "browser-book.pdf": browserBook,
  ...brokenPdfs,
};

function oneColumn(doc: KitPdf): void {
  doc.font("Times-Bold").fontSize(24).text(TITLE).moveDown();
  PLACES.forEach((place, at) => {
    if (at > 0 && at % 2 === 0) doc.addPage();
    if (at % 2 === 0) head(doc, 1 + at / 2);
    placesOn(doc, [place]);
  });
}

/** A running head and a page number, where every book has them. */
function head(doc: KitPdf, page: number): void {
  const { x, y } = doc;
  doc.font("Times-Italic").fontSize(8).text(`${TITLE} · ${page}`, 72, 30, { lineBreak: false });
  doc.font("Times-Roman").fontSize(8).text(String(page), 300, 760, { lineBreak: false });
  doc.x = x;
  doc.y = Math.max(y, 72);
}

function manyPages(doc: KitPdf, pages: number): void {
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1) doc.addPage();
    head(doc, page);
    if (page % 5 === 1) doc.font("Times-Bold").fontSize(18).text(`Stage ${page}`, 72, 72).moveDown(0.5);
    doc.font("Times-Roman").fontSize(10);
    doc.text(milestone(page), { width: 450 }).moveDown(0.6);
    for (let at = 0; at < 5; at += 1)
      doc.text(paragraph(page * 5 + at), { width: 450, align: "justify" }).moveDown(0.6);
  }
}

function tables(doc: KitPdf): void {
  doc.font("Helvetica-Bold").fontSize(16).text("Tolls of the ninth gate").moveDown();
  doc
    .font("Helvetica")
    .fontSize(10)
    .text("The board by the road has been repainted so often that it stands out from its post.")
    .moveDown();
  let { y } = doc;
  for (const row of TOLLS) {
    for (const [at, cell] of row.entries()) doc.text(cell, 72 + at * 150, y, { lineBreak: false });
    y += 16;
  }
  doc.text("Nobody has ever paid for the coffin, and one was found to be full of cheese.", 72, y + 20, { width: 400 });
}

function statBlocks(doc: KitPdf): void {
  placesOn(doc, PLACES.slice(6, 7));
  doc.font("Helvetica-Bold").fontSize(13).text("Reed stalker").moveDown(0.3);
  doc.font("Helvetica").fontSize(9);
  for (const line of REED_STALKER) doc.text(line);
  doc.moveDown().text("It does not breathe out. That is how the cutters know it.", { width: 400 });
}

function manyFonts(doc: KitPdf): void {
  const fonts = [
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
  ];
  for (let at = 0; at < 60; at += 1) {
    doc.font(fonts[at % fonts.length] ?? "Courier").fontSize(8 + (at % 5));
    doc.text(`${PLACES[at % PLACES.length]?.name ?? ""} in hand ${at}.`);
  }
}

async function twoColumns(): Promise<Uint8Array> {
  const doc = await LibDocument.create();
  const [plain, bold] = [
    await doc.embedFont(StandardFonts.TimesRoman),
    await doc.embedFont(StandardFonts.TimesRomanBold),
  ];
  const width = 215;
  for (let at = 0; at < PLACES.length; at += 4) {
    const page = doc.addPage([595, 842]);
    page.drawText(`${TITLE}, leaf ${at / 4 + 1}`, { x: 72, y: 780, size: 20, font: bold });
    for (const side of [0, 1]) {
      let y = 740;
      for (const place of PLACES.slice(at + side * 2, at + side * 2 + 2)) {
        const x = 72 + side * (width + 24);
        page.drawText(place.name, { x, y, size: 14, font: bold });
        y -= 20;
        for (const text of place.text) {
          for (const line of wrapped(text, (words) => plain.widthOfTextAtSize(words, 10) <= width)) {
            page.drawText(line, { x, y, size: 10, font: plain });
            y -= 12.5;
          }
          y -= 8;
        }
        y -= 12;
      }
    }
  }
  return await doc.save();
}

function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Pages that are pictures; the last `withText` of four say something, too. */
async function scanned(withText: number): Promise<Uint8Array> {
  const doc = await LibDocument.create();
  const font = await doc.embedFont(StandardFonts.Helvetica);
  const picture = await doc.embedPng(dotPng);
  for (let at = 0; at < 4; at += 1) {
    const page = doc.addPage([595, 842]);
    page.drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
    if (at >= 4 - withText) page.drawText(PLACES[at]?.text[0]?.slice(0, 70) ?? "", { x: 40, y: 700, size: 11, font });
  }
  return await doc.save();
}

const dotPng =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function browserBook(): Promise<Uint8Array> {
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage();
    await page.setContent(browserHtml(), { waitUntil: "load" });
    return new Uint8Array(
      await page.pdf({
        format: "A4",
        displayHeaderFooter: true,
        headerTemplate: `<p style="font-size:8px;margin-left:60px">${TITLE}</p>`,
        footerTemplate: `<p style="font-size:8px;margin-left:60px"><span class="pageNumber"></span> of <span class="totalPages"></span></p>`,
        margin: { top: "25mm", bottom: "25mm", left: "20mm", right: "20mm" },
      }),
    );
  } finally {
    await browser.close();
  }
}

function browserHtml(): string {
  const places = PLACES.map(
    ({ name, kind, text }) => `<h2>${name}</h2><p><i>${kind}</i></p>${text.map((each) => `<p>${each}</p>`).join("")}`,
  );
  const rows = TOLLS.map(
    (row) => `<tr>${row.map((cell) => `<td style="padding:2px 30px 2px 0">${cell}</td>`).join("")}</tr>`,
  );
  const stats = REED_STALKER.map((line) => `<div>${line}</div>`).join("");
  return `<!doctype html><html lang="en"><body style="font:11pt/1.35 serif"><h1 style="font-size:26pt">${TITLE}</h1>
    <div style="columns:2;column-gap:9mm;text-align:justify;hyphens:auto">${places.join("")}</div>
    <h2>Tolls</h2><table>${rows.join("")}</table>
    <h2>Reed stalker</h2><div style="font:10pt sans-serif">${stats}</div>
    <h2>Oﬃcial notice</h2><p>The ﬁrst ﬂood took the oﬃce, the eﬀects and the staﬀ.</p></body></html>`;
}
