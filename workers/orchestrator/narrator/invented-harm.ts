import { inflectionsOf } from "../../core/safety/inflections.ts";
import type { CastMember } from "./cast.ts";
import type { Evidence } from "./evidence.ts";
import type { Token } from "./sentence-tokens.ts";

const forms = (words: string): string[] => words.split(" ").flatMap(inflectionsOf);

/** Blows that open somebody: told of a body nothing happened to, they are invented. */
const WOUNDS = new Set([
  ...forms("wound gash slash stab pierce gouge maim lacerate impale skewer bleed injure rake sear scorch"),
  ..."bites bit bitten sinks sank tears tore tear torn cut cuts rips ripped burns burned burnt bled breaks broke broken cracks crunches".split(
    " ",
  ),
]);
/** Of these only a body's own count: "tears" is also weeping, "burns" is also a lamp. */
const NEEDS_FLESH = new Set(
  "bites bit bitten sinks sank tears tore tear torn cut cuts rips ripped burns burned burnt breaks broke broken cracks crunches rake rakes raked raking sear sears seared searing scorch scorches scorched pierce pierces pierced piercing stab stabs stabbed stabbing slash slashes slashed slashing".split(
    " ",
  ),
);
const FLESH = new Set(
  "flesh skin arm arms shoulder shoulders leg legs thigh side ribs rib chest back hand hands neck throat face cheek brow flank flanks haunch hide muzzle foreleg hindleg bone bones forearm wrist knee calf ankle belly stomach jaw ear scalp".split(
    " ",
  ),
);
/** Signs of a wound that may also be an old one. */
const SIGNS = new Set("blood bloody bloodied wounded bleeding wound wounds gash gashes".split(" "));
const FIGURES =
  /\b(?:blood (?:runs?|ran|goes|went|turns?|freezes|froze|drains?|pounds?|rushes|roars?|boils?|red|moon|oath|feud|sings)|in cold blood|cold blooded|blood in your ears|heart|wounded pride|pride|feelings|piercing (?:gaze|eyes|cry|cold|wind|stare|look|whistle|shriek|scream)|(?:wind|cold|rain|frost|chill|light|sun|smoke|sound|glare|voice|stare|gaze|eyes) (?:\w+ )?(?:bites?|cuts?|stabs?|pierces?|burns?|tears?)|breaks? (?:the )?silence|tears? (?:of|in|well|run|sting)|burns? (?:in|with) (?:shame|your mind)|cuts? (?:\w+ )?(?:rope|cord|bread|knot|strap|bonds|string|meat|cheese|line)|cracks? (?:a|your) (?:knuckles|joke|smile)|back to|old (?:wound|scar))/;
const UNTOUCHED =
  /\b(?:no|not|never|without|nor|neither|miss(?:es|ed)?|wide of|short of|nearly|almost|inches? (?:from|past|away)|hair s breadth|instead of|glances? off|glanced off|turn(?:s|ed) aside|harmless(?:ly)?|fails?|failed|would|could|might|if|unless|before it can|empty air|only air|nothing but air|just past|barely past|too (?:high|low|wide|late|short)|spared?|unhurt|unharmed|avoids?|dodges?|ducks?|parr(?:y|ies)|isn t|doesn t|didn t|has not|threatens?|tries|try|ready to|meant to|aims? (?:for|at))\b/;

