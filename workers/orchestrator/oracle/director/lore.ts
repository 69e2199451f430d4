import type { z } from "zod";
import type { Lore } from "../../../contracts/adventure.ts";
import { findPhrase } from "../language/naming.ts";
import { nameWords } from "../language/words.ts";
import type { Sight } from "./sight.ts";

type LoreEntry = z.infer<typeof Lore>;

/** What the script knows of the words, for somebody who searches their memory. */
export function bestLore(sight: Sight, words: readonly string[]): LoreEntry | null {
  let best: { readonly lore: LoreEntry; readonly score: number } | null = null;
  for (const lore of sight.script?.lore ?? []) {
    const score = lore.keys.reduce((sum, key) => sum + findPhrase(words, nameWords(key)), 0);
    if (score > 0 && (best === null || score > best.score)) best = { lore, score };
  }
  return best?.lore ?? null;
}
