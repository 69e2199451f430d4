import { wordsOf } from "../../core/memory/words.ts";
import { pairedWords } from "../sign-pairs.ts";

/** What a question asks for, by the stems of its telling words, each with what it says. */
export type Asked = ReadonlyMap<string, number>;

/** Forms that no ending leads to and that people ask by. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ["led", "lead"],
  ["leader", "lead"],
  ["keeper", "keep"],
  ["owner", "own"],
  ["ruler", "rule"],
  ["killer", "kill"],
  ["hid", "hide"],
  ["hidden", "hide"],
  ["seen", "see"],
  ["made", "make"],
  ["built", "build"],
  ["drew", "draw"],
  ["drawn", "draw"],
  ["wore", "wear"],
  ["worn", "wear"],
  ["sung", "sing"],
  ["sang", "sing"],
]);

/** They ask, and say nothing of what is asked for. */
const ASKING = new Set(wordsOf("who whoever where wherever when tell say know please happen").map(plain));
/** They ask how something is done: a rule need not say them again. */
const ASKING_FOR_RULES = new Set(
  wordsOf("work mean explain rule rules game much many use get roll make take need count way thing").map(plain),
);
/** What stands in every book of rules or can be said of everything: it tells one thing from another only by half. */
const LIGHT = new Set(
  wordsOf(
    "armor armour class hit points point dice die check checks saving throw save level damage attack action difficulty speed rating hold carry own keep possess get use make call name find see",
  ).map(plain),
);
const LIGHT_WEIGHT = 0.5;
function plain(stem: string): string {
  const own = FORMS.get(stem) ?? stem;
  const base = own === stem ? stem : (wordsOf(own)[0] ?? own);
  // "Owe" is too short for the rule by which "owes" loses its ending.
  return base.length > 4 ? base.replace(/our$/, "or") : base.replace(/(?<=..)e$/, "");
}

/** The stems of a text by which it is compared with a question. */
export function stemsIn(text: string): ReadonlySet<string> {
  return new Set(pairedWords(wordsOf(text)).map(plain));
}

export function askedIn(question: string): Asked {
  const stems = [...stemsIn(question)].filter((stem) => !ASKING.has(stem));
  return new Map(stems.map((stem) => [stem, LIGHT.has(stem) ? LIGHT_WEIGHT : 1]));
}

/** Without the words that ask for any rule. */
export function askedOfRules(asked: Asked): Asked {
  return new Map([...asked].filter(([stem]) => !ASKING_FOR_RULES.has(stem)));
}

/** How much of a question some words meet, from 0 to 1: one measure for a page, a rule and a fact. */
export function fitOf(asked: Asked, stems: ReadonlySet<string>): number {
  let [met, all] = [0, 0];
  for (const [stem, weight] of asked) {
    all += weight;
    if (stems.has(stem)) met += weight;
  }
  return all === 0 ? 0 : met / all;
}
