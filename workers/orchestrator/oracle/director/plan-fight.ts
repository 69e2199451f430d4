import type { Intent } from "../../../contracts/adventure.ts";
import type { Creature } from "../../../contracts/creatures.ts";
import type { Attack, Trait } from "../../../contracts/rules.ts";
import { findPhrase } from "../language/naming.ts";
import { nameWords } from "../language/words.ts";
import { chooseBeat } from "./beats.ts";
import { mention, pick } from "./linking.ts";
import { acting, asking, call, type Deed, freely, NOTHING, type Plan } from "./plan.ts";
import { planCheck, purposeOf } from "./plan-check.ts";
import { ownItem, planItemUse } from "./plan-items.ts";
import { type Sight, standing } from "./sight.ts";
import { choicesInFight, looseWords, questionFor } from "./situation.ts";

/** What one may do in the middle of a fight; null leaves the clause to the calm rules (looking, giving, speaking). */
export function planInFight(deed: Deed): Plan | null {
  const intent = deed.intents[0] ?? "look";
  const tag = deed.clause.sense?.tag ?? null;
  if (intent === "use" && deed.clause.words[0] === "block") return planDefend(deed);
  const friend = pick(deed.pointers, ["hero"], (thing) => thing.id !== deed.sight.hero.id);
  if (intent === "use" && friend !== null && ownItem(deed) === null) return planHelp(deed);
  const thrown = throwsSomething(deed);
  if (thrown !== null) return thrown;
  if (isBlow(deed, intent)) return planAttack(deed);
  const beat = chooseBeat(deed, deed.intents, looseWords(deed));
  if (beat !== null && intent !== "wait" && intent !== "flee")
    return acting(call("play_beat", { beatId: beat.beat.id, creatureId: deed.sight.hero.id }, "a beat of the fight"));
  if (tag === "stand-up" || tag === "escape") return planFreeing(deed, tag);
  switch (intent) {
    case "defend":
      return planDefend(deed);
    case "help":
      return planHelp(deed);
    case "flee":
    case "go":
      return planFlight(deed, intent);
    case "sneak":
      return ordered(deed.sight)
        ? acting(call("take_action", { creatureId: deed.sight.hero.id, action: "hide", targetId: null }, "hides"))
        : planCheck(deed, "sneak");
    case "wait":
      return ordered(deed.sight)
        ? freely(call("end_turn", { creatureId: deed.sight.hero.id }, "lets the moment pass"))
        : planDefend(deed);
    case "rest":
      return asking(
        questionFor(deed.sight.hero, "There is no rest in the middle of a fight. What does {hero} do?"),
        choicesInFight(deed.sight),
      );
    case "use":
    case "take":
      return planItemUse(deed) ?? planCheck(deed, intent);
    case "climb":
    case "break":
    case "open":
    case "pick":
    case "persuade":
    case "deceive":
    case "threaten":
      return planCheck(deed, intent);
    default:
      return null;
  }
}

/** Striking, and what only is a blow because it lands on somebody: kick, smash, cut. */
function isBlow(deed: Deed, intent: Intent): boolean {
  if (intent === "attack") return true;
  if (pick(deed.pointers, ["feature", "exit"]) !== null) return false;
  if (intent === "break") return true;
  const armed = ownItem(deed)?.item.kind === "weapon";
  return intent === "use" && armed && pick(deed.pointers, ["foe"]) !== null;
}

/** Meat to the wolves is no blow: where a beat of the fight wants the thing thrown, it is played. */
function throwsSomething(deed: Deed): Plan | null {
  const held = deed.clause.sense?.tag === "throw" ? ownItem(deed) : null;
  if (held === null || held.item.kind === "weapon") return null;
  const beat = chooseBeat(deed, ["use", "give", "attack"], []);
  return beat === null
    ? null
    : acting(
        call(
          "play_beat",
          { beatId: beat.beat.id, creatureId: deed.sight.hero.id },
          "throws what the script has a use for",
        ),
      );
}

export function ordered(sight: Sight): boolean {
  return sight.fight?.ordered === true;
}

/** One blow against the foe that is meant. */
export function planAttack(deed: Deed): Plan {
  const { sight } = deed;
  const target = targetOf(deed);
  if (target === null) return NOTHING;
  mention(sight, { kind: "foe", id: target.id });
  if (sight.hero.sheet.ruleset === "embers") {
    return acting(
      call(
        "strike",
        { creatureId: sight.hero.id, targetId: target.id, trait: strikeTrait(deed) },
        `strikes at ${target.name}`,
      ),
    );
  }
  const attack = attackOf(deed, sight.hero.sheet.attacks);
  if (attack === null) return planCheck(deed, "break");
  return acting(
    call("attack", { attackerId: sight.hero.id, targetId: target.id, attackId: attack.id }, `attacks ${target.name}`),
  );
}

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
};

