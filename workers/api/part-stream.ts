import { HEAD_BYTES, isForeignText, type Sniffed, sniffHead, TextProof } from "./media/sniff-file.ts";

/** Looks at the bytes of a part as they pass. */
export interface PartCheck {
  /** False as soon as they cannot be what they should be. */
  takes(piece: Uint8Array): boolean;
  ends(): boolean;
}
export const noCheck: PartCheck = { takes: () => true, ends: () => true };

/** Finds out from the first part of a file what it is. */
export class FirstPartCheck implements PartCheck {
  sniffed: Sniffed | null = null;
  readonly #title: string;
  readonly #isWholeFile: boolean;
  readonly #proof = new TextProof();
  readonly #head = new Uint8Array(HEAD_BYTES);
  #seen = 0;

  constructor(file: { title: string; isWholeFile: boolean }) {
    this.#title = file.title;
    this.#isWholeFile = file.isWholeFile;
  }

  /** It was not taken, although it seems to be a text in the signs of another time or program. */
  get isForeignText(): boolean {
    return this.#isText() && isForeignText(this.#head.subarray(0, this.#seen));
  }

  takes(piece: Uint8Array): boolean {
    if (this.#seen < HEAD_BYTES) {
      const more = piece.subarray(0, HEAD_BYTES - this.#seen);
      this.#head.set(more, this.#seen);
      this.#seen += more.byteLength;
      if (this.#seen < HEAD_BYTES) return true;
      const rest = piece.subarray(more.byteLength);
      return this.#decide() && this.#goesOn(rest);
    }
    return this.#goesOn(piece);
  }

  ends(): boolean {
    if (this.#seen < HEAD_BYTES && !this.#decide()) return false;
    return !this.#isText() || this.#proof.ends(this.#isWholeFile);
  }

  #decide(): boolean {
    const head = this.#head.subarray(0, this.#seen);
    this.sniffed = sniffHead(head, this.#title);
    return this.sniffed !== null && this.#goesOn(head);
  }

  #goesOn(piece: Uint8Array): boolean {
    return !this.#isText() || this.#proof.takes(piece);
  }

  #isText(): boolean {
    return this.sniffed?.kind === "text" || this.sniffed?.kind === "markdown";
  }
}

export type Streamed<T> = { ok: true; put: T } | { ok: false; why: "too-long" | "too-short" | "wrong-bytes" };

/**
 * Passes exactly so many bytes on to where they are stored, counting what arrives and not what was announced. A stream that
 * is too long, too short or of the wrong kind is broken off, so that nothing of it is stored.
 */
export async function streamExactly<T>(
  body: ReadableStream<Uint8Array> | null,
  must: { bytes: number; check: PartCheck },
  put: (stream: ReadableStream<Uint8Array>) => Promise<T>,
): Promise<Streamed<T>> {
  const { readable, writable } = new FixedLengthStream(must.bytes);
  const writer = writable.getWriter();
  const putting = put(readable);
  // A store that fails without reading on would leave a write waiting for ever.
  const failing = putting.then(() => new Promise<never>(() => {}));
  failing.catch(() => {});
  const why = await pass(body, must, (piece) => Promise.race([writer.write(piece), failing]));
  if (why === null) {
    await Promise.race([writer.close(), failing]);
    return { ok: true, put: await putting };
  }
  await writer.abort(new Error(`The part is ${why}.`));
  await putting.catch(() => {});
  return { ok: false, why };
}

async function pass(
  body: ReadableStream<Uint8Array> | null,
  must: { bytes: number; check: PartCheck },
  write: (piece: Uint8Array) => Promise<void>,
): Promise<"too-long" | "too-short" | "wrong-bytes" | null> {
  const reader = body?.getReader();
  let seen = 0;
  for (let piece = await nextOf(reader); piece !== null; piece = await nextOf(reader)) {
    seen += piece.byteLength;
    if (seen > must.bytes) return "too-long";
    if (!must.check.takes(piece)) return "wrong-bytes";
    await write(piece);
  }
  if (seen < must.bytes) return "too-short";
  return must.check.ends() ? null : "wrong-bytes";
}

/** Where a line goes dead the part ends, too short. */
async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | null> {
  try {
    return (await reader?.read())?.value ?? null;
  } catch {
    return null;
  }
}
