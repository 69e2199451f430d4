import { grammar } from "../../../content/grammar/index.ts";
import type { EventOf } from "../../../contracts/events.ts";
import type { NarratorInput } from "../../../core/ports.ts";
import type { Sense } from "../language/lexicon.ts";
import { meantSense } from "./meant-sense.ts";
import type { Named } from "./slots.ts";
import { span, tellBody, tellGoods } from "./tell-changes.ts";
import { passed, tellRoll } from "./tell-rolls.ts";
import { tellFoe, tellHero, tellInSight } from "./tell-standing.ts";
import type { SeenFact, Telling } from "./telling.ts";

/** Tells the events of a turn in order, call by call. */
export function tellTurn(telling: Telling, input: NarratorInput): void {
  const meant = meantSense(input);
  for (const group of callsOf(input.events)) {
    for (const fact of group) if (tellFact(telling, fact, { group, meant })) telling.rest(fact.seq);
  }
  tellWhoseMove(telling, input.events);
  if (telling.isEmpty && telling.question === null) tellNothing(telling, input.turn, meant);
}

/** Goes on from what was last told: nothing happens, the place breathes, and the word goes back to the players. */
export function tellOn(telling: Telling): void {
  const hero = telling.actor ?? { name: "the party", pronoun: "it" as const };
  telling.line(telling.memory.compose(hero, telling.tone));
  telling.line(telling.memory.compose(hero, telling.tone));
  telling.say("ask.what", { hero });
}

/** The events of one call, and what the player meant to do when that is one plain thing. */
interface Surroundings {
  readonly group: readonly SeenFact[];
  readonly meant: Sense | null;
}

function callsOf(events: readonly SeenFact[]): SeenFact[][] {
  const groups: SeenFact[][] = [];
  let step: string | undefined;
  for (const fact of events) {
    const own = fact.body.cause.step;
    const last = groups.at(-1);
    if (last !== undefined && own === step) last.push(fact);
    else groups.push([fact]);
    step = own;
  }
  return groups;
}

function tellFact(telling: Telling, { body, seq }: SeenFact, around: Surroundings): boolean {
  const { group } = around;
  switch (body.type) {
    case "player_action":
      return true;
    case "question_asked":
      telling.question = { text: body.payload.question, choices: body.payload.choices };
      return true;
    case "roll_resolved": {
      const ticket = group.find((each) => each.seq === body.payload.ticketSeq)?.body;
      if (ticket?.type !== "roll_ticket") return false;
      tellRoll(telling, { ticket: ticket.payload, outcome: body.payload.outcome }, group);
      return true;
    }
    case "beat_told":
      return tellBeat(telling, body.payload, around);
    case "scene_entered":
      return tellArrival(telling, body.payload);
    case "combatant_changed":
      return tellDoing(telling, body.payload, group);
    case "encounter_started":
      telling.breakParagraph();
      return true;
    case "encounter_ended":
      if (body.payload.outcome === "fled") telling.say("fight.flee");
      return true;
    case "initiative_rolled": {
      const [first] = body.payload.order;
      return first !== undefined && telling.say("fight.first", { hero: telling.creature(first.creatureId) });
    }
    case "adventure_ended":
      telling.breakParagraph();
      telling.authored(body.payload.text);
      tellEpilogue(telling, body.payload.tone);
      return true;
    default:
      return seq > 0 && (tellBody(telling, body, group) || tellGoods(telling, body, group));
  }
}

const NO_LEAD = 55;

/** Authored words with what leads up to them; heard before, a line that says that nothing has changed. */
function tellBeat(
  telling: Telling,
  { subject, speaker, text }: EventOf<"beat_told">["payload"],
  { meant, group }: Surroundings,
): boolean {
  const kind = subject.split(":")[0] ?? "";
  // Whoever has fallen strikes no more, whatever line was left for it.
  if (
    (kind === "strikes" || kind === "misses") &&
    group.some(({ body }) => body.type === "creature_fell" && body.payload.creatureId === speaker)
  )
    return false;
  const hero = telling.actor;
  const thing = telling.subject(subject);
  const old = telling.memory.isOld(text);
  if (old && kind === "scene")
    return group.some(({ body }) => body.type === "scene_entered")
      ? thing !== null && telling.say("arrive.again", { place: thing })
      : tellInSight(telling);
  if (kind === "creature") return tellCreature(telling, subject.slice("creature:".length), old ? null : text);
  if (old) {
    if (hero === null || thing === null || !AGAIN.has(kind)) return false;
    return telling.say(speaker === null ? "look.again" : "talk.again", { hero, thing });
  }
  const leads = telling.isEmpty && kind !== "scene" && !telling.memory.chance(NO_LEAD);
  if (leads && hero !== null && thing !== null)
    leadIn(telling, {
      hero,
      thing,
      kind,
      speaker,
      meant,
      rolled: group.some(({ body }) => body.type === "roll_resolved"),
    });
  return telling.authored(text);
}

