import fc from "fast-check";
import { expect, test } from "vitest";
import { hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";
import { advantageOf, d20Expression, labelWith } from "./advantage.ts";

const reasons = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 6 });

test("[R8] any number of reasons counts once, and one on each side cancel out", () => {
  fc.assert(
    fc.property(reasons, reasons, (better, worse) => {
      const state = advantageOf({ for: better, against: worse });
      const expected =
        better.length > 0 === worse.length > 0 ? "none" : better.length > 0 ? "advantage" : "disadvantage";
      expect(state).toBe(expected);
      expect(d20Expression(state, 0)).toMatch(/^(1d20|2d20kh1|2d20kl1)$/);
    }),
  );
});

test("[R8] the ticket says why, within what a label may hold", () => {
  fc.assert(
    fc.property(reasons, reasons, (better, worse) => {
      expect(labelWith("Stealth of Mira", { for: better, against: worse }).length).toBeLessThanOrEqual(120);
    }),
  );
  const step = new ScriptedStep(tableOf([hero("mira")])).script(4, 17);
  const advantage = { for: ["Ode boosts her", "a rope"], against: [] };
  step.run({
    tool: "ability_check",
    args: { creatureId: "mira", ability: "str", difficulty: "medium", purpose: "climb", advantage },
  });
  expect(step.tickets[0]).toMatchObject({
    expression: "2d20kh1+2",
    purpose: { label: "Strength of Mira: climb (advantage: Ode boosts her, a rope)" },
  });
  expect(step.of("roll_resolved")[0]?.total).toBe(19);
});
