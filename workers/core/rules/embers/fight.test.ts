import { expect, test } from "vitest";
import type { CallId } from "../../../contracts/ids.ts";
import { emberFight, embersSheet, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";

const body = (harm = 0, harmMax = 5) => ({ sheet: embersSheet({ harmMax }), harm });
const beast = (harm = 0, bite = 1, harmMax = 4) => ({ sheet: embersSheet({ harmMax, bite }), harm });
const strike = (step: ScriptedStep, targetId = "wolf", creatureId = "mira") =>
  step.run({ tool: "strike", args: { creatureId, targetId, trait: "smoke" } });

test("[R62] a strike marks two, one at a price, three on two sixes", () => {
  const marked = (...dice: [number, number]) => {
    const step = emberFight([hero("mira", body()), foe("wolf", beast())]).script(...dice);
    strike(step);
    return [step.harm("wolf"), step.harm("mira")];
  };
  expect([marked(6, 6), marked(5, 5), marked(4, 4), marked(2, 3)]).toEqual([
    [3, 0],
    [2, 0],
    [1, 1],
    [0, 1],
  ]);
});

test("[R63] the bite is as deep as the foe's teeth, and a foe that is out does not bite", () => {
  const bear = emberFight([hero("mira", body()), foe("wolf", beast(0, 3))]).script(1, 2);
  strike(bear);
  expect(bear.harm("mira")).toBe(3);
  const last = emberFight([hero("mira", body()), foe("wolf", beast(3))]).script(4, 4);
  strike(last);
  expect([last.harm("wolf"), last.harm("mira")]).toEqual([4, 0]);
});

test("[R63] a failure in the middle of a fight is an opening for the fiercest foe", () => {
  const step = emberFight([hero("mira", body()), foe("wolf", beast()), foe("bear", beast(0, 2))]).script(1, 2);
  const roll = step.run({ tool: "trait_roll", args: { creatureId: "mira", trait: "smoke", purpose: "cut the rope" } });
  expect(roll).toMatchObject({ ok: true, outcome: "failure", detail: { bitten: 2 } });
  expect(step.harm("mira")).toBe(2);
});

test("[R64] a full clock takes its bearer out and decides the fight", () => {
  const step = emberFight([hero("mira", body(4)), hero("ode", body()), foe("wolf", beast(2))]).script(1, 2, 5, 5);
  strike(step);
  expect(step.of("creature_fell")).toMatchObject([{ creatureId: "mira", fate: "out" }]);
  expect(step.rules.mayAct(step.state, "mira")).toMatchObject({ slug: "cannot-act" });
  expect(step.rules.verdict(step.state)).toBeNull();
  strike(step, "wolf", "ode");
  expect(step.rules.verdict(step.state)).toBe("won");
  const lost = emberFight([hero("mira", body(4)), foe("wolf", beast())]).script(1, 2);
  strike(lost);
  expect(lost.rules.verdict(lost.state)).toBe("lost");
});

test("[R65] after the fight those who were out get up with one segment free", () => {
  const step = emberFight([hero("mira", body(4)), foe("wolf", beast())]).script(1, 2);
  strike(step);
  step.rules.endEncounter(step);
  expect(step.creature("mira").vitals).toEqual({ ruleset: "embers", harm: 4, state: "up" });
});

test("[R66] a breath clears two segments where it is safe, a night all of them", () => {
  const step = new ScriptedStep(tableOf([hero("mira", body(4))], { ruleset: "embers" }));
  step.run({ tool: "take_breath", args: {} });
  expect(step.harm("mira")).toBe(2);
  step.rules.harm(step, "mira", { dice: "1d6", type: "fire", segments: 2, source: "A coal" });
  step.rules.rest(step, "long", 0);
  expect(step.harm("mira")).toBe(0);
  expect(step.of("rest_taken").map(({ kind }) => kind)).toEqual(["breath", "long"]);
});

test("[R66] nobody takes a breath in a fight or where it is not safe", () => {
  const fight = emberFight([hero("mira", body()), foe("wolf", beast())]);
  expect(fight.run({ tool: "take_breath", args: {} })).toMatchObject({
    refusal: { slug: "in-encounter", alternatives: ["strike", "trait_roll"] },
  });
  const marsh = new ScriptedStep(tableOf([hero("mira", body())], { ruleset: "embers", safeToRest: false }));
  expect(marsh.run({ tool: "take_breath", args: {} })).toMatchObject({ refusal: { slug: "cannot-rest" } });
});

test("[R67] a condition is a burden until it passes", () => {
  const step = emberFight([hero("mira", body()), foe("wolf", beast())]).script(3, 3);
  step.rules.afflict(step, "mira", { condition: "blinded", until: { rounds: 3 }, source: "soot" });
  step.rules.afflict(step, "mira", { condition: "charmed", until: "removed", source: "a song" });
  strike(step);
  expect(step.tickets[0]?.expression).toBe("2d6-1");
  step.rules.endEncounter(step);
  expect(step.conditions("mira")).toEqual(["charmed"]);
});

test("[R68] harm of the world is withstood with the trait that fits", () => {
  const suffered = (...dice: [number, number]) => {
    const step = new ScriptedStep(tableOf([hero("mira", body())], { ruleset: "embers" })).script(...dice);
    step.rules.harmAll(step, ["mira"], {
      dice: "2d6",
      type: "fire",
      segments: 3,
      source: "The furnace",
      save: { ability: "dex", dc: 13 },
    });
    return step.harm("mira");
  };
  expect([suffered(5, 5), suffered(4, 4), suffered(1, 2)]).toEqual([0, 2, 3]);
  const plain = new ScriptedStep(tableOf([hero("mira", body())], { ruleset: "embers" }));
  plain.rules.harm(plain, "mira", { dice: "1d6", type: "cold", segments: 2, source: "The river" });
  expect(plain.harm("mira")).toBe(2);
});

test("[R69] there is no order, and one roll of the fight for each hero in an answer", () => {
  const step = emberFight([hero("mira", body()), hero("ode", body()), foe("wolf", beast(0, 1, 8))]).script(5, 5, 5, 5);
  expect(step.fight).toMatchObject({ ordered: false, activeId: null });
  strike(step, "wolf", "ode");
  const result = {
    callId: "t_1.1.1" as CallId,
    tool: "strike",
    ok: true,
    outcome: "success" as const,
    detail: { creatureId: "mira" },
  };
  const work = {
    turnId: "t_1" as never,
    round: 1,
    calls: [],
    results: [result],
    doneThisRound: 1,
    callsTotal: 1,
    done: false,
    made: [],
    proposedSeq: 1,
    verdicts: {},
    judgedSeq: null,
  };
  step.state = { ...step.state, gm: { ...step.state.gm, work } };
  expect(strike(step)).toMatchObject({ ok: false, refusal: { slug: "action-spent", alternatives: ["ode"] } });
  expect(step.rules.spendAction(step, "ode", "pulls the lever")).toBeNull();
});

test("[R42] a refused strike names whom one could strike", () => {
  const step = emberFight([hero("mira", body()), foe("wolf", beast()), foe("bear", { ...beast(4), harm: 4 })]);
  step.emit("harm_marked", {
    creatureId: "bear",
    delta: 0,
    vitals: { ruleset: "embers", harm: 4, state: "out" },
    source: "",
  });
  expect(strike(step, "bear")).toMatchObject({ refusal: { slug: "target-down", alternatives: ["wolf"] } });
  expect(strike(step, "mira")).toMatchObject({ refusal: { slug: "unknown-target", alternatives: ["wolf"] } });
  expect(strike(step, "wolf", "wolf")).toMatchObject({ refusal: { slug: "not-their-move", alternatives: ["mira"] } });
  expect(strike(step, "wolf", "nobody")).toMatchObject({ refusal: { slug: "unknown-creature" } });
});
