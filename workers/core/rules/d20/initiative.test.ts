import fc from "fast-check";
import { expect, test } from "vitest";
import type { Creature } from "../../../contracts/creatures.ts";
import { d20Sheet, fightOf, foe, hero, ScriptedStep, tableOf } from "../../../testkit/rules-table.ts";

const agile = (dex: number) => d20Sheet({ abilities: { ...d20Sheet().abilities, dex } });

function begin(heroes: readonly Creature[], foes: readonly Creature[], ...dice: readonly number[]): ScriptedStep {
  const step = new ScriptedStep(tableOf(heroes)).script(...dice);
  step.rules.startEncounter(step, { id: "brawl", title: "A brawl" }, foes);
  return step.script();
}

const order = (step: ScriptedStep) => step.fight.combatants.map(({ creatureId }) => creatureId);
const endTurn = (step: ScriptedStep) => step.run({ tool: "end_turn", args: { creatureId: step.fight.activeId ?? "" } });

test("[R28] initiative is rolled for all in the ledger, and the highest comes up", () => {
  const step = begin([hero("ada"), hero("ben")], [foe("wolf")], 5, 17, 11);
  expect(step.tickets.map(({ purpose }) => purpose.kind)).toEqual(["initiative", "initiative", "initiative"]);
  expect(order(step)).toEqual(["ben", "wolf", "ada"]);
  expect(step.fight).toMatchObject({ activeId: "ben", round: 1, ordered: true });
});

test("[R28] ties go to dexterity, then to heroes, then to the id", () => {
  const step = begin([hero("ada"), hero("ben"), hero("cleo", { sheet: agile(14) })], [foe("aardwolf")], 10, 10, 9, 10);
  expect(order(step)).toEqual(["cleo", "ada", "ben", "aardwolf"]);
});

test("[R28] the helpless roll initiative worse, the unseen better", () => {
  const bound = {
    ...hero("ada"),
    conditions: [{ condition: "incapacitated", source: "a gag", until: "removed" } as const],
  };
  const unseen = {
    ...hero("ben"),
    conditions: [{ condition: "invisible", source: "a ring", until: "removed" } as const],
  };
  const step = begin([bound, unseen], [foe("wolf")], 15, 3, 4, 18, 9);
  expect(step.tickets.map(({ expression }) => expression)).toEqual(["2d20kl1+1", "2d20kh1+1", "1d20+1"]);
});

test("[R29] in every round everybody alive comes up exactly once", () => {
  const dice = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      dice,
      fc.nat(9),
      (heroes, foes, rolls, victim) => {
        const party = Array.from({ length: heroes }, (_, at) => hero(`hero-${at}`));
        const pack = Array.from({ length: foes }, (_, at) => foe(`foe-${at}`));
        const step = begin(party, pack, ...rolls);
        const everybody = order(step);
        const dead = heroes > 1 && foes > 1 ? everybody[victim % everybody.length] : undefined;
        const round = (expected: readonly string[]) => {
          const seen: string[] = [];
          const now = step.fight.round;
          while (step.fight.round === now) {
            seen.push(step.fight.activeId ?? "");
            endTurn(step);
          }
          expect(seen).toEqual(expected);
        };
        round(everybody);
        if (dead === undefined) return;
        step.emit("creature_fell", {
          creatureId: dead,
          vitals: { ...step.vitals(dead), hp: 0, state: "dead" },
          fate: "dead",
        });
        // The one whose move it is may lie dead, and still has to pass it on.
        if (step.fight.activeId === dead) endTurn(step);
        round(everybody.filter((id) => id !== dead));
        expect(step.fight.round).toBe(3);
      },
    ),
  );
});

test("[R37] whoever cannot act is passed over with their saves made", () => {
  const step = fightOf([hero("mira"), foe("wolf"), hero("ode")]).script(20);
  step.rules.afflict(step, "wolf", { condition: "stunned", until: { save: "con", dc: 12 }, source: "a bell" });
  endTurn(step);
  expect(step.fight.activeId).toBe("ode");
  expect(step.tickets[0]?.purpose.kind).toBe("save");
  expect(step.conditions("wolf")).toEqual([]);
});

test("[R37] the search for somebody able to act ends", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  for (const id of ["mira", "wolf"])
    step.rules.afflict(step, id, { condition: "paralyzed", until: "removed", source: "frost" });
  expect(endTurn(step)).toMatchObject({ ok: true });
});

test("[R37] the dying come up, for their death save, and the stable do not", () => {
  const step = fightOf([
    hero("mira"),
    hero("ben", { vitals: { hp: 0, state: "stable" } }),
    hero("ode", { vitals: { hp: 0, state: "dying" } }),
    foe("wolf"),
  ]);
  endTurn(step);
  expect(step.fight.activeId).toBe("ode");
});

test("[R30] only the one whose move it is can end it", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  expect(step.run({ tool: "end_turn", args: { creatureId: "wolf" } })).toMatchObject({
    ok: false,
    refusal: { slug: "not-their-move", alternatives: ["mira"] },
  });
});

test("[R30] a new move brings a new budget", () => {
  const step = fightOf([hero("mira"), foe("wolf")]);
  step.rules.spendAction(step, "mira", "opens the gate");
  expect(step.fight.combatants[0]?.budget.action).toBe(false);
  endTurn(step);
  endTurn(step);
  expect(step.fight).toMatchObject({ activeId: "mira", round: 2 });
  expect(step.fight.combatants[0]?.budget).toEqual({ action: true, bonus: true, reaction: true, moveFeet: 30 });
});

test("[R38] one side down decides, and a last blow that fells both sides wins", () => {
  const verdict = (heroState: "up" | "dying", foeState: "up" | "dead") => {
    const step = fightOf([
      hero("mira", { vitals: { state: heroState, hp: heroState === "up" ? 5 : 0 } }),
      foe("wolf", { vitals: { state: foeState, hp: foeState === "up" ? 5 : 0 } }),
    ]);
    return step.rules.verdict(step.state);
  };
  expect([verdict("up", "up"), verdict("up", "dead"), verdict("dying", "up"), verdict("dying", "dead")]).toEqual([
    null,
    "won",
    "lost",
    "won",
  ]);
});

test("[R38] a fight won is worth its foes in equal shares, a fight lost nothing", () => {
  const worth = (xpValue: number, state: "up" | "dead") =>
    foe(`wolf-${xpValue}`, { sheet: d20Sheet({ xpValue }), vitals: { hp: state === "up" ? 9 : 0, state } });
  const won = fightOf([hero("mira"), hero("ode"), worth(50, "dead"), worth(25, "dead")]);
  won.rules.endEncounter(won);
  expect(won.of("xp_awarded")).toEqual([{ creatureIds: ["mira", "ode"], each: 37, reason: "A brawl" }]);
  const fled = fightOf([hero("mira"), worth(50, "up")]);
  fled.rules.endEncounter(fled);
  expect(fled.of("xp_awarded")).toEqual([]);
});

test("[R43] a hero may act when up, able and, in a fight, on the move", () => {
  const step = fightOf([hero("mira"), hero("ode"), hero("zed", { vitals: { hp: 0, state: "dying" } }), foe("wolf")]);
  const slug = (id: string) => step.rules.mayAct(step.state, id)?.slug ?? null;
  expect([slug("mira"), slug("ode"), slug("zed"), slug("nobody")]).toEqual([
    null,
    "not-your-turn",
    "cannot-act",
    "no-seat",
  ]);
  step.rules.afflict(step, "mira", { condition: "stunned", until: "encounter-end", source: "a bell" });
  expect(slug("mira")).toBe("cannot-act");
});
