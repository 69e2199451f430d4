import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Audience, EventType, SeenEvent, StoredEvent } from "../contracts/events.ts";
import { CampaignEvent } from "../contracts/events.ts";
import { PROTOCOL_VERSION } from "../contracts/frames.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { catchUp } from "../realtime/catch-up.ts";
import type { EventLog } from "../realtime/event-log.ts";
import { exportLog } from "../realtime/export-log.ts";
import { Seats } from "../realtime/seats.ts";
import { CanaryBook, type Onlooker, wordsIn } from "../testkit/canary-book.ts";
import type { PaperRoom } from "../testkit/paper-room.ts";
import { anyMoves, type Move, makeMove } from "../testkit/random-table.ts";
import { sampleFact } from "../testkit/sample-event.ts";
import { seated, smallTable } from "../testkit/small-table.ts";
import { evolve } from "./evolve.ts";
import { newCampaign } from "./new-campaign.ts";
import { maySee, project, viewerOf, viewOf } from "./project.ts";
import type { CampaignState, CampaignView, Viewer } from "./state.ts";
import { stateHash } from "./state-hash.ts";

/** What stands between a secret and somebody who may not have it. The mutants below break one rule each. */
interface Projection {
  readonly project: (event: SeenEvent, viewer: Viewer) => SeenEvent;
  readonly viewOf: (state: CampaignState, viewer: Viewer) => CampaignView;
  readonly viewerOf: (state: CampaignState, memberId: MemberId | null) => Viewer;
}

const real: Projection = { project, viewOf, viewerOf };

/** Texts of the script that no event may ever tell in the open. */
const NEVER_TOLD = [
  "want",
  "manner",
  "role",
  "rat manner",
  "doom",
  "secret tell",
  "second tell",
  "sealed title",
  "sealed text",
  "sealed tell",
  "topic label",
];

interface Evening {
  readonly room: PaperRoom;
  readonly book: CanaryBook;
  readonly onlookers: readonly (MemberId | null)[];
}

/** Olive before the screen, Gail behind it, two players, a spectator, one who was removed, and a stranger. */
function evening(ruleset: Ruleset, seed: string): Evening {
  const book = new CanaryBook();
  const room = smallTable(ruleset, {
    seed,
    mark: (where) => `${where} ${book.word(`the script: ${where}`, NEVER_TOLD.includes(where) ? "screen" : "story")}`,
  });
  const gail = room.join("Gail");
  const players = [seated(room, "Bo"), seated(room, "Mira")];
  const sam = room.join("Sam", "spectator");
  const rex = room.join("Rex");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(gail, { type: "gm_take_over" });
  room.ask(gail, { type: "gm_hand_back", leaveScreen: false });
  room.ask(room.owner, {
    type: "gm_whisper",
    to: [rex],
    text: book.word("a whisper before the door closed", [room.owner, rex]),
  });
  room.ask(room.owner, { type: "gm_remove_member", memberId: rex, reason: "noise" });
  return { room, book, onlookers: [room.owner, gail, ...players, sam, rex, null] };
}

/** Who somebody is at this moment, read without the code under test. */
function onlooker({ state }: PaperRoom, memberId: MemberId | null): Onlooker {
  const member = memberId === null ? undefined : state.public.members[memberId];
  return member === undefined || member.removed
    ? { memberId: null, screen: false }
    : { memberId, screen: member.screen };
}

function told(book: CanaryBook, events: readonly StoredEvent[]): void {
  for (const { body } of events) if (body.audience === "all") book.tell(JSON.stringify(body.payload));
}

/** Everything a viewer can fold or read of an evening, under some projection, and what of it they should not have. */
function leaksUnder(projection: Projection, { room, book, onlookers }: Evening): string[] {
  return onlookers.flatMap((memberId) => {
    const viewer = projection.viewerOf(room.state, memberId);
    const seen = room.events.map((event) => projection.project(event, viewer));
    const folded = seen.reduce(evolve, newCampaign);
    const text = JSON.stringify([seen, folded, projection.viewOf(room.state, viewer)]);
    const unveiled = seen.filter(
      (event, at) =>
        !("body" in event) &&
        (Object.keys(event).some((key) => !["header", "hash", "sig"].includes(key)) ||
          event.hash !== room.events[at]?.hash),
    );
    return [
      ...book.leaks(text, onlooker(room, memberId)).map((leak) => `${memberId} learns ${leak}`),
      ...unveiled.map(({ header }) => `${header.seq} is veiled badly`),
    ];
  });
}

