import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { EncounterState, JournalEntry, Mention, PublicLane } from "../state.ts";

const MENTIONS_KEPT = 8;
const JOURNAL_KEPT = 300;
const MENTION_KINDS: readonly string[] = [
  "scene",
  "feature",
  "exit",
  "person",
  "item",
  "creature",
] satisfies Mention["kind"][];

/** Places, time, clocks, what was learned, and the fight that is on. */
export function foldWorld(lane: PublicLane, fact: CampaignEvent, seq: number): PublicLane {
  switch (fact.type) {
    case "scene_entered":
      return {
        ...lane,
        scene: fact.payload.scene,
        visited: visitedWith(lane.visited, fact.payload.scene.id),
        minutes: lane.minutes + fact.payload.minutes,
      };
    case "scene_changed":
      return { ...lane, scene: fact.payload.scene };
    case "beat_told":
      return { ...lane, mentioned: mentionedWith(lane.mentioned, fact.payload.subject) };
    case "roll_ticket":
      return fact.payload.purpose.targetId === null
        ? lane
        : { ...lane, mentioned: mentionedWith(lane.mentioned, `creature:${fact.payload.purpose.targetId}`) };
    case "fact_recorded":
      return { ...lane, journal: learned(lane, { seq, kind: "fact", title: "", text: fact.payload.text }) };
    case "secret_revealed":
      return secretRevealed(lane, fact.payload, seq);
    case "secrets_sealed":
      return { ...lane, seals: fact.payload.seals.map(({ id, commitment }) => ({ id, commitment, secretId: null })) };
    case "clock_advanced":
      return clockAdvanced(lane, fact.payload);
    case "time_passed":
      return { ...lane, minutes: lane.minutes + fact.payload.minutes };
    case "adventure_ended":
      return {
        ...lane,
        status: "ended",
        ending: { id: fact.payload.endingId, title: fact.payload.title, tone: fact.payload.tone },
        queue: [],
      };
    case "encounter_started":
    case "initiative_rolled":
    case "initiative_passed":
    case "combatant_changed":
    case "encounter_ended":
      return foldEncounter(lane, fact);
    default:
      return lane;
  }
}

function visitedWith(visited: readonly string[], sceneId: string): readonly string[] {
  return visited.includes(sceneId) ? visited : [...visited, sceneId];
}

function mentionedWith(mentioned: readonly Mention[], subject: string): readonly Mention[] {
  const [kind, id] = subject.split(":");
  if (kind === undefined || id === undefined || !MENTION_KINDS.includes(kind)) return mentioned;
  return [
    ...mentioned.filter((mention) => mention.id !== id || mention.kind !== kind),
    { kind: kind as Mention["kind"], id },
  ].slice(-MENTIONS_KEPT);
}

function secretRevealed(
  lane: PublicLane,
  { id, secretId, title, text }: EventOf<"secret_revealed">["payload"],
  seq: number,
): PublicLane {
  return {
    ...lane,
    journal: learned(lane, { seq, kind: "secret", title, text }),
    seals: lane.seals.map((seal) => (seal.id === id ? { ...seal, secretId } : seal)),
  };
}

function clockAdvanced(lane: PublicLane, { clockId, filled }: EventOf<"clock_advanced">["payload"]): PublicLane {
  const clock = lane.clocks[clockId];
  return clock === undefined ? lane : { ...lane, clocks: { ...lane.clocks, [clockId]: { ...clock, filled } } };
}

type EncounterFact = EventOf<
  "encounter_started" | "initiative_rolled" | "initiative_passed" | "combatant_changed" | "encounter_ended"
>;

function foldEncounter(lane: PublicLane, fact: EncounterFact): PublicLane {
  if (fact.type === "encounter_started") {
    const { encounterId, title, foes, combatants, ordered } = fact.payload;
    const encounter: EncounterState = { id: encounterId, title, combatants, activeId: null, round: 1, ordered };
    return {
      ...lane,
      encounter,
      creatures: { ...lane.creatures, ...Object.fromEntries(foes.map((foe) => [foe.id, foe])) },
    };
  }
  const { encounter } = lane;
  if (encounter === null) return lane;
  switch (fact.type) {
    case "initiative_rolled":
      return { ...lane, encounter: inOrder(encounter, fact.payload.order) };
    case "initiative_passed":
      return { ...lane, encounter: { ...encounter, activeId: fact.payload.creatureId, round: fact.payload.round } };
    case "combatant_changed": {
      const { combatant } = fact.payload;
      return {
        ...lane,
        encounter: {
          ...encounter,
          combatants: encounter.combatants.map((each) => (each.creatureId === combatant.creatureId ? combatant : each)),
        },
      };
    }
    case "encounter_ended":
      return {
        ...lane,
        encounter: null,
        encountersDone: { ...lane.encountersDone, [fact.payload.encounterId]: fact.payload.outcome },
        creatures: Object.fromEntries(Object.entries(lane.creatures).filter(([, creature]) => creature.kind !== "foe")),
      };
    default:
      return fact satisfies never;
  }
}

function inOrder(encounter: EncounterState, order: EventOf<"initiative_rolled">["payload"]["order"]): EncounterState {
  const combatants = order.flatMap(({ creatureId, initiative }) => {
    const combatant = encounter.combatants.find((each) => each.creatureId === creatureId);
    return combatant === undefined ? [] : [{ ...combatant, initiative }];
  });
  return { ...encounter, combatants, activeId: order[0]?.creatureId ?? null, round: 1 };
}

/** The journal keeps what a table can look back on; all of it stands in the log. */
function learned(lane: PublicLane, entry: JournalEntry): readonly JournalEntry[] {
  return [...lane.journal, entry].slice(-JOURNAL_KEPT);
}
