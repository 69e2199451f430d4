import type { EventType } from "../../contracts/events.ts";
import type { Stage } from "./stage.ts";

/** A stretch of the log that the party spent in one scene. */
export interface SceneSpan {
  readonly sceneId: string;
  readonly title: string;
  readonly fromSeq: number;
  /** The last event in it; null while it is on. */
  readonly toSeq: number | null;
}

/** An evening of play: from the first thing done to the last before nothing was done for hours. */
export interface EveningSpan {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

const SCENES_KEPT = 300;
const EVENINGS_KEPT = 100;
/** An evening is over when nothing has happened for so long. */
export const EVENING_GAP_MS = 4 * 60 * 60 * 1_000;

/** The scenes so far. An undone turn may bring the party back into the one before: that is a stretch of its own. */
export function foldScenes(scenes: readonly SceneSpan[], { scene, ended }: Stage, seq: number): readonly SceneSpan[] {
  const last = scenes.at(-1);
  if (ended && last?.toSeq === null) return [...scenes.slice(0, -1), { ...last, toSeq: seq }];
  if (scene === null || ended || (last?.sceneId === scene.id && last.toSeq === null)) return scenes;
  const before = last === undefined ? [] : [...scenes.slice(0, -1), { ...last, toSeq: last.toSeq ?? seq - 1 }];
  return [...before, { sceneId: scene.id, title: scene.title, fromSeq: seq, toSeq: null }].slice(-SCENES_KEPT);
}

/** Events that are play. What is done about the table, and what the table does by itself, opens no evening. */
const PLAY: ReadonlySet<EventType> = new Set<EventType>([
  "campaign_opened",
  "player_action",
  "turn_opened",
  "dm_narration",
  "chat_message",
  "scene_entered",
  "seat_taken",
  "roll_resolved",
  "encounter_started",
  "encounter_ended",
  "item_given",
  "item_taken",
  "fact_recorded",
  "beat_told",
  "time_passed",
  "adventure_ended",
]);

export function foldEvenings(
  evenings: readonly EveningSpan[],
  type: EventType,
  { seq, at }: { readonly seq: number; readonly at: number },
): readonly EveningSpan[] {
  if (!PLAY.has(type)) return evenings;
  const last = evenings.at(-1);
  if (last !== undefined && at - last.endedAt < EVENING_GAP_MS)
    return [...evenings.slice(0, -1), { ...last, toSeq: seq, endedAt: Math.max(last.endedAt, at) }];
  return [...evenings, { fromSeq: seq, toSeq: seq, startedAt: at, endedAt: at }].slice(-EVENINGS_KEPT);
}
