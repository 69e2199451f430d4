import type { Cut } from "../../workers/contracts/dm.ts";
import type { TurnReceiptPayload } from "../../workers/contracts/events/machine.ts";
import type { ActionMode, EventOf, RolledDie, RollOutcome, SceneView, Voice } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { UploadId, UploadKind } from "../../workers/contracts/library.ts";
import type { Citation, FactId } from "../../workers/contracts/memory.ts";

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

/** A call the machine proposed, and what became of it. Only those behind the screen ever see one. */
export interface LedgerCall {
  readonly key: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly verdict: "proposed" | "approved" | "done" | "edited" | "refused" | "denied";
  /** Who has judged it; empty when nobody had to. */
  readonly by: string;
  /** Why it was denied or refused, in the words of whoever said so. */
  readonly reason: string;
}

/** What stands behind the words of a turn: the bill, what was cut, and what the machine had proposed. */
export interface Behind {
  readonly receipt: TurnReceiptPayload | null;
  /** What the voices on the bill are called, as far as the table was told. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cuts: readonly Cut[];
  readonly leak: boolean;
  readonly calls: readonly LedgerCall[];
}

/** A citation and where it stands in the text. */
export interface PlacedCite extends Citation {
  readonly at: number;
}

/** One way in which a narration has been put into words. The newest is the one that counts. */
export interface Wording {
  readonly key: string;
  readonly seq: number;
  readonly turnId: TurnId | null;
  readonly how: "told" | "retold" | "edited";
  readonly text: string;
  readonly voice: Voice | null;
  /** Who wrote it; empty unless it was edited. */
  readonly by: string;
  readonly behind: Behind | null;
  /** What these very words rest on; other words for the same have citations of their own. */
  readonly cites: readonly PlacedCite[];
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
        /** The newest wording; empty for marks that wait to be told, and for what was put away. */
        readonly text: string;
        /** All wordings, oldest first. Marks, authored words and what was put away have none. */
        readonly wordings: readonly Wording[];
        readonly putAway: boolean;
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
        /** The fact it speaks of, whose words the log does not repeat. */
        readonly factId?: FactId;
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
    | {
        readonly kind: "handout";
        readonly who: string;
        readonly uploadId: UploadId;
        readonly title: string;
        readonly file: UploadKind;
        readonly caption: string;
      }
    | {
        readonly kind: "answer";
        readonly memberId: MemberId;
        readonly who: string;
        readonly question: string;
        readonly text: string;
        /** False when the sources do not say. */
        readonly found: boolean;
        readonly cites: readonly Citation[];
        readonly voice: Voice;
        /** Asked behind the screen, or in private. */
        readonly secret: boolean;
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
