/** Whether a text is to be found, or to find with: some models want to be told. */
export type TextKind = "passage" | "query";

/** The port to what makes vectors of texts. */
export interface Embedder {
  /** Provider, model and length: vectors of two embedders are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** Vectors less alike than `related` say nothing, and more than `close` nothing more. */
  readonly related: number;
  readonly close: number;
  /** How far closeness alone answers for a passage, and how much its order counts beside that of the words: 0 to 1. */
  readonly trust: number;
  /** One vector per text, in order. */
  embed(texts: readonly string[], kind: TextKind): Promise<ArrayLike<number>[]>;
}
