import { auditResult } from "./audit-result.ts";
import { commitmentOf, tableEntropy } from "./entropy.ts";
import type { Finding, FindingReason } from "./findings.ts";
import { walkBack } from "./link-chain.ts";
import {
  type FoundBody,
  type FoundClosing,
  type FoundEpoch,
  type FoundTicket,
  isRecord,
  readClosing,
  readEntropy,
  readEpoch,
  readResult,
  readTicket,
} from "./read-event.ts";

export type ClosingKind = "resolved" | "voided" | "sealed";

/** One use of the dice chain as the log shows it to its reader. */
export interface AuditedRoll {
  seq: number;
  ticketSeq: number | null;
  epoch: number;
  index: number;
  kind: ClosingKind;
  hidden: boolean;
  /** Empty for a sealed roll whose ticket the reader may not see. */
  expression: string;
  purpose: string;
  dc: number | null;
  total: number | null;
  outcome: string | null;
  dice: readonly unknown[];
  /** How many players' nonces are mixed into it. */
  nonces: number;
  findings: readonly Finding[];
}

interface OpenEpoch extends FoundEpoch {
  lastIndex: number;
  lastLink: string;
  used: Map<number, { kind: ClosingKind; link: string; hidden: boolean; paired: boolean; seq: number }>;
}

/** Follows the dice through a log: epochs, entropy, tickets, and each use of the chain. */
export class DiceAudit {
  readonly findings: Finding[] = [];
  readonly rolls: AuditedRoll[] = [];
  readonly notes = new Set<string>();
  readonly epochs: { epoch: number; seq: number; rolls: number; used: number }[] = [];
  campaignId = "";
  readonly #tickets = new Map<number, FoundTicket>();
  readonly #closed = new Set<number>();
  readonly #commits = new Map<string, string>();
  readonly #reveals = new Map<string, string>();
  readonly #anchors = new Set<string>();
  #epoch: OpenEpoch | null = null;
  #lastEpoch = 0;
  #erased = false;

  /** A restore brought back an older state: links known since must not be used again. */
  restored(): void {
    this.#leaveEpoch();
    this.#epoch = null;
  }

  /** Words of this event were erased with their author, perhaps a nonce with them. */
  erased(): void {
    this.#erased = true;
  }

  get openTickets(): number[] {
    return [...this.#tickets.keys()].filter((seq) => !this.#closed.has(seq));
  }

  /** `isVeiled` tells whether an earlier event is one this reader may not see. */
  read(seq: number, body: FoundBody, isVeiled: (seq: number) => boolean): void {
    const { payload } = body;
    if (body.audience === "all" && payload.entropy !== undefined) this.#readEntropy(seq, payload.entropy);
    switch (body.type) {
      case "epoch_opened":
        this.#open(seq, readEpoch(payload));
        return;
      case "roll_ticket": {
        const ticket = readTicket(payload);
        if (ticket === null) this.#find("malformed", seq, "The ticket lacks a field or has one of the wrong kind.");
        else this.#tickets.set(seq, ticket);
        return;
      }
      case "roll_resolved":
        this.#close(seq, "resolved", body, isVeiled);
        return;
      case "roll_voided":
        this.#close(seq, "voided", body, isVeiled);
        return;
      case "roll_sealed":
        this.#close(seq, "sealed", body, isVeiled);
        return;
      default:
        return;
    }
  }

  finish(): void {
    this.#leaveEpoch();
  }

  #find(reason: FindingReason, seq: number, detail: string): void {
    this.findings.push({ reason, seq, detail });
  }

