import type { EventOf, EventType, StoredEvent } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Recalled } from "../core/ports.ts";
import { ITEM_NAMES, PERSON_NAMES, type QuizCampaign, SCENE_TITLES, slugOf } from "./quiz-campaign.ts";

/** A question, who asks it, and what is wrong with what was recalled for it; null when it holds exactly the answer. */
export interface Question {
  readonly kind: string;
  readonly text: string;
  readonly viewer: { readonly memberId: MemberId | null; readonly gm: boolean };
  readonly wrong: (recalled: Recalled) => string | null;
}

type Live = readonly StoredEvent[];
const DM = { memberId: null, gm: true } as const;
const PLAYERS = { memberId: null, gm: false } as const;

/** Everything that would stand before the DM as something that is so. */
function textsOf({ facts, pinned, cards, recap }: Recalled): string[] {
  return [...facts, ...pinned, ...recap].map(({ text }) => text).concat(cards.flatMap((card) => card.facts));
}

/** A place in the middle of a sentence. */
const inWords = (title: string): string => title.replace(/^The /, "the ");

/** What a pattern finds, over everything recalled, each once. */
function foundIn(recalled: Recalled, pattern: RegExp): string[] {
  return [...new Set(textsOf(recalled).flatMap((text) => pattern.exec(text)?.[1] ?? []))].sort();
}

