import { baseForms } from "./inflection.ts";
import { type FoundSense, type Sense, senseAt, VERBS } from "./lexicon.ts";
import { skipLeads } from "./preamble.ts";
import { EVERYDAY, looksLike } from "./spelling.ts";
import { DETERMINERS, PUNCTUATION, readWords, SMALL_WORDS } from "./words.ts";

/** One thing somebody says they do. */
export interface Clause {
  /** All words of the clause, leads included. */
  readonly typed: readonly string[];
  /** The words after what leads up to them, without punctuation. */
  readonly words: readonly string[];
  readonly sense: Sense | null;
  /** How many words the verb and its particles took; where they stand in `words`. */
  readonly used: readonly number[];
  readonly question: boolean;
  /** What is said aloud in this clause, word for word. */
  readonly quote: string | null;
  /** "quietly", "without a sound" beside another verb. */
  readonly quietly: boolean;
  /** The speaker includes the others: "we", "let's", "everyone". */
  readonly together: boolean;
}

/** Names the reader must know: heroes (who may be the subject of a clause), and everything whose name is not a slip of a verb. */
export interface KnownNames {
  readonly subjects: readonly (readonly string[])[];
  readonly words: ReadonlySet<string>;
}

export const CLAUSES_MAX = 6;
const SPEECH_TURNS = new Set([
  "that",
  "about",
  "whether",
  "if",
  "why",
  "how",
  "what",
  "who",
  "where",
  "when",
  "which",
  "regarding",
  "concerning",
]);
const SPEAKING = new Set(["talk", "ask", "persuade", "deceive", "threaten", "recall"]);

/** Reads what was typed as a list of clauses in the order in which they are meant to happen. */
export function readClauses(text: string, names: KnownNames): Clause[] {
  const spoken = readWords(text);
  const clauses: Clause[] = [];
  let negated = false;
  for (const words of inOrder(splitWords(unconditioned(spoken.words), names))) {
    const kept = withoutAsides(words);
    if (isNegated(kept, names)) {
      negated = true;
      // What is not done is still what was spoken of: "I don't open the chest. I check it."
      clauses.push({ ...BLANK, typed: kept, words: kept });
      continue;
    }
    clauses.push(...readClause(kept, spoken.quotes, names));
  }
  if (negated && clauses.every(({ sense, quote }) => sense === null && quote === null))
    clauses.splice(0, clauses.length, {
      ...BLANK,
      words: ["wait"],
      sense: { intents: ["wait"], tag: null },
      used: [0],
    });
  return withoutFiller(clauses).slice(0, CLAUSES_MAX);
}

/** "Wait, no", "hold on": said before what is meant. */
function withoutFiller(clauses: readonly Clause[]): readonly Clause[] {
  const [first, ...rest] = clauses;
  const line = first?.words.join(" ");
  return rest.length > 0 && (line === "wait" || line === "hold on" || line === "hang on") ? rest : clauses;
}

const BLANK: Clause = {
  typed: ["wait"],
  words: [],
  sense: null,
  used: [],
  question: false,
  quote: null,
  quietly: false,
  together: false,
};

interface Piece {
  readonly words: readonly string[];
  readonly joint: string;
}

/** Cuts at full stops always, at commas, "and", "then" only where a new verb begins. */
function splitWords(words: readonly string[], names: KnownNames): Piece[] {
  const pieces: Piece[] = [];
  let piece: string[] = [];
  let joint = "";
  const close = (next: string): void => {
    if (piece.some((word) => !PUNCTUATION.has(word))) pieces.push({ words: piece, joint });
    piece = [];
    joint = next;
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "." || word === "!" || word === ";" || word === "?") {
      if (word === "?") piece.push("?");
      close(word);
    } else if (isJoint(words, at, piece) && piece.length > 0 && beginsClause(words, at + 1, piece, names)) close(word);
    else piece.push(word);
  }
  close("");
  return pieces;
}

const SUBORDINATES = new Set(["before", "after", "once", "when", "while"]);

/** "…, and if there is nothing, I go": what comes of it is left to the world; the deed is kept. */
function unconditioned(words: readonly string[]): readonly string[] {
  const line = ` ${words.join(" ")} `;
  const kept = line.replace(
    / (?:and|but|or|,) if (?:there|that|it|this|nothing|anything|something|not|so|she|he|they|possible|needed|necessary) ?[^,.;!?]*?(?= i | we |[,.;!?]| $)/g,
    " ,",
  );
  return kept.trim().split(/ +/);
}

function isJoint(words: readonly string[], at: number, piece: readonly string[]): boolean {
  const word = words[at];
  // "Before I leave I search": the second deed begins at its own "I".
  if ((word === "i" || word === "we") && SUBORDINATES.has(piece[0] ?? "") && piece.length > 2) return true;
  if (word === "before" || word === "after" || word === "while" || word === "but") return true;
  if (word === "," || word === ":" || word === "and" || word === "then" || word === "or") return true;
  return false;
}

