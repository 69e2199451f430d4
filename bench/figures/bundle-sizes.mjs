import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = fileURLToPath(new URL("../../dist/web", import.meta.url));
const FIRST_ROUTE_MAX_KIB = 60;

/** Figure 10: the script a phone has to fetch before the first page shows, and before the table does. */
export async function bundleSizes() {
  if (!existsSync(join(web, "index.html")))
    return [{ figure: "10", what: "script of the first route", value: "not built: run `npm run build`" }];
  const page = readFileSync(join(web, "index.html"), "utf8");
  const first = new Set([...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path));
  const route = /["'](?:\.\/|assets\/)(table-[\w-]+\.js)["']/.exec(
    [...first].map((path) => readFileSync(join(web, path), "utf8")).join(),
  )?.[1];
  const table = new Set(first);
  if (route !== undefined) withImports(`assets/${route}`, table);
  const firstKib = gzipKib(first);
  const rows = [
    {
      figure: "10",
      what: "script of the first route, KiB gzip",
      value: firstKib.toFixed(1),
      aim: `≤ ${FIRST_ROUTE_MAX_KIB}`,
      met: firstKib <= FIRST_ROUTE_MAX_KIB,
    },
  ];
  if (route !== undefined)
    rows.push({ figure: "10", what: "all script until the table shows, KiB gzip", value: gzipKib(table).toFixed(1) });
  return rows;
}

function withImports(path, seen) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = readFileSync(join(web, path), "utf8");
  for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g))
    withImports(`assets/${name}`, seen);
}

function gzipKib(paths) {
  return [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(web, path))).length, 0) / 1_024;
}
