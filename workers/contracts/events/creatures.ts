import { z } from "zod";
import { ActiveCondition, HeldItem, Vitals } from "../creatures.ts";
import { Slug } from "../ids.ts";
import { Condition, DamageType } from "../rules.ts";
import { event } from "./parts.ts";

const Target = z.strictObject({ creatureId: Slug });
export const HpChanged = event(
  "hp_changed",
  Target.extend({
    delta: z.int(),
    vitals: Vitals,
    source: z.string().max(80),
    damageType: DamageType.nullable(),
    note: z.enum(["resisted", "vulnerable", "immune", "absorbed", "none"]),
  }),
);
export const HarmMarked = event(
  "harm_marked",
  Target.extend({ delta: z.int(), vitals: Vitals, source: z.string().max(80) }),
);
export const DeathSaveMarked = event("death_save_marked", Target.extend({ vitals: Vitals }));
export const CreatureFell = event(
  "creature_fell",
  Target.extend({ vitals: Vitals, fate: z.enum(["dying", "dead", "stable", "up", "out"]) }),
);
export const ConditionApplied = event("condition_applied", Target.extend({ condition: ActiveCondition }));
export const ConditionRemoved = event(
  "condition_removed",
  Target.extend({ condition: Condition, reason: z.string().max(80) }),
);
export const ItemGiven = event("item_given", Target.extend({ held: HeldItem, source: z.string().max(80) }));
export const ItemTaken = event(
  "item_taken",
  Target.extend({ itemId: Slug, quantity: z.int().min(1).max(999), reason: z.string().max(80) }),
);
export const ItemEquipped = event("item_equipped", Target.extend({ itemId: Slug, equipped: z.boolean() }));
export const CoinChanged = event(
  "coin_changed",
  Target.extend({ delta: z.int(), coinCopper: z.int().min(0), reason: z.string().max(80) }),
);
export const XpAwarded = event(
  "xp_awarded",
  z.strictObject({
    creatureIds: z.array(Slug).min(1).max(12),
    each: z.int().min(1).max(100_000),
    reason: z.string().max(80),
  }),
);