/** Whether a sentence wounds somebody on the table whom nothing has happened to. */
export function inventsAWound(tokens: readonly Token[], evidence: Evidence): boolean {
  const text = plainText(tokens);
  if (FIGURES.test(text) || UNTOUCHED.test(text)) return false;
  const words = tokens.map(({ word }) => word.replace(/'s$/, ""));
  const flesh = words.some((word) => FLESH.has(word));
  const acts = words.some((word) => WOUNDS.has(word) && !SIGNS.has(word) && (!NEEDS_FLESH.has(word) || flesh));
  const signs = words.some((word) => SIGNS.has(word));
  if (!acts && !signs) return false;
  const bodies = acts ? victimsIn(tokens, words, evidence) : bearersIn(tokens, evidence);
  if (bodies.length === 0) return false;
  // One body that something did happen to is enough: the wound may well be theirs.
  if (bodies.some(({ id }) => evidence.touched.has(id))) return false;
  return acts || !bodies.some(isHurt);
}

/** Who is wounded: whose flesh it is; else who stands after the blow; else whoever is named. */
function victimsIn(tokens: readonly Token[], words: readonly string[], evidence: Evidence): readonly CastMember[] {
  const all = tokens.map((_, at) => ({ at, who: bodiesAt(tokens, at, evidence) })).filter(({ who }) => who.length > 0);
  const owns = ({ at }: { at: number }): boolean => isPossessive(tokens, at);
  const ofFlesh = all.filter((each) => owns(each) && fleshAfter(tokens, each.at));
  if (ofFlesh.length > 0) return ofFlesh.flatMap(({ who }) => who);
  const blow = words.findIndex((word) => WOUNDS.has(word));
  const named = all.filter((each) => !owns(each));
  const after = named.filter(({ at }) => at > blow);
  return (after.length > 0 ? after : named).flatMap(({ who }) => who);
}

const isPossessive = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && (token.word === "your" || /'s$/.test(tokens[at + token.length - 1]?.word ?? ""));
};

function fleshAfter(tokens: readonly Token[], at: number): boolean {
  const from = at + (tokens[at]?.length ?? 1);
  return tokens.slice(from, from + 3).some(({ word }) => FLESH.has(word) || SIGNS.has(word));
}

/** Whether somebody dies in it who has not. */
export function inventsADeath(tokens: readonly Token[], evidence: Evidence): boolean {
  const text = plainText(tokens);
  if (
    /\b(?:not|never|nearly|almost|if|unless|would|could|might|may|will|as if|half|than|pretends?|playing|wants?|ready to|afraid|threatens?|rather)\b/.test(
      text,
    )
  )
    return false;
  const alive = (who: readonly CastMember[]): boolean => who.length > 0 && !who.some(({ id }) => evidence.dead.has(id));
  return tokens.some((token, at) => {
    const named = bodiesAt(tokens, at, evidence);
    if (named.length === 0 || !alive(named)) return false;
    const end = at + token.length;
    const next = ` ${tokens
      .slice(end, end + 7)
      .map(({ word }) => word)
      .join(" ")} `;
    const last = ` ${tokens
      .slice(Math.max(0, at - 3), at)
      .map(({ word }) => word)
      .join(" ")} `;
    if (/'s$/.test(tokens[end - 1]?.word ?? "") || token.word === "your")
      return /^ (?:\w+ )?(?:corpse|lifeless body|dead body|dying breath|last breath) /.test(next);
    return DIES.test(next) || IS_KILLED.test(next) || KILLS.test(last);
  });
}

const DIES =
  /^ (?:(?:\w+ly|is|are|was|were|lies|lay|falls|fell|drops|dropped|collapses|collapsed|crumples|crumpled|slumps|slumped|goes|went|down|now|has|have|had|been|already) ){0,3}(?:die|dies|died|dead(?! (?:ahead|silent|still|set|on|tired|certain|serious|weight|end|calm|center|centre|last))|lifeless|perishes|perished|expires|expired|no more $|(?:breathes?|breathed|draws?|drew) (?:its|her|his|their|your) last|stops? breathing|stopped breathing) /;
const IS_KILLED =
  /^ (?:now |already )?(?:is|are|was|were|lies|has been|have been) (?:\w+ly |already |now )?(?:slain|killed) /;
const KILLS = / (?:kills|kill|killed|slays|slay|slew|slain|killing|slaying|beheads|decapitates)(?: the| a)? $/;

/** The quotations of a sentence say nothing about bodies. */
const plainText = (tokens: readonly Token[]): string => tokens.map(({ word }) => word.replaceAll("'", " ")).join(" ");

const ONLY_SEEN =
  /\b(?:see|sees|saw|smell|smells|notice|notices|find|finds|found|trail of|pool of|stain|stained|stains|old|dried|taste|tastes)\b/;

/** Who bears the signs of a wound: everybody named, "your" blood, and "you" who bleed. Blood that is only seen is nobody's. */
function bearersIn(tokens: readonly Token[], evidence: Evidence): readonly CastMember[] {
  if (ONLY_SEEN.test(plainText(tokens))) return [];
  return tokens.flatMap((token, at) => {
    if (token.word === "you" && !/^(?:are|bleed)$/.test(tokens[at + 1]?.word ?? "")) return [];
    if (isPossessive(tokens, at) && !fleshAfter(tokens, at)) return [];
    return bodiesAt(tokens, at, evidence);
  });
}

function bodiesAt(tokens: readonly Token[], at: number, { you }: Evidence): readonly CastMember[] {
  const token = tokens[at];
  if (token === undefined || token.quote !== null) return [];
  if (token.who !== null) return token.whoever.filter(({ creature }) => creature !== null);
  return token.word === "you" || token.word === "your" ? you : [];
}

function isHurt({ creature }: CastMember): boolean {
  if (creature === null) return false;
  const { vitals, sheet } = creature;
  if (vitals.state !== "up") return true;
  if (vitals.ruleset === "embers") return vitals.harm > 0;
  return sheet.ruleset === "d20" && vitals.hp < sheet.hpMax;
}
