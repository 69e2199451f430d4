import { ModelTrial } from "../contracts/http.ts";
import { problem } from "../contracts/problems.ts";
import type { DoorList } from "./door.ts";
import { isDevProfile } from "./profile.ts";

/**
 * Tries out the configured models when the app is started on this machine, and says in a line what each can do. A trial
 * costs money where models do, so no deployed Emberhall has this door: it is left out of a production bundle.
 */
export function devProbe(doors: DoorList, probe: () => Promise<string>): void {
  doors.add(
    {
      method: "POST",
      path: "/api/dev/probe",
      access: "anyone",
      noun: "machine",
      summary: "Tries out the configured models, on this machine only.",
      audit: null,
      answers: { 200: { what: "What each can do, a line each.", schema: ModelTrial } },
      problems: ["not-found"],
    },
    async ({ env }) =>
      isDevProfile(env) ? { status: 200, body: { lines: (await probe()).slice(0, 8_000) } } : problem("not-found"),
  );
}
