import type { Intent } from "../../../contracts/adventure.ts";
import { isLocked } from "../../../core/script/lookup.ts";
import { holds } from "../../../core/script/requirements.ts";
import { findPhrase } from "../language/naming.ts";
import { nameWords } from "../language/words.ts";
import { chooseBeat, labelled } from "./beats.ts";
import { mention, pick } from "./linking.ts";
import { acting, call, type Deed, type Plan } from "./plan.ts";
import { planCalm } from "./plan-calm.ts";
import { planInFight } from "./plan-fight.ts";
import { planQuestion } from "./plan-question.ts";
import { planSpeech, planTalk } from "./plan-talk.ts";
import type { Thing } from "./sight.ts";
import { looseWords } from "./situation.ts";

/** What comes of one clause: an authored beat where one fits, else the plain call, else an honest roll or a question. */
export function planClause(deed: Deed): Plan {
  const settled = settle(deed);
  const { clause, sight } = settled;
  const beat = labelled(settled);
  if (beat !== null)
    return acting(
      call("play_beat", { beatId: beat.beat.id, creatureId: sight.hero.id }, "names the beat by its label"),
    );
  if (settled.asking !== null) return planQuestion(settled);
  if (clause.quote !== null && clause.sense?.intents[0] !== "read") return planSpeech(settled, clause.quote);
  const inFight = sight.fight === null ? null : planInFight(settled);
  if (inFight !== null) return inFight;
  const [intent = "look"] = settled.intents;
  if (intent === "talk" || intent === "ask") return planTalk(settled, intent);
  return authored(settled, intent) ?? planCalm(settled, intent);
}

/** A clause without a verb is settled by what it points at; one whose verb does not fit its object by the object. */
function settle(deed: Deed): Deed {
  const { clause, pointers, sight } = deed;
  const top = pointers[0]?.candidates[0]?.thing ?? null;
  const own = pick(pointers, ["item"], (thing) => thing.holderId === sight.hero.id);
  const tag = clause.sense?.tag ?? null;
  // Taking a picture off the wall is no taking off of a coat.
  if (
    clause.sense !== null &&
    own === null &&
    (tag === "unequip" || tag === "equip" || tag === "drop") &&
    pick(pointers, ["feature", "exit"]) !== null
  ) {
    const sense = { intents: ["use", "take"] as const, tag: null };
    return {
      ...deed,
      clause: { ...clause, sense },
      intents: fitted(clause.words[0] === "take" ? ["take", "use"] : sense.intents, deed),
    };
  }
  const armed = own !== null && isWeapon(deed, own.id);
  const intents =
    clause.sense?.intents ??
    (armed && sight.fight !== null ? ["attack" as const] : defaultIntents(top, sight.fight !== null));
  return { ...deed, intents: fitted(intents, deed) };
}

function defaultIntents(top: Thing | null, fighting: boolean): readonly Intent[] {
  switch (top?.kind) {
    case "exit":
      return ["go"];
    case "person":
      return ["talk"];
    case "foe":
      return fighting ? ["attack"] : ["look"];
    default:
      return ["look"];
  }
}

function fitted(intents: readonly Intent[], deed: Deed): readonly Intent[] {
  const { pointers, clause } = deed;
  const [intent = "look"] = intents;
  const exit = pick(pointers, ["exit"]);
  const thing = pick(pointers, ["feature", "item", "person", "foe"]);
  const living = pick(pointers, ["foe", "person"]);
  const feature = pick(pointers, ["feature", "exit"]);
  // "Take the stair going down" is a way to go, however its name ends.
  if (
    clause.words[0] === "take" &&
    exit !== null &&
    clause.sense?.tag !== "buy" &&
    (thing === null || scoreOf(deed, exit) > scoreOf(deed, thing))
  )
    return ["go"];
  const item = pick(pointers, ["item"]);
  const first = clause.words[0] ?? "";
  const person = pick(pointers, ["person"]);
  const friend = pick(pointers, ["hero"], (each) => each.id !== deed.sight.hero.id);
  if (intent === "use" && THROWN.has(first) && item !== null && friend !== null) return ["give", ...intents];
  if (intent === "use" && item !== null && person !== null && isWeapon(deed, item.id)) return ["threaten", ...intents];
  if (intent === "open" && clause.words.some((word) => FORCEFUL.has(word))) return ["break", ...intents];
  if (intent === "go" && first === "get" && exit === null && feature?.kind === "feature") return ["open", ...intents];
  if ((first === "explore" || first === "investigate") && exit !== null && thing === null) return ["go", ...intents];
  if (intent === "search" || (intent === "look" && intents.length > 1)) return [...intents, "read"];
  if (intent === "attack" && living === null && feature !== null)
    return clause.words[0] === "take" ? ["take"] : ["attack", "break", ...intents];
  if (intent === "go" && exit === null && thing?.kind === "feature" && clause.words.includes("through"))
    return ["search", ...intents];
  if (intent === "break" && living !== null && feature === null) return ["attack", ...intents];
  if (intent === "climb" && exit !== null && clause.sense?.tag !== "swim") return [...intents, "go"];
  if (intent === "use" && living !== null && feature === null && pick(pointers, ["item"]) === null)
    return [...intents, "help"];
  if (intent === "look" && clause.sense?.tag === null && SEEKS.test(clause.words.join(" ")) && living === null)
    return ["search", ...intents];
  return intents;
}

