import type { Cut } from "../../contracts/dm.ts";
import type { TurnReceiptPayload } from "../../contracts/events/machine.ts";
import type { CampaignEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import type { Narration, NarratorAnswer, Proposal } from "../../contracts/orchestration.ts";
import { rulesOf } from "../rules/index.ts";
import { secretToldBy } from "../script/secrets.ts";
import type { CampaignState } from "../state.ts";
import type { Fact } from "../step.ts";
import { wholeSigns } from "../whole-signs.ts";
import { nextCallWaits } from "./review.ts";
import { citedBy } from "./sources.ts";
import { ledgerOf } from "./turn-ledger.ts";

/** A turn may ask its director so often, and make so many calls in all. */
export const ROUNDS_PER_TURN_MAX = 4;
export const CALLS_PER_TURN_MAX = 8;

const system = { kind: "system" } as const;
const dm = { kind: "dm" } as const;

/** Stores what the director proposes before anything of it runs. Calls over the turn's limit are left out. */
export function decideProposal(state: CampaignState, proposal: Proposal, attempt: number): readonly Fact[] {
  const work = state.gm.work?.turnId === proposal.turnId ? state.gm.work : null;
  const round = (work?.round ?? 0) + 1;
  const room = CALLS_PER_TURN_MAX - (work?.callsTotal ?? 0);
  const calls = proposal.calls
    .slice(0, Math.max(0, room))
    .map((call, at) => ({ ...call, id: `${proposal.turnId}.${round}.${at + 1}` }));
  return [
    {
      type: "proposal_made",
      v: 1,
      actor: dm,
      cause: { turnId: proposal.turnId },
      audience: "gm",
      payload: {
        turnId: proposal.turnId,
        round,
        attempt,
        basedOnSeq: proposal.basedOnSeq,
        calls,
        done: proposal.done || calls.length === 0,
        voice: proposal.voice,
      },
    },
  ];
}

/** What the turn needs next: to ask the director, a verdict, to carry out a call, or to be told. */
export function nextStage(state: CampaignState): "directing" | "reviewing" | "resolving" | "narrating" {
  const { turn } = state.public;
  if (turn?.kind === "telling") return "narrating";
  const work = state.gm.work?.turnId === turn?.id ? state.gm.work : null;
  if (work === null) return "directing";
  if (work.doneThisRound < work.calls.length) return nextCallWaits(state) ? "reviewing" : "resolving";
  // Who thought to be done did not know yet that a call would be refused: that goes back, with what would be allowed.
  const refusedNow = work.results.slice(-work.doneThisRound).some(({ ok }) => !ok) && work.doneThisRound > 0;
  const asksOn =
    (!work.done || refusedNow) &&
    work.round < ROUNDS_PER_TURN_MAX &&
    work.callsTotal < CALLS_PER_TURN_MAX &&
    state.public.status === "open";
  return asksOn ? "directing" : "narrating";
}

/**
 * Tells the turn and closes it. A text that gives a sealed secret away is not told; `null` asks for another. `known` is
 * what the listeners have heard before.
 */
export function decideNarration(
  state: CampaignState,
  narration: Narration,
  known: string,
  note: TurnNote = NOTHING_TO_NOTE,
): readonly Fact[] | null {
  const spoken = [narration.text, ...(narration.question?.choices ?? [])].join("\n");
  if (secretToldBy(state, spoken, known) !== null) return null;
  const { turnId, rests, voice } = narration;
  const text = wholeSigns(narration.text);
  const safe = (words: string) => secretToldBy(state, words, known) === null;
  const suggestions = state.public.status === "ended" ? [] : narration.suggestions.filter(safe).map(wholeSigns);
  const again = state.public.turn?.telling?.how === "again" ? state.public.turn.telling.of : null;
  const asides = asidesOf(turnId, note);
  if (again !== null)
    return [
      ...asides,
      { ...byDm(turnId), type: "narration_retold", payload: { turnId, of: again, text, rests, voice } },
      ...citedBy(turnId, note.cites, text),
    ];
  const question =
    narration.question === undefined ? {} : { question: { choices: narration.question.choices.map(wholeSigns) } };
  return [
    ...asides,
    { ...byDm(turnId), type: "dm_narration", payload: { turnId, text, rests, voice, suggestions, ...question } },
    ...citedBy(turnId, note.cites, text),
  ];
}

const byDm = (turnId: Narration["turnId"]) => ({ v: 1, actor: dm, cause: { turnId }, audience: "all" }) as const;

/** What is to be noted of a turn beside its words: what was spent, what was cut, who stood in for whom. */
export interface TurnNote {
  /** The events of the turn so far, whoever may see them. */
  readonly events: readonly CampaignEvent[];
  readonly spent: TurnReceiptPayload["spent"];
  readonly cuts: readonly Cut[];
  /** The files its words rest on. */
  readonly cites: NarratorAnswer["cites"];
  /** A narration gave a secret away and was not told. */
  readonly leak: boolean;
  readonly standIn: string | null;
  readonly promptHash: string | null;
}

const NOTHING_TO_NOTE: TurnNote = {
  ...{ events: [], spent: [], cuts: [], cites: [] },
  ...{ leak: false, standIn: null, promptHash: null },
};

/** The receipt of a turn for everybody, and what was cut from its words for whoever runs the table. */
function asidesOf(turnId: Narration["turnId"], note: TurnNote): Fact[] {
  const { events, spent, cuts, leak, standIn, promptHash } = note;
  const { calls, reviewed } = ledgerOf(events);
  const facts: Fact[] = [];
  if (cuts.length > 0 || leak)
    facts.push({
      ...byDm(turnId),
      type: "narration_checked",
      audience: "gm",
      payload: { turnId, cuts: [...cuts], leak },
    });
  if (spent.length > 0 || reviewed || standIn !== null)
    facts.push({
      ...byDm(turnId),
      type: "turn_receipt",
      payload: { turnId, spent, calls, cuts: cuts.map(({ rule }) => rule), standIn, promptHash },
    });
  return facts;
}

export function decideFailedTurn(
  state: CampaignState,
  reason: string,
  note: TurnNote = NOTHING_TO_NOTE,
): readonly Fact[] {
  const turn = state.public.turn;
  return turn === null
    ? []
    : [
        ...asidesOf(turn.id, note),
        {
          type: "turn_failed",
          v: 1,
          actor: system,
          cause: { turnId: turn.id },
          audience: "all",
          payload: { turnId: turn.id, reason },
        },
      ];
}

/**
 * The turn that has to begin by itself, if any: a foe's move, the move of a hero who is down or whose player is away,
 * or a round for which everybody has spoken. Null when the table waits for a person.
 */
export function decideDueTurn(
  state: CampaignState,
  present: ReadonlySet<MemberId>,
  roundOver: boolean,
): readonly Fact[] | null {
  const { turn, settings, encounter, status, queue, paused } = state.public;
  if (turn !== null || paused || settings.dmMode === "human" || status === "ended") return null;
  if (encounter?.ordered === true) {
    const active = encounter.activeId === null ? undefined : state.public.creatures[encounter.activeId];
    if (active === undefined) return null;
    const playerHere = active.kind === "hero" && active.ownerId !== null && present.has(active.ownerId);
    if (playerHere && rulesOf(state.public.ruleset).mayAct(state, active.id) === null) return null;
    // With nobody at the table at all the fight waits; it does not play itself to the end in an empty room.
    if (present.size === 0) return null;
    return justFailed(state, active.id) ? null : [opened("initiative", active.id)];
  }
  if (queue.length === 0 || settings.turnMode !== "round") return queue.length > 0 ? [opened("queue", null)] : null;
  return roundOver || everybodyHasActed(state, present) ? [opened("round", null)] : null;
}

/** A move that has just failed waits for somebody to try it again: opened anew by itself it would fail for ever. */
function justFailed({ public: { failed, answered } }: CampaignState, combatantId: string): boolean {
  return failed?.combatantId === combatantId && failed.openedSeq > (answered.at(-1)?.closedSeq ?? 0);
}

function opened(kind: "initiative" | "round" | "queue", combatantId: string | null): Fact {
  return { type: "turn_opened", v: 1, actor: system, cause: {}, audience: "all", payload: { kind, combatantId } };
}

/** Whether every seated member who is here has an action in the round. Those away do not hold the table up. */
function everybodyHasActed(state: CampaignState, present: ReadonlySet<MemberId>): boolean {
  const waiting = Object.values(state.public.members).filter(
    (member) => !member.removed && member.creatureId !== null && present.has(member.id),
  );
  return waiting.every(({ id }) => state.public.queue.some(({ memberId }) => memberId === id));
}
