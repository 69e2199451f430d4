import { createSignal } from "solid-js";
import { type Ask, askApi, type Request } from "./api-client.ts";
import { ownProblem, type Result } from "./result.ts";

/** Set while something waits for the passkey; whoever asks the person calls it with what came of it. */
const [waiting, setWaiting] = createSignal<((shown: boolean) => void) | null>(null);

export { waiting };

/** What asks for the passkey does so once more when it was shown; when it was not, nothing has happened. */
export function makeConfirmedAsk(ask: Ask, showsPasskey: () => Promise<boolean>): Ask {
  return async <T>(path: string, request?: Request): Promise<Result<T>> => {
    const answer = await ask<T>(path, request);
    if (answer.ok || answer.problem.slug !== "sign-in-again") return answer;
    if (await showsPasskey()) return await ask<T>(path, request);
    return { ok: false, problem: ownProblem("sign-in-again", "Your passkey was not shown. Nothing has changed.") };
  };
}

/** Resolves when the person has shown their passkey or thought better of it. */
function asksPerson(): Promise<boolean> {
  // One question at a time: what asked before gets its answer now.
  waiting()?.(false);
  return new Promise((resolve) => {
    setWaiting(() => (shown: boolean) => {
      setWaiting(null);
      resolve(shown);
    });
  });
}

/** Asks our API from this page, and for the passkey where a door wants to see it again. */
export const confirmedAsk: Ask = makeConfirmedAsk(askApi, asksPerson);
