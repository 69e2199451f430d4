import type { CampaignEvent, Combatant, EventOf, SeenEvent } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import { toldDice } from "./story-dice.ts";
import type { EntryOf, Names, StoryEntry, SureNames } from "./story-entry.ts";
import { lineOf } from "./story-lines.ts";
import { markOf, wordsOf } from "./story-marks.ts";
import { toldMemory } from "./story-memory.ts";
import { toldSources } from "./story-sources.ts";
import {
  type Entry,
  type Here,
  narrationOf,
  put,
  putMark,
  type Teller,
  takeMarks,
  type Writable,
} from "./story-teller.ts";
import { keepWording, showWordings, toldMachine } from "./story-wordings.ts";
import { bodyOf } from "./wire.ts";

/** How far back a narration looks for authored words that it repeats. */
const BEATS_SOUGHT = 12;

/**
 * The story as people read it, from the events in hand. Pure, and the same from any cut of the log: what a page of
 * older events adds comes in front.
 */
export function storyOf(events: readonly SeenEvent[], names: Names): StoryEntry[] {
  const learnt = { members: new Map<string, string>(), creatures: new Map<string, string>() };
  const sure: SureNames = {
    member: (id) => names.member(id as MemberId) ?? learnt.members.get(id) ?? "Somebody",
    creature: (id) => names.creature(id) ?? learnt.creatures.get(id) ?? titled(wordsOf(id)),
    clock: (id) => names.clock(id) ?? titled(wordsOf(id)),
  };
  const teller: Teller = {
    names: sure,
    entries: [],
    rolls: new Map(),
    sealed: new Map(),
    beats: new Map(),
    undone: new Set(),
    ending: null,
    learnt,
    unclaimed: [],
    arrived: true,
    round: 0,
    dmMode: null,
    dm: null,
    voices: new Map(),
    stances: new Map(),
    narrations: new Map(),
    behind: new Map(),
    cites: new Map(),
  };
  for (const event of events) {
    const body = bodyOf(event);
    if (body === null) continue;
    learn(teller, body);
    tell(teller, body, { seq: event.header.seq, at: event.header.at, turnId: turnOf(body) });
    if (CLOSING.has(body.type)) putEnding(teller);
  }
  return finished(teller);
}

const CLOSING: ReadonlySet<CampaignEvent["type"]> = new Set(["dm_narration", "turn_failed", "turn_cancelled"]);

/** The end is decided before it is told, and read after it. */
function putEnding(teller: Teller): void {
  if (teller.ending === null) return;
  put(teller, teller.ending.here, teller.ending.entry);
  teller.ending = null;
}

const titled = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function turnOf(body: CampaignEvent): TurnId | null {
  return "turnId" in body.payload && body.payload.turnId !== null ? body.payload.turnId : (body.cause.turnId ?? null);
}

function learn({ learnt }: Teller, body: CampaignEvent): void {
  if (body.type === "member_joined") learnt.members.set(body.payload.memberId, body.payload.name);
  if (body.type === "hero_made") learnt.creatures.set(body.payload.creature.id, body.payload.creature.name);
  const met =
    body.type === "campaign_opened"
      ? body.payload.creatures
      : body.type === "encounter_started"
        ? body.payload.foes
        : [];
  for (const creature of met) learnt.creatures.set(creature.id, creature.name);
  if (body.type === "scene_entered" || body.type === "scene_changed") {
    for (const person of body.payload.scene.people) learnt.creatures.set(person.id, person.name);
  }
}

function tell(teller: Teller, body: CampaignEvent, here: Here): void {
  if (here.turnId !== null) claim(teller, here.turnId);
  if (
    toldDice(teller, body, here) ||
    toldTurn(teller, body, here) ||
    toldMachine(teller, body, here) ||
    toldWorld(teller, body, here) ||
    toldSources(teller, body, here) ||
    toldMemory(teller, body, here) ||
    toldTalk(teller, body, here)
  )
    return;
  const mark = markOf(body, `mark:${here.seq}`, teller.names);
  const line = mark === null ? lineOf(body, teller.names) : null;
  if (mark !== null) putMark(teller, here, mark);
  if (line !== null) put(teller, here, { kind: "line", key: `line:${here.seq}`, ...line });
}

/** A turn is named after the event that opened it: the actions before that are what it answers. */
function claim(teller: Teller, turnId: TurnId): void {
  if (teller.unclaimed.length === 0) return;
  const openedSeq = Number(turnId.slice(2));
  teller.unclaimed = teller.unclaimed.filter((action) => {
    if (action.seq > openedSeq) return true;
    action.turnId = turnId;
    return false;
  });
}

function toldTurn(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "player_action": {
      const { memberId, creatureId, mode, text } = body.payload;
      put(teller, here, {
        kind: "action",
        key: `said:${body.cause.actionId ?? here.seq}`,
        memberId,
        creatureId,
        who: teller.names.creature(creatureId),
        mode,
        text,
      });
      teller.unclaimed.push(teller.entries.at(-1) as Writable<EntryOf<"action">>);
      return true;
    }
    case "dm_narration":
      return narrated(teller, body, here);
    case "beat_told":
      return beatTold(teller, body, here);
    case "turn_failed": {
      for (const beat of teller.beats.get(body.payload.turnId) ?? [])
        putBeat(teller, beat, here, `beat:${here.seq}:${beat.payload.subject}`);
      teller.beats.delete(body.payload.turnId);
      put(teller, here, { kind: "failed", key: `failed:${here.seq}`, reason: body.payload.reason, open: true });
      return true;
    }
    case "turn_undone": {
      teller.undone.add(body.payload.turnId);
      return false;
    }
    case "turn_reopened": {
      for (const entry of teller.entries)
        if (entry.kind === "failed" && entry.turnId === body.payload.turnId) entry.open = false;
      return false;
    }
    default:
      return false;
  }
}

