import type { Creature } from "../../contracts/creatures.ts";
import type { CampaignState } from "../state.ts";

/** The numbers of a hero's sheet that a formula may name: `@str`, `@prof`, `@level`; under Embers the traits. */
export function variablesOf(state: CampaignState, creatureId: string | null): Readonly<Record<string, number>> {
  const creature = creatureId === null ? undefined : state.public.creatures[creatureId];
  return creature === undefined ? {} : sheetVariables(creature);
}

function sheetVariables({ sheet }: Creature): Readonly<Record<string, number>> {
  if (sheet.ruleset === "embers") return { ...sheet.traits };
  const modifiers = Object.fromEntries(
    Object.entries(sheet.abilities).map(([ability, score]) => [ability, Math.floor((score - 10) / 2)]),
  );
  return { ...modifiers, level: sheet.level, prof: 2 + Math.floor((sheet.level - 1) / 4) };
}
