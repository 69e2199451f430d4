import fc from "fast-check";
import { expect, test } from "vitest";
import type { Creature } from "../../../contracts/creatures.ts";
import { Condition } from "../../../contracts/rules.ts";
import { BOW, d20Sheet, fightOf, foe, hero, ScriptedStep, SWORD, tableOf } from "../../../testkit/rules-table.ts";
import { advantageOf } from "./advantage.ts";
import { attackReasons, checkReasons, isIncapacitated, saveFailsBy, saveReasons, speedOf } from "./conditions.ts";
import { type D20Creature, isD20 } from "./sheet.ts";

function bearing(creature: Creature, ...conditions: readonly Condition[]): D20Creature {
  const afflicted = {
    ...creature,
    conditions: conditions.map((condition) => ({
      condition,
      source: "Wolf",
      until: "removed" as const,
      ...(condition === "exhaustion" ? { level: 2 } : {}),
    })),
  };
  if (!isD20(afflicted)) throw new Error("not of this ruleset");
  return afflicted;
}

/** How a bearer strikes the wolf, and how the wolf strikes the bearer near and far. */
function swings(condition: Condition): readonly [own: string, near: string, far: string] {
  const mira = bearing(hero("mira"), condition);
  const wolf = bearing(foe("wolf"));
  const { state } = fightOf([mira, wolf]);
  return [
    advantageOf(attackReasons(state, mira, wolf, SWORD)),
    advantageOf(attackReasons(state, wolf, mira, SWORD)),
    advantageOf(attackReasons(state, wolf, mira, BOW)),
  ];
}

const ATTACKS: Record<Condition, readonly [string, string, string]> = {
  blinded: ["disadvantage", "advantage", "advantage"],
  charmed: ["none", "none", "none"],
  deafened: ["none", "none", "none"],
  exhaustion: ["none", "none", "none"],
  frightened: ["disadvantage", "none", "none"],
  grappled: ["none", "none", "none"],
  incapacitated: ["none", "none", "none"],
  invisible: ["advantage", "disadvantage", "disadvantage"],
  paralyzed: ["none", "advantage", "advantage"],
  petrified: ["none", "advantage", "advantage"],
  poisoned: ["disadvantage", "none", "none"],
  prone: ["disadvantage", "advantage", "disadvantage"],
  restrained: ["disadvantage", "advantage", "advantage"],
  stunned: ["none", "advantage", "advantage"],
  unconscious: ["none", "advantage", "advantage"],
};

test.for(Condition.options)("[R23] %s changes attack rolls as the book says", (condition) => {
  expect(swings(condition)).toEqual(ATTACKS[condition]);
});

test("[R23] the grappled fight the grappler well and others badly", () => {
  const mira = bearing(hero("mira"), "grappled");
  const { state } = fightOf([mira, foe("wolf"), foe("bear")]);
  expect(advantageOf(attackReasons(state, mira, bearing(foe("bear")), SWORD))).toBe("disadvantage");
  expect(advantageOf(attackReasons(state, mira, bearing(foe("wolf")), SWORD))).toBe("none");
});

test("[R23] fear ends with its cause, and the charmed do not strike the charmer", () => {
  const mira = bearing(hero("mira"), "frightened");
  const { state } = fightOf([mira, foe("wolf", { vitals: { hp: 0, state: "dead" } }), foe("bear")]);
  expect(advantageOf(attackReasons(state, mira, bearing(foe("bear")), SWORD))).toBe("none");
  const charmed = fightOf([bearing(hero("mira"), "charmed"), foe("wolf"), foe("bear")]);
  const refused = charmed.run({ tool: "attack", args: { attackerId: "mira", targetId: "wolf", attackId: "sword" } });
  expect(refused).toMatchObject({ ok: false, refusal: { slug: "cannot-act", alternatives: ["bear"] } });
});

test("[R23] a blow from near is critical on the paralysed and the unconscious", () => {
  for (const condition of ["paralyzed", "unconscious"] as const) {
    const step = fightOf([hero("mira"), bearing(foe("wolf", { sheet: d20Sheet({ hpMax: 40 }) }), condition)]).script(
      2,
      18,
      3,
      4,
    );
    const blow = step.run({ tool: "attack", args: { attackerId: "mira", targetId: "wolf", attackId: "sword" } });
    expect(blow).toMatchObject({ outcome: "critical", detail: { damage: 9 } });
  }
  const far = fightOf([hero("mira"), bearing(foe("wolf", { sheet: d20Sheet({ hpMax: 40 }) }), "paralyzed")]).script(
    2,
    18,
    3,
  );
  expect(far.run({ tool: "attack", args: { attackerId: "mira", targetId: "wolf", attackId: "bow" } })).toMatchObject({
    outcome: "success",
  });
});

