/** So many cuts need only files that were made to be cut. */
const PIECES_MAX = 20_000;

/** What is kept of a file: stretches of it as they stand, joined where they touch, and bytes written anew. */
export class Pieces {
  readonly #of: Uint8Array;
  readonly #pieces: { from: number; to: number; bytes: Uint8Array }[] = [];
  #size = 0;

  constructor(of: Uint8Array) {
    this.#of = of;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether it has fallen into more pieces than an honest file does. */
  get isCrumbs(): boolean {
    return this.#pieces.length > PIECES_MAX;
  }

  keep(from: number, to: number): void {
    this.#size += to - from;
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.to === from) {
      last.to = to;
      last.bytes = this.#of.subarray(last.from, to);
    } else this.#pieces.push({ from, to, bytes: this.#of.subarray(from, to) });
  }

  write(bytes: Uint8Array): void {
    this.#size += bytes.byteLength;
    this.#pieces.push({ from: -1, to: -1, bytes });
  }

  joined(): Uint8Array {
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const { bytes } of this.#pieces) {
      whole.set(bytes, at);
      at += bytes.byteLength;
    }
    return whole;
  }
}
