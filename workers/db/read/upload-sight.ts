import { type SQL, sql } from "drizzle-orm";
import { isOpenToPlayers, OPEN_TO_PLAYERS } from "../../contracts/library.ts";
import type { UploadRow } from "./uploads.ts";

/** `gm` for those who run the table, `players` for everybody else at it. */
export type Eyes = "gm" | "players";

/** Whether these eyes may have a file: what stands behind the screen, or is not read yet, is not there for players. */
export function isInSight({ visibility, status }: Pick<UploadRow, "visibility" | "status">, may: Eyes): boolean {
  return may === "gm" || isOpenToPlayers({ visibility, status });
}

/** The same as a condition on a row of `uploads`, under the name it has in the statement; deleted files are in nobody's sight. */
export function inSightOf(may: Eyes, row = "uploads"): SQL {
  const column = (name: string) => sql`${sql.identifier(row)}.${sql.identifier(name)}`;
  const stands = sql`${column("deleted_at")} IS NULL`;
  if (may === "gm") return stands;
  const open = JSON.stringify(OPEN_TO_PLAYERS);
  return sql`${stands} AND ${column("visibility")} = 'players'
    AND ${column("status")} IN (SELECT value FROM json_each(${open}))`;
}
