import type { Intent } from "../../../contracts/adventure.ts";
import { beatsInReach, isSpent } from "../../../core/script/lookup.ts";
import { nameWords } from "../language/words.ts";
import { openBeats, soughtIn } from "./beats.ts";
import { mention, pick } from "./linking.ts";
import { bestLore } from "./lore.ts";
import { acting, asking, call, type Deed, freely, NOTHING, type Plan } from "./plan.ts";
import { planCheck } from "./plan-check.ts";
import { leaveBy, outweighs, planGo } from "./plan-go.ts";
import { ownItem, planGive, planItemUse, planTake } from "./plan-items.ts";
import { lookAround, lookAtSelf, planLook, show } from "./plan-look.ts";
import { bestTopic, listener, planTalk } from "./plan-talk.ts";
import { standing, type Thing } from "./sight.ts";
import { choicesHere, looseWords, nameOf, questionFor } from "./situation.ts";

/** What a clause leads to when no beat answers it. */
export function planCalm(deed: Deed, intent: Intent): Plan {
  const tag = deed.clause.sense?.tag ?? null;
  if (tag === "options") return asking(questionFor(deed.sight.hero, "What does {hero} do?"), choicesHere(deed.sight));
  if (tag === "inventory" || tag === "state") return lookAtSelf(deed);
  const tried = planTriedBefore(deed, intent);
  if (tried !== null) return tried;
  switch (intent) {
    case "look":
    case "defend":
      return planLook(deed);
    case "search":
      return planSearch(deed);
    case "go":
      return planGo(deed);
    case "flee":
      return planGo(deed);
    case "talk":
    case "ask":
      return planTalk(deed, intent);
    case "take":
      return tag === "buy" ? planTalk(deed, "ask") : (potionTaken(deed) ?? planTake(deed));
    case "give":
      return planGive(deed);
    case "use":
      return planItemUse(deed) ?? planUse(deed);
    case "open":
    case "read":
      return planThing(deed, intent);
    case "pick":
    case "break":
    case "climb":
      return planEffort(deed, intent);
    case "sneak":
      return planSneak(deed);
    case "persuade":
    case "deceive":
    case "threaten":
      return planSway(deed, intent);
    case "help":
      return planHelp(deed);
    case "attack":
      return planStrike(deed);
    case "listen":
      return planListen(deed);
    case "wait":
      return planWait(deed);
    case "rest":
      return planRest(deed);
    case "recall":
      return planRecall(deed);
    default:
      return intent satisfies never;
  }
}

const ONCE: ReadonlySet<Intent> = new Set([
  "break",
  "pick",
  "climb",
  "open",
  "use",
  "take",
  "persuade",
  "deceive",
  "threaten",
  "attack",
  "sneak",
]);

/** A beat that is spent does not come again: the player hears so, and what else could be done with the same thing. */
function planTriedBefore(deed: Deed, intent: Intent): Plan | null {
  const { sight } = deed;
  if (!ONCE.has(intent) || sight.script === null || ownItem(deed) !== null) return null;
  const pointed = deed.pointers.flatMap(({ candidates }) => (candidates[0] === undefined ? [] : [candidates[0].thing]));
  const spent = beatsInReach(sight.state).find(
    ({ beat, subject }) =>
      beat.again !== true &&
      isSpent(sight.state, beat.id) &&
      deed.intents.includes(beat.intents[0] ?? "look") &&
      pointed.some((thing) => thing.id === subject.id && thing.kind === subject.kind),
  );
  if (spent === undefined) return null;
  const outcome = sight.gm.beats[spent.beat.id];
  if (outcome !== "failure" && outcome !== "fumble") return null;
  const others = openBeats(sight)
    .filter(({ beat, subject }) => subject.id === spent.subject.id && beat.label !== undefined)
    .map(({ beat }) => beat.label ?? "");
  return asking(
    questionFor(sight.hero, "{hero} has tried that, and it cannot be tried the same way again. What now?"),
    [...new Set([...others.slice(0, 2), ...choicesHere(sight)])].slice(0, 4),
  );
}

