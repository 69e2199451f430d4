import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { Database } from "../database.ts";
import { vectors } from "../schema.ts";

/** The next page of the vectors that can be seen by now, in order of their ids. */
export async function vectorsAfter(
  db: Database,
  group: { readonly namespace: string; readonly embedderId: string; readonly now: number },
  page: { readonly after: string; readonly limit: number },
): Promise<{ id: string; values: string }[]> {
  return await db
    .select({ id: vectors.id, values: vectors.values })
    .from(vectors)
    .where(
      and(
        eq(vectors.namespace, group.namespace),
        eq(vectors.embedderId, group.embedderId),
        gt(vectors.id, page.after),
        lte(vectors.visibleAt, group.now),
      ),
    )
    .orderBy(asc(vectors.id))
    .limit(page.limit);
}
