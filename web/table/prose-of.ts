/** A run of words in a passage: plain, or stressed by asterisks or underscores. */
export interface Run {
  readonly text: string;
  readonly stress: "none" | "em" | "strong";
  /** Which mark stands here, counted from 0, when this is one and no words. */
  readonly mark?: number;
}
export interface Block {
  readonly kind: "paragraph" | "quote";
  readonly runs: readonly Run[];
}

const STRESSED = /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\b_([^_\n]+)_\b/g;
// Private letters stand for the marks while the passage is taken apart, so that they go where their words go.
const FIRST_MARK = 0xe000;
const MARKS_MAX = 64;
const MARK = /[\ue000-\ue03f]/g;

/**
 * A passage as blocks and runs. Five constructs are enough for a story, and nothing in it can become markup. `marks` are
 * places in the passage, each of which becomes a run without words.
 */
export function proseOf(passage: string, marks: readonly number[] = []): Block[] {
  return withMarks(passage.replace(MARK, "\ufffd"), marks)
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map((block) =>
      block.startsWith(">")
        ? { kind: "quote", runs: runsOf(block.replace(/^>\s?/gm, "")) }
        : { kind: "paragraph", runs: runsOf(block.replace(/\s*\n\s*/g, " ")) },
    );
}

/** A mark belongs to the words before it, whatever room was left behind them. */
function withMarks(passage: string, marks: readonly number[]): string {
  const letters = marks
    .slice(0, MARKS_MAX)
    .map((at, mark) => ({ at: endOfWords(passage, at), letter: String.fromCharCode(FIRST_MARK + mark) }))
    .sort((left, right) => left.at - right.at);
  let marked = "";
  let from = 0;
  for (const { at, letter } of letters) {
    marked += passage.slice(from, at) + letter;
    from = at;
  }
  return marked + passage.slice(from);
}

function endOfWords(passage: string, at: number): number {
  const within = Math.max(0, Math.min(at, passage.length));
  const words = passage.slice(0, within).trimEnd();
  return words === "" ? within : words.length;
}

/** The words of one block as runs, plain and stressed. */
export function runsOf(block: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of block.matchAll(STRESSED)) {
    if (match.index > from) runs.push(...cut(block.slice(from, match.index), "none"));
    runs.push(...cut(match[1] ?? match[2] ?? match[3] ?? "", match[1] === undefined ? "em" : "strong"));
    from = match.index + match[0].length;
  }
  if (from < block.length) runs.push(...cut(block.slice(from), "none"));
  return runs;
}

/** Words as one run, or as several with the marks between them. */
function cut(text: string, stress: Run["stress"]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index), stress });
    runs.push({ text: "", stress: "none", mark: match[0].charCodeAt(0) - FIRST_MARK });
    from = match.index + 1;
  }
  if (from < text.length) runs.push({ text: text.slice(from), stress });
  return runs;
}
