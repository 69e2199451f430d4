import fc from "fast-check";
import { expect, test } from "vitest";
import type { DamageType } from "../../../contracts/rules.ts";
import { d20Sheet, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";
import { dealDamage } from "./damage.ts";
import { type D20Creature, isD20 } from "./sheet.ts";
import { adjustDamage, healed, withTempHp, woundOf } from "./wounds.ts";

function body(more: Parameters<typeof d20Sheet>[0], vitals: { hp?: number; tempHp?: number } = {}): D20Creature {
  const creature = hero("mira", { sheet: d20Sheet(more), vitals });
  if (!isD20(creature)) throw new Error("not of this ruleset");
  return creature;
}

const types = fc.constantFrom<DamageType>("fire", "cold", "slashing", "poison");
const listOfTypes = fc.uniqueArray(types, { maxLength: 4 });
const parts = fc.array(fc.record({ type: types, amount: fc.integer({ min: 0, max: 60 }) }), {
  minLength: 1,
  maxLength: 5,
});

test("[R12] resistance halves before vulnerability doubles, and immunity ends it", () => {
  const odd = { type: "fire", amount: 23 } as const;
  expect(adjustDamage(body({ resistances: ["fire"], vulnerabilities: ["fire"] }), odd)).toMatchObject({
    amount: 22,
    note: "none",
  });
  expect(adjustDamage(body({ resistances: ["fire"] }), odd)).toMatchObject({ amount: 11, note: "resisted" });
  expect(adjustDamage(body({ vulnerabilities: ["fire"] }), odd)).toMatchObject({ amount: 46, note: "vulnerable" });
  expect(adjustDamage(body({ immunities: ["fire"], vulnerabilities: ["fire"] }), odd)).toMatchObject({
    amount: 0,
    note: "immune",
  });
});

test("[R12] stone resists everything, and several resistances are one", () => {
  const petrified = {
    ...body({ resistances: ["fire"] }),
    conditions: [{ condition: "petrified", source: "a gaze", until: "removed" } as const],
  };
  expect(adjustDamage(petrified, { type: "fire", amount: 20 }).amount).toBe(10);
  expect(adjustDamage(petrified, { type: "cold", amount: 20 }).amount).toBe(10);
});

test("[R13] temporary hit points are lost first and never add up", () => {
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), fc.nat(199), (first, second, damage) => {
      const vitals = withTempHp(withTempHp(body({}).vitals, first), second);
      expect(vitals.tempHp).toBe(Math.max(first, second));
      const wound = woundOf(vitals, damage);
      expect(wound.tempLost).toBe(Math.min(vitals.tempHp, damage));
      if (wound.hpLost > 0) expect(wound.vitals.tempHp).toBe(0);
    }),
  );
});

test("[R14] every point of damage is lost from somewhere or left over", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(30), fc.nat(120), (hp, tempHp, damage) => {
      const { tempLost, hpLost, excess, vitals } = woundOf(body({ hpMax: 60 }, { hp, tempHp }).vitals, damage);
      expect(tempLost + hpLost + excess).toBe(damage);
      expect(vitals.hp + hpLost).toBe(hp);
      expect(vitals.tempHp + tempLost).toBe(tempHp);
    }),
  );
});

test("[R14] hit points stay between nothing and the maximum, whatever happens", () => {
  const deeds = fc.array(fc.oneof(fc.record({ heal: fc.integer({ min: 0, max: 40 }) }), fc.record({ parts })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      deeds,
      listOfTypes,
      listOfTypes,
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 80, maxLength: 80 }),
      (list, resistances, vulnerabilities, dice) => {
        const step = new ScriptedStep(
          tableOf([
            hero("mira", { sheet: d20Sheet({ hpMax: 30, resistances, vulnerabilities }), vitals: { tempHp: 5 } }),
          ]),
          () => dice.shift() ?? 10,
        );
        for (const deed of list) {
          if ("heal" in deed) step.rules.heal(step, "mira", { dice: String(deed.heal), segments: 0, source: "a song" });
          else dealDamage(step, "mira", { ...deed, source: "a storm", critical: false });
          const { hp, state, tempHp } = step.vitals("mira");
          expect(hp).toBeGreaterThanOrEqual(0);
          expect(hp).toBeLessThanOrEqual(30);
          expect(tempHp).toBeGreaterThanOrEqual(0);
          expect(hp > 0).toBe(state === "up");
        }
      },
    ),
  );
});

test("[R14] the log of a blow adds up to what got through", () => {
  fc.assert(
    fc.property(parts, listOfTypes, (blow, resistances) => {
      const step = new ScriptedStep(
        tableOf([hero("mira", { sheet: d20Sheet({ hpMax: 400, resistances }), vitals: { tempHp: 7 } })]),
      );
      const taken = dealDamage(step, "mira", { parts: blow, source: "a storm", critical: false });
      expect(step.of("hp_changed").reduce((sum, { delta }) => sum - delta, 0)).toBe(taken);
    }),
  );
});

test("[R20] healing stops at the maximum and leaves the dead alone", () => {
  const { vitals } = body({ hpMax: 12 }, { hp: 8 });
  expect(healed(vitals, 12, 99).hp).toBe(12);
  const dead = { ...vitals, hp: 0, state: "dead" } as const;
  expect(healed(dead, 12, 5)).toEqual(dead);
});
