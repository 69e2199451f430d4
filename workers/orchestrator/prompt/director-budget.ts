import type { PartPolicy } from "./fit-parts.ts";
import { MEMORY_POLICY } from "./recalled-part.ts";

/** As many lines and veils as a table may draw, each as long as it may be, in a script that costs a token a sign. */
export const BOUNDARIES_TOKENS_MAX = 2_400;

/**
 * What a director's prompt is made of, stable parts first so that a provider can keep its beginning warm, with the room
 * each has. What is dropped first when a model is small, by `gives`: old journal, old narrations, the end of the lore,
 * what is remembered from long ago and the last of the sources, the end of the heroes' lists (packs of those who do not
 * act), the far end of the scene, secrets that nothing here could reveal, the adventure's frame, the table's own rules,
 * and last the fight. Never dropped: the role, the tools, the lines and veils of the table, what the players did, what
 * came of it, what was wrong with the last answer. Those are bounded where they are written. Entries go whole, oldest
 * first or last first.
 */
export const DIRECTOR_BUDGET: readonly PartPolicy[] = [
  { name: "role", tokensMax: 2_000, tokensMin: 2_000, drops: "nothing", gives: 99 },
  { name: "tools", tokensMax: 6_000, tokensMin: 6_000, drops: "nothing", gives: 99 },
  { name: "adventure", tokensMax: 600, tokensMin: 0, drops: "last", gives: 9 },
  { name: "scene", tokensMax: 7_000, tokensMin: 1_200, drops: "last", gives: 7 },
  { name: "lore", tokensMax: 500, tokensMin: 0, drops: "last", gives: 3 },
  { name: "secrets", tokensMax: 1_200, tokensMin: 200, drops: "last", gives: 8 },
  { name: "table", tokensMax: 1_600, tokensMin: 400, drops: "last", gives: 10 },
  {
    name: "boundaries",
    tokensMax: BOUNDARIES_TOKENS_MAX,
    tokensMin: BOUNDARIES_TOKENS_MAX,
    drops: "nothing",
    gives: 99,
  },
  { name: "heroes", tokensMax: 2_000, tokensMin: 500, drops: "last", gives: 6 },
  { name: "fight", tokensMax: 1_600, tokensMin: 600, drops: "last", gives: 11 },
  { name: "journal", tokensMax: 900, tokensMin: 0, drops: "oldest", gives: 1 },
  { name: "told", tokensMax: 1_200, tokensMin: 0, drops: "oldest", gives: 2 },
  { ...MEMORY_POLICY, gives: 4 },
  { name: "sources", tokensMax: 1_600, tokensMin: 450, drops: "last", gives: 5 },
  { name: "actions", tokensMax: 4_500, tokensMin: 4_500, drops: "nothing", gives: 99 },
  { name: "results", tokensMax: 2_500, tokensMin: 2_500, drops: "nothing", gives: 99 },
  { name: "corrections", tokensMax: 800, tokensMin: 800, drops: "nothing", gives: 99 },
];

/** No director's prompt is longer than this, however big the model: it is the sum of the table. */
export const DIRECTOR_TOKENS_MAX = DIRECTOR_BUDGET.reduce((sum, { tokensMax }) => sum + tokensMax, 0);
