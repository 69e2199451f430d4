import type { RoomStanding } from "../contracts/standing.ts";
import { turnFigures } from "../core/turn-figures.ts";
import type { Table } from "./table.ts";
import { openedSeqOf } from "./turn-counter.ts";

const DAY_MS = 86_400_000;
/** So many events are looked back at most: an evening of a busy table. */
const EVENTS_LOOKED_AT = 1_000;

/** How a table stands, from its last events and who is connected. */
export function standingOf({ log, seats, standstill }: Table, now: number): RoomStanding {
  const { head, public: lane } = log.state;
  const events = log.before(Number.MAX_SAFE_INTEGER, EVENTS_LOOKED_AT);
  const turnSince = lane.turn === null ? null : (log.at(openedSeqOf(lane.turn.id))?.header.at ?? null);
  return {
    ...{ standstill, status: lane.status, seq: head.seq, epoch: head.epoch, turnSince },
    lastEventAt: events.at(-1)?.header.at ?? 0,
    present: seats.present(now).size,
    turns: turnFigures(events, now - DAY_MS),
  };
}
