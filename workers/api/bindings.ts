/// <reference types="@cloudflare/workers-types" />
import type { MemberCommand } from "../contracts/commands.ts";
import type { PromptRecord } from "../contracts/dm.ts";
import type { Role, SeenEvent, StoredEvent } from "../contracts/events.ts";
import type { AdventureCard, HelpGiven, MemberRow, Spending, VoiceList } from "../contracts/http.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../contracts/ids.ts";
import type { Job } from "../contracts/jobs.ts";
import type { FoundPassage, SightLost, UploadCard, UploadId, Visibility } from "../contracts/library.ts";
import type { MemoryQuery, MemoryView } from "../contracts/memory.ts";
import type { MetricsPort } from "../contracts/metrics.ts";
import type { CampaignOutline } from "../contracts/operator.ts";
import type { HelpKind } from "../contracts/orchestration.ts";
import type { Problem } from "../contracts/problems.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { RoomStanding } from "../contracts/standing.ts";
import type { VectorsIn } from "../db/read/readings.ts";

/** Where a log stood when it was put back. */
export interface RestoreFloor {
  readonly epoch: number;
  readonly diceEpoch: number;
  readonly seq: number;
}

type Refused = { ok: false; problem: Problem };

/** What the API asks of a room. `CampaignRoom` of workers/realtime answers it. */
export interface RoomPort {
  open(input: {
    campaignId: string;
    title: string;
    adventureId: string;
    ruleset: Ruleset;
    owner: { memberId: string; name: string };
  }): Promise<{ ok: true; seq: number } | Refused>;
  join(input: {
    memberId: string;
    name: string;
    role: Exclude<Role, "owner">;
    admitted?: boolean;
  }): Promise<{ ok: true } | Refused>;
  /** Null for somebody who has no place at the table any more. */
  roleOf(by: MemberId): Promise<Role | null>;
  /** Closes their sockets; who may still come back does so with a fresh ticket. */
  unseat(by: MemberId): Promise<void>;
  members(by: MemberId): Promise<{ ok: true; members: MemberRow[] } | Refused>;
  command(
    by: MemberId,
    actionId: ActionId,
    command: MemberCommand,
  ): Promise<{ ok: true; seq: number | null } | Refused>;
  log(
    by: MemberId,
    query: { before?: number; after?: number; limit: number },
  ): Promise<{ ok: true; events: SeenEvent[]; head: number } | Refused>;
  export(by: MemberId): Promise<{ ok: true; stream: ReadableStream<Uint8Array> } | Refused>;
  spending(by: MemberId, month: string | null): Promise<{ ok: true; spending: Spending } | Refused>;
  dmSaw(by: MemberId, turnId: TurnId): Promise<{ ok: true; prompts: PromptRecord[] } | Refused>;
  help(by: MemberId, asked: { kind: HelpKind; text: string }): Promise<{ ok: true; help: HelpGiven } | Refused>;
  memory(by: MemberId, query: MemoryQuery): Promise<{ ok: true; memory: MemoryView } | Refused>;
  /** Asks the campaign's sources; the answer is an event of the log. */
  ask(by: MemberId, question: string): Promise<{ ok: true; seq: number } | Refused>;
  /** Shows how a file stands to those who run the table, and to players what they may open. */
  tellUpload(upload: UploadCard): Promise<void>;
  /** Players hear nothing of a file that was never open to them. */
  tellUploadGone(uploadId: UploadId, from: SightLost): Promise<void>;
  /** Shows those who run the table how many wait to be let in. */
  tellRequests(waiting: number): Promise<void>;
  keys(): Promise<{ keys: { keyId: string; publicKey: string; fromSeq: number }[] } | null>;
  /** Where the log stands, as it is written down elsewhere to be held against it. */
  headHash(): Promise<{ seq: number; hash: string }>;
  /** Why nothing can be added to the table just now, in words for its people; null while it can be played. */
  standstill(): Promise<string | null>;
  /** How the room stands, for those who run the table; the API has looked who asks. */
  standing(): Promise<RoomStanding>;
  /** For operators alone: the log with its secrets, the table set still, and what the copies in D1 should say. */
  wholeLog(
    throughSeq?: number | null,
  ): Promise<{ ok: true; stream: ReadableStream<Uint8Array>; seq: number } | Refused>;
  /** The state right after an event, secrets and all, as JSON; null where there is no such event. */
  snapshot(throughSeq: number): Promise<string | null>;
  /** Takes over the whole log of another campaign and goes on from it; refused when anything in it does not hold. */
  continueFrom(coming: {
    campaignId: CampaignId;
    /** Null keeps the title it had. */
    title: string | null;
    how: "fork" | "import";
    owner: { memberId: MemberId; name: string };
    log: ReadableStream<Uint8Array>;
  }): Promise<{ ok: true; seq: number } | Refused>;
  /** Where the log stands before it is put back to an earlier hour; null for a room that was never opened. */
  restoreFloor(): Promise<RestoreFloor | null>;
  putBack(to: { bookmark: string } | { at: number }): Promise<{ ok: true; undo: string } | Refused>;
  /** Ends this life of the room: the call itself fails with it. */
  restart(): Promise<void>;
  /** Goes on from the older state under a later epoch, with new dice; done twice it stays as it is. */
  settleRestore(floor: RestoreFloor): Promise<{ ok: true; seq: number } | Refused>;
  setQuarantine(
    reason: string | null,
  ): Promise<{ ok: true; before: CampaignOutline["quarantine"]; seq: number } | Refused>;
  /** Takes a member's words out of everything the room keeps; `emptied` says that nobody was left, and the table is gone. */
  erase(memberId: MemberId): Promise<{ ok: true; events: number; emptied: boolean } | Refused>;
  /** What a member did and said, a page, oldest first; `next` is where to go on. */
  ownEvents(memberId: MemberId, after: number): Promise<{ events: StoredEvent[]; next: number | null }>;
  outline(): Promise<CampaignOutline | null>;
  fetch(request: Request): Promise<Response>;
}

