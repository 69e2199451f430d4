import { criticals, damage, damageNotes, fumbles, hits, misses } from "./blows.ts";
import { anyCheck, checks, skillGroups, traitGroups } from "./checks.ts";
import { conditions } from "./conditions.ts";
import { leadIns } from "./lead-ins.ts";
import { nothingThere } from "./nothing-there.ts";
import { occasionsOfTheBody } from "./occasions-body.ts";
import { occasionsOfTheTable } from "./occasions-table.ts";
import { occasionsOfTheWorld } from "./occasions-world.ts";
import { tones } from "./tones.ts";
import type { Grammar } from "./types.ts";

export type { ConditionPhrases, Grammar, Occasion, Outcomes, Phrases, SkillGroup, Tone } from "./types.ts";

/** Everything the built-in narrator can say of its own accord. Authored words always come first. */
export const grammar: Grammar = {
  leadIns,
  nothingThere,
  skillGroups,
  traitGroups,
  checks,
  anyCheck,
  hits,
  misses,
  criticals,
  fumbles,
  damage,
  damageNotes,
  conditions,
  occasions: { ...occasionsOfTheBody, ...occasionsOfTheWorld, ...occasionsOfTheTable },
  tones,
};
