import type { z } from "zod";
import type { Beat, Effect, Lore, Person, Requirement, Topic } from "../../contracts/adventure.ts";
import { beatsInReach, isOpen, isSpent, peopleIn, sceneOf, scriptOf } from "../../core/script/lookup.ts";
import { holds } from "../../core/script/requirements.ts";
import type { CampaignState } from "../../core/state.ts";
import { cleanLine } from "../prompt/untrusted.ts";

/** A beat on one line: its id, what opens it, what it is for, what is rolled, what comes of it. */
export function beatLine(state: CampaignState, beat: Beat): string {
  const standing = isOpen(state, beat)
    ? "open"
    : beat.again !== true && isSpent(state, beat.id)
      ? "spent"
      : `closed: ${requirementsOf(state, beat.requires)}`;
  const parts = [
    `  beat ${beat.id} [${standing}] for ${beat.intents.join(", ")}`,
    ...(beat.label === undefined ? [] : [`"${cleanLine(beat.label, 80)}"`]),
    ...(beat.with === undefined ? [] : [`with item ${beat.with}`]),
    ...(beat.keys === undefined ? [] : [`about ${beat.keys.map((key) => cleanLine(key, 40)).join(", ")}`]),
    ...(beat.check === undefined ? [] : [`rolls ${rollOf(state, beat.check)}`]),
    `-> ${cleanLine(beat.text, 140)}${effectsOf(beat.effects)}`,
    ...(beat.partial === undefined
      ? []
      : [`| at a price: ${cleanLine(beat.partial.text, 80)}${effectsOf(beat.partial.effects)}`]),
    ...(beat.failure === undefined
      ? []
      : [`| failing: ${cleanLine(beat.failure.text, 80)}${effectsOf(beat.failure.effects)}`]),
  ];
  return parts.join("; ").replaceAll("; ->", " ->").replaceAll("; |", " |");
}

/** What is rolled, without its difficulty: numbers are the table's. */
function rollOf(state: CampaignState, check: NonNullable<Beat["check"]>): string {
  const name = state.public.ruleset === "embers" ? check.trait : (check.skill ?? check.ability);
  return check.group === true ? `${name}, everybody` : name;
}

/** Which requirements do not hold, in short. */
export function requirementsOf(state: CampaignState, requires: readonly Requirement[] | undefined): string {
  const missing = (requires ?? []).filter((each) => !holds(state, [each]));
  return missing.map(requirementLine).join(" and ") || "not now";
}

function requirementLine(each: Requirement): string {
  const no = each.not === true ? "not " : "";
  if ("flag" in each) return `${no}flag ${each.flag}`;
  if ("has" in each) return `${no}party holds ${each.has}`;
  if ("visited" in each) return `${no}been in ${each.visited}`;
  if ("clock" in each) return `${no}clock ${each.clock} at ${each.atLeast}`;
  if ("attitude" in each) return `${no}${each.attitude} friendly enough`;
  if ("done" in each) return `${no}done ${each.done}`;
  if ("encounter" in each) return `${no}${each.encounter} ${each.outcome}`;
  return `${no}secret ${each.knows} is out`;
}

/** What a beat changes, in short; the table applies it. */
export function effectsOf(effects: readonly Effect[] | undefined): string {
  const lines = (effects ?? []).map(effectLine);
  return lines.length === 0 ? "" : ` {${lines.join(", ")}}`;
}

