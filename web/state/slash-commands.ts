import type { ActionMode, RollVisibility } from "../../workers/contracts/events.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";

/** What a line in the composer asks for. */
export type Said =
  | { readonly kind: "act"; readonly mode: ActionMode; readonly text: string }
  | { readonly kind: "chat"; readonly channel: "ic" | "ooc" | "emote"; readonly text: string }
  | { readonly kind: "whisper"; readonly to: readonly MemberId[]; readonly text: string }
  | {
      readonly kind: "roll";
      readonly expression: string;
      readonly label: string | null;
      readonly visibility: RollVisibility;
    }
  | { readonly kind: "narrate"; readonly text: string }
  /** A question to what the campaign has read. It moves nothing in play. */
  | { readonly kind: "sources"; readonly question: string }
  | { readonly kind: "help" }
  /** The table is to stop: at once when `text` is empty, else after asking how to keep out what it names. */
  | { readonly kind: "stop"; readonly text: string }
  | { readonly kind: "wrong"; readonly words: string };

/** Which tab of the composer is open: what a line without a command means. */
export type ComposerMode = ActionMode | "ooc" | "tell";

export interface SlashCommand {
  readonly name: string;
  readonly also: readonly string[];
  readonly takes: string;
  readonly does: string;
  readonly gmOnly: boolean;
}

export const SLASH_COMMANDS: readonly SlashCommand[] = [
  { name: "roll", also: ["r"], takes: "2d6+3 for what", does: "Roll dice for all to see", gmOnly: false },
  { name: "gmroll", also: ["gr"], takes: "1d20 for what", does: "Roll for you and the GM", gmOnly: false },
  { name: "blindroll", also: ["br"], takes: "1d20 for what", does: "Roll that only the GM sees", gmOnly: false },
  { name: "selfroll", also: ["sr"], takes: "1d20 for what", does: "Roll that only you see", gmOnly: false },
  { name: "w", also: ["whisper"], takes: "name words", does: "Whisper to somebody, or to gm", gmOnly: false },
  { name: "me", also: ["em", "emote"], takes: "words", does: "Tell what your character shows", gmOnly: false },
  { name: "ic", also: ["say"], takes: "words", does: "Speak in character to the others", gmOnly: false },
  { name: "ooc", also: [], takes: "words", does: "Talk out of character", gmOnly: false },
  { name: "do", also: [], takes: "words", does: "Do something", gmOnly: false },
  { name: "dm", also: [], takes: "words", does: "Ask the DM, in play, like the Ask tab", gmOnly: false },
  {
    name: "ask",
    also: ["sources"],
    takes: "question",
    does: "To look something up in the library and the rules; the answer names its pages",
    gmOnly: false,
  },
  { name: "desc", also: [], takes: "words", does: "Narrate by hand", gmOnly: true },
  {
    name: "x",
    also: ["stop"],
    takes: "",
    does: "Stop play at once; nobody sees who. “/x spiders” asks first what to keep out",
    gmOnly: false,
  },
  { name: "help", also: ["?"], takes: "", does: "Show all commands", gmOnly: false },
];

/** As the contract for a question to the sources has it. */
const QUESTION_MAX = 600;

/** Who may be whispered to, by the names people would type. */
export interface Hearer {
  readonly memberId: MemberId;
  readonly names: readonly string[];
  readonly gm: boolean;
}

export interface Speaking {
  readonly mode: ComposerMode;
  readonly hearers: readonly Hearer[];
  readonly gm: boolean;
}

