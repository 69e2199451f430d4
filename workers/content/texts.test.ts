import { describe, expect, test } from "vitest";
import type { Adventure, Beat, Effect, Requirement, Topic } from "../contracts/adventure.ts";
import { grammar } from "./grammar/index.ts";
import { adventures, gear, heroes, making } from "./index.ts";

interface Passage {
  readonly where: string;
  readonly text: string;
  /** Secrets that are out by the time this is told. */
  readonly out: readonly string[];
}

function secretsIn(effects: readonly Effect[] = []): string[] {
  return effects.flatMap((effect) => ("secret" in effect ? [effect.secret] : []));
}

function known(requires: readonly Requirement[] = []): string[] {
  return requires.flatMap((each) => ("knows" in each && each.not !== true ? [each.knows] : []));
}

function passagesOfBeat(beat: Beat): Passage[] {
  const before = known(beat.requires);
  return [
    { where: beat.id, text: beat.text, out: [...before, ...secretsIn(beat.effects)] },
    ...(beat.label === undefined ? [] : [{ where: beat.id, text: beat.label, out: before }]),
    ...(beat.partial === undefined
      ? []
      : [{ where: beat.id, text: beat.partial.text, out: [...before, ...secretsIn(beat.partial.effects)] }]),
    ...(beat.failure === undefined
      ? []
      : [{ where: beat.id, text: beat.failure.text, out: [...before, ...secretsIn(beat.failure.effects)] }]),
  ];
}

function passagesOfTopic(topic: Topic): Passage[] {
  const before = known(topic.requires);
  return [
    { where: topic.id, text: topic.text, out: [...before, ...secretsIn(topic.effects)] },
    { where: topic.id, text: topic.label, out: before },
  ];
}

/** Secrets that come out in the same breath as an item is given: its words may tell them. */
function toldByItem(script: Adventure, itemId: string): string[] {
  const branches = beatsOf(script).flatMap((beat) => [
    beat.effects ?? [],
    beat.partial?.effects ?? [],
    beat.failure?.effects ?? [],
  ]);
  const giving = branches.filter((effects) => effects.some((effect) => "give" in effect && effect.give === itemId));
  return giving.length === 0
    ? []
    : secretsIn(giving[0]).filter((id) => giving.every((effects) => secretsIn(effects).includes(id)));
}

function beatsOf(script: Adventure): Beat[] {
  return [
    ...script.scenes.flatMap((scene) => [
      ...scene.beats,
      ...(scene.onEnter ?? []),
      ...scene.features.flatMap(({ beats }) => beats),
      ...scene.exits.flatMap(({ beats }) => beats),
    ]),
    ...script.people.flatMap(({ beats }) => beats),
    ...script.encounters.flatMap(({ beats }) => beats),
  ];
}

/** Everything that players may come to read, endings and the secrets themselves aside. */
function passagesOf(script: Adventure): Passage[] {
  const open = (where: string, ...texts: (string | undefined)[]): Passage[] =>
    texts.flatMap((text) => (text === undefined ? [] : [{ where, text, out: [] }]));
  return [
    ...open(script.id, script.tagline, script.summary, script.opening),
    ...script.scenes.flatMap((scene) => [
      ...open(scene.id, scene.read, scene.again, ...scene.ambience),
      ...scene.features.flatMap((feature) => open(feature.id, feature.look)),
      ...scene.exits.flatMap((exit) => open(exit.id, exit.locked, exit.blocked)),
    ]),
    ...script.people.flatMap((person) => [
      ...open(person.id, person.seen, person.greet, person.again, ...person.shrug),
      ...person.topics.flatMap(passagesOfTopic),
    ]),
    ...beatsOf(script).flatMap(passagesOfBeat),
    ...script.items
      .filter((item) => !gear.includes(item))
      .map((item) => ({ where: item.id, text: item.text, out: toldByItem(script, item.id) })),
    ...script.foes.flatMap((foe) => open(foe.id, foe.blurb, ...foe.strikes, ...foe.misses, ...foe.falls)),
    ...script.encounters.flatMap(({ id, intro, won, fled, lost, talked }) =>
      open(id, intro, won.text, fled.text, lost.text, talked?.text),
    ),
    ...script.clocks.flatMap((clock) => open(clock.id, ...clock.tells, clock.full?.text)),
    ...script.lore.flatMap((lore) => open(lore.id, lore.text)),
  ];
}

