import type { Beat, Clock, Effect, Scene } from "../../contracts/adventure.ts";
import type { Creature, Item } from "../../contracts/creatures.ts";
import type { EventOf } from "../../contracts/events.ts";
import { REST_MINUTES } from "../rules/index.ts";
import type { Rules } from "../rules/ruleset.ts";
import type { Step } from "../step.ts";
import { encounterOf, heroesPresent, isOpen, scriptOf } from "./lookup.ts";
import { refreshScene, sceneView } from "./scene-view.ts";
import { revealSecret } from "./secrets.ts";
import { advanceClock, clocksDue, passTime } from "./time.ts";

/** Whose doing it is and where it comes from, for effects that touch somebody. */
export interface EffectOrigin {
  readonly actorId: string;
  readonly source: string;
}

type PeopleEffect = Extract<
  Effect,
  { give: string } | { take: string } | { coin: number } | { xp: number } | { to: "actor" | "party" }
>;

/** Beats that lead into one another stop here: a script that loops is a fault of the script, not of the evening. */
const CHAIN_DEPTH_MAX = 8;

/**
 * Carries out what the script says follows. Nobody who proposes a beat can change its effects: they come from the
 * adventure as it was sealed into the log.
 */
export class Effects {
  readonly #step: Step;
  readonly #rules: Rules;
  #depth = 0;

  constructor(step: Step, rules: Rules) {
    this.#step = step;
    this.#rules = rules;
  }

