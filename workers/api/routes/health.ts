import { Health } from "../../contracts/http.ts";
import type { Database } from "../../db/database.ts";
import { EXPECTED_MIGRATIONS } from "../../db/expected-migrations.ts";
import { appliedMigrations } from "../../db/read/operator.ts";
import { sessionOfAccount } from "../../db/read/sessions.ts";
import type { ApiBindings, ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { signingKeys } from "../signing-keys.ts";

/** Whether this deployment is well, and the keys that others need to check our tokens. */
export function healthDoors(doors: DoorList, options: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/health",
      access: "anyone",
      noun: "health",
      summary: "Version, dungeon master, and whether the database answers. 503 when it does not.",
      answers: { 200: { what: "The report; `ok` says whether people can play.", schema: Health } },
      problems: [],
    },
    async ({ env, db }) => reported(env, options, { database: await databaseStands(db) }),
  );

  doors.add(
    {
      method: "GET",
      path: "/api/ready",
      access: "anyone",
      noun: "health",
      summary: "Whether this version may be given people: its schema is whole and its stores answer. 503 when not.",
      answers: { 200: { what: "The report.", schema: Health } },
      problems: [],
    },
    async ({ env, db }) => {
      const [database, files, rooms] = await Promise.all([schemaStands(db), filesStand(env), roomsStand(env)]);
      return reported(env, options, { database, files, rooms });
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/.well-known/jwks.json",
      access: "anyone",
      noun: "health",
      summary: "The public keys of our tokens, old ones while their tokens live.",
      answers: { 200: { what: "A JSON Web Key Set.", type: "application/json" } },
      problems: [],
    },
    async ({ env, now }) => {
      const { jwks } = await signingKeys(env.DB, now);
      return { status: 200, body: jwks, headers: { "cache-control": "public, max-age=300" } };
    },
  );
}

type Stands = "ok" | "down" | "behind";

/** A monitor reads the status, a person the body. */
function reported(env: ApiBindings, options: ApiOptions, parts: Record<string, Stands>): Response {
  const ok = Object.values(parts).every((part) => part === "ok");
  const version = env.VERSION?.tag || env.VERSION?.id || "local";
  return Response.json({ ok, version, dm: options.dm?.(env) ?? "oracle", parts }, { status: ok ? 200 : 503 });
}

/** Nobody has this id: the question costs one key read and proves that the schema is there. */
async function databaseStands(db: Database): Promise<Stands> {
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
