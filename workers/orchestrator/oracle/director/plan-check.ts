import type { Intent } from "../../../contracts/adventure.ts";
import type { Difficulty } from "../../../contracts/tools.ts";
import { acting, call, type Deed, type Plan } from "./plan.ts";
import { ROLLS } from "./situation.ts";

/** Things that help at some kinds of work when they are named. */
const AIDS: Readonly<Partial<Record<Intent, RegExp>>> = {
  climb: /rope|grappl|piton|ladder|pole/,
  break: /crowbar|hammer|axe|hatchet|maul|pick|bar\b/,
  open: /crowbar|hammer|bar\b/,
  pick: /pick|tool|pin|wire|knife/,
  search: /lamp|lantern|torch|candle|glass|light/,
  look: /lamp|lantern|torch|candle|glass|light/,
};

/** An honest roll for what the script has no words for. */
export function planCheck(deed: Deed, intent: Intent): Plan {
  const { sight } = deed;
  const roll = ROLLS[intent] ?? ROLLS.use;
  if (roll === undefined) return acting();
  const [ability, skill, trait] = tumbling(deed) ? (["dex", "acrobatics", "smoke"] as const) : roll;
  const purpose = purposeOf(deed);
  const why = `${sight.hero.name}: ${intent} without a beat`;
  if (sight.lane.ruleset === "embers")
    return acting(call("trait_roll", { creatureId: sight.hero.id, trait, purpose }, why));
  const aid = aidOf(deed, intent);
  return acting(
    call(
      "ability_check",
      {
        creatureId: sight.hero.id,
        ability,
        skill,
        difficulty: difficultyOf(deed),
        purpose,
        ...(aid === null ? {} : { advantage: { for: [aid], against: [] } }),
      },
      why,
    ),
  );
}

function tumbling({ clause }: Deed): boolean {
  return clause.sense?.tag === "tumble";
}

function aidOf({ pointers }: Deed, intent: Intent): string | null {
  const wanted = AIDS[intent];
  if (wanted === undefined) return null;
  for (const pointer of pointers) {
    const item = pointer.candidates.find(({ thing }) => thing.kind === "item" && wanted.test(thing.name));
    if (item !== undefined) return item.thing.name;
  }
  return null;
}

const HARD = /\b(?:tall|sheer|slippery|icy|huge|massive|solid|iron|steel|thick)\b/;
const EASY = /\b(?:low|small|loose|rotten|flimsy|weak|easy|simple)\b/;

function difficultyOf({ clause }: Deed): Difficulty {
  const text = clause.words.join(" ");
  if (HARD.test(text)) return "hard";
  return EASY.test(text) ? "easy" : "medium";
}

const PURPOSE_MAX = 100;

/** What is tried, in the player's own words. */
export function purposeOf({ clause, intents }: Deed): string {
  const words = clause.words
    .filter((word) => word !== "quietly" || clause.words.length < 3)
    .join(" ")
    .replace(/ 's\b/g, "'s");
  const text = words === "" ? (intents[0] ?? "try") : words;
  return text.length <= PURPOSE_MAX ? text : `${text.slice(0, PURPOSE_MAX).replace(/\s\S*$/, "")} …`;
}
