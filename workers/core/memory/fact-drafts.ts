import type { CampaignEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import type { FactView } from "../../contracts/memory.ts";
import type { Screen, Stage } from "./stage.ts";

/** A fact before it has a number and a place in a book. */
export interface FactDraft {
  readonly text: string;
  readonly kind: FactView["kind"];
  readonly importance: number;
  readonly about: readonly string[];
  readonly aspect?: string;
  /** Said once: it does not supersede what said the same before. */
  readonly once?: true;
  readonly byHand?: true;
  readonly by?: MemberId;
  readonly pinned?: true;
  readonly pinnedBy?: MemberId;
}

/** What there is to put an event into words: the stage before and after it, and the names its audience knows. */
export interface Telling {
  readonly before: Stage;
  readonly stage: Stage;
  /** Null for everybody but those behind the screen. */
  readonly screen: Screen | null;
  /** Entities whose names stand in a text. */
  readonly namedIn: (text: string) => string[];
}

/** Puts one kind of events into words; null for an event it does not speak of. */
export type FactTeller = (fact: CampaignEvent, telling: Telling) => readonly FactDraft[] | null;

/** How much it weighs, 1 to 10, before anybody has pinned it. */
export const WEIGHT = {
  heroDied: 10,
  adventureEnded: 10,
  secretRevealed: 9,
  promise: 8,
  heroFell: 7,
  clockFull: 8,
  allyDied: 8,
  noted: 7,
  ruling: 6,
  fightEnded: 6,
  handout: 6,
  heroLeft: 6,
  recorded: 6,
  whisper: 6,
  gmNote: 6,
  arrivalFirst: 5,
  firstMeeting: 5,
  attitude: 5,
  itemGot: 4,
  told: 4,
  fightBegan: 4,
  foeDied: 4,
  condition: 4,
  place: 4,
  described: 3,
  itemGone: 3,
  holding: 3,
  heroHurt: 3,
  arrivalAgain: 2,
  noMore: 2,
  clock: 2,
  coin: 2,
  carried: 1,
  // That play goes on is known to everybody at the table; it would crowd the story out of a recap.
  adventureBegan: 1,
  heroJoined: 1,
  rest: 1,
  time: 1,
} as const;

export const person = (id: string): string => `person:${id}`;
export const place = (id: string): string => `place:${id}`;
export const thing = (id: string): string => `thing:${id}`;
export const quest = (id: string): string => `quest:${id}`;

/** What a record itself holds under an id, which may be any word: also that of something every object has. */
export function own<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

/** A creature's name; what nobody has named is called by its id, readably. */
export function creatureName(stage: Stage, id: string): string {
  return own(stage.creatures, id)?.name ?? asWords(id);
}

export function personName({ stage, screen }: Telling, id: string): string {
  const seen = stage.scene?.people.find((each) => each.id === id)?.name;
  const kept = screen === null ? undefined : own(screen.people, id);
  return seen ?? kept ?? creatureName(stage, id);
}

/** A title in the middle of a sentence: at the Ferry Slip, and not at The Ferry Slip. */
export const midSentence = (title: string): string =>
  title.replace(/^(?:The|An?) (?=.)/, (article) => article.toLowerCase());

export const asWords = (id: string): string => id.replaceAll("-", " ");
