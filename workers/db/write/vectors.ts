import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";

export interface VectorRow {
  readonly id: string;
  /** Signed bytes in base64. */
  readonly values: string;
}

/** Lays vectors down, in place of those with the same ids. */
export async function putVectors(
  db: Database,
  group: { readonly namespace: string; readonly embedderId: string; readonly visibleAt: number },
  rows: readonly VectorRow[],
): Promise<void> {
  const given = JSON.stringify(rows.map(({ id, values }) => [id, values]));
  await db.run(sql`
    INSERT INTO vectors (namespace, embedder_id, id, "values", visible_at)
    SELECT ${group.namespace}, ${group.embedderId}, value ->> 0, value ->> 1, ${group.visibleAt}
    FROM json_each(${given}) WHERE true
    ON CONFLICT (namespace, embedder_id, id)
    DO UPDATE SET "values" = excluded."values", visible_at = excluded.visible_at`);
}

/** Removes vectors by their ids. */
export async function deleteVectors(
  db: Database,
  group: { readonly namespace: string; readonly embedderId: string },
  ids: readonly string[],
): Promise<void> {
  await db.run(sql`
    DELETE FROM vectors WHERE namespace = ${group.namespace} AND embedder_id = ${group.embedderId}
      AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}
