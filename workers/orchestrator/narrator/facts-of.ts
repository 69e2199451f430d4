import type { EventOf, EventType, RollOutcome } from "../../contracts/events.ts";
import { withThe } from "../../core/naming.ts";
import type { NarratorInput } from "../../core/ports.ts";
import { coins, span } from "../oracle/narrator/tell-changes.ts";
import { type Cast, castOf } from "./cast.ts";

/** One event of a turn as a line a narrator can read. `authored` are words of the adventure's author in it. */
export interface Fact {
  readonly seq: number;
  readonly text: string;
  readonly authored: string | null;
  /** Something was decided by it: what a roll came to, who fell, how it ended. */
  readonly decides: boolean;
}

const DECISIVE: ReadonlySet<EventType> = new Set<EventType>([
  "roll_resolved",
  "creature_fell",
  "encounter_ended",
  "adventure_ended",
  "question_asked",
]);

type Payload<T extends EventType> = EventOf<T>["payload"];
type SeenEvents = NarratorInput["events"];
interface Around {
  readonly cast: Cast;
  readonly events: SeenEvents;
}
type Told = string | { readonly text: string; readonly authored: string } | null;

/** What happened in a turn in plain words, with names instead of ids and without numbers that nobody at the table says. */
export function factsOf(input: Pick<NarratorInput, "view" | "events">, cast: Cast = castOf(input)): Fact[] {
  const around = { cast, events: input.events };
  return input.events.flatMap(({ seq, body }): Fact[] => {
    const told = tellWorld(body, around) ?? tellBodies(body, around) ?? tellThings(body, around);
    if (told === null || told === "") return [];
    const decides = DECISIVE.has(body.type);
    return typeof told === "string" ? [{ seq, text: told, authored: null, decides }] : [{ seq, ...told, decides }];
  });
}

type Body = SeenEvents[number]["body"];

function tellWorld(body: Body, { cast }: Around): Told {
  switch (body.type) {
    case "scene_entered": {
      const { scene, minutes } = body.payload;
      return `The party comes to ${scene.title}${minutes > 0 ? ` after ${span(minutes)} on the way` : ""}.`;
    }
    case "scene_changed":
      return `What is in sight has changed. There is now: ${sight(body.payload.scene)}.`;
    case "beat_told":
      return beat(body.payload, cast);
    case "question_asked":
      return `Nothing more happens until it is clear what ${cast.named(body.payload.creatureId)} means: ${body.payload.question} (${body.payload.choices.join("; ")})`;
    case "fact_recorded":
      return { text: "It becomes known:", authored: body.payload.text };
    case "secret_revealed":
      return { text: `It comes to light: ${body.payload.title}.`, authored: body.payload.text };
    case "clock_advanced":
      return body.payload.tell === null ? null : { text: "Trouble draws nearer:", authored: body.payload.tell };
    case "time_passed":
      return body.payload.minutes < 5 ? null : `Time passes: ${span(body.payload.minutes)}.`;
    case "rest_taken":
      return `${listed(body.payload.creatureIds.map(cast.named))} took a ${body.payload.kind === "breath" ? "breather" : `${body.payload.kind} rest`}.`;
    case "adventure_ended":
      return { text: `The adventure ends: ${body.payload.title}.`, authored: body.payload.text };
    case "ruling_overridden":
      return `The game master rules: ${body.payload.ruling}`;
    case "chat_message":
      return body.payload.channel === "ic" && body.payload.creatureId !== null
        ? `${cast.named(body.payload.creatureId)} said at the table: “${insideQuotes(body.payload.text)}”`
        : null;
    default:
      return null;
  }
}

