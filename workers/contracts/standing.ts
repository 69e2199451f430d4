import { z } from "zod";
import { Epoch, Seq } from "./ids.ts";

/** How turns have gone, of those among the last events that began within a day. Times in ms. */
export const TurnFigures = z.strictObject({
  answered: z.int().min(0),
  /** Answered by another voice than was chosen. */
  stoodIn: z.int().min(0),
  failed: z.int().min(0),
  cancelled: z.int().min(0),
  /** Of those that were answered by the machine; null without any. */
  medianMs: z.int().min(0).nullable(),
  slowestMs: z.int().min(0).nullable(),
  /** From when on turns were looked at: a day ago, or later at a table where much happens. */
  since: z.int(),
});
export type TurnFigures = z.infer<typeof TurnFigures>;

/** What a room tells of itself to those who run the table. */
export const RoomStanding = z.strictObject({
  /** Why nothing can be added just now, in words; null while it can. */
  standstill: z.string().nullable(),
  status: z.enum(["open", "ended"]),
  seq: Seq,
  epoch: Epoch,
  lastEventAt: z.int(),
  /** People who are connected now. */
  present: z.int().min(0),
  /** Since when a turn has been running; null while none is. */
  turnSince: z.int().nullable(),
  turns: TurnFigures,
});
export type RoomStanding = z.infer<typeof RoomStanding>;

/** How a table stands, for those who run it: the room, its files, its jobs and the server under it. */
export const TableStanding = z.strictObject({
  room: RoomStanding,
  files: z.strictObject({
    all: z.int().min(0),
    /** On their way: arriving, or being read. */
    reading: z.int().min(0),
    /** Not touched for so long that they are sent again. */
    stuck: z.int().min(0),
    failed: z.int().min(0),
  }),
  /** Jobs of this table that were given up; whoever keeps the server can send them again. */
  deadJobs: z.int().min(0),
  server: z.strictObject({
    version: z.string(),
    dm: z.string(),
    parts: z.record(z.string(), z.enum(["ok", "down", "behind"])),
  }),
  at: z.int(),
});
export type TableStanding = z.infer<typeof TableStanding>;
