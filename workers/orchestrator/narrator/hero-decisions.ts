import { inflectionsOf, stemsOf } from "../../core/safety/inflections.ts";
import type { CastMember } from "./cast.ts";
import type { Evidence } from "./evidence.ts";
import type { Deed, Token } from "./sentence-tokens.ts";

const forms = (words: string): Set<string> => new Set(words.split(" ").flatMap(inflectionsOf));
const plus = (set: Set<string>, words: string): Set<string> => new Set([...set, ...words.split(" ")]);

/** What only a player can say of their hero: what is willed, thought and felt. */
const WILLED = plus(
  forms(
    "decide agree refuse choose resolve consent vow pledge decline regret forgive intend hope wish wonder ponder contemplate believe want conclude muse relent surrender yield yearn long suspect concede",
  ),
  "chose chosen thinks think thought swears swear swore promises promise promised accepts accept accepted trusts trust trusted loves love loved hates hate hated plans plan planned",
);
/** The same verbs where they mean something small: "chooses her footing", "thinks she hears", "long gone". */
const SMALL_AFTER =
  /^(?:(?:your|her|his|their|the|a) (?:moment|footing|steps?|way|path|words?|spot|ground|breath|balance)|(?:you|she|he|they|it) (?:hears?|heard|sees?|saw|smells?|smelled|catch|catches|can|might)|under|softly|quietly|better|to (?:know|see|hear|ask)|gone|past|ago|since|enough|fast|quick)\b/;
