import { grammar } from "../../../content/grammar/index.ts";
import type { EventOf } from "../../../contracts/events.ts";
import { withThe } from "../../../core/naming.ts";
import type { SeenFact, Telling } from "./telling.ts";

/** Wounds, healing, falling, conditions: what happened to somebody's body. */
export function tellBody(telling: Telling, body: SeenFact["body"], group: readonly SeenFact[]): boolean {
  const falls = (id: string): boolean =>
    group.some((each) => each.body.type === "creature_fell" && each.body.payload.creatureId === id);
  switch (body.type) {
    case "hp_changed":
      return tellHp(telling, body.payload);
    case "harm_marked":
      if (body.payload.delta > 0 && falls(body.payload.creatureId)) return true;
      return telling.say(body.payload.delta > 0 ? "harm.marked" : "heal.harm", {
        target: telling.creature(body.payload.creatureId),
        hero: telling.creature(body.payload.creatureId),
      });
    case "creature_fell":
      return tellFall(telling, body.payload, group);
    case "condition_applied": {
      const { creatureId, condition } = body.payload;
      return telling.sayOne(grammar.conditions[condition.condition].on, {
        target: telling.creature(creatureId),
        condition: condition.condition,
      });
    }
    case "condition_removed": {
      const { creatureId, condition } = body.payload;
      if (telling.lane.creatures[creatureId] === undefined || condition === "unconscious") return false;
      return telling.sayOne(grammar.conditions[condition].off, { target: telling.creature(creatureId), condition });
    }
    default:
      return false;
  }
}

function tellHp(telling: Telling, { creatureId, delta, vitals, note }: EventOf<"hp_changed">["payload"]): boolean {
  const target = telling.creature(creatureId);
  const slots = { target, hero: target, n: hitPoints(Math.abs(delta)) };
  if (note !== "none" && note !== "absorbed") telling.sayOne(grammar.damageNotes[note], slots);
  if (delta === 0) return note === "immune";
  const sheet = telling.lane.creatures[creatureId]?.sheet;
  const most = sheet?.ruleset === "d20" ? sheet.hpMax : 0;
  if (delta > 0)
    return (
      (vitals.ruleset === "d20" && most > 0 && vitals.hp >= most && telling.say("heal.full", slots)) ||
      telling.say("heal", slots)
    );
  const share = most > 0 ? -delta / most : 0.3;
  const { graze, solid, savage } = grammar.damage;
  return telling.sayOne(share < 0.2 ? graze : share <= 0.5 ? solid : savage, slots);
}

function hitPoints(amount: number): string {
  return amount === 1 ? "1 hit point" : `${amount} hit points`;
}

function tellFall(
  telling: Telling,
  { creatureId, fate }: EventOf<"creature_fell">["payload"],
  group: readonly SeenFact[],
): boolean {
  const target = telling.creature(creatureId);
  const slots = { target, hero: target };
  const isHero = telling.lane.creatures[creatureId]?.kind === "hero";
  if (!isHero && fate !== "up" && fate !== "stable") {
    const own = group.find(
      ({ body }) =>
        body.type === "beat_told" && body.payload.subject.startsWith("falls:") && body.payload.speaker === creatureId,
    )?.body;
    // Its own last line, where it has one that was not heard before.
    return (
      (own?.type === "beat_told" && telling.memory.isNew(own.payload.text) && telling.authored(own.payload.text)) ||
      telling.say("fall.foe", slots)
    );
  }
  switch (fate) {
    case "dying":
      return telling.say("fall.hero", slots);
    case "dead":
      return telling.say("death.dead", slots);
    case "stable":
      return telling.say("death.stable", slots);
    case "up":
      return telling.say("death.back", slots);
    case "out":
      return telling.say("fall.out", slots);
    default:
      return fate satisfies never;
  }
}

