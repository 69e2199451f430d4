/** Longer answers are no answer, and looking for JSON in them would only cost time. */
const TEXT_MAX = 20_000;
const DOCUMENTS_MAX = 40;
/** Brackets tried as the beginning of a document: a text of nothing but open ones is given up. */
const TRIES_MAX = 400;
const DEPTH_MAX = 24;

/** Every JSON object or array that stands anywhere in a text, fenced or not, outermost ones only, in order. */
export function jsonIn(text: string): unknown[] {
  const found: unknown[] = [];
  const source = text.slice(0, TEXT_MAX);
  let tries = 0;
  for (let at = 0; at < source.length && found.length < DOCUMENTS_MAX && tries < TRIES_MAX; at += 1) {
    const char = source[at];
    if (char !== "{" && char !== "[") continue;
    tries += 1;
    const end = endOf(source, at);
    if (end === null) continue;
    const value = parseLeniently(source.slice(at, end));
    if (value === undefined) continue;
    found.push(value);
    at = end - 1;
  }
  return found;
}

/** The document a text begins with; undefined when it begins with none. */
export function jsonAtStart(text: string): unknown {
  const end = endOf(text.slice(0, TEXT_MAX), 0);
  return end === null ? undefined : parseLeniently(text.slice(0, end));
}

/** Where the bracket that opens at `from` is closed, strings in either kind of quotes skipped; null when it is not. */
function endOf(text: string, from: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (quote !== null) {
      if (char === "\\") at += 1;
      else if (char === quote && closes(text, at)) quote = null;
      continue;
    }
    // An apostrophe inside a word opens nothing.
    if (char === '"' || (char === "'" && /[[{,:\s]/.test(text[at - 1] ?? " "))) quote = char;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function closes(text: string, at: number): boolean {
  return text[at] !== "'" || /^\s*(?:[,:}\]]|$)/.test(text.slice(at + 1, at + 40));
}

/** JSON as small models write it: fences, commas before a bracket, single quotes, Python's names. Undefined otherwise. */
export function parseLeniently(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^```[a-z]*\s*/i, "")
    .replace(/\s*```$/, "");
  for (const attempt of [bare, repaired(bare)]) {
    try {
      const value: unknown = JSON.parse(attempt);
      return shallow(value, 0) ? value : undefined;
    } catch {
      // The next attempt is the repaired text, and after it there is none.
    }
  }
  return undefined;
}

function shallow(value: unknown, depth: number): boolean {
  if (depth > DEPTH_MAX) return false;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every((each) => shallow(each, depth + 1));
}

/** Walks the text once, so that nothing inside a string is touched but its quotes. */
function repaired(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === '"' || char === "'") {
      const [string, next] = stringFrom(text, at);
      out += string;
      at = next;
    } else if (char === "," && /^\s*[}\]]/.test(text.slice(at + 1, at + 200))) continue;
    else if (/[A-Za-z_]/.test(char)) {
      const word = /^[A-Za-z_][\w-]*/.exec(text.slice(at, at + 100))?.[0] ?? char;
      out += WORDS[word] ?? (/^\s*:/.test(text.slice(at + word.length, at + word.length + 20)) ? `"${word}"` : word);
      at += word.length - 1;
    } else out += char;
  }
  return out;
}

const WORDS: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
  undefined: "null",
  true: "true",
  false: "false",
  null: "null",
};

/** A string in JSON's own quotes, and where it ended. */
function stringFrom(text: string, from: number): [string, number] {
  const quote = text[from] ?? '"';
  let inner = "";
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "\\") {
      const next = text[at + 1] ?? "";
      inner += next === "'" ? "'" : `\\${next}`;
      at += 1;
    } else if (char === quote && closes(text, at)) return [`"${inner}"`, at];
    else if (char === '"') inner += '\\"';
    else if (char === "\n") inner += "\\n";
    else if (char === "\t") inner += "\\t";
    else inner += char;
  }
  return [`"${inner}`, text.length];
}
