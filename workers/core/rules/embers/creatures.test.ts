import { expect, test } from "vitest";
import type { CharacterDraft } from "../../../contracts/creatures.ts";
import { EmbersSheet } from "../../../contracts/rules.ts";
import { d20Sheet, embersSheet, foe, hero, ScriptedStep, SWORD, tableOf } from "../../../testkit/rules-table.ts";
import { faultOf, foeOf, patchCreature } from "./creatures.ts";

function script(d20 = d20Sheet()) {
  const { pronoun, blurb, look } = foe("ogre");
  return {
    id: "ogre",
    name: "Ogre",
    aliases: [],
    pronoun,
    look,
    blurb,
    d20,
    manner: "",
    strikes: [],
    misses: [],
    falls: [],
  };
}

test("[R70] a foe written only for d20 is translated, and its own sheet wins", () => {
  const ogre = d20Sheet({
    hpMax: 45,
    abilities: { ...d20Sheet().abilities, str: 20 },
    attacks: [{ ...SWORD, damage: "2d8" }],
  });
  const { sheet, vitals } = foeOf(script(ogre), "ogre", "Ogre");
  expect(EmbersSheet.parse(sheet)).toMatchObject({ harmMax: 8, bite: 2, traits: { blaze: 3 } });
  expect(vitals).toEqual({ ruleset: "embers", harm: 0, state: "up" });
  expect(foeOf(script(d20Sheet({ hpMax: 7 })), "rat", "Rat").sheet).toMatchObject({ harmMax: 2, bite: 1 });
  const own = embersSheet({ harmMax: 6, bite: 3 });
  expect(foeOf({ ...script(ogre), embers: own }, "ogre", "Ogre").sheet).toEqual(own);
});

test("[R71] a made hero has the five traits of a hero and no teeth", () => {
  const { look } = hero("mira");
  const draft = (more: Parameters<typeof embersSheet>[0] = {}): CharacterDraft => ({
    name: "Mira",
    pronoun: "she",
    blurb: "",
    look,
    sheet: embersSheet(more),
    items: [],
    coinCopper: 100,
  });
  expect(faultOf(draft())).toBeNull();
  for (const more of [{ traits: { ...embersSheet().traits, smoke: 2 } }, { harmMax: 9 }, { bite: 1 }])
    expect(faultOf(draft(more))).toMatchObject({ slug: "character-invalid" });
  expect(faultOf({ ...draft(), sheet: d20Sheet() })).toMatchObject({ slug: "character-invalid" });
});

test("[R45] a patch of the harm clock is bounded, and means the same in the fold of the log", () => {
  const mira = hero("mira", { sheet: embersSheet({ harmMax: 5 }) });
  for (const value of [0, 3, 5, 12]) {
    const patched = patchCreature(mira, "harm", value);
    const after = Math.min(5, value);
    const step = new ScriptedStep(tableOf([mira], { ruleset: "embers" }));
    step.emit("state_patch_applied", {
      memberId: mira.ownerId ?? ("" as never),
      creatureId: "mira",
      field: "harm",
      before: 0,
      after,
      reason: "a slip",
    });
    expect(step.creature("mira")).toEqual(patched);
  }
  expect(patchCreature(mira, "hp", 3)).toBeNull();
});
