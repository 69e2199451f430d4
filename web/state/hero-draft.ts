import type { z } from "zod";
import type { CharacterDraft, PortraitLook, Pronoun } from "../../workers/contracts/creatures.ts";
import type { Making } from "../../workers/contracts/making.ts";
import type { Ruleset, Sheet } from "../../workers/contracts/rules.ts";

export type { Making };

type Calling = Making["callings"][number];
type People = Making["peoples"][number];
/** What somebody chooses about a face. Absent means as the calling comes. */
export type LookChoice = Partial<Pick<PortraitLook, "build" | "hair" | "skin" | "age" | "garb" | "mark" | "accent">>;

/** Everything a person decides; the rest follows. */
export interface HeroChoices {
  readonly callingId: string;
  readonly peopleId: string;
  readonly name: string;
  readonly pronoun: z.infer<typeof Pronoun>;
  readonly blurb: string;
  readonly seed: string;
  readonly look: LookChoice;
}

type Pick1 = <T>(list: readonly T[]) => T | undefined;

/** A whole hero out of the air, so that every field is a change and none a blank. */
export function inventHero(making: Making, random: () => number, callingId?: string): HeroChoices {
  const pick: Pick1 = (list) => list[Math.floor(random() * list.length)];
  const calling = making.callings.find(({ id }) => id === callingId) ?? pick(making.callings);
  const people = pick(making.peoples);
  const pronoun = pick(["she", "he", "they"] as const) ?? "they";
  const name = people === undefined ? "" : inventName(people, random);
  return {
    callingId: calling?.id ?? "",
    peopleId: people?.id ?? "",
    name,
    pronoun,
    blurb: reasonFor(making, name, random),
    seed: `hero-${Math.floor(random() * 1e9).toString(36)}`,
    look: inventLook(making, people, random),
  };
}

export function inventName({ names, surnames }: People, random: () => number): string {
  const at = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  return `${at(names)} ${at(surnames)}`.trim().slice(0, 40);
}

/** Why they are here, in one line. */
export function reasonFor(making: Making, name: string, random: () => number): string {
  const reason = making.reasons[Math.floor(random() * making.reasons.length)] ?? "";
  return reason.replaceAll("{name}", name.split(" ")[0] || "They").slice(0, 300);
}

/** A face at random. The calling's clothes stay, because they say what somebody does. */
export function inventLook(making: Making, people: People | undefined, random: () => number): LookChoice {
  const at = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const { looks } = making;
  return {
    build: at(looks.builds) as LookChoice["build"],
    age: at(looks.ages) as LookChoice["age"],
    hair: at(looks.hair),
    mark: at(looks.marks) as LookChoice["mark"],
    accent: at(looks.accents)?.colour,
    skin: at(people?.skins ?? []),
  };
}

/** The look as it will be drawn. */
export function lookOf(making: Making, choices: HeroChoices): PortraitLook | null {
  const { calling, people } = chosen(making, choices);
  if (calling === undefined || people === undefined) return null;
  const skin = people.skins.includes(choices.look.skin ?? -1) ? choices.look.skin : people.skins[0];
  // What was not chosen stays as the calling has it.
  const own = Object.fromEntries(Object.entries(choices.look).filter(([, value]) => value !== undefined));
  return { ...calling.look, ...own, skin, kind: people.kind, seed: choices.seed };
}

/** The character written down, as the table wants it; null while something is missing. */
export function draftOf(making: Making, choices: HeroChoices, ruleset: Ruleset): CharacterDraft | null {
  const { calling, people } = chosen(making, choices);
  const look = lookOf(making, choices);
  const name = choices.name.trim();
  if (calling === undefined || people === undefined || look === null || name === "") return null;
  return {
    name,
    pronoun: choices.pronoun,
    blurb: choices.blurb.trim(),
    look,
    sheet: sheetOf(calling, people, ruleset),
    items: calling.items,
    coinCopper: calling.coinCopper,
  };
}

function sheetOf(calling: Calling, people: People, ruleset: Ruleset): Sheet {
  if (ruleset === "embers") return { ...calling.embers, features: [...calling.embers.features, people.feature] };
  const { d20 } = calling;
  const born = people.resistance === undefined ? [] : [people.resistance];
  const resistances = [...new Set([...d20.resistances, ...born])];
  return { ...d20, people: people.name, features: [...d20.features, people.feature], resistances };
}

function chosen(making: Making, { callingId, peopleId }: HeroChoices) {
  return {
    calling: making.callings.find(({ id }) => id === callingId),
    people: making.peoples.find(({ id }) => id === peopleId),
  };
}
