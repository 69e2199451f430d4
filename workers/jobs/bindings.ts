/// <reference types="@cloudflare/workers-types" />

/** What the jobs ask of a room. */
export interface ArchiveRoomPort {
  archive(): Promise<ReadableStream<Uint8Array>>;
}

/** The part of the Worker's environment that the jobs use. */
export interface JobBindings {
  DB: D1Database;
  FILES: R2Bucket;
  ROOM: { getByName(name: string): ArchiveRoomPort };
  JOBS_DEAD: Pick<Queue<unknown>, "send">;
}

export const JOBS_QUEUE = "emberhall-jobs";
export const DEAD_JOBS_QUEUE = "emberhall-jobs-dead";
