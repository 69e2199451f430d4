/** How many bytes LZW data comes to, counted without making them. */
export function lzwSize(data: Uint8Array, sizeMax: number): number {
  const lengths = new Uint32Array(4096).fill(1, 0, 256);
  let [size, next, width, before] = [0, 258, 9, 0];
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
    size += length;
    if (before > 0 && next < 4096) {
      lengths[next] = before + 1;
      next += 1;
    }
    before = length;
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
