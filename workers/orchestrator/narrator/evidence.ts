import type { Boundary } from "../../contracts/dm.ts";
import type { NarratorInput } from "../../core/ports.ts";
import { plainWords } from "../../core/safety/folded-words.ts";
import { boundariesOf } from "../../core/safety/rating-boundaries.ts";
import { DIRECTOR_RULES } from "../director/role-rules.ts";
import { type Cast, type CastMember, castOf } from "./cast.ts";
import { type Fact, factsOf } from "./facts-of.ts";
import { HEADS, LENGTHS, ROLE, styleOrders, taskOrder } from "./narrator-orders.ts";

/** All that a narration may be held against: what happened, who said what, and how this table wants it told. */
export interface Evidence {
  readonly cast: Cast;
  /** The heroes that "you" may mean. */
  readonly you: readonly CastMember[];
  readonly seqs: readonly number[];
  /** Authored words of the turn, each as one run of plain words. */
  readonly authored: readonly string[];
  readonly said: readonly Said[];
  /** Whose body something has happened to in this turn. */
  readonly touched: ReadonlySet<string>;
  /** Who has gone down or out, and who has died. */
  readonly down: ReadonlySet<string>;
  readonly dead: ReadonlySet<string>;
  readonly frightened: ReadonlySet<string>;
  /** Words of the names of things that came to somebody in this turn. */
  readonly given: ReadonlySet<string>;
  /** Copper gained, all together. */
  readonly coinGained: number;
  readonly paid: boolean;
  readonly attackers: ReadonlySet<string>;
  readonly moved: boolean;
  readonly talked: boolean;
  readonly boundaries: readonly Boundary[];
  /** Our orders, which nobody at the table asked to hear. */
  readonly orders: readonly string[];
  readonly recent: readonly string[];
  /** What is to be told in other words. */
  readonly instead: string | null;
  readonly wordsMax: number;
}

/** What a player wrote for a hero in this turn. */
export interface Said {
  readonly heroId: string;
  readonly aloud: boolean;
  readonly text: string;
  readonly words: readonly string[];
}

type Bodies = readonly NarratorInput["events"][number]["body"][];

/** Gathers what a narration of this input is held against. */
export function evidenceOf(
  input: NarratorInput,
  { cast, facts }: { cast: Cast; facts: readonly Fact[] } = withFacts(input),
): Evidence {
  const { turn, view, telling, recent } = input;
  const bodies = input.events.map(({ body }) => body);
  const dm = view.public.dm;
  const heroes = cast.all.filter(({ kind }) => kind === "hero");
  const acting = heroes.filter(({ id }) => turn.actions.some(({ creatureId }) => creatureId === id));
  const last = telling.how === "again" ? [telling.instead] : telling.how === "on" ? [telling.from] : [];
  return {
    cast,
    you: acting.length > 0 ? acting : heroes.filter(({ creature }) => creature?.ownerId !== null),
    // Who goes on from a telling is given no facts, and so rests on none.
    seqs: telling.how === "on" ? [] : facts.map(({ seq }) => seq),
    authored: facts.flatMap(({ authored }) => (authored === null ? [] : [run(authored)])),
    said: saidIn(turn.actions, bodies),
    ...bodilyIn(bodies, cast),
    ...goodsIn(bodies),
    attackers: attackersIn(bodies),
    moved: bodies.some(({ type }) => type === "scene_entered" || type === "encounter_ended"),
    talked: bodies.some(
      (body) =>
        (body.type === "roll_ticket" && /persua|decep|intimid|perform|hearth/i.test(body.payload.purpose.label)) ||
        (body.type === "beat_told" && body.payload.speaker !== null),
    ),
    boundaries: boundariesOf(dm),
    orders: [ROLE, DIRECTOR_RULES, ...styleOrders(dm), ...Object.values(HEADS), taskOrder(telling)],
    recent: [...recent, ...last.filter((text) => !recent.includes(text))],
    instead: telling.how === "again" ? telling.instead : null,
    wordsMax: LENGTHS[dm.length].wordsMax,
  };
}

function withFacts(input: NarratorInput): { cast: Cast; facts: Fact[] } {
  const cast = castOf(input);
  return { cast, facts: factsOf(input, cast) };
}

/** A text as one run of words with blanks around it, so that whole words are found in it. */
export const run = (text: string): string => ` ${plainWords(text).join(" ")} `;

function saidIn(actions: NarratorInput["turn"]["actions"], bodies: Bodies): Said[] {
  const typed = actions.map(({ creatureId, mode, text }) => ({ heroId: creatureId, aloud: mode === "say", text }));
  const chat = bodies.flatMap((body) =>
    body.type === "chat_message" && body.payload.channel === "ic" && body.payload.creatureId !== null
      ? [{ heroId: body.payload.creatureId, aloud: true, text: body.payload.text }]
      : [],
  );
  return [...typed, ...chat].map((each) => ({ ...each, words: plainWords(each.text) }));
}

function bodilyIn(bodies: Bodies, cast: Cast): Pick<Evidence, "touched" | "down" | "dead" | "frightened"> {
  const touched = new Set<string>();
  const down = new Set<string>();
  const dead = new Set<string>();
  const frightened = new Set<string>();
  for (const { id, creature } of cast.all) {
    if (creature === null) continue;
    if (creature.vitals.state !== "up") down.add(id);
    if (creature.vitals.state === "dead") dead.add(id);
    if (creature.vitals.state === "out" && creature.kind === "foe") dead.add(id);
    if (creature.conditions.some(({ condition }) => condition === "frightened")) frightened.add(id);
  }
  for (const body of bodies) {
    if (body.type === "hp_changed" && body.payload.delta < 0) touched.add(body.payload.creatureId);
    if (body.type === "harm_marked" && body.payload.delta > 0) touched.add(body.payload.creatureId);
    if (body.type === "condition_applied") {
      touched.add(body.payload.creatureId);
      if (body.payload.condition.condition === "frightened") frightened.add(body.payload.creatureId);
    }
    if (body.type !== "creature_fell") continue;
    const { creatureId, fate } = body.payload;
    if (fate === "up") continue;
    touched.add(creatureId);
    down.add(creatureId);
    // A foe that goes down is as good as dead; a hero is dead only when the rules say so.
    if (fate === "dead" || (fate !== "stable" && cast.member(creatureId)?.kind !== "hero")) dead.add(creatureId);
  }
  return { touched, down, dead, frightened };
}

function goodsIn(bodies: Bodies): Pick<Evidence, "given" | "coinGained" | "paid"> {
  const given = new Set<string>();
  let coinGained = 0;
  let paid = false;
  for (const body of bodies) {
    if (body.type === "item_given") {
      const { name, aliases = [] } = body.payload.held.item;
      for (const word of [name, ...aliases].flatMap(plainWords)) given.add(word);
    }
    if (body.type === "item_taken") paid = true;
    if (body.type === "coin_changed" && body.payload.delta > 0) coinGained += body.payload.delta;
    if (body.type === "coin_changed" && body.payload.delta < 0) paid = true;
  }
  return { given, coinGained, paid };
}

function attackersIn(bodies: Bodies): Set<string> {
  return new Set(
    bodies.flatMap((body) => {
      if (body.type !== "roll_ticket") return [];
      const { kind, creatureId, targetId } = body.payload.purpose;
      return creatureId !== null && (kind === "attack" || (kind === "trait" && targetId !== null)) ? [creatureId] : [];
    }),
  );
}
