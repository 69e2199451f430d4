import { sealOf } from "../ledger/seal.ts";
import { nameSkeleton } from "../names.ts";
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

/**
 * The same for many texts against one `known`, which is read once: a narration is watched word by word. A tell is known
 * again in look-alike letters, letter by letter, and with signs in it that nobody sees; not in a cipher.
 */
export function secretWatch(state: CampaignState, known: string): SecretWatch {
  const told = plain(known);
  const watched = scriptOf(state)
    .secrets.filter(({ id }) => !isOut(state, id))
    .map(({ title, tells }) => {
      const kept = tells.map(plain).filter((tell) => !told.includes(tell));
      return { title, kept, bones: kept.map(nameSkeleton).filter(({ length }) => length >= SKELETON_MIN) };
    });
  const openings = watched.flatMap(({ kept }) => kept.map((tell) => tell.trim().split(" ")));
  const watch = (said: string) => {
    const text = said.replace(/%[0-9a-f]{2}/gi, " ");
    const words = plain(text);
    const skeleton = nameSkeleton(text);
    const found = watched.find(
      ({ kept, bones }) => kept.some((tell) => words.includes(tell)) || bones.some((bone) => skeleton.includes(bone)),
    );
    return found?.title ?? null;
  };
  return Object.assign(watch, { begins: (said: string) => openings.some((tell) => endsInside(wordsOf(said), tell)) });
}

/** The title of a secret that a text would give away, or null. */
export interface SecretWatch {
  (text: string): string | null;
  /** Whether a text ends in the middle of a tell, so that its last words should wait for the next. */
  begins(text: string): boolean;
}

const wordsOf = (text: string): string[] => plain(text).trim().split(" ");

/** Whether the last words are the first of a tell, two at least; the very last may still be growing. */
function endsInside(words: readonly string[], tell: readonly string[]): boolean {
  for (let count = Math.min(tell.length, words.length); count >= 2; count -= 1) {
    const end = words.slice(-count);
    const inside = end.every((word, at) =>
      at === count - 1 ? tell[at]?.startsWith(word) === true : word === tell[at],
    );
    if (inside) return true;
  }
  return false;
}

/** Shorter than this, letters without their blanks may stand in others by chance. */
const SKELETON_MIN = 9;

function plain(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, "");
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}