const FEELINGS = new Set(
  "guilty ashamed sorry proud homesick jealous relieved hopeful angry sad happy lonely grateful confident certain determined brave reckless foolish betrayed smug pity guilt shame remorse pride joy love hatred rage relief sorrow grief triumph".split(
    " ",
  ),
);
const SEIZES = forms("fill flood seize wash grip overcome take swell surge rise");
const MUST =
  /^(?:that )?(?:you|she|he|they|we) (?:must|should|need|needs|have to|has to|cannot trust|can't trust|will have to)\b/;
const CANNOT_HELP =
  /\b(?:you|she|he|they|[A-Z]\p{L}+) (?:cannot|can[’']?t|couldn[’']?t|could not) help (?:but |feeling|thinking|smiling|laughing)/u;
const MIND_MADE_UP =
  /\b(?:makes? up|made up|changes?|changed) (?:your|her|his|their) mind\b|\b(?:your|her|his|their) mind is made up\b/i;

/** Deeds with weight, and what in the turn would bear each of them out. */
interface Weighty {
  readonly verbs: ReadonlySet<string>;
  /** What has to follow for the verb to weigh anything. */
  readonly after?: RegExp;
  readonly unless?: RegExp;
  readonly borneOut: (heroes: readonly CastMember[], evidence: Evidence) => boolean;
  /** Other words by which a player may have asked for it. */
  readonly asked?: RegExp;
}

const PLACES =
  "inn|tavern|room|hall|house|village|town|mill|chapel|cellar|camp|tower|cave|crypt|building|barn|yard|courtyard|forest|woods|road|bridge|chamber|city|fort|keep|castle|library|shop|passage|tunnel|ruins?";
const never = (): boolean => false;
const WEIGHTY: readonly Weighty[] = [
  {
    verbs: plus(forms("attack stab slay murder behead throttle strangle punch kill"), "slew slain"),
    unless: /^(?:at|the (?:problem|question|meal|food|dark|lamp|light|air|silence))\b/,
    borneOut: (heroes, { attackers }) => heroes.some(({ id }) => attackers.has(id)),
    asked:
      /\b(?:attack|hit|strike|stab|shoot|fight|kill|slash|cut|punch|swing|charge|throw|cast|fire|loose|smash|finish)/i,
  },
  {
    verbs: plus(forms("leave depart flee exit"), "left fled"),
    after: new RegExp(`^(?:$|together$|without|(?:the|this|that) (?:\\w+ )?(?:${PLACES})\\b|through|by the)`),
    borneOut: (_, { moved }) => moved,
    asked: /\b(?:leave|go|exit|flee|run|escape|out|away|walk|head|retreat|back|door|follow|travel|enter)\b/i,
  },
  {
    verbs: plus(forms("enter board"), "enters"),
    after: new RegExp(`^(?:the|this|that|a) (?:\\w+ )?(?:${PLACES}|boat|ship|ferry|wagon)\\b`),
    borneOut: (_, { moved }) => moved,
    asked: /\b(?:enter|go|in|into|inside|through|door|walk|head|step|climb|board|follow)\b/i,
  },
  {
    verbs: plus(forms("ride walk head set run"), "rode ran"),
    after: /^(?:away|off|out)(?:$| (?:of|into|for|toward|towards|on|together|without|alone)\b)/,
    borneOut: (_, { moved }) => moved,
    asked: /\b(?:leave|go|run|flee|ride|walk|head|out|away|off|set|travel|escape|back|follow)\b/i,
  },
  {
    verbs: plus(forms("kneel kiss apologize apologise embrace hug propose confess obey betray pray kowtow"), "knelt"),
    unless: /^(?:the (?:air|rim|edge|ground|stone)|by|to (?:look|examine|search|read|see|inspect|study))\b/,
    borneOut: never,
    asked: /\b(?:kneel|kiss|sorry|apolog|embrace|hug|propose|confess|admit|pray|bow|obey|thank)/i,
  },
  {
    verbs: forms("nod"),
    after: /^(?:in (?:agreement|assent|approval)|your agreement|her agreement|his agreement|yes$|agreement)/,
    borneOut: never,
    asked: /\b(?:nod|yes|agree|accept|ok|okay|deal|sure|fine)\b/i,
  },
  {
    verbs: plus(forms("shake"), "shook shakes"),
    after: /^(?:hands? on|on it|(?:her|his|their) hands? on|(?:your|her|his|their) head)\b/,
    borneOut: never,
    asked: /\b(?:shake|no|refuse|deny|decline|deal|agree|accept|hand|head)\b/i,
  },
  {
    verbs: plus(forms("pay drink eat"), "paid drank drunk ate"),
    unless: /^(?:attention|heed|no|in|mind|little|close|it no|for (?:it|that|this)|dearly|the price)\b/,
    borneOut: (_, { paid }) => paid,
    asked:
      /\b(?:pay|buy|coin|gold|silver|copper|bribe|give|hand|drink|sip|quaff|swallow|eat|taste|take|use|food|meal|ale|potion)/i,
  },
  {
    verbs: plus(forms("hand"), "gives give gave given"),
    after:
      /^(?:over|(?:\w+ ){0,3}(?:your|her|his|their) (?:\w+ )?(?:sword|blade|bow|weapons?|purse|coins?|ring|word|name|lantern|map|key)\b)/,
    borneOut: (_, { paid }) => paid,
    asked: /\b(?:give|hand|pay|surrender|offer|pass|trade|sell|drop|word|name|promise|swear)/i,
  },
];

/** Whether a sentence wills, thinks, feels or does for a hero what no player has stated and no fact bears out. */
export function decidesForAHero(
  sentence: string,
  tokens: readonly Token[],
  { deeds, evidence }: { deeds: readonly Deed[]; evidence: Evidence },
): boolean {
  if (/\?[”"’)\]]*$/.test(sentence)) return false;
  if (deeds.some((deed) => wills(deed, evidence) || weighs(deed, evidence))) return true;
  const outside = tokens.some(({ who }) => who?.kind === "hero") || tokens.some(({ word }) => /^your?$/.test(word));
  const heroesPart = sentence.replace(/“[^”]*”|"[^"]*"/g, " ");
  if (outside && (CANNOT_HELP.test(heroesPart) || (MIND_MADE_UP.test(heroesPart) && deeds.length > 0))) return true;
  return feelingSeizes(tokens);
}

function wills(deed: Deed, evidence: Evidence): boolean {
  const { verb, after, heroes } = deed;
  const rest = after.join(" ");
  if (verb === "know" || verb === "knows") return MUST.test(rest) && !states(deed, evidence);
  if (/^(?:feel|feels|felt)$/.test(verb))
    return after.slice(0, 3).some((word) => FEELINGS.has(word)) && !states(deed, evidence);
  if (!WILLED.has(verb) || SMALL_AFTER.test(rest)) return false;
  // Somebody "longs to", but a road is long.
  if (/^(?:long|plan|plans|hope|love|trust)$/.test(verb) && heroes.length > 0 && after.length === 0) return false;
  return !states(deed, evidence);
}

function weighs(deed: Deed, evidence: Evidence): boolean {
  const rest = deed.after.join(" ");
  return WEIGHTY.some(
    ({ verbs, after, unless, borneOut, asked }) =>
      verbs.has(deed.verb) &&
      (after === undefined || after.test(rest)) &&
      !(unless?.test(rest) ?? false) &&
      !borneOut(deed.heroes, evidence) &&
      !ownWords(deed.heroes, evidence).some(({ text }) => asked?.test(text) ?? false) &&
      !states(deed, evidence),
  );
}

const YES = /\b(?:yes|ok|okay|deal|sure|fine|agreed?|accept|i will|i'll|we'll|we will|take the|nod|shake)\b/i;
const WORD_GIVEN = /\b(?:promise|swear|vow|pledge|oath|word|i will|i'll|we'll|we will)\b/i;
const NO = /\b(?:no|refuse|never|won't|will not|decline|not)\b/i;

/** Whether the player wrote it: the verb itself, a plain yes or no, or at least half of what it is about. */
function states({ heroes, verb, after }: Deed, evidence: Evidence): boolean {
  const stems = stemsOf(verb);
  const about = after.filter((word) => word.length > 3 && !SMALL.has(word));
  return ownWords(heroes, evidence).some(({ words, text }) => {
    if (words.some((word) => stemsOf(word).some((stem) => stems.includes(stem)))) return true;
    if (/^(?:agree|accept|consent|relent)/.test(verb) && YES.test(text)) return true;
    if (/^(?:promise|swear|swore|vow|pledge)/.test(verb) && WORD_GIVEN.test(text)) return true;
    if (/^(?:refuse|decline)/.test(verb) && NO.test(text)) return true;
    const known = about.filter((word) => words.some((own) => sameStem(own, word))).length;
    return about.length > 0 && known * 2 >= about.length;
  });
}

const SMALL = new Set(
  "that this with from into upon have been them they their your what when will would could about".split(" "),
);
const sameStem = (one: string, other: string): boolean => stemsOf(one).some((stem) => stemsOf(other).includes(stem));

const ownWords = (heroes: readonly CastMember[], { said }: Evidence): Evidence["said"] =>
  said.filter(({ heroId }) => heroes.some(({ id }) => id === heroId));

/** "Guilt floods you", "a wave of pity washes over Wren". What one shivers at is atmosphere, and is let be. */
function feelingSeizes(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }, at) => {
    if (!FEELINGS.has(word)) return false;
    const next = tokens.slice(at + 1, at + 5);
    const verb = next.findIndex(({ word: each }) => SEIZES.has(each));
    return verb >= 0 && next.slice(verb + 1).some(({ word: each, who }) => each === "you" || who?.kind === "hero");
  });
}
