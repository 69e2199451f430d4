/** How many bytes LZW data comes to, counted without making them. */
export function lzwSize(data: Uint8Array, sizeMax: number): number {
  return unfoldLzw(data, sizeMax, null);
}

/** What LZW data comes to, as far as it is told and no more than `sizeMax` and a little. */
export function fromLzw(data: Uint8Array, sizeMax: number): Uint8Array {
  const made = new Uint8Array(Math.min(sizeMax, lzwSize(data, sizeMax)) + 4_097);
  return made.subarray(0, unfoldLzw(data, sizeMax, made));
}

/** Goes through LZW data and answers its size; writes it too where there is somewhere to write it. */
function unfoldLzw(data: Uint8Array, sizeMax: number, made: Uint8Array | null): number {
  // Each code is a stretch of what came before: where the code before it began, and one more.
  const starts = new Uint32Array(4096);
  const lengths = new Uint32Array(4096).fill(1, 0, 256);
  let [size, next, width, before, start] = [0, 258, 9, 0, 0];
  let [held, count] = [0, 0];
  for (const byte of data) {
    held = (held << 8) | byte;
    count += 8;
    if (count < width) continue;
    count -= width;
    const code = (held >>> count) & ((1 << width) - 1);
    held &= (1 << count) - 1;
    if (code === 257 || size > sizeMax) break;
    if (code === 256) {
      [next, width, before] = [258, 9, 0];
      continue;
    }
    const length = code < next ? (lengths[code] ?? 1) : before + 1;
    if (made !== null) {
      const from = code < next ? (starts[code] ?? 0) : start;
      if (code < 256) made[size] = code;
      else for (let at = 0; at < length; at += 1) made[size + at] = made[from + at] ?? 0;
    }
    if (before > 0 && next < 4096) {
      starts[next] = start;
      lengths[next] = before + 1;
      next += 1;
    }
    [start, before] = [size, length];
    size += length;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return size;
}

/** Data written in hexadecimal digits. */
export function fromHex(data: Uint8Array): Uint8Array {
  const made = new Uint8Array((data.length >> 1) + 1);
  let [at, digits, value] = [0, 0, 0];
  for (const byte of data) {
    if (byte === 0x3e) break;
    const digit =
      byte >= 48 && byte <= 57 ? byte - 48 : (byte | 32) >= 97 && (byte | 32) <= 102 ? (byte | 32) - 87 : -1;
    if (digit < 0) continue;
    value = (value << 4) | digit;
    digits += 1;
    if (digits % 2 === 0) {
      made[at] = value & 255;
      at += 1;
    }
  }
  return made.subarray(0, at);
}

/** Data written in base 85. */
export function fromBase85(data: Uint8Array): Uint8Array {
  // A `z` is four bytes at once; how many there are is not known before.
  const made = new Uint8Array(data.length * 4);
  let [at, digits, value] = [0, 0, 0];
  const put = (bytes: number) => {
    for (let byte = 0; byte < bytes; byte += 1) made[at + byte] = (value / 256 ** (3 - byte)) & 255;
    at += bytes;
    [digits, value] = [0, 0];
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && digits === 0) put(4);
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + (byte - 0x21);
    digits += 1;
    if (digits === 5) put(4);
  }
  const left = digits - 1;
  if (left > 0) {
    while (digits < 5) {
      value = value * 85 + 84;
      digits += 1;
    }
    put(left);
  }
  return made.subarray(0, at);
}

/** Data written as lengths of runs. */
export function fromRuns(data: Uint8Array): Uint8Array {
  const made = new Uint8Array(data.length * 64 + 128);
  let size = 0;
  for (let at = 0; at + 1 < data.length && data[at] !== 128; ) {
    const said = data[at] ?? 0;
    if (said < 128) {
      const piece = data.subarray(at + 1, at + 2 + said);
      made.set(piece, size);
      size += piece.length;
      at += said + 2;
    } else {
      made.fill(data[at + 1] ?? 0, size, size + 257 - said);
      size += 257 - said;
      at += 2;
    }
  }
  return made.subarray(0, size);
}

/** Rows that each say how they differ from the one above or the byte before, as in a PNG. */
export function fromRows(
  data: Uint8Array,
  { rowBytes, pixelBytes }: { rowBytes: number; pixelBytes: number },
): Uint8Array {
  const made = new Uint8Array(Math.ceil(data.length / (rowBytes + 1)) * rowBytes);
  let size = 0;
  for (let from = 0; from + 1 < data.length; from += rowBytes + 1, size += rowBytes) {
    const how = data[from];
    for (let at = 0; at < rowBytes; at += 1) {
      const [left, above] = [
        at < pixelBytes ? 0 : made[size + at - pixelBytes],
        size === 0 ? 0 : made[size + at - rowBytes],
      ];
      const corner = at < pixelBytes || size === 0 ? 0 : made[size + at - rowBytes - pixelBytes];
      made[size + at] =
        (data[from + 1 + at] ?? 0) + guessed(how, { left: left ?? 0, above: above ?? 0, corner: corner ?? 0 });
    }
  }
  return made.subarray(0, size);
}

function guessed(
  how: number | undefined,
  { left, above, corner }: { left: number; above: number; corner: number },
): number {
  if (how === 1) return left;
  if (how === 2) return above;
  if (how === 3) return (left + above) >> 1;
  if (how !== 4) return 0;
  const [fromLeft, fromAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const fromCorner = Math.abs(left + above - 2 * corner);
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}
