import type { Creature, HeldItem, Vitals } from "../../contracts/creatures.ts";
import type { Role } from "../../contracts/events/parts.ts";
import type { CampaignEvent, EventOf, SceneView } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { DEPARTED } from "../departed.ts";
import { restore } from "../evolve/restore.ts";

/** What must be known of a creature to say what happened to it. */
export interface KnownCreature {
  readonly id: string;
  readonly kind: Creature["kind"];
  readonly name: string;
  readonly vitals: Vitals;
  /** Hit points or segments of harm when whole. */
  readonly sheet:
    | { readonly ruleset: "d20"; readonly hpMax: number }
    | { readonly ruleset: "embers"; readonly harmMax: number };
  readonly items: readonly {
    readonly item: { readonly id: string; readonly name: string };
    readonly quantity: number;
  }[];
  readonly coinCopper: number;
}

/** When a hero has been at the table, and with whom. `to` is null while they are. */
export interface SeatSpan {
  readonly memberId: MemberId;
  readonly from: number;
  readonly to: number | null;
}

/**
 * The little of the table's public state that is needed to put events into words. It is folded from public events and put
 * back by an undone turn along the same paths as the state itself.
 */
export interface Stage {
  readonly creatures: Readonly<Record<string, KnownCreature>>;
  readonly scene: SceneView | null;
  readonly minutes: number;
  readonly members: Readonly<Record<MemberId, string>>;
  /** Those of the members who run the table: its owner and its GMs. */
  readonly runners: readonly MemberId[];
  readonly seats: Readonly<Record<string, readonly SeatSpan[]>>;
  readonly clocks: Readonly<Record<string, string>>;
  /** What players said they do that no turn has answered yet: facts from these events belong to the turn that will. */
  readonly waiting: readonly number[];
  /** What the fight that is on is called. */
  readonly fight: string | null;
  /** The story has been told to its end. */
  readonly ended: boolean;
  /** A player has done something. */
  readonly begun: boolean;
  /** A person runs the table. */
  readonly human: boolean;
}

/** Names behind the screen: what an id that players have not met is called. */
export interface Screen {
  readonly people: Readonly<Record<string, string>>;
  readonly scenes: Readonly<Record<string, string>>;
  readonly clocks: Readonly<Record<string, { readonly title: string; readonly segments: number }>>;
}

export const emptyStage: Stage = {
  creatures: {},
  scene: null,
  minutes: 0,
  members: {},
  runners: [],
  seats: {},
  clocks: {},
  waiting: [],
  fight: null,
  ended: false,
  begun: false,
  human: false,
};
export const emptyScreen: Screen = { people: {}, scenes: {}, clocks: {} };

const SEAT_SPANS_MAX = 24;
const WAITING_MAX = 60;

/** The stage after a public event. */
export function foldStage(stage: Stage, fact: CampaignEvent, seq: number): Stage {
  switch (fact.type) {
    case "campaign_opened":
      return {
        ...stage,
        human: fact.payload.settings.dmMode === "human",
        creatures: Object.fromEntries(fact.payload.creatures.map((creature) => [creature.id, known(creature)])),
        clocks: Object.fromEntries(fact.payload.clocks.map(({ id, title }) => [id, title])),
      };
    case "scene_entered":
      return { ...stage, scene: inSight(fact.payload.scene), minutes: stage.minutes + fact.payload.minutes };
    case "scene_changed":
      return { ...stage, scene: inSight(fact.payload.scene) };
    case "time_passed":
      return { ...stage, minutes: stage.minutes + fact.payload.minutes };
    case "hero_made":
      return withCreatures(stage, [fact.payload.creature]);
    case "encounter_started":
      return { ...withCreatures(stage, fact.payload.foes), fight: fact.payload.title };
    case "encounter_ended":
      return { ...stage, fight: null, creatures: withoutFoes(stage.creatures) };
    case "turn_undone":
      return putBack(stage, fact.payload.restored);
    case "settings_changed":
      return { ...stage, human: fact.payload.settings.dmMode === "human", waiting: [] };
    case "adventure_ended":
      return { ...stage, ended: true };
    case "player_action":
      // A person who runs the table answers in words, not in a turn that could be undone.
      return stage.human
        ? { ...stage, begun: true }
        : { ...stage, begun: true, waiting: [...stage.waiting, seq].slice(-WAITING_MAX) };
    default:
      return foldCreature(foldMembers(stage, fact, seq), fact);
  }
}