/** The part of the Worker's environment that the API uses. */
export interface ApiBindings {
  DB: D1Database;
  ROOM: { getByName(name: string): RoomPort };
  AUTH_LIMIT: Pick<RateLimit, "limit">;
  GENERAL_LIMIT: Pick<RateLimit, "limit">;
  FILES: R2Bucket;
  JOBS: Pick<Queue<Job>, "send">;
  /** The web app as it was built. */
  ASSETS: Pick<Fetcher, "fetch">;
  METRICS?: MetricsPort;
  VERSION?: { id: string; tag?: string };
  /** `dev` or nothing: everything else means production. */
  PROFILE?: string;
  /** Further origins that may call, separated by spaces; the request's own is always allowed. */
  ALLOWED_ORIGINS?: string;
  /** Whose signed requests open the operator's doors; without it there are none. Several are separated by spaces. */
  OPERATOR_PUBLIC_KEY?: string;
  /** An outside issuer people may sign in with; docs/ACCOUNTS.md. Without all of the first two there is none. */
  OIDC_ISSUER?: string;
  OIDC_CLIENT_ID?: string;
  OIDC_CLIENT_SECRET?: string;
  /** What the button calls it. */
  OIDC_NAME?: string;
  /** What is asked of it, separated by spaces; `openid profile` unless told otherwise. */
  OIDC_SCOPES?: string;
  /** An issuer whose tokens, for this audience, are taken as bearer by the API; without both there is none. */
  TRUSTED_ISSUER?: string;
  TRUSTED_AUDIENCE?: string;
  /** Where its keys are, when it has no discovery document. */
  TRUSTED_JWKS?: string;
}

/** What the composition root gives the API, because the API may not import it. */
export interface ApiOptions {
  adventures: readonly AdventureCard[];
  /** What `Making` of contracts/making.ts describes. */
  making: object;
  /** What stands on one's own machine only: the local sign-in and the trial of models. Left out of a production bundle. */
  devDoors?: (doors: DoorList) => void;
  /** The models this deployment lends its campaigns. */
  voices: (env: ApiBindings) => VoiceList;
  /** Searches what a campaign has read; every passage is authorised against its row. */
  lore: (
    env: ApiBindings,
    query: { campaignId: CampaignId; text: string; may: Visibility; limit: number },
  ) => Promise<FoundPassage[]>;
  /** By which embedder, and in which kind of index, files are indexed here; the kind is left out where there is no embedder. */
  indexing: (env: ApiBindings) => { readonly embedderId: string; readonly vectorsIn?: VectorsIn };
  /** Which dungeon master answers here, in a word: `oracle`, `workers-ai`, … */
  dm?: (env: ApiBindings) => string;
  /** How models and lore are configured, a sentence each, for `doctor`. */
  configuration?: (env: ApiBindings) => readonly ConfigurationSentence[];
}

export interface ConfigurationSentence {
  about: "models" | "lore";
  ok: boolean;
  sentence: string;
}

export type { DoorList } from "./door.ts";

import type { DoorList } from "./door.ts";
