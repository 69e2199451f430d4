import { z } from "zod";
import { HeldItem, PortraitLook } from "./creatures.ts";
import { Slug } from "./ids.ts";
import { Ability, D20Sheet, DamageType, EmbersSheet, Feature, Skill, Trait } from "./rules.ts";

const Words = z.string().min(1).max(300);
const Label = z.string().min(1).max(60);

/** Everything a page needs to make a character in a minute: callings as templates, peoples, names, looks. */
export const Making = z.strictObject({
  callings: z
    .array(
      z.strictObject({
        id: Slug,
        name: Label,
        blurb: Words,
        /** The sheets before a people is chosen; `people` is filled in then. */
        d20: D20Sheet,
        embers: EmbersSheet,
        items: z.array(HeldItem).max(20),
        coinCopper: z.int().min(0).max(100_000),
        look: PortraitLook.omit({ seed: true }),
      }),
    )
    .max(20),
  peoples: z
    .array(
      z.strictObject({
        id: Slug,
        name: Label,
        blurb: Words,
        feature: Feature,
        resistance: DamageType.optional(),
        kind: PortraitLook.shape.kind,
        skins: z.array(z.int().min(0).max(9)).max(10),
        names: z.array(Label).max(60),
        surnames: z.array(Label).max(60),
      }),
    )
    .max(20),
  looks: z.strictObject({
    builds: z.array(Label).max(10),
    ages: z.array(Label).max(10),
    hair: z.array(Label).max(30),
    garbs: z.array(Label).max(20),
    marks: z.array(Label).max(20),
    accents: z.array(z.strictObject({ name: Label, colour: z.string().max(20) })).max(20),
  }),
  /** One-line beginnings for the story of a new hero; `{name}` is theirs. */
  reasons: z.array(Words).max(40),
  abilityNames: z.record(Ability, Label),
  skillNames: z.record(Skill, Label),
  traitNames: z.record(Trait, z.strictObject({ name: Label, of: Words })),
});
export type Making = z.infer<typeof Making>;
