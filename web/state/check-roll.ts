import type { EventOf, SeenEvent, StoredEvent } from "../../workers/contracts/events.ts";
import { auditResult } from "../../workers/core/ledger/audit-result.ts";
import { tableEntropy } from "../../workers/core/ledger/entropy.ts";
import { bodyHash, headerHash } from "../../workers/core/ledger/event-hash.ts";
import { walkBack } from "../../workers/core/ledger/link-chain.ts";
import { verifyHash } from "../../workers/core/ledger/signature.ts";
import type { RollCard } from "./story-entry.ts";
import { bodyOf } from "./wire.ts";

export interface Check {
  readonly words: string;
  readonly holds: boolean;
}

export interface RollCheck {
  /** `unknown` while the die has not fallen, or while the events it rests on are not in hand. */
  readonly verdict: "true" | "false" | "unknown";
  readonly words: string;
  readonly steps: readonly Check[];
}

const unknown = (words: string): RollCheck => ({ verdict: "unknown", words, steps: [] });

/**
 * Recomputes one roll from the events in hand. What the whole log would show beyond that, such as that no roll was left
 * out, is for the log's own check.
 */
export function checkRoll(events: readonly SeenEvent[], card: Pick<RollCard, "ticketSeq" | "resolvedSeq">): RollCheck {
  if (card.resolvedSeq === null) return unknown("The die has not fallen yet.");
  const resolved = storedAt(events, card.resolvedSeq, "roll_resolved");
  const ticket = storedAt(events, card.ticketSeq, "roll_ticket");
  const opened = lastBefore(events, card.resolvedSeq, "epoch_opened");
  const table =
    lastBefore(events, card.resolvedSeq, "campaign_continued") ??
    lastBefore(events, card.resolvedSeq, "campaign_opened");
  if (resolved === null || ticket === null) return unknown("The events of this roll are not in hand.");
  if (opened === null || table === null)
    return unknown("Scroll up to the beginning of the story, or check the whole log, to verify this roll.");

  const steps = [
    ...signedSteps([ticket.event, resolved.event], opened.payload.publicKey),
    ...chainSteps(events, { resolved, ticket, opened, campaignId: table.payload.campaignId }),
  ];
  const holds = steps.every((step) => step.holds);
  return {
    verdict: holds ? "true" : "false",
    words: holds ? "This roll checks out, computed here in your browser." : "This roll does not check out.",
    steps,
  };
}

type Proving = "roll_resolved" | "roll_ticket" | "epoch_opened" | "campaign_opened" | "campaign_continued";

interface Found<T extends Proving> {
  readonly event: StoredEvent;
  readonly payload: EventOf<T>["payload"];
}

function found<T extends Parameters<typeof lastBefore>[2]>(event: SeenEvent | undefined, type: T): Found<T> | null {
  if (event === undefined || !("body" in event) || event.body.type !== type) return null;
  return { event, payload: event.body.payload as EventOf<T>["payload"] };
}

function storedAt<T extends "roll_resolved" | "roll_ticket">(
  events: readonly SeenEvent[],
  seq: number,
  type: T,
): Found<T> | null {
  return found(
    events.find(({ header }) => header.seq === seq),
    type,
  );
}

function lastBefore<T extends Proving>(events: readonly SeenEvent[], seq: number, type: T): Found<T> | null {
  return found(
    events.findLast((event) => event.header.seq < seq && bodyOf(event)?.type === type),
    type,
  );
}

function signedSteps(events: readonly StoredEvent[], publicKey: string): Check[] {
  const hashed = events.every(
    ({ header, hash, body, salt }) => headerHash(header) === hash && bodyHash(body, salt ?? "") === header.bodyHash,
  );
  const resolved = events.at(-1);
  return [
    { words: "Ticket and result are what their hashes in the log say", holds: hashed },
    {
      words: "The result is signed by the table’s key",
      holds: resolved?.sig !== undefined && verifyHash(resolved.hash, resolved.sig, publicKey),
    },
    {
      words: "Formula and difficulty were written down before the die fell",
      holds: (events[0]?.header.seq ?? 0) < (resolved?.header.seq ?? 0),
    },
  ];
}

interface Rolled {
  readonly resolved: Found<"roll_resolved">;
  readonly ticket: Found<"roll_ticket">;
  readonly opened: Found<"epoch_opened">;
  readonly campaignId: string;
}

function chainSteps(events: readonly SeenEvent[], { resolved, ticket, opened, campaignId }: Rolled): Check[] {
  const context = { campaignId, epoch: opened.payload.epoch };
  const { index, link, dice, total, successes, margin, outcome, veil } = resolved.payload;
  const findings = auditResult({
    seq: resolved.event.header.seq,
    context,
    ticket: {
      expression: ticket.payload.expression,
      dc: ticket.payload.dc,
      visibility: ticket.payload.visibility,
      purpose: ticket.payload.purpose.label,
    },
    closing: { index, link, ticketSeq: ticket.event.header.seq },
    result: {
      tableEntropy: resolved.payload.tableEntropy,
      veil: veil ?? null,
      dice,
      total,
      successes,
      margin,
      outcome,
    },
    veilRoot: opened.payload.veilRoot,
    rolls: opened.payload.rolls,
  });
  const { shared, people } = sharesUpTo(events, resolved.event.header.seq);
  return [
    {
      words: `Link ${index} leads back to the seal made before play`,
      holds: walkBack(link, context, { from: index, to: 0 }) === opened.payload.anchor,
    },
    {
      words:
        people === 0 ? "Nobody had put in chance of their own yet" : `The players’ own chance is in it (${people})`,
      holds: shared === resolved.payload.tableEntropy,
    },
    {
      words: findings[0]?.detail ?? "Every die, the total and the difficulty follow from that",
      holds: findings.length === 0,
    },
  ];
}

/** Everybody's newest opened nonce before a roll. */
function sharesUpTo(events: readonly SeenEvent[], seq: number): { shared: string; people: number } {
  const reveals = new Map<string, string>();
  for (const event of events) {
    const body = bodyOf(event);
    if (event.header.seq >= seq || body === null || body.audience !== "all" || !("entropy" in body.payload)) continue;
    const { entropy } = body.payload;
    if (entropy?.reveal) reveals.set(entropy.memberId, entropy.reveal);
  }
  return {
    shared: tableEntropy([...reveals].map(([memberId, reveal]) => ({ memberId, reveal }))),
    people: reveals.size,
  };
}
