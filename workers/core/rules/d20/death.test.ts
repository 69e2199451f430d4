import fc from "fast-check";
import { expect, test } from "vitest";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";
import { dealDamage } from "./damage.ts";

const wound = (step: ScriptedStep, creatureId: string, amount: number, critical = false) =>
  dealDamage(step, creatureId, { parts: [{ type: "slashing", amount }], source: "an axe", critical });

const dying = { hp: 0, state: "dying" } as const;

/** Mira lies dying on her own move; Ode stands, so the fight is not lost. */
function miraDying(failures = 0, successes = 0): ScriptedStep {
  return fightOf([
    hero("mira", { vitals: { ...dying, deathSaves: { successes, failures } } }),
    hero("ode"),
    foe("wolf"),
  ]);
}

const deathSave = (step: ScriptedStep) => step.run({ tool: "death_save", args: { creatureId: "mira" } });

test("[R15] a foe dies at 0, a hero falls unconscious and prone", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf")]);
  wound(step, "wolf", 12);
  wound(step, "mira", 15);
  expect(step.vitals("wolf")).toMatchObject({ hp: 0, state: "dead" });
  expect(step.vitals("mira")).toMatchObject({ hp: 0, state: "dying" });
  expect(step.conditions("mira")).toEqual(["unconscious", "prone"]);
  expect(step.of("creature_fell").map(({ creatureId, fate }) => [creatureId, fate])).toEqual([
    ["wolf", "dead"],
    ["mira", "dying"],
  ]);
});

test("[R16] what is left over kills when it reaches the maximum", () => {
  const spared = fightOf([hero("mira", { vitals: { hp: 6 } }), hero("ode"), foe("wolf")]);
  wound(spared, "mira", 17);
  expect(spared.vitals("mira").state).toBe("dying");
  const slain = fightOf([hero("mira", { vitals: { hp: 6 } }), hero("ode"), foe("wolf")]);
  wound(slain, "mira", 18);
  expect(slain.vitals("mira").state).toBe("dead");
});

test("[R17] blows at 0 are failed death saves, critical ones two, massive ones the end", () => {
  const step = miraDying();
  wound(step, "mira", 1);
  expect(step.vitals("mira").deathSaves).toEqual({ successes: 0, failures: 1 });
  wound(step, "mira", 1, true);
  expect(step.vitals("mira").state).toBe("dead");
  const massive = miraDying();
  wound(massive, "mira", 12);
  expect(massive.vitals("mira").state).toBe("dead");
  const shielded = miraDying();
  shielded.emit("death_save_marked", { creatureId: "mira", vitals: { ...shielded.vitals("mira"), tempHp: 5 } });
  wound(shielded, "mira", 5);
  expect(shielded.vitals("mira")).toMatchObject({ tempHp: 0, deathSaves: { failures: 0 } });
});

test("[R17] somebody stable who is hurt is dying again", () => {
  const step = fightOf([hero("mira", { vitals: { hp: 0, state: "stable" } }), hero("ode"), foe("wolf")]);
  wound(step, "mira", 2);
  expect(step.vitals("mira")).toMatchObject({ state: "dying", deathSaves: { failures: 1 } });
});

test("[R18] ten succeeds, one counts twice, twenty brings back", () => {
  const after = (face: number) => {
    const step = miraDying().script(face);
    deathSave(step);
    const { hp, state, deathSaves } = step.vitals("mira");
    return [hp, state, deathSaves.successes, deathSaves.failures];
  };
  expect(after(10)).toEqual([0, "dying", 1, 0]);
  expect(after(9)).toEqual([0, "dying", 0, 1]);
  expect(after(1)).toEqual([0, "dying", 0, 2]);
  expect(after(20)).toEqual([1, "up", 0, 0]);
});

test("[R18] three of a kind decide", () => {
  const saved = miraDying(2, 2).script(15);
  deathSave(saved);
  expect(saved.vitals("mira")).toMatchObject({ state: "stable", deathSaves: { successes: 0, failures: 0 } });
  const lost = miraDying(2, 2).script(3);
  deathSave(lost);
  expect(lost.vitals("mira").state).toBe("dead");
});

