import { Health } from "../../contracts/http.ts";
import { sessionOfAccount } from "../../db/read/sessions.ts";
import type { ApiOptions } from "../bindings.ts";
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
      summary: "Version, dungeon master, and which parts answer.",
      answers: { 200: { what: "The report; `ok` says whether people can play.", schema: Health } },
      problems: [],
    },
    async ({ env, db }) => {
      // Nobody has this id: the question costs one key read and proves that the schema is there.
      const answered = await sessionOfAccount(db, { accountId: "", sessionId: "" }).then(
        () => true,
        () => false,
      );
      const version = env.VERSION?.tag || env.VERSION?.id || "local";
      const parts = { database: answered ? ("ok" as const) : ("down" as const) };
      return { status: 200, body: { ok: answered, version, dm: options.dm?.(env) ?? "oracle", parts } };
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
