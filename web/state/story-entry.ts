import type { ActionMode, EventOf, RolledDie, RollOutcome, SceneView, Voice } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";

/** A small thing that changed, shown under the narration it belongs to. */
export interface Mark {
  readonly key: string;
  readonly tone: "harm" | "boon" | "item" | "condition" | "note";
  /** Whose it is; empty for the whole party or the world. */
  readonly who: string;
  readonly text: string;
  /** More about it, for those who ask: the source of a wound, how damage was resisted. */
  readonly about: string;
}

export interface RollCard {
  readonly key: string;
  readonly ticketSeq: number;
  readonly resolvedSeq: number | null;
  /** Which link of the dice chain it used; none until the die has fallen. */
  readonly index: number | null;
  readonly label: string;
  readonly who: string;
  readonly kind: EventOf<"roll_ticket">["payload"]["purpose"]["kind"];
  readonly expression: string;
  readonly dc: number | null;
  readonly visibility: EventOf<"roll_ticket">["payload"]["visibility"];
  /** Who lets the die fall while the ticket is open. */
  readonly rollerId: MemberId | null;
  readonly result: {
    readonly total: number;
    readonly successes: number | null;
    readonly outcome: RollOutcome;
    readonly margin: number | null;
    readonly dice: readonly RolledDie[];
  } | null;
  readonly voided: string | null;
  /** A ruling of the GM that overrides what the die said. */
  readonly ruling: { readonly text: string; readonly reason: string } | null;
}

interface Placed {
  /** Stable from the moment a thing is sent until it is an old page of the log. */
  readonly key: string;
  readonly seq: number;
  readonly at: number;
  readonly turnId: TurnId | null;
  /** Its turn was taken back: it stays readable, struck through. */
  readonly undone: boolean;
}

export type StoryEntry = Placed &
  (
    | { readonly kind: "scene"; readonly scene: SceneView; readonly first: boolean }
    | {
        readonly kind: "action";
        readonly memberId: MemberId;
        readonly creatureId: string;
        readonly who: string;
        readonly mode: ActionMode;
        readonly text: string;
      }
    | {
        readonly kind: "narration";
        readonly text: string;
        /** The first words in a new place get a drop cap. */
        readonly opening: boolean;
        readonly voice: Voice | null;
        readonly speaker: string | null;
        readonly choices: readonly string[];
        readonly marks: readonly Mark[];
        /** Names of those it is for, when it is not for everybody. */
        readonly onlyFor: readonly string[];
      }
    | { readonly kind: "rolls"; readonly rolls: readonly RollCard[] }
    | {
        readonly kind: "chat";
        readonly channel: EventOf<"chat_message">["payload"]["channel"];
        readonly memberId: MemberId;
        readonly creatureId: string | null;
        readonly who: string;
        readonly to: readonly string[];
        readonly text: string;
      }
    | {
        readonly kind: "line";
        readonly tone: "plain" | "gm" | "quiet" | "dice";
        readonly text: string;
        readonly about: string;
      }
    | { readonly kind: "fight"; readonly title: string; readonly foes: readonly string[] }
    | { readonly kind: "round"; readonly round: number }
    | { readonly kind: "secret"; readonly title: string; readonly text: string }
    | {
        readonly kind: "ending";
        readonly title: string;
        readonly text: string;
        readonly tone: "bright" | "bittersweet" | "dark";
      }
    | { readonly kind: "note"; readonly who: string; readonly text: string; readonly about: number | null }
    | { readonly kind: "failed"; readonly reason: string; readonly open: boolean }
  );

export type EntryOf<K extends StoryEntry["kind"]> = Extract<StoryEntry, { kind: K }>;

/** How ids become names: from the live view first, then from what the events in hand have told. */
export interface Names {
  member(id: MemberId): string | null;
  creature(id: string): string | null;
  clock(id: string): string | null;
}

/** Names that always answer: an id nobody knows becomes "somebody". */
export interface SureNames {
  member(id: string): string;
  creature(id: string): string;
  clock(id: string): string;
}
