import { z } from "zod";
import { Hex32, Passage, Slug } from "../ids.ts";
import { event, RollOutcome, SceneView } from "./parts.ts";

export const SceneEntered = event(
  "scene_entered",
  z.strictObject({ scene: SceneView, first: z.boolean(), minutes: z.int().min(0) }),
);
/** The scene in sight has changed: something came to light, a way opened, somebody left. */
export const SceneChanged = event("scene_changed", z.strictObject({ scene: SceneView }));
/** Authored words that the players now know; the narrator may dress but not bend them. */
export const BeatTold = event(
  "beat_told",
  z.strictObject({ subject: z.string().max(80), speaker: Slug.nullable(), text: Passage }),
);
/** The DM asks back before anything happens. */
export const QuestionAsked = event(
  "question_asked",
  z.strictObject({
    creatureId: Slug,
    question: z.string().min(1).max(300),
    choices: z.array(z.string().min(1).max(120)).min(2).max(6),
  }),
);
export const BeatPlayed = event("beat_played", z.strictObject({ beatId: Slug, outcome: RollOutcome }));
export const FactRecorded = event("fact_recorded", z.strictObject({ text: z.string().min(1).max(600) }));
export const SecretRevealed = event(
  "secret_revealed",
  z.strictObject({ id: z.string().max(8), secretId: Slug, title: z.string().max(80), text: Passage, salt: Hex32 }),
);
export const FlagSet = event("flag_set", z.strictObject({ flag: Slug, value: z.boolean() }));
export const AttitudeChanged = event(
  "attitude_changed",
  z.strictObject({ personId: Slug, attitude: z.int().min(-3).max(3) }),
);
export const PersonMoved = event("person_moved", z.strictObject({ personId: Slug, to: Slug.nullable() }));
export const WayOpened = event("way_opened", z.strictObject({ id: Slug, what: z.enum(["shown", "unlocked"]) }));
export const ClockAdvanced = event(
  "clock_advanced",
  z.strictObject({
    clockId: Slug,
    filled: z.int().min(0).max(12),
    segments: z.int().min(2).max(12),
    tell: z.string().max(400).nullable(),
  }),
);
export const TimePassed = event("time_passed", z.strictObject({ minutes: z.int().min(0).max(100_000) }));
export const RestTaken = event(
  "rest_taken",
  z.strictObject({ kind: z.enum(["short", "long", "breath"]), creatureIds: z.array(Slug).max(12) }),
);
export const AdventureEnded = event(
  "adventure_ended",
  z.strictObject({
    endingId: Slug,
    title: z.string().max(80),
    text: Passage,
    tone: z.enum(["bright", "bittersweet", "dark"]),
  }),
);
