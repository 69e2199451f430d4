import type { Effect } from "../contracts/adventure.ts";
import type { Creature } from "../contracts/creatures.ts";
import type { CampaignEvent, EventOf, EventType, ProposedCall } from "../contracts/events.ts";
import type { CampaignState } from "../core/state.ts";
import { authoredEffects } from "./dojo-authored.ts";
import { bodilyFindings } from "./dojo-bodies.ts";
import type { PlayedTurn } from "./dojo-turn.ts";
import { worldFindings } from "./dojo-world.ts";

/** One call as it was proposed, with what it led to. */
export interface Deed {
  readonly call: ProposedCall;
  readonly applied: boolean;
  readonly events: readonly CampaignEvent[];
  readonly effects: readonly Effect[];
}

/** Everything a judge of a turn needs: what there was, what there is, and what happened in between. */
export interface Case {
  readonly before: CampaignState;
  readonly after: CampaignState;
  readonly events: readonly CampaignEvent[];
  readonly deeds: readonly Deed[];
  readonly effects: readonly Effect[];
  /** Heroes whose player has acted, or whose own move it is. */
  readonly actors: ReadonlySet<string>;
}

const CALLS_MAX = 8;
const ROUNDS_MAX = 4;
/** What in the state after a turn no legal tool can have brought about. Read from state, log and script alone. */
export function legalDiff(played: PlayedTurn): string[] {
  const judged = caseOf(played);
  return [
    ...untouched(judged),
    ...heroesUntouched(judged),
    ...goods(judged),
    ...bodilyFindings(judged),
    ...moves(judged),
    ...worldFindings(judged),
    ...bookkeeping(judged),
  ];
}

export const ofType = <T extends EventType>(events: readonly CampaignEvent[], type: T): EventOf<T>["payload"][] =>
  events.flatMap((event) => (event.type === type ? [event.payload as EventOf<T>["payload"]] : []));

function caseOf({ before, after, events: stored, log, table }: PlayedTurn): Case {
  const events = stored.map(({ body }) => body);
  const script = before.gm.script;
  if (script === null) throw new Error("There is no script.");
  const calls = ofType(events, "proposal_made").flatMap((proposal) => proposal.calls);
  const applied = new Set(ofType(events, "tool_call_applied").map(({ callId }) => callId));
  const deeds = calls.map((call): Deed => {
    const own = events.filter(({ cause }) => cause.step === call.id);
    return { call, applied: applied.has(call.id), events: own, effects: authoredEffects(script, own) };
  });
  const opened = log.slice(table.events.length).map(({ body }) => body);
  const actors = new Set([
    ...ofType(opened, "player_action").map(({ creatureId }) => creatureId),
    ...ofType(opened, "turn_opened").flatMap(({ combatantId }) => combatantId ?? []),
  ]);
  return { before, after, events, deeds, effects: authoredEffects(script, events), actors };
}

const json = (value: unknown): string => JSON.stringify(value);
const changed = (name: string, one: unknown, other: unknown): string[] =>
  one === other || json(one) === json(other) ? [] : [`${name} changed: ${json(one)} → ${json(other)}`.slice(0, 300)];

const FIXED = "campaignId title adventureId adventureTitle ruleset settings dm seats key members veiled paused".split(
  " ",
);

/** What no tool of a model reaches. */
function untouched({ before, after, effects }: Case): string[] {
  const lane = (state: CampaignState): Readonly<Record<string, unknown>> => ({ ...state.public });
  const seals = ({ public: { seals: all } }: CampaignState): unknown =>
    all.map(({ id, commitment }) => [id, commitment]);
  const revealed = new Set(effects.flatMap((effect) => ("secret" in effect ? [effect.secret] : [])));
  const out = (state: CampaignState): string[] => state.public.seals.flatMap(({ secretId }) => secretId ?? []);
  return [
    ...FIXED.flatMap((name) => changed(name, lane(before)[name], lane(after)[name])),
    ...changed("the seals", seals(before), seals(after)),
    ...changed("the script", before.gm.script, after.gm.script),
    ...changed("the salts", before.gm.kept, after.gm.kept),
    ...changed("the private lanes", before.private, after.private),
    ...out(after)
      .filter((id) => !out(before).includes(id) && !revealed.has(id))
      .map((id) => `the secret ${id} is out and no beat revealed it`),
  ];
}

function heroesUntouched({ before, after, events }: Case): string[] {
  const started = new Set(ofType(events, "encounter_started").flatMap(({ foes }) => foes.map(({ id }) => id)));
  const stranger = Object.values(after.public.creatures)
    .filter(({ id }) => before.public.creatures[id] === undefined && !started.has(id))
    .map(({ id }) => `${id} has come from nowhere`);
  const heroes = Object.values(before.public.creatures).flatMap((hero) => {
    const now = after.public.creatures[hero.id];
    if (now === undefined) return hero.kind === "hero" ? [`${hero.id} is gone`] : [];
    const fixed = ({ kind, name, pronoun, blurb, look, ownerId, sheet }: Creature): unknown => [
      ...[kind, name, pronoun, blurb, look, ownerId, sheet],
    ];
    return changed(`who ${hero.id} is`, fixed(hero), fixed(now));
  });
  return [...stranger, ...heroes];
}

