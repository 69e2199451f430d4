import { describe, expect, test } from "vitest";
import type { Adventure, Beat, Effect, Encounter, Requirement, Scene } from "../contracts/adventure.ts";
import { adventureById, adventures } from "./index.ts";

/** How luck falls in a play-through: every die the same way, every fight the same end. */
interface Luck {
  readonly check: "success" | "partial" | "failure";
  readonly fight: "won" | "fled" | "lost";
  /** Whether what greets the party at a scene does so at every arrival, when its beat may be played again. */
  readonly greeted: "once" | "always";
}

/** One thing done: `go:exit`, `beat:id`, `topic:person/topic`, `wait:minutes`, or `fight` to let luck end a fight. */
type Deed = string;

/**
 * A campaign reduced to what the script can see of it: enough to prove that a story can be walked from end to end.
 * It follows core/script, without dice, heroes or rules.
 */
class PlayThrough {
  readonly #script: Adventure;
  readonly #luck: Luck;
  readonly #flags = new Set<string>();
  readonly #items = new Map<string, number>();
  readonly #spent = new Set<string>();
  readonly #shown = new Set<string>();
  readonly #unlocked = new Set<string>();
  readonly #attitudes = new Map<string, number>();
  readonly #places = new Map<string, string | null>();
  readonly #clocks = new Map<string, number>();
  readonly #encounters = new Map<string, string>();
  readonly secrets = new Set<string>();
  readonly visited = new Set<string>();
  readonly played = new Set<string>();
  readonly topics = new Set<string>();
  readonly told: string[] = [];
  #sceneId = "";
  #fightId: string | null = null;
  #minutes = 0;
  ending: string | null = null;

  constructor(script: Adventure, luck: Luck) {
    this.#script = script;
    this.#luck = luck;
    for (const person of script.people) this.#attitudes.set(person.id, person.attitude);
    for (const scene of script.scenes) for (const id of scene.people) this.#places.set(id, scene.id);
    this.#enter(script.start, 0);
  }

  get scene(): Scene {
    const found = this.#script.scenes.find(({ id }) => id === this.#sceneId);
    if (found === undefined) throw new Error(`no scene ${this.#sceneId}`);
    return found;
  }

  get fight(): Encounter | null {
    return this.#script.encounters.find(({ id }) => id === this.#fightId) ?? null;
  }