function planSearch(deed: Deed): Plan {
  const sought = soughtIn(deed.clause.words);
  const pointers = deed.pointers.filter(
    (pointer) =>
      sought === null ||
      pointer.from < sought.from ||
      pointer.from >= sought.to ||
      pointer.candidates[0]?.thing.kind === "person",
  );
  const thing = pick(pointers, ["feature", "exit", "person", "item", "foe", "hero"]);
  if (thing === null || thing.kind === "hero") return planCheck(deed, "search");
  mention(deed.sight, thing);
  if (thing.kind !== "feature") return show(deed, thing);
  const authored = deed.sight.script?.scenes
    .flatMap((scene) => scene.features)
    .find((feature) => feature.id === thing.id);
  // What the author let be found there has been found, or is not to be found yet: only the look is left.
  const kept =
    authored?.beats.some((beat) => beat.intents.includes("search") || beat.intents.includes("look")) === true;
  return kept ? show(deed, thing) : planCheck(deed, "search");
}

function planUse(deed: Deed): Plan {
  const { sight, clause } = deed;
  const tag = clause.sense?.tag ?? null;
  const person = pick(deed.pointers, ["person"]);
  const item = ownItem(deed);
  if (item !== null && person !== null) return showTo(deed, person, nameWords(item.item.name));
  if (tag === "show" && person !== null) return planTalk(deed, "ask");
  const thing = pick(deed.pointers, ["feature", "exit", "person", "item", "hero"]);
  if (item !== null && tag === "drop")
    return asking(
      questionFor(sight.hero, `Leave ${nameOf(item.item)} behind? What is left here may not be found again.`),
      [`Keep ${nameOf(item.item)}`, `Look at ${nameOf(item.item)}`, "Look around"],
    );
  if (thing !== null) return show(deed, thing);
  const loose = looseWords(deed);
  if (loose.length === 0)
    return sight.mentioned.length === 0
      ? lookAround(deed)
      : asking(questionFor(sight.hero, "What does {hero} use, and on what?"), choicesHere(sight));
  return asking(
    questionFor(sight.hero, `{hero} finds no ${loose.at(-1)} here. What does {hero} do?`),
    choicesHere(sight),
  );
}

/** Showing a thing to somebody asks what they know of it. */
function showTo(deed: Deed, person: Thing, words: readonly string[]): Plan {
  const topic = bestTopic(deed.sight, person.id, [...words, ...deed.clause.words], 0);
  mention(deed.sight, person);
  return freely(
    call(
      "person_speaks",
      { personId: person.id, topicId: topic?.id ?? null, creatureId: deed.sight.hero.id },
      `shows it to ${person.name}`,
    ),
  );
}

function potionTaken(deed: Deed): Plan | null {
  const held = ownItem(deed);
  return held?.item.use === undefined ? null : planItemUse(deed);
}

/** Opening or reading what no beat opens: what it looks like is the answer. */
function planThing(deed: Deed, intent: "open" | "read"): Plan {
  const { sight } = deed;
  const kinds =
    intent === "read"
      ? (["item", "feature", "person", "exit", "hero"] as const)
      : (["exit", "feature", "item", "person", "hero"] as const);
  const thing = pick(deed.pointers, kinds);
  if (
    thing !== null &&
    intent === "open" &&
    thing.kind === "exit" &&
    sight.lane.scene?.exits.find(({ id }) => id === thing.id)?.locked === true
  )
    return leaveBy(deed, thing);
  if (thing !== null) return show(deed, thing);
  const loose = looseWords(deed);
  if (loose.length === 0) return asking(questionFor(sight.hero, `What does {hero} ${intent}?`), choicesHere(sight));
  return asking(
    questionFor(sight.hero, `{hero} sees no ${loose.at(-1)} here to ${intent}. What does {hero} do?`),
    choicesHere(sight),
  );
}

