import { createSignal } from "solid-js";
import type { Me } from "../../workers/contracts/http.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { api } from "./api-client.ts";
import { keep } from "./keep.ts";

/** Set once somebody has played here. The session itself is a cookie that scripts cannot see. */
const PLAYED_HERE = "emberhall.played";

/** Who sits at this browser: unknown until asked, then a person or nobody. */
const [me, setMe] = createSignal<Me | null | undefined>(undefined);

/** Why nobody sits here any more, where there is more to say than that. */
const [farewell, setFarewell] = createSignal<string | null>(null);

export { farewell, me };

/** Remembers who we are, or, without an answer yet, that there is somebody to ask about. */
export function signedIn(who?: Me): void {
  keep.write(PLAYED_HERE, "yes");
  setFarewell(null);
  setMe(who);
}

/** Asks once who we are. Where nobody has played yet there is nothing to ask. */
export async function loadMe(): Promise<void> {
  if (me() !== undefined) return;
  if (keep.read(PLAYED_HERE) === null) {
    setMe(null);
    return;
  }
  const answer = await api.me();
  if (answer.ok) setMe(answer.value);
  else if (answer.problem.status === 401) forget(answer.problem);
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forget();
}

/** On the way to sign in elsewhere: whoever comes back is asked who they are. */
export function expectSomebody(): void {
  keep.write(PLAYED_HERE, "yes");
}

/** Forgets who we were, when the server no longer knows us: the next thing to ask for is a name. */
export function forget(because?: Problem): void {
  keep.drop(PLAYED_HERE);
  setFarewell(because?.detail ?? null);
  setMe(null);
}
