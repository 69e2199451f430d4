import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { RestoreRow } from "../read/restores.ts";
import { restores } from "../schema.ts";

/** From here on nobody is let in, until the room has gone on under new dice. In the place of an earlier restore. */
export async function beginRestore(db: Database, row: RestoreRow): Promise<void> {
  await db.insert(restores).values(row).onConflictDoUpdate({ target: restores.campaignId, set: row });
}

export async function changeRestore(
  db: Database,
  change: { campaignId: string } & Partial<Pick<RestoreRow, "undo" | "finishedAt">>,
): Promise<void> {
  const { campaignId, ...set } = change;
  await db.update(restores).set(set).where(eq(restores.campaignId, campaignId));
}

/** It came to nothing: the room stands as it stood. */
export async function dropRestore(db: Database, campaignId: string): Promise<void> {
  await db.delete(restores).where(eq(restores.campaignId, campaignId));
}
