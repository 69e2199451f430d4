import type { Beat, Intent } from "../../../contracts/adventure.ts";
import { type BeatInReach, beatsInReach, isOpen } from "../../../core/script/lookup.ts";
import { findPhrase } from "../language/naming.ts";
import { nameWords, SMALL_WORDS } from "../language/words.ts";
import type { Deed } from "./plan.ts";
import type { Sight } from "./sight.ts";

/** Every beat in reach whose requirements hold and which is not spent, in the author's order. */
export function openBeats(sight: Sight): BeatInReach[] {
  if (sight.script === null) return [];
  const open = beatsInReach(sight.state).filter(({ beat }) => isOpen(sight.state, beat));
  return sight.fight === null ? open : open.filter(({ subject }) => subject.kind === "encounter");
}

/** Intents that are about the place rather than about a thing in it. */
const OF_THE_PLACE: readonly Intent[] = [
  "sneak",
  "climb",
  "flee",
  "wait",
  "rest",
  "listen",
  "help",
  "defend",
  "search",
  "recall",
];
/** Without an object these fall to whatever in sight has a beat for them. */
const FALLS_TO_ANY: readonly Intent[] = [
  "search",
  "read",
  "listen",
  "climb",
  "pick",
  "break",
  "sneak",
  "open",
  "help",
  "flee",
  "defend",
  "wait",
  "rest",
];
const OF_PEOPLE: readonly Intent[] = ["talk", "ask", "persuade", "deceive", "threaten", "give", "help", "attack"];

/** The authored beat that answers the deed best, or null. `loose` words name nothing in sight. */
export function chooseBeat(deed: Deed, intents: readonly Intent[], loose: readonly string[]): BeatInReach | null {
  const open = openBeats(deed.sight);
  let best: { readonly reach: BeatInReach; readonly score: number } | null = null;
  for (const [rank, intent] of intents.entries()) {
    for (const reach of open) {
      if (!reach.beat.intents.includes(intent)) continue;
      const score = scoreOf(deed, reach, { intent, loose, first: rank === 0 });
      if (score !== null && (best === null || score - rank * 2 > best.score)) best = { reach, score: score - rank * 2 };
    }
  }
  return best?.reach ?? null;
}

/** The beat whose label somebody tapped or typed, word for word but for the small ones. */
export function labelled(deed: Deed): BeatInReach | null {
  const said = new Set(deed.clause.typed.filter((word) => !SMALL_WORDS.has(word)));
  return (
    openBeats(deed.sight).find(({ beat }) => {
      const label = beat.label === undefined ? [] : nameWords(beat.label).filter((word) => !SMALL_WORDS.has(word));
      return label.length >= 2 && label.every((word) => said.has(word)) && said.size <= label.length + 2;
    }) ?? null
  );
}

interface Wanted {
  readonly intent: Intent;
  readonly loose: readonly string[];
  /** The likeliest sense of the verb: only that may fall to whatever is near. */
  readonly first: boolean;
}

function scoreOf(deed: Deed, { beat, subject: owner }: BeatInReach, { intent, loose, first }: Wanted): number | null {
  const keyed = (beat.keys ?? []).reduce((sum, key) => sum + findPhrase(deed.clause.words, nameWords(key)), 0);
  const tool = toolScore(deed, beat);
  if (tool === null) return null;
  // A thing in the pack is not put to use by a verb that speaks of something else.
  if (tool > 0 && tool < 1 && intent === "give") return null;
  if (tool > 0 && tool < 1 && keyed === 0 && (beat.keys?.length ?? 0) > 0) return null;
  const pointed = pointedAt(deed, owner);
  const elsewhere = pointedElsewhere(deed, intent);
  if (pointed > 0) return pointed * 2 <= elsewhere ? null : pointed + keyed * 2 + tool;
  if (owner.kind === "encounter" || owner.kind === "scene")
    return placeScore({ deed, beat, owner, intent, loose, keyed, tool, elsewhere });
  if (tool > 1 && elsewhere === 0) return tool + keyed * 2;
  if (elsewhere > 0 || keyed > 0) return keyed > 0 ? keyed * 2 : null;
  if (owner.kind === "person" || tool < 0) return null;
  return first && FALLS_TO_ANY.includes(intent) && (loose.length === 0 || intent === "search" || intent === "listen")
    ? 0.5 + nearness(deed, owner)
    : null;
}

