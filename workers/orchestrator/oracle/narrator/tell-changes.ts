import type { EventOf } from "../../../contracts/events.ts";
import { withThe } from "../language/naming.ts";
import { withArticle } from "./slots.ts";
import type { SeenFact, Telling } from "./telling.ts";

/** Wounds, healing, falling, conditions: what happened to somebody's body. */
export function tellBody(telling: Telling, body: SeenFact["body"]): boolean {
  switch (body.type) {
    case "hp_changed":
      return tellHp(telling, body.payload);
    case "harm_marked": {
      const { creatureId, delta } = body.payload;
      return telling.say(delta > 0 ? "damage.harm" : "heal.harm", { target: telling.creature(creatureId) });
    }
    case "creature_fell":
      return tellFall(telling, body.payload);
    case "condition_applied":
      return telling.say("condition.on", {
        target: telling.creature(body.payload.creatureId),
        condition: body.payload.condition.condition,
      });
    case "condition_removed": {
      const creature = telling.lane.creatures[body.payload.creatureId];
      if (creature === undefined || body.payload.condition === "unconscious") return false;
      return telling.say("condition.off", {
        target: telling.creature(body.payload.creatureId),
        condition: body.payload.condition,
      });
    }
    default:
      return false;
  }
}

function tellHp(telling: Telling, { creatureId, delta, note }: EventOf<"hp_changed">["payload"]): boolean {
  const target = telling.creature(creatureId);
  if (delta === 0) return note === "immune" || note === "absorbed";
  return telling.say(delta > 0 ? "heal" : "damage", { target, n: String(Math.abs(delta)) });
}

function tellFall(telling: Telling, { creatureId, fate }: EventOf<"creature_fell">["payload"]): boolean {
  const target = telling.creature(creatureId);
  const foe = telling.lane.creatures[creatureId]?.kind !== "hero";
  if (foe && (fate === "dead" || fate === "out" || fate === "dying")) return telling.say("fall.foe", { target });
  return telling.say(`fall.${fate}`, { target });
}

/** Things and coin that change hands, time, rest, clocks, what is learned. */
export function tellGoods(telling: Telling, body: SeenFact["body"], group: readonly SeenFact[]): boolean {
  switch (body.type) {
    case "item_given":
      return tellGift(telling, body.payload, group);
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
  if (from !== undefined && from.body.type === "item_taken")
    return telling.say("item.pass", { hero: telling.creature(from.body.payload.creatureId), target: hero, item });
  return telling.say("item.get", { hero, item: held.quantity > 1 ? item : withArticle(held.item.name) });
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
    ({ body }) =>
      body.type === "beat_told" &&
      !body.payload.subject.startsWith("ambience:") &&
      !body.payload.subject.startsWith("clock:"),
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

export function span(minutes: number): string {
  if (minutes < 60)
    return minutes === 1
      ? "a minute"
      : minutes === 30
        ? "half an hour"
        : `${NUMBERS[minutes] ?? (minutes === 15 ? "a quarter of an hour" : `some ${minutes}`)}${minutes === 15 ? "" : " minutes’ time"}`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "an hour" : `${NUMBERS[hours] ?? hours} hours’ time`;
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
