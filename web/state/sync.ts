import type { ReviewCard } from "../../workers/contracts/dm.ts";
import type { SeenEvent } from "../../workers/contracts/events.ts";
import type { ServerFrame, ServerFrameOf, Stage } from "../../workers/contracts/frames.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { CampaignState } from "../../workers/core/state.ts";
import { foldEvents, newCampaign, stateFromView } from "./fold.ts";

export interface Draft {
  readonly turnId: TurnId;
  /** How many pieces have come. A piece out of order is dropped; the event that follows tells all of it. */
  readonly pieces: number;
  readonly text: string;
}

export interface Present {
  readonly memberId: MemberId;
  readonly typing: boolean;
}

/** Everything the client knows of a campaign. Written by frames alone. */
export interface Sync {
  readonly memberId: MemberId | null;
  /** Null until the server has said which epoch this is. */
  readonly epoch: number | null;
  readonly state: CampaignState;
  /** Events in hand, dense, the last one being the head of `state`. Older ones come by page. */
  readonly events: readonly SeenEvent[];
  /** True once the view is as far as the server was at the welcome. */
  readonly level: boolean;
  /** The head the server named at the welcome. */
  readonly target: number;
  /** A hello is on its way; another gap does not ask twice. */
  readonly asked: boolean;
  readonly draft: Draft | null;
  readonly stage: { readonly turnId: TurnId; readonly stage: Stage } | null;
  readonly review: Review | null;
  readonly here: readonly Present[];
}

/** Proposed calls that wait for a verdict; only those behind the screen are sent any. */
export interface Review {
  readonly turnId: TurnId;
  readonly endsAt: number;
  readonly cards: readonly ReviewCard[];
}

export type Want =
  /** Say hello (again) with what we have. */
  | { readonly kind: "hello" }
  /** Events before the ones in hand have changed for us: read the story again. */
  | { readonly kind: "story" }
  | { readonly kind: "compare"; readonly seq: number; readonly hash: string }
  /** News of a file. The log says nothing of files, so whoever shows them keeps it. */
  /** So many people wait to be let in. */
  | { readonly kind: "waiting"; readonly waiting: number }
  | { readonly kind: "file"; readonly frame: ServerFrameOf<"server.upload"> | ServerFrameOf<"server.upload_gone"> }
  | { readonly kind: "receipt"; readonly frame: ServerFrameOf<"server.receipt"> }
  | { readonly kind: "problem"; readonly frame: ServerFrameOf<"server.problem"> };

export interface Received {
  readonly sync: Sync;
  readonly wants: readonly Want[];
}

export const freshSync: Sync = {
  memberId: null,
  epoch: null,
  state: newCampaign,
  events: [],
  level: false,
  target: 0,
  asked: false,
  draft: null,
  stage: null,
  review: null,
  here: [],
};

const still = (sync: Sync): Received => ({ sync, wants: [] });

/** What the client knows after one more frame. The seq moves by one or through a snapshot; it never guesses. */
export function receive(sync: Sync, frame: ServerFrame): Received {
  switch (frame.t) {
    case "server.welcome":
      return welcomed(sync, frame);
    case "server.snapshot":
      return snapshotTaken(sync, frame);
    case "server.events":
      return eventsSeen(sync, frame.events);
    case "server.stage":
      return still({ ...sync, stage: { turnId: frame.turnId, stage: frame.stage } });
    case "server.draft":
      return still({ ...sync, draft: drafted(sync.draft, frame) });
    case "server.review":
      return still({ ...sync, review: reviewOf(frame) });
    case "server.presence":
      return still({ ...sync, here: frame.here });
    case "server.head":
      return headHeard(sync, frame);
    case "server.upload":
    case "server.upload_gone":
      return { sync, wants: [{ kind: "file", frame }] };
    case "server.join_requests":
      return { sync, wants: [{ kind: "waiting", waiting: frame.waiting }] };
    case "server.receipt":
      return { sync, wants: [{ kind: "receipt", frame }] };
    case "server.problem":
      return { sync, wants: [{ kind: "problem", frame }] };
    default:
      return frame satisfies never;
  }
}

/** What to say hello with. */
export function greeting(sync: Sync): { epoch: number | null; last_seq_seen: number } {
  return { epoch: sync.epoch, last_seq_seen: sync.epoch === null ? 0 : sync.state.head.seq };
}

function welcomed(sync: Sync, frame: ServerFrameOf<"server.welcome">): Received {
  const moved = sync.epoch !== null && sync.epoch !== frame.epoch;
  const stranger = sync.memberId !== null && sync.memberId !== frame.memberId;
  const kept = moved || stranger ? freshSync : sync;
  const level = frame.resume === "level" || kept.state.head.seq >= frame.head;
  return still({
    ...kept,
    memberId: frame.memberId,
    epoch: frame.epoch,
    target: frame.head,
    asked: false,
    level,
    draft: null,
    stage: null,
    review: null,
  });
}

function snapshotTaken(sync: Sync, frame: ServerFrameOf<"server.snapshot">): Received {
  // The server builds the view with the same types; reading it again here would need the schemas in the page.
  const state = stateFromView(frame.view as Parameters<typeof stateFromView>[0], sync.memberId);
  const next: Sync = { ...sync, epoch: frame.epoch, state, events: [], level: frame.seq >= sync.target, draft: null };
  return { sync: next, wants: [{ kind: "story" }] };
}

function eventsSeen(sync: Sync, events: readonly SeenEvent[]): Received {
  const head = sync.state.head.seq;
  const fresh: SeenEvent[] = [];
  for (const event of events) {
    const expected = head + fresh.length + 1;
    if (event.header.seq < expected) continue;
    if (event.header.seq > expected) return gap(folded(sync, fresh));
    fresh.push(event);
  }
  return still(folded(sync, fresh));
}

function gap(sync: Sync): Received {
  if (sync.asked) return still(sync);
  return { sync: { ...sync, asked: true }, wants: [{ kind: "hello" }] };
}

function folded(sync: Sync, fresh: readonly SeenEvent[]): Sync {
  if (fresh.length === 0) return sync;
  const state = foldEvents(sync.state, fresh);
  const running = state.public.turn?.id ?? null;
  return {
    ...sync,
    state,
    events: [...sync.events, ...fresh],
    level: sync.level || state.head.seq >= sync.target,
    draft: sync.draft !== null && sync.draft.turnId === running ? sync.draft : null,
    stage: sync.stage !== null && sync.stage.turnId === running ? sync.stage : null,
    review: sync.review !== null && sync.review.turnId === running ? sync.review : null,
  };
}

function reviewOf({ turnId, endsAt, cards }: ServerFrameOf<"server.review">): Review | null {
  return cards.length === 0 ? null : { turnId, endsAt, cards };
}

function drafted(draft: Draft | null, frame: ServerFrameOf<"server.draft">): Draft | null {
  const { turn_id: turnId, n, text } = frame;
  if (n === 0) return { turnId, pieces: 1, text };
  if (draft === null || draft.turnId !== turnId || draft.pieces !== n) return draft;
  return { turnId, pieces: n + 1, text: draft.text + text };
}

function headHeard(sync: Sync, frame: ServerFrameOf<"server.head">): Received {
  if (frame.seq > sync.state.head.seq) return gap(sync);
  if (frame.seq < sync.state.head.seq) return still(sync);
  return { sync, wants: [{ kind: "compare", seq: frame.seq, hash: frame.state_hash }] };
}
