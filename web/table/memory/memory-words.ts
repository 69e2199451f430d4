import type { CardView, EntityKind, FactView } from "../../../workers/contracts/memory.ts";
import type { IconName } from "../../parts/icons/icon-paths.ts";

/** What kind of thing is remembered, in a word or two. */
export const FACT_KINDS: Record<FactView["kind"], string> = {
  happened: "It happened",
  holds: "Who has what",
  knows: "Who knows what",
  promised: "A promise",
  place: "A place",
  person: "A person",
  ruling: "A ruling",
  told: "It was told",
  note: "A note",
};

export const ENTITY_KINDS: Record<EntityKind, { one: string; many: string; icon: IconName }> = {
  person: { one: "Person", many: "People", icon: "person" },
  place: { one: "Place", many: "Places", icon: "map" },
  thing: { one: "Thing", many: "Things", icon: "bag" },
  faction: { one: "Faction", many: "Factions", icon: "flag" },
  quest: { one: "Quest", many: "Quests", icon: "key" },
};

/** The first words of a card, or what is known of somebody nobody has written about. */
export function cardLine({ text, facts }: Pick<CardView, "text" | "facts">): string {
  if (text !== "") return text.split("\n")[0] ?? "";
  return facts.length === 0
    ? "Nothing is known yet."
    : `${facts.length === 1 ? "One thing" : `${facts.length} things`} from play`;
}

/** Who reads a card that is kept from players, and what they read instead. */
export const screenWords = ({ openToo }: Pick<CardView, "openToo">): string =>
  openToo === true ? "Behind the screen; players see another card" : "Behind the screen";

const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** The day of an evening as people name it. */
export function dayOf(at: number): string {
  return day.format(at);
}