/** Things and coin that change hands, time, rest, clocks, what is learned. */
export function tellGoods(telling: Telling, body: SeenFact["body"], group: readonly SeenFact[]): boolean {
  switch (body.type) {
    case "item_given":
      return tellGift(telling, body.payload, group);
    case "item_taken":
      return tellTaken(telling, body.payload, group);
    case "item_equipped":
      return tellEquipped(telling, body.payload);
    case "coin_changed": {
      const { creatureId, delta } = body.payload;
      if (delta === 0) return false;
      return telling.say(delta > 0 ? "coin.more" : "coin.less", {
        hero: telling.creature(creatureId),
        n: coins(Math.abs(delta)),
      });
    }
    case "clock_advanced":
      return body.payload.tell !== null && telling.authored(body.payload.tell);
    case "time_passed":
      return tellTime(telling, body.payload.minutes, group);
    case "rest_taken":
      return telling.say(`rest.${body.payload.kind}`);
    case "fact_recorded":
      return telling.authored(body.payload.text);
    case "secret_revealed":
      return telling.say("secret", { title: body.payload.title.charAt(0).toLowerCase() + body.payload.title.slice(1) });
    default:
      return false;
  }
}

function tellGift(
  telling: Telling,
  { creatureId, held }: EventOf<"item_given">["payload"],
  group: readonly SeenFact[],
): boolean {
  const hero = telling.creature(creatureId);
  const item = held.quantity > 1 ? `${held.quantity} of ${withThe(held.item.name)}` : withThe(held.item.name);
  const from = group.find(({ body }) => body.type === "item_taken" && body.payload.itemId === held.item.id);
  if (from?.body.type === "item_taken")
    return telling.say("item.pass", { hero: telling.creature(from.body.payload.creatureId), target: hero, item });
  return telling.say("item.get", { hero, item });
}

/** What is used up is told by what it does; what is handed on, by who has it now. */
function tellTaken(
  telling: Telling,
  { creatureId, itemId, reason }: EventOf<"item_taken">["payload"],
  group: readonly SeenFact[],
): boolean {
  if (reason !== "used up" || group.some(({ body }) => body.type === "item_given")) return false;
  const hero = telling.creature(creatureId);
  const healing = group.find(({ body }) => body.type === "roll_ticket" && body.payload.purpose.kind === "heal");
  const source = group.flatMap(({ body }) =>
    body.type === "hp_changed" || body.type === "harm_marked" ? [body.payload.source] : [],
  )[0];
  const name = source ?? (healing === undefined ? itemId.replaceAll("-", " ") : null);
  return name !== null && telling.say("item.use", { hero, item: withThe(name) });
}

function tellEquipped(
  telling: Telling,
  { creatureId, itemId, equipped }: EventOf<"item_equipped">["payload"],
): boolean {
  const held = telling.lane.creatures[creatureId]?.items.find(({ item }) => item.id === itemId);
  if (held === undefined) return false;
  return telling.say(equipped ? "item.wield" : "item.stow", {
    hero: telling.creature(creatureId),
    item: withThe(held.item.name),
  });
}

/** A small stretch inside a longer deed goes without saying. */
function tellTime(telling: Telling, minutes: number, group: readonly SeenFact[]): boolean {
  const told = group.some(
    ({ body }) => body.type === "beat_told" && !/^(?:ambience|clock):/.test(body.payload.subject),
  );
  if (minutes === 0 || group.some(({ body }) => body.type === "rest_taken") || (told && minutes < 30)) return false;
  return telling.say("time", { span: span(minutes) });
}

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const SPANS: Readonly<Record<number, string>> = {
  1: "a minute",
  15: "a quarter of an hour",
  20: "a third of an hour",
  30: "half an hour",
  45: "three quarters of an hour",
};

/** A stretch of time in the singular, so that any verb fits: "half an hour", "a good three hours". */
export function span(minutes: number): string {
  if (minutes < 60) return SPANS[minutes] ?? `a matter of ${NUMBERS[minutes] ?? minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "an hour" : `a good ${NUMBERS[hours] ?? hours} hours`;
}

/** Copper as people count it. */
export function coins(copper: number): string {
  const parts = [
    [Math.floor(copper / 100), "gold"],
    [Math.floor((copper % 100) / 10), "silver"],
    [copper % 10, "copper"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, metal]) => `${count} ${metal}`);
  return said.length === 0 ? "nothing" : said.join(" and ");
}
