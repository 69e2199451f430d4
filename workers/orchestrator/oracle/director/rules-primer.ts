import type { Ruleset } from "../../../contracts/rules.ts";

/** Short answers to what people ask about the rules at the table, by ruleset. */
const PRIMER: Readonly<Record<Ruleset, readonly (readonly [asked: RegExp, answer: string])[]>> = {
  d20: [
    [/\bdisadvantage\b/, "With disadvantage two d20 are rolled and the lower one counts."],
    [/\badvantage\b/, "With advantage two d20 are rolled and the higher one counts."],
    [
      /\b(?:death|dying|die)\b/,
      "At 0 hit points a hero is dying: each turn a d20, 10 or more is a success. Three successes and they are stable, three failures and they are dead.",
    ],
    [
      /\b(?:initiative|turn order)\b/,
      "Initiative is a d20 and Dexterity, highest first. On a turn: one action, some movement, perhaps a bonus action.",
    ],
    [/\bshort rest\b/, "A short rest is an hour in a safe place; hit dice may be spent to heal."],
    [/\blong rest\b/, "A long rest is a night in a safe place: all hit points come back."],
    [
      /\b(?:saving throw|saves?)\b/,
      "A saving throw is a d20, an ability and perhaps proficiency, against a difficulty.",
    ],
    [
      /\b(?:critical|crit|natural 20|nat 20)\b/,
      "A natural 20 on an attack always hits and doubles the damage dice; a natural 1 always misses.",
    ],
    [/\b(?:armou?r class)\b/, "An attack hits when its total meets the target's armour class."],
    [
      /\b(?:dodge|disengage|dash)\b/,
      "Dodge: attacks on the hero have disadvantage. Disengage: leave without being struck. Dash: move twice as far.",
    ],
    [
      /\b(?:checks?|skills?|dc|difficulty)\b/,
      "A check is a d20, an ability and perhaps a skill. It must meet the difficulty, fixed before the die falls.",
    ],
  ],
  embers: [
    [
      /\b(?:traits?|blaze|smoke|stone|spark|hearth)\b/,
      "Blaze is force and daring, Smoke stealth and grace, Stone endurance, Spark wits and lore, Hearth speech and kindness.",
    ],
    [
      /\b(?:harm|wounds?|hit points|hp|health|die|dying|death)\b/,
      "Harm fills a clock. When it is full the hero is out of the scene, not dead.",
    ],
    [/\b(?:clocks?)\b/, "A clock fills piece by piece; when it is full, what it stands for happens."],
    [/\b(?:rest|breath)\b/, "Where it is safe the party may catch its breath, and each clears some harm."],
    [
      /\b(?:rolls?|dice|checks?|partial|2d6|difficulty)\b/,
      "Two six-sided dice and a trait: 10 or more succeeds, 7 to 9 succeeds at a price, 6 or less goes wrong.",
    ],
  ],
};

const ASKS =
  /\b(?:how (?:do|does|is|are|many|much)|what (?:is|are|does|do|happens)|explain|rules?|mean|means|work|works)\b/;

/** The rule somebody asks about, or null when it is not a question about rules. */
export function ruleFor(ruleset: Ruleset, words: readonly string[]): string | null {
  const text = words.join(" ");
  if (!ASKS.test(text)) return null;
  return PRIMER[ruleset].find(([asked]) => asked.test(text))?.[1] ?? null;
}

/** The passages of our primer that a text touches on, whether it asks in so many words or not. */
export function primerAbout(ruleset: Ruleset, text: string): readonly string[] {
  return primerMatches(ruleset, text).map(({ rule }) => rule);
}

/** The same, each with the words of the text by which it was found. */
export function primerMatches(ruleset: Ruleset, text: string): { readonly rule: string; readonly subject: string }[] {
  const words = text.toLowerCase();
  return PRIMER[ruleset].flatMap(([asked, rule]) => {
    const subject = [...words.matchAll(new RegExp(asked, "g"))].map(([found]) => found).join(" ");
    return subject === "" ? [] : [{ rule, subject }];
  });
}
