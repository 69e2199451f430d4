import { expect, test } from "vitest";
import type { CharacterDraft } from "../../../contracts/creatures.ts";
import type { D20Sheet } from "../../../contracts/rules.ts";
import { d20Sheet, embersSheet, foe, hero, ScriptedStep, SWORD, tableOf } from "../../../testkit/rules-table.ts";
import { faultOf } from "./character.ts";
import { patchCreature } from "./creatures.ts";

const POINT_BUY = { str: 17, dex: 14, con: 14, int: 8, wis: 12, cha: 10 };

function draft(more: Partial<D20Sheet> = {}): CharacterDraft {
  const { look } = hero("mira");
  return {
    name: "Mira",
    pronoun: "she",
    blurb: "",
    look,
    sheet: d20Sheet({ abilities: POINT_BUY, ...more }),
    items: [],
    coinCopper: 500,
  };
}

test("[R44] a hero that points and tables could have made is welcome", () => {
  expect(faultOf(draft())).toBeNull();
  expect(faultOf(draft({ level: 3, hpMax: 12 + 8 + 8, armor: { base: 16, dexCap: null, shield: true } }))).toBeNull();
});

test.for<[string, Partial<D20Sheet>]>([
  ["too able", { abilities: { str: 18, dex: 18, con: 18, int: 18, wis: 18, cha: 18 } }],
  ["one score beyond what can be raised", { abilities: { ...POINT_BUY, str: 18 } }],
  ["too seasoned", { level: 20 }],
  ["too tough", { hpMax: 60 }],
  ["unheard-of armour", { armor: { base: 25, dexCap: 10, shield: true } }],
  ["too fast", { speedFeet: 120 }],
  ["too many saves", { saves: ["str", "dex", "con"] }],
  ["expert in what they do not know", { expertise: ["arcana"] }],
  ["immune", { immunities: ["fire"] }],
  ["a monster's blow", { attacks: [{ ...SWORD, damage: "10d12" }] }],
  ["a magic sword", { attacks: [{ ...SWORD, bonus: 3 }] }],
  ["a foe's worth", { xpValue: 100 }],
])("[R44] refused: %s", ([, more]) => {
  expect(faultOf(draft(more))).toMatchObject({ slug: "character-invalid" });
});

test("[R44] a hero of other rules does not sit down here", () => {
  expect(faultOf({ ...draft(), sheet: embersSheet() })).toMatchObject({ slug: "character-invalid" });
});

test("[R45] a patch is bounded, and means the same in the fold of the log", () => {
  const dying = {
    ...hero("mira", { vitals: { hp: 0, state: "dying" } }),
    conditions: [{ condition: "unconscious", source: "0 hit points", until: "removed" } as const],
  };
  for (const [creature, field, value] of [
    [hero("mira"), "hp", 5],
    [hero("mira"), "hp", 900],
    [hero("mira"), "hp", 0],
    [dying, "hp", 4],
    [hero("mira"), "tempHp", 7],
    [hero("mira"), "xp", 300],
    [hero("mira"), "coinCopper", 12],
    [hero("mira"), "name", "Mira the Bold"],
  ] as const) {
    const patched = patchCreature(creature, field, value);
    const after = field === "hp" ? (patched?.vitals.ruleset === "d20" ? patched.vitals.hp : -1) : value;
    const step = new ScriptedStep(tableOf([creature]));
    step.emit("state_patch_applied", {
      memberId: creature.ownerId ?? ("" as never),
      creatureId: "mira",
      field,
      before: 0,
      after,
      reason: "a slip",
    });
    expect(step.creature("mira")).toEqual(patched);
  }
  expect(patchCreature(hero("mira"), "harm", 3)).toBeNull();
  expect(patchCreature(hero("mira"), "hp", -1)).toBeNull();
});

test("[R15] a foe of the adventure steps in whole", () => {
  const { pronoun, blurb, look } = foe("wolf");
  const script = {
    id: "wolf",
    name: "Wolf",
    aliases: [],
    pronoun,
    look,
    blurb,
    d20: d20Sheet({ hpMax: 11 }),
    manner: "",
    strikes: [],
    misses: [],
    falls: [],
  };
  const step = new ScriptedStep(tableOf([]));
  expect(step.rules.foe(script, "wolf-2", "Wolf 2")).toMatchObject({
    id: "wolf-2",
    kind: "foe",
    name: "Wolf 2",
    vitals: { hp: 11, state: "up" },
    ownerId: null,
  });
});
