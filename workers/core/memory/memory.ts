import type { CampaignEvent, SeenEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import type { LoreCard, RecapSentence } from "../../contracts/memory.ts";
import type { Viewer } from "../state.ts";
import { foldByHand, partedFrom } from "./by-hand.ts";
import { type Entities, entitiesOf, namedIn, withEntities } from "./entities.ts";
import { type BookLimits, compacted, emptyBook, type FactBook } from "./fact-book.ts";
import type { Telling } from "./fact-drafts.ts";
import { type EveningSpan, foldEvenings, foldScenes, type SceneSpan } from "./spans.ts";
import { emptyScreen, emptyStage, foldScreen, foldStage, type Screen, type Stage } from "./stage.ts";
import { factsAfter, type Origin, withDrafts } from "./tell-event.ts";
import { belongingTo, withoutNarration, withoutTurn } from "./undone.ts";
import { type WordShares, withinShares, wordsIn } from "./word-shares.ts";

/** Raise it when a log folds into another memory than before: what was kept of the old kind is then left aside. */
export const MEMORY_VERSION = 3;

export interface WrittenCard {
  readonly card: LoreCard;
  readonly seq: number;
  /** Who wrote it last. */
  readonly by: MemberId;
  /** Several people have written it. */
  readonly shared: boolean;
}

export interface WrittenRecap {
  readonly scope: "scene" | "evening";
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly sentences: readonly RecapSentence[];
}

/** What those of one audience remember. Each lane is folded from what they may see and from nothing else [V1]. */
export interface MemoryLane {
  readonly book: FactBook;
  readonly entities: Entities;
  readonly cards: Readonly<Record<string, WrittenCard>>;
  /** Which card an entity was merged into. */
  readonly merged: Readonly<Record<string, string>>;
  readonly recaps: readonly WrittenRecap[];
}

/** What a campaign remembers: a fold of its log, plain JSON. The room keeps it as a cache. */
export interface Memory {
  readonly version: number;
  readonly throughSeq: number;
  readonly all: MemoryLane;
  readonly gm: MemoryLane;
  /** What only some members may know: whispers, and answers they alone were given. */
  readonly private: FactBook;
  readonly stage: Stage;
  readonly screen: Screen;
  readonly scenes: readonly SceneSpan[];
  readonly evenings: readonly EveningSpan[];
}

/** Who asks what is remembered: players as such are `{ memberId: null, gm: false }`, the director is `{ memberId: null, gm: true }`. */
export type MemoryViewer = Viewer;

/** Most of what is remembered is the table's. All of it together stays under 1.4 MB as JSON. */
const LIMITS = {
  all: { facts: 2_600, bytes: 480_000 },
  gm: { facts: 700, bytes: 120_000 },
  private: { facts: 300, bytes: 90_000 },
} as const satisfies Record<string, BookLimits>;
/** What players note and promise takes room of its own: however much one of them says, nobody else loses a word. */
const SHARES = {
  all: { each: { facts: 150, bytes: 50_000 }, together: { facts: 500, bytes: 120_000 } },
  private: { each: { facts: 100, bytes: 45_000 }, together: LIMITS.private },
} as const satisfies Record<string, WordShares>;
export const FACTS_KEPT_MAX = LIMITS.all.facts + SHARES.all.together.facts + LIMITS.gm.facts + 2 * LIMITS.private.facts;

const emptyLane: MemoryLane = { book: emptyBook, entities: {}, cards: {}, merged: {}, recaps: [] };

/** The memory before the first event. */
export const emptyMemory: Memory = {
  version: MEMORY_VERSION,
  throughSeq: 0,
  all: emptyLane,
  gm: emptyLane,
  private: emptyBook,
  stage: emptyStage,
  screen: emptyScreen,
  scenes: [],
  evenings: [],
};

/** The memory after one more event. A veiled event moves the head and nothing else. */
export function remember(memory: Memory, event: SeenEvent): Memory {
  const { seq, at } = event.header;
  const seen = { ...memory, throughSeq: seq };
  if (!("body" in event)) return seen;
  const { body } = event;
  const origin: Origin = { seq, at, minutes: memory.stage.minutes, turnId: body.cause.turnId };
  if (body.audience === "all") return rememberPublic(seen, body, origin);
  if (body.audience === "gm") return rememberBehindScreen(seen, body, origin);
  return rememberPrivately(seen, body, origin, body.audience.members);
}

function rememberPublic(memory: Memory, body: CampaignEvent, given: Origin): Memory {
  const stage = foldStage(memory.stage, body, given.seq);
  const origin = { ...given, minutes: stage.minutes };
  const adopted = belongingTo({ ...memory, stage }, origin);
  const corrected = withoutNarration(
    body.type === "turn_undone" ? withoutTurn(adopted, body.payload.turnId) : adopted,
    body,
  );
  const telling = tellingOf(corrected, memory.stage, "all");
  const entities = withEntities(corrected.all.entities, entitiesOf(body, telling), origin);
  const told = factsAfter(body, { ...telling, namedIn: finder(entities) }, corrected.all.book);
  const shared = withinShares(withDrafts(corrected.all.book, told, origin), SHARES.all);
  const book = compacted(shared, LIMITS.all, wordsIn(shared));
  return {
    ...corrected,
    all: foldByHand({ ...corrected.all, entities, book }, body, { seq: origin.seq, stage }),
    // A card that is written anew parts what was merged, also for those who merged it behind the screen.
    gm: body.type === "card_written" ? partedFrom(corrected.gm, body.payload.card.id) : corrected.gm,
    scenes: foldScenes(corrected.scenes, stage, origin.seq),
    evenings: foldEvenings(corrected.evenings, body.type, origin),
  };
}

function rememberBehindScreen(memory: Memory, body: CampaignEvent, origin: Origin): Memory {
  const screen = foldScreen(memory.screen, body);
  const telling = tellingOf({ ...memory, screen }, memory.stage, "gm");
  const entities = withEntities(memory.gm.entities, entitiesOf(body, telling), origin);
  // Whoever writes here runs the table: nobody has a share of their own.
  const told = factsAfter(body, telling, memory.gm.book).map(({ by: _by, ...draft }) => draft);
  const book = compacted(withDrafts(memory.gm.book, told, origin), LIMITS.gm);
  const gm = foldByHand({ ...memory.gm, entities, book }, body, { seq: origin.seq, stage: memory.stage });
  return { ...memory, screen, gm };
}

function rememberPrivately(memory: Memory, body: CampaignEvent, origin: Origin, to: readonly MemberId[]): Memory {
  // Nothing private supersedes anything: books of several audiences would then tell of each other.
  const told = factsAfter(body, tellingOf(memory, memory.stage, "private"), memory.private);
  const drafts = told.map(({ aspect: _aspect, ...draft }) => ({ ...draft, to }));
  const shared = withinShares(withDrafts(memory.private, drafts, origin), SHARES.private);
  const book = compacted(shared, LIMITS.private, wordsIn(shared));
  const lane = foldByHand({ ...emptyLane, book }, body, { seq: origin.seq, stage: memory.stage });
  return { ...memory, private: lane.book };
}

function tellingOf(memory: Memory, before: Stage, audience: "all" | "gm" | "private"): Telling {
  const { stage, screen, all, gm } = memory;
  if (audience !== "gm") return { before, stage, screen: null, namedIn: finder(all.entities) };
  const both = (text: string): string[] => [
    ...new Set([...namedIn(all.entities, text), ...namedIn(gm.entities, text)]),
  ];
  return { before, stage, screen, namedIn: both };
}

const finder =
  (entities: Entities) =>
  (text: string): string[] =>
    namedIn(entities, text);
