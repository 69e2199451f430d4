import { grammar, type Occasion, type Phrases, type Tone } from "../../../content/grammar/index.ts";
import type { CampaignEvent } from "../../../contracts/events.ts";
import { withThe } from "../../../core/naming.ts";
import type { NarratorInput } from "../../../core/ports.ts";
import { capital, shortName } from "../language/naming.ts";
import { nameWords } from "../language/words.ts";
import type { Memory } from "./memory.ts";
import { piecesOf } from "./sentences.ts";
import type { Named, Slots } from "./slots.ts";

export type SeenFact = NarratorInput["events"][number];
export type Fact<T extends CampaignEvent["type"]> = Extract<CampaignEvent, { type: T }>;

const SENTENCES_PER_PARAGRAPH = 5;
const RESTS_MAX = 64;

/** A narration in the making: paragraphs, what they rest on, and what has been said before. */
export class Telling {
  readonly #input: NarratorInput;
  readonly memory: Memory;
  readonly #paragraphs: string[] = [];
  #open: string[] = [];
  readonly #rests = new Set<number>();
  question: { readonly text: string; readonly choices: readonly string[] } | null = null;

  constructor(input: NarratorInput, memory: Memory) {
    this.#input = input;
    this.memory = memory;
  }

  get lane(): NarratorInput["view"]["public"] {
    return this.#input.view.public;
  }