  apply(effects: readonly Effect[] | undefined, origin: EffectOrigin): void {
    if (this.#depth >= CHAIN_DEPTH_MAX) return;
    this.#depth += 1;
    for (const effect of effects ?? []) this.#one(effect, origin);
    refreshScene(this.#step);
    this.#depth -= 1;
  }

  #one(effect: Effect, origin: EffectOrigin): void {
    const step = this.#step;
    if ("set" in effect) return step.emit("flag_set", { flag: effect.set, value: effect.to ?? true }, "gm");
    if ("secret" in effect) return revealSecret(step, effect.secret);
    if ("tick" in effect) return this.#tick(effect.tick, effect.by, origin);
    if ("show" in effect) return step.emit("way_opened", { id: effect.show, what: "shown" }, "gm");
    if ("unlock" in effect) return step.emit("way_opened", { id: effect.unlock, what: "unlocked" }, "gm");
    if ("attitude" in effect) return changeAttitude(step, effect.attitude, effect.by);
    if ("movePerson" in effect) return step.emit("person_moved", { personId: effect.movePerson, to: effect.to }, "gm");
    if ("encounter" in effect) return this.startEncounter(effect.encounter);
    if ("endEncounter" in effect) return this.finishEncounter(effect.endEncounter);
    if ("go" in effect) return this.enterScene(effect.go, 0, origin);
    if ("minutes" in effect) return this.passTime(effect.minutes, origin);
    if ("rest" in effect) return this.rest(effect.rest, origin);
    if ("end" in effect) return this.#end(effect.end);
    return this.#onPeople(effect, origin);
  }

  #onPeople(effect: PeopleEffect, { actorId, source }: EffectOrigin): void {
    const step = this.#step;
    if ("give" in effect)
      return giveItem(step, { creatureId: actorId, itemId: effect.give, quantity: effect.quantity ?? 1, source });
    if ("take" in effect)
      return takeItem(step, { itemId: effect.take, quantity: effect.quantity ?? 1, reason: source, first: actorId });
    if ("coin" in effect) return changeCoin(step, actorId, effect.coin, source);
    if ("xp" in effect) return awardXp(step, effect.xp, source);
    const touched = this.#touched(effect.to, actorId);
    if ("harm" in effect) return this.#rules.harmAll(step, touched, effect.harm);
    for (const creatureId of touched) {
      if ("heal" in effect)
        this.#rules.heal(step, creatureId, { dice: effect.heal, segments: effect.segments, source });
      else
        this.#rules.afflict(step, creatureId, {
          condition: effect.condition,
          until: effect.until,
          source: effect.source,
        });
    }
  }

  #touched(whom: "actor" | "party", actorId: string): string[] {
    const ids = whom === "actor" ? [actorId] : heroesPresent(this.#step.state).map(({ id }) => id);
    return ids.filter((id) => Object.hasOwn(this.#step.state.public.creatures, id));
  }

  rest(kind: "short" | "long", origin: EffectOrigin): void {
    this.#rules.rest(this.#step, kind, kind === "short" ? 1 : 0);
    this.passTime(REST_MINUTES[kind], origin);
  }

  #tick(clockId: string, by: number, origin: EffectOrigin): void {
    const clock = scriptOf(this.#step.state).clocks.find(({ id }) => id === clockId);
    if (clock !== undefined) this.#advance(clock, by, origin);
  }

  #advance(clock: Clock, by: number, origin: EffectOrigin): void {
    if (!advanceClock(this.#step, clock, by) || clock.full === undefined) return;
    this.#step.emit("beat_told", {
      subject: `clock:${clock.public ? clock.id : "hidden"}`,
      speaker: null,
      text: clock.full.text,
    });
    this.apply(clock.full.effects, origin);
  }

  passTime(minutes: number, origin: EffectOrigin): void {
    const due = passTime(this.#step, minutes);
    if (this.#step.state.public.encounter === null) this.#rules.minutesPass(this.#step, minutes);
    for (const { clock, by } of due) this.#advance(clock, by, origin);
  }

  /** The party comes to a scene: what it sees, what the way cost, what greets it there. */
  enterScene(sceneId: string, minutes: number, origin: EffectOrigin): void {
    const step = this.#step;
    const scene = scriptOf(step.state).scenes.find(({ id }) => id === sceneId);
    if (scene === undefined) return;
    const first = !step.state.public.visited.includes(sceneId);
    const before = step.state.public.minutes;
    step.emit("scene_entered", { scene: sceneView(step.state, scene), first, minutes });
    step.emit("beat_told", { subject: `scene:${scene.id}`, speaker: null, text: first ? scene.read : scene.again });
    for (const { clock, by } of clocksDue(step.state, before, before + minutes)) this.#advance(clock, by, origin);
    this.#onEnter(scene, origin);
  }

  #onEnter(scene: Scene, origin: EffectOrigin): void {
    for (const beat of scene.onEnter ?? [])
      if (isOpen(this.#step.state, beat)) this.playOut(beat, `scene:${scene.id}`, "none", origin);
  }

  /** Tells a beat whose dice, if any, have fallen, and lets its effects follow. */
  playOut(
    beat: Beat,
    subject: string,
    outcome: EventOf<"beat_played">["payload"]["outcome"],
    origin: EffectOrigin,
  ): void {
    const branch = branchOf(beat, outcome);
    this.#step.emit("beat_played", { beatId: beat.id, outcome }, "gm");
    this.#step.emit("beat_told", {
      subject,
      speaker: subject.startsWith("person:") ? subject.slice("person:".length) : null,
      text: branch.text,
    });
    this.apply(branch.effects, origin);
  }

  startEncounter(encounterId: string): void {
    const step = this.#step;
    const script = scriptOf(step.state);
    const encounter = script.encounters.find(({ id }) => id === encounterId);
    if (
      encounter === undefined ||
      step.state.public.encounter !== null ||
      Object.hasOwn(step.state.public.encountersDone, encounterId)
    )
      return;
    const heroes = Math.max(1, heroesPresent(step.state).length);
    const foes = encounter.foes.flatMap(({ foe: foeId, count, perHero }) => {
      const foe = script.foes.find(({ id }) => id === foeId);
      const total = perHero === true ? count * heroes : count;
      if (foe === undefined) return [];
      return Array.from({ length: total }, (_, at) =>
        this.#rules.foe(
          foe,
          total === 1 ? foe.id : `${foe.id}-${at + 1}`,
          total === 1 ? foe.name : `${foe.name} ${at + 1}`,
        ),
      );
    });
    step.emit("beat_told", { subject: `encounter:${encounter.id}`, speaker: null, text: encounter.intro });
    this.#rules.startEncounter(
      step,
      encounter,
      foes.filter((foe): foe is Creature => foe !== null),
    );
  }

  /** Ends the fight that is on, tells how, and lets what the script says follow. */
  finishEncounter(outcome: EventOf<"encounter_ended">["payload"]["outcome"]): void {
    const step = this.#step;
    const encounter = encounterOf(step.state);
    if (encounter === null) return;
    this.#rules.endEncounter(step);
    step.emit("encounter_ended", { encounterId: encounter.id, outcome });
    const branch = outcome === "talked" ? encounter.talked : encounter[outcome];
    if (branch === undefined) return;
    step.emit("beat_told", { subject: `encounter:${encounter.id}`, speaker: null, text: branch.text });
    const actorId = heroesPresent(step.state)[0]?.id;
    if (actorId !== undefined) this.apply(branch.effects, { actorId, source: encounter.title });
  }

  /** Looks whether one side has nobody left standing. */
  settleEncounter(): void {
    if (this.#step.state.public.encounter === null) return;
    const verdict = this.#rules.verdict(this.#step.state);
    if (verdict !== null) this.finishEncounter(verdict);
  }

  #end(endingId: string): void {
    const ending = scriptOf(this.#step.state).endings.find(({ id }) => id === endingId);
    if (ending === undefined || this.#step.state.public.status === "ended") return;
    this.#step.emit("adventure_ended", { endingId, title: ending.title, text: ending.text, tone: ending.tone });
  }
}

function branchOf(
  beat: Beat,
  outcome: EventOf<"beat_played">["payload"]["outcome"],
): { text: string; effects?: readonly Effect[] | undefined } {
  if (outcome === "failure" || outcome === "fumble") return beat.failure ?? { text: beat.text, effects: [] };
  if (outcome === "partial") return beat.partial ?? beat;
  return beat;
}

function changeAttitude(step: Step, personId: string, by: number): void {
  const before = step.state.gm.attitudes[personId] ?? 0;
  const attitude = Math.min(3, Math.max(-3, before + by));
  if (attitude !== before) step.emit("attitude_changed", { personId, attitude }, "gm");
}

function itemNamed(step: Step, itemId: string): Item | undefined {
  return scriptOf(step.state).items.find(({ id }) => id === itemId);
}

function giveItem(
  step: Step,
  { creatureId, itemId, quantity, source }: { creatureId: string; itemId: string; quantity: number; source: string },
): void {
  const item = itemNamed(step, itemId);
  if (item !== undefined) step.emit("item_given", { creatureId, held: { item, quantity, equipped: false }, source });
}

/** Takes an item from whoever holds it, the one who acts first of all. */
function takeItem(
  step: Step,
  { itemId, quantity, reason, first }: { itemId: string; quantity: number; reason: string; first: string },
): void {
  const holders = heroesPresent(step.state).filter(({ items }) => items.some(({ item }) => item.id === itemId));
  const holder = holders.find(({ id }) => id === first) ?? holders[0];
  const held = holder?.items.find(({ item }) => item.id === itemId);
  if (holder !== undefined && held !== undefined)
    step.emit("item_taken", { creatureId: holder.id, itemId, quantity: Math.min(quantity, held.quantity), reason });
}

function changeCoin(step: Step, creatureId: string, delta: number, reason: string): void {
  const creature = step.state.public.creatures[creatureId];
  if (creature === undefined) return;
  const coinCopper = Math.max(0, creature.coinCopper + delta);
  step.emit("coin_changed", { creatureId, delta: coinCopper - creature.coinCopper, coinCopper, reason });
}

function awardXp(step: Step, total: number, reason: string): void {
  const creatureIds = heroesPresent(step.state).map(({ id }) => id);
  if (creatureIds.length > 0)
    step.emit("xp_awarded", { creatureIds, each: Math.max(1, Math.floor(total / creatureIds.length)), reason });
}
