import { Health } from "../../contracts/http.ts";
import type { ApiBindings, ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { databaseStands, type Stands, serverParts, versionOf } from "../server-parts.ts";
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
      return reported(env, options, await serverParts(env, db));
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

/** A monitor reads the status, a person the body. */
function reported(env: ApiBindings, options: ApiOptions, parts: Record<string, Stands>): Response {
  const ok = Object.values(parts).every((part) => part === "ok");
  return Response.json(
    { ok, version: versionOf(env), dm: options.dm?.(env) ?? "oracle", parts },
    { status: ok ? 200 : 503 },
  );
}