/** What somebody typed among the facts: it cannot end its quotation, nor look like the number of another fact. */
const insideQuotes = (text: string): string => text.replace(/["“”„«»]/g, "’").replace(/[[\]]/g, "");

const BEATS: Readonly<Record<string, string>> = {
  scene: "The place, as its author describes it:",
  ambience: "In the background:",
  clock: "Trouble draws nearer:",
  strikes: "How the blow lands:",
  misses: "How the blow misses:",
  falls: "How they fall:",
  encounter: "How the fight stands:",
};

function beat({ subject, speaker, text }: Payload<"beat_told">, cast: Cast): Told {
  const [kind = "", id = ""] = subject.split(":");
  if (speaker !== null && !(kind in BEATS))
    return { text: `${cast.named(speaker)} says or does this:`, authored: text };
  const about = id === "" ? "the party" : cast.named(id);
  return { text: BEATS[kind] ?? `The heroes learn this about ${about}:`, authored: text };
}

function sight({ features, exits, people }: Payload<"scene_changed">["scene"]): string {
  const names = [...features, ...people, ...exits].map(({ name }) => withThe(name));
  return names.length === 0 ? "nothing of note" : listed(names);
}

const WELL: Readonly<Record<RollOutcome, string>> = {
  critical: "It succeeds as well as it ever could",
  success: "It succeeds",
  partial: "It succeeds, but at a price",
  failure: "It fails",
  fumble: "It fails badly",
  none: "It is done",
};
const BLOWS: Readonly<Record<RollOutcome, string>> = {
  critical: "hits with full force",
  success: "hits",
  partial: "hits, but not without a price",
  failure: "misses",
  fumble: "misses badly",
  none: "strikes",
};
const SILENT_ROLLS: ReadonlySet<string> = new Set(["damage", "heal", "initiative"]);

function tellBodies(body: Body, around: Around): Told {
  const { cast } = around;
  switch (body.type) {
    case "roll_resolved":
      return roll(body.payload, around);
    case "hp_changed":
      return hitPoints(body.payload, cast);
    case "harm_marked":
      return `${cap(cast.named(body.payload.creatureId))} ${body.payload.delta > 0 ? "is hurt" : "recovers from some of the harm"} (${body.payload.source}).`;
    case "creature_fell":
      return `${cap(cast.named(body.payload.creatureId))} ${FATES[body.payload.fate]}.`;
    case "death_save_marked":
      return null;
    case "condition_applied":
      return `${cap(cast.named(body.payload.creatureId))} is now ${body.payload.condition.condition} (${body.payload.condition.source}).`;
    case "condition_removed":
      return `${cap(cast.named(body.payload.creatureId))} is no longer ${body.payload.condition}.`;
    case "encounter_started":
      return `A fight begins with ${listed(body.payload.foes.map(({ id }) => cast.named(id)))}.`;
    case "encounter_ended":
      return `The fight is over: ${ENDS[body.payload.outcome]}.`;
    case "initiative_passed":
      return `Next to act: ${cast.named(body.payload.creatureId)}.`;
    case "combatant_changed":
      return doing(body.payload, cast);
    default:
      return null;
  }
}

const FATES: Readonly<Record<Payload<"creature_fell">["fate"], string>> = {
  dying: "goes down and is dying",
  dead: "is dead",
  stable: "is down but no longer dying",
  up: "is back on their feet",
  out: "is out of the fight",
};
const ENDS: Readonly<Record<Payload<"encounter_ended">["outcome"], string>> = {
  won: "the party has won",
  fled: "the party got away",
  talked: "it was settled with words",
  lost: "the party has lost",
};

/** "no longer helped" and "comes up" are bookkeeping; what somebody is seen doing is not. */
function doing({ combatant, doing: deed }: Payload<"combatant_changed">, cast: Cast): Told {
  if (!/^(?:dodges|disengages|dashes|hides|breaks free|stands up|readies|helps |tends )/.test(deed)) return null;
  return `${cap(cast.named(combatant.creatureId))} ${deed}.`;
}

function roll({ ticketSeq, outcome }: Payload<"roll_resolved">, { cast, events }: Around): Told {
  const ticket = events.find(({ seq }) => seq === ticketSeq)?.body;
  if (ticket?.type !== "roll_ticket") return null;
  const { kind, label, creatureId, targetId } = ticket.payload.purpose;
  if (SILENT_ROLLS.has(kind)) return null;
  const who = creatureId === null ? "the party" : cast.named(creatureId);
  if (kind === "death-save")
    return `${cap(who)} clings to life: ${outcome === "success" || outcome === "critical" ? "for now it holds" : "it slips further"}.`;
  if (targetId !== null && (kind === "attack" || kind === "trait")) {
    const weapon = /^(.{2,40}?) of .+ against /.exec(label)?.[1];
    const means = weapon === undefined || kind === "trait" ? "" : ` with ${withThe(weapon.toLowerCase())}`;
    return `${cap(who)} strikes at ${cast.named(targetId)}${means} and ${BLOWS[outcome]}.`;
  }
  const task = label.replace(/ of [^:]+/, "").replace(/ \([^)]*(?:;|from|by)[^)]*\)$/, "");
  return `${cap(who)} tries (${task}). ${WELL[outcome]}.`;
}

function hitPoints({ creatureId, delta, vitals, source, note }: Payload<"hp_changed">, cast: Cast): Told {
  const who = cast.named(creatureId);
  if (delta === 0) return note === "immune" ? `${cap(who)} takes no harm from ${source}.` : null;
  const sheet = cast.member(creatureId)?.creature?.sheet;
  const most = sheet?.ruleset === "d20" ? sheet.hpMax : 0;
  if (delta > 0) return `${cap(who)} is healed (${source}).`;
  const share = most > 0 ? -delta / most : 0.3;
  const wound = share < 0.2 ? "slightly" : share <= 0.5 ? "plainly" : "badly";
  const left = vitals.ruleset === "d20" && most > 0 ? standing(vitals.hp / most) : "";
  const remark = note === "none" ? "" : ` The blow was ${note}.`;
  return `${cap(who)} is hurt ${wound}${left}.${remark}`;
}

const standing = (share: number): string =>
  share <= 0 ? "" : share < 0.4 ? " and cannot take much more" : " and stands";

function tellThings(body: Body, { cast }: Around): Told {
  switch (body.type) {
    case "item_given": {
      const { item, quantity } = body.payload.held;
      return `${cap(cast.named(body.payload.creatureId))} now has ${quantity > 1 ? `${quantity} of ` : ""}${withThe(item.name)} (${body.payload.source}).`;
    }
    case "item_taken":
      return `${cap(cast.named(body.payload.creatureId))} no longer has ${itemName(cast, body.payload.itemId)} (${body.payload.reason}).`;
    case "item_equipped":
      return `${cap(cast.named(body.payload.creatureId))} ${body.payload.equipped ? "takes in hand" : "puts away"} ${itemName(cast, body.payload.itemId)}.`;
    case "coin_changed": {
      const { creatureId, delta, reason } = body.payload;
      if (delta === 0) return null;
      return `${cap(cast.named(creatureId))} ${delta > 0 ? "gains" : "pays"} ${coins(Math.abs(delta))} (${reason}).`;
    }
    case "state_patch_applied":
      return `The game master sets something right about ${cast.named(body.payload.creatureId)}: ${body.payload.reason}.`;
    default:
      return null;
  }
}

function itemName(cast: Cast, itemId: string): string {
  const items = cast.all.flatMap(({ creature }) => creature?.items ?? []);
  return withThe(items.find(({ item }) => item.id === itemId)?.item.name ?? itemId.replaceAll("-", " "));
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "the party") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
