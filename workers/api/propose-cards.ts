import { UploadId } from "../contracts/library.ts";
import { type CardSuggestion, EntityId, type EntityKind } from "../contracts/memory.ts";
import type { SuggestionRow } from "../db/read/uploads.ts";

const SUGGESTIONS_MAX = 60;
const NAME_CHARS_MAX = 60;
const NAME_WORDS_MAX = 6;
const TEXT_CHARS_MAX = 600;

/** Headings of a book's own parts; they name nobody. */
const NOT_A_NAME =
  /^(?:(?:table of )?contents|index|introduction|preface|foreword|credits?|licen[cs]e|legal|appendix.*|chapter.*|part [ivx\d]+.*|section.*|overview|summary|background|notes?|actions?|reactions?|traits?|legendary actions?|bonus actions?|equipment|treasure|rewards?|development|running .*|using .*|how to .*|what .*|where .*|who .*|why .*|when .*|the adventure|getting started|conclusion|epilogue|prologue|handouts?|maps?|tables?|rumou?rs?|encounters?|random .*|npcs?|people|places|locations?|factions?|quests?|items?|magic items?|monsters?|creatures?|bestiary)$/i;

type Cues = readonly (readonly [EntityKind, RegExp])[];
/** What the headings above a name say of it, when a chapter gathers one kind. */
const CHAPTERS: Cues = [
  [
    "person",
    /\b(?:people|persons?|npcs?|characters?|folk|villains?|heroes|cast|inhabitants|bestiary|monsters?|creatures?)\b/i,
  ],
  ["faction", /\b(?:factions?|guilds?|orders|cults?|organi[sz]ations?|clans?|houses)\b/i],
  ["quest", /\b(?:quests?|missions?|hooks?|errands?|jobs)\b/i],
  ["thing", /\b(?:items?|treasures?|artefacts?|artifacts?|relics?|weapons?|equipment|gear)\b/i],
  ["place", /\b(?:places?|locations?|regions?|gazetteer|sites?|areas?|rooms?|districts?|towns?|villages?)\b/i],
];
/** What a name says of itself. */
const NAMES: Cues = [
  [
    "faction",
    /\b(?:guild|order|cult|clan|brotherhood|sisterhood|company|council|watch|legion|circle|house of|league|syndicate)\b/i,
  ],
  ["quest", /\b(?:quest|hunt for|search for|rescue|escort|bounty|the missing|recover|deliver)\b/i],
  [
    "thing",
    /\b(?:sword|blade|dagger|axe|bow|staff|wand|ring|amulet|crown|potion|scroll|tome|cloak|shield|helm|orb|lantern|horn|key|chalice|relic|mask|dust)\b/i,
  ],
  [
    "place",
    /\b(?:village|town|city|castle|keep|fort|tower|inn|tavern|forest|wood|woods|river|lake|mountain|mountains|hills?|temple|shrine|abbey|chapel|mine|mines|cave|caverns?|ruins?|harbou?r|bridge|road|pass|marsh|moor|isle|island|market|gate|manor|hall|mill|crypt|tomb|cellar|well|valley|bay|ford|farm|library|vault|dungeon)\b/i,
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

/** Cards somebody could keep: what has a name in a heading or a stat block, with the first two sentences about it. */
export function proposeCards(rows: readonly SuggestionRow[]): CardSuggestion[] {
  const found = new Map<string, CardSuggestion>();
  for (const row of rows) {
    if (found.size >= SUGGESTIONS_MAX) break;
    const suggestion = suggestionOf(row);
    // One name is one card, also where two chapters speak of it.
    const once = suggestion?.card.name.toLowerCase();
    if (suggestion !== null && once !== undefined && !found.has(once)) found.set(once, suggestion);
  }
  return [...found.values()];
}

function suggestionOf(row: SuggestionRow): CardSuggestion | null {
  const path = row.heading.split(" > ");
  const name = nameOf(path.at(-1) ?? "");
  if (name === null) return null;
  const text = beginningOf(row.text, name);
  const kind = row.kind === "stat-block" ? "person" : kindOf(path.slice(0, -1).join(" "), name, text);
  const id = kind === null ? null : EntityId.safeParse(`${kind}:${slugOf(name)}`);
  if (id === null || !id.success || text === "") return null;
  const source = { uploadId: UploadId.parse(row.uploadId), title: row.title, page: row.page };
  return {
    card: { id: id.data, name, aliases: [], text, pinned: false, source },
    heading: row.heading.slice(0, 300),
  };
}

/** The heading without its number and its marks, when it can be a name at all. */
function nameOf(heading: string): string | null {
  const name = heading
    .replace(/^[#\s]*(?:[A-Z]?\d+(?:\.\d+)*[a-z]?[.):]?\s+|[A-Z][.)]\s+)?/, "")
    .replace(/[\s:.]+$/, "")
    .replaceAll(/\s+/g, " ");
  const words = name.split(" ").length;
  if (name.length < 3 || name.length > NAME_CHARS_MAX || words > NAME_WORDS_MAX) return null;
  return NOT_A_NAME.test(name) || /[?!]$/.test(name) || !/\p{L}/u.test(name) ? null : named(name);
}

/** Headings in capitals shout; a card need not. */
function named(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replaceAll(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function kindOf(above: string, name: string, text: string): EntityKind | null {
  const tells = ([, cue]: Cues[number], where: string): boolean => cue.test(where);
  const found =
    NAMES.find((each) => tells(each, name)) ??
    CHAPTERS.find((each) => tells(each, above)) ??
    OPENINGS.find((each) => tells(each, text));
  return found?.[0] ?? null;
}

/** The first two sentences under a heading, without the heading itself. */
function beginningOf(text: string, name: string): string {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  const prose = lines.join(" ").replaceAll(/\s+/g, " ").trim();
  const body =
    prose.toLowerCase().startsWith(name.toLowerCase()) && /^\s*[A-Z]/.test(prose.slice(name.length))
      ? prose.slice(name.length).trim()
      : prose;
  const sentences = body.match(/^(?:.+?[.!?](?=\s|$)\s?){1,2}/)?.[0] ?? body;
  return sentences.trim().slice(0, TEXT_CHARS_MAX).trim();
}

function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
