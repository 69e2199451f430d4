/**
 * How many bytes deflated data comes to, counted without making them: only the lengths are read, so that a bomb costs
 * no memory and ends at the limit. As lenient as pdf.js, which goes on where zlib refuses.
 */
export function inflatedSize(data: Uint8Array, sizeMax: number): number {
  if (!hasZlibHeader(data)) return 0;
  const bits = new BitReader(data);
  let size = 0;
  for (let last = false; !last && !bits.ended && size <= sizeMax; ) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) size += bits.skipStored();
    else {
      const codes = kind === 1 ? fixedCodes() : kind === 2 ? readCodes(bits) : null;
      if (codes === null) return size;
      size += bits.blockSize(codes, sizeMax - size);
    }
  }
  return size;
}

/** The bytes themselves, no more than `sizeMax` and a little, as far as pdf.js would come. */
export function inflated(data: Uint8Array, sizeMax: number): Uint8Array {
  if (!hasZlibHeader(data)) return new Uint8Array(0);
  const bits = new BitReader(data);
  const made = new Made(Math.min(sizeMax, data.length * 5) + 1_024);
  for (let last = false; !last && !bits.ended && made.size <= sizeMax; ) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) bits.copyStored(made);
    else {
      const codes = kind === 1 ? fixedCodes() : kind === 2 ? readCodes(bits) : null;
      if (codes === null || !bits.fill(made, codes, sizeMax)) break;
    }
  }
  return made.bytes.subarray(0, made.size);
}

/** Bytes that grow. */
class Made {
  bytes: Uint8Array;
  size = 0;

  constructor(room: number) {
    this.bytes = new Uint8Array(room);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more));
    larger.set(this.bytes.subarray(0, this.size));
    this.bytes = larger;
  }
}

/** Without one pdf.js reads nothing at all. */
export function hasZlibHeader(data: Uint8Array): boolean {
  const [method = 0, flags = 0] = data;
  return (method & 15) === 8 && ((method << 8) + flags) % 31 === 0 && (flags & 32) === 0;
}

class BitReader {
  readonly #data: Uint8Array;
  #at = 2;
  #held = 0;
  #count = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  /** All bytes have been read, and more bits than they hold. */
  get ended(): boolean {
    return this.#count < 0 || (this.#at >= this.#data.length && this.#count <= 0);
  }

