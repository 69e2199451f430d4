import type { CallReceipt, ModelTask, VoiceId, VoicePlan } from "../contracts/dm.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import { type Cap, capOf, planSpending, type StepSize, type VoiceTerms } from "../core/spending.ts";
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
  /** How long a whole turn may take. */
  readonly turnBudgetMs: number;
}

/** How large a request of each task may get. The prompt's share of it is kept by whoever writes the prompt. */
const SIZES: Readonly<Record<ModelTask, StepSize>> = {
  director: { inputTokens: 8_000, shortInputTokens: 5_000, outputTokens: 1_200, requests: 2 },
  narrator: { inputTokens: 6_000, shortInputTokens: 2_500, outputTokens: 1_200, requests: 1 },
  help: { inputTokens: 8_000, shortInputTokens: 4_000, outputTokens: 900, requests: 1 },
  moderator: { inputTokens: 2_000, shortInputTokens: 2_000, outputTokens: 20, requests: 2 },
};

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
    const plan = await this.#planUnderAllCaps(state, chosen, payers, asked.task, now);
    if (plan.pause) return { ok: false, why: plan.why };
    const { voices, reserveMicroUsd, inputTokens } = plan;
    const id =
      reserveMicroUsd > 0 && voices[0] !== undefined
        ? this.#book.reserve(payers, asked.task, voices[0], reserveMicroUsd, now)
        : null;
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
    const forfeit = () => settle(voices[0] === undefined ? [] : [lost(asked.task, voices[0], reserveMicroUsd)]);
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
    if (reserveMicroUsd === 0 || this.#terms().hourMicroUsd === null) return;
    const costMicroUsd = receipts.reduce((sum, receipt) => sum + receipt.costMicroUsd, 0);
    // The hour's meter is a second belt: when it does not answer, the reservation stays counted there.
    void this.#meter()
      .settle({ reservedMicroUsd: reserveMicroUsd, costMicroUsd, takenAt })
      .catch(() => undefined);
  }

  async #planUnderAllCaps(
    state: CampaignState,
    chosen: readonly VoiceTerms[],
    payers: Payers,
    task: ModelTask,
    now: number,
  ) {
    const { hourMicroUsd, voices } = this.#terms();
    const ask = {
      chosen,
      others: voices,
      atCap: state.public.dm.atCap,
      size: SIZES[task],
    };
    const caps = this.#caps(state, payers, now);
    const plan = planSpending({ ...ask, caps });
    if (plan.pause || plan.reserveMicroUsd === 0 || hourMicroUsd === null) return plan;
    const taken = await this.#take(plan.reserveMicroUsd, hourMicroUsd, now);
    if (taken.ok) return plan;
    const hour: Cap = { name: "this server's budget for the hour", limit: taken.leftMicroUsd, used: 0 };
    const second = planSpending({ ...ask, caps: [...caps, hour] });
    if (second.pause || second.reserveMicroUsd === 0) return second;
    const again = await this.#take(second.reserveMicroUsd, hourMicroUsd, now);
    return again.ok ? second : planSpending({ ...ask, atCap: "oracle", caps: [{ ...hour, limit: 0 }] });
  }

  /** A meter that does not answer lets nothing be spent: the table plays on with the Oracle. */
  async #take(microUsd: number, limitMicroUsd: number, now: number): Promise<{ ok: boolean; leftMicroUsd: number }> {
    try {
      return await this.#meter().take({ microUsd, limitMicroUsd, now });
    } catch {
      return { ok: false, leftMicroUsd: 0 };
    }
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