/** Somebody on the table: what is known of them, and how they stand now. */
function tellCreature(telling: Telling, id: string, blurb: string | null): boolean {
  const creature = telling.lane.creatures[id];
  if (blurb !== null) telling.authored(blurb);
  if (creature === undefined) return blurb !== null;
  return (creature.kind === "hero" ? tellHero(telling, creature) : tellFoe(telling, creature)) || blurb !== null;
}

const AGAIN: ReadonlySet<string> = new Set(["scene", "feature", "exit", "person", "item", "creature"]);

interface Lead {
  readonly hero: Named;
  readonly thing: Named;
  readonly kind: string;
  readonly speaker: string | null;
  readonly meant: Sense | null;
  readonly rolled: boolean;
}

const PLAINLY_TOLD: ReadonlySet<string> = new Set(["look", "search", "ask", "talk", "read"]);

/** A first sentence that says who sets about what. What was rolled for is only begun in it, never done. */
function leadIn(telling: Telling, { hero, thing, kind, speaker, meant, rolled }: Lead): void {
  const slots = { hero, thing };
  const intent = meant?.intents[0];
  if (intent !== undefined && (rolled || PLAINLY_TOLD.has(intent))) {
    const about = speaker === null ? intent : intent === "ask" ? "ask" : "talk";
    if (telling.sayOne(grammar.leadIns[about], slots)) return;
  }
  if (speaker !== null) telling.say("talk", slots);
  else if (kind === "feature" || kind === "exit" || kind === "item") telling.say("look.feature", slots);
  else if (kind === "person") telling.say("look.person", slots);
}

function tellArrival(telling: Telling, { minutes, scene }: EventOf<"scene_entered">["payload"]): boolean {
  telling.breakParagraph();
  const place = { name: scene.title, pronoun: "it" as const };
  if (minutes >= 30) telling.say("travel", { span: span(minutes), place });
  else if (telling.actor !== null && telling.memory.chance(50))
    telling.sayOne(grammar.leadIns.go, { hero: telling.actor });
  return true;
}

function tellDoing(
  telling: Telling,
  { combatant, doing }: EventOf<"combatant_changed">["payload"],
  group: readonly SeenFact[],
): boolean {
  const hero = telling.creature(combatant.creatureId);
  const roll = group.flatMap(({ body }) => (body.type === "roll_resolved" ? [body.payload.outcome] : []))[0];
  const worked = roll !== undefined && passed(roll);
  if (doing === "dodges" && combatant.stance.includes("dodging")) return telling.say("do.dodge", { hero });
  if (doing === "disengages") return telling.say("do.disengage", { hero });
  if (doing === "dashes") return telling.say("do.dash", { hero });
  if (doing === "hides") return telling.say(worked ? "do.hide.success" : "do.hide.failure", { hero });
  if (doing === "breaks free") return telling.say(worked ? "do.escape.success" : "do.escape.failure", { hero });
  if (doing === "stands up") return telling.say("do.stand", { hero });
  const helped = /^(helps|tends) (.+)$/.exec(doing);
  if (helped === null) return false;
  const friend = Object.values(telling.lane.creatures).find(({ name }) => name === helped[2]);
  return (
    friend !== undefined &&
    telling.say(helped[1] === "helps" ? "do.help" : "do.tend", { hero, target: telling.creature(friend.id) })
  );
}

/** In initiative the last word says who is next, when it is a hero. */
function tellWhoseMove(telling: Telling, events: readonly SeenFact[]): void {
  const activeId = telling.lane.encounter?.activeId;
  if (activeId === null || activeId === undefined || telling.lane.creatures[activeId]?.kind !== "hero") return;
  if (!events.some(({ body }) => body.type === "initiative_passed" || body.type === "initiative_rolled")) return;
  telling.breakParagraph();
  telling.say("fight.next", { hero: telling.creature(activeId) });
}

/** One line for each who was there, and the book is closed. */
function tellEpilogue(telling: Telling, tone: EventOf<"adventure_ended">["payload"]["tone"]): void {
  telling.breakParagraph();
  const party = Object.values(telling.lane.creatures).filter(
    (creature) => creature.kind === "hero" && creature.ownerId !== null && creature.vitals.state !== "dead",
  );
  for (const { id } of party.slice(0, 4)) telling.say(`epilogue.${tone}`, { hero: telling.creature(id) });
  telling.say("goodbye");
}

/** When nothing happened that anybody could see. */
function tellNothing(telling: Telling, turn: NarratorInput["turn"], meant: Sense | null): void {
  const hero = telling.actor ?? { name: "the party", pronoun: "it" as const };
  const intent = meant?.intents[0];
  const [action] = turn.actions;
  const own = action === undefined ? undefined : telling.lane.creatures[action.creatureId];
  if ((meant?.tag === "inventory" || meant?.tag === "state") && own !== undefined && tellHero(telling, own)) return;
  const spoke = turn.actions.some(({ mode }) => mode === "say") || intent === "talk" || intent === "ask";
  if (telling.say(spoke ? "speak" : "nothing", { hero })) return;
  telling.line(telling.memory.compose(hero, telling.tone));
}
