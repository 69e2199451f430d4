import { createSignal } from "solid-js";
import type { Me } from "../../workers/contracts/http.ts";
import { api } from "./api-client.ts";

/** Who sits at this browser: unknown until asked, then a person or nobody. */
const [me, setMe] = createSignal<Me | null | undefined>(undefined);

export { me, setMe };

/** Asks once who we are; a browser nobody has played in yet gets nobody. */
export async function loadMe(): Promise<Me | null> {
  const known = me();
  if (known !== undefined) return known;
  const answer = await api.me();
  const who = answer.ok ? answer.value : null;
  if (answer.ok || answer.problem.status === 401) setMe(who);
  return who;
}

export async function signOut(): Promise<void> {
  await api.signOut();
  setMe(null);
}
