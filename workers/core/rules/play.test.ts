import fc from "fast-check";
import { expect, test } from "vitest";
import { CampaignEvent } from "../../contracts/events.ts";
import { ProblemSlug } from "../../contracts/problems.ts";
import { Ability, Condition, DamageType, type Ruleset, Skill, Trait } from "../../contracts/rules.ts";
import { d20Tools, embersTools, type ToolCall } from "../../contracts/tools.ts";
import { d20Sheet, embersSheet, foe, hero, ScriptedStep, SWORD, tableOf } from "../../testkit/rules-table.ts";
import type { Affliction } from "./ruleset.ts";

const HEROES = ["mira", "ode"];
const FOES = ["wolf", "bear"];

const anyone = fc.constantFrom(...HEROES, ...FOES, "nobody");
const skill = fc.constantFrom(...Skill.options);
const ability = fc.constantFrom(...Ability.options);
const trait = fc.constantFrom(...Trait.options);
const difficulty = fc.constantFrom("easy", "medium", "hard", "very-hard");
const purpose = fc.string({ minLength: 1, maxLength: 120 });
const reasons = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 4 });
const advantage = fc.record({ for: reasons, against: reasons });

const args: Record<string, fc.Arbitrary<object>> = {
  ability_check: fc.record({ creatureId: anyone, ability, skill, difficulty, advantage, purpose }),
  passive_check: fc.record({ creatureId: anyone, skill, difficulty, purpose }),
  group_check: fc.record({ ability, skill, difficulty, purpose }),
  contest: fc.record({ creatureId: anyone, skill, againstId: anyone, againstSkill: skill, purpose }),
  saving_throw: fc.record({ creatureId: anyone, ability, difficulty, purpose }),
  attack: fc.record({
    attackerId: anyone,
    targetId: anyone,
    attackId: fc.constantFrom("sword", "bow", "venom"),
    advantage,
  }),
  take_action: fc.record({
    creatureId: anyone,
    action: fc.constantFrom("dash", "disengage", "dodge", "help", "hide", "stabilise", "stand-up"),
    targetId: fc.option(anyone),
  }),
  escape: fc.record({ creatureId: anyone, from: fc.constantFrom("grappled", "restrained"), skill }),
  death_save: fc.record({ creatureId: anyone }),
  end_turn: fc.record({ creatureId: anyone }),
  short_rest: fc.record({ hitDice: fc.integer({ min: 0, max: 20 }) }),
  long_rest: fc.constant({}),
  trait_roll: fc.record({ creatureId: anyone, trait, purpose }),
  strike: fc.record({ creatureId: anyone, targetId: anyone, trait }),
  take_breath: fc.constant({}),
};

const anyCall = (tools: object) =>
  fc.oneof(
    ...Object.keys(tools).map((tool) =>
      (args[tool] ?? fc.constant({})).map((given) => ({ call: { tool, args: given } as ToolCall })),
    ),
  );

const until = fc.oneof(
  fc.constantFrom("removed" as const, "encounter-end" as const, "rest" as const),
  fc.record({ rounds: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ save: ability, dc: fc.integer({ min: 5, max: 20 }) }),
);
const anyAffliction: fc.Arbitrary<{ whom: string; affliction: Affliction }> = fc.record({
  whom: anyone,
  affliction: fc.record({
    condition: fc.constantFrom(...Condition.options),
    until,
    source: fc.constantFrom("Wolf", "Mira", "a spell"),
  }),
});
const anyBlast = fc.record({
  blast: fc.record({
    dice: fc.constantFrom("1d6", "8d6", "2d4-3"),
    type: fc.constantFrom(...DamageType.options),
    segments: fc.integer({ min: 0, max: 4 }),
    source: fc.constant("A blast"),
    save: fc.option(fc.record({ ability, dc: fc.integer({ min: 5, max: 20 }) }), { nil: undefined }),
  }),
});
/** Whoever is active ends their move: without it random calls seldom get anywhere. */
const passes = fc.constant({ pass: true as const });

