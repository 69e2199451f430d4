import type { SceneExit } from "../../contracts/adventure.ts";
import type { Creature, HeldItem } from "../../contracts/creatures.ts";
import type { RollOutcome } from "../../contracts/events.ts";
import type { ProblemSlug } from "../../contracts/problems.ts";
import type { ToolArgs, ToolCall } from "../../contracts/tools.ts";
import type { Rules, ToolOutcome } from "../rules/ruleset.ts";
import type { Effects } from "../script/effects.ts";
import {
  beatsInReach,
  encounterOf,
  exitsInSight,
  featuresInSight,
  heroesPresent,
  isLocked,
  isOpen,
  isSpent,
  peopleIn,
  sceneOf,
  scriptedFoe,
  scriptOf,
} from "../script/lookup.ts";
import { holds } from "../script/requirements.ts";
import { secretToldBy } from "../script/secrets.ts";
import type { Refusal, Step } from "../step.ts";

/** What every handler works with. */
export interface Bench {
  readonly step: Step;
  readonly rules: Rules;
  readonly effects: Effects;
}

type Handlers = { [T in ToolCall["tool"]]?: (bench: Bench, args: ToolArgs<T>) => ToolOutcome };

/** The tools that are the same under every ruleset. */
export const worldHandlers: Handlers = {
  play_beat: playBeat,
  move_scene: moveScene,
  describe,
  person_speaks: personSpeaks,
  recall_lore: recallLore,
  transfer_item: transferItem,
  use_item: useItem,
  equip_item: equipItem,
  record_fact: recordFact,
  advance_time: advanceTime,
  start_encounter: startEncounter,
  end_encounter: endEncounter,
  ask_player: askPlayer,
};

export function refuse(slug: ProblemSlug, more: Omit<Refusal, "slug"> = {}): ToolOutcome {
  return { ok: false, refusal: { slug, ...more } };
}

export function applied(outcome: RollOutcome = "none", detail: Readonly<Record<string, unknown>> = {}): ToolOutcome {
  return { ok: true, outcome, detail };
}

function tell({ step }: Bench, subject: string, text: string, speaker: string | null = null): void {
  step.emit("beat_told", { subject, speaker, text });
}

function playBeat(bench: Bench, { beatId, creatureId, advantage }: ToolArgs<"play_beat">): ToolOutcome {
  const { step, rules, effects } = bench;
  const reach = beatsInReach(step.state);
  const found = reach.find(({ beat }) => beat.id === beatId);
  const open = () => reach.filter(({ beat }) => isOpen(step.state, beat)).map(({ beat }) => beat.id);
  if (found === undefined) return refuse("unknown-beat", { alternatives: open() });
  const { beat, subject } = found;
  if (beat.again !== true && isSpent(step.state, beat.id)) return refuse("beat-spent", { alternatives: open() });
  if (!holds(step.state, beat.requires)) return refuse("requirement-missing", { alternatives: open() });
  if (beat.with !== undefined && !holderOf(step, beat.with))
    return refuse("unknown-item", { detail: `Nobody here holds ${beat.with}.` });
  const spent =
    step.state.public.encounter === null ? null : rules.spendAction(step, creatureId, beat.label ?? "tries something");
  if (spent !== null) return { ok: false, refusal: spent };
  const outcome =
    beat.check === undefined
      ? "none"
      : rules.check(step, {
          creatureId,
          check: beat.check,
          label: beat.label ?? subject.name,
          advantage: advantage ?? { for: [], against: [] },
          hasPartial: beat.partial !== undefined,
        });
  effects.playOut(beat, `${subject.kind}:${subject.id}`, outcome, {
    actorId: creatureId,
    source: beat.label ?? subject.name,
  });
  return applied(outcome, { beatId, subject: `${subject.kind}:${subject.id}` });
}

function holderOf(step: Step, itemId: string): Creature | undefined {
  return heroesPresent(step.state).find(({ items }) => items.some(({ item }) => item.id === itemId));
}