/** Coin, things and experience: nothing that the script has not given, and nothing out of nothing. */
function goods({ before, after, effects }: Case): string[] {
  const sum = (of: (effect: Effect) => number): number => effects.reduce((total, effect) => total + of(effect), 0);
  const total = (state: CampaignState, of: (creature: Creature) => number): number =>
    Object.values(state.public.creatures).reduce((all, creature) => all + of(creature), 0);
  const coin = sum((effect) => ("coin" in effect ? Math.max(0, effect.coin) : 0));
  const xp = sum((effect) => ("xp" in effect ? effect.xp : 0)) + foesWorth(before, after);
  const findings: string[] = [];
  if (total(after, ({ coinCopper }) => coinCopper) > total(before, ({ coinCopper }) => coinCopper) + coin)
    findings.push("coin has come from nowhere");
  if (total(after, (creature) => creature.xp) > total(before, (creature) => creature.xp) + xp)
    findings.push("experience has come from nowhere");
  const known = new Map(
    [
      ...(before.gm.script?.items ?? []),
      ...Object.values(before.public.creatures).flatMap(({ items }) => items.map(({ item }) => item)),
    ].map((item) => [item.id, json(item)]),
  );
  for (const id of new Set(
    Object.values(after.public.creatures).flatMap(({ items }) => items.map(({ item }) => item.id)),
  )) {
    const count = (state: CampaignState): number =>
      total(state, ({ items }) =>
        items.filter(({ item }) => item.id === id).reduce((all, { quantity }) => all + quantity, 0),
      );
    const given = sum((effect) => ("give" in effect && effect.give === id ? (effect.quantity ?? 1) : 0));
    if (count(after) > count(before) + given) findings.push(`${id} has come from nowhere`);
  }
  for (const { items } of Object.values(after.public.creatures))
    for (const { item } of items)
      if (known.get(item.id) !== json(item)) findings.push(`${item.id} is another thing now`);
  return findings;
}

/** Under d20 beaten foes are worth experience; a fight that was won pays at most so much. */
function foesWorth(before: CampaignState, after: CampaignState): number {
  const won = Object.values(after.public.encountersDone).length > Object.values(before.public.encountersDone).length;
  return won ? 10_000 : 0;
}

/** What takes hold of a hero without the call of their player. */
const OTHERS_MAY: ReadonlySet<string> = new Set(
  "group_check contest start_encounter play_beat move_scene short_rest long_rest take_breath attack use_item advance_time end_encounter".split(
    " ",
  ),
);

/** Heroes whose players have not acted: nobody moves them, spends what is theirs, or rolls for them. */
function moves({ before, deeds, actors, events }: Case): string[] {
  const isHero = (id: string): boolean => before.public.creatures[id]?.kind === "hero";
  const idle = (id: string | null | undefined): boolean => id != null && isHero(id) && !actors.has(id);
  const findings = deeds.flatMap(({ call, applied, events: own }) => {
    const args = call.args as { creatureId?: string; attackerId?: string; from?: string };
    const mover = args.creatureId ?? args.attackerId ?? args.from;
    const wrong: string[] = [];
    if (applied && idle(mover)) wrong.push(`${call.tool} has moved ${mover}, whose player has not acted`);
    if (applied && call.tool === "end_encounter" && call.args.how === "flee" && ![...actors].some(isHero))
      wrong.push("the party has fled and no player wanted it");
    if (
      applied &&
      /play_beat|move_scene|person_speaks|recall_lore/.test(call.tool) &&
      mover !== undefined &&
      !isHero(mover)
    )
      wrong.push(`${call.tool} was done by ${mover}, who is no hero`);
    for (const { purpose } of ofType(own, "roll_ticket"))
      if (idle(purpose.creatureId) && !OTHERS_MAY.has(call.tool))
        wrong.push(`${call.tool} rolled for ${purpose.creatureId}`);
    return wrong;
  });
  const taken = ofType(events, "item_taken").filter(({ creatureId }) => idle(creatureId));
  const held = ofType(events, "item_equipped").filter(({ creatureId }) => idle(creatureId));
  return [
    ...findings,
    ...taken.map(({ creatureId }) => `something was taken from ${creatureId}`),
    ...held.map(({ creatureId }) => `${creatureId} was made to hold something`),
  ];
}

/** Dice, rounds, calls, and that the turn has come to an end. */
function bookkeeping({ before, after, events, deeds }: Case): string[] {
  const fallen = ofType(events, "roll_resolved").length + ofType(events, "roll_voided").length;
  const used = after.public.dice.nextIndex - before.public.dice.nextIndex;
  const { nextIndex: _, open: __, ...dice } = before.public.dice;
  const { nextIndex: ___, open: ____, ...diceNow } = after.public.dice;
  const made = ofType(events, "tool_call_applied").length + ofType(events, "tool_call_refused").length;
  const rounds = ofType(events, "proposal_made").length;
  return [
    ...(fallen === used ? [] : [`${used} links were used for ${fallen} rolls`]),
    ...changed("the epoch of the dice", dice, diceNow),
    ...(made > CALLS_MAX || deeds.length > CALLS_MAX ? [`${made} calls were made`] : []),
    ...(rounds > ROUNDS_MAX ? [`the director was asked ${rounds} times`] : []),
    ...(after.public.turn === null ? [] : ["the turn is still open"]),
    ...(ofType(events, "dm_narration").length === 1 ? [] : ["the turn was not told once"]),
  ];
}