/** Every string of the grammar and of the other data, wherever it stands. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function plain(text: string): string {
  return ` ${text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()} `;
}

const endingTexts = adventures.flatMap((script) =>
  script.endings.map(({ id, text }) => ({ where: id, text, out: [] })),
);
const everything: Passage[] = [
  ...adventures.flatMap(passagesOf),
  ...endingTexts,
  ...adventures.flatMap((script) => script.secrets.map(({ id, text }) => ({ where: id, text, out: [] }))),
  ...heroes.flatMap((hero) => [
    { where: hero.id, text: hero.blurb, out: [] },
    { where: hero.id, text: hero.hook, out: [] },
  ]),
  ...gear.map(({ id, text }) => ({ where: id, text, out: [] })),
];
const phrases = stringsIn([
  grammar.leadIns,
  grammar.nothingThere,
  grammar.checks,
  grammar.anyCheck,
  grammar.hits,
  grammar.misses,
  grammar.criticals,
  grammar.fumbles,
  grammar.damage,
  grammar.damageNotes,
  grammar.conditions,
  grammar.occasions,
]);

describe.each(adventures.map((script) => [script.id, script] as const))("secrets of %s", (_, script) => {
  test.each(script.secrets.map((secret) => [secret.id, secret] as const))(
    "%s is not given away before it is out",
    (_id, secret) => {
      const early = passagesOf(script).filter(
        ({ out, text }) => !out.includes(secret.id) && secret.tells.some((tell) => plain(text).includes(plain(tell))),
      );
      expect(early.map(({ where }) => where)).toEqual([]);
    },
  );
});

test("no sentence stands twice", () => {
  const counted = new Map<string, string[]>();
  for (const { where, text } of [...everything, ...phrases.map((text) => ({ where: "grammar", text }))]) {
    for (const sentence of new Set(text.split(/(?<=[.!?][”]?)\s+|\n+/).map(plain))) {
      if (sentence.trim().split(" ").length >= 4) counted.set(sentence, [...(counted.get(sentence) ?? []), where]);
    }
  }
  // An item taken up and the same words seen on it are one text in two places; a template hero shares a sheet with its calling.
  expect([...counted].filter(([, where]) => where.length > 1)).toEqual([]);
});

test("no phrase of the grammar stands twice", () => {
  const seen = new Set<string>();
  const twice = phrases.filter((phrase) => (seen.has(phrase) ? true : !seen.add(phrase)));
  expect(twice).toEqual([]);
  expect(phrases.length).toBeGreaterThan(600);
});

test("the spelling is British and the punctuation typographic", () => {
  const american =
    /\b(?:colou?r(?<!colour)\w*|gray|harbor\w*|honor\w*|neighbor\w*|favor\w*|labor\w*|armor|splendor|rumor\w*|center\w*|theater|traveler\w*|traveling|traveled|jewelry|plow|mold\w*|realiz\w*|recogniz\w*|apologiz\w*|organiz\w*|defense|offense|gotten|ax|molasses|skeptic\w*|cozy|pajamas|toward|afterward|gray\w*|parlor)\b/i;
  const all = [...everything.map(({ where, text }) => `${where}: ${text}`), ...phrases];
  expect(all.filter((text) => american.test(text))).toEqual([]);
  expect(all.filter((text) => /['"]|\.\.\.| - |--|—.*—/.test(text.replace(/^[a-z0-9-]+: /, "")))).toEqual([]);
});

test("spoken words are opened and closed", () => {
  const uneven = [...everything.map(({ text }) => text), ...phrases].filter(
    (text) => text.split("“").length !== text.split("”").length,
  );
  expect(uneven).toEqual([]);
});

test("labels are imperatives a player would tap", () => {
  const labels = adventures.flatMap((script) => [
    ...beatsOf(script).flatMap(({ label }) => label ?? []),
    ...script.people.flatMap(({ topics }) => topics.map(({ label }) => label)),
  ]);
  const verbs = new Set(
    "Ask Tell Study Light Read Feel Open Pick Put See Take Sit Look Watch Hide Set Persuade Talk Coax Give Smother Go Slip Load Judge Work Listen Lend Lift Prise Wait Speak Pack Search Reckon Find Measure Borrow Trim Compare Get Ring Lie Cut Call Stand Throw Creep Climb Force Stretch Rest Let Sound Carry Hand Stop Show Confront Offer Sit Tap Buy Lean Lay Send Leave Mend Kick Shout Knock Lure Say Bare Draw Lead Lever Walk Steal Bring Calm Help".split(
      " ",
    ),
  );
  expect(labels.filter((label) => !verbs.has(label.split(" ")[0] ?? "") || /[.!?]$/.test(label))).toEqual([]);
  for (const script of adventures) {
    const own = [
      ...beatsOf(script).flatMap(({ label }) => label ?? []),
      ...script.people.flatMap(({ topics }) => topics.map(({ label }) => label)),
    ];
    expect(
      own.filter((label, at) => own.indexOf(label) !== at),
      script.id,
    ).toEqual([]);
  }
});

test("every list of phrases is long enough that an evening does not wear it out", () => {
  for (const [intent, list] of Object.entries(grammar.leadIns)) expect(list.length, intent).toBeGreaterThanOrEqual(8);
  for (const [group, { success, partial, failure }] of Object.entries(grammar.checks))
    expect(Math.min(success.length, partial.length, failure.length), group).toBeGreaterThanOrEqual(6);
  for (const table of [
    grammar.hits,
    grammar.misses,
    grammar.criticals,
    grammar.fumbles,
    grammar.damage,
    grammar.damageNotes,
  ]) {
    for (const [key, list] of Object.entries(table)) expect(list.length, key).toBeGreaterThanOrEqual(6);
  }
  for (const [occasion, list] of Object.entries(grammar.occasions))
    expect(list.length, occasion).toBeGreaterThanOrEqual(4);
});

test("every slot in a phrase is one that somebody fills", () => {
  const slots = phrases
    .concat(stringsIn(grammar.tones))
    .flatMap((phrase) => [...phrase.matchAll(/\{([^{}]*)\}/g)].map(([, inside]) => inside ?? ""));
  const known =
    /^(?:(?:hero|target|thing|foe)(?:\.(?:s|they|them|their|theirs|themself))?|(?:Thing|Weapon|Item|Span|Title|place|item|weapon|n|span|condition|title|choices)|(?:hero|target):[a-z]+\/[a-z]+|a:item)$/;
  expect(slots.filter((slot) => !known.test(slot))).toEqual([]);
});

test("making a character finds everything it names", () => {
  const ids = new Set(gear.map(({ id }) => id));
  expect(making.callings.flatMap(({ items }) => items.filter(({ item }) => !ids.has(item)))).toEqual([]);
  expect(making.callings.length).toBe(6);
  expect(making.peoples.length).toBe(5);
  expect(making.reasons.every((reason) => reason.includes("{name}"))).toBe(true);
});
