import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { VectorsIn } from "../read/readings.ts";
import { inOneStep } from "./in-one-step.ts";

interface Reading {
  readonly uploadId: string;
  readonly version: number;
}

/** Writes down that passages below an ordinal may have vectors of an embedder in a kind of index from now on. */
export async function recordVectors(
  db: Database,
  { uploadId, version }: Reading,
  vectors: { readonly embedderId: string; readonly vectorsIn: VectorsIn; readonly to: number },
): Promise<void> {
  const isThis = sql`upload_id = ${uploadId} AND version = ${version}`;
  await inOneStep(db, [
    sql`UPDATE readings SET embedder_id = ${vectors.embedderId}, vectors_in = ${vectors.vectorsIn},
        embedded_to = max(embedded_to, ${vectors.to})
      WHERE ${isThis}`,
    sql`UPDATE uploads SET embedder_id = ${vectors.embedderId} WHERE id = ${uploadId} AND version = ${version}`,
  ]);
}

/** Writes down that a reading has no vectors any more. One that has no passages either is done with. */
export async function forgetVectors(db: Database, { uploadId, version }: Reading): Promise<void> {
  const isThis = sql`upload_id = ${uploadId} AND version = ${version}`;
  await inOneStep(db, [
    sql`UPDATE readings SET embedder_id = NULL, vectors_in = NULL, embedded_to = 0 WHERE ${isThis}`,
    sql`UPDATE uploads SET embedder_id = NULL WHERE id = ${uploadId} AND version = ${version}`,
    sql`DELETE FROM readings WHERE ${isThis}
      AND NOT EXISTS (SELECT 1 FROM chunks WHERE upload_id = ${uploadId} AND version = ${version})`,
  ]);
}
