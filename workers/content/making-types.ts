import type { PortraitLook } from "../contracts/creatures.ts";
import type { Ability, D20Sheet, EmbersSheet, Feature, Skill, Trait } from "../contracts/rules.ts";

/** A calling as a template: choose it, and the sheet is nearly written. */
export interface Calling {
  readonly id: string;
  readonly name: string;
  readonly blurb: string;
  /** The sheet before a people is chosen; `people` is filled in then. */
  readonly d20: D20Sheet;
  readonly embers: EmbersSheet;
  readonly items: readonly { readonly item: string; readonly quantity: number; readonly equipped: boolean }[];
  readonly coinCopper: number;
  readonly look: Omit<PortraitLook, "seed">;
}

/** A people: a way of having been brought up, and one small thing that comes with it. */
export interface People {
  readonly id: string;
  readonly name: string;
  readonly blurb: string;
  readonly feature: Feature;
  readonly resistance?: D20Sheet["resistances"][number];
  readonly kind: PortraitLook["kind"];
  readonly skins: readonly number[];
  readonly names: readonly string[];
  readonly surnames: readonly string[];
}

export interface LookChoices {
  readonly builds: readonly NonNullable<PortraitLook["build"]>[];
  readonly ages: readonly NonNullable<PortraitLook["age"]>[];
  readonly hair: readonly string[];
  readonly garbs: readonly NonNullable<PortraitLook["garb"]>[];
  readonly marks: readonly NonNullable<PortraitLook["mark"]>[];
  readonly accents: readonly { readonly name: string; readonly colour: string }[];
}

/** Everything needed to make a character in a minute, as data. */
export interface Making {
  readonly callings: readonly Calling[];
  readonly peoples: readonly People[];
  readonly looks: LookChoices;
  /** One-line beginnings for the story of a new hero; `{name}` is theirs. */
  readonly reasons: readonly string[];
  readonly abilityNames: Readonly<Record<Ability, string>>;
  readonly skillNames: Readonly<Record<Skill, string>>;
  readonly traitNames: Readonly<Record<Trait, { readonly name: string; readonly of: string }>>;
}