function moveScene(bench: Bench, { exitId, creatureId }: ToolArgs<"move_scene">): ToolOutcome {
  const { step, effects } = bench;
  const scene = sceneOf(step.state);
  if (step.state.public.encounter !== null)
    return refuse("in-encounter", { detail: "Flee, or end the fight first.", alternatives: ["end_encounter"] });
  const exits = scene === null ? [] : exitsInSight(step.state, scene);
  const exit = exits.find(({ id }) => id === exitId);
  if (exit === undefined) return refuse("unknown-exit", { alternatives: exits.map(({ id }) => id) });
  const barred = barredBy(bench, exit);
  if (barred !== null) {
    tell(bench, `exit:${exit.id}`, barred);
    return applied("failure", { exitId });
  }
  effects.enterScene(exit.to, exit.minutes, { actorId: creatureId, source: exit.name });
  return applied("success", { exitId, sceneId: exit.to });
}

/** What stands in the way of a party that tries an exit; null when nothing does. */
function barredBy({ step }: Bench, exit: SceneExit): string | null {
  if (isLocked(step.state, exit)) return exit.locked ?? null;
  return holds(step.state, exit.requires)
    ? null
    : (exit.blocked ?? `There is no getting through there yet: ${exit.name}.`);
}

function describe(bench: Bench, { subject, id }: ToolArgs<"describe">): ToolOutcome {
  const { step } = bench;
  const scene = sceneOf(step.state);
  if (scene === null) return refuse("unknown-subject");
  if (subject === "scene") {
    tell(bench, `scene:${scene.id}`, scene.read);
    const ambience = scene.ambience[step.state.head.seq % Math.max(1, scene.ambience.length)];
    if (ambience !== undefined) tell(bench, `ambience:${scene.id}`, ambience);
    return applied("none", { subject: `scene:${scene.id}` });
  }
  const text = id === null ? undefined : lookOf(bench, subject, id);
  if (text === undefined)
    return refuse("unknown-subject", {
      alternatives: [...featuresInSight(step.state, scene), ...peopleIn(step.state, scene.id)].map((each) => each.id),
    });
  tell(bench, `${subject}:${id}`, text);
  return applied("none", { subject: `${subject}:${id}` });
}

function lookOf(bench: Bench, subject: ToolArgs<"describe">["subject"], id: string): string | undefined {
  const { state } = bench.step;
  const scene = sceneOf(state);
  if (scene === null) return undefined;
  switch (subject) {
    case "feature":
      return featuresInSight(state, scene).find((each) => each.id === id)?.look;
    case "person":
      return peopleIn(state, scene.id).find((each) => each.id === id)?.seen;
    case "exit": {
      const exit = exitsInSight(state, scene).find((each) => each.id === id);
      return exit === undefined
        ? undefined
        : (barredBy(bench, exit) ?? `${exit.name.charAt(0).toUpperCase()}${exit.name.slice(1)}: the way is open.`);
    }
    case "item":
      return heldItem(bench.step, id)?.held.item.text;
    case "creature":
      return Object.hasOwn(state.public.creatures, id) ? blurbOf(state.public.creatures[id]) : undefined;
    case "scene":
      return scene.read;
    default:
      return subject satisfies never;
  }
}

function blurbOf(creature: Creature | undefined): string | undefined {
  if (creature === undefined) return undefined;
  const { blurb, name, sheet } = creature;
  return blurb !== "" ? blurb : `${name}, ${sheet.ruleset === "d20" ? `${sheet.people} ` : ""}${sheet.calling}.`;
}

function heldItem(step: Step, itemId: string): { held: HeldItem; holder: Creature } | undefined {
  const holder = holderOf(step, itemId);
  const held = holder?.items.find(({ item }) => item.id === itemId);
  return holder === undefined || held === undefined ? undefined : { held, holder };
}

