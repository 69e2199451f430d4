import type { CallReceipt, ModelTask, VoiceId, VoicePlan } from "../contracts/dm.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import {
  type Cap,
  capOf,
  planSpending,
  type SpendingPlan,
  type StepSize,
  type VoiceTerms,
  worstCase,
} from "../core/spending.ts";
import type { CampaignState } from "../core/state.ts";
import type { SpendMeterPort } from "./spend-meter.ts";
import type { Payers, SpendingBook } from "./spending-book.ts";

/** What the deployment offers a campaign: which voices, by default which, and how much of them. */
export interface DmTerms {
  readonly voices: readonly VoiceTerms[];
  /** The voice asked first when a campaign has chosen none, and those that stand in for it. Empty: the Oracle. */
  readonly defaults: readonly string[];
  readonly campaignDayMicroUsd: number | null;
  readonly memberDayMicroUsd: number | null;
  readonly hourMicroUsd: number | null;
  /** Judges what is said and told beside whoever answers; null where nobody does. */
  readonly moderator: VoiceTerms | null;
  /** How long a whole turn may take. */
  readonly turnBudgetMs: number;
}

type AtCap = CampaignState["public"]["dm"]["atCap"];

interface Step {
  readonly chosen: readonly VoiceTerms[];
  readonly payers: Payers;
  readonly task: ModelTask;
  readonly now: number;
}

/** How large a request of each task may get. The prompt's share of it is kept by whoever writes the prompt. */
const SIZES: Readonly<Record<ModelTask, StepSize>> = {
  director: { inputTokens: 9_500, shortInputTokens: 5_500, outputTokens: 1_200, requests: 2 },
  narrator: { inputTokens: 6_000, shortInputTokens: 2_500, outputTokens: 1_200, requests: 1 },
  help: { inputTokens: 8_000, shortInputTokens: 4_000, outputTokens: 900, requests: 1 },
  answer: { inputTokens: 6_000, shortInputTokens: 3_500, outputTokens: 900, requests: 1 },
  recap: { inputTokens: 5_000, shortInputTokens: 3_000, outputTokens: 900, requests: 1 },
  moderator: { inputTokens: 2_000, shortInputTokens: 2_000, outputTokens: 64, requests: 2 },
};

const HOUR_MS = 3_600_000;
const hourOf = (now: number) => Math.floor(now / HOUR_MS);
/** A turn mostly asks the director, once more, and the narrator. */
const STEPS_OF_A_TURN = 3;

/** Money set aside for one step, to be put right when its receipts are in. */
export interface Reservation {
  readonly plan: VoicePlan;
  settle(receipts: readonly CallReceipt[]): void;
  /** Counts all that was set aside as spent, because nobody will say what it came to. Nothing once it is settled. */
  forfeit(): void;
}

export type PurseAnswer =
  | { readonly ok: true; readonly reservation: Reservation }
  | { readonly ok: false; readonly why: string };

/** Says for each step which voices may be asked and sets aside what they may cost. */
export class Purse {
  readonly #book: SpendingBook;
  readonly #terms: () => DmTerms;
  readonly #meter: () => SpendMeterPort;
  /** Of this hour's money, what was taken for the turn that runs and is not spent yet. */
  #lease = { hour: 0, microUsd: 0 };

  constructor(book: SpendingBook, terms: () => DmTerms, meter: () => SpendMeterPort) {
    this.#book = book;
    this.#terms = terms;
    this.#meter = meter;
  }

  /** The voices a campaign has, the one to ask first in front. Empty: the Oracle, by choice. */
  voicesOf({ public: { dm } }: CampaignState): VoiceTerms[] {
    const { voices, defaults } = this.#terms();
    const ids = dm.voice === null ? defaults : dm.voice === "oracle" ? [] : [dm.voice, ...defaults];
    return [...new Set(ids)].flatMap((id) => voices.find((voice) => voice.id === id) ?? []);
  }

  /**
   * Sets money aside for a step of the machine. `whyNot` asks for the Oracle and says for what reason.
   */
  async reserve(
    state: CampaignState,
    asked: {
      task: ModelTask;
      turnId: TurnId | null;
      members: readonly MemberId[];
      withinMs: number;
      whyNot: string | null;
    },
  ): Promise<PurseAnswer> {
    const now = Date.now();
    const payers: Payers = { turnId: asked.turnId, members: [...new Set(asked.members)].sort() };
    const chosen = this.#voicesFor(state, asked.whyNot);
    const { plan, id } = await this.#hold(state, { chosen, payers, task: asked.task, now });
    if (plan.pause) return { ok: false, why: plan.why };
    const { voices, reserveMicroUsd, firstMicroUsd, inputTokens } = plan;
    const voicePlan: VoicePlan = {
      voices: [...voices],
      spendMicroUsd: reserveMicroUsd,
      inputTokens,
      withinMs: asked.withinMs,
      standsInFor: plan.standsInFor ?? (this.voicesOf(state).length > 0 ? asked.whyNot : null),
      affinity: state.public.campaignId ?? "",
    };
    let settled = false;
    const settle = (receipts: readonly CallReceipt[]) => {
      if (settled) return;
      settled = true;
      this.#settle(id, payers, receipts, { reserveMicroUsd, takenAt: now });
    };
    const forfeit = () => settle(voices[0] === undefined ? [] : [lost(asked.task, voices[0], firstMicroUsd)]);
    return { ok: true, reservation: { plan: voicePlan, settle, forfeit } };
  }

