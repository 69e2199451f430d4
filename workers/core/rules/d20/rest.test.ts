import { expect, test } from "vitest";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";

const frail = d20Sheet({ level: 3, hpMax: 24, hitDie: 6, abilities: { ...d20Sheet().abilities, con: 3 } });

test("[R39] each hit die is worth at least one hit point", () => {
  const step = new ScriptedStep(tableOf([hero("mira", { sheet: frail, vitals: { hp: 10 } })])).script(2, 6);
  step.run({ tool: "short_rest", args: { hitDice: 2 } });
  expect(step.tickets.map(({ expression }) => expression)).toEqual(["max(1,1d6-4)", "max(1,1d6-4)"]);
  expect(step.vitals("mira")).toMatchObject({ hp: 13, hitDiceLeft: 1 });
});

test("[R39] nobody spends dice they do not need or do not have", () => {
  const mira = hero("mira", { sheet: d20Sheet({ level: 5, hpMax: 30 }), vitals: { hp: 25 } });
  const ode = hero("ode", { sheet: d20Sheet({ level: 1, hpMax: 30 }), vitals: { hp: 1 } });
  const step = new ScriptedStep(tableOf([mira, ode])).script(9, 4);
  step.run({ tool: "short_rest", args: { hitDice: 5 } });
  expect(step.vitals("mira")).toMatchObject({ hp: 30, hitDiceLeft: 4 });
  expect(step.vitals("ode")).toMatchObject({ hp: 7, hitDiceLeft: 0 });
});

test("[R40] a night gives everything back and takes one level of exhaustion", () => {
  const tired = {
    ...hero("mira", { sheet: d20Sheet({ level: 4, hpMax: 30 }), vitals: { hp: 3, tempHp: 4, hitDiceLeft: 0 } }),
    conditions: [
      { condition: "exhaustion", source: "the march", until: "removed", level: 2 } as const,
      { condition: "poisoned", source: "a mushroom", until: "rest" } as const,
      { condition: "charmed", source: "a hag", until: "removed" } as const,
    ],
  };
  const step = new ScriptedStep(tableOf([tired]));
  step.run({ tool: "long_rest", args: {} });
  expect(step.vitals("mira")).toMatchObject({ hp: 30, tempHp: 0, hitDiceLeft: 4 });
  expect(step.creature("mira").conditions.map(({ condition, level }) => [condition, level])).toEqual([
    ["charmed", undefined],
    ["exhaustion", 1],
  ]);
  step.run({ tool: "long_rest", args: {} });
  expect(step.conditions("mira")).toEqual(["charmed"]);
  expect(step.of("rest_taken")).toEqual([
    { kind: "long", creatureIds: ["mira"] },
    { kind: "long", creatureIds: ["mira"] },
  ]);
});

test("[R42] nobody rests in a fight or where it is not safe", () => {
  const fight = fightOf([hero("mira"), foe("wolf")]);
  expect(fight.run({ tool: "short_rest", args: { hitDice: 1 } })).toMatchObject({ refusal: { slug: "in-encounter" } });
  const marsh = new ScriptedStep(tableOf([hero("mira")], { safeToRest: false }));
  expect(marsh.run({ tool: "long_rest", args: {} })).toMatchObject({
    refusal: { slug: "cannot-rest", alternatives: ["move_scene"] },
  });
});

test("[R41] harm of the world falls once for all, and each saves for half", () => {
  const step = new ScriptedStep(
    tableOf([hero("mira", { sheet: d20Sheet({ hpMax: 30 }) }), hero("ode", { sheet: d20Sheet({ hpMax: 30 }) })]),
  ).script(6, 5, 18, 2);
  step.rules.harmAll(step, ["mira", "ode"], {
    dice: "2d6",
    type: "fire",
    segments: 1,
    source: "The furnace",
    save: { ability: "dex", dc: 13 },
  });
  expect([step.vitals("mira").hp, step.vitals("ode").hp]).toEqual([25, 19]);
  expect(step.tickets.map(({ purpose }) => purpose.kind)).toEqual(["damage", "save", "save"]);
});
