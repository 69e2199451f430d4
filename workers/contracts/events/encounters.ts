import { z } from "zod";
import { Creature } from "../creatures.ts";
import { Slug } from "../ids.ts";
import { event } from "./parts.ts";

export const Combatant = z.strictObject({
  creatureId: Slug,
  initiative: z.int().nullable(),
  budget: z.strictObject({
    action: z.boolean(),
    bonus: z.boolean(),
    reaction: z.boolean(),
    moveFeet: z.int().min(0).max(600),
  }),
  stance: z.array(z.enum(["dodging", "disengaged", "hidden", "helped", "surprised"])).max(5),
});
export type Combatant = z.infer<typeof Combatant>;
export const EncounterStarted = event(
  "encounter_started",
  z.strictObject({
    encounterId: Slug,
    title: z.string().max(80),
    foes: z.array(Creature).max(12),
    combatants: z.array(Combatant).max(24),
    ordered: z.boolean(),
  }),
);
export const InitiativeRolled = event(
  "initiative_rolled",
  z.strictObject({
    order: z
      .array(z.strictObject({ creatureId: Slug, initiative: z.int() }))
      .min(1)
      .max(24),
  }),
);
export const InitiativePassed = event(
  "initiative_passed",
  z.strictObject({ creatureId: Slug, round: z.int().min(1).max(1_000) }),
);
export const CombatantChanged = event(
  "combatant_changed",
  z.strictObject({ combatant: Combatant, doing: z.string().max(60) }),
);
export const EncounterEnded = event(
  "encounter_ended",
  z.strictObject({ encounterId: Slug, outcome: z.enum(["won", "fled", "talked", "lost"]) }),
);
