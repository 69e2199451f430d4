import type { EntityKind } from "../contracts/memory.ts";

type Cues = readonly (readonly [EntityKind, RegExp])[];

/** What the headings above a name say of it, when a chapter gathers one kind. */
const CHAPTERS: Cues = [
  [
    "person",
    /\b(?:people|persons?|npcs?|characters?|folk|villains?|heroes|cast|inhabitants|bestiary|monsters?|creatures?)\b/i,
  ],
  ["faction", /\b(?:factions?|guilds?|orders|cults?|gangs?|organi[sz]ations?|clans?|houses)\b/i],
  ["quest", /\b(?:quests?|missions?|hooks?|errands?|jobs)\b/i],
  ["thing", /\b(?:items?|treasures?|artefacts?|artifacts?|relics?|weapons?|equipment|gear)\b/i],
  ["place", /\b(?:places?|locations?|regions?|gazetteer|sites?|areas?|rooms?|districts?|towns?|villages?)\b/i],
];
/** What a name says of itself. */
const NAMES: Cues = [
  [
    "faction",
    /\b(?:gang|guild|order|cult|clan|brotherhood|sisterhood|fellowship|company|council|watch|legion|circle|house of|league|syndicate|cartel|society|coven|tribe|crew)\b|^house \p{L}/iu,
  ],
  ["quest", /\b(?:quest|hunt for|search for|rescue|escort|bounty|the missing|recover|deliver)\b/i],
  [
    "thing",
    /\b(?:sword|blade|dagger|axe|bow|staff|wand|ring|amulet|crown|potion|scroll|tome|cloak|shield|helm|orb|lantern|horn|key|chalice|relic|mask|dust)\b/i,
  ],
  [
    "place",
    /\b(?:village|town|city|castle|keep|fort|tower|inn|tavern|forest|wood|woods|river|lake|mountain|mountains|hills?|temple|shrine|abbey|chapel|mine|mines|cave|caverns?|ruins?|harbou?r|bridge|road|pass|marsh|marshes|moor|isle|island|market|gate|manor|hall|mill|crypt|tomb|cellar|well|valley|bay|ford|farm|library|vault|dungeon)\b/i,
  ],
  [
    "person",
    /^(?:captain|sir|lady|lord|king|queen|prince|princess|brother|sister|father|mother|old|doctor|master|mistress|mayor|duke|baron|count)\b/i,
  ],
];
/** How a text begins to speak of what its heading names. */
const OPENINGS: Cues = [
  [
    "person",
    /\b(?:he|she|his|her|innkeeper|smith|priest|priestess|wizard|witch|merchant|soldier|thief|farmer|hunter|sage|knight|woman|man|girl|boy|elf|dwarf|orc|goblin|halfling|gnome|dragon)\b/i,
  ],
  ["faction", /\b(?:members|its agents|followers|sworn|initiates|founded by|ranks)\b/i],
  [
    "quest",
    /\b(?:the party must|must find|asks the (?:party|heroes|characters)|reward is|offers .{0,30}(?:gold|coins))\b/i,
  ],
  [
    "thing",
    /\b(?:wielder|bearer|attunement|this (?:weapon|ring|blade|item|potion|scroll)|charges|weighs|forged|while wearing|magic item)\b/i,
  ],
  [
    "place",
    /\b(?:stands|lies|lie|overlooks|built|walls|inhabitants|streets|entrance|north of|south of|east of|west of|miles|paces)\b/i,
  ],
];

/** What a name is of, as its own words, its chapter and the text about it say; null where nothing does. */
export function kindOf(above: string, name: string, text: string): EntityKind | null {
  return bySelf(name) ?? kindIn(CHAPTERS, above) ?? byOpening(text);
}

/** What somebody is who is named at the start of a paragraph: "Low Water, a village on stilts". Most are people. */
export function kindOfNamed(above: string, name: string, clause: string): EntityKind {
  return bySelf(name) ?? byHead(clause) ?? kindIn(CHAPTERS, above) ?? "person";
}

