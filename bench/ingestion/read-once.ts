import { readFileSync } from "node:fs";
import { getDocumentProxy } from "unpdf";
import { PAGES_PER_LEAF } from "../../workers/contracts/library.ts";
import { chunkPages, endOfFile, startOfFile } from "../../workers/library/chunking/chunk-pages.ts";
import { openReading } from "../../workers/library/reading/open-reading.ts";
import { smallPdf } from "../../workers/testkit/pdf-bytes.ts";

/** One reading of one file in a process of its own, so that its memory is nobody else's. Answers a line of JSON. */
const readers = { ours, bare };
let heapMost = 0;
const [how = "", path = "", leaves = "all"] = process.argv.slice(2);
const read = readers[how as keyof typeof readers];

// What is imported lazily is there before the clock starts, on both sides.
await read(smallPdf(), 1);
globalThis.gc?.();
const before = process.memoryUsage();
heapMost = 0;
const cpu = process.cpuUsage();
const started = performance.now();
const done = await read(bytesOf(path), leaves === "all" ? Number.POSITIVE_INFINITY : Number(leaves));
const ms = performance.now() - started;
const { user, system } = process.cpuUsage(cpu);
const cpuMs = (user + system) / 1_000;
const rssMost = process.resourceUsage().maxRSS * 1_024;
console.log(
  JSON.stringify({ ...done, ms, cpuMs, rssMost, rssBefore: before.rss, heapMost, heapBefore: heapOf(before) }),
);

async function ours(bytes: Uint8Array, leavesMax: number) {
  const reading = await openReading({ kind: "pdf", bytes });
  const last = Math.min(reading.pagesTotal, leavesMax * PAGES_PER_LEAF);
  let [pages, letters, chunks, carry] = [0, 0, 0, startOfFile];
  for (let first = 1; first <= last; first += PAGES_PER_LEAF) {
    const leaf = [];
    for await (const page of reading.read(first, Math.min(first + PAGES_PER_LEAF - 1, last))) leaf.push(page);
    const cut = chunkPages(leaf, carry);
    carry = cut.carry;
    pages += leaf.length;
    letters += leaf.reduce((sum, { text }) => sum + text.length, 0);
    chunks += cut.chunks.length;
    look();
  }
  chunks += endOfFile(carry).length;
  await reading.close();
  return { pages, letters, chunks };
}

/** What `extractText` of unpdf does with each page, one page after the other. */
async function bare(bytes: Uint8Array, leavesMax: number) {
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
  const last = Math.min(pdf.numPages, leavesMax * PAGES_PER_LEAF);
  let letters = 0;
  for (let number = 1; number <= last; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
    letters += text.length;
    if (number % PAGES_PER_LEAF === 0) look();
  }
  await pdf.loadingTask.destroy();
  return { pages: last, letters, chunks: 0 };
}

/** Not copied: a message has the bytes once, too. */
function bytesOf(file: string): Uint8Array {
  const { buffer, byteOffset, length } = readFileSync(file);
  return new Uint8Array(buffer, byteOffset, length);
}

function look(): void {
  heapMost = Math.max(heapMost, heapOf(process.memoryUsage()));
}

function heapOf({ heapUsed, external }: NodeJS.MemoryUsage): number {
  return heapUsed + external;
}
