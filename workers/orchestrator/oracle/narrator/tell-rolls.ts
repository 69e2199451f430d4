import type { EventOf, RollOutcome } from "../../../contracts/events.ts";
import { withThe } from "../language/naming.ts";
import type { Occasion, SeenFact, Telling } from "./telling.ts";

type Ticket = EventOf<"roll_ticket">["payload"];

/** One roll with the difficulty it was thrown against. */
export interface Roll {
  readonly ticket: Ticket;
  readonly outcome: RollOutcome;
}

export function passed(outcome: RollOutcome): boolean {
  return outcome === "success" || outcome === "critical";
}

/** What a roll says that no authored words say. */
export function tellRoll(telling: Telling, roll: Roll, group: readonly SeenFact[]): void {
  const { kind, creatureId, targetId } = roll.ticket.purpose;
  if (kind === "attack" || (kind === "trait" && targetId !== null)) {
    tellBlow(telling, roll, group);
    return;
  }
  const hero = creatureId === null ? telling.actor : telling.creature(creatureId);
  if (hero === null) return;
  if (kind === "death-save") {
    telling.say(passed(roll.outcome) ? "death.success" : "death.failure", { hero });
    return;
  }
  if (kind === "save") {
    telling.say(passed(roll.outcome) ? "save.success" : "save.failure", { hero });
    return;
  }
  if (kind !== "check" && kind !== "trait" && kind !== "contest") return;
  if (
    group.some(
      ({ body }) =>
        body.type === "beat_told" && !/^(?:ambience|clock|strikes|misses|falls):/.test(body.payload.subject),
    )
  )
    return;
  if (group.some(({ body }) => body.type === "combatant_changed" && /hides|tends|breaks free/.test(body.payload.doing)))
    return;
  tellCheck(telling, roll, hero);
}

function tellCheck(telling: Telling, { ticket, outcome }: Roll, hero: ReturnType<Telling["creature"]>): void {
  const label = ticket.purpose.label.toLowerCase();
  const kind = /stealth|smoke/.test(label)
    ? "sneak"
    : /perception|investigation|search|listen/.test(label)
      ? "search"
      : "check";
  if (
    kind !== "check" &&
    telling.say(passed(outcome) || outcome === "partial" ? `${kind}.success` : `${kind}.failure`, { hero })
  )
    return;
  const occasion: Occasion = outcome === "none" ? "check.partial" : `check.${outcome}`;
  if (!telling.say(occasion, { hero })) telling.say(passed(outcome) ? "check.success" : "check.failure", { hero });
}

function tellBlow(telling: Telling, { ticket, outcome }: Roll, group: readonly SeenFact[]): void {
  const { creatureId, targetId, label } = ticket.purpose;
  if (creatureId === null || targetId === null) return;
  const hero = telling.creature(creatureId);
  const target = telling.creature(targetId);
  const weapon = weaponIn(label, hero.name);
  const hit = passed(outcome) || outcome === "partial";
  const foeActs = telling.lane.creatures[creatureId]?.kind === "foe" || label.includes(" of the ");
  const own = group.find(({ body }) => body.type === "beat_told" && /^(?:strikes|misses):/.test(body.payload.subject));
  // A foe's own line tells its blow; the grammar only steps in where that line has been heard.
  if (!(foeActs && own !== undefined && own.body.type === "beat_told" && telling.memory.isNew(own.body.payload.text))) {
    const special: Occasion | null =
      outcome === "critical" ? "hit.critical" : outcome === "fumble" ? "miss.fumble" : null;
    if (special === null || !telling.say(special, { hero, target, weapon }))
      telling.say(hit ? "hit" : "miss", { hero, target, weapon });
  }
}

/** "Shortsword of Wren against Wolf 1" is about a shortsword. */
function weaponIn(label: string, owner: string): string {
  const found = /^(.{2,40}?) of .+ against /.exec(label)?.[1];
  if (found === undefined || /^(?:blaze|smoke|stone|spark|hearth)$/i.test(found)) return `${owner}’s blow`;
  return withThe(found.toLowerCase());
}