function foldMembers(stage: Stage, fact: CampaignEvent, seq: number): Stage {
  switch (fact.type) {
    case "member_joined": {
      const { memberId, name, role } = fact.payload;
      return { ...stage, members: { ...stage.members, [memberId]: name }, runners: runnersWith(stage, memberId, role) };
    }
    case "campaign_continued":
      return {
        ...stage,
        runners: [],
        waiting: [],
        seats: Object.keys(stage.members).reduce((seats, id) => leftBy(seats, id as MemberId, seq), stage.seats),
      };
    case "member_erased":
      return { ...stage, members: { ...stage.members, [fact.payload.memberId]: DEPARTED } };
    case "role_changed":
      return { ...stage, runners: runnersWith(stage, fact.payload.memberId, fact.payload.role) };
    case "seat_taken": {
      const { memberId, creatureId } = fact.payload;
      // Whoever sits down before anybody has done anything was there from the first word.
      const span = { memberId, from: stage.begun ? seq : 1, to: null };
      const spans = [...(Object.hasOwn(stage.seats, creatureId) ? (stage.seats[creatureId] ?? []) : []), span].slice(
        -SEAT_SPANS_MAX,
      );
      return { ...stage, seats: { ...stage.seats, [creatureId]: spans } };
    }
    case "seat_left":
    case "member_removed":
      return { ...stage, seats: leftBy(stage.seats, fact.payload.memberId, seq) };
    default:
      return stage;
  }
}

function runnersWith({ runners }: Stage, memberId: MemberId, role: Role): readonly MemberId[] {
  const others = runners.filter((id) => id !== memberId);
  return role === "owner" || role === "gm" ? [...others, memberId] : others;
}

function leftBy(seats: Stage["seats"], memberId: MemberId, seq: number): Stage["seats"] {
  return Object.fromEntries(
    Object.entries(seats).map(([creatureId, spans]) => [
      creatureId,
      spans.map((span) => (span.memberId === memberId && span.to === null ? { ...span, to: seq } : span)),
    ]),
  );
}

function foldCreature(stage: Stage, fact: CampaignEvent): Stage {
  switch (fact.type) {
    case "hp_changed":
    case "harm_marked":
    case "death_save_marked":
    case "creature_fell":
      return withCreature(stage, fact.payload.creatureId, () => ({ vitals: fact.payload.vitals }));
    case "item_given":
      return withCreature(stage, fact.payload.creatureId, ({ items }) => ({
        items: itemsWith(items, fact.payload.held),
      }));
    case "item_taken":
      return withCreature(stage, fact.payload.creatureId, ({ items }) => ({
        items: itemsWithout(items, fact.payload),
      }));
    case "coin_changed":
      return withCreature(stage, fact.payload.creatureId, () => ({ coinCopper: fact.payload.coinCopper }));
    case "state_patch_applied":
      return withCreature(stage, fact.payload.creatureId, (creature) => patched(creature, fact.payload));
    default:
      return stage;
  }
}

function withCreature(stage: Stage, id: string, change: (creature: KnownCreature) => Partial<KnownCreature>): Stage {
  const creature = Object.hasOwn(stage.creatures, id) ? stage.creatures[id] : undefined;
  return creature === undefined
    ? stage
    : { ...stage, creatures: { ...stage.creatures, [id]: { ...creature, ...change(creature) } } };
}

