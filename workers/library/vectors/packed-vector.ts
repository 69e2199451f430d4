const STEPS = 127;

/** A vector as signed bytes in base64. Its length is lost, which the angle to another does not need. */
export function packVector(values: ArrayLike<number>): string {
  const bytes = signedBytes(values);
  let text = "";
  for (let at = 0; at < bytes.length; at += 1) text += String.fromCharCode((bytes[at] ?? 0) & 0xff);
  return btoa(text);
}

function signedBytes(values: ArrayLike<number>): Int8Array {
  let largest = 0;
  for (let at = 0; at < values.length; at += 1) largest = Math.max(largest, Math.abs(values[at] ?? 0));
  const bytes = new Int8Array(values.length);
  if (largest === 0) return bytes;
  for (let at = 0; at < values.length; at += 1) bytes[at] = Math.round(((values[at] ?? 0) / largest) * STEPS);
  return bytes;
}

/** A question, ready to be compared with many packed vectors. */
export class SignedVector {
  readonly #bytes: Int8Array;
  readonly #length: number;

  private constructor(bytes: Int8Array) {
    this.#bytes = bytes;
    let square = 0;
    for (const byte of bytes) square += byte * byte;
    this.#length = Math.sqrt(square);
  }

  static of(values: ArrayLike<number>): SignedVector {
    return new SignedVector(signedBytes(values));
  }

  /** The cosine of the angle to a packed vector; 0 where either has no length or they do not fit. */
  cosine(packed: string): number {
    const other = atob(packed);
    const mine = this.#bytes;
    if (other.length !== mine.length) return 0;
    let product = 0;
    let square = 0;
    for (let at = 0; at < mine.length; at += 1) {
      const byte = (other.charCodeAt(at) << 24) >> 24;
      product += byte * (mine[at] ?? 0);
      square += byte * byte;
    }
    return square === 0 || this.#length === 0 ? 0 : product / (this.#length * Math.sqrt(square));
  }
}
