import type { SeenEvent } from "../../contracts/events.ts";
import { auditResult } from "./audit-result.ts";
import { type Reveal, tableEntropy } from "./entropy.ts";
import { bodyHash, headerHash } from "./event-hash.ts";
import type { Finding, FindingReason } from "./findings.ts";
import { walkBack } from "./link-chain.ts";
import { type FoundBody, readClosing, readEvent, readResult, readTicket } from "./read-event.ts";
import { verifyHash } from "./signature.ts";

/** All that one roll can be checked against without the rest of the log. */
export interface RollEvidence {
  campaignId: string;
  publicKey: string;
  epoch: { epoch: number; rolls: number; veilRoot: string };
  ticket: SeenEvent;
  resolved: SeenEvent;
  /** A link seen earlier in the epoch; index 0 is the anchor. */
  earlier: { index: number; link: string };
  /** Everybody's newest reveal when the die fell; null when the viewer came later and does not know them. */
  reveals: readonly Reveal[] | null;
}

export type RollCheck = "log" | "signature" | "ticket" | "link" | "players" | "dice" | "total" | "difficulty";

export interface RollProof {
  ok: boolean;
  /** Each thing looked at; null when this viewer has nothing to compare it with. */
  checks: Readonly<Record<RollCheck, boolean | null>>;
  findings: readonly Finding[];
}

const CHECK_OF: Partial<Record<FindingReason, RollCheck>> = {
  malformed: "log",
  "header-hash": "log",
  "body-hash": "log",
  signature: "signature",
  "signature-missing": "signature",
  "ticket-missing": "ticket",
  "expression-invalid": "ticket",
  "link-mismatch": "link",
  "veil-mismatch": "link",
  "entropy-mismatch": "players",
  "face-mismatch": "dice",
  "dice-mismatch": "dice",
  "total-mismatch": "total",
  "dc-changed": "difficulty",
};

/** Verifies one roll as the table shows it: log, signature, ticket, link, the players' share, dice, total, difficulty. */
export function verifyRoll(evidence: RollEvidence): RollProof {
  const findings = auditRoll(evidence);
  const failed = new Set(findings.map(({ reason }) => CHECK_OF[reason] ?? "log"));
  const passed = (check: RollCheck) => !failed.has(check);
  return {
    ok: findings.length === 0,
    checks: {
      log: passed("log"),
      signature: passed("signature"),
      ticket: passed("ticket"),
      link: passed("link"),
      players: evidence.reveals === null ? null : passed("players"),
      dice: passed("dice"),
      total: passed("total"),
      difficulty: passed("difficulty"),
    },
    findings,
  };
}

function auditRoll(evidence: RollEvidence): Finding[] {
  const findings: Finding[] = [];
  const { campaignId, epoch, earlier, reveals, publicKey } = evidence;
  const { seq } = evidence.resolved.header;
  const find = (reason: FindingReason, detail: string) => findings.push({ reason, seq, detail });
  const ticketBody = soundBody(evidence.ticket, find);
  const resolvedBody = soundBody(evidence.resolved, find);
  if (evidence.resolved.sig === undefined) find("signature-missing", "The result is not signed.");
  else if (!verifyHash(evidence.resolved.hash, evidence.resolved.sig, publicKey))
    find("signature", "The result is not signed by this table's key.");
  const ticket = ticketBody?.type === "roll_ticket" ? readTicket(ticketBody.payload) : null;
  const closing = resolvedBody?.type === "roll_resolved" ? readClosing(resolvedBody.payload) : null;
  const result = resolvedBody === null ? null : readResult(resolvedBody.payload);
  if (closing === null || result === null) {
    find("malformed", "This is not a resolved roll.");
    return findings;
  }
  const ticketSeq = evidence.ticket.header.seq;
  if (ticket === null || closing.ticketSeq !== ticketSeq || ticketSeq >= seq) {
    find("ticket-missing", "The ticket of this roll is another one.");
    return findings;
  }
  const context = { campaignId, epoch: epoch.epoch };
  const inReach = closing.index > earlier.index && closing.index <= epoch.rolls;
  if (!inReach || walkBack(closing.link, context, { from: closing.index, to: earlier.index }) !== earlier.link)
    find("link-mismatch", "The link does not lead back to the one seen before.");
  if (reveals !== null && tableEntropy(reveals) !== result.tableEntropy)
    find("entropy-mismatch", "The players' share is not what they revealed.");
  findings.push(
    ...auditResult({ seq, context, ticket, closing, result, veilRoot: epoch.veilRoot, rolls: epoch.rolls }),
  );
  return findings;
}

/** The body of an event whose envelope holds together. */
function soundBody(event: SeenEvent, find: (reason: FindingReason, detail: string) => void): FoundBody | null {
  const found = readEvent(event);
  if (found === null || found.body === null || found.salt === null) {
    find("malformed", "An event of this roll cannot be seen or read.");
    return null;
  }
  if (headerHash(found.header) !== found.hash) find("header-hash", "A header was changed after it was hashed.");
  if (bodyHash(found.body, found.salt) !== found.header.bodyHash)
    find("body-hash", "A body was changed after it was hashed.");
  return found.body;
}