/** The same over the frames and files that the room really makes. */
async function leaksOnTheWire({ room, book, onlookers }: Evening): Promise<string[]> {
  const log = {
    state: room.state,
    after: (seq: number, limit = 500) => room.events.filter(({ header }) => header.seq > seq).slice(0, limit),
  } as unknown as EventLog;
  const leaks: string[] = [];
  for (const memberId of onlookers) {
    const looks = onlooker(room, memberId);
    const texts = [await new Response(exportLog(log, viewerOf(room.state, memberId))).text()];
    const hello = (seen: number) =>
      ({ t: "client.hello", protocol: PROTOCOL_VERSION, epoch: 1, last_seq_seen: Math.max(0, seen) }) as const;
    if (memberId !== null)
      texts.push(
        ...[0, 1, room.state.head.seq - 20, room.state.head.seq, room.state.head.seq + 5].map((seen) =>
          JSON.stringify(catchUp(log, memberId, hello(seen))),
        ),
      );
    leaks.push(...texts.flatMap((text) => book.leaks(text, looks).map((leak) => `${memberId} hears ${leak}`)));
  }
  return leaks;
}

/** A socket that only listens. */
class FakeSocket {
  readonly readyState = 1;
  heard = "";
  readonly #attachment: object;

  constructor(memberId: MemberId) {
    this.#attachment = { memberId, until: Number.MAX_SAFE_INTEGER, level: true };
  }

  deserializeAttachment(): object {
    return this.#attachment;
  }

  send(text: string): void {
    this.heard = text;
  }
}

/** Plays moves while everybody listens, and looks after each at what they were sent and at what they hold. */
function playAndListen({ room, book, onlookers }: Evening, moves: readonly Move[]): void {
  const members = onlookers.filter((each): each is MemberId => each !== null);
  const sockets = new Map(members.map((memberId) => [memberId, new FakeSocket(memberId)]));
  const seats = new Seats({ getWebSockets: () => [...sockets.values()] } as unknown as DurableObjectState);
  const held = new Map(members.map((memberId) => [memberId, clientState(room, memberId)]));
  for (const move of moves) {
    const before = room.events.length;
    makeMove(room, book, move);
    const fresh = room.events.slice(before);
    if (fresh.length === 0) continue;
    told(book, fresh);
    seats.broadcast(fresh, room.state);
    for (const memberId of members) {
      const viewer = viewerOf(room.state, memberId);
      expect(book.leaks(sockets.get(memberId)?.heard ?? "", onlooker(room, memberId)), `${memberId} was sent`).toEqual(
        [],
      );
      const moved = fresh.some(
        ({ body }) =>
          (body.type === "screen_taken" || body.type === "screen_left") && body.payload.memberId === memberId,
      );
      const folded = fresh.map((event) => project(event, viewer)).reduce(evolve, held.get(memberId) ?? newCampaign);
      held.set(memberId, moved || viewer.memberId === null ? clientState(room, memberId) : folded);
      expect(
        stateHash(viewOf(held.get(memberId) ?? newCampaign, viewer)),
        `[V2] live deltas = the view, for ${memberId} at ${room.state.head.seq}`,
      ).toBe(stateHash(viewOf(room.state, viewer)));
    }
  }
}

/** What a client holds that has just been sent its whole view. */
function clientState(room: PaperRoom, memberId: MemberId): CampaignState {
  const view = viewOf(room.state, viewerOf(room.state, memberId));
  return JSON.parse(
    JSON.stringify({
      head: view.head,
      public: view.public,
      gm: view.gm ?? newCampaign.gm,
      private: view.own === null ? {} : { [memberId]: view.own },
    }),
  ) as CampaignState;
}

const anyRuleset = fc.constantFrom<Ruleset>("d20", "embers");

