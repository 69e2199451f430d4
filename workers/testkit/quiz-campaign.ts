import type { Adventure } from "../contracts/adventure.ts";
import type { Item } from "../contracts/creatures.ts";
import type { Audience, EventOf, EventType } from "../contracts/events.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import { sceneView } from "../core/script/scene-view.ts";
import type { Fact } from "../core/step.ts";
import { canaryAdventure, canaryHeroes, canaryItems } from "./canary-adventure.ts";
import { PaperRoom } from "./paper-room.ts";
import { foe } from "./rules-table.ts";
import { act, heroOf, seated } from "./small-table.ts";

/** Numbers from a seed, so that a campaign can be played again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    return list.map(() => left.splice(this.below(left.length), 1)[0] as T);
  }
}

const ADJECTIVES = [
  "amber",
  "brass",
  "crooked",
  "hollow",
  "velvet",
  "cracked",
  "painted",
  "salted",
  "frozen",
  "scarlet",
];
const MORE_ADJECTIVES = [
  "woven",
  "rusted",
  "gilded",
  "blind",
  "humming",
  "smoky",
  "narrow",
  "borrowed",
  "chalk",
  "twin",
];
const NOUNS = ["bell", "mask", "ledger", "well", "compass", "harp", "anvil", "orchard", "stair", "beacon", "mirror"];
const MORE_NOUNS = ["barrel", "saddle", "idol", "furnace", "raft", "statue", "kennel", "candle", "chimney", "grave"];
const WHERES = ["under the third plank", "behind the clock", "in a drowned cart", "beneath the salt sacks"];
export const ITEM_NAMES = [
  ...["moonlantern", "iron whistle", "jade spoon", "wolf pelt", "captain's map", "bone flute"],
  ...["glass eye", "prayer rope", "storm phial", "oak shield", "thimble of ash", "witness stone"],
];
export const PERSON_NAMES = [
  ...["Orla", "Jasper", "Nettie", "Corvin", "Sister Halloran"],
  ...["Pell", "Dunstan", "Ysolde", "Tobin", "Marrow"],
];
export const SCENE_TITLES = [
  ...["Coldmill", "The Drowned Chapel", "Fenwick Bridge", "The Lantern Market", "Hobb's Quarry", "Saltgate"],
  ...["The Weeping Tower", "Alder Crossing", "The Kiln", "Ravensholt", "The Old Granary", "Tarn House"],
];
const FOE_NAMES = ["Redfang", "Grint", "Old Tusk", "Vesper", "Molder", "Skarn", "Quill", "Ironjaw", "Hex", "Brindle"];
export const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, "-");

const item = (name: string): Item => ({ id: slugOf(name), name, text: "A thing.", kind: "gear" });

function quizAdventure(): Adventure {
  const canary = canaryAdventure();
  const [hall, person] = [canary.scenes[0], canary.people[0]];
  if (hall === undefined || person === undefined) throw new Error("The small hall has lost its hall.");
  const scenes = SCENE_TITLES.map((title, at) => ({
    ...hall,
    ...{ id: slugOf(title), title, read: `You come to ${title}.`, features: [], exits: [], beats: [] },
    people: PERSON_NAMES.filter((_, index) => index % SCENE_TITLES.length === at).map(slugOf),
  }));
  const people = PERSON_NAMES.map((name) => ({ ...person, id: slugOf(name), name, topics: [] }));
  return {
    ...canary,
    id: "quiz",
    title: "The Long Road",
    start: slugOf(SCENE_TITLES[0] ?? ""),
    scenes,
    people,
    clocks: [],
  };
}

type Built = Fact;
const built = <T extends EventType>(type: T, payload: EventOf<T>["payload"], audience: Audience = "all"): Built =>
  ({ type, v: 1, actor: { kind: "system" }, cause: {}, audience, payload }) as Fact;

/** A campaign that is played by itself: things change hands, people move and die, promises, secrets, undone turns. */
export class QuizCampaign {
  readonly room: PaperRoom;
  readonly gail: MemberId;
  readonly bo: MemberId;
  readonly mira: MemberId;
  readonly #dice: Dice;
  /** Topics nobody has spoken of yet; some are never spoken of. */
  readonly topics: string[];
  #tess: MemberId | null = null;
  readonly #learned: number[] = [];
  #foes = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
    const items = [...canaryItems, ...ITEM_NAMES.map(item)];
    this.room = new PaperRoom({ adventure: quizAdventure(), heroes: canaryHeroes, items, seed: `quiz ${seed}` });
    this.gail = this.room.join("Gail", "spectator");
    this.room.ask(this.room.owner, { type: "gm_set_role", memberId: this.gail, role: "gm" });
    this.room.ask(this.gail, { type: "gm_take_over" });
    this.room.ask(this.gail, { type: "gm_hand_back", leaveScreen: false });
    this.bo = seated(this.room, "Bo");
    this.mira = seated(this.room, "Mira");
    const nouns = [...NOUNS, ...MORE_NOUNS];
    this.topics = this.#dice.shuffled(
      [...ADJECTIVES, ...MORE_ADJECTIVES].flatMap((adjective) => nouns.map((noun) => `${adjective} ${noun}`)),
    );
  }

  /** Plays on until the log holds so many events. Whoever comes late comes half-way. */
  play(events: number): this {
    while (this.room.events.length < events) {
      if (this.#tess === null && this.room.events.length > events / 2) this.#tess = seated(this.room, "Tess");
      if (this.#dice.below(40) === 0) this.room.later(9 * 3_600_000);
      this.#something();
    }
    return this;
  }

  #something(): void {
    const kinds: readonly (() => void)[] = [
      ...[() => this.#turn(this.#handing()), () => this.#turn(this.#handing()), () => this.#turn(this.#travel())],
      ...[() => this.#turn(this.#moving()), () => this.#turn(this.#feeling()), () => this.#turn(this.#learning())],
      ...[() => this.#turn(this.#learning()), () => this.#promise(), () => this.#whisper(), () => this.#note()],
      ...[() => this.#turn(this.#fight()), () => this.#turn(this.#wound()), () => this.#turn(this.#purse())],
      ...[
        () => this.#undone(),
        () => this.#undone(),
        () => this.#corrected(),
        () => this.#chatter(),
        () => this.#chatter(),
      ],
    ];
    this.#dice.of(kinds)();
  }

  #topic(): string {
    const topic = this.topics.pop();
    if (topic === undefined) throw new Error("Everything has been spoken of: a campaign this long needs more topics.");
    return topic;
  }

  #turn(facts: readonly Built[], text = "I see to it"): TurnId | null {
    if (this.room.ask(this.bo, act(text)) !== null) return null;
    const { turnId } = this.room;
    const stored = this.room.append(facts.map((fact) => ({ ...fact, cause: { turnId } })));
    for (const { body, header } of stored) if (body.type === "fact_recorded") this.#learned.push(header.seq);
    this.room.narrate("It is told.");
    return turnId;
  }

  /** A thing is found, handed on, or used up. */
  #handing(): Built[] {
    const { creatures } = this.room.state.public;
    const [id, name] = [heroOf(this.room, this.#player()), this.#dice.of(ITEM_NAMES)];
    const holder = Object.values(creatures).find(({ items }) => items.some((held) => held.item.name === name));
    const held = { item: item(name), quantity: 1, equipped: false };
    const taken =
      holder === undefined
        ? []
        : [
            built("item_taken", {
              ...{ creatureId: holder.id, itemId: held.item.id },
              quantity: 1,
              reason: "handed on",
            }),
          ];
    if (holder !== undefined && (holder.id === id || this.#dice.below(5) === 0)) return taken;
    return [
      ...taken,
      built("item_given", {
        creatureId: id,
        held,
        source: holder === undefined ? "found by the road" : `from ${holder.name}`,
      }),
    ];
  }

  #player(): MemberId {
    return this.#dice.of([this.bo, this.mira, ...(this.#tess === null ? [] : [this.#tess])]);
  }

  #travel(): Built[] {
    const scene = this.#dice.of(this.room.state.gm.script?.scenes ?? []);
    if (scene.id === this.room.state.public.scene?.id) return [];
    const first = !this.room.state.public.visited.includes(scene.id);
    return [
      built("scene_entered", { scene: sceneView(this.room.state, scene), first, minutes: 10 + this.#dice.below(200) }),
    ];
  }

  #moving(): Built[] {
    const personId = slugOf(this.#dice.of(PERSON_NAMES));
    const here = this.room.state.public.scene?.id;
    const to = this.#dice.of(SCENE_TITLES.map(slugOf).filter((id) => id !== here));
    // Nobody walks off before the party's eyes: that would be seen.
    return this.room.state.gm.places[personId] === here ? [] : [built("person_moved", { personId, to }, "gm")];
  }

  #feeling(): Built[] {
    const personId = slugOf(this.#dice.of(PERSON_NAMES));
    const attitude = this.#dice.below(7) - 3;
    return this.room.state.gm.attitudes[personId] === attitude
      ? []
      : [built("attitude_changed", { personId, attitude }, "gm")];
  }

  #learning(): Built[] {
    return [built("fact_recorded", { text: `The ${this.#topic()} is kept ${this.#dice.of(WHERES)}.` })];
  }

  #fight(): Built[] {
    const name = `${FOE_NAMES[this.#foes % FOE_NAMES.length]}${this.#foes < FOE_NAMES.length ? "" : ` the ${ordinal(this.#foes)}`}`;
    this.#foes += 1;
    const beast = { ...foe(slugOf(name)), id: `foe-${this.#foes}`, name };
    const dead = { ...beast.vitals, state: "dead", hp: 0 } as typeof beast.vitals;
    const dies = this.#dice.below(2) === 0;
    const encounterId = `fight-${this.#foes}`;
    const combatants = this.room.state.public.encounter?.combatants ?? [];
    return [
      built("encounter_started", {
        encounterId,
        title: `The fight with ${name}`,
        foes: [beast],
        combatants: [...combatants],
        ordered: false,
      }),
      ...(dies ? [built("creature_fell", { creatureId: beast.id, vitals: dead, fate: "dead" })] : []),
      built("encounter_ended", { encounterId, outcome: dies ? "won" : "fled" }),
    ];
  }

  /** A hero falls, and as often as not gets up; the one who came late may die. */
  #wound(): Built[] {
    const who = this.#tess !== null && this.#dice.below(3) === 0 ? this.#tess : this.mira;
    const hero = this.room.state.public.creatures[heroOf(this.room, who)];
    if (hero === undefined || hero.vitals.ruleset !== "d20" || hero.vitals.state === "dead") return [];
    const { id: creatureId, vitals } = hero;
    const isUp = vitals.state === "up";
    if (!isUp) return [built("creature_fell", { creatureId, vitals: { ...vitals, hp: 5, state: "up" }, fate: "up" })];
    const fate = who === this.#tess ? ("dead" as const) : ("dying" as const);
    return [built("creature_fell", { creatureId, vitals: { ...vitals, hp: 0, state: fate }, fate })];
  }

  #purse(): Built[] {
    const creatureId = heroOf(this.room, this.#player());
    const before = this.room.state.public.creatures[creatureId]?.coinCopper ?? 0;
    const delta = 1 + this.#dice.below(400);
    return [built("coin_changed", { creatureId, delta, coinCopper: before + delta, reason: "found" })];
  }

  #promise(): void {
    const by = this.#dice.of([this.bo, this.mira]);
    this.room.ask(by, {
      type: "chat",
      channel: "ic",
      to: [],
      text: `I promise I will bring back the ${this.#topic()}.`,
    });
  }

  #whisper(): void {
    const text = `Watch the ${this.#topic()}, and tell nobody.`;
    if (this.#dice.below(2) === 0)
      this.room.ask(this.gail, { type: "gm_whisper", to: [this.#dice.of([this.bo, this.mira])], text });
    else this.room.ask(this.bo, { type: "chat", channel: "whisper", to: [this.mira], text });
  }

  #note(): void {
    this.room.ask(this.gail, { type: "gm_annotate", about: null, text: `The ${this.#topic()} belongs to the enemy.` });
  }

  /** A turn that is taken back: what was done, learned and promised in it never was. */
  #undone(): void {
    const kinds = [
      () => this.#handing(),
      () => this.#travel(),
      () => this.#moving(),
      () => this.#learning(),
      () => this.#feeling(),
    ];
    const promised = `I swear I will burn the ${this.#topic()}.`;
    const turnId = this.#turn(
      [...this.#dice.of(kinds)(), ...this.#dice.of(kinds.slice(2))()],
      this.#dice.below(2) === 0 ? promised : "I try",
    );
    if (turnId !== null) this.room.ask(this.gail, { type: "gm_undo_turn", turnId, reason: "misheard" });
  }

  /** Somebody puts what was learned into other words, or wants it forgotten. */
  #corrected(): void {
    const seq = this.#dice.of(this.#learned);
    if (seq === undefined) return;
    const factId = `f_${seq}`;
    if (this.#dice.below(3) === 0) this.room.ask(this.mira, { type: "forget_fact", factId, forgotten: true });
    else this.room.ask(this.mira, { type: "correct_fact", factId, text: `It was the ${this.#topic()} all along.` });
  }

  #chatter(): void {
    this.room.ask(this.mira, { type: "chat", channel: "ooc", to: [], text: "Pass the biscuits." });
    this.room.ask(this.bo, { type: "chat", channel: "ic", to: [], text: "The road is long." });
  }
}

const ordinal = (count: number): string =>
  ["Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Last"][
    Math.floor(count / FOE_NAMES.length) - 1
  ] ?? `${count}th`;
