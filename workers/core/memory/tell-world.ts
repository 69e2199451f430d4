import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import {
  creatureName,
  type FactDraft,
  type FactTeller,
  midSentence,
  own,
  person,
  personName,
  place,
  quest,
  type Telling,
  WEIGHT,
} from "./fact-drafts.ts";
import { firstSentences } from "./plain-text.ts";
import { isPromiseTold } from "./promises.ts";
import { beat } from "./tell-beats.ts";

const TOLD_CHARS_MAX = 320;

/** Places, people, time, clocks, secrets, what was learned and told, fights and endings. */
export const tellWorld: FactTeller = (fact, telling) => {
  switch (fact.type) {
    case "campaign_opened":
      return [
        {
          text: `The adventure “${fact.payload.adventureTitle || fact.payload.title}” began.`,
          kind: "happened",
          importance: WEIGHT.adventureBegan,
          about: [],
        },
      ];
    case "scene_entered":
      return entered(fact.payload, telling);
    case "scene_changed":
      return peopleSeen(fact.payload.scene, telling);
    case "beat_told":
      return beat(fact.payload, telling);
    case "fact_recorded":
      return [recorded(fact.payload.text, telling)];
    case "secret_revealed":
      return [secret(fact.payload, telling)];
    case "attitude_changed":
      return [attitude(fact.payload, telling)];
    case "person_moved":
      return [moved(fact.payload, telling)];
    case "clock_advanced":
      return [clock(fact.payload, telling)];
    default:
      return tellPassing(fact, telling);
  }
};

/** What passes: time, rests, fights, the end. */
function tellPassing(fact: CampaignEvent, telling: Telling): readonly FactDraft[] | null {
  switch (fact.type) {
    case "time_passed":
      return fact.payload.minutes < 60
        ? []
        : [{ text: `${lasting(fact.payload.minutes)} passed.`, kind: "happened", importance: WEIGHT.time, about: [] }];
    case "rest_taken":
      return [
        {
          text: `${fact.payload.creatureIds.map((id) => creatureName(telling.stage, id)).join(", ") || "The party"} took a ${fact.payload.kind} rest.`,
          kind: "happened",
          importance: WEIGHT.rest,
          about: fact.payload.creatureIds.map(person),
        },
      ];
    case "encounter_started":
    case "encounter_ended":
      return [fight(fact, telling)];
    case "adventure_ended":
      return [
        {
          text: `The adventure ended: ${fact.payload.title}. ${firstSentences(fact.payload.text, TOLD_CHARS_MAX - 80)}`,
          kind: "happened",
          importance: WEIGHT.adventureEnded,
          about: [],
        },
      ];
    default:
      return null;
  }
}

function entered({ scene, first }: EventOf<"scene_entered">["payload"], telling: Telling): readonly FactDraft[] {
  return [
    {
      text: `The party came to ${midSentence(scene.title)}${first ? " for the first time" : " again"}.`,
      kind: "happened",
      importance: first ? WEIGHT.arrivalFirst : WEIGHT.arrivalAgain,
      about: [place(scene.id)],
    },
    {
      text: `The party is at ${midSentence(scene.title)}.`,
      kind: "place",
      importance: WEIGHT.place,
      about: [place(scene.id)],
      aspect: "where:party",
    },
    ...peopleSeen(scene, telling),
  ];
}

/** Where the people in sight were last seen, and whom the party had not met before. */
function peopleSeen(scene: EventOf<"scene_changed">["payload"]["scene"], { before }: Telling): readonly FactDraft[] {
  const already = before.scene?.id === scene.id ? before.scene.people.map(({ id }) => id) : [];
  return scene.people.flatMap(({ id, name }): FactDraft[] =>
    already.includes(id)
      ? []
      : [
          {
            text: `The party met ${midSentence(name)} at ${midSentence(scene.title)}.`,
            kind: "happened",
            importance: WEIGHT.firstMeeting,
            about: [person(id), place(scene.id)],
            aspect: `met:${id}`,
            once: true,
          },
          {
            text: `${name} was last seen at ${midSentence(scene.title)}.`,
            kind: "place",
            importance: WEIGHT.place,
            about: [person(id), place(scene.id)],
            aspect: `where:${id}`,
          },
        ],
  );
}