function targetOf(deed: Deed): Creature | null {
  const { sight, clause } = deed;
  const up = sight.foes.filter(standing);
  const text = clause.words.join(" ");
  const named = namedFoes(deed).filter((foe) => up.includes(foe));
  const among = named.length > 0 ? named : up;
  const wanted = clause.words
    .map((word) => ORDINALS[word] ?? Number(word))
    .find((number) => Number.isInteger(number) && number >= 1);
  const numbered = among.find(
    (foe) => wanted !== undefined && new RegExp(`(?:-|\\s)${wanted}$`).test(`${foe.id} ${foe.name}`.trim()),
  );
  if (numbered !== undefined) return numbered;
  const byHurt = [...among].sort((a, b) => health(a) - health(b) || (a.id < b.id ? -1 : 1));
  if (/\b(?:strongest|biggest|largest|leader|boss|healthiest|unhurt|uninjured)\b/.test(text))
    return byHurt.at(-1) ?? null;
  const other = /\b(?:other|another|next)\b/.test(text);
  const last = [...sight.mentioned]
    .reverse()
    .find((each) => each.kind === "creature" && among.some((foe) => foe.id === each.id));
  if (other) return byHurt.find((foe) => foe.id !== last?.id) ?? byHurt[0] ?? null;
  if (/\b(?:weakest|wounded|hurt|bleeding|injured|dying|smallest)\b/.test(text)) return byHurt[0] ?? null;
  // Words point at one foe by its own name; a name shared by several means whichever was fought last, then the weakest.
  const sole = named.length === 1 ? named[0] : undefined;
  return sole ?? among.find((foe) => foe.id === last?.id) ?? byHurt[0] ?? null;
}

function namedFoes({ pointers, sight }: Deed): Creature[] {
  const found = new Set<string>();
  for (const pointer of pointers) {
    if (pointer.pronoun) continue;
    const foes = pointer.candidates.filter(({ thing }) => thing.kind === "foe");
    const top = foes[0]?.score ?? 0;
    for (const { thing, score } of foes) if (score >= top - 0.01) found.add(thing.id);
  }
  return sight.foes.filter((foe) => found.has(foe.id));
}

/** What is left of somebody: hit points, or free segments. */
export function health({ vitals, sheet }: Creature): number {
  if (vitals.ruleset === "d20") return vitals.hp;
  return sheet.ruleset === "embers" ? sheet.harmMax - vitals.harm : 0;
}

function strikeTrait({ clause, sight }: Deed): Trait {
  const text = clause.words.join(" ");
  if (
    clause.sense?.tag === "shoot" ||
    clause.sense?.tag === "throw" ||
    /\b(?:bow|arrow|knife|dagger|sneak|backstab|feint|behind|ambush|sling|dart)\b/.test(text)
  )
    return "smoke";
  if (/\b(?:trick|trap|clever|lamp|fire|oil|spell|magic|distract)\b/.test(text)) return "spark";
  const sheet = sight.hero.sheet;
  return sheet.ruleset === "embers" && sheet.traits.smoke > sheet.traits.blaze + 1 ? "smoke" : "blaze";
}

function attackOf({ clause, sight }: Deed, attacks: readonly Attack[]): Attack | null {
  const named = attacks
    .map((attack) => {
      const words = nameWords(attack.name);
      return {
        attack,
        score: Math.max(
          findPhrase(clause.words, words) * 2,
          ...words.map((word) => (word.length > 2 ? findPhrase(clause.words, [word]) : 0)),
        ),
      };
    })
    .sort((a, b) => b.score - a.score)[0];
  if (named !== undefined && named.score > 0) return named.attack;
  const far =
    clause.sense?.tag === "shoot" ||
    clause.sense?.tag === "throw" ||
    clause.words.some((word) => word === "arrow" || word === "arrows" || word === "bow");
  const kind = far ? "ranged" : "melee";
  const held = sight.hero.items.filter(({ equipped }) => equipped).map(({ item }) => item.id);
  const fitting = attacks.filter((attack) => attack.kind === kind);
  return (
    fitting.find((attack) => held.some((id) => id === attack.id || id.includes(attack.id) || attack.id.includes(id))) ??
    fitting[0] ??
    attacks[0] ??
    null
  );
}

