/** What stands on a page, as far as its text shows. Nothing in it can become markup. */
export type PageBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "text"; readonly text: string };

const HEADING = /^#{1,6}\s+(.+)$/;

/** The text of a page in blocks: headings and tables are marked in it, everything else is read as it stands. */
export function pageBlocks(page: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  let lines: string[] = [];
  let rows: string[][] = [];
  const flush = () => {
    const text = lines.join("\n").trim();
    if (text !== "") blocks.push({ kind: "text", text });
    if (rows.length > 0) blocks.push({ kind: "table", rows });
    lines = [];
    rows = [];
  };
  for (const line of page.split(/\r?\n/)) {
    const heading = HEADING.exec(line)?.[1];
    const isRow = line.includes("\t");
    if (heading !== undefined || line.trim() === "" || isRow !== rows.length > 0) flush();
    if (heading !== undefined) blocks.push({ kind: "heading", text: heading.trim() });
    else if (isRow) rows.push(line.split("\t").map((cell) => cell.trim()));
    else lines.push(line);
  }
  flush();
  return blocks;
}
