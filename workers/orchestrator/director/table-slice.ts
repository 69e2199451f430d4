import type { Creature } from "../../contracts/creatures.ts";
import type { Boundary } from "../../contracts/dm.ts";
import { heroesPresent, scriptedFoe } from "../../core/script/lookup.ts";
import type { CampaignState, TurnState } from "../../core/state.ts";
import type { PartDraft } from "../prompt/fit-parts.ts";
import { cleanLine, type Fence } from "../prompt/untrusted.ts";

const ITEMS_MAX = 24;
const JOURNAL_MAX = 24;

/** What the people at this table have agreed on: whom it is fit for, how it is told, rules of their own. */
export function tablePart(state: CampaignState, fence: Fence): PartDraft {
  const { dm, settings } = state.public;
  return {
    name: "table",
    head: "## This table",
    entries: [
      `Fit for: ${dm.rating}. Tone: ${dm.tone}. Words of yours that players read are in the language "${dm.language}". Turns: ${settings.turnMode}.`,
      ...(dm.houseRules === ""
        ? []
        : [`The table's own rules. Follow them where a call can:\n${fence.wrap("house-rules", dm.houseRules)}`]),
    ],
  };
}

/** How far it goes at this table. One entry and a part of its own: whatever else is left out, this never is. */
export function boundariesPart({ public: { dm } }: Pick<CampaignState, "public">, fence: Fence): PartDraft {
  return {
    name: "boundaries",
    head: "## Lines and veils\nA line is never crossed: no call may lead to it. Behind a veil it may happen, but is never shown.",
    entries: dm.boundaries.length === 0 ? [] : [fence.wrap("boundaries", dm.boundaries.map(boundaryLine).join("\n"))],
  };
}

function boundaryLine({ kind, tag, text }: Boundary): string {
  return `${kind}: ${[tag ?? "", cleanLine(text, 80)].filter((part) => part !== "").join(", ")}`;
}

/** The heroes with a player, those who act first. Their names and what they carry are players' words. */
export function heroesPart(state: CampaignState, turn: Pick<TurnState, "actions">, fence: Fence): PartDraft {
  const acting = new Set(turn.actions.map(({ creatureId }) => creatureId));
  const heroes = heroesPresent(state);
  const ordered = [...heroes.filter(({ id }) => acting.has(id)), ...heroes.filter(({ id }) => !acting.has(id))];
  const packs = ordered.map((hero) => packLine(hero)).filter((line) => line !== "");
  return {
    name: "heroes",
    head: `## The heroes\n${fence.open("heroes")}`,
    entries: [...ordered.map((hero) => heroLine(hero, acting.has(hero.id))), ...packs],
    tail: fence.close("heroes"),
  };
}

function heroLine(hero: Creature, acts: boolean): string {
  const attacks = hero.sheet.ruleset === "d20" ? hero.sheet.attacks : [];
  return [
    `- hero ${hero.id}${acts ? " (acts now)" : ""}: ${cleanLine(hero.name, 40)} (${hero.pronoun}), ${cleanLine(hero.sheet.calling, 40)}`,
    vitalsOf(hero),
    ...(hero.conditions.length === 0 ? [] : [hero.conditions.map(({ condition }) => condition).join(", ")]),
    ...(attacks.length === 0 ? [] : [`attacks: ${attacks.map(({ id, kind }) => `${id} (${kind})`).join(", ")}`]),
  ].join("; ");
}

/** A pack on a line of its own, so that a small model may do without it. */
function packLine({ id, items }: Creature): string {
  const shown = items
    .slice(0, ITEMS_MAX)
    .map(
      ({ item, quantity, equipped }) =>
        `${item.id}${quantity > 1 ? ` ×${quantity}` : ""}${equipped ? " (in hand)" : ""} = ${cleanLine(item.name, 60)}`,
    );
  return shown.length === 0 ? "" : `- pack of ${id}: ${shown.join(", ")}${items.length > ITEMS_MAX ? ", …" : ""}`;
}

export function vitalsOf({ vitals, sheet }: Creature): string {
  if (vitals.ruleset === "embers")
    return `${vitals.state}, harm ${vitals.harm} of ${sheet.ruleset === "embers" ? sheet.harmMax : 6}`;
  return `${vitals.state}, ${vitals.hp} of ${sheet.ruleset === "d20" ? sheet.hpMax : vitals.hp} hit points`;
}

/** Who fights, in order, and how each foe goes about it. */
export function fightPart(state: CampaignState): PartDraft {
  const { encounter, creatures } = state.public;
  if (encounter === null) return { name: "fight", entries: [] };
  const active = encounter.activeId === null ? "nobody's; all may act" : encounter.activeId;
  return {
    name: "fight",
    head: `## The fight: ${cleanLine(encounter.title, 80)}, round ${encounter.round}. The move is ${active}.`,
    entries: encounter.combatants.flatMap(({ creatureId, budget, stance }) => {
      const creature = creatures[creatureId];
      if (creature === undefined) return [];
      const left = encounter.ordered ? [budget.action ? "action left" : "action used"] : [];
      const facts = [creature.kind, vitalsOf(creature), ...left, ...stance].join(", ");
      return [`- ${creatureId}: ${facts}${creature.kind === "foe" ? foeLine(state, creature) : ""}`];
    }),
  };
}

function foeLine(state: CampaignState, foe: Creature): string {
  const script = scriptedFoe(state, foe.id);
  const attacks = foe.sheet.ruleset === "d20" ? foe.sheet.attacks.map(({ id }) => id).join(", ") : "";
  return [
    ...(script === undefined ? [] : [`; fights so: ${cleanLine(script.manner, 200)}`]),
    ...(attacks === "" ? [] : [`; attacks: ${attacks}`]),
    ...(foe.conditions.length === 0 ? [] : [`; ${foe.conditions.map(({ condition }) => condition).join(", ")}`]),
  ].join("");
}

/** What the party has learned. Facts came out of talk, so they are quoted, not believed. */
export function journalPart(state: CampaignState, fence: Fence): PartDraft {
  return {
    name: "journal",
    head: `## What the party knows\n${fence.open("known")}`,
    entries: state.public.journal
      .slice(-JOURNAL_MAX)
      .map(
        ({ kind, title, text }) =>
          `- ${kind}: ${title === "" ? "" : `${cleanLine(title, 80)}. `}${cleanLine(text, 200)}`,
      ),
    tail: fence.close("known"),
  };
}