type Deed =
  | { call: ToolCall }
  | { whom: string; affliction: Affliction }
  | { blast: Parameters<ScriptedStep["rules"]["harmAll"]>[2] }
  | { pass: true };

function table(ruleset: Ruleset, faces: (sides: number) => number): ScriptedStep {
  const venom = {
    ...SWORD,
    id: "venom",
    damage: "2d6",
    extra: [{ dice: "1d4", type: "poison" as const }],
    onHit: { condition: "grappled" as const, until: { rounds: 2 } },
  };
  const sheet = (hpMax: number) =>
    ruleset === "d20" ? d20Sheet({ hpMax, attacks: [SWORD, venom], xpValue: 25 }) : embersSheet({ bite: 2 });
  const step = new ScriptedStep(
    tableOf(
      HEROES.map((id) => hero(id, { sheet: sheet(14) })),
      { ruleset },
    ),
    faces,
  );
  step.rules.startEncounter(
    step,
    { id: "brawl", title: "A brawl" },
    FOES.map((id) => foe(id, { sheet: sheet(20) })),
  );
  return step;
}

function perform(step: ScriptedStep, deed: Deed): void {
  const before = step.facts.length;
  if ("affliction" in deed) step.rules.afflict(step, deed.whom, deed.affliction);
  else if ("blast" in deed) step.rules.harmAll(step, [...HEROES, ...FOES], deed.blast);
  else {
    const active = step.state.public.encounter?.activeId ?? "mira";
    const call: ToolCall = "pass" in deed ? { tool: "end_turn", args: { creatureId: active } } : deed.call;
    const outcome = step.run(call);
    if (!outcome.ok) {
      expect(ProblemSlug.options).toContain(outcome.refusal.slug);
      expect(step.facts).toHaveLength(before);
    }
  }
  if (step.state.public.encounter === null) return;
  const verdict = step.rules.verdict(step.state);
  if (verdict === null) return;
  step.rules.endEncounter(step);
  step.emit("encounter_ended", { encounterId: "brawl", outcome: verdict });
}

function expectSound(step: ScriptedStep): void {
  for (const { kind, sheet, vitals, conditions } of Object.values(step.state.public.creatures)) {
    expect(new Set(conditions.map(({ condition }) => condition)).size).toBe(conditions.length);
    if (vitals.ruleset === "embers" || sheet.ruleset === "embers") continue;
    expect(vitals.hp > 0).toBe(vitals.state === "up");
    expect(vitals.hp).toBeLessThanOrEqual(sheet.hpMax);
    if (kind === "foe") expect(["up", "dead"]).toContain(vitals.state);
    if (step.state.public.encounter === null) expect(["up", "dead"]).toContain(vitals.state);
  }
  const { encounter } = step.state.public;
  if (encounter?.ordered === true)
    expect(encounter.combatants.map(({ creatureId }) => creatureId)).toContain(encounter.activeId);
}

test.for([
  ["d20", d20Tools],
  ["embers", embersTools],
] as const)("[R42] under %s any evening leaves a sound table and a log the contracts can read", ([ruleset, tools]) => {
  const deeds = fc.array<Deed>(
    fc.oneof(
      { weight: 6, arbitrary: anyCall(tools) },
      { weight: 1, arbitrary: anyAffliction },
      { weight: 1, arbitrary: anyBlast },
      { weight: 4, arbitrary: passes },
    ),
    {
      maxLength: 25,
    },
  );
  const seeds = fc.integer({ min: 1, max: 2 ** 30 });
  fc.assert(
    fc.property(deeds, seeds, (list, seed) => {
      let word = seed;
      const step = table(ruleset, (sides) => {
        word = (word * 48_271) % 2_147_483_647;
        return (word % sides) + 1;
      });
      for (const deed of list) {
        perform(step, deed);
        expectSound(step);
      }
      for (const fact of step.facts) {
        const read = CampaignEvent.safeParse(fact);
        expect(read.success, JSON.stringify(fact)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});