test("[R24] checks suffer from poison and fear, saves from bonds and helplessness", () => {
  const { state } = fightOf([hero("mira"), foe("wolf")]);
  const poor = Condition.options.filter(
    (condition) => checkReasons(state, bearing(hero("mira"), condition)).against.length > 0,
  );
  expect(poor).toEqual(["frightened", "poisoned"]);
  const helpless = Condition.options.filter(
    (condition) => saveFailsBy(bearing(hero("mira"), condition), "dex") !== null,
  );
  expect(helpless).toEqual(["paralyzed", "petrified", "stunned", "unconscious"]);
  expect(saveFailsBy(bearing(hero("mira"), "paralyzed"), "wis")).toBeNull();
  expect(saveReasons(state, bearing(hero("mira"), "restrained"), "dex").against).toEqual(["restrained"]);
});

test("[R24] some conditions stop all movement, some all action", () => {
  const still = Condition.options.filter((condition) => speedOf(bearing(hero("mira"), condition)) === 0);
  expect(still).toEqual(["grappled", "paralyzed", "petrified", "restrained", "unconscious"]);
  const idle = Condition.options.filter((condition) => isIncapacitated(bearing(hero("mira"), condition)));
  expect(idle).toEqual(["incapacitated", "paralyzed", "petrified", "stunned", "unconscious"]);
});

test("[R25] exhaustion weighs on every test and on speed, and the sixth level kills", () => {
  const step = new ScriptedStep(tableOf([hero("mira")])).script(10, 10);
  const tire = () =>
    step.rules.afflict(step, "mira", { condition: "exhaustion", until: "removed", source: "the march" });
  tire();
  tire();
  step.run({ tool: "ability_check", args: { creatureId: "mira", ability: "str", difficulty: "easy", purpose: "row" } });
  step.run({ tool: "saving_throw", args: { creatureId: "mira", ability: "dex", difficulty: "easy", purpose: "jump" } });
  expect(step.tickets.map(({ expression }) => expression)).toEqual(["1d20-2", "1d20-3"]);
  expect(speedOf(bearing(hero("mira"), "exhaustion"))).toBe(20);
  for (let level = 3; level <= 6; level += 1) tire();
  expect(step.vitals("mira").state).toBe("dead");
});

test("[R26] the immune are spared and a condition does not stack", () => {
  const step = new ScriptedStep(tableOf([hero("mira", { sheet: d20Sheet({ conditionImmunities: ["charmed"] }) })]));
  for (const condition of ["charmed", "blinded", "blinded"] as const)
    step.rules.afflict(step, "mira", { condition, until: "rest", source: "a spell" });
  expect(step.conditions("mira")).toEqual(["blinded"]);
});

test("[R26] stone cannot be poisoned", () => {
  const step = new ScriptedStep(tableOf([bearing(hero("mira"), "petrified")]));
  step.rules.afflict(step, "mira", { condition: "poisoned", until: "rest", source: "a dart" });
  expect(step.conditions("mira")).toEqual(["petrified"]);
});

test("[R27] rounds run out at the end of the bearer's moves", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  step.rules.afflict(step, "mira", { condition: "blinded", until: { rounds: 2 }, source: "sand" });
  const pass = () => {
    for (const creatureId of ["mira", "wolf"]) step.run({ tool: "end_turn", args: { creatureId } });
  };
  pass();
  expect(step.conditions("mira")).toEqual(["blinded"]);
  pass();
  expect(step.conditions("mira")).toEqual([]);
});

test("[R27] a save at the end of the move ends what a save can end", () => {
  const step = fightOf([hero("mira"), foe("wolf")]).script(5, 9);
  step.rules.afflict(step, "mira", { condition: "poisoned", until: { save: "con", dc: 13 }, source: "a dart" });
  for (const creatureId of ["mira", "wolf"]) step.run({ tool: "end_turn", args: { creatureId } });
  expect(step.conditions("mira")).toEqual(["poisoned"]);
  step.run({ tool: "end_turn", args: { creatureId: "mira" } });
  expect(step.conditions("mira")).toEqual([]);
});

test("[R27] time outside a fight ends what is counted in rounds and keeps the rest", () => {
  const step = new ScriptedStep(tableOf([hero("mira")]));
  step.rules.afflict(step, "mira", { condition: "blinded", until: { rounds: 5 }, source: "sand" });
  step.rules.afflict(step, "mira", { condition: "poisoned", until: "rest", source: "a mushroom" });
  step.rules.minutesPass(step, 10);
  expect(step.conditions("mira")).toEqual(["poisoned"]);
});

test("[R8] no heap of conditions makes more of a roll than two dice", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...Condition.options)),
      fc.uniqueArray(fc.constantFrom(...Condition.options)),
      (mine, theirs) => {
        const mira = bearing(hero("mira"), ...mine);
        const wolf = bearing(foe("wolf"), ...theirs);
        const reasons = attackReasons(tableOf([mira, wolf]), mira, wolf, SWORD);
        expect(["advantage", "none", "disadvantage"]).toContain(advantageOf(reasons));
      },
    ),
  );
});