  #open(seq: number, opened: FoundEpoch | null): void {
    if (opened === null) {
      this.#find("malformed", seq, "The epoch lacks a field or has one of the wrong kind.");
      return;
    }
    this.#leaveEpoch();
    if (opened.epoch <= this.#lastEpoch || this.#anchors.has(opened.anchor))
      this.#find(
        "epoch-replayed",
        seq,
        `Epoch ${opened.epoch} comes after epoch ${this.#lastEpoch}, or brings back an old anchor.`,
      );
    this.#lastEpoch = Math.max(this.#lastEpoch, opened.epoch);
    this.#anchors.add(opened.anchor);
    this.#epoch = { ...opened, lastIndex: 0, lastLink: opened.anchor, used: new Map() };
    this.epochs.push({ epoch: opened.epoch, seq, rolls: opened.rolls, used: 0 });
  }

  #leaveEpoch(): void {
    for (const [index, use] of this.#epoch?.used ?? [])
      if (use.hidden && !use.paired)
        this.#find("seal-missing", use.seq, `Roll ${index} was hidden and never sealed for the others.`);
    this.#epoch?.used.clear();
  }

  #readEntropy(seq: number, value: unknown): void {
    const entropy = readEntropy(value);
    if (entropy === null) {
      this.#find("malformed", seq, "The entropy lacks a field or has one of the wrong kind.");
      return;
    }
    const { memberId, reveal, commit } = entropy;
    if (reveal !== null) {
      if (commitmentOf(reveal) !== this.#commits.get(memberId)) {
        if (this.#erased) this.notes.add("entropy-erased");
        else this.#find("entropy-mismatch", seq, `${memberId} reveals a nonce that was not committed before.`);
      }
      this.#reveals.set(memberId, reveal);
    }
    this.#commits.set(memberId, commit);
  }

  #close(seq: number, kind: ClosingKind, body: FoundBody, isVeiled: (seq: number) => boolean): void {
    const closing = readClosing(body.payload);
    if (closing === null || (kind !== "sealed" && closing.ticketSeq === null)) {
      this.#find("malformed", seq, "The roll lacks a field or has one of the wrong kind.");
      return;
    }
    const from = this.findings.length;
    const hidden = body.audience !== "all";
    const fresh = this.#use(seq, kind, closing, hidden);
    const ticket = closing.ticketSeq === null ? null : this.#ticketOf(seq, closing.ticketSeq, isVeiled);
    const result = kind === "resolved" ? this.#result(seq, body, closing, ticket) : null;
    if (kind === "sealed" && !fresh) return;
    this.rolls.push({
      seq,
      ticketSeq: closing.ticketSeq,
      epoch: this.#epoch?.epoch ?? 0,
      index: closing.index,
      kind,
      hidden: hidden || kind === "sealed",
      expression: ticket?.expression ?? "",
      purpose: ticket?.purpose ?? "",
      dc: ticket?.dc ?? null,
      total: typeof result?.total === "number" ? result.total : null,
      outcome: result?.outcome ?? null,
      dice: result?.dice ?? [],
      nonces: this.#reveals.size,
      findings: this.findings.slice(from),
    });
  }

  /** Takes the next place in the chain; false when a seal only announces what this reader saw already. */
  #use(seq: number, kind: ClosingKind, { index, link }: FoundClosing, hidden: boolean): boolean {
    const epoch = this.#epoch;
    if (epoch === null) {
      this.#find("anchor-missing", seq, `Roll ${index} fell while no epoch was open.`);
      return true;
    }
    const before = epoch.used.get(index);
    if (before !== undefined) {
      const pair = kind === "sealed" ? before.hidden : hidden && before.kind === "sealed";
      if (!pair || before.paired)
        this.#find("index-repeated", seq, `Roll ${index} was already used at event ${before.seq}.`);
      else if (before.link !== link)
        this.#find("link-mismatch", seq, `Roll ${index} has another link at event ${before.seq}.`);
      else if (kind !== "sealed") this.#dropSeal(before.seq);
      before.paired = true;
      return kind !== "sealed";
    }
    if (index > epoch.rolls) {
      this.#find("index-beyond-epoch", seq, `Epoch ${epoch.epoch} has ${epoch.rolls} rolls; this is number ${index}.`);
      return true;
    }
    if (index <= epoch.lastIndex) {
      this.#find("index-repeated", seq, `Roll ${index} comes after roll ${epoch.lastIndex}.`);
      return true;
    }
    if (index > epoch.lastIndex + 1) this.#find("index-missing", seq, `Roll ${index} follows roll ${epoch.lastIndex}.`);
    if (
      walkBack(link, { campaignId: this.campaignId, epoch: epoch.epoch }, { from: index, to: epoch.lastIndex }) !==
      epoch.lastLink
    )
      this.#find(
        "link-mismatch",
        seq,
        `The link of roll ${index} does not lead back to that of roll ${epoch.lastIndex}.`,
      );
    epoch.used.set(index, { kind, link, hidden: hidden && kind !== "sealed", paired: false, seq });
    epoch.lastIndex = index;
    epoch.lastLink = link;
    const entry = this.epochs.at(-1);
    if (entry !== undefined) entry.used = index;
    return true;
  }

  /** The roll itself is in sight: what only announced it need not be listed beside it. */
  #dropSeal(seq: number): void {
    const position = this.rolls.findIndex((roll) => roll.seq === seq);
    if (position >= 0) this.rolls.splice(position, 1);
  }

  #ticketOf(seq: number, ticketSeq: number, isVeiled: (seq: number) => boolean): FoundTicket | null {
    const ticket = this.#tickets.get(ticketSeq);
    if (ticket === undefined) {
      if (isVeiled(ticketSeq)) this.notes.add("ticket-veiled");
      else this.#find("ticket-missing", seq, `Event ${ticketSeq} is not a ticket that came before.`);
      return null;
    }
    if (this.#closed.has(ticketSeq))
      this.#find("ticket-reused", seq, `The ticket of event ${ticketSeq} was already closed.`);
    this.#closed.add(ticketSeq);
    return ticket;
  }

  #result(seq: number, body: FoundBody, closing: FoundClosing, ticket: FoundTicket | null) {
    const result = readResult(body.payload);
    if (result === null) {
      this.#find("malformed", seq, "The result lacks a field or has one of the wrong kind.");
      return null;
    }
    const entropy = tableEntropy([...this.#reveals].map(([memberId, reveal]) => ({ memberId, reveal })));
    if (entropy !== result.tableEntropy) {
      if (this.#erased) this.notes.add("entropy-erased");
      else this.#find("entropy-mismatch", seq, "The table's entropy is not made of everybody's newest reveals.");
    }
    const epoch = this.#epoch;
    if (ticket === null || epoch === null) return result;
    const context = { campaignId: this.campaignId, epoch: epoch.epoch };
    const { veilRoot, rolls } = epoch;
    this.findings.push(...auditResult({ seq, context, ticket, closing, result, veilRoot, rolls }));
    return result;
  }
}

/** Seals of the campaign's secrets by id, from `secrets_sealed`. */
export function readSeals(payload: Readonly<Record<string, unknown>>): Map<string, string> {
  const seals = Array.isArray(payload.seals) ? payload.seals : [];
  return new Map(
    seals.flatMap((seal: unknown) =>
      isRecord(seal) && typeof seal.id === "string" && typeof seal.commitment === "string"
        ? [[seal.id, seal.commitment]]
        : [],
    ),
  );
}
