import { plainWords } from "../../core/safety/folded-words.ts";
import { inflectionsOf, pluralsOf } from "../../core/safety/inflections.ts";
import type { CastMember } from "./cast.ts";
import type { Evidence } from "./evidence.ts";
import type { Deed, Token } from "./sentence-tokens.ts";

const nouns = (words: string): ReadonlySet<string> => new Set(words.split(" ").flatMap(pluralsOf));
const forms = (words: string): string[] => words.split(" ").flatMap(inflectionsOf);

const WEAPONS = nouns(
  "sword blade dagger knife axe mace spear bow crossbow arrow quiver shortsword longsword greatsword rapier hammer warhammer halberd staff sling whip scimitar cutlass weapon",
);
const COINS = nouns("coin gold silver copper purse");
const OTHERS = nouns(
  "ring amulet talisman locket necklace bracelet crown gem jewel ruby emerald diamond pearl sapphire brooch medallion pendant potion vial flask elixir scroll map key letter parchment tome wand orb rod lantern torch rope shield helmet helm armor armour gauntlet treasure loot figurine statuette idol chalice goblet compass spyglass lockpick crowbar trinket satchel pouch",
);
const GAINS = new Set([
  ...forms(
    "take grab snatch pocket receive gain get collect loot scoop acquire obtain steal claim retrieve pick lift pluck tuck stow find",
  ),
  ..."took taken got stole picks picked plucked found stowed tucked gets".split(" "),
]);
const HOLDS = new Set("have has had hold holds held carry carries own owns possess possesses".split(" "));
const GIVES = new Set([
  ...forms("hand give toss slip press offer pass present lend throw grant slide count push pour"),
  ..."gave given threw lent slid slips".split(" "),
]);
/** After one of these a thing is no longer what is taken. "Of" stays: a handful of coins. */
const PREPOSITIONS = new Set(
  "from with into onto on in at near by for behind beside under toward towards against through over past before after as like to".split(
    " ",
  ),
);
const NOT_SO = new Set(
  "no not nothing never without none neither nor almost nearly empty if would could might may can cannot fail fails failed try tries tried reach reaches".split(
    " ",
  ),
);
const NEAR = 8;

/** Whether somebody comes by a thing, or by coin, that no fact gave them. */
export function inventsAThing(
  tokens: readonly Token[],
  { deeds, evidence }: { deeds: readonly Deed[]; evidence: Evidence },
): boolean {
  return tokens.some((token, at) => {
    if (token.quote !== null || !isThing(token.word)) return false;
    const near = tokens.slice(Math.max(0, at - NEAR), at);
    if (near.some(({ word }) => NOT_SO.has(word))) return false;
    const taken = takenBy(tokens, at, deeds);
    const takers = taken.length > 0 ? taken : given(tokens, at, evidence);
    if (takers.length === 0) return false;
    if (COINS.has(token.word)) return !coinsAreTrue(tokens, at, evidence);
    if (came(token.word, evidence)) return false;
    // What somebody has already may be taken in hand, not found or handed over once more.
    const isFound = taken.length > 0 && near.some(({ word }) => /^(?:find|finds|found)$/.test(word));
    const isNew =
      isFound || (taken.length === 0 && !near.some(({ word }) => /^(?:back|your|her|his|their)$/.test(word)));
    return isNew || !takers.some((taker) => has(taker, token.word));
  });
}

const isThing = (word: string): boolean => COINS.has(word) || WEAPONS.has(word) || OTHERS.has(word);

/** The heroes who take the thing at `at`, or hold it now. */
function takenBy(tokens: readonly Token[], at: number, deeds: readonly Deed[]): readonly CastMember[] {
  const deed = deeds.findLast((each) => each.at < at && at - each.at <= NEAR);
  if (deed === undefined) return [];
  const holds = HOLDS.has(deed.verb) && (deed.after[0] === "now" || isNowHeld(tokens, deed));
  if (!holds && !GAINS.has(deed.verb)) return [];
  return isObjectOf(tokens, deed.at, at) && isNewWhereFound(tokens, deed, at) ? deed.heroes : [];
}

