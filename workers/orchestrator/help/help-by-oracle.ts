import type { HelpAnswer } from "../../contracts/orchestration.ts";
import { withThe } from "../../core/naming.ts";
import type { Helper, HelpInput } from "../../core/ports.ts";
import {
  beatsInReach,
  exitsInSight,
  featuresInSight,
  isLocked,
  isOpen,
  peopleIn,
  sceneOf,
} from "../../core/script/lookup.ts";
import { holds } from "../../core/script/requirements.ts";
import { capital } from "../oracle/language/naming.ts";
import { nameWords, SMALL_WORDS } from "../oracle/language/words.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { SeededChoice } from "../oracle/seeded-choice.ts";
import { checkedCitations, type Source, sourcesFor } from "./help-sources.ts";
import { madeUpNames, madeUpPlaces } from "./made-up-names.ts";

const IDEAS_MAX = 5;

/** Help without a model: what the script holds ready, quoted, and never more than that. */
export class HelpByOracle implements Helper {
  async help(input: HelpInput): Promise<HelpAnswer> {
    const choice = new SeededChoice(`help:${input.kind}:${input.text}:${input.seed}:${input.state.head.seq}`);
    const { text, sources } = answerTo(input, choice);
    return { text: text.slice(0, 8_000), sources: [...sources], voice: ORACLE_VOICE, receipts: [], prompts: [] };
  }
}

interface Help {
  readonly text: string;
  readonly sources: readonly Source[];
}

function answerTo(input: HelpInput, choice: SeededChoice): Help {
  switch (input.kind) {
    case "ideas":
      return ideas(input, choice);
    case "description":
      return description(input, choice);
    case "name":
      return names(input, choice);
    case "ruling":
      return ruling(input);
    default:
      return input.kind satisfies never;
  }
}

/** What has not been played yet, and what could be asked, shown or gone to. */
function ideas({ state }: HelpInput, choice: SeededChoice): Help {
  const scene = sceneOf(state);
  const beats = beatsInReach(state)
    .filter(({ beat }) => isOpen(state, beat))
    .map(
      ({ beat, subject }) =>
        `${beat.label ?? `Something waits at ${withThe(subject.name)}`}: ${firstSentence(beat.text)}`,
    );
  const topics = (scene === null ? [] : peopleIn(state, scene.id)).flatMap(({ id, name, topics: known }) =>
    known
      .filter((topic) => holds(state, topic.requires) && state.gm.flags[`told-${id}-${topic.id}`.slice(0, 64)] !== true)
      .map((topic) => `${name} has not spoken yet of this: ${topic.label}.`),
  );
  const ways = (scene === null ? [] : exitsInSight(state, scene)).map(
    (exit) =>
      `${capital(withThe(exit.name))} ${isLocked(state, exit) ? "is locked; a sound behind it would draw them" : "is open; somebody could come in by it"}.`,
  );
  const clocks = [...Object.values(state.public.clocks), ...Object.values(state.gm.clocks)]
    .filter(({ filled, segments }) => filled < segments)
    .map(({ title, filled, segments }) => `“${title}” stands at ${filled} of ${segments}: show that it is moving.`);
  const chosen = [
    ...choice.shuffled(beats).slice(0, 2),
    ...choice.shuffled(topics).slice(0, 1),
    ...choice.shuffled(clocks).slice(0, 1),
    ...choice.shuffled(ways).slice(0, 1),
  ].slice(0, IDEAS_MAX);
  const text = chosen.map((idea) => `- ${idea}`).join("\n");
  return {
    text: text || "The script holds nothing more ready here. Ask a player what their hero is worried about.",
    sources: [],
  };
}

function firstSentence(text: string): string {
  return /^[\s\S]{1,240}?[.!?…][”"’]?(?=\s|$)/.exec(text)?.[0] ?? `${text.slice(0, 200)}…`;
}

/** The words the adventure has for what was named; for the scene itself when nothing was. */
function description({ state, text }: HelpInput, choice: SeededChoice): Help {
  const scene = sceneOf(state);
  if (scene === null) return { text: "No scene is set yet, so there is nothing here to describe.", sources: [] };
  const asked = new Set(nameWords(text).filter((word) => !SMALL_WORDS.has(word)));
  const things = [
    ...featuresInSight(state, scene).map(({ name, aliases, look }) => ({ names: [name, ...aliases], words: look })),
    ...peopleIn(state, scene.id).map(({ name, aliases, seen }) => ({
      names: [name, ...aliases],
      words: `${capital(seen)}.`.replace(/\.\.$/, "."),
    })),
  ];
  const named = things.filter(({ names: all }) =>
    all.some((name) => nameWords(name).some((word) => asked.has(word) && !SMALL_WORDS.has(word))),
  );
  if (named.length > 0)
    return {
      text: named
        .slice(0, 3)
        .map(({ words }) => words)
        .join("\n\n"),
      sources: [],
    };
  const ambience = choice.pick(scene.ambience);
  return { text: [scene.read, ...(ambience === undefined ? [] : [ambience])].join("\n\n"), sources: [] };
}

const PLACE_WORDS = /\b(?:place|town|village|inn|tavern|river|hill|road|bridge|street|farm|castle|tower|ship)\b/i;

function names({ state, text }: HelpInput, choice: SeededChoice): Help {
  const taken = [
    ...Object.values(state.public.creatures).map(({ name }) => name),
    ...(state.gm.script?.people ?? []).map(({ name }) => name),
  ];
  const made = PLACE_WORDS.test(text) ? madeUpPlaces(choice, 6) : madeUpNames(choice, taken, 6);
  return { text: made.map((name) => `- ${name}`).join("\n"), sources: [] };
}

/** Quotes what our rules in short say; where they are silent, says so. */
function ruling(input: HelpInput): Help {
  const sources = sourcesFor(input).filter(
    ({ title }) => title.startsWith("Rules in short") || title.startsWith("The table"),
  );
  if (sources.length === 0)
    return {
      text: "The rules in short that stand in this house say nothing about that. Rule as seems fair, and write it down as a ruling so that it holds next time.",
      sources: [],
    };
  return checkedCitations(sources.map(({ n, text }) => `${text} [${n}]`).join("\n\n"), sources);
}
