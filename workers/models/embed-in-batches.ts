import { tokensOf } from "./count-tokens.ts";
import { type Embeddings, ModelFault, type ModelUsage } from "./port.ts";

/** Workers AI takes a hundred texts at once; others take more, and gain little by it. */
const TEXTS_PER_BATCH_MAX = 100;

/** Embeds batch after batch, and refuses answers that do not fit their texts: a vector too few shifts all the others. */
export async function embedInBatches(
  texts: readonly string[],
  embedBatch: (batch: readonly string[]) => Promise<{ vectors: number[][]; usage: ModelUsage | null }>,
): Promise<Embeddings> {
  const vectors: number[][] = [];
  let inputTokens = 0;
  let estimated = false;
  for (let from = 0; from < texts.length; from += TEXTS_PER_BATCH_MAX) {
    const batch = texts.slice(from, from + TEXTS_PER_BATCH_MAX);
    const answer = await embedBatch(batch);
    vectors.push(...answer.vectors);
    const dimensions = vectors[0]?.length ?? 0;
    const fits = answer.vectors.every((vector) => vector.length === dimensions && dimensions > 0);
    if (answer.vectors.length !== batch.length || !fits) throw new ModelFault("broken-off", { code: "wrong-vectors" });
    estimated ||= answer.usage === null;
    inputTokens += answer.usage?.inputTokens ?? tokensOf(batch.join(""));
  }
  return { vectors, usage: { inputTokens, outputTokens: 0, cachedTokens: 0, estimated } };
}
