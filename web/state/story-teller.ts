import type { DmSettings } from "../../workers/contracts/dm.ts";
import type { EventOf, Settings } from "../../workers/contracts/events.ts";
import type { TurnId } from "../../workers/contracts/ids.ts";
import type { Behind, EntryOf, Mark, PlacedCite, RollCard, StoryEntry, SureNames } from "./story-entry.ts";

export type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type Entry = Writable<StoryEntry>;
export type Put = StoryEntry extends infer E
  ? E extends StoryEntry
    ? Omit<E, "seq" | "at" | "turnId" | "undone">
    : never
  : never;

export interface Teller {
  readonly names: SureNames;
  readonly entries: Entry[];
  readonly rolls: Map<number, Writable<RollCard>>;
  /** Dice of hidden rolls, by the index that was announced to everybody. */
  readonly sealed: Map<number, Entry>;
  /** Authored words of a turn nobody has narrated yet; told as they stand if nobody does. */
  readonly beats: Map<TurnId, EventOf<"beat_told">[]>;
  readonly undone: Set<TurnId>;
  /** The last card, decided in a turn whose words are still to come. */
  ending: { readonly here: Here; readonly entry: Put } | null;
  readonly learnt: { members: Map<string, string>; creatures: Map<string, string> };
  /** Actions that no turn has claimed yet. */
  unclaimed: Writable<EntryOf<"action">>[];
  /** A place was entered and nothing told of it yet. */
  arrived: boolean;
  round: number;
  /** Who ran the table when last heard of; null before the first word about it. */
  dmMode: Settings["dmMode"] | null;
  /** How the machine ran the table when last heard of; null when that is not in hand. */
  dm: DmSettings | null;
  /** What voices are called, as the table was told when they came. */
  readonly voices: Map<string, string>;
  /** Stances as last seen, because an event of a combatant says what is and not what is new. */
  readonly stances: Map<string, readonly string[]>;
  /** Narrations by their seq, for those who speak of them later. */
  readonly narrations: Map<number, Writable<EntryOf<"narration">>>;
  /** What the machine did in a turn, whether or not it has been told yet. */
  readonly behind: Map<TurnId, Writable<Behind>>;
  /** What the words of a turn rest on besides its events. */
  readonly cites: Map<TurnId, readonly PlacedCite[]>;
}

export interface Here {
  readonly seq: number;
  readonly at: number;
  readonly turnId: TurnId | null;
}

/** Adds an entry at the end of what has been told so far. */
export function put(teller: Teller, here: Here, entry: Put): void {
  teller.entries.push({ ...entry, ...here, undone: false } as Entry);
}

/** A narration of which only the given is known. */
export function narrationOf(
  more: Partial<Omit<EntryOf<"narration">, "kind" | "key">> & { readonly key: string },
): Extract<Put, { kind: "narration" }> {
  return {
    kind: "narration",
    text: "",
    wordings: [],
    putAway: false,
    opening: false,
    voice: null,
    speaker: null,
    choices: [],
    marks: [],
    onlyFor: [],
    ...more,
  };
}

/** Marks of a turn wait in an entry of their own until its narration takes them along. */
export function putMark(teller: Teller, here: Here, mark: Mark): void {
  const last = teller.entries.at(-1);
  const home =
    here.turnId === null
      ? last
      : teller.entries.findLast((entry) => entry.kind === "narration" && entry.turnId === here.turnId);
  if (home?.kind === "narration" && home.turnId === here.turnId && (here.turnId !== null || home.text === "")) {
    home.marks = [...home.marks, mark];
    return;
  }
  const key = here.turnId === null ? `marks:${here.seq}` : `told:${here.turnId}`;
  put(teller, here, narrationOf({ key, marks: [mark] }));
}

export function takeMarks(teller: Teller, turnId: TurnId): readonly Mark[] {
  const at = teller.entries.findLastIndex(
    (entry) => entry.kind === "narration" && entry.turnId === turnId && entry.text === "",
  );
  const waiting = teller.entries[at];
  if (waiting?.kind !== "narration") return [];
  teller.entries.splice(at, 1);
  return waiting.marks;
}
