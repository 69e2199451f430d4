import type { HelpAnswer } from "../../contracts/orchestration.ts";
import type { HelpInput } from "../../core/ports.ts";
import { beatsInReach, exitsInSight, featuresInSight, isOpen, peopleIn, sceneOf } from "../../core/script/lookup.ts";
import { holds } from "../../core/script/requirements.ts";
import { primerAbout } from "../oracle/director/rules-primer.ts";
import { nameWords, SMALL_WORDS } from "../oracle/language/words.ts";
import { cleanText } from "../prompt/untrusted.ts";

export type Source = HelpAnswer["sources"][number];

const SOURCES_MAX = 12;
const TEXT_MAX = 1_200;
const TITLE_MAX = 120;

/** What an answer may rest on, numbered from 1: passages of the rules first for a ruling, the place first otherwise. */
export function sourcesFor(input: HelpInput): readonly Source[] {
  const rules = primerAbout(input.state.public.ruleset, input.text).map((text, at) => ({
    title: `Rules in short (${input.state.public.ruleset}) ${at + 1}`,
    text,
  }));
  const script = byRelevance(scriptPassages(input), input.text);
  const house = houseRules(input);
  const ordered =
    input.kind === "ruling" ? [...rules, ...house, ...script.slice(0, 4)] : [...script, ...rules, ...house];
  return ordered.slice(0, SOURCES_MAX).map(({ title, text }, at) => ({
    n: at + 1,
    title: title.slice(0, TITLE_MAX),
    text: cleanText(text).slice(0, TEXT_MAX) || title,
  }));
}

interface PassageOf {
  readonly title: string;
  readonly text: string;
}

function houseRules({ state }: HelpInput): PassageOf[] {
  const { houseRules: own } = state.public.dm;
  return own === "" ? [] : [{ title: "The table's own rules", text: own }];
}

/** The script around the party, in pieces that can be cited. */
function scriptPassages({ state }: HelpInput): PassageOf[] {
  const scene = sceneOf(state);
  if (scene === null) return [];
  const beats = beatsInReach(state)
    .filter(({ beat }) => isOpen(state, beat))
    .map(({ beat, subject }) => ({
      title: `${subject.name}: ${beat.label ?? beat.intents.join(", ")}`,
      text: [beat.text, beat.partial?.text, beat.failure?.text].filter((part) => part !== undefined).join("\n"),
    }));
  const features = featuresInSight(state, scene).map(({ name, look }) => ({ title: name, text: look }));
  const exits = exitsInSight(state, scene).map(({ name, to }) => ({
    title: `Way out: ${name}`,
    text: `Leads to ${state.gm.script?.scenes.find(({ id }) => id === to)?.title ?? to}.`,
  }));
  const people = peopleIn(state, scene.id).map(({ name, role, want, manner, topics }) => ({
    title: name,
    text: [
      `${role} Wants: ${want} Speaks: ${manner}`,
      ...topics.filter(({ requires }) => holds(state, requires)).map(({ label, text }) => `${label}: ${text}`),
    ].join("\n"),
  }));
  const secrets = (state.gm.script?.secrets ?? [])
    .filter(({ id }) => !state.public.seals.some(({ secretId }) => secretId === id))
    .slice(0, 4)
    .map(({ title, text }) => ({ title: `Sealed: ${title}`, text }));
  return [{ title: scene.title, text: scene.read }, ...people, ...beats, ...features, ...exits, ...secrets];
}

/** Those that share words with the question first, the rest in the order they came. */
function byRelevance(passages: readonly PassageOf[], text: string): PassageOf[] {
  const asked = new Set(nameWords(text).filter((word) => !SMALL_WORDS.has(word)));
  const score = ({ title, text: body }: PassageOf): number =>
    nameWords(title).filter((word) => asked.has(word)).length * 3 +
    new Set(nameWords(body).filter((word) => asked.has(word))).size;
  return [...passages]
    .map((each) => ({ each, score: score(each) }))
    .sort((a, b) => b.score - a.score)
    .map(({ each }) => each);
}

/** Takes out what cites a source that was not given; sources nobody cites are left out when some are. */
export function checkedCitations(text: string, sources: readonly Source[]): { text: string; sources: Source[] } {
  const known = new Set(sources.map(({ n }) => n));
  const cited = new Set<number>();
  const checked = text
    .replace(/\[(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\]/g, (_, list: string) => {
      const kept = [...new Set(list.split(/\D+/).map(Number))].filter((n) => known.has(n));
      for (const n of kept) cited.add(n);
      return kept.map((n) => `[${n}]`).join("");
    })
    .replace(/[ \t]+([.,;:!?])/g, "$1")
    .replace(/[ \t]{2,}/g, " ");
  return { text: checked.trim(), sources: cited.size === 0 ? [] : sources.filter(({ n }) => cited.has(n)) };
}