function planDefend(deed: Deed): Plan {
  const { sight } = deed;
  if (!ordered(sight))
    return acting(
      call("trait_roll", { creatureId: sight.hero.id, trait: "stone", purpose: purposeOf(deed) }, "holds out"),
    );
  return acting(call("take_action", { creatureId: sight.hero.id, action: "dodge", targetId: null }, "defends"));
}

function planHelp(deed: Deed): Plan {
  const { sight, clause } = deed;
  const named = pick(deed.pointers, ["hero"], (thing) => thing.id !== sight.hero.id);
  const friends = sight.heroes.filter((hero) => hero.id !== sight.hero.id);
  const fallen = friends.filter(({ vitals }) => vitals.state === "dying" || vitals.state === "out");
  const friend =
    friends.find((hero) => hero.id === named?.id) ?? fallen[0] ?? (friends.length === 1 ? friends[0] : undefined);
  const potion = planItemUse(deed);
  if (potion !== null) return potion;
  if (!ordered(sight))
    return acting(
      call("trait_roll", { creatureId: sight.hero.id, trait: "hearth", purpose: purposeOf(deed) }, "helps"),
    );
  if (friend === undefined) {
    if (friends.length === 0) return planDefend(deed);
    return asking(questionFor(sight.hero, "Who does {hero} help?"), [
      ...friends.slice(0, 3).map((hero) => `Help ${hero.name}`),
      "Defend",
    ]);
  }
  const dying = friend.vitals.state === "dying";
  if (!dying && clause.sense?.tag === "stabilise")
    return asking(
      questionFor(sight.hero, `${friend.name} does not need that yet. What does {hero} do?`),
      choicesInFight(sight),
    );
  return acting(
    call(
      "take_action",
      { creatureId: sight.hero.id, action: dying ? "stabilise" : "help", targetId: friend.id },
      `helps ${friend.name}`,
    ),
  );
}

/** One hero alone, or somebody who calls the retreat, ends the fight; else a hero only gets out of reach. */
function planFlight(deed: Deed, intent: "flee" | "go"): Plan | null {
  const { sight, clause } = deed;
  const runs = deed.pointers.length === 0 && RUNS.has(clause.words[0] ?? "");
  if (intent === "go" && !runs && pick(deed.pointers, ["exit"]) === null) return approachInFight(deed);
  const tag = clause.sense?.tag;
  const hero = sight.hero.id;
  if (ordered(sight) && (tag === "disengage" || tag === "dash"))
    return acting(call("take_action", { creatureId: hero, action: tag, targetId: null }, tag));
  const others = sight.heroes.filter((each) => each.id !== hero && standing(each));
  const callsRetreat = clause.together || clause.words.some((word) => word === "retreat" || word === "withdraw");
  if (others.length === 0 || callsRetreat) return acting(call("end_encounter", { how: "flee" }, "breaks off"));
  if (!ordered(sight)) return planCheck(deed, "flee");
  return acting(
    call(
      "take_action",
      { creatureId: hero, action: "disengage", targetId: null },
      "gets clear, while the others still stand",
    ),
  );
}

const RUNS = new Set(["run", "sprint", "leave", "bolt", "jog", "hurry", "rush", "depart", "get"]);

function approachInFight(deed: Deed): Plan | null {
  if (pick(deed.pointers, ["foe"]) === null)
    return asking(
      questionFor(deed.sight.hero, "In the middle of a fight, what does {hero} do there?"),
      choicesInFight(deed.sight),
    );
  return deed.more ? NOTHING : planAttack(deed);
}

function planFreeing({ sight }: Deed, tag: "stand-up" | "escape"): Plan {
  const hero = sight.hero;
  const held = hero.conditions.find(({ condition }) => condition === "grappled" || condition === "restrained");
  if (ordered(sight) && tag === "escape" && held !== undefined) {
    const from = held.condition === "restrained" ? "restrained" : "grappled";
    return acting(call("escape", { creatureId: hero.id, from, skill: "athletics" }, "breaks free"));
  }
  if (ordered(sight) && tag === "stand-up" && hero.conditions.some(({ condition }) => condition === "prone")) {
    return freely(call("take_action", { creatureId: hero.id, action: "stand-up", targetId: null }, "gets up"));
  }
  return asking(
    questionFor(hero, tag === "escape" ? "Nothing holds {hero}. What now?" : "{hero} is on both feet. What now?"),
    choicesInFight(sight),
  );
}