  /** The hero whose deed it is, when the turn is one hero's. */
  get actor(): Named | null {
    const ids = new Set(this.#input.turn.actions.map(({ creatureId }) => creatureId));
    const [only] = ids;
    return ids.size === 1 && only !== undefined ? this.creature(only) : null;
  }

  /** Somebody on the table by the name people call them: a hero's first name, "the wolf", "the second wolf". */
  creature(id: string): Named {
    const creature = this.lane.creatures[id];
    if (creature === undefined) return this.gone(id);
    if (creature.kind === "hero")
      return { name: creature.name.split(" ")[0] ?? creature.name, pronoun: creature.pronoun };
    return { name: foeName(creature.name), pronoun: creature.pronoun };
  }

  /** A foe that has left the table with its fight is still spoken of in the events of the turn. */
  private gone(id: string): Named {
    const foes = this.#input.events.flatMap(({ body }) => (body.type === "encounter_started" ? body.payload.foes : []));
    const foe = foes.find((each) => each.id === id);
    if (foe !== undefined) return { name: foeName(foe.name), pronoun: foe.pronoun };
    return { name: foeName(id.replaceAll("-", " ")), pronoun: "it" };
  }

  /** Whether the attack a roll was for is made from afar. */
  isRanged(creatureId: string, label: string): boolean {
    const sheet = this.lane.creatures[creatureId]?.sheet;
    return (
      sheet?.ruleset === "d20" && sheet.attacks.some(({ name, kind }) => kind === "ranged" && label.startsWith(name))
    );
  }

  /** What a subject like "feature:hearth" is called in sight of the players. */
  subject(subject: string): Named | null {
    const [kind = "", id = ""] = subject.split(":");
    const scene = this.lane.scene;
    if (kind === "creature") return this.creature(id);
    if (kind === "scene") return scene === null ? null : { name: scene.title, pronoun: "it" };
    if (kind === "person") {
      const person = scene?.people.find((each) => each.id === id);
      return person === undefined ? null : { name: withThe(shortName(person.name)), pronoun: person.pronoun };
    }
    if (kind === "item") {
      const held = Object.values(this.lane.creatures)
        .flatMap(({ items }) => items)
        .find(({ item }) => item.id === id);
      return held === undefined ? null : { name: withThe(held.item.name), pronoun: "it" };
    }
    const thing = [...(scene?.features ?? []), ...(scene?.exits ?? [])].find((each) => each.id === id);
    return thing === undefined ? null : { name: withThe(thing.name), pronoun: "it" };
  }

  rest(seq: number): void {
    if (this.#rests.size < RESTS_MAX) this.#rests.add(seq);
  }

  /** Says something fitting, unless every way to say it has been used this evening. */
  say(occasion: Occasion, slots: Slots = {}): boolean {
    return this.sayOne(grammar.occasions[occasion], slots);
  }

  sayOne(phrases: Phrases, slots: Slots = {}): boolean {
    const capitals = Object.entries(slots).map(([key, value]) => [
      capital(key),
      typeof value === "string" ? capital(value) : { ...value, name: capital(value.name) },
    ]);
    const said = this.memory.say(phrases, { ...slots, ...Object.fromEntries(capitals) });
    if (said !== null) this.line(said);
    return said !== null;
  }

  /** The key the place is in, for what is said between things. */
  get tone(): Tone {
    const look = this.lane.scene?.look;
    if (look === undefined) return "wry";
    if (
      look.kind === "crypt" ||
      look.kind === "cave" ||
      look.kind === "marsh" ||
      look.weather === "fog" ||
      look.time === "night"
    )
      return "eerie";
    if (look.kind === "tavern" || look.kind === "hall" || look.kind === "village" || look.kind === "mill")
      return "homely";
    return look.time === "dusk" || look.time === "dawn" ? "tender" : "wry";
  }

  /** What of the scene is named in a line: the longest name wins. */
  thingIn(line: string): Named | null {
    const scene = this.lane.scene;
    const words = ` ${nameWords(line).join(" ")} `;
    const all = [
      ...(scene?.people ?? []).map((each) => ({ ...each, kind: "person" })),
      ...(scene?.features ?? []).map((each) => ({ ...each, kind: "feature" })),
      ...(scene?.exits ?? []).map((each) => ({ ...each, kind: "exit" })),
    ];
    const named = all.flatMap(({ id, kind, name, aliases }) =>
      [name, ...aliases].map((alias) => ({
        subject: `${kind}:${id}`,
        alias: nameWords(alias.replace(/^(?:the|an?) /i, "")).join(" "),
      })),
    );
    const found = named
      .filter(({ alias }) => alias.length > 2 && words.includes(` ${alias} `))
      .sort((a, b) => b.alias.length - a.alias.length)[0];
    return found === undefined ? null : this.subject(found.subject);
  }

  line(sentence: string): void {
    if (this.#open.length >= SENTENCES_PER_PARAGRAPH) this.breakParagraph();
    this.#open.push(sentence);
  }

  /** Authored words, told as they stand; what of them has been said this evening is left out. False when all of it was. */
  authored(text: string): boolean {
    if (this.memory.isOld(text)) return false;
    const paragraphs = text
      .split(/\n\s*\n/)
      .map((paragraph) => this.memory.onlyNew(paragraph.trim(), piecesOf(paragraph.trim())))
      .filter((paragraph) => paragraph !== "");
    this.memory.keep(text);
    paragraphs.forEach((paragraph, index) => {
      if (index > 0) this.breakParagraph();
      this.line(paragraph.replace(/[ \t]{2,}/g, " "));
    });
    if (paragraphs.length > 1 || text.length > 240) this.breakParagraph();
    return paragraphs.length > 0;
  }

  /** The question at the end; what of it has been asked this evening is asked in other words. */
  ask(question: string): void {
    this.breakParagraph();
    const fresh = this.memory.onlyNew(question, piecesOf(question));
    const hero = this.actor ?? { name: "the party", pronoun: "it" as const };
    if (fresh !== "") this.line(fresh);
    this.memory.keep(question);
    if (!fresh.includes("?") && !this.say("ask.what", { hero }) && !this.say("ask.how", { hero }))
      this.line(this.memory.compose(hero, this.tone));
  }

  breakParagraph(): void {
    if (this.#open.length > 0) this.#paragraphs.push(this.#open.join(" "));
    this.#open = [];
  }

  get isEmpty(): boolean {
    return this.#paragraphs.length === 0 && this.#open.length === 0;
  }

  get rests(): number[] {
    return [...this.#rests].sort((a, b) => a - b);
  }

  text(): string {
    this.breakParagraph();
    return this.#paragraphs.join("\n\n");
  }
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** "wolf" becomes "the wolf", "wolf 2" "the second wolf"; a capital makes it a proper name. */
export function foeName(name: string): string {
  const numbered = /^(.*\S) (\d+)$/.exec(name);
  if (numbered === null) return withThe(name);
  const ordinal = ORDINALS[Number(numbered[2]) - 1];
  const base = (numbered[1] ?? name).replace(/^(?:the|a|an) /i, "");
  return ordinal === undefined ? withThe(name) : `the ${ordinal} ${base}`;
}
