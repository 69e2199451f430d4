import type { VoicePlan } from "../contracts/dm.ts";
import type { NarratorInput, TellingKind } from "../core/ports.ts";
import { viewOf } from "../core/project.ts";
import type { TurnState } from "../core/state.ts";
import { aboutTurn, NOTHING_RECALLED } from "./recall-about.ts";
import type { TurnTable } from "./turn-driver.ts";

const RECENT_NARRATIONS = 40;
const PLAYERS = { memberId: null, gm: false } as const;

/**
 * What the narrator is given for a turn: what these listeners may see and nothing else; and all they have heard, against
 * which its words are held.
 */
export function narratorInput(
  table: TurnTable,
  turn: TurnState,
  { seed, plan }: { seed: string; plan: VoicePlan },
): { input: NarratorInput; known: string } {
  const { state } = table;
  const recent = table.recentNarrations(RECENT_NARRATIONS);
  const telling = tellingOf(turn, recent);
  const about = telling.how === "again" ? (state.public.told?.turn ?? turn) : turn;
  const untilSeq = telling.how === "again" ? (state.public.told?.seq ?? 0) - 1 : Number.MAX_SAFE_INTEGER;
  const events = table
    .eventsSince(about.openedSeq - 1)
    .filter(({ header }) => header.seq <= untilSeq)
    .flatMap(({ header, body }) => (body.audience === "all" ? [{ seq: header.seq, body }] : []));
  const memory = plan.voices.length === 0 ? NOTHING_RECALLED : table.recall("players", aboutTurn(state, about));
  const input: NarratorInput = {
    view: viewOf(state, PLAYERS),
    turn: about,
    events,
    recent: recent.filter(({ seq }) => seq !== turn.telling?.of || telling.how === "on").map(({ text }) => text),
    memory,
    sources: table.sourcesOf(about.id),
    seed,
    telling,
    plan,
  };
  const heard = [...events.map(({ body }) => JSON.stringify(body.payload)), ...recent.map(({ text }) => text)];
  // An action that waited in the queue was stored before its turn; said again, a guess of a player's is no confession.
  heard.push(...about.actions.map(({ text }) => text));
  // What these listeners remember is known to them: told again it gives nothing away.
  return { input, known: [...heard, JSON.stringify(memory)].join("\n") };
}

/** Words that were put away are not given to anybody, not even to say them otherwise. */
function tellingOf(turn: TurnState, recent: readonly { seq: number; text: string }[]): TellingKind {
  if (turn.telling === null) return { how: "turn" };
  const words = recent.find(({ seq }) => seq === turn.telling?.of)?.text ?? "";
  return turn.telling.how === "again" ? { how: "again", instead: words } : { how: "on", from: words };
}