  /** Everything that could be done now. */
  deeds(): Deed[] {
    if (this.ending !== null) return [];
    const beats = this.#beats()
      .filter((beat) => this.#open(beat))
      .map(({ id }) => `beat:${id}`);
    if (this.fight !== null) return [...beats, "fight"];
    const exits = this.#exits()
      .filter((exit) => (exit.locked === undefined || this.#unlocked.has(exit.id)) && this.#holds(exit.requires))
      .map(({ id }) => `go:${id}`);
    const topics = this.#people().flatMap((person) =>
      person.topics.filter(({ requires }) => this.#holds(requires)).map(({ id }) => `topic:${person.id}/${id}`),
    );
    return [...beats, ...exits, ...topics];
  }

  /** Does one thing; throws when it cannot be done from here. */
  do(deed: Deed): void {
    const [kind = "", what = ""] = deed.split(":");
    if (kind === "wait") {
      this.#pass(Number(what));
      return;
    }
    if (!this.deeds().includes(deed))
      throw new Error(`cannot ${deed} in ${this.#sceneId}; could: ${this.deeds().join(" ")}`);
    if (kind === "fight") this.#endFight(this.#luck.fight);
    if (kind === "beat") this.#play(this.#beats().find(({ id }) => id === what));
    if (kind === "go") {
      const exit = this.#exits().find(({ id }) => id === what);
      if (exit !== undefined) this.#enter(exit.to, exit.minutes);
    }
    if (kind === "topic") {
      const [personId, topicId] = what.split("/");
      const topic = this.#script.people.find(({ id }) => id === personId)?.topics.find(({ id }) => id === topicId);
      if (topic === undefined) return;
      this.topics.add(`${personId}/${topicId}`);
      this.told.push(topic.text);
      this.#apply(topic.effects);
    }
  }

  #people() {
    return this.#script.people.filter(({ id }) => this.#places.get(id) === this.#sceneId);
  }

  #exits() {
    return this.scene.exits.filter(({ hidden, id }) => hidden !== true || this.#shown.has(id));
  }

  #beats(): Beat[] {
    if (this.fight !== null) return this.fight.beats;
    const features = this.scene.features.filter(({ hidden, id }) => hidden !== true || this.#shown.has(id));
    return [this.scene, ...features, ...this.#exits(), ...this.#people()].flatMap(({ beats }) => beats);
  }

  #open(beat: Beat): boolean {
    const inHand = beat.with === undefined || (this.#items.get(beat.with) ?? 0) > 0;
    return (beat.again === true || !this.#spent.has(beat.id)) && inHand && this.#holds(beat.requires);
  }

  #holds(requires: readonly Requirement[] | undefined): boolean {
    return (requires ?? []).every((each) => this.#holdsOne(each) !== (each.not === true));
  }

  #holdsOne(each: Requirement): boolean {
    if ("flag" in each) return this.#flags.has(each.flag);
    if ("has" in each) return (this.#items.get(each.has) ?? 0) > 0;
    if ("visited" in each) return this.visited.has(each.visited);
    if ("clock" in each) return (this.#clocks.get(each.clock) ?? 0) >= each.atLeast;
    if ("attitude" in each) return (this.#attitudes.get(each.attitude) ?? 0) >= each.atLeast;
    if ("done" in each) return this.#spent.has(each.done);
    if ("encounter" in each) return this.#encounters.get(each.encounter) === each.outcome;
    return this.secrets.has(each.knows);
  }

  #play(beat: Beat | undefined): void {
    if (beat === undefined) return;
    this.#spent.add(beat.id);
    this.played.add(beat.id);
    const outcome = beat.check === undefined ? "success" : this.#luck.check;
    const branch =
      outcome === "failure" ? beat.failure : outcome === "partial" ? (beat.partial ?? beat.failure ?? beat) : beat;
    if (branch === undefined) throw new Error(`beat ${beat.id} has no failure`);
    this.told.push(branch.text);
    this.#apply(branch.effects);
  }

  #apply(effects: readonly Effect[] | undefined): void {
    for (const effect of effects ?? []) this.#one(effect);
  }

  #one(effect: Effect): void {
    if ("set" in effect) this.#flags[effect.to === false ? "delete" : "add"](effect.set);
    else if ("give" in effect)
      this.#items.set(effect.give, (this.#items.get(effect.give) ?? 0) + (effect.quantity ?? 1));
    else if ("take" in effect) this.#items.set(effect.take, Math.max(0, (this.#items.get(effect.take) ?? 0) - 1));
    else if ("secret" in effect) this.secrets.add(effect.secret);
    else if ("tick" in effect) this.#tick(effect.tick, effect.by);
    else if ("show" in effect) this.#shown.add(effect.show);
    else if ("unlock" in effect) this.#unlocked.add(effect.unlock);
    else if ("attitude" in effect)
      this.#attitudes.set(
        effect.attitude,
        Math.min(3, Math.max(-3, (this.#attitudes.get(effect.attitude) ?? 0) + effect.by)),
      );
    else if ("movePerson" in effect) this.#places.set(effect.movePerson, effect.to);
    else if ("encounter" in effect) this.#startFight(effect.encounter);
    else if ("endEncounter" in effect) this.#endFight(effect.endEncounter);
    else if ("go" in effect) this.#enter(effect.go, 0);
    else if ("minutes" in effect) this.#pass(effect.minutes);
    else if ("end" in effect) this.ending ??= effect.end;
  }

  #startFight(id: string): void {
    if (this.#fightId !== null || this.#encounters.has(id)) return;
    this.#fightId = id;
    this.told.push(this.fight?.intro ?? "");
  }

  #endFight(outcome: "won" | "fled" | "lost" | "talked"): void {
    const { fight } = this;
    if (fight === null) return;
    this.#encounters.set(fight.id, outcome);
    this.#fightId = null;
    const branch = outcome === "talked" ? (fight.talked ?? fight.won) : fight[outcome];
    this.told.push(branch.text);
    this.#apply(branch.effects);
  }

  #enter(id: string, minutes: number): void {
    this.#sceneId = id;
    const first = !this.visited.has(id);
    this.visited.add(id);
    this.told.push(first ? this.scene.read : this.scene.again);
    this.#pass(minutes);
    if (!first && this.#luck.greeted === "once") return;
    for (const beat of this.scene.onEnter ?? []) if (this.#open(beat)) this.#play(beat);
  }

  #pass(minutes: number): void {
    const before = this.#minutes;
    this.#minutes += minutes;
    for (const { id, everyMinutes } of this.#script.clocks) {
      if (everyMinutes === undefined) continue;
      const by = Math.floor(this.#minutes / everyMinutes) - Math.floor(before / everyMinutes);
      if (by > 0) this.#tick(id, by);
    }
  }

  #tick(id: string, by: number): void {
    const clock = this.#script.clocks.find((each) => each.id === id);
    if (clock === undefined) return;
    const now = this.#clocks.get(id) ?? 0;
    const filled = Math.min(clock.segments, Math.max(0, now + by));
    this.#clocks.set(id, filled);
    if (filled !== clock.segments || now === clock.segments || clock.full === undefined) return;
    this.told.push(clock.full.text);
    this.#apply(clock.full.effects);
  }
}

const LUCKS: readonly Luck[] = (["success", "partial", "failure"] as const).flatMap((check) =>
  (["won", "fled", "lost"] as const).flatMap((fight) =>
    (["once", "always"] as const).map((greeted) => ({ check, fight, greeted })),
  ),
);

/** For each ending a way to it. What ends in `?` is done only where luck has made it possible. */
const WAYS: readonly { readonly adventure: string; readonly ending: string; readonly deeds: string }[] = [
  {
    adventure: "the-lamplighters-hour",
    ending: "thirty-one-lights",
    deeds:
      "topic:fitch/fitch-osk beat:force-lamp-room go:lamp-room-door beat:take-lantern beat:take-bitterwood go:lamp-room-out go:stair-up beat:burn-bitterwood go:stair-on topic:osk/osk-fitch beat:light-with-osk",
  },
  {
    adventure: "the-lamplighters-hour",
    ending: "the-dark-hour",
    deeds:
      "beat:feel-way-up beat:sneak-past-moths fight? go:stair-up? go:stair-on topic:osk/osk-lamps beat:sit-out-the-hour",
  },
  {
    adventure: "the-lamplighters-hour",
    ending: "lit-too-soon",
    deeds:
      "beat:pick-lamp-room go:lamp-room-door beat:take-lantern go:lamp-room-out go:stair-up beat:strike-at-moths fight go:stair-up? go:stair-on beat:light-alone",
  },
  {
    adventure: "nine-for-the-quiet",
    ending: "all-told",
    deeds:
      "topic:sedge/sedge-key beat:unlock-ice-house go:ice-house-door topic:iddy/iddy-dogs go:ice-out go:slip-to-saltings beat:call-dogs go:saltings-to-mill beat:call-loft topic:teale/teale-under beat:unlock-hatch go:mill-hatch beat:dive-pool go:pit-ladder go:mill-to-saltings go:saltings-to-slip topic:hessa/hessa-dead topic:sedge/sedge-dead go:slip-to-street topic:ottoline/ottoline-dead go:street-to-slip beat:raise-the-dead beat:stop-pyre? beat:load-the-nine go:board-ferry go:crossing-to-quiet beat:say-the-names",
  },
  {
    adventure: "nine-for-the-quiet",
    ending: "all-told",
    deeds:
      "beat:break-ice-house go:ice-house-door beat:open-grate go:drain-crawl beat:open-sluice fight go:pit-culvert? go:ice-out topic:hessa/hessa-dead go:slip-to-street topic:ottoline/ottoline-dead go:street-to-slip go:slip-to-chapel beat:take-name-book go:chapel-to-slip beat:raise-the-dead beat:stop-pyre? beat:load-the-nine go:board-ferry go:crossing-to-quiet beat:say-the-names",
  },
  {
    adventure: "nine-for-the-quiet",
    ending: "the-relief",
    deeds:
      "go:slip-to-street go:yard-door beat:open-not-mine go:joinery-to-inn go:street-to-slip beat:give-comb-hessa go:board-ferry go:crossing-to-quiet topic:sexton/sexton-debt topic:sexton/sexton-self beat:hessa-takes-spade",
  },
  {
    adventure: "nine-for-the-quiet",
    ending: "seven-years",
    deeds:
      "go:slip-to-chapel beat:read-slate go:chapel-to-slip beat:steal-ferry go:board-ferry go:crossing-to-quiet topic:sexton/sexton-debt beat:hero-takes-spade",
  },
  { adventure: "nine-for-the-quiet", ending: "the-difference", deeds: "wait:360 go:flats-walk beat:refuse-sexton" },
  {
    adventure: "nine-for-the-quiet",
    ending: "the-difference",
    deeds:
      "topic:sedge/sedge-key beat:unlock-ice-house go:ice-house-door go:ice-out beat:steal-ferry beat:load-the-nine go:board-ferry go:crossing-to-quiet beat:hand-over-nine",
  },
];

function scriptOf(id: string): Adventure {
  const found = adventureById(id);
  if (found === undefined) throw new Error(`no adventure ${id}`);
  return found;
}

/** Numbers from 0 to just under 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Somebody curious who tries everything, and ends the story only when the evening is over: some evenings are short. */
function roam(script: Adventure, luck: Luck, seed: number): PlayThrough {
  const play = new PlayThrough(script, luck);
  const chance = chances(seed);
  const evening = seed % 2 === 0 ? 450 : seed * 9;
  const done = new Set<string>();
  const ends = new Set(beatsOf(script).flatMap((beat) => (leadsToEnd(beat) ? [`beat:${beat.id}`] : [])));
  for (let step = 0; play.ending === null && step < 900; step += 1) {
    const all = play.deeds();
    if (all.length === 0) throw new Error(`stuck in ${play.scene.id}`);
    const open = step < evening ? all.filter((deed) => !ends.has(deed)) : all;
    const fresh = open.filter((deed) => !done.has(deed) && deed !== "fight");
    const from = fresh.length > 0 ? fresh : open.length > 0 ? open : all;
    const deed = from[Math.floor(chance() * from.length)] ?? "";
    done.add(deed);
    play.do(deed);
  }
  return play;
}

function beatsOf(script: Adventure): Beat[] {
  return [
    ...script.scenes.flatMap((scene) => [
      ...scene.beats,
      ...scene.features.flatMap(({ beats }) => beats),
      ...scene.exits.flatMap(({ beats }) => beats),
    ]),
    ...script.people.flatMap(({ beats }) => beats),
    ...script.encounters.flatMap(({ beats }) => beats),
  ];
}

function leadsToEnd({ effects = [], partial, failure }: Beat): boolean {
  return [effects, partial?.effects ?? [], failure?.effects ?? []].some((list) =>
    list.some((effect) => "end" in effect),
  );
}

describe.each(WAYS.map((way, at) => [`${way.adventure} to ${way.ending}, way ${at + 1}`, way] as const))(
  "%s",
  (_, way) => {
    test.each(LUCKS.map((luck) => [`${luck.check}, fights ${luck.fight}, greeted ${luck.greeted}`, luck] as const))(
      "whatever the luck: %s",
      (_luck, luck) => {
        const play = new PlayThrough(scriptOf(way.adventure), luck);
        for (const step of way.deeds.split(" ")) {
          const deed = step.replace("?", "");
          if (step.endsWith("?") && !play.deeds().includes(deed)) continue;
          if (deed === "fight" && play.fight === null) continue;
          play.do(deed);
          if (play.ending !== null) break;
        }
        expect(play.ending).toBe(way.ending);
      },
    );
  },
);

describe.each(adventures.map((script) => [script.id, script] as const))("roaming %s", (_, script) => {
  const walks = LUCKS.flatMap((luck) => Array.from({ length: 12 }, (_unused, seed) => roam(script, luck, seed + 1)));

  test("every walk comes to an end, and every ending is met", () => {
    expect(walks.filter(({ ending }) => ending === null)).toEqual([]);
    expect(new Set(walks.map(({ ending }) => ending))).toEqual(new Set(script.endings.map(({ id }) => id)));
  });

  test("every scene is seen, every secret can come out, nothing written is out of reach", () => {
    const seen = <T>(of: (play: PlayThrough) => Iterable<T>) => new Set(walks.flatMap((play) => [...of(play)]));
    expect(script.scenes.map(({ id }) => id).filter((id) => !seen((play) => play.visited).has(id))).toEqual([]);
    expect(script.secrets.map(({ id }) => id).filter((id) => !seen((play) => play.secrets).has(id))).toEqual([]);
    expect(
      beatsOf(script)
        .map(({ id }) => id)
        .filter((id) => !seen((play) => play.played).has(id)),
    ).toEqual([]);
    const topics = script.people.flatMap((person) => person.topics.map(({ id }) => `${person.id}/${id}`));
    expect(topics.filter((id) => !seen((play) => play.topics).has(id))).toEqual([]);
  });

  test("every clock that fills does something", () => {
    for (const clock of script.clocks) expect(clock.full?.effects.length ?? 0, clock.id).toBeGreaterThan(0);
    const full = script.clocks.flatMap((clock) => (clock.full === undefined ? [] : [clock.full.text]));
    expect(full.filter((text) => !walks.some(({ told }) => told.includes(text)))).toEqual([]);
  });
});
