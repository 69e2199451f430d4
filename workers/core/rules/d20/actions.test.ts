import { expect, test } from "vitest";
import type { ToolArgs } from "../../../contracts/tools.ts";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";

const act = (
  step: ScriptedStep,
  action: ToolArgs<"take_action">["action"],
  targetId: string | null = null,
  creatureId = "mira",
) => step.run({ tool: "take_action", args: { creatureId, action, targetId } });
const endTurn = (step: ScriptedStep, creatureId: string) => step.run({ tool: "end_turn", args: { creatureId } });
const attack = (step: ScriptedStep, attackerId: string, targetId: string) =>
  step.run({ tool: "attack", args: { attackerId, targetId, attackId: "sword" } });
const tough = d20Sheet({ hpMax: 40 });

test("[R31] a dodger is hard to hit and quick until their next move", () => {
  const step = fightOf([hero("mira", { sheet: tough }), foe("wolf")]).script(19, 2, 3, 18);
  act(step, "dodge");
  endTurn(step, "mira");
  expect(attack(step, "wolf", "mira")).toMatchObject({ outcome: "failure" });
  step.run({ tool: "saving_throw", args: { creatureId: "mira", ability: "dex", difficulty: "easy", purpose: "leap" } });
  expect(step.tickets.map(({ expression }) => expression)).toEqual(["2d20kl1+4", "2d20kh1+1"]);
  endTurn(step, "wolf");
  expect(step.fight.combatants[0]?.stance).toEqual([]);
});

test("[R31] who cannot move does not dodge", () => {
  const step = fightOf([hero("mira", { sheet: tough }), foe("wolf")]).script(2);
  act(step, "dodge");
  step.rules.afflict(step, "mira", { condition: "grappled", until: "removed", source: "Wolf" });
  endTurn(step, "mira");
  attack(step, "wolf", "mira");
  expect(step.tickets[0]?.expression).toBe("1d20+4");
});

test("[R32] dashing doubles the way, disengaging is noted", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf")]);
  act(step, "dash");
  expect(step.fight.combatants[0]?.budget).toMatchObject({ action: false, moveFeet: 60 });
  endTurn(step, "mira");
  act(step, "disengage", null, "ode");
  expect(step.fight.combatants[1]?.stance).toEqual(["disengaged"]);
});

test("[R33] help makes the next blow better, once", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf", { sheet: tough })]).script(5, 4);
  expect(act(step, "help", "wolf")).toMatchObject({
    ok: false,
    refusal: { slug: "unknown-target", alternatives: ["ode"] },
  });
  act(step, "help", "ode");
  endTurn(step, "mira");
  attack(step, "ode", "wolf");
  expect(step.tickets[0]).toMatchObject({
    expression: "2d20kh1+4",
    purpose: { label: "Shortsword of Ode against Wolf (advantage: helped)" },
  });
  expect(step.fight.combatants[1]?.stance).toEqual([]);
});

test("[R33] help that was not used is gone with the move", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf")]);
  act(step, "help", "ode");
  endTurn(step, "mira");
  endTurn(step, "ode");
  expect(step.fight.combatants[1]?.stance).toEqual([]);
});

test("[R34] hiding is against fifteen or the sharpest eyes", () => {
  const keen = foe("owl", {
    sheet: d20Sheet({ abilities: { ...d20Sheet().abilities, wis: 20 }, skills: ["perception"] }),
  });
  const dcAgainst = (watcher: ReturnType<typeof foe>) => {
    const step = fightOf([hero("mira"), watcher]).script(1);
    act(step, "hide");
    return step.tickets[0]?.dc;
  };
  expect(dcAgainst(keen)).toBe(17);
  expect(dcAgainst(foe("wolf"))).toBe(15);
});

test("[R34] the unseen strike better, are struck worse, and are seen after the blow", () => {
  const step = fightOf([hero("mira", { sheet: tough }), foe("wolf", { sheet: tough })]).script(18, 2, 3, 9, 3);
  act(step, "hide");
  endTurn(step, "mira");
  attack(step, "wolf", "mira");
  endTurn(step, "wolf");
  attack(step, "mira", "wolf");
  expect(step.tickets.slice(1).map(({ expression }) => expression)).toEqual(["2d20kl1+4", "2d20kh1+4"]);
  expect(step.fight.combatants[0]?.stance).toEqual([]);
});

test("[R35] getting up costs half the speed and no action", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  expect(act(step, "stand-up")).toMatchObject({ ok: false, refusal: { slug: "not-usable" } });
  step.rules.afflict(step, "mira", { condition: "prone", until: "removed", source: "a shove" });
  act(step, "stand-up");
  expect(step.conditions("mira")).toEqual([]);
  expect(step.fight.combatants[0]?.budget).toMatchObject({ action: true, moveFeet: 15 });
});

test("[R35] the held do not get up", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  for (const condition of ["prone", "grappled"] as const)
    step.rules.afflict(step, "mira", { condition, until: "removed", source: "Wolf" });
  expect(act(step, "stand-up")).toMatchObject({ ok: false, refusal: { slug: "cannot-act" } });
});

test("[R36] an escape is an action against the strength of the hold", () => {
  const step = fightOf([hero("mira"), foe("wolf")]).script(8, 7);
  step.rules.afflict(step, "mira", { condition: "grappled", until: "removed", source: "Wolf" });
  const breakFree = (skill: "athletics" | "arcana") =>
    step.run({ tool: "escape", args: { creatureId: "mira", from: "grappled", skill } });
  expect(breakFree("arcana")).toMatchObject({
    ok: false,
    refusal: { slug: "bad-arguments", alternatives: ["athletics", "acrobatics"] },
  });
  expect(breakFree("athletics")).toMatchObject({ ok: true, outcome: "success", detail: { dc: 12 } });
  expect(step.conditions("mira")).toEqual([]);
  expect(breakFree("athletics")).toMatchObject({ ok: false, refusal: { slug: "not-usable" } });
});

test("[R42] outside a fight the actions of a fight are refused", () => {
  const step = new ScriptedStep(tableOf([hero("mira")]));
  expect(act(step, "dodge")).toMatchObject({
    ok: false,
    refusal: { slug: "no-encounter", alternatives: ["ability_check"] },
  });
  expect(step.rules.spendAction(step, "mira", "drinks")).toBeNull();
});