const same = (found: readonly unknown[], expected: readonly unknown[]): string | null =>
  JSON.stringify(found) === JSON.stringify(expected)
    ? null
    : `found ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;

/** The log without what was taken back, read without the code under test. */
export function liveEvents(events: readonly StoredEvent[]): Live {
  const undone = new Set(of(events, "turn_undone").map(({ payload }) => payload.turnId as string));
  return events.filter(
    ({ header, body }) =>
      !undone.has(body.cause.turnId ?? "") && !(body.type === "player_action" && undone.has(`t_${header.seq}`)),
  );
}

function of<T extends EventType>(
  events: Live,
  type: T,
): { seq: number; payload: EventOf<T>["payload"]; audience: unknown }[] {
  return events.flatMap(({ header, body }) =>
    body.type === type
      ? [{ seq: header.seq, payload: body.payload as EventOf<T>["payload"], audience: body.audience }]
      : [],
  );
}

/** People do not ask in the words things were written down in. */
const asked = (at: number, ways: readonly string[]): string => ways[at % ways.length] ?? "";

const TOPIC = /the ([a-z]+ [a-z]+)(?: is kept| belongs| all along|\.|,)/i;
const topicOf = (text: string): string => TOPIC.exec(text)?.[1] ?? "";

const heroNames = (events: Live): Map<string, string> =>
  new Map(of(events, "campaign_opened").flatMap(({ payload }) => payload.creatures.map(({ id, name }) => [id, name])));

/** Who holds each thing: by what was given and taken, and nothing else. */
function holding(live: Live): Question[] {
  const names = heroNames(live);
  const holders = new Map<string, Set<string>>();
  for (const { body } of live) {
    if (body.type === "item_given") holders.set(body.payload.held.item.id, new Set([body.payload.creatureId]));
    if (body.type === "item_taken") holders.get(body.payload.itemId)?.delete(body.payload.creatureId);
  }
  return ITEM_NAMES.map((name, at) => ({
    kind: "who holds",
    text: asked(at, [
      `Who holds the ${name} now?`,
      `Who has got the ${name}?`,
      `We need the ${name}. Who is carrying it?`,
    ]),
    viewer: PLAYERS,
    wrong: (recalled) => {
      const now = [...(holders.get(slugOf(name)) ?? [])].map((id) => names.get(id) ?? "").sort();
      return same(foundIn(recalled, new RegExp(`^(.+)(?<! no longer) has the ${name}\\.$`)), now);
    },
  }));
}

function whereabouts(live: Live): Question[] {
  const places = new Map<string, string>();
  for (const { body } of live) {
    if (body.type === "person_moved") places.set(body.payload.personId, body.payload.to ?? "");
    if (body.type === "scene_entered")
      for (const { id } of body.payload.scene.people) places.set(id, body.payload.scene.id);
  }
  const titles = new Map(SCENE_TITLES.map((title) => [slugOf(title), title]));
  const people = PERSON_NAMES.filter((name) => places.has(slugOf(name)));
  const party = of(live, "scene_entered").at(-1)?.payload.scene.title ?? "";
  return [
    ...people.map(
      (name, at): Question => ({
        kind: "where is",
        text: asked(at, [`Where is ${name}?`, `I go and look for ${name}`, `Where did ${name} go?`]),
        viewer: DM,
        wrong: (recalled) =>
          same(foundIn(recalled, new RegExp(`^${name} (?:is|was last seen) at (.+)\\.$`)), [
            inWords(titles.get(places.get(slugOf(name)) ?? "") ?? ""),
          ]),
      }),
    ),
    {
      kind: "where is",
      text: "Where is the party?",
      viewer: PLAYERS,
      wrong: (recalled) => same(foundIn(recalled, /^The party is at (.+)\.$/), [inWords(party)]),
    },
  ];
}

function feelings(live: Live): Question[] {
  const words = [
    "hates",
    "is hostile to",
    "is wary of",
    "is indifferent to",
    "is friendly to",
    "likes",
    "is devoted to",
  ];
  const felt = new Map(
    of(live, "attitude_changed").map(({ payload }) => [payload.personId as string, payload.attitude]),
  );
  return PERSON_NAMES.filter((name) => felt.has(slugOf(name))).flatMap((name): Question[] => {
    const pattern = new RegExp(`^${name} (.+) the party\\.$`);
    const text = `How does ${name} feel about the party?`;
    const now = words[(felt.get(slugOf(name)) ?? 0) + 3];
    return [
      { kind: "attitude", text, viewer: DM, wrong: (recalled) => same(foundIn(recalled, pattern), [now]) },
      { kind: "kept from players", text, viewer: PLAYERS, wrong: (recalled) => same(foundIn(recalled, pattern), []) },
    ];
  });
}

function deaths(live: Live): Question[] {
  const dead = new Set<string>();
  const names = heroNames(live);
  for (const { body } of live) {
    if (body.type === "encounter_started") for (const foe of body.payload.foes) names.set(foe.id, foe.name);
    if (body.type === "creature_fell" && body.payload.fate === "dead") dead.add(body.payload.creatureId);
  }
  return [...names]
    .slice(-24)
    .concat([...names].slice(0, 3))
    .map(([id, name], at) => ({
      kind: "is dead",
      text: asked(at, [`Is ${name} dead?`, `Did ${name} die?`, `Has ${name} been killed, or is ${name} still alive?`]),
      viewer: PLAYERS,
      wrong: (recalled) => same(foundIn(recalled, new RegExp(`^(${name}) is dead\\.$`)), dead.has(id) ? [name] : []),
    }));
}

function promises(live: Live): Question[] {
  const names = heroNames(live);
  const said = of(live, "chat_message").filter(({ payload }) => /^I promise/.test(payload.text));
  return said.slice(-20).map(({ payload }, at) => {
    const name = names.get(payload.creatureId ?? "") ?? "";
    const topic = topicOf(payload.text);
    return {
      kind: "promised",
      text: asked(at, [
        `What did ${name} promise about the ${topic}?`,
        `Has anybody sworn anything about the ${topic}?`,
        `${name} gave their word, something with the ${topic}`,
      ]),
      viewer: PLAYERS,
      wrong: (recalled) =>
        same(foundIn(recalled, new RegExp(`^(.+ promised: .*${topic}.*)$`)), [`${name} promised: “${payload.text}”`]),
    };
  });
}

/** Words that never fell, and words that fell only in what was taken back. */
function nevers(events: readonly StoredEvent[], live: Live, unspoken: readonly string[]): Question[] {
  const spoken = JSON.stringify(live.map(({ body }) => body.payload));
  const all = events.flatMap(({ body }) => {
    const text = body.type === "player_action" || body.type === "fact_recorded" ? body.payload.text : "";
    return topicOf(text) === "" ? [] : [topicOf(text)];
  });
  const taken = [...new Set(all)].filter((topic) => !spoken.includes(topic));
  return [...unspoken.slice(0, 20), ...taken.slice(-15)].map((topic, at) => ({
    kind: "never happened",
    text: asked(at, [`Did anything ever happen with the ${topic}?`, `I tell them what we know of the ${topic}`]),
    viewer: DM,
    wrong: (recalled) => same(foundIn(recalled, new RegExp(`(${topic})`)), []),
  }));
}

interface Learned {
  readonly seq: number;
  readonly text: string;
  readonly scene: string;
  readonly original: string;
  readonly forgotten: boolean;
}

/** What was recorded, in the words it stands in now, and where the party was. */
function learnedIn(live: Live): Learned[] {
  const corrected = new Map(of(live, "fact_corrected").map(({ payload }) => [payload.factId as string, payload.text]));
  const forgotten = new Map(
    of(live, "fact_forgotten").map(({ payload }) => [payload.factId as string, payload.forgotten]),
  );
  let scene = "";
  return live.flatMap(({ header, body }) => {
    if (body.type === "scene_entered") scene = body.payload.scene.title;
    if (body.type !== "fact_recorded") return [];
    const id = `f_${header.seq}`;
    const original = body.payload.text;
    const text = corrected.get(id) ?? `Learned at ${inWords(scene)}: ${original}`;
    return [{ seq: header.seq, text, scene, original, forgotten: forgotten.get(id) === true }];
  });
}

function learning(live: Live): Question[] {
  const learned = learnedIn(live);
  const standing = learned.filter(({ forgotten }) => !forgotten);
  const isPutRight = ({ text, original }: Learned): boolean => !text.endsWith(original);
  const asOfNow = standing.filter((each, at) => isPutRight(each) || at >= standing.length - 20);
  const places = SCENE_TITLES.filter((title) => {
    const there = standing.filter(({ scene, text }) => scene === title && text.startsWith("Learned"));
    return there.length > 0 && there.length <= 12;
  });
  return [
    ...places.map(
      (title): Question => ({
        kind: "learned at",
        text: `What did the party learn at ${title}?`,
        viewer: PLAYERS,
        wrong: (recalled) =>
          same(
            foundIn(recalled, new RegExp(`^(Learned at ${inWords(title)}: .+)$`)),
            standing
              .filter(({ scene, text }) => scene === title && text.startsWith("Learned"))
              .map(({ text }) => text)
              .sort(),
          ),
      }),
    ),
    ...asOfNow.map(
      ({ text }): Question => ({
        kind: "what about",
        text: `What is known of the ${topicOf(text)}?`,
        viewer: PLAYERS,
        wrong: (recalled) => same(foundIn(recalled, new RegExp(`^(.*${topicOf(text)}.*)$`)), [text]),
      }),
    ),
    ...learned
      .filter((each) => each.forgotten || isPutRight(each))
      .slice(-24)
      .map(
        ({ original }): Question => ({
          kind: "no longer said",
          text: `Is the ${topicOf(original)} still where it was?`,
          viewer: DM,
          wrong: (recalled) => same(foundIn(recalled, new RegExp(`(${topicOf(original)})`)), []),
        }),
      ),
  ];
}

function order(live: Live): Question[] {
  const standing = learnedIn(live).filter(({ forgotten }) => !forgotten);
  const half = Math.floor(standing.length / 2);
  return standing
    .slice(0, half)
    .slice(-20)
    .map((first, at) => {
      const then = standing[half + (at % Math.max(1, standing.length - half))] ?? first;
      const [left, right] = at % 2 === 0 ? [first, then] : [then, first];
      return {
        kind: "which came first",
        text: `Which came first: the ${topicOf(left.text)} or the ${topicOf(right.text)}?`,
        viewer: PLAYERS,
        wrong: ({ facts }) => {
          const seqs = [left, right].map(({ text }) => facts.find((fact) => fact.text === text)?.rests[0]);
          const listed = facts.filter(({ text }) => text === first.text || text === then.text).map(({ text }) => text);
          return same(seqs, [left.seq, right.seq]) ?? same(listed, [first.text, then.text]);
        },
      };
    });
}

/** Which heroes sat at the table when something was learned; null when all who sit there now did. */
function knowers(live: Live): Question[] {
  const names = heroNames(live);
  const seats = of(live, "seat_taken").map(({ seq, payload }) => ({ seq, name: names.get(payload.creatureId) ?? "" }));
  const firstAct = of(live, "player_action")[0]?.seq ?? 0;
  const standing = learnedIn(live).filter(({ forgotten }) => !forgotten);
  return [...standing.slice(0, 8), ...standing.slice(-8)].map(({ text, seq }) => {
    const there = seats.filter((seat) => seat.seq <= seq || seat.seq < firstAct).map(({ name }) => name);
    return {
      kind: "who knows",
      text: `Who knows of the ${topicOf(text)}?`,
      viewer: DM,
      wrong: ({ facts }) =>
        same([facts.find((fact) => fact.text === text)?.knownBy], [there.length === seats.length ? null : there]),
    };
  });
}

/** Whispers and notes: told to those they were meant for, and to nobody else, whoever asks. */
function secrets(live: Live, { bo, mira, gail, room }: QuizCampaign): Question[] {
  const members = [bo, mira, gail];
  const heroes = new Map(of(live, "seat_taken").map(({ payload }) => [payload.memberId as string, payload.creatureId]));
  const names = heroNames(live);
  const whispers = of(live, "chat_message")
    .filter(({ payload }) => payload.channel === "whisper")
    .slice(-8);
  const notes = of(live, "gm_note").slice(-8);
  const about = (text: string) => new RegExp(`(${topicOf(text)})`);
  return [
    ...whispers.flatMap(({ payload, audience }): Question[] => {
      const meant = (audience as { members: MemberId[] }).members;
      const text = `Who knows of the ${topicOf(payload.text)}?`;
      const known = meant.flatMap((id) => names.get(heroes.get(id) ?? "") ?? []).sort();
      return [
        ...members.map(
          (memberId): Question => ({
            kind: "whispered",
            text,
            viewer: { memberId, gm: memberId === gail },
            wrong: (recalled) => {
              if (!meant.includes(memberId)) return same(foundIn(recalled, about(payload.text)), []);
              const fact = recalled.facts.find((each) => each.text.includes(topicOf(payload.text)));
              return same(
                [fact?.knownBy === null ? known : [...(fact?.knownBy ?? ["nothing recalled"])].sort()],
                [known],
              );
            },
          }),
        ),
        ...[PLAYERS, DM].map(
          (viewer): Question => ({
            kind: "kept from others",
            text,
            viewer,
            wrong: (recalled) => same(foundIn(recalled, about(payload.text)), []),
          }),
        ),
      ];
    }),
    ...notes.flatMap(({ payload }): Question[] => [
      {
        kind: "noted",
        text: `What of the ${topicOf(payload.text)}?`,
        viewer: DM,
        wrong: (recalled) => same(foundIn(recalled, about(payload.text)), [topicOf(payload.text)]),
      },
      ...[PLAYERS, { memberId: bo, gm: false }, { memberId: room.owner, gm: false }].map(
        (viewer): Question => ({
          kind: "kept from players",
          text: `What of the ${topicOf(payload.text)}?`,
          viewer,
          wrong: (recalled) => same(foundIn(recalled, about(payload.text)), []),
        }),
      ),
    ]),
  ];
}

function purses(live: Live): Question[] {
  const names = heroNames(live);
  const coin = new Map(
    of(live, "coin_changed").map(({ payload }) => [payload.creatureId as string, payload.coinCopper]),
  );
  return [...coin].map(([id, copper]) => {
    const parts = [
      [Math.floor(copper / 100), "gold"],
      [Math.floor(copper / 10) % 10, "silver"],
      [copper % 10, "copper"],
    ];
    const purse = parts.flatMap(([count, metal]) => (count === 0 ? [] : [`${count} ${metal}`]));
    const sum = [purse.slice(0, -1).join(", "), purse.at(-1)].filter((each) => each !== "").join(" and ");
    const name = names.get(id) ?? "";
    return {
      kind: "coin",
      text: `How much coin does ${name} have?`,
      viewer: PLAYERS,
      wrong: (recalled) =>
        same(foundIn(recalled, new RegExp(`^${name} carries (.+(?:gold|silver|copper))\\.$`)), [sum]),
    };
  });
}

/** A question for everything there is to ask of a campaign, each with the answer its log gives. */
export function questionsOn(campaign: QuizCampaign): Question[] {
  const { events } = campaign.room;
  const live = liveEvents(events);
  return [
    ...holding(live),
    ...whereabouts(live),
    ...feelings(live),
    ...deaths(live),
    ...promises(live),
    ...nevers(events, live, campaign.topics),
    ...learning(live),
    ...order(live),
    ...knowers(live),
    ...secrets(live, campaign),
    ...purses(live),
  ];
}