/** What the party has learned, and where: so that one may ask what was learned at a place. */
function recorded(text: string, { stage, namedIn }: Telling): FactDraft {
  const promised = isPromiseTold(text);
  const { scene } = stage;
  const words = firstSentences(text, 300);
  return {
    text: scene === null || promised ? words : `Learned at ${midSentence(scene.title)}: ${words}`,
    kind: promised ? "promised" : "knows",
    importance: promised ? WEIGHT.promise : WEIGHT.recorded,
    about: [...new Set([...(scene === null ? [] : [place(scene.id)]), ...namedIn(text)])],
  };
}

function secret(
  { secretId, title, text }: EventOf<"secret_revealed">["payload"],
  { stage, namedIn }: Telling,
): FactDraft {
  const at = stage.scene === null ? "Learned" : `Learned at ${midSentence(stage.scene.title)}`;
  return {
    text: `${at}: a secret, ${title}: ${firstSentences(text, 220)}`,
    kind: "knows",
    importance: WEIGHT.secretRevealed,
    about: [...new Set([quest(secretId), ...(stage.scene === null ? [] : [place(stage.scene.id)]), ...namedIn(text)])],
  };
}

const ATTITUDES = [
  "hates the party",
  "is hostile to the party",
  "is wary of the party",
  "is indifferent to the party",
  "is friendly to the party",
  "likes the party",
  "is devoted to the party",
] as const;

function attitude({ personId, attitude: value }: EventOf<"attitude_changed">["payload"], telling: Telling): FactDraft {
  return {
    text: `${personName(telling, personId)} ${ATTITUDES[value + 3] ?? "is indifferent to the party"}.`,
    kind: "person",
    importance: WEIGHT.attitude,
    about: [person(personId)],
    aspect: `attitude:${personId}`,
  };
}

function moved({ personId, to }: EventOf<"person_moved">["payload"], telling: Telling): FactDraft {
  const name = personName(telling, personId);
  const title = to === null ? null : ((telling.screen === null ? undefined : own(telling.screen.scenes, to)) ?? to);
  return {
    text: title === null ? `${name} has gone where nobody can follow.` : `${name} is at ${midSentence(title)}.`,
    kind: "place",
    importance: WEIGHT.place,
    about: [person(personId), ...(to === null ? [] : [place(to)])],
    aspect: `where:${personId}`,
  };
}

function clock({ clockId, filled, segments }: EventOf<"clock_advanced">["payload"], telling: Telling): FactDraft {
  const title =
    own(telling.stage.clocks, clockId) ??
    (telling.screen === null ? undefined : own(telling.screen.clocks, clockId)?.title) ??
    clockId;
  return {
    text:
      filled >= segments
        ? `“${title}” has run its course: ${filled} of ${segments}.`
        : `“${title}” has moved on: ${filled} of ${segments}.`,
    kind: "happened",
    importance: filled >= segments ? WEIGHT.clockFull : WEIGHT.clock,
    about: telling.namedIn(title),
    aspect: `clock:${clockId}`,
  };
}

const OUTCOMES = {
  won: "won the fight",
  fled: "saw the foes, or themselves, flee from the fight",
  talked: "ended the fight with words",
  lost: "lost the fight",
} as const;

function fight(
  fact: Extract<CampaignEvent, { type: "encounter_started" | "encounter_ended" }>,
  telling: Telling,
): FactDraft {
  const where = telling.stage.scene;
  const at = where === null ? "" : ` at ${midSentence(where.title)}`;
  const about = where === null ? [] : [place(where.id)];
  if (fact.type === "encounter_started") {
    const foes = [...new Set(fact.payload.foes.map(({ name }) => name))].join(", ");
    return {
      text: `A fight began${at}: ${fact.payload.title}${foes === "" ? "" : ` (against ${foes})`}.`,
      kind: "happened",
      importance: WEIGHT.fightBegan,
      about,
    };
  }
  const title = telling.before.fight ?? fact.payload.encounterId;
  return {
    text: `The party ${OUTCOMES[fact.payload.outcome]}${at}: ${title}.`,
    kind: "happened",
    importance: WEIGHT.fightEnded,
    about,
  };
}

function lasting(minutes: number): string {
  const [days, hours] = [Math.floor(minutes / 1_440), Math.round((minutes % 1_440) / 60)];
  const parts = [
    ...(days === 0 ? [] : [days === 1 ? "A day" : `${days} days`]),
    ...(hours === 0 ? [] : [hours === 1 ? "an hour" : `${hours} hours`]),
  ];
  const text = parts.join(" and ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
