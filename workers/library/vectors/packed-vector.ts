const STEPS = 127;
/** Before the numbers of a packed vector stands the square of its length. */
const HEAD_BYTES = 4;

/** A whole number of three bytes, so that packed vectors in a row are one text in base64. */
function packedBytes(dimensions: number): number {
  return Math.ceil((HEAD_BYTES + dimensions) / 3) * 3;
}

/** How long the text of a packed vector is. */
export function packedChars(dimensions: number): number {
  return (packedBytes(dimensions) / 3) * 4;
}

/** A vector as signed bytes in base64. Its length is lost but for how the bytes have it, which the angle to another does not need. */
export function packVector(values: ArrayLike<number>): string {
  const numbers = signedBytes(values);
  const bytes = new Uint8Array(packedBytes(numbers.length));
  bytes.set(numbers, HEAD_BYTES);
  new DataView(bytes.buffer).setUint32(0, squareOf(numbers));
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
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

function squareOf(bytes: Int8Array): number {
  let square = 0;
  for (const byte of bytes) square += byte * byte;
  return square;
}

/** A question, ready to be compared with many packed vectors. */
export class SignedVector {
  readonly #dimensions: number;
  readonly #length: number;
  /** Where the question has a number at all: a short one by the hashed embedder has few. */
  readonly #places: Uint16Array;
  readonly #numbers: Int8Array;

  private constructor(bytes: Int8Array) {
    this.#dimensions = bytes.length;
    this.#length = Math.sqrt(squareOf(bytes));
    this.#places = Uint16Array.from(bytes.keys()).filter((at) => bytes[at] !== 0);
    this.#numbers = bytes.filter((byte) => byte !== 0);
  }

  static of(values: ArrayLike<number>): SignedVector {
    return new SignedVector(signedBytes(values));
  }

  /** The cosines of the angles to packed vectors of the same length, one behind the other; 0 where one has no length. */
  cosines(packed: string): number[] {
    const bytes = bytesOf(packed);
    const signed = new Int8Array(bytes.buffer);
    const heads = new DataView(bytes.buffer);
    const step = packedBytes(this.#dimensions);
    const [places, numbers] = [this.#places, this.#numbers];
    const found: number[] = [];
    for (let from = 0; from + step <= bytes.length; from += step) {
      const square = heads.getUint32(from);
      const first = from + HEAD_BYTES;
      let product = 0;
      for (let at = 0; at < places.length; at += 1) {
        product += (numbers[at] ?? 0) * (signed[first + (places[at] ?? 0)] ?? 0);
      }
      found.push(square === 0 || this.#length === 0 ? 0 : product / (this.#length * Math.sqrt(square)));
    }
    return found;
  }
}

/** Newer than the library that types are checked against. */
const decoder: Uint8ArrayConstructor & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> } = Uint8Array;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  if (decoder.fromBase64 !== undefined) return decoder.fromBase64(text);
  const signs = atob(text);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
  return bytes;
}