/** Reads a line: a command when it starts with a slash, else what the open tab makes of it. Null when there is nothing. */
export function parseLine(line: string, speaking: Speaking): Said | null {
  const text = line.trim();
  if (text === "") return null;
  if (!text.startsWith("/")) return plainly(text, speaking.mode);
  const [, name = "", rest = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = commandNamed(name, speaking.gm);
  if (command === null) return { kind: "wrong", words: `There is no command /${name}. Try /help.` };
  return obey(command.name, rest.trim(), speaking);
}

function plainly(text: string, mode: ComposerMode): Said {
  if (mode === "tell") return { kind: "narrate", text };
  return mode === "ooc" ? { kind: "chat", channel: "ooc", text } : { kind: "act", mode, text };
}

function commandNamed(name: string, gm: boolean): SlashCommand | null {
  const wanted = name.toLowerCase();
  const found = SLASH_COMMANDS.find((each) => each.name === wanted || each.also.includes(wanted));
  return found === undefined || (found.gmOnly && !gm) ? null : found;
}

function obey(command: string, rest: string, speaking: Speaking): Said {
  if (command === "help") return { kind: "help" };
  if (command === "x") return { kind: "stop", text: rest };
  if (rest === "" && command === "ask")
    return { kind: "wrong", words: "Type your question behind /ask, as in “/ask Who keeps the bridge?”" };
  if (rest === "") return { kind: "wrong", words: `/${command} needs something after it: ${takesOf(command)}.` };
  switch (command) {
    case "roll":
      return rollSaid(rest, "public");
    case "gmroll":
      return rollSaid(rest, "gm");
    case "blindroll":
      return rollSaid(rest, "blind");
    case "selfroll":
      return rollSaid(rest, "self");
    case "w":
      return whisperSaid(rest, speaking.hearers);
    case "me":
      return { kind: "chat", channel: "emote", text: rest };
    case "ic":
      return { kind: "chat", channel: "ic", text: rest };
    case "ooc":
      return { kind: "chat", channel: "ooc", text: rest };
    case "desc":
      return { kind: "narrate", text: rest };
    case "ask":
      return questionSaid(rest);
    default:
      return { kind: "act", mode: command === "dm" ? "ask" : "do", text: rest };
  }
}

const takesOf = (command: string) => SLASH_COMMANDS.find(({ name }) => name === command)?.takes ?? "";

function questionSaid(question: string): Said {
  if (question.length <= QUESTION_MAX) return { kind: "sources", question };
  return { kind: "wrong", words: `A question to the library may have ${QUESTION_MAX} letters. Make it shorter.` };
}

/** `2d6+3 for the door`, `d20 # hiding`: a formula, then what it is for. The room judges the formula. */
function rollSaid(rest: string, visibility: RollVisibility): Said {
  const [formula = "", label] = rest.split(/\s+(?:for|#)\s+|\s*#\s*/, 2);
  return { kind: "roll", expression: formula.trim(), label: label?.trim() || null, visibility };
}

/** The longest name wins, so that "Ana Maria" is not taken for "Ana". A list in brackets whispers to several. */
function whisperSaid(rest: string, hearers: readonly Hearer[]): Said {
  const listed = /^\[([^\]]+)\]\s*([\s\S]*)$/.exec(rest);
  if (listed !== null) {
    const names = (listed[1] ?? "").split(",").map((name) => name.trim());
    const to = names.flatMap((name) => heardAs(name, hearers));
    return whisperTo(to, (listed[2] ?? "").trim(), names.join(", "));
  }
  const line = rest.replace(/^@/, "");
  const known = [...hearers.flatMap(({ names }) => names), "gm", "dm"].sort(
    (left, right) => right.length - left.length,
  );
  const name = known.find((each) => startsWithName(line, each)) ?? line.split(/\s+/, 1)[0] ?? "";
  return whisperTo(heardAs(name, hearers), line.slice(name.length).replace(/^[:,]?\s*/, ""), name);
}

function startsWithName(line: string, name: string): boolean {
  return line.toLowerCase().startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(line.slice(name.length));
}

function heardAs(name: string, hearers: readonly Hearer[]): MemberId[] {
  const wanted = name.toLowerCase();
  const heard =
    wanted === "gm" || wanted === "dm"
      ? hearers.filter(({ gm }) => gm)
      : hearers.filter(({ names }) => names.some((each) => each.toLowerCase() === wanted));
  return heard.map(({ memberId }) => memberId);
}

function whisperTo(to: readonly MemberId[], text: string, name: string): Said {
  if (to.length === 0) return { kind: "wrong", words: `Nobody here is called ${name}.` };
  if (text === "") return { kind: "wrong", words: "A whisper needs words." };
  return { kind: "whisper", to: [...new Set(to)], text };
}

/** The commands that fit what has been typed so far; none once the name is complete and followed by a space. */
export function completionsFor(line: string, gm: boolean): readonly SlashCommand[] {
  const typed = /^\/(\S*)$/.exec(line)?.[1];
  if (typed === undefined) return [];
  const wanted = typed.toLowerCase();
  return SLASH_COMMANDS.filter(
    (each) => (gm || !each.gmOnly) && [each.name, ...each.also].some((name) => name.startsWith(wanted)),
  );
}
