import { expect, test } from "vitest";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";
import type { CheckRequest } from "../ruleset.ts";
import { abilityModifier, armorClass, checkModifier, passiveScore, saveModifier } from "./sheet.ts";
import { modifierOf, proficiencyOf } from "./tables.ts";

const NOTHING = { for: [], against: [] };

test("[R1] abilities and proficiency are worth what the tables say", () => {
  expect([1, 8, 9, 10, 11, 15, 20, 30].map(modifierOf)).toEqual([-5, -1, -1, 0, 0, 2, 5, 10]);
  expect([1, 4, 5, 8, 9, 12, 13, 16, 17, 20].map(proficiencyOf)).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
});

test("[R2] a ticket fixes the modifier and the difficulty of each band", () => {
  const step = new ScriptedStep(tableOf([hero("mira")])).script(10, 10, 10, 10);
  for (const difficulty of ["easy", "medium", "hard", "very-hard"] as const)
    step.run({
      tool: "ability_check",
      args: { creatureId: "mira", ability: "str", skill: "athletics", difficulty, purpose: "climb" },
    });
  expect(step.tickets.map(({ expression, dc }) => [expression, dc])).toEqual([
    ["1d20+4", 10],
    ["1d20+4", 15],
    ["1d20+4", 20],
    ["1d20+4", 25],
  ]);
  expect(step.of("roll_resolved").map(({ outcome }) => outcome)).toEqual(["success", "failure", "failure", "failure"]);
});

test("[R3] expertise counts proficiency twice, an unknown skill not at all", () => {
  const sheet = d20Sheet({ level: 5, skills: ["stealth", "athletics"], expertise: ["stealth"] });
  expect(checkModifier(sheet, "dex", "stealth")).toBe(1 + 6);
  expect(checkModifier(sheet, "str", "athletics")).toBe(2 + 3);
  expect(checkModifier(sheet, "int", "arcana")).toBe(0);
  expect(checkModifier(sheet, "str")).toBe(abilityModifier(sheet, "str"));
});

test("[R4] a passive check rolls nothing and swings by five", () => {
  const poisoned = {
    ...hero("ode"),
    conditions: [{ condition: "poisoned", source: "a mushroom", until: "rest" } as const],
  };
  const step = new ScriptedStep(tableOf([hero("mira"), poisoned]));
  const check = (creatureId: string) =>
    step.run({
      tool: "passive_check",
      args: { creatureId, skill: "perception", difficulty: "easy", purpose: "notice the wire" },
    });
  expect(check("mira")).toMatchObject({ ok: true, outcome: "success", detail: { score: 13 } });
  expect(check("ode")).toMatchObject({ ok: true, outcome: "failure", detail: { score: 8 } });
  expect(step.facts).toEqual([]);
  expect(passiveScore(d20Sheet(), "perception", "advantage")).toBe(18);
});

test("[R5] half of the group is enough, and those who cannot act do not roll", () => {
  const down = hero("zed", { vitals: { hp: 0, state: "stable" } });
  const step = new ScriptedStep(tableOf([hero("ada"), hero("ben"), down])).script(12, 2);
  const outcome = step.run({
    tool: "group_check",
    args: { ability: "dex", skill: "stealth", difficulty: "easy", purpose: "slip past" },
  });
  expect(outcome).toMatchObject({ ok: true, outcome: "success" });
  expect(step.tickets).toHaveLength(2);
});

test("[R6] a tie in a contest changes nothing", () => {
  const contest = (mine: number) => {
    const step = new ScriptedStep(tableOf([hero("mira"), foe("ogre")])).script(11, mine);
    return step.run({
      tool: "contest",
      args: { creatureId: "mira", skill: "athletics", againstId: "ogre", againstSkill: "athletics", purpose: "push" },
    });
  };
  expect(contest(11)).toMatchObject({ ok: true, outcome: "failure" });
  expect(contest(12)).toMatchObject({ ok: true, outcome: "success" });
});

test("[R24] the charmer speaks to the charmed with advantage", () => {
  const charmed = { ...foe("ogre"), conditions: [{ condition: "charmed", source: "Mira", until: "rest" } as const] };
  const contest = (skill: "persuasion" | "athletics") => {
    const step = new ScriptedStep(tableOf([hero("mira"), charmed]), () => 10);
    step.run({
      tool: "contest",
      args: { creatureId: "mira", skill, againstId: "ogre", againstSkill: "insight", purpose: "pass" },
    });
    return step.tickets.at(-1)?.expression;
  };
  expect([contest("persuasion"), contest("athletics")]).toEqual(["2d20kh1-1", "1d20+4"]);
});

test("[R7] a save adds proficiency only where the sheet says so", () => {
  const sheet = d20Sheet();
  expect(saveModifier(sheet, "con")).toBe(4);
  expect(saveModifier(sheet, "dex")).toBe(1);
});

test("[R7] the helpless fail saves of strength and dexterity without a die", () => {
  const stunned = {
    ...hero("mira"),
    conditions: [{ condition: "stunned", source: "a bell", until: "encounter-end" } as const],
  };
  const step = new ScriptedStep(tableOf([stunned])).script(20);
  const save = (ability: "dex" | "con") =>
    step.run({
      tool: "saving_throw",
      args: { creatureId: "mira", ability, difficulty: "easy", purpose: "dodge the beam" },
    });
  expect(save("dex")).toMatchObject({ ok: true, outcome: "failure" });
  expect(step.tickets).toHaveLength(0);
  expect(save("con")).toMatchObject({ ok: true, outcome: "success" });
});

test("[R11] armour lets through as much dexterity as its kind does", () => {
  const abilities = { ...d20Sheet().abilities, dex: 18 };
  const ac = (base: number, dexCap: number | null, shield: boolean) =>
    armorClass(d20Sheet({ abilities, armor: { base, dexCap, shield } }));
  expect([ac(10, 10, false), ac(14, 2, true), ac(18, null, false)]).toEqual([14, 18, 18]);
});

test("[R46] a near miss counts only where the beat has words for it", () => {
  const request: CheckRequest = {
    creatureId: "mira",
    check: { ability: "str", dc: 15, trait: "blaze" },
    label: "lift the grate",
    advantage: NOTHING,
  };
  const outcome = (face: number, hasPartial: boolean) => {
    const step = new ScriptedStep(tableOf([hero("mira")])).script(face);
    return step.rules.check(step, { ...request, hasPartial });
  };
  expect([outcome(13, true), outcome(11, true), outcome(10, true), outcome(11, false)]).toEqual([
    "success",
    "partial",
    "failure",
    "failure",
  ]);
});

test("[R30] a check in a fight is the action of whoever's move it is", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf")]).script(15);
  const check = (creatureId: string) =>
    step.run({
      tool: "ability_check",
      args: { creatureId, ability: "wis", difficulty: "easy", purpose: "look around" },
    });
  expect(check("ode")).toMatchObject({ ok: false, refusal: { slug: "not-their-move", alternatives: ["mira"] } });
  expect(check("mira")).toMatchObject({ ok: true });
  expect(check("mira")).toMatchObject({ ok: false, refusal: { slug: "action-spent", alternatives: ["end_turn"] } });
});