function beginsClause(words: readonly string[], from: number, piece: readonly string[], names: KnownNames): boolean {
  const rest = words.slice(from, from + 16);
  // "Try and win her over", "go and look": the first word only leads up.
  if (piece.length === 1 && JOINED.has(piece[0] ?? "")) return false;
  if (rest.length === 0) return false;
  const joint = words[from - 1];
  const skipped = skipLeads(rest, names.subjects);
  const direct = rest
    .slice(0, skipped)
    .every(
      (word) =>
        word === "then" ||
        word === "and" ||
        word === "i" ||
        word === "we" ||
        PUNCTUATION.has(word) ||
        word.endsWith("ly"),
    );
  const negation = rest[skipped] === "not" || rest[skipped] === "never";
  const verb = negation || senseAt(rest, skipped) !== null || slippedVerb(rest, skipped, names) !== null;
  if (!verb || (joint === "or" && !negation)) return false;
  if (joint === "before" || joint === "after" || joint === "while")
    return rest[0] === "i" || rest[0] === "we" || (rest[0] ?? "").endsWith("ing");
  if (isTelling(rest[skipped]) && speaks(piece, names)) return false;
  if (!speaksOn(piece, names)) return true;
  // Inside what is told or asked, only a plain new deed ends the speech: "… about the mill and go down".
  return (
    direct &&
    !negation &&
    rest[skipped] !== "tell" &&
    (joint !== "," || rest[0] === "then" || rest[0] === "i") &&
    !rest.slice(0, 4).includes("you")
  );
}

const JOINED = new Set(["try", "go", "come", "stop", "turn", "wait", "run", "i", "we"]);

/** "Lie and tell her that …" is one deed. */
function isTelling(word: string | undefined): boolean {
  return word === "tell" || word === "say" || word === "tells" || word === "says";
}

function speaks(piece: readonly string[], names: KnownNames): boolean {
  const found = senseAt(piece, skipLeads(piece, names.subjects));
  return found?.sense.intents.some((intent) => SPEAKING.has(intent)) === true;
}

function speaksOn(piece: readonly string[], names: KnownNames): boolean {
  const at = skipLeads(piece, names.subjects);
  return speaks(piece, names) && piece.some((word, index) => index > at && SPEECH_TURNS.has(word));
}

/** "Before I leave I search" and "after I rest, I go": what is told second may come first. */
function inOrder(pieces: readonly Piece[]): (readonly string[])[] {
  const out: (readonly string[])[] = [];
  for (const piece of pieces) {
    if (piece.joint === "after" && out.length > 0) out.splice(out.length - 1, 0, piece.words);
    else if (piece.words[0] === "before" && out.length === 0) out.push(piece.words.slice(1));
    else if (piece.words[0] === "after" && out.length === 0) out.push(piece.words.slice(1));
    else out.push(piece.words);
  }
  const first = pieces[0];
  if (first !== undefined && first.words[0] === "before" && out.length > 1) {
    const [leading, ...rest] = out;
    if (leading !== undefined) return [...rest, leading];
  }
  return out;
}

const ASIDES: readonly RegExp[] = [
  / (?:instead of|rather than) (?:\S+ing|just|the|fight|attack|\w+)\b[^,]*?(?= i | we |,|$)/g,
  / (?:in order to|so that|so as to|so i can|so we can|because|since|in case|hoping|in hopes|in the hope) .*$/g,
  / (?:trying|careful|being careful|taking care|making sure|so as|and try|and i try|try) not to [^,]*(?=,|$)/g,
  / to (?:see|check|find out|determine|make sure|know|tell) (?:if|whether|what|who|how|where|that) .*$/g,
  / without \S+ing\b[^,]*(?=,|$)/g,
];
const SAYS_QUIET =
  /(?:quietly|silently|stealthily|sneakily|without (?:making )?(?:a|any) (?:sound|noise)|without making|without being|not to (?:make|wake|be (?:seen|heard))|on tiptoe|as quiet|noiselessly)/;

/** Drops what only says why or how not. What stands before must still hold a verb. */
function withoutAsides(words: readonly string[]): readonly string[] {
  let line = ` ${words.join(" ")}`;
  const quiet = SAYS_QUIET.test(line) && !/\b(?:sneak|creep|hide|tiptoe)/.test(line);
  for (const aside of ASIDES) {
    const shorter = line.replace(aside, "");
    if (
      shorter
        .trim()
        .split(" ")
        .some((_, index, all) => senseAt(all, index) !== null)
    )
      line = shorter;
  }
  const out = line.trim().split(/ +/);
  return quiet && !SAYS_QUIET.test(line) ? [...out, "quietly"] : out;
}

