/** A run of words in a passage: plain, or stressed by asterisks or underscores. */
export interface Run {
  readonly text: string;
  readonly stress: "none" | "em" | "strong";
}
export interface Block {
  readonly kind: "paragraph" | "quote";
  readonly runs: readonly Run[];
}

const STRESSED = /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\b_([^_\n]+)_\b/g;

/** A passage as blocks and runs. Five constructs are enough for a story, and nothing in it can become markup. */
export function proseOf(passage: string): Block[] {
  return passage
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map((block) =>
      block.startsWith(">")
        ? { kind: "quote", runs: runsOf(block.replace(/^>\s?/gm, "")) }
        : { kind: "paragraph", runs: runsOf(block.replace(/\s*\n\s*/g, " ")) },
    );
}

function runsOf(block: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of block.matchAll(STRESSED)) {
    if (match.index > from) runs.push({ text: block.slice(from, match.index), stress: "none" });
    runs.push({ text: match[1] ?? match[2] ?? match[3] ?? "", stress: match[1] === undefined ? "em" : "strong" });
    from = match.index + match[0].length;
  }
  if (from < block.length) runs.push({ text: block.slice(from), stress: "none" });
  return runs;
}
