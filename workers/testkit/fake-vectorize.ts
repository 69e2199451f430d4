import type { VectorizeBinding } from "../library/vectors/vectorize.ts";

type Stored = Parameters<VectorizeBinding["upsert"]>[0][number];

/** What Vectorize refuses, in the words in which it does. */
const refusals = {
  upsert: "VECTOR_UPSERT_ERROR (code = 40012): invalid vector, expected other dimensions",
  query: "VECTOR_QUERY_ERROR (code = 40006): invalid query vector, expected other dimensions",
  delete: "VECTOR_DELETE_ERROR (code = 40007): too many ids in payload; max id count is 100",
};

/** The `VECTORS` binding as the documentation has it: mutations are acknowledged by an id, and seen a while later. */
export class FakeVectorize implements VectorizeBinding {
  readonly calls: { readonly name: string; readonly sent: unknown }[] = [];
  readonly stored = new Map<string, Stored>();
  /** Mutations wait in here until `settle`, when they are told to. */
  readonly #waiting: (() => void)[] = [];
  readonly #dimensions: number;
  waits = false;
  /** Answers every question with these ids, whatever was asked. */
  lies: readonly string[] | null = null;
  fault: Error | null = null;
  hangs = false;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  settle(): void {
    for (const mutation of this.#waiting.splice(0)) mutation();
  }

  async upsert(vectors: Stored[]): Promise<{ mutationId: string }> {
    this.calls.push({ name: "upsert", sent: vectors });
    if (vectors.length > 1_000 || vectors.some(({ values }) => values.length !== this.#dimensions)) {
      throw new Error(refusals.upsert);
    }
    return this.#later(() => {
      for (const each of vectors) this.stored.set(each.id, each);
    });
  }

  async deleteByIds(ids: string[]): Promise<{ mutationId: string }> {
    this.calls.push({ name: "deleteByIds", sent: ids });
    if (ids.length > 100) throw new Error(refusals.delete);
    return this.#later(() => {
      for (const id of ids) this.stored.delete(id);
    });
  }

  async query(vector: number[], options: Parameters<VectorizeBinding["query"]>[1]): Promise<unknown> {
    this.calls.push({ name: "query", sent: options });
    if (this.fault !== null) throw this.fault;
    if (this.hangs) return await new Promise(() => undefined);
    if (vector.length !== this.#dimensions) throw new Error(refusals.query);
    if (JSON.stringify(options.filter).length >= 2_048) throw new Error("The filter has 2,048 bytes or more.");
    if (this.lies !== null) return { count: this.lies.length, matches: this.lies.map((id) => ({ id, score: 0.99 })) };
    const matches = [...this.stored.values()]
      .filter(({ namespace }) => namespace === options.namespace)
      .filter(({ metadata }) => options.filter.upload.$in.includes(metadata.upload))
      .map(({ id, values, namespace }) => ({ id, namespace, score: cosine(vector, values) }))
      .toSorted((left, right) => right.score - left.score)
      .slice(0, options.topK);
    return { count: matches.length, matches };
  }

  #later(mutation: () => void): { mutationId: string } {
    if (this.waits) this.#waiting.push(mutation);
    else mutation();
    return { mutationId: crypto.randomUUID() };
  }
}

function cosine(left: readonly number[], right: readonly number[]): number {
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  const lengths = Math.sqrt(product(left, left) * product(right, right));
  return lengths === 0 ? 0 : product(left, right) / lengths;
}
