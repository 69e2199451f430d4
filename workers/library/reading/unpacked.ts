import { inflateSync } from "node:zlib";
import { inflated } from "./inflated-size.ts";
import { fromBase85, fromHex, fromLzw, fromRows, fromRuns } from "./other-filters.ts";
import type { PdfStream } from "./pdf-streams.ts";

/** What a stream holds, no more than `sizeMax` and a little. It has been measured before. */
export function unpacked(
  bytes: Uint8Array,
  { filters, from, to, rows }: Pick<PdfStream, "filters" | "from" | "to" | "rows">,
  sizeMax: number,
): Uint8Array {
  let plain = bytes.subarray(from, to);
  for (const filter of filters) {
    if (filter === "AHx" || filter === "ASCIIHexDecode") plain = fromHex(plain);
    else if (filter === "A85" || filter === "ASCII85Decode") plain = fromBase85(plain);
    else if (filter === "RL" || filter === "RunLengthDecode") plain = fromRuns(plain);
    else if (filter === "LZW" || filter === "LZWDecode") plain = withoutRows(fromLzw(plain, sizeMax), rows);
    else if (filter === "Fl" || filter === "FlateDecode") plain = withoutRows(deflatedBefore(plain, sizeMax), rows);
  }
  return filters.length === 0 ? plain.subarray(0, sizeMax) : plain;
}

/** The runtime's own is many times as fast, and refuses what pdf.js still reads in part; on what it takes both agree. */
function deflatedBefore(plain: Uint8Array, sizeMax: number): Uint8Array {
  try {
    return inflateSync(plain, { maxOutputLength: sizeMax });
  } catch {
    return inflated(plain, sizeMax);
  }
}

function withoutRows(plain: Uint8Array, rows: PdfStream["rows"]): Uint8Array {
  return rows === null ? plain : fromRows(plain, rows);
}
