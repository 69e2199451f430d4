import type { Adventure, ReadyHero } from "../contracts/adventure.ts";
import type { MemberCommand } from "../contracts/commands.ts";
import type { Item } from "../contracts/creatures.ts";
import type { StoredEvent } from "../contracts/events.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../contracts/ids.ts";
import type { Proposal } from "../contracts/orchestration.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideNextCall } from "../core/decide/carry-out-call.ts";
import type { DeploymentOffer } from "../core/decide/dm-settings.ts";
import { decideJoin } from "../core/decide/join.ts";
import { decideDueTurn, decideNarration, decideProposal, nextStage } from "../core/decide/turn.ts";
import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import {
  chainEvent,
  type DiceEpoch,
  hashHex,
  isCheckpointDue,
  openEpoch,
  publicKeyOf,
  SIGNED_EVENT_TYPES,
  type Signer,
  signerOf,
  signHash,
} from "../core/ledger/index.ts";
import { emptyMemory, type Memory, remember } from "../core/memory/memory.ts";
import { newCampaign } from "../core/new-campaign.ts";
import { openCampaign } from "../core/script/open-campaign.ts";
import type { CampaignState } from "../core/state.ts";
import type { Chance, Fact, Refusal } from "../core/step.ts";

export const ORACLE_VOICE: Proposal["voice"] = {
  provider: "oracle",
  model: "oracle",
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
};

/** A member id made from a name, for tests. */
export const memberNamed = (name: string): MemberId =>
  `m_${name
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .padEnd(20, "a")
    .slice(0, 20)}` as MemberId;

/** What a paper deployment offers: two voices, up to a dollar a day. */
const OFFER: DeploymentOffer = {
  voices: ["scripted:bard", "scripted:mime"],
  campaignDayMicroUsd: 1_000_000,
  memberDayMicroUsd: null,
};

export interface PaperTable {
  readonly adventure: Adventure;
  readonly heroes: readonly ReadyHero[];
  readonly items: readonly Item[];
  readonly ruleset?: Ruleset;
  readonly seed?: string;
}

/**
 * A room on paper: the same core, a log in an array, time and chance from a seed. What it writes down is a real log that
 * verifies; what it lacks is sockets, storage and waiting.
 */
export class PaperRoom {
  readonly campaignId = `c_${"e".repeat(20)}` as CampaignId;
  readonly owner = memberNamed("olive");
  readonly events: StoredEvent[] = [];
  state: CampaignState = newCampaign;
  readonly publicKey: string;
  readonly #seed: string;
  readonly #dice: DiceEpoch;
  readonly #sign: Signer;
  #drawn = 0;
  #actions = 0;
  #memory: Memory = emptyMemory;
  #pausedMs = 0;

