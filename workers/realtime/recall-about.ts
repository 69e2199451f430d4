import type { RecallAbout } from "../core/memory/recall.ts";
import type { Recalled } from "../core/ports.ts";
import type { CampaignState, TurnState } from "../core/state.ts";

const TEXT_CHARS_MAX = 2_000;
const NAMES_MAX = 24;

/** For the Oracle, who tells from the script and the state alone. */
export const NOTHING_RECALLED: Recalled = { recap: [], pinned: [], facts: [], cards: [], kept: [] };

/** What a turn is about: the players' words, who acts, and who and what is before them. */
export function aboutTurn(state: CampaignState, turn: TurnState): RecallAbout {
  const { creatures } = state.public;
  const acting = turn.actions.flatMap(({ creatureId }) => creatures[creatureId]?.name ?? []);
  return aboutWords(state, turn.actions.map(({ text }) => text).join("\n"), acting);
}

/** What some words are about that are said now. */
export function aboutWords(state: CampaignState, text: string, names: readonly string[] = []): RecallAbout {
  const { scene, minutes } = state.public;
  const here = scene === null ? [] : [scene.title, ...scene.people.map(({ name }) => name)];
  return {
    text: text.slice(0, TEXT_CHARS_MAX),
    names: [...new Set([...names, ...here])].slice(0, NAMES_MAX),
    scene: scene?.id ?? null,
    minutes,
  };
}
