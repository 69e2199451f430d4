import type { CutRule, DmSettings, ModelTask, ToolClass } from "../../../workers/contracts/dm.ts";
import type { RunMode } from "../../state/who-speaks.ts";

type Option<T extends string> = { readonly value: T; readonly label: string };
const options = <T extends string>(words: Record<T, string>): readonly Option<T>[] =>
  (Object.keys(words) as T[]).map((value) => ({ value, label: words[value] }));

export const TONES = options<DmSettings["tone"]>({
  "as-written": "As the adventure is written",
  heroic: "Heroic",
  grim: "Grim",
  wry: "Wry",
  gentle: "Gentle",
});
export const LENGTHS = options<DmSettings["length"]>({
  short: "Short: a few sentences",
  medium: "Medium: a paragraph or two",
  long: "Long: take your time",
});
export const RATINGS = options<DmSettings["rating"]>({
  everyone: "For everyone",
  teen: "For teens and older",
  adult: "For adults",
});
export const AT_CAP = options<DmSettings["atCap"]>({
  cheaper: "A cheaper model goes on",
  shorter: "The model gets less to read, and goes on",
  oracle: "The Oracle goes on, at no cost",
  pause: "The machine waits; a person can run the table",
});
export const LANGUAGES: readonly Option<string>[] = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "es", label: "Español" },
  { value: "fr", label: "Français" },
  { value: "it", label: "Italiano" },
  { value: "nl", label: "Nederlands" },
  { value: "pl", label: "Polski" },
  { value: "pt-BR", label: "Português (Brasil)" },
  { value: "sv", label: "Svenska" },
  { value: "ja", label: "日本語" },
];

export const labelIn = (list: readonly Option<string>[], value: string): string =>
  list.find((option) => option.value === value)?.label ?? value;

export const RUN_MODES: Record<RunMode, { readonly title: string; readonly says: string }> = {
  machine: { title: "Machine", says: "It directs and tells. You play, or look on, and can step in at any moment." },
  review: {
    title: "Machine, with my approval",
    says: "It proposes; nothing you want to see first happens before you have said yes. You sit behind the screen.",
  },
  human: {
    title: "By hand",
    says: "You tell the story, behind the screen. The machine helps only when you ask it.",
  },
};

/** Who plays reads whose approval it is. */
export const runModeTitle = (mode: RunMode, mine: boolean): string =>
  mode === "review" && !mine ? "Machine, with the GM’s approval" : RUN_MODES[mode].title;

export const CLASS_WORDS: Record<ToolClass, { readonly label: string; readonly says: string }> = {
  roll: { label: "Rolls", says: "Checks, saves and contests it wants rolled" },
  fight: { label: "Fights", says: "Beginning and ending them, attacks, what foes do" },
  world: { label: "The world", says: "Beats of the adventure, ways taken, new facts" },
  talk: { label: "Talk", says: "What people say, what things look like, questions back" },
  item: { label: "Things", says: "What changes hands, is used or readied" },
  time: { label: "Time", says: "Hours that pass, and rests" },
};
export const TOOL_CLASSES = Object.keys(CLASS_WORDS) as readonly ToolClass[];

export const TASK_WORDS: Record<ModelTask, string> = {
  director: "Deciding what happens",
  narrator: "Telling it",
  help: "Helping the GM",
  moderator: "Minding the lines",
  answer: "Answering from the sources",
  recap: "Telling what came before",
};

export const CUT_WORDS: Record<CutRule, string> = {
  "speaks-for-a-hero": "it put words into a hero’s mouth",
  "decides-for-a-hero": "it decided for a hero",
  "invented-item": "it gave somebody a thing they do not have",
  "invented-wound": "it told of a wound nobody has",
  "invented-death": "it told of a death that did not happen",
  "crosses-a-line": "it crossed one of this table’s lines",
  "behind-a-veil": "it showed what is behind a veil",
  "repeats-its-orders": "it repeated its own instructions",
  "repeats-itself": "it repeated itself",
  "unknown-source": "it cited something it was not given",
  "too-long": "it went on too long",
};
