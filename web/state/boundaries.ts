import type { Boundary } from "../../workers/contracts/dm.ts";
import { sameSubject } from "../../workers/core/evolve/fold-machine.ts";
import { signless } from "../../workers/core/safety/crossings.ts";

export { sameSubject };

/** What a table can keep out at a time. */
export const BOUNDARIES_MAX = 24;

/** Scripts in which a thing may be named in fewer letters than three. */
const SHORT_WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether the server would find nothing in it to keep out. */
export const namesNothing = (boundary: Boundary): boolean => boundary.text.trim() !== "" && signless(boundary);

/** Whether words of one's own look as if they named no thing: "no", "it", "xx". */
export function looksNameless(boundary: Boundary): boolean {
  const { tag, text } = boundary;
  if (tag !== null || text.trim() === "") return false;
  return namesNothing(boundary) || !(/\p{L}{3}/u.test(text) || SHORT_WORDS.test(text));
}
