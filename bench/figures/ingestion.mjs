import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toolNode } from "../../scripts/setup/commands.mjs";
import { sideBySide } from "../setting/side-by-side.mjs";
import { median, ratios, spread } from "../setting/statistics.mjs";

const readOnce = fileURLToPath(new URL("../ingestion/read-once.ts", import.meta.url));
const makeFile = fileURLToPath(new URL("../ingestion/make-file.ts", import.meta.url));
const RATIO_MIN = 0.8;
/** What a Worker has, less what its script and the bytes of a large file take. */
const GROWTH_MAX_MIB = 96;
const MIB = 1_048_576;

/** Figure 12: pages a second through the guard, the reader, the layout and the cutting, against pdf.js alone. */
export async function ingestion({ folder, quick }) {
  const path = join(folder, "three-hundred.pdf");
  const pictures = join(folder, "pictures.pdf");
  node(makeFile, path, pictures);
  const variants = [{ name: "ours" }, { name: "bare" }];
  const taken = await sideBySide(variants, quick ? 2 : 7, ({ name }) => readBy(name, path, "all"));
  const leaf = await sideBySide([{ name: "ours" }], quick ? 1 : 3, ({ name }) => readBy(name, path, "4"));
  const large = await sideBySide([{ name: "ours" }], quick ? 1 : 3, ({ name }) => readBy(name, pictures, "4"));
  const perSecond = (runs) => runs.map(({ pages, ms }) => (pages / ms) * 1_000);
  const [ours, bare] = [perSecond(taken.ours), perSecond(taken.bare)];
  const ratio = ratios(ours, bare);
  const cpuOf = (runs) => runs.map(({ cpuMs, pages }) => cpuMs / pages);
  const cpu = { ours: cpuOf(taken.ours), bare: cpuOf(taken.bare) };
  const { pages, letters, chunks } = taken.ours[0];
  const growth = (runs) => median(runs.map(({ rssMost, rssBefore }) => (rssMost - rssBefore) / MIB));
  const heap = (runs) => median(runs.map(({ heapMost, heapBefore }) => (heapMost - heapBefore) / MIB));
  return [
    {
      figure: "12",
      what: `pages/s of a PDF of ${pages} pages (${size(path)} MiB, ${letters} letters, ${chunks} passages): ours / bare unpdf`,
      value: `${median(ours).toFixed(0)} / ${median(bare).toFixed(0)}`,
    },
    {
      figure: "12",
      what: "pages/s, ours ÷ bare unpdf",
      value: spread(ratio),
      aim: `≥ ${RATIO_MIN}`,
      met: median(ratio) >= RATIO_MIN,
    },
    {
      figure: "12",
      what: "processor ms a page: ours / bare unpdf; ours ÷ bare unpdf",
      value: `${median(cpu.ours).toFixed(1)} / ${median(cpu.bare).toFixed(1)}; ${spread(ratios(cpu.ours, cpu.bare))}`,
    },
    {
      figure: "12",
      what: "MiB that a whole reading adds to the process at most: ours / bare unpdf; on the heap: ours / bare",
      value: `${growth(taken.ours).toFixed(0)} / ${growth(taken.bare).toFixed(0)}; ${heap(taken.ours).toFixed(0)} / ${heap(taken.bare).toFixed(0)}`,
    },
    {
      figure: "12",
      what: `MiB that one message of four leaves adds to the process at most, of that book / of one of ${size(pictures)} MiB, nearly all pictures, its bytes in it; on the heap and beside it`,
      value: `${growth(leaf.ours).toFixed(0)} / ${growth(large.ours).toFixed(0)}; ${heap(leaf.ours).toFixed(0)} / ${heap(large.ours).toFixed(0)}`,
      aim: `≤ ${GROWTH_MAX_MIB}`,
      met: Math.max(growth(leaf.ours), growth(large.ours)) <= GROWTH_MAX_MIB,
    },
  ];
}

function readBy(name, path, leaves) {
  return JSON.parse(node(readOnce, name, path, leaves));
}

/** In the Node that reads TypeScript, with a heap as small as a Worker's, so that waste does not hide in a large one. */
function node(...words) {
  return execFileSync(toolNode(), ["--expose-gc", "--max-old-space-size=96", "--max-semi-space-size=4", ...words], {
    encoding: "utf8",
  });
}

function size(path) {
  return (statSync(path).size / MIB).toFixed(1);
}
