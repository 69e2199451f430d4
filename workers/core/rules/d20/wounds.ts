import type { D20Vitals } from "../../../contracts/creatures.ts";
import type { DamageType } from "../../../contracts/rules.ts";
import { hasCondition } from "./conditions.ts";
import type { D20Creature } from "./sheet.ts";

export interface DamagePart {
  readonly amount: number;
  readonly type: DamageType;
}

export type DamageNote = "resisted" | "vulnerable" | "immune" | "absorbed" | "none";

export interface AdjustedDamage extends DamagePart {
  readonly note: DamageNote;
}

/** Where an amount of damage went; the three losses add up to it. */
export interface Wound {
  readonly vitals: D20Vitals;
  readonly tempLost: number;
  readonly hpLost: number;
  /** What was left when there was nothing more to lose. */
  readonly excess: number;
}

/** Immunity lets nothing through; resistance halves, rounding down, and only then vulnerability doubles. */
export function adjustDamage(creature: D20Creature, { amount, type }: DamagePart): AdjustedDamage {
  const { sheet } = creature;
  const whole = Math.max(0, Math.floor(amount));
  if (sheet.immunities.includes(type)) return { type, amount: 0, note: "immune" };
  const resisted = sheet.resistances.includes(type) || hasCondition(creature, "petrified");
  const vulnerable = sheet.vulnerabilities.includes(type);
  const halved = resisted ? Math.floor(whole / 2) : whole;
  const note = resisted === vulnerable ? "none" : resisted ? "resisted" : "vulnerable";
  return { type, amount: vulnerable ? halved * 2 : halved, note };
}

/** One instance for each type, so that resistance halves a blow's fire once and not piece by piece. */
export function mergeParts(parts: readonly DamagePart[]): DamagePart[] {
  const byType = new Map<DamageType, number>();
  for (const { type, amount } of parts) byType.set(type, (byType.get(type) ?? 0) + amount);
  return [...byType].map(([type, amount]) => ({ type, amount }));
}

/** Temporary hit points go first, and nobody has less than none. */
export function woundOf(vitals: D20Vitals, amount: number): Wound {
  const tempLost = Math.min(vitals.tempHp, amount);
  const hpLost = Math.min(vitals.hp, amount - tempLost);
  return {
    vitals: { ...vitals, tempHp: vitals.tempHp - tempLost, hp: vitals.hp - hpLost },
    tempLost,
    hpLost,
    excess: amount - tempLost - hpLost,
  };
}

/** Temporary hit points never add up: the greater amount stays. */
export function withTempHp(vitals: D20Vitals, amount: number): D20Vitals {
  return { ...vitals, tempHp: Math.max(vitals.tempHp, amount) };
}

const NO_DEATH_SAVES: D20Vitals["deathSaves"] = { successes: 0, failures: 0 };

/** Healing fills up to the maximum, and any of it ends dying. The dead stay dead. */
export function healed(vitals: D20Vitals, hpMax: number, amount: number): D20Vitals {
  if (vitals.state === "dead" || amount <= 0) return vitals;
  return { ...vitals, hp: Math.min(hpMax, vitals.hp + amount), state: "up", deathSaves: NO_DEATH_SAVES };
}

export function stable(vitals: D20Vitals): D20Vitals {
  return { ...vitals, hp: 0, state: "stable", deathSaves: NO_DEATH_SAVES };
}

export function dying(vitals: D20Vitals): D20Vitals {
  return { ...vitals, hp: 0, state: "dying", deathSaves: NO_DEATH_SAVES };
}

export function dead(vitals: D20Vitals): D20Vitals {
  return { ...vitals, hp: 0, tempHp: 0, state: "dead" };
}

/** Death saves after more successes or failures: three of either decide. */
export function withDeathSaves(vitals: D20Vitals, more: { successes: number; failures: number }): D20Vitals {
  const successes = Math.min(3, vitals.deathSaves.successes + more.successes);
  const failures = Math.min(3, vitals.deathSaves.failures + more.failures);
  if (failures === 3) return { ...dead(vitals), deathSaves: { successes, failures } };
  if (successes === 3) return stable(vitals);
  return { ...vitals, state: "dying", deathSaves: { successes, failures } };
}