  constructor({ adventure, heroes, items, ruleset = "d20", seed = "paper" }: PaperTable) {
    this.#seed = seed;
    const secretKey = hashHex(`key ${seed}`);
    this.publicKey = publicKeyOf(secretKey);
    this.#sign = signerOf(secretKey);
    this.#dice = openEpoch(
      { seed: hashHex(`dice ${seed}`), veilSeed: hashHex(`veil ${seed}`) },
      { campaignId: this.campaignId, epoch: 1 },
    );
    const { rolls, anchor, veilRoot } = this.#dice.commitment();
    this.append(
      openCampaign(
        {
          campaignId: this.campaignId,
          title: adventure.title,
          adventure,
          heroes,
          items,
          ruleset,
          owner: { memberId: this.owner, name: "Olive" },
          key: { keyId: "k1-paper", publicKey: this.publicKey },
          dice: { rolls, anchor, veilRoot },
        },
        this.chance,
      ),
    );
  }

  readonly chance: Chance = {
    link: (index) => this.#dice.link(index),
    veil: (index) => this.#dice.veil(index),
    salt: () => hashHex(`salt ${this.#seed} ${this.#drawn++}`),
  };

  append(facts: readonly Fact[]): StoredEvent[] {
    const stored: StoredEvent[] = [];
    const put = (fact: Fact) => {
      const { seq, epoch, hash } = this.state.head;
      const event = chainEvent(
        { seq: seq + 1, epoch, at: 1_760_000_000_000 + seq * 1_000 + this.#pausedMs, prev: hash },
        fact,
        hashHex(`body ${this.#seed} ${seq}`).slice(0, 32),
      );
      const signed = SIGNED_EVENT_TYPES.has(fact.type) ? { ...event, sig: signHash(event.hash, this.#sign) } : event;
      stored.push(signed);
      this.state = evolve(this.state, signed);
    };
    for (const fact of facts) put(fact);
    const { head, public: lane } = this.state;
    if (isCheckpointDue(head.seq, lane.signedThrough)) {
      put({
        type: "checkpoint",
        v: 1,
        actor: { kind: "system" },
        cause: {},
        audience: "all",
        payload: { throughSeq: head.seq, headHash: head.hash, keyId: "k1-paper" },
      });
    }
    this.events.push(...stored);
    return stored;
  }

  /** Lets time go by, as between two evenings. */
  later(ms: number): void {
    this.#pausedMs += ms;
  }

  join(name: string, role: "player" | "spectator" = "player"): MemberId {
    const memberId = memberNamed(name);
    const decision = decideJoin(this.state, { memberId, name, role }, this.chance);
    if (!decision.ok) throw new Error(decision.refusal.slug);
    this.append(decision.events);
    return memberId;
  }

  /** Lets a member ask for something; answers with the refusal, or null when it was done. */
  ask(by: MemberId, command: MemberCommand): Refusal | null {
    const actionId = `00000000-0000-4000-8000-${String(this.#actions++).padStart(12, "0")}` as ActionId;
    const decision = decide(this.state, command, {
      by,
      actionId,
      chance: this.chance,
      read: parseToolCall,
      stateAt: (seq) => this.stateAt(seq),
      eventAt: (seq) => this.events.find(({ header }) => header.seq === seq)?.body ?? null,
      offer: OFFER,
      memory: () => this.memory,
    });
    if (!decision.ok) return decision.refusal;
    this.append(decision.events);
    return null;
  }

  stateAt(seq: number): CampaignState {
    return this.events.filter(({ header }) => header.seq <= seq).reduce(evolve, newCampaign);
  }

  /** What the table remembers: folded from the log when somebody asks, from where it stood before. */
  get memory(): Memory {
    this.#memory = this.events.slice(this.#memory.throughSeq).reduce(remember, this.#memory);
    return this.#memory;
  }

  get turnId(): TurnId {
    const { turn } = this.state.public;
    if (turn === null) throw new Error("No turn is open.");
    return turn.id;
  }

  /** Carries out calls in the open turn, as if a director had proposed them in one round. */
  propose(calls: readonly { tool: string; args: Record<string, unknown> }[], done = true): StoredEvent[] {
    const before = this.events.length;
    const proposal: Proposal = {
      turnId: this.turnId,
      basedOnSeq: this.state.head.seq,
      calls: calls.map((call) => ({ ...call })),
      done,
      voice: ORACLE_VOICE,
    };
    this.append(decideProposal(this.state, proposal, 1));
    while (nextStage(this.state) === "resolving")
      this.append(decideNextCall(this.state, this.chance, parseToolCall) ?? []);
    return this.events.slice(before);
  }

  narrate(text: string): StoredEvent[] {
    const facts = decideNarration(
      this.state,
      { turnId: this.turnId, text, rests: [], suggestions: [], voice: ORACLE_VOICE },
      "",
    );
    if (facts === null) throw new Error("The narration gives a secret away.");
    return this.append(facts);
  }

  /** Opens the turn that is due, if any; everybody with a seat counts as present unless told otherwise. */
  openDueTurn(
    present: readonly MemberId[] = Object.keys(this.state.public.members) as MemberId[],
    roundOver = false,
  ): boolean {
    const facts = decideDueTurn(this.state, new Set(present), roundOver);
    if (facts !== null) this.append(facts);
    return facts !== null;
  }
}
