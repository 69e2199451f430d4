import type { Creature } from "../contracts/creatures.ts";
import type { CampaignEvent } from "../contracts/events.ts";
import { type Case, type Deed, ofType } from "./dojo-legal.ts";

/** A vulnerable body takes a blow twice. */
const DAMAGE_TIMES_MAX = 2;
/** What rules do to a body by themselves, beside what a beat says. */
const BY_THE_RULES = new Set(["unconscious", "prone", "exhaustion"]);

/** Wounds, healing, conditions and deaths that no die, rest, item or author has brought about. */
export function bodilyFindings(judged: Case): string[] {
  const { before, after, events, deeds } = judged;
  const inCalls = new Set(deeds.flatMap((deed) => deed.events));
  const loose = { events: events.filter((event) => !inCalls.has(event)), effects: judged.effects, tool: "" };
  const groups = [...deeds.map((deed: Deed) => ({ ...deed, tool: deed.call.tool })), loose];
  return [
    ...groups.flatMap(({ events: own, effects, tool }) => {
      const why = reasonsIn(own, new Set(effects.flatMap((effect) => Object.keys(effect))), tool);
      return own.flatMap((event) => findingOf(event, why));
    }),
    ...unexplained(before.public.creatures, after.public.creatures, events),
  ];
}

interface Reasons {
  readonly healed: number;
  readonly hurt: number;
  readonly rested: boolean;
  readonly fightOver: boolean;
  readonly usedUp: boolean;
  readonly rolled: boolean;
  readonly saved: boolean;
  readonly touched: ReadonlySet<string>;
  readonly authored: ReadonlySet<string>;
  readonly tool: string;
}

function reasonsIn(own: readonly CampaignEvent[], authored: ReadonlySet<string>, tool: string): Reasons {
  const dice = ofType(own, "roll_resolved");
  const tickets = ofType(own, "roll_ticket");
  const sum = (kind: string): number =>
    dice.reduce((total, roll, at) => total + (tickets[at]?.purpose.kind === kind ? Math.max(0, roll.total) : 0), 0);
  return {
    healed: sum("heal"),
    hurt: sum("damage"),
    rested: ofType(own, "rest_taken").length > 0,
    fightOver: ofType(own, "encounter_ended").length > 0,
    usedUp: ofType(own, "item_taken").length > 0,
    rolled: dice.length > 0,
    saved: tickets.some(({ purpose }) => purpose.kind === "death-save"),
    touched: new Set([
      ...ofType(own, "hp_changed").map(({ creatureId }) => creatureId),
      ...ofType(own, "harm_marked").map(({ creatureId }) => creatureId),
      ...ofType(own, "death_save_marked").map(({ creatureId }) => creatureId),
    ]),
    authored,
    tool,
  };
}

function findingOf(event: CampaignEvent, why: Reasons): string[] {
  switch (event.type) {
    case "hp_changed": {
      const { creatureId, delta } = event.payload;
      const healed = delta <= why.healed || why.rested || (delta === 1 && (why.saved || why.rolled || why.fightOver));
      const hurt = -delta <= why.hurt * DAMAGE_TIMES_MAX;
      return (delta > 0 ? healed : hurt) ? [] : [`${creatureId} went by ${delta} hit points without a die`];
    }
    case "harm_marked": {
      const { creatureId, delta } = event.payload;
      const healed = why.usedUp || why.rested || why.fightOver || why.authored.has("heal");
      const hurt = why.rolled || why.authored.has("harm");
      return (delta < 0 ? healed : hurt) ? [] : [`${creatureId} was marked by ${delta} for no reason`];
    }
    case "creature_fell": {
      const { creatureId, fate } = event.payload;
      const tended = fate === "stable" && (why.rolled || why.fightOver);
      return why.touched.has(creatureId) || tended || why.fightOver || why.rested
        ? []
        : [`${creatureId} is ${fate} and nothing has happened to them`];
    }
    case "condition_applied": {
      const { condition } = event.payload.condition;
      const known = BY_THE_RULES.has(condition) || why.authored.has("condition");
      return known ? [] : [`somebody is ${condition} by ${why.tool}`];
    }
    default:
      return [];
  }
}

/** Vitals and conditions move by events of their own and by nothing else. */
function unexplained(
  before: Readonly<Record<string, Creature>>,
  after: Readonly<Record<string, Creature>>,
  events: readonly CampaignEvent[],
): string[] {
  const named = new Set(
    events.flatMap(({ type, payload }) =>
      /^(?:hp_changed|harm_marked|creature_fell|death_save_marked|condition_)/.test(type)
        ? [(payload as { creatureId: string }).creatureId]
        : [],
    ),
  );
  const body = (creature: Creature | undefined): string => JSON.stringify([creature?.vitals, creature?.conditions]);
  return Object.keys(before)
    .filter((id) => after[id] !== undefined && !named.has(id) && body(before[id]) !== body(after[id]))
    .map((id) => `${id} is in another state and no event says why`);
}
