import type { CampaignEvent, EventOf } from "../../workers/contracts/events.ts";
import type { Mark, SureNames } from "./story-entry.ts";

type Says = Omit<Mark, "key" | "who" | "about"> & { readonly who?: string; readonly about?: string };

const MINUS = "−";
const signed = (amount: number) => (amount < 0 ? `${MINUS}${-amount}` : `+${amount}`);

const HP_NOTES: Record<EventOf<"hp_changed">["payload"]["note"], string> = {
  none: "",
  resisted: "resisted",
  vulnerable: "vulnerable",
  immune: "immune",
  absorbed: "absorbed",
};

const FATES: Record<EventOf<"creature_fell">["payload"]["fate"], Says> = {
  dying: { tone: "harm", text: "is dying" },
  dead: { tone: "harm", text: "is dead" },
  stable: { tone: "boon", text: "is stable" },
  up: { tone: "boon", text: "is up again" },
  out: { tone: "harm", text: "is out of the scene" },
};

const RESTS: Record<EventOf<"rest_taken">["payload"]["kind"], string> = {
  short: "short rest",
  long: "long rest",
  breath: "took a breath",
};

/** Copper as people count it: the largest coins first. */
export function coinText(copper: number): string {
  const amount = Math.abs(copper);
  const parts = [
    [Math.floor(amount / 100), "gp"],
    [Math.floor((amount % 100) / 10), "sp"],
    [amount % 10, "cp"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, coin]) => `${count} ${coin}`);
  return said.length === 0 ? "0 cp" : said.join(" ");
}

/** The time a number of minutes takes, in words. */
export function timeText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter((part) => part !== "");
  return parts.length === 0 ? "no time" : parts.join(" ");
}

/** What an event changed, in a word or two; null when it leaves no mark. */
export function markOf(body: CampaignEvent, key: string, names: SureNames): Mark | null {
  const says = saysOf(body, names);
  if (says === null) return null;
  const creatureId = "creatureId" in body.payload ? body.payload.creatureId : null;
  return {
    key,
    tone: says.tone,
    text: says.text,
    who: says.who ?? (creatureId === null ? "" : names.creature(creatureId)),
    about: says.about ?? "",
  };
}

function saysOf(body: CampaignEvent, names: SureNames): Says | null {
  switch (body.type) {
    case "hp_changed":
      return hpSays(body.payload);
    case "harm_marked":
      return {
        tone: body.payload.delta > 0 ? "harm" : "boon",
        text: `${signed(body.payload.delta)} harm`,
        about: body.payload.source,
      };
    case "death_save_marked":
      return deathSays(body.payload);
    case "creature_fell":
      return FATES[body.payload.fate];
    case "condition_applied":
      return { tone: "condition", text: body.payload.condition.condition, about: body.payload.condition.source };
    case "condition_removed":
      return { tone: "boon", text: `no longer ${body.payload.condition}`, about: body.payload.reason };
    case "item_given":
      return {
        tone: "item",
        text: `+${counted(body.payload.held.quantity)}${body.payload.held.item.name}`,
        about: body.payload.source,
      };
    case "item_taken":
      return {
        tone: "item",
        text: `${MINUS}${counted(body.payload.quantity)}${wordsOf(body.payload.itemId)}`,
        about: body.payload.reason,
      };
    case "item_equipped":
      return {
        tone: "item",
        text: `${body.payload.equipped ? "readies" : "puts away"} ${wordsOf(body.payload.itemId)}`,
      };
    case "coin_changed":
      return {
        tone: "item",
        text: `${body.payload.delta < 0 ? MINUS : "+"}${coinText(body.payload.delta)}`,
        about: body.payload.reason,
      };
    case "xp_awarded":
      return {
        tone: "boon",
        text: `+${body.payload.each} XP`,
        who: body.payload.creatureIds.length > 1 ? "Everyone" : body.payload.creatureIds.map(names.creature).join(""),
        about: body.payload.reason,
      };
    case "clock_advanced":
      return {
        tone: "note",
        text: `${names.clock(body.payload.clockId)}: ${body.payload.filled} of ${body.payload.segments}`,
        about: body.payload.tell ?? "",
      };
    case "time_passed":
      return body.payload.minutes === 0 ? null : { tone: "note", text: `${timeText(body.payload.minutes)} pass` };
    case "rest_taken":
      return { tone: "boon", text: RESTS[body.payload.kind] };
    case "fact_recorded":
      return { tone: "note", text: "in the journal", about: body.payload.text };
    default:
      return null;
  }
}

function hpSays({ delta, note, source, damageType }: EventOf<"hp_changed">["payload"]): Says {
  const asides = [HP_NOTES[note], damageType ?? "", source].filter((aside) => aside !== "");
  if (delta === 0)
    return { tone: "note", text: note === "immune" ? "immune" : "no harm done", about: asides.join(", ") };
  return { tone: delta < 0 ? "harm" : "boon", text: `${signed(delta)} HP`, about: asides.join(", ") };
}

function deathSays({ vitals }: EventOf<"death_save_marked">["payload"]): Says {
  if (vitals.ruleset !== "d20") return { tone: "note", text: "holds on" };
  const { successes, failures } = vitals.deathSaves;
  return { tone: failures > successes ? "harm" : "note", text: `death saves ${successes} to ${failures}` };
}

const counted = (quantity: number) => (quantity === 1 ? "" : `${quantity} `);

/** An id of content as words, for when the thing itself is no longer at hand. */
export function wordsOf(slug: string): string {
  return slug.replaceAll("-", " ");
}