/** Force, nimble fingers, climbing: an exit is simply taken where nothing bars it, the rest is rolled. */
function planEffort(deed: Deed, intent: "pick" | "break" | "climb"): Plan {
  const { sight } = deed;
  const exit = pick(deed.pointers, ["exit"]);
  const feature = pick(deed.pointers, ["feature"]);
  if (exit !== null && (feature === null || outweighs(deed, exit, feature))) {
    const locked = sight.lane.scene?.exits.find(({ id }) => id === exit.id)?.locked === true;
    // A way the script does not let be forced answers for itself; no roll may promise what cannot follow.
    return intent === "climb" || locked ? leaveBy(deed, exit) : show(deed, exit);
  }
  const upward = intent === "climb" && feature === null ? wayUp(deed) : null;
  if (upward !== null) return leaveBy(deed, upward);
  if (feature !== null) mention(sight, feature);
  if (intent === "pick" && feature === null && speaksOfLock(deed) && !anyLocked(deed))
    return asking(
      questionFor(sight.hero, "{hero} finds no lock to pick here. What does {hero} do?"),
      choicesHere(sight),
    );
  return intent === "pick" && feature !== null ? show(deed, feature) : planCheck(deed, intent);
}

function speaksOfLock({ clause }: Deed): boolean {
  return clause.words.some((word) => /^(?:pick)?locks?$|^lockpick/.test(word));
}

function anyLocked({ sight }: Deed): boolean {
  return sight.lane.scene?.exits.some(({ locked }) => locked) === true;
}

/** "Keep climbing", "climb the steps": where nothing is named to climb, a way up is what is climbed. */
function wayUp(deed: Deed): Thing | null {
  const { clause, sight } = deed;
  const tag = clause.sense?.tag ?? null;
  if (tag !== null || clause.words.includes("down")) return null;
  if (looseWords(deed).some((word) => !/^(?:stair|step|ladder)/.test(word))) return null;
  const ways = sight.things.filter(
    (thing) => thing.kind === "exit" && thing.names.flat().some((word) => word === "up" || word === "upstairs"),
  );
  return ways.length === 1 ? (ways[0] ?? null) : null;
}

function planSneak(deed: Deed): Plan {
  const exit = pick(deed.pointers, ["exit"]);
  const roll = planCheck(deed, "sneak");
  if (exit === null) return roll;
  mention(deed.sight, exit);
  return acting(
    ...roll.calls,
    call("move_scene", { exitId: exit.id, creatureId: deed.sight.hero.id }, `steals away by ${exit.name}`),
  );
}

/** Winning somebody over where no beat says how: if they would simply tell, they tell; else it is rolled. */
function planSway(deed: Deed, intent: "persuade" | "deceive" | "threaten"): Plan {
  const { sight, clause } = deed;
  const person = listener(deed);
  if (person === null) {
    if (intent === "deceive") return planCheck(deed, intent);
    const others = sight.people
      .slice(0, 3)
      .map((each) => `${intent === "threaten" ? "Threaten" : "Persuade"} ${nameOf(each)}`);
    if (others.length > 1) return asking(questionFor(sight.hero, `Whom does {hero} mean to ${intent}?`), others);
    return asking(questionFor(sight.hero, "There is nobody here to hear it. What does {hero} do?"), choicesHere(sight));
  }
  mention(sight, person);
  const own = openBeats(sight).find(
    ({ beat, subject }) =>
      subject.kind === "person" && subject.id === person.id && beat.intents.includes(intent) && beat.with === undefined,
  );
  if (own !== undefined && pick(deed.pointers, ["person"]) === null)
    return acting(
      call("play_beat", { beatId: own.beat.id, creatureId: sight.hero.id }, `${intent}s whoever is listening`),
    );
  const words = clause.words.filter((word) => !nameWords(person.name).includes(word));
  const topic =
    intent === "persuade" && /\b(?:tell|talk|say|reveal|explain|admit|know|about)\b/.test(words.join(" "))
      ? bestTopic(sight, person.id, words, 1)
      : null;
  if (topic !== null)
    return freely(
      call(
        "person_speaks",
        { personId: person.id, topicId: topic.id, creatureId: sight.hero.id },
        `${person.name} would tell anyway`,
      ),
    );
  return planCheck(deed, intent);
}

function planHelp(deed: Deed): Plan {
  const potion = planItemUse(deed);
  if (potion !== null) return potion;
  const { sight, clause } = deed;
  if (clause.sense?.tag === "stand-up") return NOTHING;
  if (clause.words.every((word) => word === "help" || word === "me" || word === "us"))
    return asking(questionFor(sight.hero, "What does {hero} do?"), choicesHere(sight));
  const friend = pick(deed.pointers, ["hero"], (thing) => thing.id !== sight.hero.id);
  if (friend !== null) return clause.sense?.tag === "stabilise" ? planCheck(deed, "help") : { ...NOTHING, acts: true };
  const person = pick(deed.pointers, ["person"]);
  if (person !== null) return planTalk(deed, "talk");
  const thing = pick(deed.pointers, ["feature", "exit"]);
  return thing === null ? planCheck(deed, "help") : show(deed, thing);
}

