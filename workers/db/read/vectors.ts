import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { vectors } from "../schema.ts";

/** Vectors in order of their ids: the texts of their values, one behind the other as one. */
export interface VectorPage {
  readonly ids: readonly string[];
  readonly values: string;
}

/**
 * The next page of the vectors of some files that can be seen by now, in order of their ids. Two texts and no rows: of what a
 * question costs, most is the way out of the database.
 */
export async function vectorsAfter(
  db: Database,
  group: {
    readonly namespace: string;
    readonly embedderId: string;
    readonly now: number;
    readonly uploads: readonly string[];
  },
  page: { readonly after: string; readonly limit: number },
): Promise<VectorPage> {
  const row = await db.get<{ ids: string | null; packed: string | null }>(sql`
    SELECT group_concat(id, ' ') AS ids, group_concat("values", '') AS packed FROM (
      SELECT id, "values" FROM ${vectors}
      WHERE namespace = ${group.namespace} AND embedder_id = ${group.embedderId} AND id > ${page.after}
        AND substr(id, 1, instr(id, '.') - 1) IN (SELECT value FROM json_each(${JSON.stringify(group.uploads)}))
        AND visible_at <= ${group.now}
      ORDER BY id LIMIT ${page.limit})`);
  return { ids: row?.ids?.split(" ") ?? [], values: row?.packed ?? "" };
}
