import { z } from "zod";
import { Chat, GmSocketCommand, PlayerAct, Roll, TableCommand } from "./commands.ts";
import { ReviewCard } from "./dm.ts";
import { SeenEvent } from "./events.ts";
import { ActionId, CampaignId, Epoch, Hex32, MemberId, Seq, TurnId } from "./ids.ts";
import { UploadCard, UploadId } from "./library.ts";
import { Problem } from "./problems.ts";

/** Raise it when a frame changes shape; `frames.test.ts` notices. Protocol history: docs/PROTOCOL.md. */
export const PROTOCOL_VERSION = 5;
export const FRAME_BYTES_MAX = 64 * 1024;
/** A client this far behind gets a snapshot instead of the events it missed. */
export const TAIL_EVENTS_MAX = 500;
export const TICKET_PROTOCOL = "emberhall.v1";

/** Where an action has got to. Each stage is shown to everybody at the table. */
export const Stage = z.enum([
  "received",
  "queued",
  "directing",
  "reviewing",
  "resolving",
  "narrating",
  "closed",
  "failed",
  "cancelled",
]);
export type Stage = z.infer<typeof Stage>;

export const ClientHello = z.strictObject({
  t: z.literal("client.hello"),
  protocol: z.int(),
  epoch: Epoch.nullable(),
  last_seq_seen: z.int().min(0),
});
export const ClientPlayerAction = z.strictObject({
  t: z.literal("client.player_action"),
  id: ActionId,
  act: PlayerAct,
});
export const ClientRoll = z.strictObject({ t: z.literal("client.roll"), id: ActionId, roll: Roll });
export const ClientChat = z.strictObject({ t: z.literal("client.chat"), id: ActionId, chat: Chat });
export const ClientTyping = z.strictObject({ t: z.literal("client.typing"), typing: z.boolean() });
export const ClientTable = z.strictObject({ t: z.literal("client.table"), id: ActionId, command: TableCommand });
export const ClientGm = z.strictObject({ t: z.literal("client.gm"), id: ActionId, command: GmSocketCommand });
export const ClientCancelTurn = z.strictObject({ t: z.literal("client.cancel_turn"), id: ActionId, turnId: TurnId });
export const ClientRenew = z.strictObject({ t: z.literal("client.renew"), ticket: z.string().min(1).max(4_096) });

export const ClientFrame = z.discriminatedUnion("t", [
  ClientHello,
  ClientPlayerAction,
  ClientRoll,
  ClientChat,
  ClientTyping,
  ClientTable,
  ClientGm,
  ClientCancelTurn,
  ClientRenew,
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

export const ServerWelcome = z.strictObject({
  t: z.literal("server.welcome"),
  protocol: z.int(),
  campaignId: CampaignId,
  memberId: MemberId,
  epoch: Epoch,
  head: z.int().min(0),
  /** How the client catches up: it is already level, it gets the tail, or it starts from the snapshot that follows. */
  resume: z.enum(["level", "tail", "snapshot"]),
});
/** The whole view of one member at a seq. `view` is `CampaignView` of `core/view.ts`. */
export const ServerSnapshot = z.strictObject({
  t: z.literal("server.snapshot"),
  epoch: Epoch,
  seq: z.int().min(0),
  headHash: Hex32,
  state_hash: Hex32,
  view: z.unknown(),
});
export const ServerEvents = z.strictObject({
  t: z.literal("server.events"),
  events: z.array(SeenEvent).min(1).max(TAIL_EVENTS_MAX),
});
/** The answer to a client's frame with an `id`. The same id always gets the same `seq`. */
export const ServerReceipt = z.strictObject({
  t: z.literal("server.receipt"),
  re: ActionId,
  stage: Stage,
  seq: Seq.nullable(),
  turnId: TurnId.nullable(),
});
/** Where the running turn stands, for everybody. */
export const ServerStage = z.strictObject({ t: z.literal("server.stage"), turnId: TurnId, stage: Stage });
/** Words on their way; the event that follows is the truth. `n` counts from 0 within a turn. */
export const ServerDraft = z.strictObject({
  t: z.literal("server.draft"),
  turn_id: TurnId,
  n: z.int().min(0),
  text: z.string().max(4_000),
});
/** The calls that wait for a verdict, for those behind the screen. Empty `cards`: nothing waits any more. */
export const ServerReview = z.strictObject({
  t: z.literal("server.review"),
  turnId: TurnId,
  /** When the deadline judges what is left, ms since 1970. */
  endsAt: z.int().min(0),
  cards: z.array(ReviewCard).max(8),
});
/** How a file stands: for those who run the table, and for players once it is open to them and has been read. */
export const ServerUpload = z.strictObject({ t: z.literal("server.upload"), upload: UploadCard });
export const ServerUploadGone = z.strictObject({ t: z.literal("server.upload_gone"), uploadId: UploadId });
/** How many wait to be let in: for those who may decide, who then ask the API for their names. */
export const ServerRequests = z.strictObject({ t: z.literal("server.join_requests"), waiting: z.int().min(0) });
export const ServerPresence = z.strictObject({
  t: z.literal("server.presence"),
  here: z.array(z.strictObject({ memberId: MemberId, typing: z.boolean() })).max(64),
});
export const ServerHead = z.strictObject({ t: z.literal("server.head"), seq: z.int().min(0), state_hash: Hex32 });
export const ServerProblem = z.strictObject({
  t: z.literal("server.problem"),
  re: ActionId.nullable(),
  problem: Problem,
});

export const ServerFrame = z.discriminatedUnion("t", [
  ServerWelcome,
  ServerSnapshot,
  ServerEvents,
  ServerReceipt,
  ServerStage,
  ServerDraft,
  ServerReview,
  ServerUpload,
  ServerUploadGone,
  ServerRequests,
  ServerPresence,
  ServerHead,
  ServerProblem,
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
export type ServerFrameOf<T extends ServerFrame["t"]> = Extract<ServerFrame, { t: T }>;

/** Close codes of ours. The last column of docs/PROTOCOL.md says whether to come back. */
export const CLOSE = {
  reload: 4400,
  badTicket: 4401,
  removed: 4403,
  replaced: 4409,
  tooSlow: 4413,
  flooding: 4429,
  restarting: 4503,
} as const;