test("[V1] [V2] whatever is played, nobody is sent, holds or can fetch a word that was not meant for them", async () => {
  await fc.assert(
    fc.asyncProperty(anyRuleset, anyMoves, fc.nat(99), async (ruleset, moves, cut) => {
      const played = evening(ruleset, "visible");
      told(played.book, played.room.events);
      playAndListen(played, moves);
      expect(leaksUnder(real, played)).toEqual([]);
      expect(await leaksOnTheWire(played)).toEqual([]);
      const upTo = room(played, cut);
      for (const memberId of played.onlookers) {
        const viewer = viewerOf(upTo, memberId);
        const folded = played.room.events
          .slice(0, upTo.head.seq)
          .map((event) => project(event, viewer))
          .reduce(evolve, newCampaign);
        expect(stateHash(viewOf(folded, viewer)), "[V2] a fold of what is seen = the view, at any cut").toBe(
          stateHash(viewOf(upTo, viewer)),
        );
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** The state at a cut, in percent of the log. */
function room({ room: { events } }: Evening, percent: number): CampaignState {
  return events.slice(0, 1 + Math.floor(((events.length - 1) * percent) / 100)).reduce(evolve, newCampaign);
}

const audiences = (played: Evening): readonly [string, (members: readonly (MemberId | null)[]) => Audience][] => [
  ["all", () => "all"],
  ["the screen", () => "gm"],
  ["one player", ([, , bo]) => ({ members: [bo ?? played.room.owner] })],
  [
    "the owner and one who was removed",
    ([owner, , , , , rex]) => ({ members: [owner, rex].filter((each): each is MemberId => each != null) }),
  ],
];

test("[V1] [V2] every kind of event, to every audience, reaches those it is for and nobody else, on every channel", async () => {
  const types = CampaignEvent.options.map((option) => option.shape.type.value as EventType);
  for (const type of types) {
    const played = evening("d20", "each");
    told(played.book, played.room.events);
    for (const [name, audienceOf] of audiences(played)) {
      const audience = audienceOf(played.onlookers);
      const meantFor = audience === "all" ? "all" : audience === "gm" ? "screen" : audience.members;
      const words: string[] = [];
      const mark = () => {
        const word = played.book.word(`${type} to ${name}`, meantFor);
        words.push(word);
        return word;
      };
      const fact = { ...sampleFact(type, { memberId: played.room.owner, mark }), audience };
      const [stored] = played.room.append([fact]);
      expect(leaksUnder(real, played), `${type} to ${name}`).toEqual([]);
      if (name !== "all") continue;
      const stranger = wordsIn(JSON.stringify(project(stored as StoredEvent, { memberId: null, gm: false })));
      expect([...stranger].length, `${type}: a public event is seen whole`).toBe(words.length);
    }
    expect(await leaksOnTheWire(played), type).toEqual([]);
    for (const memberId of played.onlookers) {
      const viewer = viewerOf(played.room.state, memberId);
      const folded = played.room.events.map((event) => project(event, viewer)).reduce(evolve, newCampaign);
      expect(stateHash(viewOf(folded, viewer)), `[V2] ${type}`).toBe(stateHash(viewOf(played.room.state, viewer)));
    }
  }
}, 120_000);

describe("the check itself notices when a rule is missing", () => {
  const seeing =
    (may: (audience: Audience, viewer: Viewer) => boolean): Projection["project"] =>
    (event, viewer) =>
      !("body" in event) || may(event.body.audience, viewer)
        ? event
        : { header: event.header, hash: event.hash, ...(event.sig === undefined ? {} : { sig: event.sig }) };
  const mutants: readonly [string, Partial<Projection>][] = [
    ["everybody sees everything", { project: (event) => event }],
    ["the screen is ignored", { project: seeing((audience, viewer) => audience === "gm" || maySee(audience, viewer)) }],
    [
      "behind the screen one sees whispers too",
      { project: seeing((audience, viewer) => viewer.gm || maySee(audience, viewer)) },
    ],
    [
      "any member counts as named",
      {
        project: seeing((audience, viewer) =>
          typeof audience === "object" ? viewer.memberId !== null : maySee(audience, viewer),
        ),
      },
    ],
    [
      "a veiled event keeps its body",
      {
        project: (event, viewer) =>
          "body" in event && !maySee(event.body.audience, viewer) ? { ...event, salt: "" } : event,
      },
    ],
    [
      "a veiled event keeps its salt",
      {
        project: (event, viewer) =>
          "body" in event && !maySee(event.body.audience, viewer)
            ? ({ header: event.header, hash: event.hash, salt: event.salt } as SeenEvent)
            : event,
      },
    ],
    ["the view holds the GM's lane", { viewOf: (state, viewer) => ({ ...viewOf(state, viewer), gm: state.gm }) }],
    [
      "the view holds everybody's own lane",
      { viewOf: (state, viewer) => ({ ...viewOf(state, viewer), own: state.private as never }) },
    ],
    [
      "those removed still look",
      {
        viewerOf: (state, memberId) => ({
          memberId,
          gm: state.public.members[memberId ?? ("" as MemberId)]?.screen === true,
        }),
      },
    ],
    [
      "the role is enough, wherever one sits",
      {
        viewerOf: (state, memberId) => ({
          ...viewerOf(state, memberId),
          gm: ["owner", "gm"].includes(state.public.members[memberId ?? ("" as MemberId)]?.role ?? ""),
        }),
      },
    ],
  ];

  test.each(mutants)("%s", (_, broken) => {
    const played = evening("d20", "mutants");
    const { room: table, book } = played;
    const [, gail, bo] = played.onlookers as MemberId[];
    table.ask(table.owner, {
      type: "gm_call_roll",
      creatureId: "ash",
      expression: "1d20",
      dc: 10,
      label: book.word("a waiting roll", [table.owner, bo ?? table.owner, gail ?? table.owner]),
      visibility: "gm",
    });
    told(book, table.events);
    expect(leaksUnder(real, played)).toEqual([]);
    expect(leaksUnder({ ...real, ...broken }, played)).not.toEqual([]);
  });
});
