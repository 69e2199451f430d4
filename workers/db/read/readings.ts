import { and, eq, gt, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "../database.ts";
import { readings, uploads } from "../schema.ts";

export interface EmbeddedReading {
  readonly version: number;
  readonly embedderId: string;
  readonly embeddedTo: number;
}

/** The readings of a file that may have vectors: all, or one. */
export async function embeddedReadings(
  db: Database,
  file: { readonly uploadId: string; readonly version?: number },
): Promise<EmbeddedReading[]> {
  const rows = await db
    .select({ version: readings.version, embedderId: readings.embedderId, embeddedTo: readings.embeddedTo })
    .from(readings)
    .where(
      and(
        eq(readings.uploadId, file.uploadId),
        isNotNull(readings.embedderId),
        gt(readings.embeddedTo, 0),
        file.version === undefined ? undefined : eq(readings.version, file.version),
      ),
    );
  return rows.map((row) => ({ ...row, embedderId: row.embedderId ?? "" }));
}

/** Whether this reading is the one that counts, of a file that is not deleted. */
export async function isCurrentReading(
  db: Database,
  file: { readonly campaignId: string; readonly uploadId: string; readonly version: number },
): Promise<boolean> {
  const row = await db
    .select({ id: uploads.id })
    .from(uploads)
    .where(
      and(
        eq(uploads.id, file.uploadId),
        eq(uploads.campaignId, file.campaignId),
        eq(uploads.version, file.version),
        isNull(uploads.deletedAt),
      ),
    )
    .get();
  return row !== undefined;
}
