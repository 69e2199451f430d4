export interface VectorEntry {
  /** At most `VECTOR_ID_BYTES_MAX` bytes; it begins with the file's id and a dot. */
  readonly id: string;
  readonly values: ArrayLike<number>;
}

export interface VectorMatch {
  readonly id: string;
  /** The cosine of the angle between the two. */
  readonly score: number;
}

export interface VectorQuestion {
  readonly topK: number;
  /** Ids of the files that count. Vectors of others are as if they were not there, however near they are. */
  readonly uploads: readonly string[];
  /** Whoever asked does not wait any more. */
  readonly signal?: AbortSignal;
}

/** The port to an index of the vectors of one embedder. A namespace is a campaign, and nothing is found across two. */
export interface VectorIndex {
  /** Puts vectors in, in place of those with the same ids. They may take a while to be found. */
  upsert(namespace: string, entries: readonly VectorEntry[]): Promise<void>;
  /** The nearest, nearest first. What was removed a moment ago may still be among them. */
  query(namespace: string, values: ArrayLike<number>, question: VectorQuestion): Promise<VectorMatch[]>;
  remove(namespace: string, ids: readonly string[]): Promise<void>;
}

/** Vectorize's limits hold for every index, so that what works on a laptop works in an account. */
export const VECTORS_PER_UPSERT_MAX = 1_000;
export const TOP_K_MAX = 100;
export const DIMENSIONS_MAX = 1_536;
/** Vectorize takes 64; the rest is for what an adapter adds. */
export const VECTOR_ID_BYTES_MAX = 56;

export type VectorFaultKind = "too-many" | "wrong-shape" | "unavailable";

/** An index that did not do its part. What the provider wrote is not kept but for its code. */
export class VectorFault extends Error {
  override readonly name = "VectorFault";
  readonly kind: VectorFaultKind;
  readonly code: string | undefined;

  constructor(kind: VectorFaultKind, code?: string) {
    super(`${faultWords[kind]}${code === undefined ? "" : ` (${code})`}`);
    this.kind = kind;
    this.code = code;
  }
}

const faultWords: Record<VectorFaultKind, string> = {
  "too-many": "More was asked of the vector index in one call than it takes.",
  "wrong-shape": "A vector or an id does not fit the vector index.",
  unavailable: "The vector index did not answer.",
};

const encoder = new TextEncoder();

/** Refuses what Vectorize would refuse. */
export function checkEntries(entries: readonly VectorEntry[], dimensions: number): void {
  if (entries.length > VECTORS_PER_UPSERT_MAX) throw new VectorFault("too-many");
  for (const { id, values } of entries) {
    if (encoder.encode(id).byteLength > VECTOR_ID_BYTES_MAX || uploadOf(id) === "")
      throw new VectorFault("wrong-shape", "id");
    checkVector(values, dimensions);
  }
}

/** The file a vector is of. */
export function uploadOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(".")));
}

/** Refuses a question that Vectorize would refuse. */
export function checkQuery(values: ArrayLike<number>, topK: number, dimensions: number): void {
  if (topK > TOP_K_MAX || topK < 1) throw new VectorFault("too-many", "topK");
  checkVector(values, dimensions);
}

function checkVector(values: ArrayLike<number>, dimensions: number): void {
  if (values.length !== dimensions || dimensions > DIMENSIONS_MAX) throw new VectorFault("wrong-shape", "dimensions");
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) throw new VectorFault("wrong-shape", "not a number");
  }
}