function personSpeaks(bench: Bench, { personId, topicId, creatureId }: ToolArgs<"person_speaks">): ToolOutcome {
  const { step, effects } = bench;
  const scene = sceneOf(step.state);
  const people = scene === null ? [] : peopleIn(step.state, scene.id);
  const person = people.find(({ id }) => id === personId);
  if (person === undefined) return refuse("unknown-subject", { alternatives: people.map(({ id }) => id) });
  const subject = `person:${person.id}`;
  if (topicId === null) {
    tell(bench, subject, person.shrug[step.state.head.seq % person.shrug.length] ?? "", person.id);
    return applied("none", { personId, topicId });
  }
  if (topicId === "greet") {
    const met = step.state.gm.flags[`met-${person.id}`] === true;
    tell(bench, subject, met ? person.again : person.greet, person.id);
    if (!met) step.emit("flag_set", { flag: `met-${person.id}`, value: true }, "gm");
    return applied("none", { personId, topicId });
  }
  const topic = person.topics.find(({ id }) => id === topicId);
  const open = person.topics.filter((each) => holds(step.state, each.requires)).map(({ id }) => id);
  if (topic === undefined || !open.includes(topic.id)) return refuse("unknown-topic", { alternatives: open });
  const told = `told-${person.id}-${topic.id}`.slice(0, 64);
  tell(bench, subject, topic.text, person.id);
  if (step.state.gm.flags[told] !== true) {
    step.emit("flag_set", { flag: told, value: true }, "gm");
    effects.apply(topic.effects, { actorId: creatureId, source: person.name });
  }
  return applied("none", { personId, topicId });
}

function recallLore(bench: Bench, { loreId, creatureId }: ToolArgs<"recall_lore">): ToolOutcome {
  const { step, rules } = bench;
  const script = scriptOf(step.state);
  const lore = script.lore.find(({ id }) => id === loreId);
  if (lore === undefined) return refuse("unknown-subject", { alternatives: script.lore.map(({ id }) => id) });
  const key = `lore-${lore.id}-${creatureId}`.slice(0, 64);
  const before = step.state.gm.beats[key];
  if (before === "failure" || before === "fumble")
    return refuse("beat-spent", { detail: "They have searched their memory for that already." });
  const outcome =
    before ??
    rules.check(step, {
      creatureId,
      label: "Recall",
      advantage: { for: [], against: [] },
      hasPartial: false,
      check: {
        ability:
          lore.skill === "survival" ||
          lore.skill === "medicine" ||
          lore.skill === "insight" ||
          lore.skill === "perception"
            ? "wis"
            : "int",
        skill: lore.skill,
        dc: lore.dc,
        trait: lore.trait,
      },
    });
  if (before === undefined) step.emit("beat_played", { beatId: key, outcome }, "gm");
  if (outcome !== "failure" && outcome !== "fumble") tell(bench, `lore:${lore.id}`, lore.text);
  return applied(outcome, { loreId });
}

function transferItem({ step }: Bench, { from, to, itemId, quantity }: ToolArgs<"transfer_item">): ToolOutcome {
  const giver = step.state.public.creatures[from];
  const taker = step.state.public.creatures[to];
  const held = giver?.items.find(({ item }) => item.id === itemId);
  if (giver?.kind !== "hero" || taker?.kind !== "hero" || from === to)
    return refuse("unknown-creature", { alternatives: heroesPresent(step.state).map(({ id }) => id) });
  if (held === undefined) return refuse("unknown-item", { alternatives: giver.items.map(({ item }) => item.id) });
  const moved = Math.min(quantity, held.quantity);
  step.emit("item_taken", { creatureId: from, itemId, quantity: moved, reason: `given to ${taker.name}` });
  step.emit("item_given", {
    creatureId: to,
    held: { item: held.item, quantity: moved, equipped: false },
    source: giver.name,
  });
  return applied("none", { itemId, to });
}

function useItem(bench: Bench, { creatureId, itemId, targetId }: ToolArgs<"use_item">): ToolOutcome {
  const { step, rules } = bench;
  const creature = step.state.public.creatures[creatureId];
  const held = creature?.items.find(({ item }) => item.id === itemId);
  if (creature === undefined || !Object.hasOwn(step.state.public.creatures, targetId))
    return refuse("unknown-target", { alternatives: heroesPresent(step.state).map(({ id }) => id) });
  if (held === undefined) return refuse("unknown-item", { alternatives: creature.items.map(({ item }) => item.id) });
  const { use, name } = held.item;
  if (use === undefined)
    return refuse("not-usable", { detail: `${name} does nothing by itself; say what it is used on.` });
  const spent = step.state.public.encounter === null ? null : rules.spendAction(step, creatureId, `uses ${name}`);
  if (spent !== null) return { ok: false, refusal: spent };
  if (use.spent) step.emit("item_taken", { creatureId, itemId, quantity: 1, reason: "used up" });
  if (use.heal !== undefined || use.clearHarm !== undefined)
    rules.heal(step, targetId, { dice: use.heal ?? "0", segments: use.clearHarm ?? 0, source: name });
  if (
    use.ends !== undefined &&
    step.state.public.creatures[targetId]?.conditions.some(({ condition }) => condition === use.ends)
  )
    step.emit("condition_removed", { creatureId: targetId, condition: use.ends, reason: name });
  return applied("success", { itemId, targetId });
}

