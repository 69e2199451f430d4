import type { TableStanding } from "../../workers/contracts/standing.ts";

/** Something that is not as it should be, and what helps. */
export interface Trouble {
  readonly what: string;
  readonly helps: string;
}

const TURN_LATE_MS = 3 * 60_000;
const PARTS: Record<string, string> = { database: "The database", files: "The files", rooms: "The rooms" };
const KEEPER = "Tell whoever keeps this server.";

/** What is wrong at a table, the worst first; empty when all is well. */
export function troublesOf({ room, files, deadJobs, server, at }: TableStanding): Trouble[] {
  const parts = Object.entries(server.parts)
    .filter(([, stands]) => stands !== "ok")
    .map(([name, stands]) => ({
      what:
        stands === "behind"
          ? `${partWords(name)} waits for an update.`
          : `${partWords(name)} of this server do not answer.`,
      helps: KEEPER,
    }));
  return [
    ...(room.standstill === null ? [] : [{ what: room.standstill, helps: KEEPER }]),
    ...parts,
    ...(room.turnSince !== null && at - room.turnSince > TURN_LATE_MS
      ? [
          {
            what: `A turn has been running for ${spanText(at - room.turnSince)}.`,
            helps: "Stop it under GM, or take over.",
          },
        ]
      : []),
    ...(room.turns.failed === 0
      ? []
      : [
          {
            what: `${counted(room.turns.failed, "turn")} came to nothing.`,
            helps: "Each can be tried again in the story. If it goes on, choose another voice.",
          },
        ]),
    ...(files.failed === 0
      ? []
      : [
          {
            what: `${counted(files.failed, "file")} could not be read.`,
            helps: "The library says why, and tries again.",
          },
        ]),
    ...(files.stuck === 0
      ? []
      : [
          {
            what: `${counted(files.stuck, "file")} ${files.stuck === 1 ? "has" : "have"} waited for half an hour.`,
            helps: "They are sent again by themselves every ten minutes.",
          },
        ]),
    ...(deadJobs === 0
      ? []
      : [
          {
            what: `${counted(deadJobs, "job")} of this table ${deadJobs === 1 ? "was" : "were"} given up.`,
            helps: KEEPER,
          },
        ]),
  ];
}

/** A span of time as people say it. */
export function spanText(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} minutes`;
  return `${Math.round(ms / 3_600_000)} hours`;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

export function peopleText(count: number): string {
  return count === 0 ? "Nobody" : count === 1 ? "1 person" : `${count} people`;
}

function partWords(name: string): string {
  return PARTS[name] ?? name;
}
