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

/** Starts a decision. Facts are folded as they come, under the seqs they will have when the room appends them. */
export function newStep(
  origin: StepOrigin,
): Step & {
  fall(ticket: OpenTicket, judge?: RollRequest["judge"]): FallenRoll;
  voidTicket(ticket: OpenTicket, reason: string): void;
} {
  const facts: Fact[] = [];
  let state = origin.state;

  const nextSeq = () => origin.state.head.seq + facts.length + 1;
  const emit: Step["emit"] = (type, payload, audience = "all") => {
    const fact = { type, v: 1, actor: origin.actor, cause: origin.cause, audience, payload } as CampaignEvent;
    state = fold(state, fact, nextSeq());
    facts.push(fact);
  };

  function openTicket(request: RollRequest): OpenTicket {
    const { expression, dc, purpose, visibility = "public", rollerId = null } = request;
    const seq = nextSeq();
    emit("roll_ticket", { expression, dc, purpose, visibility, rollerId }, audienceOf(state, visibility, rollerId));
    return { seq, expression, dc, purpose, visibility, rollerId };
  }

  function takeLink(): { index: number; link: Hex32 } {
    const index = state.public.dice.nextIndex;
    return { index, link: origin.chance.link(index) };
  }

  function fall(ticket: OpenTicket, judge?: RollRequest["judge"]): FallenRoll {
    const { index, link } = takeLink();
    const hidden = ticket.visibility !== "public";
    const veil = hidden ? origin.chance.veil(index) : undefined;
    const entropy = tableEntropy(revealsOf(state));
    const { campaignId, dice } = state.public;
    const fallen = letFall(ticket.expression, {
      campaignId: campaignId ?? "",
      epoch: dice.epoch,
      index,
      link,
      entropy,
      veil: veil?.veil,
    });
    if (!fallen.ok) throw new UnreadableRoll(`${ticket.expression}: ${fallen.error.message}`);
    const { total, successes, byFlavour } = fallen.fall;
    const faces = [...fallen.fall.dice];
    const margin = ticket.dc === null ? null : total - ticket.dc;
    const outcome = judge === undefined ? meets(margin) : judge({ total, dice: faces });
    const audience = audienceOf(state, ticket.visibility, ticket.rollerId);
    if (hidden) emit("roll_sealed", { index, link });
    emit(
      "roll_resolved",
      {
        ticketSeq: ticket.seq,
        index,
        link,
        tableEntropy: entropy,
        ...(veil === undefined ? {} : { veil }),
        dice: faces,
        total,
        successes,
        outcome,
        margin,
      },
      audience,
    );
    return { total, dice: faces, outcome, margin, byFlavour };
  }

  function voidTicket(ticket: OpenTicket, reason: string): void {
    const { index, link } = takeLink();
    if (ticket.visibility !== "public") emit("roll_sealed", { index, link });
    emit(
      "roll_voided",
      { ticketSeq: ticket.seq, index, link, reason },
      audienceOf(state, ticket.visibility, ticket.rollerId),
    );
  }

  return {
    get state() {
      return state;
    },
    facts,
    emit,
    fall,
    voidTicket,
    roll: (request) => fall(openTicket(request), request.judge),
    callRoll: (request) => void openTicket(request),
    actor: origin.actor,
    cause: origin.cause,
    chance: origin.chance,
  };
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
