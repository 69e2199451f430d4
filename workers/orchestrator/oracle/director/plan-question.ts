import { shortName } from "../language/naming.ts";
import { nameWords } from "../language/words.ts";
import { pick } from "./linking.ts";
import { bestLore } from "./lore.ts";
import { asking, call, type Deed, freely, type Plan } from "./plan.ts";
import { planCalm } from "./plan-calm.ts";
import { lookAround, planLook } from "./plan-look.ts";
import { planHearsay } from "./plan-talk.ts";
import { ruleFor } from "./rules-primer.ts";
import { choicesHere } from "./situation.ts";

const LEARNED = /\b(?:people say|they say|folk say|story|stories|legends?|history|lore|tales?|rumou?rs?|known|know)\b/;
const KNOWING = /\b(?:knows?|knew|says?|said|tells?|told|heard|hears?|thinks?)\b/;

/** A question to the DM: told, never acted on. */
export function planQuestion(deed: Deed): Plan {
  const { sight, clause, intents } = deed;
  const about = pick(deed.pointers, ["feature", "exit", "person"]);
  const rule = ruleFor(sight.lane.ruleset, clause.typed);
  if (rule !== null && (about === null || clause.typed.includes("rules")))
    return asking(`${rule} What does ${shortName(sight.hero.name)} do?`, choicesHere(sight));
  const tag = clause.sense?.tag ?? null;
  if (tag === "options" || tag === "inventory" || tag === "state") return planCalm(deed, "look");
  if (tag === "sense") return lookAround(deed);
  const told =
    deed.asking === "wondering" && KNOWING.test(clause.typed.join(" ")) && pick(deed.pointers, ["person"]) !== null
      ? planHearsay(deed)
      : null;
  if (told !== null) return told;
  const lore = bestLore(sight, clause.typed);
  const thing = pick(deed.pointers, ["feature", "exit", "person", "item", "foe", "hero"]);
  const known = thing?.names.some((name) => nameWords(name.join(" ")).every((word) => clause.typed.includes(word)));
  if (
    lore !== null &&
    (intents[0] === "recall" || (!known && (deed.asking === "strictly" || LEARNED.test(clause.typed.join(" ")))))
  )
    return freely(call("recall_lore", { loreId: lore.id, creatureId: sight.hero.id }, "asks what is known"));
  if (
    deed.asking === "wondering" &&
    !known &&
    deed.pointers.every(({ candidates }) => candidates[0]?.thing.kind === "person")
  ) {
    const told = planHearsay(deed);
    if (told !== null) return told;
  }
  return planLook(deed);
}