test("[R18] a death save is made once a round, on one's own move, and never forgotten", () => {
  const step = miraDying().script(12, 12);
  deathSave(step);
  expect(deathSave(step)).toMatchObject({ ok: false, refusal: { slug: "action-spent", alternatives: ["end_turn"] } });
  step.run({ tool: "end_turn", args: { creatureId: "mira" } });
  expect(step.tickets).toHaveLength(1);
  expect(deathSave(step)).toMatchObject({ ok: false, refusal: { slug: "not-their-move", alternatives: ["ode"] } });
  const forgotten = miraDying().script(12);
  forgotten.run({ tool: "end_turn", args: { creatureId: "mira" } });
  expect(forgotten.vitals("mira").deathSaves.successes).toBe(1);
  expect(step.run({ tool: "death_save", args: { creatureId: "ode" } })).toMatchObject({
    refusal: { slug: "not-dying", alternatives: ["mira"] },
  });
});

test("[R18] death saves end in at most five rolls", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 5 }), (rolls) => {
      const step = new ScriptedStep(tableOf([hero("mira")])).script(...rolls);
      wound(step, "mira", 12);
      expect(step.tickets.length).toBeLessThanOrEqual(5);
      expect(["up", "dead"]).toContain(step.vitals("mira").state);
    }),
  );
});

test("[R19] a steady hand stabilises with Medicine against ten", () => {
  const tend = (face: number) => {
    const step = fightOf([hero("ode"), hero("mira", { vitals: dying }), foe("wolf")]).script(face);
    const outcome = step.run({
      tool: "take_action",
      args: { creatureId: "ode", action: "stabilise", targetId: "mira" },
    });
    return [outcome.ok && outcome.outcome, step.vitals("mira").state, step.tickets[0]?.dc];
  };
  expect(tend(9)).toEqual(["success", "stable", 10]);
  expect(tend(8)).toEqual(["failure", "dying", 10]);
});

test("[R20] any healing wakes the fallen, who still lie on the ground", () => {
  const step = fightOf([hero("mira"), hero("ode"), foe("wolf")]).script(3, 4);
  wound(step, "mira", 12);
  step.rules.heal(step, "mira", { dice: "2d4+2", segments: 0, source: "a potion" });
  expect(step.vitals("mira")).toMatchObject({ hp: 9, state: "up" });
  expect(step.conditions("mira")).toEqual(["prone"]);
  expect(step.of("creature_fell").at(-1)?.fate).toBe("up");
});

test("[R21] outside a fight a companion tends the fallen", () => {
  const step = new ScriptedStep(tableOf([hero("mira"), hero("ode")]));
  wound(step, "mira", 15);
  expect(step.vitals("mira")).toMatchObject({ hp: 1, state: "up" });
  expect(step.conditions("mira")).toEqual([]);
  expect(step.tickets).toEqual([]);
});

test("[R21] one who falls alone rolls until it is decided", () => {
  const lives = new ScriptedStep(tableOf([hero("mira")])).script(10, 4, 15, 11);
  wound(lives, "mira", 15);
  expect(lives.vitals("mira")).toMatchObject({ hp: 1, state: "up" });
  const dies = new ScriptedStep(tableOf([hero("mira")])).script(10, 1, 9);
  wound(dies, "mira", 15);
  expect(dies.vitals("mira").state).toBe("dead");
});

test("[R22] when a fight is over the fallen come round and the dead do not", () => {
  const dead = hero("zed", { vitals: { hp: 0, state: "dead" } });
  const step = fightOf([
    hero("ode"),
    hero("mira", { vitals: dying }),
    foe("wolf", { vitals: { hp: 0, state: "dead" } }),
  ]);
  step.state = {
    ...step.state,
    public: { ...step.state.public, creatures: { ...step.state.public.creatures, zed: dead } },
  };
  step.rules.endEncounter(step);
  expect(step.vitals("mira")).toMatchObject({ hp: 1, state: "up" });
  expect(step.vitals("zed").state).toBe("dead");
});

test("[R36] whoever falls lets go", () => {
  const step = fightOf([hero("mira"), foe("wolf"), foe("bear", { sheet: d20Sheet({ hpMax: 40 }) })]);
  step.rules.afflict(step, "mira", { condition: "grappled", until: "removed", source: "Wolf" });
  wound(step, "wolf", 50);
  expect(step.conditions("mira")).toEqual([]);
});
