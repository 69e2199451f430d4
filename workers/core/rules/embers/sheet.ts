import type { Creature, EmbersVitals } from "../../../contracts/creatures.ts";
import type { Ability, EmbersSheet, Trait } from "../../../contracts/rules.ts";
import type { CampaignState } from "../../state.ts";
import { creatureOf, fightersOf, partyOf } from "../roster.ts";

/** A creature with a harm clock. */
export type EmbersCreature = Creature & { readonly sheet: EmbersSheet; readonly vitals: EmbersVitals };

export const TRAIT_NAME: Readonly<Record<Trait, string>> = {
  blaze: "Blaze",
  smoke: "Smoke",
  stone: "Stone",
  spark: "Spark",
  hearth: "Hearth",
};

/** Which trait stands in where an adventure speaks of an ability. */
export const TRAIT_OF: Readonly<Record<Ability, Trait>> = {
  str: "blaze",
  dex: "smoke",
  con: "stone",
  int: "spark",
  wis: "spark",
  cha: "hearth",
};

export function isEmbers(creature: Creature): creature is EmbersCreature {
  return creature.sheet.ruleset === "embers" && creature.vitals.ruleset === "embers";
}

export function embersCreature(state: CampaignState, id: string): EmbersCreature | null {
  const creature = creatureOf(state, id);
  return creature !== null && isEmbers(creature) ? creature : null;
}

export function embersParty(state: CampaignState): EmbersCreature[] {
  return partyOf(state).filter(isEmbers);
}

export function embersFighters(state: CampaignState): EmbersCreature[] {
  return fightersOf(state).filter(isEmbers);
}

export function isUp({ vitals }: EmbersCreature): boolean {
  return vitals.state === "up";
}
