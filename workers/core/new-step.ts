import type { Actor, Audience, CampaignEvent, Cause, RollOutcome } from "../contracts/events.ts";
import type { Hex32, MemberId } from "../contracts/ids.ts";
import { fold } from "./evolve.ts";
import { tableEntropy } from "./ledger/entropy.ts";
import { fall as letFall } from "./ledger/fall.ts";
import type { CampaignState, OpenTicket } from "./state.ts";
import type { Chance, Fact, FallenRoll, RollRequest, Step } from "./step.ts";

export interface StepOrigin {
  readonly state: CampaignState;
  readonly chance: Chance;
  readonly actor: Actor;
  readonly cause: Cause;
}

/** A fault of ours: a rule asked for a roll that the table's own dice cannot read. */
class UnreadableRoll extends Error {}

/**
 * A decision in the making. Facts are folded as they come, under the seqs they will have when the room appends them.
 */
export class DraftedStep implements Step {
  readonly facts: Fact[] = [];
  readonly actor: Actor;
  readonly cause: Cause;
  readonly chance: Chance;
  readonly #firstSeq: number;
  #state: CampaignState;

  constructor({ state, chance, actor, cause }: StepOrigin) {
    this.#state = state;
    this.#firstSeq = state.head.seq + 1;
    this.actor = actor;
    this.cause = cause;
    this.chance = chance;
  }

  get state(): CampaignState {
    return this.#state;
  }

  get #nextSeq(): number {
    return this.#firstSeq + this.facts.length;
  }

  emit: Step["emit"] = (type, payload, audience = "all") => {
    const fact = { type, v: 1, actor: this.actor, cause: this.cause, audience, payload } as CampaignEvent;
    this.#state = fold(this.#state, fact, this.#nextSeq);
    this.facts.push(fact);
  };

  roll(request: RollRequest): FallenRoll {
    return this.fall(this.#openTicket(request), request.judge);
  }

  callRoll(request: RollRequest): void {
    this.#openTicket(request);
  }

  #openTicket(request: RollRequest): OpenTicket {
    const { expression, dc, purpose, visibility = "public", rollerId = null } = request;
    const seq = this.#nextSeq;
    const audience = audienceOf(this.#state, visibility, rollerId);
    this.emit("roll_ticket", { expression, dc, purpose, visibility, rollerId }, audience);
    return { seq, expression, dc, purpose, visibility, rollerId };
  }

  #takeLink(): { index: number; link: Hex32 } {
    const index = this.#state.public.dice.nextIndex;
    return { index, link: this.chance.link(index) };
  }

  /** Lets the die of an open ticket fall. */
  fall(ticket: OpenTicket, judge?: RollRequest["judge"]): FallenRoll {
    const { index, link } = this.#takeLink();
    const hidden = ticket.visibility !== "public";
    const veil = hidden ? this.chance.veil(index) : undefined;
    const entropy = tableEntropy(revealsOf(this.#state));
    const { campaignId, dice } = this.#state.public;
    const source = { campaignId: campaignId ?? "", epoch: dice.epoch, index, link, entropy, veil: veil?.veil };
    const fallen = letFall(ticket.expression, source);
    if (!fallen.ok) throw new UnreadableRoll(`${ticket.expression}: ${fallen.error.message}`);
    const { total, successes, byFlavour } = fallen.fall;
    const faces = [...fallen.fall.dice];
    const margin = ticket.dc === null ? null : total - ticket.dc;
    const outcome = judge === undefined ? meets(margin) : judge({ total, dice: faces });
    const audience = audienceOf(this.#state, ticket.visibility, ticket.rollerId);
    if (hidden) this.emit("roll_sealed", { index, link });
    const shown = veil === undefined ? {} : { veil };
    const resolved = { ticketSeq: ticket.seq, index, link, tableEntropy: entropy, ...shown };
    this.emit("roll_resolved", { ...resolved, dice: faces, total, successes, outcome, margin }, audience);
    return { total, dice: faces, outcome, margin, byFlavour };
  }

  /** Closes a ticket whose die will not fall; the link it would have used is spent all the same. */
  voidTicket(ticket: OpenTicket, reason: string): void {
    const { index, link } = this.#takeLink();
    const audience = audienceOf(this.#state, ticket.visibility, ticket.rollerId);
    if (ticket.visibility !== "public") this.emit("roll_sealed", { index, link });
    this.emit("roll_voided", { ticketSeq: ticket.seq, index, link, reason }, audience);
  }
}

/** Starts a decision. */
export function newStep(origin: StepOrigin): DraftedStep {
  return new DraftedStep(origin);
}

function meets(margin: number | null): RollOutcome {
  if (margin === null) return "none";
  return margin >= 0 ? "success" : "failure";
}

/** The newest reveal of everybody who has made one: all of it goes into every die. */
function revealsOf(state: CampaignState): { memberId: MemberId; reveal: Hex32 }[] {
  return Object.entries(state.public.dice.entropy).flatMap(([memberId, { reveal }]) =>
    reveal === null ? [] : [{ memberId: memberId as MemberId, reveal }],
  );
}

/** Who may see a roll. A roll of the machine behind the screen has no roller; a hidden roll of a player reaches every GM. */
function audienceOf(state: CampaignState, visibility: OpenTicket["visibility"], rollerId: MemberId | null): Audience {
  if (visibility === "public") return "all";
  if (rollerId === null) return "gm";
  const gms = Object.values(state.public.members)
    .filter(({ role, removed }) => !removed && (role === "owner" || role === "gm"))
    .map(({ id }) => id);
  const seers = visibility === "self" ? [rollerId] : visibility === "blind" ? gms : [rollerId, ...gms];
  return { members: [...new Set(seers)].sort() };
}