function equipItem({ step }: Bench, { creatureId, itemId, equipped }: ToolArgs<"equip_item">): ToolOutcome {
  const held = step.state.public.creatures[creatureId]?.items.find(({ item }) => item.id === itemId);
  if (held === undefined) return refuse("unknown-item");
  if (held.equipped !== equipped) step.emit("item_equipped", { creatureId, itemId, equipped });
  return applied("none", { itemId, equipped });
}

function recordFact({ step }: Bench, { text }: ToolArgs<"record_fact">): ToolOutcome {
  if (secretToldBy(step.state, text) !== null) return refuse("repeats-secret");
  step.emit("fact_recorded", { text });
  return applied();
}

function advanceTime(bench: Bench, { minutes }: ToolArgs<"advance_time">): ToolOutcome {
  const { step, effects } = bench;
  if (step.state.public.encounter !== null) return refuse("in-encounter");
  effects.passTime(minutes, { actorId: heroesPresent(step.state)[0]?.id ?? "", source: "time" });
  return applied("none", { minutes });
}

/** A fight may be started only where the script keeps one: by a beat in reach, or by somebody here who would fight. */
function startEncounter({ step, effects }: Bench, { encounterId }: ToolArgs<"start_encounter">): ToolOutcome {
  const { state } = step;
  if (state.public.encounter !== null) return refuse("in-encounter");
  if (Object.hasOwn(state.public.encountersDone, encounterId)) return refuse("encounter-spent");
  const scene = sceneOf(state);
  const here = scene === null ? [] : peopleIn(state, scene.id).flatMap(({ foe }) => (foe === undefined ? [] : [foe]));
  const script = scriptOf(state);
  const possible = script.encounters.filter(
    ({ id, foes }) =>
      foes.some(({ foe }) => here.includes(foe)) ||
      beatsInReach(state).some(({ beat }) =>
        [beat, beat.partial, beat.failure].some((branch) =>
          branch?.effects?.some((effect) => "encounter" in effect && effect.encounter === id),
        ),
      ),
  );
  if (!possible.some(({ id }) => id === encounterId))
    return refuse("unknown-encounter", { alternatives: possible.map(({ id }) => id) });
  effects.startEncounter(encounterId);
  return applied("none", { encounterId });
}

function endEncounter({ step, effects }: Bench, { how }: ToolArgs<"end_encounter">): ToolOutcome {
  const encounter = encounterOf(step.state);
  if (encounter === null) return refuse("no-encounter");
  if (how === "foes-flee" && !nerveGone(step))
    return refuse("requirement-missing", { detail: "Their nerve still holds." });
  effects.finishEncounter(how === "flee" ? "fled" : "won");
  return applied("none", { how });
}

/** Foes break when as few still stand as their script says. */
function nerveGone(step: Step): boolean {
  const foes = Object.values(step.state.public.creatures).filter(({ kind }) => kind === "foe");
  const standing = foes.filter(({ vitals }) => vitals.state === "up");
  return standing.every(({ id }) => {
    const foe = scriptedFoe(step.state, id);
    return foe?.breaksAt !== undefined && standing.length <= foe.breaksAt;
  });
}

function askPlayer({ step }: Bench, { creatureId, question, choices }: ToolArgs<"ask_player">): ToolOutcome {
  if (secretToldBy(step.state, [question, ...choices].join(" ")) !== null) return refuse("repeats-secret");
  step.emit("question_asked", { creatureId, question, choices });
  return applied("none", { creatureId });
}
