import type { EventOf } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { creatureName, type FactDraft, type FactTeller, own, person, type Telling, WEIGHT } from "./fact-drafts.ts";
import { firstSentences, plainText } from "./plain-text.ts";
import { isPromise, promiseIn } from "./promises.ts";
import { notedBy } from "./said-by.ts";
import { coinOf, healthOf, holdingOf } from "./tell-creatures.ts";

const QUOTED_CHARS_MAX = 300;
const PROMISE_READ_MAX = 2_000;

/** What people at the table say, promise, rule, whisper and show, and who sits down or gets up. */
export const tellTable: FactTeller = (fact, telling) => {
  switch (fact.type) {
    case "seat_taken":
      return joined(fact.payload, telling);
    case "seat_left":
      return [left(fact.payload.creatureId, telling)];
    case "member_removed":
      return seatsOf(telling, fact.payload.memberId).map((creatureId) => left(creatureId, telling));
    case "player_action":
      return promised(fact.payload, telling);
    case "chat_message":
      return chat(fact, telling);
    case "gm_note":
      return [byHand(`Noted behind the screen: ${plainText(fact.payload.text, 360)}`, "note", WEIGHT.gmNote, telling)];
    case "dm_narration":
      return fact.payload.voice.provider === "gm"
        ? [byHand(firstSentences(fact.payload.text, 380), "told", WEIGHT.told, telling)]
        : [];
    case "ruling_overridden":
      return [byHand(`Ruling: ${plainText(fact.payload.ruling, 380)}`, "ruling", WEIGHT.ruling, telling)];
    case "state_patch_applied":
      return patched(fact.payload, telling);
    case "handout_shown":
      return [handout(fact.payload, telling)];
    case "fact_noted":
      return [noted(fact.payload, telling)];
    default:
      return null;
  }
};

function byHand(text: string, kind: FactDraft["kind"], importance: number, { namedIn }: Telling): FactDraft {
  return { text, kind, importance, about: namedIn(text), byHand: true };
}

const memberName = ({ stage }: Telling, id: MemberId): string => stage.members[id] ?? "Somebody";

/** The heroes a member plays at the moment of an event, as it was before it. */
function seatsOf({ before }: Telling, memberId: MemberId): string[] {
  return Object.entries(before.seats).flatMap(([creatureId, spans]) =>
    spans.some((span) => span.memberId === memberId && span.to === null) ? [creatureId] : [],
  );
}

function joined({ memberId, creatureId }: EventOf<"seat_taken">["payload"], telling: Telling): readonly FactDraft[] {
  const { stage, before } = telling;
  const name = creatureName(stage, creatureId);
  const seat: FactDraft = {
    text: `${name} joined the party, played by ${memberName(telling, memberId)}.`,
    kind: "happened",
    importance: WEIGHT.heroJoined,
    about: [person(creatureId)],
  };
  const creature = own(stage.creatures, creatureId);
  if (creature === undefined || own(before.seats, creatureId) !== undefined) return [seat];
  const pack = creature.items.map(({ item }) => ({ ...holdingOf(creature, item), importance: WEIGHT.carried }));
  return [seat, ...pack, { ...coinOf(creature), importance: WEIGHT.carried }];
}

function left(creatureId: string, { stage }: Telling): FactDraft {
  return {
    text: `${creatureName(stage, creatureId)} left the party.`,
    kind: "happened",
    importance: WEIGHT.heroLeft,
    about: [person(creatureId)],
  };
}

interface Said {
  readonly memberId: MemberId;
  readonly creatureId: string;
  readonly text: string;
}

function promised({ memberId, creatureId, text }: Said, telling: Telling): readonly FactDraft[] {
  if (!isPromise(text)) return [];
  const words = plainText(promiseIn(plainText(text, PROMISE_READ_MAX)), QUOTED_CHARS_MAX);
  return [
    {
      text: `${creatureName(telling.stage, creatureId)} promised: “${words}”`,
      kind: "promised",
      importance: WEIGHT.promise,
      about: [...new Set([person(creatureId), ...telling.namedIn(words)])],
      ...typedBy(memberId, telling),
    },
  ];
}

function chat({ payload, audience }: EventOf<"chat_message">, telling: Telling): readonly FactDraft[] {
  const { channel, creatureId, text, memberId, to } = payload;
  if (channel !== "whisper")
    return creatureId === null || channel === "ooc" ? [] : promised({ memberId, creatureId, text }, telling);
  if (audience === "all") return [];
  const heroes = (id: MemberId): string => {
    const [hero] = seatsOf(telling, id);
    return hero === undefined ? memberName(telling, id) : creatureName(telling.stage, hero);
  };
  const words = plainText(text, QUOTED_CHARS_MAX);
  const listeners = to.filter((id) => id !== memberId).map(heroes);
  return [
    {
      text: `${heroes(memberId)} whispered to ${listeners.join(" and ") || "nobody"}: “${words}”`,
      kind: isPromise(text) ? "promised" : "told",
      importance: isPromise(text) ? WEIGHT.promise : WEIGHT.whisper,
      about: telling.namedIn(words),
      byHand: true,
      by: memberId,
    },
  ];
}

function patched(payload: EventOf<"state_patch_applied">["payload"], { stage, before }: Telling): readonly FactDraft[] {
  const { creatureId, field, before: earlier, reason } = payload;
  const creature = own(stage.creatures, creatureId);
  if (creature === undefined) return [];
  if (field === "name")
    return [
      {
        text: `${String(earlier)} is called ${creature.name} from here on (${reason}).`,
        kind: "person",
        importance: WEIGHT.recorded,
        about: [person(creatureId)],
        byHand: true,
      },
    ];
  if (field === "coinCopper") return [coinOf(creature)];
  const was = own(before.creatures, creatureId);
  if (field === "hp" || field === "harm")
    return creature.kind !== "foe" && (was === undefined || healthOf(was).text !== healthOf(creature).text)
      ? [healthOf(creature)]
      : [];
  return [];
}

function handout({ memberId, title, caption }: EventOf<"handout_shown">["payload"], telling: Telling): FactDraft {
  const said = caption.trim() === "" ? "" : `: ${plainText(caption, 200)}`;
  return byHand(
    `${memberName(telling, memberId)} showed the table “${plainText(title, 120)}”${said}`,
    "told",
    WEIGHT.handout,
    telling,
  );
}

function noted({ memberId, text, about, pinned }: EventOf<"fact_noted">["payload"], telling: Telling): FactDraft {
  const typed = typedBy(memberId, telling);
  return {
    // Words that nobody can read are no note, whosever name stands before them.
    text: plainText(text) === "" ? "" : notedBy({ memberId, stage: telling.stage }, text),
    kind: isPromise(text) ? "promised" : "note",
    importance: WEIGHT.noted,
    about: about.length === 0 ? telling.namedIn(text) : about,
    ...typed,
    ...(pinned ? { pinned, ...(typed.by === undefined ? {} : { pinnedBy: typed.by }) } : {}),
  };
}

/** That somebody typed it, and whose room it takes: what those say who run the table stands with what play says. */
function typedBy(memberId: MemberId, { stage }: Telling): Pick<FactDraft, "byHand" | "by"> {
  return stage.runners.includes(memberId) ? { byHand: true } : { byHand: true, by: memberId };
}
