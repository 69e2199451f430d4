import type { Database } from "../db/database.ts";
import { EXPECTED_MIGRATIONS } from "../db/expected-migrations.ts";
import { appliedMigrations } from "../db/read/operator.ts";
import { sessionOfAccount } from "../db/read/sessions.ts";
import type { ApiBindings } from "./bindings.ts";

/** `behind`: the database has not had the migrations of this version. */
export type Stands = "ok" | "down" | "behind";

/** How the stores of this server answer. */
export async function serverParts(
  env: ApiBindings,
  db: Database,
): Promise<{ database: Stands; files: Stands; rooms: Stands }> {
  const [database, files, rooms] = await Promise.all([schemaStands(db), filesStand(env), roomsStand(env)]);
  return { database, files, rooms };
}

/** What this server calls its version. */
export function versionOf(env: ApiBindings): string {
  return env.VERSION?.tag || env.VERSION?.id || "local";
}

/** Nobody has this id: the question costs one key read and proves that the schema is there. */
export async function databaseStands(db: Database): Promise<Stands> {
  return await orDown(async () => void (await sessionOfAccount(db, { accountId: "", sessionId: "" })));
}

async function schemaStands(db: Database): Promise<Stands> {
  const answers = await databaseStands(db);
  const applied = await appliedMigrations(db);
  const isWhole = EXPECTED_MIGRATIONS.every((name) => applied.includes(name));
  return isWhole ? answers : applied.length === 0 ? "down" : "behind";
}

async function filesStand(env: ApiBindings): Promise<Stands> {
  return await orDown(async () => void (await env.FILES.head("ready")));
}

/** A room that was never opened stores nothing. It is the same one each time. */
async function roomsStand(env: ApiBindings): Promise<Stands> {
  return await orDown(async () => void (await env.ROOM.getByName("ready").outline()));
}

async function orDown(ask: () => Promise<void>): Promise<Stands> {
  return await ask().then(
    () => "ok" as const,
    () => "down" as const,
  );
}
