import type {
  Actor,
  Audience,
  CampaignEvent,
  Cause,
  RolledDie,
  RollOutcome,
  RollPurpose,
  RollVisibility,
} from "../contracts/events.ts";
import type { Hex32, MemberId } from "../contracts/ids.ts";
import type { ProblemSlug } from "../contracts/problems.ts";
import type { CampaignState } from "./state.ts";

/** An event before the log has numbered, salted and hashed it. */
export type Fact = CampaignEvent;

/** Chance enters here and leaves as recorded fact: the links of the dice chain, the veils, and salts for seals. */
export interface Chance {
  link(index: number): Hex32;
  veil(index: number): { veil: Hex32; path: Hex32[] };
  salt(): Hex32;
}

/** A refusal: the slug says why, `detail` what to do, `alternatives` what would have been allowed. */
export interface Refusal {
  readonly slug: ProblemSlug;
  readonly detail?: string;
  readonly alternatives?: readonly string[];
}

export type Decision =
  | { readonly ok: true; readonly events: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal };

export interface RollRequest {
  readonly expression: string;
  readonly dc: number | null;
  readonly purpose: RollPurpose;
  readonly visibility?: RollVisibility;
  readonly rollerId?: MemberId | null;
  /** How a total becomes an outcome; by default: meets the dc or not, `none` without a dc. */
  readonly judge?: (roll: { total: number; dice: readonly RolledDie[] }) => RollOutcome;
}

export interface FallenRoll {
  readonly total: number;
  readonly dice: readonly RolledDie[];
  readonly outcome: RollOutcome;
  /** Total minus dc; null without a dc. */
  readonly margin: number | null;
  /** Sums by flavour of the terms, `""` for those without one. */
  readonly byFlavour: Readonly<Record<string, number>>;
}

/**
 * One decision in the making. It gathers facts and folds each into its own copy of the state at once, so that the
 * next line of a rule sees what the last one did. Nothing outside changes until the room appends the facts.
 */
export interface Step {
  readonly state: CampaignState;
  readonly facts: readonly Fact[];
  /** Records a public fact; the audience of anything else is given. */
  emit<T extends CampaignEvent["type"]>(
    type: T,
    payload: Extract<CampaignEvent, { type: T }>["payload"],
    audience?: Audience,
  ): void;
  /** Fixes a ticket and lets the die fall. */
  roll(request: RollRequest): FallenRoll;
  /** Fixes a ticket and leaves it open for a player. */
  callRoll(request: RollRequest): void;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly chance: Chance;
}