  #voicesFor(state: CampaignState, whyNot: string | null): VoiceTerms[] {
    return whyNot === null ? this.voicesOf(state) : [];
  }

  #settle(
    id: number | null,
    payers: Payers,
    receipts: readonly CallReceipt[],
    { reserveMicroUsd, takenAt }: { reserveMicroUsd: number; takenAt: number },
  ): void {
    if (id === null && receipts.length === 0) return;
    this.#book.settle(id, payers, receipts, Date.now());
    const costMicroUsd = receipts.reduce((sum, receipt) => sum + receipt.costMicroUsd, 0);
    if (this.#terms().hourMicroUsd === null || (reserveMicroUsd === 0 && costMicroUsd === 0)) return;
    const left = reserveMicroUsd - costMicroUsd;
    if (left >= 0 && this.#lease.hour === hourOf(takenAt)) this.#lease.microUsd += left;
    else this.#putRight({ reservedMicroUsd: reserveMicroUsd, costMicroUsd, takenAt });
  }

  /**
   * Plans a step and writes down what it may cost, in one go: between the two nobody else may be told that the same money
   * is there. Only then is the hour's meter asked; if it says no, the money is let go and planned anew under what is left.
   */
  async #hold(state: CampaignState, step: Step): Promise<{ plan: SpendingPlan; id: number | null }> {
    const { hourMicroUsd } = this.#terms();
    let hour: Cap[] = [];
    for (let tries = 0; ; tries += 1) {
      const atCap = tries > 1 ? "oracle" : state.public.dm.atCap;
      const plan = this.#plan(state, { ...step, hour, atCap });
      if (plan.pause || plan.reserveMicroUsd === 0) return { plan, id: null };
      const id = this.#book.reserve(step.payers, step.task, plan.voices[0] ?? "oracle", plan.reserveMicroUsd, step.now);
      if (hourMicroUsd === null) return { plan, id };
      const taken = await this.#take(plan.reserveMicroUsd, hourMicroUsd, step.now);
      if (taken.ok) return { plan, id };
      this.#book.settle(id, step.payers, [], step.now);
      hour = [{ name: "this server's budget for the hour", limit: tries > 0 ? 0 : taken.leftMicroUsd, used: 0 }];
    }
  }

  #plan(state: CampaignState, { chosen, payers, task, now, hour, atCap }: Step & { hour: Cap[]; atCap: AtCap }) {
    const { voices, moderator } = this.#terms();
    const judged = moderator !== null && (task === "director" || task === "narrator");
    return planSpending({
      chosen,
      others: voices,
      atCap,
      size: SIZES[task],
      caps: [...this.#caps(state, payers, now), ...hour],
      besideMicroUsd: judged ? worstCase(moderator, SIZES.moderator) * SIZES.moderator.requests : 0,
    });
  }

  /**
   * Takes of the hour what a step may cost. The meter is another object, perhaps across a sea: it is asked once for the
   * steps of a whole turn, and what the turn does not use goes back when it is over. A meter that does not answer lets
   * nothing be spent.
   */
  async #take(microUsd: number, limitMicroUsd: number, now: number): Promise<{ ok: boolean; leftMicroUsd: number }> {
    if (this.#lease.hour !== hourOf(now)) this.#lease = { hour: hourOf(now), microUsd: 0 };
    if (this.#lease.microUsd >= microUsd) {
      this.#lease.microUsd -= microUsd;
      return { ok: true, leftMicroUsd: this.#lease.microUsd };
    }
    try {
      const forTurn = await this.#meter().take({ microUsd: microUsd * STEPS_OF_A_TURN, limitMicroUsd, now });
      if (forTurn.ok) this.#lease.microUsd += microUsd * (STEPS_OF_A_TURN - 1);
      if (forTurn.ok || forTurn.leftMicroUsd < microUsd) return forTurn;
      return await this.#meter().take({ microUsd, limitMicroUsd, now });
    } catch {
      return { ok: false, leftMicroUsd: 0 };
    }
  }

  /** Gives back to the hour what a turn has not used. */
  turnOver(): void {
    const { hour, microUsd } = this.#lease;
    this.#lease = { hour, microUsd: 0 };
    if (microUsd > 0) this.#putRight({ reservedMicroUsd: microUsd, costMicroUsd: 0, takenAt: hour * HOUR_MS });
  }

  /** The hour's meter is a second belt: when it does not answer, what was taken stays counted there. */
  #putRight(spent: Parameters<SpendMeterPort["settle"]>[0]): void {
    void this.#meter()
      .settle(spent)
      .catch(() => undefined);
  }

  #caps({ public: { dm } }: CampaignState, { members }: Payers, now: number): Cap[] {
    const terms = this.#terms();
    const used = this.#book.usedOn(now);
    const perMember = capOf(terms.memberDayMicroUsd, dm.memberDayCapMicroUsd);
    const shares = members.map((member) => used.byMember.get(member) ?? 0);
    return [
      { name: "the table's budget for today", limit: this.dayCap(dm.dayCapMicroUsd), used: used.total },
      // A step is shared among its members: each may still pay their part of it.
      ...shares.map((share) => ({
        name: "a player's budget for today",
        limit: perMember === null ? null : perMember * members.length,
        used: share * members.length,
      })),
    ];
  }

  /** What a day may cost this campaign, in millionths of a dollar; null without a limit. */
  dayCap(owner: number | null): number | null {
    return capOf(this.#terms().campaignDayMicroUsd, owner);
  }
}

/** A request of which no receipt came: it may have cost all that was set aside. */
function lost(task: ModelTask, voice: VoiceId, costMicroUsd: number): CallReceipt {
  const unknown = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, tookMs: 0 };
  return { task, voice, ...unknown, costMicroUsd, priceKnown: costMicroUsd === 0, fault: "no-receipt" };
}