const withCreatures = (stage: Stage, creatures: readonly Creature[]): Stage => ({
  ...stage,
  creatures: { ...stage.creatures, ...Object.fromEntries(creatures.map((each) => [each.id, known(each)])) },
});

const withoutFoes = (creatures: Stage["creatures"]): Stage["creatures"] =>
  Object.fromEntries(Object.entries(creatures).filter(([, { kind }]) => kind !== "foe"));

/** A creature cut down to what memory speaks of. A creature that is cut down already stays as it is. */
function known({ id, kind, name, vitals, sheet, items, coinCopper }: Creature | KnownCreature): KnownCreature {
  return {
    id,
    kind,
    name,
    vitals,
    sheet:
      sheet.ruleset === "d20" ? { ruleset: "d20", hpMax: sheet.hpMax } : { ruleset: "embers", harmMax: sheet.harmMax },
    items: items.map(({ item, quantity }) => ({ item: { id: item.id, name: item.name }, quantity })),
    coinCopper,
  };
}

function inSight(scene: SceneView): SceneView {
  return { ...scene, people: scene.people.map(({ look: _look, ...person }) => person) };
}

function itemsWith(items: KnownCreature["items"], { item, quantity }: HeldItem): KnownCreature["items"] {
  if (!items.some((held) => held.item.id === item.id))
    return [...items, { item: { id: item.id, name: item.name }, quantity }];
  return items.map((held) => (held.item.id === item.id ? { ...held, quantity: held.quantity + quantity } : held));
}

function itemsWithout(
  items: KnownCreature["items"],
  { itemId, quantity }: EventOf<"item_taken">["payload"],
): KnownCreature["items"] {
  return items.flatMap((held) => {
    if (held.item.id !== itemId) return [held];
    return held.quantity > quantity ? [{ ...held, quantity: held.quantity - quantity }] : [];
  });
}

function patched(
  { vitals, sheet }: KnownCreature,
  { field, after }: EventOf<"state_patch_applied">["payload"],
): Partial<KnownCreature> {
  if (field === "name") return { name: String(after) };
  const value = Number(after);
  if (field === "coinCopper") return { coinCopper: value };
  if (field === "harm" && vitals.ruleset === "embers" && sheet.ruleset === "embers")
    return { vitals: { ...vitals, harm: value, state: value >= sheet.harmMax ? "out" : "up" } };
  if (vitals.ruleset !== "d20") return {};
  if (field === "tempHp") return { vitals: { ...vitals, tempHp: value } };
  if (field !== "hp") return {};
  if (value === 0) return { vitals: { ...vitals, hp: 0, state: vitals.state === "up" ? "stable" : vitals.state } };
  return { vitals: { ...vitals, hp: value, state: "up", deathSaves: { successes: 0, failures: 0 } } };
}

const RESTORED_PARTS: readonly string[] = ["creatures", "scene", "minutes"];

function putBack(stage: Stage, restored: EventOf<"turn_undone">["payload"]["restored"]): Stage {
  const back = restore(
    stage,
    restored.filter(({ path }) => RESTORED_PARTS.includes(path[0] ?? "")),
  );
  const status = restored.find(({ path }) => path[0] === "status")?.value;
  const ended = status === undefined ? stage.ended : status === "ended";
  return {
    ...back,
    ended,
    creatures: Object.fromEntries(Object.entries(back.creatures).map(([id, each]) => [id, known(each)])),
  };
}

/** The names behind the screen after an event that only those behind it may know. */
export function foldScreen(screen: Screen, fact: CampaignEvent): Screen {
  if (fact.type !== "adventure_scripted") return screen;
  const { people, scenes, clocks } = fact.payload.adventure;
  return {
    people: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    scenes: Object.fromEntries(scenes.map(({ id, title }) => [id, title])),
    clocks: Object.fromEntries(clocks.map(({ id, title, segments }) => [id, { title, segments }])),
  };
}