/** Blows outside a fight: the fight that is kept for this person begins, or a thing is struck, or the player is asked. */
function planStrike(deed: Deed): Plan {
  const { sight } = deed;
  const person =
    pick(deed.pointers, ["person"]) ??
    (pick(deed.pointers, ["feature", "exit", "hero"]) === null ? listener(deed) : null);
  if (person === null) {
    if (pick(deed.pointers, ["feature", "exit"]) !== null) return planCheck(deed, "break");
    return asking(questionFor(sight.hero, "There is nobody here to fight. What does {hero} do?"), choicesHere(sight));
  }
  const foe = sight.people.find(({ id }) => id === person.id)?.foe;
  const fight = sight.script?.encounters.find(
    ({ id, foes }) =>
      foe !== undefined && foes.some((each) => each.foe === foe) && !Object.hasOwn(sight.lane.encountersDone, id),
  );
  if (fight !== undefined)
    return acting(call("start_encounter", { encounterId: fight.id }, `comes to blows with ${person.name}`));
  return asking(questionFor(sight.hero, `${nameOf(person)} has not raised a hand. What does {hero} do?`), [
    `Talk to ${nameOf(person)}`,
    `Threaten ${nameOf(person)}`,
    "Look around",
  ]);
}

function planListen(deed: Deed): Plan {
  const person = pick(deed.pointers, ["person"]);
  if (person !== null && !/\bin\b|eavesdrop|overhear/.test(deed.clause.words.join(" "))) return planTalk(deed, "talk");
  return planCheck(deed, "listen");
}

const SPANS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:half an hour|30 minutes|thirty minutes)\b/, 30],
  [/\b(?:until|till) (?:dusk|dark|night|nightfall|morning|dawn|sunrise|sunset|evening|midnight|noon)\b/, 240],
  [/\b(?:couple|few|two|three|several) (?:of )?hours\b/, 120],
  [/\b(?:an|one|1) hour\b/, 60],
  [/\bhours?\b/, 60],
  [/\b(?:five|5) minutes\b/, 5],
  [/\b(?:a|one) (?:minute|moment|second|sec|bit)\b/, 5],
];

function planWait({ sight, clause }: Deed): Plan {
  if (clause.sense?.tag === "end-turn") return NOTHING;
  const text = clause.words.join(" ");
  const minutes = SPANS.find(([span]) => span.test(text))?.[1] ?? 10;
  return freely(call("advance_time", { minutes, why: `${sight.hero.name} waits` }, "waits"));
}

function planRest({ sight, clause }: Deed): Plan {
  if (sight.lane.scene?.safeToRest === false)
    return asking(questionFor(sight.hero, "This is no place to rest. What does {hero} do?"), choicesHere(sight));
  if (sight.lane.ruleset === "embers") return freely(call("take_breath", {}, "catches breath"));
  if (clause.sense?.tag === "night" || /\b(?:night|morning|long|sleep|dawn|tomorrow)\b/.test(clause.words.join(" ")))
    return freely(call("long_rest", {}, "sleeps"));
  return freely(call("short_rest", { hitDice: 1 }, "rests"));
}

function planRecall(deed: Deed): Plan {
  const { sight, clause } = deed;
  const lore = bestLore(sight, clause.typed);
  const person = pick(deed.pointers, ["person"]);
  if (person !== null && clause.words.indexOf("about") > 0 && bestTopic(sight, person.id, clause.typed, 0) !== null)
    return planTalk(deed, "ask");
  if (lore !== null)
    return freely(call("recall_lore", { loreId: lore.id, creatureId: sight.hero.id }, "searches memory"));
  const thing = pick(
    deed.pointers,
    ["feature", "person", "exit", "item", "foe"],
    (each) => each.kind !== "foe" || sight.foes.some((foe) => foe.id === each.id && standing(foe)),
  );
  return thing === null ? planCheck(deed, "recall") : show(deed, thing);
}
