/// <reference types="@cloudflare/workers-types" />

import type { MemberId } from "../contracts/ids.ts";
import type { Job, Summarize } from "../contracts/jobs.ts";
import type { SightLost, UploadCard, UploadId } from "../contracts/library.ts";
import type { MetricsPort } from "../contracts/metrics.ts";
import type { CampaignOutline } from "../contracts/operator.ts";
import type { LibraryBindings } from "../library/bindings.ts";

/** What the jobs ask of a room. */
export interface JobRoomPort {
  archive(): Promise<ReadableStream<Uint8Array>>;
  /** Shows how a file stands to those who run the table, and to players what they may open. */
  tellUpload(upload: UploadCard): Promise<void>;
  tellUploadGone(uploadId: UploadId, from: SightLost): Promise<void>;
  summarize(job: Summarize): Promise<void>;
  /** Takes a member's words out; `emptied` says that nobody was left, and the table is gone. */
  erase(
    memberId: MemberId,
  ): Promise<{ ok: true; events: number; emptied: boolean } | { ok: false; problem: { slug: string } }>;
  outline(): Promise<CampaignOutline | null>;
}

/** The part of the Worker's environment that the jobs use. */
export interface JobBindings extends LibraryBindings {
  METRICS?: MetricsPort;
  DB: D1Database;
  FILES: R2Bucket;
  ROOM: { getByName(name: string): JobRoomPort };
  JOBS: { send(job: Job): Promise<unknown> };
  JOBS_DEAD: Pick<Queue<unknown>, "send">;
}

export const JOBS_QUEUE = "emberhall-jobs";
export const DEAD_JOBS_QUEUE = "emberhall-jobs-dead";
