import type { CampaignEvent, EventType } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { DEPARTED } from "../departed.ts";
import { NEVER_ERASED } from "../ledger/never-erased.ts";

/** What stands where somebody's words stood. */
export const REMOVED = "[removed]";
const DEPARTED_HERO = "Departed hero";
const SOMEBODY = "somebody";

/** Somebody who is to be erased, with all that points to them in the words of others. */
export interface Erasing {
  readonly memberId: MemberId;
  /** What they were called here, and what they called the heroes they made. */
  readonly names: readonly string[];
  /** What they said and did in their own words: it may be told back to them. */
  readonly phrases: readonly string[];
}

/** Shorter words are not told back as somebody's own. */
const PHRASE_CHARS_MIN = 12;
/** Who was called by such a word is not found by it: taken out everywhere, it would take the story along. */
const EVERYDAY: ReadonlySet<string> = new Set(
  "A An And As At But By For He Her His I If In It Its No Not Of On Or She So The Their There They This To We What When You Your".split(
    " ",
  ),
);

/** What people say, write and name. Settings, lines and veils, and what a GM gave to the world stay: others play on with them. */
const SPOKEN: ReadonlySet<EventType> = new Set([
  ...(["member_joined", "member_removed", "hero_made", "player_action", "chat_message", "dm_narration"] as const),
  ...(["gm_note", "ruling_overridden", "state_patch_applied", "turn_undone", "call_judged", "question_asked"] as const),
  ...(["fact_noted", "fact_corrected", "card_written", "handout_shown", "sources_answered"] as const),
  ...(["narration_edited", "narration_reported"] as const),
]);

/** The fields of events that hold words for people; all others are ids, numbers and choices. */
const WORDS: ReadonlySet<string> = new Set([
  ...["text", "name", "aliases", "title", "caption", "blurb", "question", "choices", "suggestions", "reason", "ruling"],
  ...["before", "after", "doing", "tell", "flavour", "seen", "source", "standIn", "speaker", "subject"],
]);
/** Below these anything may stand: a text with a space in it is no id. */
const LOOSE: ReadonlySet<string> = new Set(["detail", "args", "value", "why"]);

/** Names and utterances of a member, as an event of theirs has them. */
export function heardFrom(body: CampaignEvent, memberId: MemberId): { names: string[]; phrases: string[] } {
  if (body.type === "member_joined" && body.payload.memberId === memberId)
    return { names: [body.payload.name], phrases: [] };
  if (body.type === "hero_made" && body.actor.memberId === memberId)
    return { names: [body.payload.creature.name], phrases: [] };
  const spoke = body.type === "player_action" || body.type === "chat_message";
  return { names: [], phrases: spoke && body.payload.memberId === memberId ? [body.payload.text] : [] };
}

/**
 * The fact without a person's words: their own are blanked, and where others tell of them they have no name. Null when
 * there is nothing of theirs in it, and for what is signed or proves a die: mechanical facts outlive the person.
 */
export function withoutWords(body: CampaignEvent, erasing: Erasing): CampaignEvent | null {
  if (NEVER_ERASED.has(body.type)) return null;
  const payload: unknown = isTheirs(body, erasing.memberId)
    ? blanked(body)
    : eachText(body.payload, (text) => unnamed(text, erasing));
  if (JSON.stringify(payload) === JSON.stringify(body.payload)) return null;
  return { ...body, payload } as CampaignEvent;
}

function isTheirs({ type, actor, payload }: CampaignEvent, memberId: MemberId): boolean {
  const isOf = actor.memberId === memberId || ("memberId" in payload && payload.memberId === memberId);
  return isOf && SPOKEN.has(type);
}

function blanked(body: CampaignEvent): unknown {
  if (body.type === "member_joined") return { ...body.payload, name: DEPARTED };
  if (body.type !== "hero_made") return eachText(body.payload, () => REMOVED);
  const { creature } = body.payload;
  // What they carry and can do is the world's; what they are called and look like was the player's.
  return {
    creature: { ...creature, name: DEPARTED_HERO, blurb: REMOVED, look: { seed: creature.id, kind: "person" } },
  };
}

/** What was told back to somebody goes with the words it repeats, and their names go wherever they stand as a word. */
function unnamed(text: string, { names, phrases }: Erasing): string {
  const told = phrases
    .filter(({ length }) => length >= PHRASE_CHARS_MIN)
    .reduce((kept, phrase) => kept.replaceAll(phrase, REMOVED), text);
  return names
    .filter((name) => !EVERYDAY.has(name))
    .reduce((kept, name) => kept.replaceAll(asWord(name), SOMEBODY), told);
}

function asWord(name: string): RegExp {
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "gu");
}

/** The same value with every text for people changed; `isLoose` below fields of any shape. */
function eachText(value: unknown, change: (text: string) => string, key = "", isLoose = false): unknown {
  if (typeof value === "string") {
    const isWords = WORDS.has(key) || ((isLoose || LOOSE.has(key)) && value.includes(" "));
    return isWords && value !== "" ? change(value) : value;
  }
  if (Array.isArray(value)) return value.map((each) => eachText(each, change, key, isLoose));
  if (typeof value !== "object" || value === null) return value;
  const below = isLoose || LOOSE.has(key);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, eachText(each, change, name, below)]));
}
