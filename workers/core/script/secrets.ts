import { sealOf } from "../ledger/seal.ts";
import type { CampaignState } from "../state.ts";
import type { Step } from "../step.ts";
import { scriptOf } from "./lookup.ts";

/** Commits to every secret of the script before play: what comes out later was so from the start. */
export function sealSecrets(step: Step): void {
  const kept = scriptOf(step.state).secrets.map((secret, at) => ({
    id: `s${at + 1}`,
    secretId: secret.id,
    salt: step.chance.salt(),
    secret,
  }));
  if (kept.length === 0) return;
  step.emit("secrets_sealed", {
    seals: kept.map(({ id, salt, secret }) => ({
      id,
      commitment: sealOf({ id, title: secret.title, text: secret.text, salt }),
    })),
  });
  step.emit("secrets_kept", { secrets: kept.map(({ id, secretId, salt }) => ({ id, secretId, salt })) }, "gm");
}

/** Opens a seal before the table. A secret that is out already stays out and says nothing twice. */
export function revealSecret(step: Step, secretId: string): void {
  const secret = scriptOf(step.state).secrets.find(({ id }) => id === secretId);
  const kept = step.state.gm.kept.find((each) => each.secretId === secretId);
  if (secret === undefined || kept === undefined || isOut(step.state, secretId)) return;
  step.emit("secret_revealed", { id: kept.id, secretId, title: secret.title, text: secret.text, salt: kept.salt });
}

function isOut(state: CampaignState, secretId: string): boolean {
  return state.public.seals.some((seal) => seal.secretId === secretId);
}

/**
 * The title of a sealed secret that a public text would give away, or null. Words the listeners have been told already,
 * by the script itself or by one another, give nothing away.
 */
export function secretToldBy(state: CampaignState, text: string, known = ""): string | null {
  return secretWatch(state, known)(text);
}

/** The same for many texts against one `known`, which is read once: a narration is watched word by word. */
export function secretWatch(state: CampaignState, known: string): (text: string) => string | null {
  const told = plain(known);
  const watched = scriptOf(state)
    .secrets.filter(({ id }) => !isOut(state, id))
    .map(({ title, tells }) => ({ title, tells: tells.map(plain).filter((tell) => !told.includes(tell)) }));
  return (text) => {
    const words = plain(text);
    return watched.find(({ tells }) => tells.some((tell) => words.includes(tell)))?.title ?? null;
  };
}

function plain(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "");
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}
