import type { QueuedAction } from "../../../core/state.ts";
import type { Clause } from "../language/clauses.ts";
import { opensVerb } from "../language/lexicon.ts";
import { readWords } from "../language/words.ts";
import type { Sight } from "./sight.ts";

/** What is said aloud as a whole: in the mode for speaking, in quotes alone, or after somebody's name and a comma. */
export function speechClause(action: QueuedAction, sight: Sight): Clause | null {
  if (action.mode === "say") return asSpeech(action.text);
  const text = action.text.trim();
  const alone = /^["“«]([^"”»]+)["”»]?[.!?]?$/u.exec(text);
  if (alone !== null) return asSpeech(alone[1] ?? text);
  if (action.mode === "do" && (opensWithName(text, sight) || asksSomebody(text, sight))) return asSpeech(text);
  return null;
}

/** "Orla, where is the miller?" and "Hey Orla, …"; not "Orla" alone, not "Orla and I". */
function opensWithName(text: string, sight: Sight): boolean {
  const words = withoutFillers(readWords(text).words);
  const start =
    words[0] === "hey" || words[0] === "hello" || words[0] === "hi" || words[0] === "excuse"
      ? words.findIndex((word, at) => at > 0 && word !== "me" && word !== "there" && word !== ",")
      : 0;
  const people = sight.things.filter((thing) => thing.kind === "person");
  const name = people
    .flatMap((person) => person.names)
    .find((each) => each.every((word, index) => words[start + index] === word));
  if (name === undefined) return false;
  const next = words[start + name.length];
  return (
    (next === "," || next === "!") &&
    words.length > start + name.length + 1 &&
    !(start === 0 && next === "," && opensVerb(words[1] ?? "") && words[2] === "i")
  );
}

/** "Have you seen the miller?" is put to whoever is here; "can you describe the room?" to the DM. */
function asksSomebody(text: string, sight: Sight): boolean {
  if (sight.people.length === 0 || !/\?\s*$/.test(text)) return false;
  const { words } = readWords(text);
  const addressed = words.includes("you") || words.includes("your") || words.includes("yours");
  const start = words.slice(0, 2).join(" ");
  return addressed && !/^(?:can|could|will|would|do|did) you$/.test(start)
    ? !words.slice(0, 3).includes("i") && words[0] !== "i"
    : start === "do you" && words[2] !== "think" && words[2] !== "mind";
}

const FILLERS = new Set([
  "so",
  "well",
  "okay",
  "now",
  "listen",
  "look",
  "ah",
  "oh",
  "um",
  "alright",
  "right",
  "please",
  "and",
  "but",
  "tell",
  "me",
  ",",
]);

function withoutFillers(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !FILLERS.has(word));
  return from > 0 && from < 4 ? words.slice(from) : words;
}

function asSpeech(text: string): Clause {
  const { words } = readWords(text);
  const plain = words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return {
    typed: plain,
    words: plain,
    sense: { intents: ["talk"], tag: null },
    used: [],
    question: text.trimEnd().endsWith("?"),
    quote: text,
    quietly: false,
    together: false,
  };
}
