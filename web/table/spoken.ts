import type { MemberId } from "../../workers/contracts/ids.ts";
import { bareTitle } from "../state/library-words.ts";
import type { StoryEntry } from "../state/story-entry.ts";
import { failedWords } from "./failed-words.ts";
import { spokenRoll } from "./roll-words.ts";

/** A passage cut into sentences, so that a listener can stop between them. */
export function sentencesOf(passage: string): string[] {
  return passage
    .replace(/\s+/g, " ")
    .replace(/(\*\*?|\b_|_\b)/g, "")
    .split(/(?<=[.!?…]["”’)]?)\s+(?=["“‘(]?\p{Lu})/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** The seq of the newest thing in an entry: other words for something told before are news as well. */
export function landedAt(entry: StoryEntry): number {
  return entry.kind === "narration" ? Math.max(entry.seq, entry.wordings.at(-1)?.seq ?? 0) : entry.seq;
}

/** What is said aloud when an entry lands. Own words are not read back. */
export function spokenFor(entry: StoryEntry, me: MemberId | null): string[] {
  switch (entry.kind) {
    case "scene":
      return [`${entry.scene.title}.`];
    case "action":
      return entry.memberId === me ? [] : [`${entry.who}: ${entry.text}`];
    case "narration":
      return [...sentencesOf(entry.text), ...entry.marks.map(({ who, text }) => `${who} ${text}.`.trim())];
    case "rolls":
      return entry.rolls.map(spokenRoll);
    case "chat":
      return entry.memberId === me
        ? []
        : [`${entry.who}${entry.channel === "whisper" ? " whispers" : ""}: ${entry.text}`];
    case "line":
      return entry.tone === "quiet" ? [] : [entry.text];
    case "fight":
      return [`A fight begins: ${entry.title}. Against you: ${entry.foes.join(", ")}.`];
    case "round":
      return [`Round ${entry.round}.`];
    case "secret":
      return [`A secret comes to light: ${entry.title}.`];
    case "ending":
      return [`The end: ${entry.title}.`, ...sentencesOf(entry.text)];
    case "handout":
      return [`${entry.who} shows ${bareTitle(entry.title)}.`, ...sentencesOf(entry.caption)];
    case "answer":
      return [
        ...(entry.memberId === me ? [] : [`${entry.who} asks the library: ${entry.question}`]),
        ...sentencesOf(entry.text.replace(/ ?\[\d+\]/g, "")),
      ];
    case "note":
      return [];
    case "failed":
      return entry.open ? [failedWords(entry.reason)] : [];
    default:
      return entry satisfies never;
  }
}
