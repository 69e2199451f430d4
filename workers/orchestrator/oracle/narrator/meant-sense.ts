import type { NarratorInput } from "../../../core/ports.ts";
import { readClauses } from "../language/clauses.ts";
import type { Sense } from "../language/lexicon.ts";
import { nameWords } from "../language/words.ts";

/** What the player meant to do, when the turn is one plain deed of one hero; null when it is anything more. */
export function meantSense({ turn, view }: NarratorInput): Sense | null {
  const [action, ...more] = turn.actions;
  if (action === undefined || more.length > 0) return null;
  if (action.mode === "say") return { intents: ["talk"], tag: null };
  const hero = view.public.creatures[action.creatureId];
  const subjects = hero === undefined ? [] : [nameWords(hero.name), nameWords(hero.name.split(" ")[0] ?? "")];
  const clauses = readClauses(action.text, { subjects, words: new Set() });
  const deeds = clauses.filter(({ sense, quote }) => sense !== null || quote !== null);
  return deeds.length === 1 ? (deeds[0]?.sense ?? null) : null;
}