function effectLine(effect: Effect): string {
  if ("set" in effect) return `flag ${effect.set}`;
  if ("give" in effect) return `gives ${effect.give}`;
  if ("take" in effect) return `takes ${effect.take}`;
  if ("coin" in effect) return effect.coin < 0 ? "costs coin" : "brings coin";
  if ("xp" in effect) return "experience";
  if ("secret" in effect) return `reveals ${effect.secret}`;
  if ("tick" in effect) return `clock ${effect.tick}`;
  if ("show" in effect) return `shows ${effect.show}`;
  if ("unlock" in effect) return `unlocks ${effect.unlock}`;
  if ("attitude" in effect) return `${effect.attitude} ${effect.by < 0 ? "cools" : "warms"}`;
  if ("movePerson" in effect) return `${effect.movePerson} goes to ${effect.to ?? "nowhere"}`;
  if ("encounter" in effect) return `starts fight ${effect.encounter}`;
  if ("harm" in effect) return `hurts the ${effect.to}`;
  if ("condition" in effect) return `${effect.condition} on the ${effect.to}`;
  if ("heal" in effect) return `heals the ${effect.to}`;
  if ("go" in effect) return `goes to ${effect.go}`;
  if ("minutes" in effect) return "time passes";
  if ("rest" in effect) return `${effect.rest} rest`;
  if ("endEncounter" in effect) return `fight ends, ${effect.endEncounter}`;
  return `ends the adventure: ${effect.end}`;
}

/** Somebody here: who they are, what they want, what they can be asked. */
export function personLines(state: CampaignState, person: Person): string {
  const attitude = state.gm.attitudes[person.id] ?? 0;
  return [
    `- person ${person.id}: ${cleanLine(person.name, 80)} (${person.pronoun}), ${cleanLine(person.role, 160)}`,
    `  wants: ${cleanLine(person.want, 160)} Speaks: ${cleanLine(person.manner, 160)} Towards the party: ${feeling(attitude)}.`,
    ...person.topics.map((topic) => topicLine(state, topic)),
    ...person.beats.map((beat) => beatLine(state, beat)),
  ].join("\n");
}

function topicLine(state: CampaignState, topic: Topic): string {
  const standing = holds(state, topic.requires) ? "open" : `closed: ${requirementsOf(state, topic.requires)}`;
  const keys = topic.keys.map((key) => cleanLine(key, 40)).join(", ");
  return `  topic ${topic.id} [${standing}] about ${keys} -> ${cleanLine(topic.text, 100)}${effectsOf(topic.effects)}`;
}

function feeling(attitude: number): string {
  if (attitude <= -2) return "hostile";
  if (attitude < 0) return "cold";
  if (attitude === 0) return "neutral";
  return attitude === 1 ? "friendly" : "devoted";
}

export function loreLine({ id, keys }: z.infer<typeof Lore>): string {
  return `- lore ${id}: ${keys.map((key) => cleanLine(key, 40)).join(", ")}`;
}

/** The fights that may be started from here: those of people who would fight, and those a beat in reach starts. */
export function encountersInReach(state: CampaignState): readonly { readonly id: string; readonly title: string }[] {
  const scene = sceneOf(state);
  if (scene === null || state.public.encounter !== null) return [];
  const foesHere = peopleIn(state, scene.id).flatMap(({ foe }) => (foe === undefined ? [] : [foe]));
  const started = new Set(
    beatsInReach(state)
      .flatMap(({ beat }) => effectsOfAll(beat))
      .flatMap(encounterIn),
  );
  return scriptOf(state).encounters.filter(
    ({ id, foes }) =>
      !Object.hasOwn(state.public.encountersDone, id) &&
      (started.has(id) || foes.some(({ foe }) => foesHere.includes(foe))),
  );
}

/** The secrets that something here could bring to light. */
export function secretsAtHand(state: CampaignState): ReadonlySet<string> {
  const scene = sceneOf(state);
  const topics = scene === null ? [] : peopleIn(state, scene.id).flatMap((person) => person.topics);
  const effects = [
    ...beatsInReach(state).flatMap(({ beat }) => effectsOfAll(beat)),
    ...(scene?.onEnter ?? []).flatMap(effectsOfAll),
    ...topics.flatMap((topic) => topic.effects ?? []),
  ];
  return new Set(effects.flatMap((effect) => ("secret" in effect ? [effect.secret] : [])));
}

function effectsOfAll(beat: Beat): Effect[] {
  return [beat, beat.partial, beat.failure].flatMap((branch) => branch?.effects ?? []);
}

function encounterIn(effect: Effect): string[] {
  return "encounter" in effect ? [effect.encounter] : [];
}
