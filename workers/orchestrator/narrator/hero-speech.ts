import { plainWords } from "../../core/safety/folded-words.ts";
import type { CastMember } from "./cast.ts";
import { type Evidence, run } from "./evidence.ts";
import { SPEECH_VERBS } from "./narration-sentences.ts";
import type { Deed, Token } from "./sentence-tokens.ts";

const SPEAKS = new Set(SPEECH_VERBS.split("|"));
/** Words a face or a hand does: a quotation right after one of them belongs to whose face it is. */
const GESTURES = new Set(
  "grins grin smiles smile nods nod sighs sigh shrugs shrug laughs laugh winks wink frowns frown scowls scowl chuckles chuckle smirks smirk swallows blinks blink bows bow clears clear snorts snort pauses pause hesitates hesitate".split(
    " ",
  ),
);
/** Says something without quotation marks. Those that may also be done without a word are left out. */
const TELLS = new Set(
  "tell tells told say says said ask asks asked reply replies replied shout shouts shouted whisper whispers whispered explain explains explained demand demands demanded insist insists insisted plead pleads pleaded beg begs begged warn warns warned greet greets greeted thank thanks thanked apologize apologizes apologized apologise apologises apologised confess confesses confessed admit admits admitted declare declares declared announce announces announced introduce introduces introduced argue argues argued".split(
    " ",
  ),
);
const TALK =
  /\b(?:say|says|said|tell|tells|told|talk|speak|ask|asks|asking|greet|call|shout|yell|whisper|explain|beg|plead|warn|thank|apologi[sz]e|confess|admit|lie|bluff|convince|persuade|negotiate|haggle|bargain|intimidate|threaten|charm|reply|answer|introduce|argue|joke|sing|order|offer|propose|swear|promise|question|interrogate|chat|inquire|reason|taunt|insult|declare|announce|demand|insist)\w*\b|["“«]/i;

/** Whether a hero is given words that no player said in this turn. `before` is whose deed the sentence before was. */
export function speaksForAHero(
  tokens: readonly Token[],
  deeds: readonly Deed[],
  { evidence, before }: { evidence: Evidence; before: Before },
): boolean {
  for (const [at, { quote }] of tokens.entries()) {
    if (quote === null) continue;
    const heroes = speakersOf(tokens, at, { deeds, before });
    if (heroes.length > 0 && !wasSaid(quote, heroes, evidence)) return true;
  }
  return deeds.some(
    ({ verb, after, at, heroes }) =>
      TELLS.has(verb) &&
      !/^(?:nothing|no|little|goodbye)$/.test(after[0] ?? "") &&
      !tokens.slice(at).some(({ quote }) => quote !== null) &&
      !mayTalk(heroes, evidence),
  );
}

/** What the sentence before leaves open: who acted in it with face or hands, and who a pronoun may mean. */
export interface Before {
  readonly gesture: readonly CastMember[];
  readonly pronouns: ReadonlyMap<string, readonly CastMember[]>;
}

function speakersOf(
  tokens: readonly Token[],
  at: number,
  { deeds, before }: { deeds: readonly Deed[]; before: Before },
): readonly CastMember[] {
  const tagged = tagAfter(tokens, at, before);
  if (tagged !== null) return tagged;
  const leading = deeds.findLast((deed) => deed.at < at && (SPEAKS.has(deed.verb) || GESTURES.has(deed.verb)));
  const others = tokens.slice(leading?.at ?? 0, at).some(({ who }) => who !== null && who.kind !== "hero");
  if (leading !== undefined && (!others || SPEAKS.has(leading.verb))) return leading.heroes;
  const colon = /:\s*$/.test(tokens[at]?.before ?? "");
  if (colon && tokens[0]?.who?.kind === "hero" && tokens[0].length === at) return [tokens[0].who];
  if (colon && deeds[0] !== undefined && !others) return deeds[0].heroes;
  const alone = tokens.length === 1;
  if (!alone || before.gesture.length === 0) return [];
  const named = plainWords(tokens[at]?.quote ?? "");
  const calledByName = before.gesture.some(({ calls }) =>
    calls.some((call) => call.every((word) => named.includes(word))),
  );
  return calledByName ? [] : before.gesture;
}

/** `"…," Wren says`, `"…," says Wren`, `"…" you add`. Null where nobody is named after the quotation. */
function tagAfter(tokens: readonly Token[], at: number, before: Before): readonly CastMember[] | null {
  let next = at + 1;
  const first = tokens[next];
  if (first === undefined || first.quote !== null) return null;
  const verbFirst = SPEAKS.has(first.word);
  if (verbFirst) next += 1;
  const named = tokens[next];
  if (named === undefined) return verbFirst ? [] : null;
  const speaker = named.who;
  const verbAt = next + named.length;
  const spoken = (word: string): boolean => SPEAKS.has(word) || GESTURES.has(word);
  const says =
    verbFirst ||
    [0, 1, 2].some((skip) => {
      const words = tokens.slice(verbAt, verbAt + skip + 1).map(({ word }) => word);
      return (
        spoken(words.at(-1) ?? "") && words.slice(0, -1).every((word) => /ly$|^(?:then|just|only|finally)$/.test(word))
      );
    });
  if (!says) return null;
  if (speaker !== null) return speaker.kind === "hero" ? [speaker] : [];
  return before.pronouns.get(named.word) ?? [];
}

/** Whether these words stand, all but a few of them, in what a player wrote for the hero. */
function wasSaid(quote: string, heroes: readonly CastMember[], { said, authored }: Evidence): boolean {
  const words = plainWords(quote);
  if (words.length === 0 || authored.some((text) => text.includes(run(quote)))) return true;
  return said.some(({ heroId, words: own, text }) => {
    if (!heroes.some(({ id }) => id === heroId)) return false;
    if (run(text).includes(run(quote))) return true;
    if (DENIES.test(quote) !== DENIES.test(text)) return false;
    const content = words.filter((word) => !FILLERS.has(word));
    const known = content.filter((word) => own.includes(word)).length;
    return content.length > 0 && known / content.length >= 0.7 && content.length - known <= 3;
  });
}

const DENIES = /\b(?:no|not|never|nothing|nobody)\b|n[’']t\b/i;
const FILLERS = new Set(
  "a an the and or but of to in on at by for from with is are was were be am i me my we us our you your he she it they them this that so oh ah well then just please here there not do will ll can would have has had ve re s d m t don".split(
    " ",
  ),
);

/** Who acted and was answered has talked; else a player must have written that the hero talks. */
function mayTalk(heroes: readonly CastMember[], { said, talked }: Evidence): boolean {
  const own = said.filter(({ heroId }) => heroes.some(({ id }) => id === heroId));
  return own.some(({ aloud, text }) => talked || aloud || TALK.test(text));
}

/** What a sentence leaves open for the next one. */
export function leftOpen(tokens: readonly Token[], deeds: readonly Deed[], you: readonly CastMember[]): Before {
  const [first] = deeds;
  const others = tokens.some(({ who }) => who !== null && who.kind !== "hero");
  const pronouns = new Map<string, readonly CastMember[]>([["you", you]]);
  if (first !== undefined && !others && first.heroes.length === 1)
    for (const hero of first.heroes) pronouns.set(hero.pronoun, [hero]);
  const spoke = tokens.some(({ quote }) => quote !== null);
  return {
    gesture: first !== undefined && !others && !spoke && GESTURES.has(first.verb) ? first.heroes : [],
    pronouns,
  };
}