const bySelf = (name: string): EntityKind | null => byHead(name) ?? kindIn(NAMES, name);

/** The word that carries a phrase says most: a guild hall is a place, the captain of the watch is none. */
function byHead(phrase: string): EntityKind | null {
  const head = phrase.split(/\s+(?:of|at|in|on|by|under|beneath|from|for|with|that|which|who|whose)\s/i)[0] ?? "";
  return kindIn(NAMES, head.trim().split(/\s+/).at(-1) ?? "");
}

const kindIn = (cues: Cues, words: string): EntityKind | null => cues.find(([, cue]) => cue.test(words))?.[0] ?? null;

/** Of several cues the first in the text speaks of the name; those after it speak of others as well. */
function byOpening(text: string): EntityKind | null {
  const found = OPENINGS.flatMap(([kind, cue]) => {
    const at = text.search(cue);
    return at === -1 ? [] : [{ kind, at }];
  });
  return found.sort((left, right) => left.at - right.at)[0]?.kind ?? null;
}

/** Headings of a book's own parts, and of its rules; they name nobody. */
const NOT_A_NAME =
  /^(?:(?:table of )?contents|index|introduction|preface|foreword|credits?|licen[cs]e|legal|appendix.*|chapter.*|part [ivx\d]+.*|section.*|overview|summary|background|notes?|actions?|reactions?|traits?|legendary actions?|bonus actions?|equipment|treasure|rewards?|development|how to .*|what .*|where .*|who .*|why .*|when .*|the adventure|conclusion|epilogue|prologue|handouts?|maps?|tables?|rumou?rs?|encounters?|random .*|npcs?|people|places|locations?|factions?|quests?|items?|magic items?|monsters?|creatures?|bestiary|weather|(?:house|optional|special|variant) rules?.*)$/i;
/** What a chapter tells about something, or how a thing is done: "Travel by Marsh", "Secrets of the Deep". */
const ABOUT_SOMETHING =
  /^(?:the )?(?:travel|secrets?|rules?|rumou?rs?|history|customs?|life|adventures?|dangers?|hazards?|effects?|prices?|costs?|signs?|events?|trade|daily life)(?: (?:by|of|in|on|for|with|from|at|through|across|and) .*)?$/i;
/** "Crossing the Marsh", but not "King Harrow": a name is seldom a doing. */
const DOING = /^\p{L}{2,}ing\b/iu;
const NO_DOING = /^(?:king|ring|spring|string|wing|thing|viking|sterling|darling)\b/i;
const DOING_WHAT =
  /^\p{L}+ing(?:$|\s+(?:an?|the|by|in|on|with|without|to|for|from|through|across|at|your|their|up|down|around|and|lost)\b)/iu;
const A_RULE = /^(?:(?:house|optional|special|variant) )?rules?\s*[:.]/i;

/** Whether a heading is of a chapter, a doing or a rule, and of nobody. */
export function namesNobody(name: string): boolean {
  if (NOT_A_NAME.test(name) || ABOUT_SOMETHING.test(name)) return true;
  if (!DOING.test(name) || NO_DOING.test(name)) return false;
  // There is a Whispering Wood, and nothing that would be called Gathering Rumours.
  return DOING_WHAT.test(name) || bySelf(name) === null;
}

/** Whether a text begins as a rule does. */
export const isRule = (text: string): boolean => A_RULE.test(text);

const SIZED = /^(?:tiny|small|medium|large|huge|gargantuan)\b[^.]{0,100},[^.]{0,60}$/i;
const ALIGNED = /,.*\b(?:unaligned|alignment|lawful|neutral|chaotic|good|evil)\b/i;

/** "Medium dragon, unaligned": what kind of creature is meant, and never its name. */
export const isTypeLine = (line: string): boolean => SIZED.test(line) && ALIGNED.test(line);