  take(bits: number): number {
    while (this.#count < bits && this.#at < this.#data.length) {
      this.#held |= (this.#data[this.#at] ?? 0) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    const value = this.#held & ((1 << bits) - 1);
    this.#held >>>= bits;
    this.#count -= bits;
    return value;
  }

  /** The next sign of a code, or -1 where there is none. */
  sign({ table, bits }: Code): number {
    while (this.#count < bits && this.#at < this.#data.length) {
      this.#held |= (this.#data[this.#at] ?? 0) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    const found = table[this.#held & ((1 << bits) - 1)] ?? 0;
    const length = found >>> 16;
    if (length === 0 || length > this.#count) return -1;
    this.#held >>>= length;
    this.#count -= length;
    return found & 0xffff;
  }

  /** What one block comes to. Whole files go through this loop, so it keeps everything in its own hands. */
  blockSize({ letters, distances }: Codes, sizeMax: number): number {
    const data = this.#data;
    const [letterTable, distanceTable] = [letters.table, distances.table];
    const [letterMask, distanceMask] = [(1 << letters.bits) - 1, (1 << distances.bits) - 1];
    let [at, held, count, size] = [this.#at, this.#held, this.#count, 0];
    const end = data.length;
    while (size <= sizeMax) {
      while (count < 15 && at < end) {
        held |= (data[at] ?? 0) << count;
        at += 1;
        count += 8;
      }
      const found = letterTable[held & letterMask] ?? 0;
      const sign = found & 0xffff;
      const bits = found >>> 16;
      if (bits === 0 || bits > count) break;
      held >>>= bits;
      count -= bits;
      if (sign < 256) {
        size += 1;
        continue;
      }
      if (sign === 256) break;
      const more = lengthExtras[sign - 257] ?? 0;
      while (count < 20 && at < end) {
        held |= (data[at] ?? 0) << count;
        at += 1;
        count += 8;
      }
      size += (lengthBases[sign - 257] ?? 258) + (held & ((1 << more) - 1));
      held >>>= more;
      count -= more;
      const distance = distanceTable[held & distanceMask] ?? 0;
      const distanceBits = distance >>> 16;
      if (distanceBits === 0 || distanceBits > count) break;
      held >>>= distanceBits;
      count -= distanceBits;
      const place = distance & 0xffff;
      const rest = place < 4 ? 0 : Math.min(13, (place >> 1) - 1);
      while (count < rest && at < end) {
        held |= (data[at] ?? 0) << count;
        at += 1;
        count += 8;
      }
      held >>>= rest;
      count -= rest;
    }
    [this.#at, this.#held, this.#count] = [at, held, count];
    return size;
  }

  /** Makes what one block holds; false where it breaks off. The loop of `blockSize` once more, which is faster without it. */
  fill(made: Made, { letters, distances }: Codes, sizeMax: number): boolean {
    for (;;) {
      made.reserve(LENGTH_MAX);
      if (made.size > sizeMax) return false;
      const sign = this.sign(letters);
      if (sign < 256) {
        if (sign < 0) return false;
        made.bytes[made.size] = sign;
        made.size += 1;
        continue;
      }
      if (sign === 256) return true;
      const length = (lengthBases[sign - 257] ?? LENGTH_MAX) + this.take(lengthExtras[sign - 257] ?? 0);
      const place = this.sign(distances);
      if (place < 0) return false;
      const rest = place < 4 ? 0 : Math.min(13, (place >> 1) - 1);
      const back = (place < 4 ? place : (2 + (place & 1)) << rest) + 1 + this.take(rest);
      const { bytes, size } = made;
      // What lies before the beginning is zeros, as it is for pdf.js.
      for (let at = size; at < size + length; at += 1) bytes[at] = bytes[at - back] ?? 0;
      made.size += length;
    }
  }

  skipStored(): number {
    return this.#stored().length;
  }

  copyStored(made: Made): void {
    const stored = this.#stored();
    made.reserve(stored.length);
    made.bytes.set(stored, made.size);
    made.size += stored.length;
  }

  #stored(): Uint8Array {
    this.#at -= this.#count >> 3;
    this.#held = 0;
    this.#count = 0;
    const length = (this.#data[this.#at] ?? 0) | ((this.#data[this.#at + 1] ?? 0) << 8);
    const from = this.#at + 4;
    this.#at = from + length;
    return this.#data.subarray(from, from + length);
  }
}

/** A table that is looked up with so many bits: length of the code in the upper half, its sign in the lower. */
interface Code {
  readonly table: Uint32Array;
  readonly bits: number;
}

interface Codes {
  readonly letters: Code;
  readonly distances: Code;
}

function codeOf(lengths: ArrayLike<number>): Code {
  let bits = 1;
  for (let at = 0; at < lengths.length; at += 1) bits = Math.max(bits, lengths[at] ?? 0);
  const table = new Uint32Array(1 << bits);
  for (let length = 1, code = 0, skip = 2; length <= bits; length += 1, code <<= 1, skip <<= 1) {
    for (let sign = 0; sign < lengths.length; sign += 1) {
      if (lengths[sign] !== length) continue;
      let reversed = 0;
      for (let at = 0, rest = code; at < length; at += 1, rest >>= 1) reversed = (reversed << 1) | (rest & 1);
      for (let at = reversed; at < table.length; at += skip) table[at] = (length << 16) | sign;
      code += 1;
    }
  }
  return { table, bits };
}

const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function readCodes(bits: BitReader): Codes | null {
  const letters = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const count = bits.take(4) + 4;
  const first = new Uint8Array(19);
  for (const place of orderOfLengths.slice(0, count)) first[place] = bits.take(3);
  const code = codeOf(first);
  const lengths = new Uint8Array(letters + distances);
  for (let at = 0, before = 0; at < lengths.length; ) {
    const sign = bits.sign(code);
    if (sign === -1) return null;
    if (sign < 16) {
      before = sign;
      lengths[at] = sign;
      at += 1;
      continue;
    }
    if (sign > 16) before = 0;
    const again = sign === 16 ? 3 + bits.take(2) : sign === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    lengths.fill(before, at, at + again);
    at += again;
  }
  return { letters: codeOf(lengths.subarray(0, letters)), distances: codeOf(lengths.subarray(letters)) };
}

const LENGTH_MAX = 258;
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

let fixed: Codes | undefined;

function fixedCodes(): Codes {
  fixed ??= {
    letters: codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
    distances: codeOf(new Uint8Array(30).fill(5)),
  };
  return fixed;
}
