import fc from "fast-check";
import { expect, test } from "vitest";
import { Condition } from "../../../contracts/rules.ts";
import { embersSheet, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";
import type { CheckRequest } from "../ruleset.ts";
import { isEmbers } from "./sheet.ts";
import { modifierOf } from "./trait-roll.ts";

const mira = hero("mira", { sheet: embersSheet() });
const table = () => new ScriptedStep(tableOf([mira, hero("ode", { sheet: embersSheet() })], { ruleset: "embers" }));

test("[R60] ten succeeds, seven costs, six fails, two sixes shine", () => {
  const outcome = (...dice: [number, number]) => {
    const step = table().script(...dice);
    const told = step.run({
      tool: "trait_roll",
      args: { creatureId: "mira", trait: "smoke", purpose: "cross the roof" },
    });
    return told.ok && told.outcome;
  };
  expect([
    outcome(6, 6),
    outcome(6, 5),
    outcome(5, 5),
    outcome(4, 5),
    outcome(3, 4),
    outcome(3, 3),
    outcome(1, 1),
  ]).toEqual(["critical", "success", "success", "partial", "partial", "failure", "failure"]);
});

test("[R60] the trait stands in the ticket before the dice fall", () => {
  const step = table().script(3, 3);
  step.run({ tool: "trait_roll", args: { creatureId: "mira", trait: "blaze", purpose: "kick in the door" } });
  expect(step.tickets[0]).toMatchObject({
    expression: "2d6+2",
    dc: 10,
    purpose: { kind: "trait", label: "Blaze of Mira: kick in the door" },
  });
});

test("[R61] help, hindrance and burdens count once each, within bounds", () => {
  const creature = fc.record({
    trait: fc.integer({ min: -1, max: 3 }),
    conditions: fc.uniqueArray(fc.constantFrom(...Condition.options), { maxLength: 6 }),
    helped: fc.boolean(),
    hindered: fc.boolean(),
    odds: fc.constantFrom<-1 | 0 | 1>(-1, 0, 1),
  });
  fc.assert(
    fc.property(creature, ({ trait, conditions, helped, hindered, odds }) => {
      const burdened = {
        ...hero("mira", { sheet: embersSheet({ traits: { ...embersSheet().traits, blaze: trait } }) }),
        conditions: conditions.map((condition) => ({ condition, source: "fate", until: "rest" as const })),
      };
      if (!isEmbers(burdened)) throw new Error("not of this ruleset");
      const sum = trait + Number(helped) - Number(hindered) + odds - Number(conditions.length > 0);
      expect(modifierOf(burdened, { trait: "blaze", purpose: "", helped, hindered, odds })).toBe(
        Math.max(-3, Math.min(4, sum)),
      );
    }),
  );
});

test("[R61] a beat is kind or cruel by its difficulty, and company helps", () => {
  const request = (dc: number, group: boolean): CheckRequest => ({
    creatureId: "mira",
    check: { ability: "dex", dc, trait: "smoke", group },
    label: "creep past",
    advantage: { for: [], against: [] },
  });
  const expression = (dc: number, group = false) => {
    const step = table().script(3, 3);
    step.rules.check(step, request(dc, group));
    return step.tickets[0]?.expression;
  };
  expect([expression(10), expression(15), expression(20), expression(15, true)]).toEqual([
    "2d6+1",
    "2d6",
    "2d6-1",
    "2d6+1",
  ]);
});
