import type { CampaignEvent, EventOf } from "../../workers/contracts/events.ts";
import type { RollCard, SureNames } from "./story-entry.ts";
import { SEALED_LINE } from "./story-lines.ts";
import { type Entry, type Here, put, type Teller, type Writable } from "./story-teller.ts";

/** Tells what has to do with dice: tickets, what fell, what was called off or overruled. False for anything else. */
export function toldDice(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "roll_ticket":
      putRoll(teller, rollOf(body.payload, here.seq, teller.names), here);
      return true;
    case "roll_resolved": {
      const card = teller.rolls.get(body.payload.ticketSeq);
      const { index, total, successes, outcome, margin, dice } = body.payload;
      if (card !== undefined)
        Object.assign(card, { index, resolvedSeq: here.seq, result: { total, successes, outcome, margin, dice } });
      return true;
    }
    case "roll_voided": {
      const card = teller.rolls.get(body.payload.ticketSeq);
      if (card !== undefined) card.voided = body.payload.reason;
      return true;
    }
    case "roll_sealed":
      put(teller, here, { kind: "line", key: `sealed:${here.seq}`, ...SEALED_LINE });
      teller.sealed.set(body.payload.index, teller.entries.at(-1) as Entry);
      return true;
    case "ruling_overridden": {
      for (const card of teller.rolls.values()) {
        if (card.ticketSeq === body.payload.about || card.resolvedSeq === body.payload.about)
          card.ruling = { text: body.payload.ruling, reason: body.payload.reason };
      }
      return false;
    }
    default:
      return false;
  }
}

function rollOf(ticket: EventOf<"roll_ticket">["payload"], ticketSeq: number, names: SureNames): Writable<RollCard> {
  const { expression, dc, purpose, visibility, rollerId } = ticket;
  const who =
    purpose.creatureId !== null
      ? names.creature(purpose.creatureId)
      : rollerId !== null
        ? names.member(rollerId)
        : "The DM";
  return {
    key: `roll:${ticketSeq}`,
    ticketSeq,
    resolvedSeq: null,
    index: null,
    label: labelOf(purpose, who),
    who,
    kind: purpose.kind,
    expression,
    dc,
    visibility,
    rollerId,
    result: null,
    voided: null,
    ruling: null,
  };
}

/** The card says whose roll it is, so the label need not; damage has only the name of its weapon. */
function labelOf({ kind, label }: EventOf<"roll_ticket">["payload"]["purpose"], who: string): string {
  const bare = label.replace(` of ${who}`, "");
  return kind === "damage" && !/damage/i.test(bare) ? `${bare}, damage` : bare;
}

/** Rolls of one breath stand on one card: an attack and its damage, everybody's initiative. */
function putRoll(teller: Teller, card: Writable<RollCard>, here: Here): void {
  teller.rolls.set(card.ticketSeq, card);
  const last = teller.entries.at(-1);
  if (last?.kind === "rolls" && last.turnId !== null && last.turnId === here.turnId) last.rolls = [...last.rolls, card];
  else put(teller, here, { kind: "rolls", key: `rolls:${here.seq}`, rolls: [card] });
}
