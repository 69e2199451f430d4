import type { CampaignEvent, EventType } from "../contracts/events.ts";

/** The version of each event that this code writes and folds. A new shape is a new number here and a step below. */
export const NEWEST: Readonly<Record<EventType, number>> = {
  campaign_opened: 1,
  campaign_continued: 1,
  campaign_restored: 1,
  adventure_scripted: 1,
  secrets_sealed: 1,
  secrets_kept: 1,
  member_joined: 1,
  member_removed: 1,
  member_erased: 1,
  role_changed: 1,
  screen_taken: 1,
  screen_left: 1,
  hero_made: 1,
  seat_taken: 1,
  seat_left: 1,
  seat_policy_set: 1,
  settings_changed: 1,
  player_action: 1,
  turn_opened: 1,
  proposal_made: 1,
  tool_call_applied: 1,
  tool_call_refused: 1,
  dm_narration: 1,
  turn_failed: 1,
  turn_reopened: 1,
  turn_cancelled: 1,
  turn_undone: 1,
  screen_restored: 1,
  epoch_opened: 1,
  entropy_committed: 1,
  roll_ticket: 1,
  roll_resolved: 1,
  roll_sealed: 1,
  roll_voided: 1,
  checkpoint: 1,
  key_rotated: 1,
  scene_entered: 1,
  scene_changed: 1,
  beat_told: 1,
  question_asked: 1,
  beat_played: 1,
  fact_recorded: 1,
  secret_revealed: 1,
  flag_set: 1,
  attitude_changed: 1,
  person_moved: 1,
  way_opened: 1,
  clock_advanced: 1,
  time_passed: 1,
  rest_taken: 1,
  adventure_ended: 1,
  hp_changed: 1,
  harm_marked: 1,
  death_save_marked: 1,
  creature_fell: 1,
  condition_applied: 1,
  condition_removed: 1,
  item_given: 1,
  item_taken: 1,
  item_equipped: 1,
  coin_changed: 1,
  xp_awarded: 1,
  encounter_started: 1,
  initiative_rolled: 1,
  initiative_passed: 1,
  combatant_changed: 1,
  encounter_ended: 1,
  chat_message: 1,
  gm_note: 1,
  state_patch_applied: 1,
  ruling_overridden: 1,
  dm_settings_changed: 1,
  voice_changed: 1,
  call_judged: 1,
  telling_opened: 1,
  narration_retold: 1,
  narration_edited: 1,
  safety_paused: 1,
  play_resumed: 1,
  narration_reported: 1,
  narration_checked: 1,
  turn_receipt: 1,
  fact_noted: 1,
  fact_pinned: 1,
  fact_corrected: 1,
  fact_forgotten: 1,
  card_written: 1,
  card_removed: 1,
  cards_merged: 1,
  handout_shown: 1,
  sources_answered: 1,
  sources_cited: 1,
  recap_written: 1,
};

type Body = Readonly<Record<string, unknown>>;
/** Lifts a body by one version. Keyed `type@v` by the version it starts from. */
export type Upcasters = Readonly<Record<string, (body: Body) => Body>>;

/** None yet: every event is in its first version. */
const upcasters: Upcasters = {};

/** Why a stored body cannot be folded: newer code wrote it, or it is no event at all. */
export interface Unreadable {
  readonly why: "malformed" | "unknown-type" | "unknown-version";
  readonly type: string;
  readonly v: number;
}

export type Upcast =
  | { readonly ok: true; readonly body: CampaignEvent }
  | { readonly ok: false; readonly unreadable: Unreadable };

/**
 * A stored body in the shape this code knows. What it does not know is answered with a reason and never guessed at:
 * folding half of a log would be another story than the one that was played.
 */
export function upcast(
  stored: unknown,
  steps: Upcasters = upcasters,
  newest: Readonly<Record<string, number>> = NEWEST,
): Upcast {
  const told = stored as Partial<{ type: unknown; v: unknown }> | null;
  const type = typeof told === "object" && told !== null && typeof told.type === "string" ? told.type : "";
  const v = typeof told === "object" && told !== null && typeof told.v === "number" ? told.v : 0;
  const no = (why: Unreadable["why"]): Upcast => ({ ok: false, unreadable: { why, type, v } });
  if (type === "" || v < 1) return no("malformed");
  const goal = Object.hasOwn(newest, type) ? newest[type] : undefined;
  if (goal === undefined) return no("unknown-type");
  let body = stored as Body;
  for (let at = v; at < goal; at += 1) {
    const step = Object.hasOwn(steps, `${type}@${at}`) ? steps[`${type}@${at}`] : undefined;
    if (step === undefined) return no("unknown-version");
    body = { ...step(body), v: at + 1 };
  }
  return v > goal ? no("unknown-version") : { ok: true, body: body as CampaignEvent };
}