/** What was spoken of last is meant before the rest, unless it is the whole place that is meant. */
function nearness({ sight, clause }: Deed, owner: BeatInReach["subject"]): number {
  if (clause.words.some((word) => WHOLE.has(word))) return 0;
  const place = sight.mentioned.findLastIndex(({ kind, id }) => kind === owner.kind && id === owner.id);
  return place < 0 ? 0 : (place + 1) / 100;
}

const WHOLE: ReadonlySet<string> = new Set(["room", "place", "area", "everywhere", "everything", "whole", "scene"]);

interface Weighing {
  readonly deed: Deed;
  readonly beat: Beat;
  readonly owner: BeatInReach["subject"];
  readonly intent: Intent;
  readonly loose: readonly string[];
  readonly keyed: number;
  readonly tool: number;
  readonly elsewhere: number;
}

/** Beats of a scene or a fight have nothing to point at: they answer to their keys, or to an intent about the place. */
function placeScore({ beat, owner, intent, loose, keyed, tool, elsewhere }: Weighing): number | null {
  if (keyed > 0) return 2 + keyed * 2 + tool;
  if (tool > 1) return 2 + tool;
  if (beat.keys !== undefined && beat.keys.length > 0 && owner.kind === "scene")
    return loose.length === 0 && elsewhere === 0 && intent !== "look" ? 1 : null;
  if (elsewhere > 0) return OF_THE_PLACE.includes(intent) && owner.kind === "scene" && intent !== "search" ? 1 : null;
  return loose.length === 0 || OF_THE_PLACE.includes(intent) || OF_PEOPLE.includes(intent) ? 1.5 + tool : null;
}

/** How strongly the words point at a thing, a way or a person, whichever it is. What is only sought points at nothing. */
function pointedElsewhere({ pointers, clause }: Deed, intent: Intent): number {
  const sought = intent === "search" ? soughtIn(clause.words) : null;
  const scores = pointers
    .filter((pointer) => sought === null || pointer.from < sought.from || pointer.from >= sought.to)
    .flatMap((pointer) =>
      pointer.candidates
        .filter(
          ({ thing, score }) =>
            thing.kind !== "item" &&
            thing.kind !== "hero" &&
            thing.kind !== "foe" &&
            score >= (pointer.candidates[0]?.score ?? 0) * 0.4,
        )
        .map(({ score }) => score),
    );
  return Math.max(0, ...scores);
}

/** Where the words say what is looked for: after "for", as far as the next "on" or "in". */
export function soughtIn(words: readonly string[]): { readonly from: number; readonly to: number } | null {
  const from = words.indexOf("for");
  if (from < 0) return null;
  const length = words.slice(from).findIndex((word) => WHERE.has(word));
  return { from, to: length < 0 ? words.length : from + length };
}

const WHERE: ReadonlySet<string> = new Set([
  "on",
  "in",
  "under",
  "behind",
  "inside",
  "around",
  "near",
  "at",
  "beneath",
  "within",
  "by",
]);

/** How strongly the words point at the owner of a beat; 0 when they do not. */
function pointedAt(deed: Deed, owner: BeatInReach["subject"]): number {
  let best = 0;
  for (const pointer of deed.pointers) {
    const top = pointer.candidates[0]?.score ?? 0;
    for (const { thing, score } of pointer.candidates) {
      if (thing.id === owner.id && thing.kind === owner.kind && score >= top * 0.4) best = Math.max(best, score);
    }
  }
  return best;
}

/** 0 when no tool matters, more when the right one is named; null when the wrong one is, or it is not in hand. */
function toolScore(deed: Deed, beat: Beat): number | null {
  const named = deed.pointers.flatMap((pointer) =>
    pointer.candidates.filter(
      ({ thing, score }) => thing.kind === "item" && score >= (pointer.candidates[0]?.score ?? 0) * 0.6,
    ),
  );
  if (beat.with === undefined) return named.length > 0 ? -0.5 : 0;
  if (named.some(({ thing }) => thing.id === beat.with)) return 3;
  const held = deed.sight.hero.items.some(({ item }) => item.id === beat.with);
  const other = named.some(({ thing }) => thing.holderId === deed.sight.hero.id);
  return held && !other ? 0.4 : null;
}
