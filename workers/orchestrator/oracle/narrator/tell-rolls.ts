import { grammar, type Outcomes, type Phrases, type SkillGroup } from "../../../content/grammar/index.ts";
import type { EventOf, RollOutcome } from "../../../contracts/events.ts";
import { Skill, Trait } from "../../../contracts/rules.ts";
import { withThe } from "../../../core/naming.ts";
import type { Named } from "./slots.ts";
import type { SeenFact, Telling } from "./telling.ts";

type Ticket = EventOf<"roll_ticket">["payload"];

/** One roll with the difficulty it was thrown against. */
export interface Roll {
  readonly ticket: Ticket;
  readonly outcome: RollOutcome;
}

export function passed(outcome: RollOutcome): boolean {
  return outcome === "success" || outcome === "critical";
}

/** What a roll says that no authored words say. */
export function tellRoll(telling: Telling, roll: Roll, group: readonly SeenFact[]): void {
  const { kind, creatureId, targetId } = roll.ticket.purpose;
  if (kind === "attack" || (kind === "trait" && targetId !== null)) {
    tellBlow(telling, roll, group);
    return;
  }
  const hero = creatureId === null ? telling.actor : telling.creature(creatureId);
  if (hero === null) return;
  if (kind === "death-save") telling.say(passed(roll.outcome) ? "death.success" : "death.failure", { hero });
  else if (kind === "save") telling.say(passed(roll.outcome) ? "save.success" : "save.failure", { hero });
  else if ((kind === "check" || kind === "trait" || kind === "contest") && !isToldOtherwise(group))
    tellCheck(telling, roll, hero);
}

const ASIDE = /^(?:ambience|clock|strikes|misses|falls):/;

/** Authored words, or what somebody is seen doing, tell the outcome better. */
function isToldOtherwise(group: readonly SeenFact[]): boolean {
  return group.some(
    ({ body }) =>
      (body.type === "beat_told" && !ASIDE.test(body.payload.subject)) ||
      (body.type === "combatant_changed" && /hides|tends|breaks free/.test(body.payload.doing)),
  );
}

function tellCheck(telling: Telling, { ticket, outcome }: Roll, hero: Named): void {
  const { label } = ticket.purpose;
  const thing = telling.thingIn(label.split(": ").at(-1) ?? "");
  const slots = { hero, ...(thing === null ? {} : { thing }) };
  const group = groupOf(label);
  const special =
    outcome === "critical" ? grammar.anyCheck.critical : outcome === "fumble" ? grammar.anyCheck.fumble : null;
  // Nobody wrote that there is something to find: eyes and ears that do well may be sure of that.
  const looking = group === "senses" && outcome !== "failure" && outcome !== "fumble";
  if (looking && telling.sayOne(grammar.nothingThere[/listen|hear/i.test(label) ? "listen" : "search"], slots)) return;
  if (special !== null && telling.sayOne(special, slots)) return;
  const outcomes: Outcomes = grammar.checks[group];
  telling.sayOne(
    passed(outcome) ? outcomes.success : outcome === "partial" ? outcomes.partial : outcomes.failure,
    slots,
  );
}

/** "Strength (Athletics) of Wren: climb" is a deed of the body; "Smoke of Wren: …" one of stealth. */
function groupOf(label: string): SkillGroup {
  const skill = Skill.safeParse(/^\w+ \(([^)]+)\)/.exec(label)?.[1]?.toLowerCase().replaceAll(" ", "-"));
  if (skill.success) return grammar.skillGroups[skill.data];
  const trait = Trait.safeParse(label.split(" ")[0]?.toLowerCase());
  if (trait.success)
    return trait.data === "spark" && /search|look|listen|examine/i.test(label)
      ? "senses"
      : grammar.traitGroups[trait.data];
  return "body";
}

function tellBlow(telling: Telling, { ticket, outcome }: Roll, group: readonly SeenFact[]): void {
  const { creatureId, targetId, label } = ticket.purpose;
  if (creatureId === null || targetId === null) return;
  const [hero, target] = [telling.creature(creatureId), telling.creature(targetId)];
  const weapon = weaponIn(label, hero.name);
  const slots = { hero, target, weapon, foe: hero };
  const own = group.find(({ body }) => body.type === "beat_told" && /^(?:strikes|misses):/.test(body.payload.subject));
  const ownLine =
    own?.body.type === "beat_told" && own.body.payload.speaker === creatureId ? own.body.payload.text : null;
  if (ownLine !== null && telling.memory.isNew(ownLine)) {
    // The foe's own line tells the blow; it wants to be known whose it is and whom it is for.
    telling.say("fight.foe", slots);
    telling.authored(ownLine);
    return;
  }
  const reach = telling.isRanged(creatureId, label) ? "ranged" : "melee";
  const special =
    outcome === "critical" ? grammar.criticals[reach] : outcome === "fumble" ? grammar.fumbles[reach] : null;
  if (special !== null && telling.sayOne(special, slots)) return;
  const hit = passed(outcome) || outcome === "partial";
  telling.sayOne(hit ? hitPhrases(group, targetId) : grammar.misses[reach], slots) ||
    telling.sayOne(PLAIN[hit ? "hit" : "miss"], slots);
}

/** When the finer ways of saying it have all been heard this evening. */
const PLAIN: Readonly<Record<"hit" | "miss", Phrases>> = {
  hit: [
    "{hero} hits {target} with {weapon}.",
    "{weapon} does its work on {target}.",
    "{hero} reaches {target} with {weapon}.",
  ],
  miss: ["{hero} misses {target}.", "{weapon} misses {target}.", "{hero} does not reach {target}."],
};

function hitPhrases(group: readonly SeenFact[], targetId: string): Phrases {
  for (const { body } of group) {
    if (body.type === "hp_changed" && body.payload.creatureId === targetId && body.payload.damageType !== null)
      return grammar.hits[body.payload.damageType];
  }
  return PLAIN.hit;
}

/** "Shortsword of Wren against Wolf 1" is about a shortsword. */
function weaponIn(label: string, owner: string): string {
  const found = /^(.{2,40}?) of .+ against /.exec(label)?.[1];
  if (found === undefined || Trait.safeParse(found.toLowerCase()).success) return `${owner}’s blow`;
  return withThe(found.toLowerCase());
}