const isNowHeld = (tokens: readonly Token[], { verb, at }: Deed): boolean =>
  HOLDS.has(verb) && tokens[at - 1]?.word === "now";

function isObjectOf(tokens: readonly Token[], verbAt: number, at: number): boolean {
  const between = tokens.slice(verbAt + 1, at).map(({ word }) => word);
  if (between[0] === "up" || between[0] === "out") between.shift();
  return !between.some((word) => PREPOSITIONS.has(word));
}

/** Somebody finds "the door"; who finds "a ring" has come by one. */
function isNewWhereFound(tokens: readonly Token[], { verb, at: verbAt }: Deed, at: number): boolean {
  if (!/^(?:find|finds|found)$/.test(verb)) return true;
  return tokens.slice(verbAt + 1, at).some(({ word }) => /^(?:a|an|some|several|two|three|four|five|\d+)$/.test(word));
}

/** "Osk presses a ring into your hand", "she gives Wren the map", "the ring is yours". */
function given(tokens: readonly Token[], at: number, { you }: Evidence): readonly CastMember[] {
  const from = Math.max(0, at - NEAR);
  const giving = tokens.findIndex(({ word }, index) => index >= from && index < at && GIVES.has(word));
  const receiver = (index: number): readonly CastMember[] => {
    const token = tokens[index];
    if (token?.who?.kind === "hero") return [token.who];
    return token?.word === "you" || token?.word === "your" ? you : [];
  };
  const next = tokens.slice(at + 1, at + 4).map(({ word }) => word);
  if (/^(?:is|are) (?:now )?yours$/.test(next.slice(0, 3).join(" ")) || /^(?:is|are) yours/.test(next.join(" ")))
    return you;
  if (giving < 0) return [];
  // Who gives is not who gets: "Wren hands the ring to Osk".
  if (
    tokens
      .slice(from, giving)
      .some((_, offset) => receiver(from + offset).length > 0 && !/'s$/.test(tokens[from + offset]?.word ?? ""))
  )
    return [];
  const straight = receiver(giving + 1);
  if (straight.length > 0 && tokens[giving + 1]?.word !== "your") return straight;
  for (let index = at + 1; index <= at + 5; index += 1) {
    const preposition = tokens[index - 1]?.word ?? "";
    if (/^(?:to|into|in|toward|towards)$/.test(preposition) && receiver(index).length > 0) return receiver(index);
  }
  return [];
}

/** Whether a thing by that name came to somebody in this turn. */
function came(word: string, { given: names }: Evidence): boolean {
  return [...names].some((name) => isCalled(name, word));
}

function has({ creature }: CastMember, word: string): boolean {
  return (creature?.items ?? []).some(
    ({ item }) =>
      (item.kind === "weapon" && ANY_WEAPON.has(word)) ||
      [item.name, ...(item.aliases ?? [])].flatMap(plainWords).some((name) => isCalled(name, word)),
  );
}

const ANY_WEAPON = nouns("blade weapon arrow quiver");

/** A longbow is a bow, and two rings are rings. */
const isCalled = (name: string, word: string): boolean =>
  pluralsOf(name).includes(word) || pluralsOf(word).includes(name) || (word.length > 2 && name.endsWith(word));

const NUMBERS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const METALS: Readonly<Record<string, number>> = { gold: 100, silver: 10, copper: 1 };

/** Coin may be told when coin was gained, and with a number only when it is that number. */
function coinsAreTrue(tokens: readonly Token[], at: number, { coinGained }: Evidence): boolean {
  if (coinGained <= 0) return false;
  const worth = METALS[tokens[at]?.word ?? ""];
  const before = tokens[at - 1]?.word ?? "";
  const count = /^\d+$/.test(before) ? Number(before) : NUMBERS.indexOf(before) + 1;
  if (worth === undefined || count === 0) return true;
  const spoken =
    worth === 100 ? Math.floor(coinGained / 100) : worth === 10 ? Math.floor((coinGained % 100) / 10) : coinGained % 10;
  return count === spoken || count * worth === coinGained;
}