function isNegated(words: readonly string[], names: KnownNames): boolean {
  const at = words.findIndex(
    (word) => word === "not" || word === "never" || word === "refuse" || word === "avoid" || word === "without",
  );
  if (at < 0) return false;
  const verb = skipLeads(words, names.subjects);
  if (
    words[at] === "not" &&
    words
      .slice(0, at)
      .join(" ")
      .match(/(?:why (?:do|does|should)|can i|can we|could i|if|whether|or|may|might)$/)
  )
    return false;
  if (senseAt(words, 0)?.used.length === words.length) return false;
  return at <= verb + 1 && (at <= verb || words[at] === "not");
}

function readClause(words: readonly string[], quotes: readonly string[], names: KnownNames): Clause[] {
  const question = words.includes("?");
  const quietly = SAYS_QUIET.test(words.join(" "));
  const quoteAt = words.findIndex((word) => word.startsWith('"'));
  const quote = quoteAt < 0 ? null : (quotes[Number(words[quoteAt]?.slice(1))] ?? null);
  const plain = words.filter((word) => !PUNCTUATION.has(word) && !word.startsWith('"'));
  const together = plain
    .slice(0, 6)
    .some((word) => word === "we" || word === "us" || word === "everyone" || word === "everybody" || word === "party");
  const start = skipLeads(plain, names.subjects);
  const rest = plain.slice(start);
  if (rest.length === 0 && quote === null) return [];
  const found = senseAt(rest, 0) ?? slippedVerb(rest, 0, names) ?? laterVerb(rest, names);
  const base: Clause = {
    typed: plain,
    words: rest,
    sense: found?.sense ?? null,
    used: found?.used ?? [],
    question,
    quote,
    quietly,
    together,
  };
  return found === null ? [base] : withTail(base, found);
}

/** A first word that is nearly a verb: "atack", "serach". */
function slippedVerb(words: readonly string[], at: number, names: KnownNames): FoundSense | null {
  const typed = words[at];
  if (
    typed === undefined ||
    typed.length < 4 ||
    SMALL_WORDS.has(typed) ||
    EVERYDAY.has(typed) ||
    names.words.has(typed)
  )
    return null;
  const forms = baseForms(typed);
  const likely = VERBS.filter((verb) => forms.some((form) => looksLike(form, verb)));
  for (const verb of likely.sort((a, b) => Math.abs(a.length - typed.length) - Math.abs(b.length - typed.length))) {
    const found = senseAt([...words.slice(0, at), verb, ...words.slice(at + 1)], at);
    if (found !== null) return found;
  }
  return null;
}

/** The first verb further in, where it stands as a verb: not after "the" or "of". */
function laterVerb(words: readonly string[], names: KnownNames): FoundSense | null {
  for (const strictly of [true, false]) {
    const found = firstVerb(words, names, strictly);
    if (found !== null) return found;
  }
  return null;
}

function firstVerb(words: readonly string[], names: KnownNames, strictly: boolean): FoundSense | null {
  for (let at = 1; at < words.length; at += 1) {
    const before = words[at - 1] ?? "";
    const word = words[at] ?? "";
    if (names.words.has(word) || before === "of" || before === "'s") continue;
    // "A somersault" is as good as a verb when there is no other.
    const noun = before !== "her" && before !== "that" && DETERMINERS.has(before);
    if (noun && (strictly || (before !== "a" && before !== "an" && before !== "some"))) continue;
    const found = senseAt(words, at);
    if (found !== null) return found;
  }
  return null;
}

/** "Go to Orla to ask about the mill" is two deeds, "use the rope to climb" is one with a tool in hand. */
function withTail(clause: Clause, found: FoundSense): Clause[] {
  const intent = found.sense.intents[0];
  if (intent !== "go" && intent !== "use") return [clause];
  for (let at = found.at + 1; at < clause.words.length; at += 1) {
    if (clause.words[at] !== "to" || DETERMINERS.has(clause.words[at + 1] ?? "") || clause.words[at + 1] === "back")
      continue;
    const tail = senseAt(clause.words, at + 1);
    if (tail === null) continue;
    if (intent === "use")
      return [
        {
          ...clause,
          sense: { intents: [...tail.sense.intents, "use"], tag: tail.sense.tag },
          used: [...found.used, ...tail.used],
        },
      ];
    const going = {
      ...clause,
      words: clause.words.slice(0, at),
      used: found.used.filter((place) => place < at),
      quote: null,
    };
    const doing = {
      ...clause,
      words: clause.words.slice(at + 1),
      sense: tail.sense,
      used: tail.used.map((place) => place - at - 1),
    };
    return [going, doing];
  }
  return [clause];
}