function narrated(teller: Teller, { payload, audience }: EventOf<"dm_narration">, here: Here): true {
  const marks = payload.turnId === null ? [] : takeMarks(teller, payload.turnId);
  const onlyFor =
    typeof audience === "object" ? audience.members.map(teller.names.member) : audience === "gm" ? ["the GM"] : [];
  const opening = teller.arrived && onlyFor.length === 0;
  if (opening) teller.arrived = false;
  if (payload.turnId !== null) teller.beats.delete(payload.turnId);
  takeBeats(teller, payload.text);
  const key = payload.turnId === null ? `told:${here.seq}` : `told:${payload.turnId}`;
  const choices = payload.question?.choices ?? [];
  put(teller, here, narrationOf({ key, text: payload.text, opening, choices, marks, onlyFor }));
  keepWording(teller, here, payload);
  return true;
}

function beatTold(teller: Teller, beat: EventOf<"beat_told">, here: Here): true {
  if (here.turnId === null) putBeat(teller, beat, here, `beat:${here.seq}`);
  else teller.beats.set(here.turnId, [...(teller.beats.get(here.turnId) ?? []), beat]);
  return true;
}

/** Authored words that stood alone and are now told by the narrator need not be read twice. */
function takeBeats(teller: Teller, told: string): void {
  for (let at = teller.entries.length - 1; at >= 0 && at >= teller.entries.length - BEATS_SOUGHT; at--) {
    const entry = teller.entries[at];
    if (
      entry?.kind === "narration" &&
      entry.wordings.length === 0 &&
      !entry.putAway &&
      entry.text !== "" &&
      told.includes(entry.text)
    )
      teller.entries.splice(at, 1);
  }
}

function putBeat(teller: Teller, { payload }: EventOf<"beat_told">, here: Here, key: string): void {
  const speaker = payload.speaker === null ? null : teller.names.creature(payload.speaker);
  put(teller, here, narrationOf({ key, text: payload.text, speaker }));
}

function toldWorld(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "scene_entered":
      teller.arrived ||= body.payload.first;
      put(teller, here, {
        kind: "scene",
        key: `scene:${here.seq}`,
        scene: body.payload.scene,
        first: body.payload.first,
      });
      return true;
    case "secret_revealed":
      put(teller, here, {
        kind: "secret",
        key: `secret:${here.seq}`,
        title: body.payload.title,
        text: body.payload.text,
      });
      return true;
    case "encounter_started":
      teller.round = 1;
      put(teller, here, {
        kind: "fight",
        key: `fight:${here.seq}`,
        title: body.payload.title,
        foes: body.payload.foes.map(({ name }) => name),
      });
      return true;
    case "combatant_changed":
      putStance(teller, body.payload.combatant, here);
      return true;
    case "initiative_passed":
      if (body.payload.round <= teller.round) return true;
      teller.round = body.payload.round;
      put(teller, here, { kind: "round", key: `round:${here.seq}`, round: body.payload.round });
      return true;
    case "adventure_ended": {
      const { title, text, tone } = body.payload;
      teller.ending = { here, entry: { kind: "ending", key: `ending:${here.seq}`, title, text, tone } };
      if (here.turnId === null) putEnding(teller);
      return true;
    }
    default:
      return false;
  }
}

/** A mark for whoever has begun to dodge, to hide, to be helped. What an attack or a new turn spends is no news. */
function putStance(teller: Teller, { creatureId, stance }: Combatant, here: Here): void {
  const before = teller.stances.get(creatureId) ?? [];
  const begun = stance.filter((each) => !before.includes(each));
  teller.stances.set(creatureId, stance);
  if (begun.length === 0) return;
  const who = teller.names.creature(creatureId);
  putMark(teller, here, { key: `mark:${here.seq}`, tone: "note", who, text: begun.join(", "), about: "" });
}

function toldTalk(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "chat_message": {
      const { memberId, channel, creatureId, to, text } = body.payload;
      const who =
        creatureId !== null && channel !== "ooc" ? teller.names.creature(creatureId) : teller.names.member(memberId);
      put(teller, here, {
        kind: "chat",
        key: `said:${body.cause.actionId ?? here.seq}`,
        channel,
        memberId,
        creatureId,
        who,
        to: to.map(teller.names.member),
        text,
      });
      return true;
    }
    case "gm_note":
      put(teller, here, {
        kind: "note",
        key: `note:${here.seq}`,
        who: teller.names.member(body.payload.memberId),
        text: body.payload.text,
        about: body.payload.about,
      });
      return true;
    default:
      return false;
  }
}

function finished(teller: Teller): StoryEntry[] {
  const { entries, undone, rolls, sealed } = teller;
  showWordings(teller);
  for (const entry of entries)
    entry.undone = entry.turnId !== null && undone.has(entry.turnId) && entry.kind !== "line";
  // Who sees a hidden roll itself need not be told that there was one.
  const seen = new Set<Entry | undefined>();
  for (const card of rolls.values()) if (card.index !== null) seen.add(sealed.get(card.index));
  return entries.filter((entry) => !seen.has(entry)) as StoryEntry[];
}
