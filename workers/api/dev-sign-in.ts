import { DevSignIn, Me } from "../contracts/http.ts";
import { problem } from "../contracts/problems.ts";
import { devAccountOfName } from "../db/read/accounts.ts";
import { saveAccount } from "../db/write/accounts.ts";
import type { DoorList } from "./door.ts";
import { personName } from "./person-name.ts";
import { isDevProfile } from "./profile.ts";
import { randomId } from "./random-id.ts";
import { meOf } from "./routes/accounts.ts";

/**
 * One click and somebody is signed in, for trying things on this machine. Only the composition root names this module,
 * behind a build-time constant, so that a production bundle does not hold it; a test searches the bundle for the marker.
 * Nothing may stand at the top level here that a bundler would have to keep.
 */
export function devSignIn(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/auth/dev",
      access: "anyone",
      noun: "auth",
      summary: "Sign in as anybody, on this machine only. (emberhall-dev-sign-in)",
      body: DevSignIn,
      audit: null,
      answers: { 200: { what: "Signed in; the same name is the same account.", schema: Me } },
      problems: ["not-found", "name-reserved"],
    },
    async ({ env, db, body, now, signIn }) => {
      if (!isDevProfile(env)) return problem("not-found");
      const named = personName(body.name ?? "Wanderer");
      if (!named.ok) return named.problem;
      const known = await devAccountOfName(db, named.name);
      const account = known ?? {
        id: randomId("a"),
        kind: "dev" as const,
        name: named.name,
        createdAt: now,
        ...{ signedOutAt: null, ageConfirmedAt: now, lastSeenAt: now },
      };
      if (known === null) await saveAccount(db, account);
      await signIn(account, "dev");
      return { status: 200, body: meOf(account) };
    },
  );
}