/** How well the words fit a thing, at best. */
function scoreOf({ pointers }: Deed, thing: Thing): number {
  return Math.max(
    0,
    ...pointers.flatMap(({ candidates }) =>
      candidates.filter((each) => each.thing === thing).map(({ score }) => score),
    ),
  );
}

const THROWN: ReadonlySet<string> = new Set(["throw", "toss", "hurl", "lob", "chuck", "fling"]);
const SEEKS = /\bfor (?!(?:a|an|some) (?:while|bit|moment|minute|second|time|long))/;
const FORCEFUL: ReadonlySet<string> = new Set([
  "crowbar",
  "hammer",
  "axe",
  "hatchet",
  "rock",
  "boot",
  "force",
  "shoulder",
  "foot",
  "fist",
  "fists",
  "sledgehammer",
]);

function isWeapon({ sight }: Deed, itemId: string): boolean {
  return sight.hero.items.some(({ item }) => item.id === itemId && item.kind === "weapon");
}

/** The beat the author wrote for it, after what only a second look should find. */
function authored(deed: Deed, intent: Intent): Plan | null {
  const { sight, clause } = deed;
  if (clause.sense !== null && clause.sense.tag !== null && PLAIN_TAGS.has(clause.sense.tag)) return null;
  // A leap or a tumble over nothing in particular is no way to use what happens to be here.
  if (clause.sense?.tag !== undefined && BODILY.has(clause.sense.tag ?? "") && deed.pointers.length === 0) return null;
  // "Help!" alone asks what could be done at all.
  if (intent === "help" && clause.words.every((word) => word === "help" || word === "me" || word === "us")) return null;
  const found = chooseBeat(deed, deed.intents, looseWords(deed));
  if (found === null) return null;
  const { beat, subject } = found;
  if (
    intent === "climb" &&
    subject.kind === "exit" &&
    isPlainWay(deed, subject.id) &&
    !(beat.keys ?? []).some((key) => findPhrase(clause.words, nameWords(key)) > 0)
  )
    return null;
  const owner = { kind: subject.kind, id: subject.id };
  if (intent === "look" && deed.intents.length === 1 && owner.kind !== "scene") {
    // A plain first look tells what is there to see; the beat is for looking again, or closer.
    const seen = sight.mentioned.some((each) => each.id === owner.id && each.kind === owner.kind);
    if (!seen) return null;
  }
  if (intent === "go" && clause.sense?.tag === "follow") return null;
  if (owner.kind === "feature" || owner.kind === "exit" || owner.kind === "person")
    mention(sight, { kind: owner.kind, id: owner.id });
  return acting(
    call("play_beat", { beatId: beat.id, creatureId: sight.hero.id }, `${intent}: the script has a beat for it`),
  );
}

/** A way that nothing bars: climbing it is simply going. */
function isPlainWay({ sight }: Deed, exitId: string): boolean {
  const exit = sight.script?.scenes
    .find(({ id }) => id === sight.lane.scene?.id)
    ?.exits.find(({ id }) => id === exitId);
  return exit !== undefined && !isLocked(sight.state, exit) && holds(sight.state, exit.requires);
}

const BODILY: ReadonlySet<string> = new Set(["jump", "swim", "tumble"]);
const PLAIN_TAGS: ReadonlySet<string> = new Set([
  "inventory",
  "state",
  "options",
  "sense",
  "unequip",
  "stand-up",
  "end-turn",
]);

/** Words without a deed in them beside others that have one: they only say what it is about. */
export function isContext(deed: Deed): boolean {
  if (deed.clause.sense !== null || deed.clause.quote !== null) return false;
  for (const pointer of deed.pointers) {
    const thing = pointer.candidates[0]?.thing;
    if (thing !== undefined && thing.id !== deed.sight.hero.id) mention(deed.sight, thing);
  }
  return true;
}

/** Walking up to something before doing something with it needs no call of its own. */
export function isApproach(deed: Deed): boolean {
  const settled = settle(deed);
  const near = deed.clause.sense?.tag === "approach";
  if (settled.intents[0] !== "go" || (!near && pick(deed.pointers, ["exit"]) !== null)) return false;
  const to = pick(deed.pointers, ["feature", "person", "foe", "hero", "exit"]);
  if (to !== null) mention(deed.sight, to);
  return true;
}
