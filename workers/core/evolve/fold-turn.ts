import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { TurnId } from "../../contracts/ids.ts";
import type { PublicLane, QueuedAction, TurnState } from "../state.ts";
import { playStops } from "./fold-machine.ts";
import { restore } from "./restore.ts";

const ANSWERED_KEPT = 20;

/** The turn that runs, those that wait and those that are over. All of it follows from the log, none is kept beside it. */
export function foldTurn(lane: PublicLane, fact: CampaignEvent, seq: number): PublicLane {
  switch (fact.type) {
    case "player_action":
      return acted(lane, fact, seq);
    case "turn_opened":
      return opened(lane, fact.payload, seq);
    case "dm_narration":
      return narrated(lane, fact.payload, seq);
    case "telling_opened":
      return { ...lane, turn: tellingTurn(lane, fact.payload, seq) };
    case "narration_retold":
      return fact.payload.turnId === lane.turn?.id ? closed(lane, seq) : lane;
    case "safety_paused":
      return closed(playStops(lane, fact.payload), seq);
    case "play_resumed":
      return nextFromQueue({ ...lane, paused: false }, seq);
    case "turn_cancelled":
      return fact.payload.turnId === lane.turn?.id ? closed(lane, seq) : lane;
    case "turn_failed":
      return fact.payload.turnId === lane.turn?.id
        ? nextFromQueue({ ...lane, failed: lane.turn, turn: null }, seq)
        : lane;
    case "turn_reopened":
      return lane.failed?.id === fact.payload.turnId && lane.turn === null
        ? { ...lane, turn: { ...lane.failed, startedSeq: seq }, failed: null }
        : lane;
    case "turn_undone":
      return undone(lane, fact.payload);
    default:
      return lane;
  }
}

/** Whether an action starts a turn by itself. In a round it waits for the others, and a person answers in their own time. */
function startsAtOnce(lane: PublicLane): boolean {
  if (lane.settings.dmMode !== "auto" || lane.paused) return false;
  return lane.encounter?.ordered === true || lane.settings.turnMode === "free";
}

function acted(lane: PublicLane, fact: EventOf<"player_action">, seq: number): PublicLane {
  const { memberId, creatureId, mode, text } = fact.payload;
  const action: QueuedAction = { seq, actionId: fact.cause.actionId ?? null, memberId, creatureId, mode, text };
  const heard = { ...lane, suggestions: [], question: null };
  if (lane.settings.dmMode === "human") return heard;
  if (lane.turn !== null || !startsAtOnce(lane)) return { ...heard, queue: [...lane.queue, action] };
  return { ...heard, failed: null, turn: playersTurn(seq, [action]) };
}

function playersTurn(seq: number, actions: readonly QueuedAction[]): TurnState {
  return newTurn(seq, { kind: "players", actions });
}

function newTurn(seq: number, what: Pick<TurnState, "kind"> & Partial<TurnState>): TurnState {
  const nobody = { actions: [], combatantId: null, telling: null };
  return { id: `t_${seq}` as TurnId, openedSeq: seq, startedSeq: seq, ...nobody, ...what };
}

/** The words of a turn again, or what follows them: it has the actions of that turn, and plays none of them. */
function tellingTurn(
  lane: PublicLane,
  { how, of, memberId }: EventOf<"telling_opened">["payload"],
  seq: number,
): TurnState {
  const actions = lane.told?.turn?.actions ?? [];
  return newTurn(seq, { kind: "telling", actions, telling: { how, of, memberId } });
}

function opened(lane: PublicLane, { kind, combatantId }: EventOf<"turn_opened">["payload"], seq: number): PublicLane {
  if (kind === "initiative") return { ...lane, turn: newTurn(seq, { kind, combatantId }) };
  return { ...lane, failed: null, turn: playersTurn(seq, lane.queue), queue: [] };
}

function narrated(
  lane: PublicLane,
  { turnId, suggestions, question }: EventOf<"dm_narration">["payload"],
  seq: number,
): PublicLane {
  const turn = turnId === lane.turn?.id ? lane.turn : null;
  const told = { ...lane, suggestions, question: question ?? null, told: { seq, turn } };
  return turnId !== null && turnId === lane.turn?.id ? closed(told, seq) : told;
}

function closed(lane: PublicLane, seq: number): PublicLane {
  if (lane.turn === null) return lane;
  // Other words for a turn change nothing that could be undone.
  if (lane.turn.telling?.how === "again") return nextFromQueue({ ...lane, turn: null }, seq);
  const answer = { turnId: lane.turn.id, openedSeq: lane.turn.openedSeq, closedSeq: seq, undone: false };
  return nextFromQueue({ ...lane, turn: null, answered: [...lane.answered, answer].slice(-ANSWERED_KEPT) }, seq);
}

/** What arrived while the DM was busy is answered together, in a turn named after the event that made room for it. */
function nextFromQueue(lane: PublicLane, seq: number): PublicLane {
  if (lane.queue.length === 0 || !startsAtOnce(lane) || lane.status === "ended") return lane;
  return { ...lane, turn: playersTurn(seq, lane.queue), queue: [] };
}

function undone(lane: PublicLane, { turnId, restored }: EventOf<"turn_undone">["payload"]): PublicLane {
  const answered = lane.answered.map((turn) => (turn.turnId === turnId ? { ...turn, undone: true } : turn));
  return { ...restore(lane, restored), answered, told: null, suggestions: [], question: null, failed: null };
}
