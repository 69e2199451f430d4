import type { EventOf } from "../../contracts/events.ts";
import type { OpenTicket } from "../state.ts";

type Tickets = Readonly<Record<string, OpenTicket>>;

export function openTicket(open: Tickets, ticket: EventOf<"roll_ticket">["payload"], seq: number): Tickets {
  const { expression, dc, purpose, visibility, rollerId } = ticket;
  return { ...open, [seq]: { seq, expression, dc, purpose, visibility, rollerId } };
}

export function closeTicket(open: Tickets, ticketSeq: number): Tickets {
  const { [ticketSeq]: _closed, ...rest } = open;
  return rest;
}
