import type { EventOf } from "../../../contracts/events.ts";
import type { NarratorInput } from "../../../core/ports.ts";
import { tellBody, tellGoods } from "./tell-changes.ts";
import { passed, tellRoll } from "./tell-rolls.ts";
import type { SeenFact, Telling } from "./telling.ts";

/** Tells the events of a turn in order, call by call. */
export function tellTurn(telling: Telling, { events, turn }: NarratorInput): void {
  for (const group of callsOf(events)) {
    for (const fact of group) if (tellFact(telling, fact, group)) telling.rest(fact.seq);
  }
  tellWhoseMove(telling, events);
  if (telling.isEmpty && telling.question === null) tellNothing(telling, turn);
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

function tellFact(telling: Telling, { body, seq }: SeenFact, group: readonly SeenFact[]): boolean {
  switch (body.type) {
    case "player_action":
      telling.rest(seq);
      return false;
    case "question_asked": {
      telling.question = { text: body.payload.question, choices: body.payload.choices };
      return true;
    }
    case "roll_resolved": {
      const ticket = group.find((each) => each.seq === body.payload.ticketSeq)?.body;
      if (ticket?.type === "roll_ticket")
        tellRoll(telling, { ticket: ticket.payload, outcome: body.payload.outcome }, group);
      return true;
    }
    case "beat_told":
      return tellBeat(telling, body.payload);
    case "scene_entered":
      return tellArrival(telling, body.payload);
    case "combatant_changed":
      return tellDoing(telling, body.payload, group);
    case "encounter_started":
      telling.breakParagraph();
      return true;
    case "encounter_ended":
      return body.payload.outcome === "fled" ? telling.say("fight.fled") || true : true;
    case "initiative_rolled": {
      const [first] = body.payload.order;
      return first !== undefined && telling.say("fight.first", { hero: telling.creature(first.creatureId) });
    }
    case "adventure_ended": {
      telling.breakParagraph();
      return telling.authored(body.payload.text) || true;
    }
    default:
      return tellBody(telling, body) || tellGoods(telling, body, group);
  }
}

/** Authored words with what leads up to them; heard before, a line that says that nothing has changed. */
function tellBeat(telling: Telling, { subject, speaker, text }: EventOf<"beat_told">["payload"]): boolean {
  const kind = subject.split(":")[0] ?? "";
  const hero = telling.actor;
  const thing = telling.subject(subject);
  if (telling.memory.isOld(text)) {
    if (
      kind === "ambience" ||
      kind === "clock" ||
      kind === "strikes" ||
      kind === "misses" ||
      kind === "falls" ||
      hero === null ||
      thing === null
    )
      return false;
    if (kind === "scene") return telling.say("move.again", { place: thing });
    return telling.say(speaker === null ? "look.again" : "talk.again", { hero, thing });
  }
  if (hero !== null && thing !== null && telling.isEmpty && telling.memory.chance(60)) {
    if (speaker !== null) telling.say("talk", { hero, thing });
    else if (kind === "feature") telling.say("look.feature", { hero, thing });
    else if (kind === "person" || kind === "creature") telling.say("look.person", { hero, thing });
  }
  return telling.authored(text);
}

function tellArrival(telling: Telling, _: EventOf<"scene_entered">["payload"]): boolean {
  telling.breakParagraph();
  if (telling.actor !== null && telling.memory.chance(50)) telling.say("move", { hero: telling.actor });
  return true;
}

function tellDoing(
  telling: Telling,
  { combatant, doing }: EventOf<"combatant_changed">["payload"],
  group: readonly SeenFact[],
): boolean {
  const hero = telling.creature(combatant.creatureId);
  const roll = group.flatMap(({ body }) => (body.type === "roll_resolved" ? [body.payload.outcome] : []))[0];
  if (doing === "dodges" && combatant.stance.includes("dodging")) return telling.say("do.dodge", { hero });
  if (doing === "disengages") return telling.say("do.disengage", { hero });
  if (doing === "dashes") return telling.say("do.dash", { hero });
  if (doing === "hides")
    return telling.say(roll !== undefined && passed(roll) ? "do.hide.success" : "do.hide.failure", { hero });
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
  const fight = telling.lane.encounter;
  if (
    fight?.activeId === null ||
    fight === null ||
    !events.some(({ body }) => body.type === "initiative_passed" || body.type === "initiative_rolled")
  )
    return;
  if (telling.lane.creatures[fight.activeId]?.kind !== "hero") return;
  telling.breakParagraph();
  telling.say("fight.next", { hero: telling.creature(fight.activeId) });
}

/** When nothing happened that anybody could see. */
function tellNothing(telling: Telling, turn: NarratorInput["turn"]): void {
  const hero = telling.actor ?? { name: "the party", pronoun: "it" as const };
  const spoke = turn.actions.some(({ mode }) => mode === "say");
  if (telling.say(spoke ? "speak" : "nothing", { hero }) || telling.say("nothing", { hero })) return;
  telling.line(telling.memory.compose(hero));
}
