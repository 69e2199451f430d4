import { expect, test } from "vitest";
import type { Creature } from "../../../contracts/creatures.ts";
import type { Attack } from "../../../contracts/rules.ts";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, SWORD, tableOf } from "../../../testkit/rules-table.ts";
import { doubled } from "./damage-dice.ts";

const hide = d20Sheet({ hpMax: 30, armor: { base: 13, dexCap: null, shield: false } });

function duel(attack: Attack = SWORD, target: Creature = foe("wolf", { sheet: hide })): ScriptedStep {
  return fightOf([hero("mira", { sheet: d20Sheet({ attacks: [attack] }) }), target]);
}

const strike = (step: ScriptedStep, targetId = "wolf") =>
  step.run({
    tool: "attack",
    args: { attackerId: "mira", targetId, attackId: step.creature("mira").sheet.ruleset === "d20" ? "sword" : "" },
  });

test("[R9] an attack hits when it meets the armour class", () => {
  const step = duel().script(9, 4);
  expect(strike(step)).toMatchObject({
    ok: true,
    outcome: "success",
    detail: { total: 13, armorClass: 13, damage: 6, hp: 24 },
  });
  expect(step.tickets.map(({ expression, dc }) => [expression, dc])).toEqual([
    ["1d20+4", 13],
    ["(1d6)[slashing]+2", null],
  ]);
  expect(strike(duel().script(8))).toMatchObject({ ok: true, outcome: "failure" });
});

test("[R9] a natural 20 always hits and a natural 1 never", () => {
  const wall = foe("wolf", { sheet: d20Sheet({ hpMax: 30, armor: { base: 25, dexCap: null, shield: true } }) });
  expect(strike(duel(SWORD, wall).script(20, 1, 1))).toMatchObject({ ok: true, outcome: "critical" });
  const rag = foe("wolf", { sheet: d20Sheet({ hpMax: 30, armor: { base: 5, dexCap: null, shield: false } }) });
  expect(strike(duel(SWORD, rag).script(1))).toMatchObject({ ok: true, outcome: "fumble" });
});

test("[R10] a critical hit doubles every die and nothing else", () => {
  const flaming = { ...SWORD, damage: "1d6+1", extra: [{ dice: "2d4", type: "fire" as const }] };
  const step = duel(flaming).script(20, 6, 5, 1, 2, 3, 4);
  expect(strike(step)).toMatchObject({ outcome: "critical", detail: { damage: 6 + 5 + 1 + 2 + 1 + 2 + 3 + 4 } });
  expect(step.of("hp_changed").map(({ damageType, delta }) => [damageType, delta])).toEqual([
    ["slashing", -14],
    ["fire", -10],
  ]);
  expect(doubled("2d6kh1+3")).toBe("4d6kh1 + 3");
});

test("[R12] each type of one blow meets its own resistance", () => {
  const ward = foe("wolf", { sheet: { ...hide, resistances: ["fire"], immunities: ["slashing"] } });
  const step = duel({ ...SWORD, extra: [{ dice: "1d6", type: "fire" }] }, ward).script(15, 6, 5);
  expect(strike(step)).toMatchObject({ detail: { damage: 2 } });
  expect(step.of("hp_changed").map(({ note }) => note)).toEqual(["immune", "resisted"]);
});

test("[R26] what a blow brings takes hold when the save fails", () => {
  const net: Attack = {
    ...SWORD,
    onHit: { condition: "restrained", save: { ability: "dex", dc: 12 }, until: { save: "str", dc: 12 } },
  };
  const caught = duel(net).script(15, 3, 10);
  strike(caught);
  expect(caught.conditions("wolf")).toEqual(["restrained"]);
  const saved = duel(net).script(15, 3, 11);
  strike(saved);
  expect(saved.conditions("wolf")).toEqual([]);
});

test("[R30] nobody attacks out of turn, twice, or without a fight", () => {
  const step = duel().script(2);
  const wolf = step.run({ tool: "attack", args: { attackerId: "wolf", targetId: "mira", attackId: "sword" } });
  expect(wolf).toMatchObject({ ok: false, refusal: { slug: "not-their-move", alternatives: ["mira"] } });
  strike(step);
  const before = step.facts.length;
  expect(strike(step)).toMatchObject({ ok: false, refusal: { slug: "action-spent" } });
  expect(step.facts).toHaveLength(before);
  expect(strike(new ScriptedStep(tableOf([hero("mira")])))).toMatchObject({
    ok: false,
    refusal: { slug: "no-encounter" },
  });
});

test("[R42] a refused attack names whom and what one could strike with", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf"), foe("bear", { vitals: { hp: 0, state: "dead" } })]);
  const attack = (targetId: string, attackId: string) =>
    step.run({ tool: "attack", args: { attackerId: "mira", targetId, attackId } });
  expect(attack("ode", "sword")).toMatchObject({ refusal: { slug: "unknown-target", alternatives: ["wolf"] } });
  expect(attack("bear", "sword")).toMatchObject({ refusal: { slug: "target-down", alternatives: ["wolf"] } });
  expect(attack("dragon", "sword")).toMatchObject({ refusal: { slug: "unknown-target", alternatives: ["wolf"] } });
  expect(attack("wolf", "axe")).toMatchObject({ refusal: { slug: "unknown-attack", alternatives: ["sword", "bow"] } });
  expect(step.facts).toEqual([]);
});
