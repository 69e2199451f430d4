import { tokensOf } from "../../models/count-tokens.ts";

/** The least a passage is made of: a sentence, or a line of a list, a table or a stat block. Plain JSON. */
export interface Unit {
  readonly text: string;
  /** What stands between it and the one before. */
  readonly gap: string;
  readonly page: number;
  readonly from: number;
  /** The page and place where it ends: a sentence may run over a page break. */
  readonly pageTo: number;
  readonly to: number;
}

/** A piece of the text of one page. */
export interface Piece {
  readonly page: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A unit is weighed when its block is, its section and its passage; its signs are counted once. */
const weights = new WeakMap<Unit, number>();

/** How much a unit adds to a passage; never less than it really does. */
export function weightOf(unit: Unit): number {
  const known = weights.get(unit);
  if (known !== undefined) return known;
  const weight = tokensOf(unit.text) + tokensOf(unit.gap);
  weights.set(unit, weight);
  return weight;
}

/** How much several add. */
export function weightOfAll(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + weightOf(unit), 0);
}

/** The passage they make. */
export function textOfAll(units: readonly Unit[]): string {
  return units.map((unit, at) => (at === 0 ? unit.text : unit.gap + unit.text)).join("");
}

/** A piece cut into its lines; `text` is that of the whole page. */
export function linesOf(piece: Piece, weightMax: number): Unit[] {
  const cuts: number[] = [];
  for (let at = piece.from; at < piece.to; at += 1) if (piece.text[at] === "\n") cuts.push(at + 1);
  return unitsBetween(piece, cuts, weightMax);
}

/** What may end a sentence, and the space behind it. */
const sentenceEnd = /[.!?…。！？]["'”’»)\]*_`]{0,4}\s+/g;

/** A piece cut into its sentences. */
export function sentencesOf(piece: Piece, weightMax: number): Unit[] {
  const cuts: number[] = [];
  for (const match of piece.text.slice(piece.from, piece.to).matchAll(sentenceEnd)) {
    const mark = piece.from + match.index;
    const next = mark + match[0].length;
    if (next < piece.to && endsSentence(piece, { mark, next })) cuts.push(next);
  }
  return unitsBetween(piece, cuts, weightMax);
}

/** A place in a text where no sign is cut in two. */
export function betweenSigns(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff ? at - 1 : at;
}

/** A full stop behind these ends no sentence. */
const shortened = new Set([
  "mr",
  "mrs",
  "ms",
  "dr",
  "st",
  "no",
  "vs",
  "p",
  "pp",
  "cf",
  "e.g",
  "i.e",
  "ft",
  "lb",
  "approx",
]);

/** Whether the word that begins at `next` begins a sentence. Looks at a few signs only, so that no text can make it slow. */
function endsSentence({ text, from }: Piece, { mark, next }: { mark: number; next: number }): boolean {
  if (text.charCodeAt(mark) !== 0x2e) return true;
  if (/^["'“‘«([*_]{0,3}\p{Ll}/u.test(text.slice(next, next + 5))) return false;
  const before = text.slice(Math.max(from, mark - 8), mark);
  return !shortened.has(before.slice(before.search(/[\p{L}.]+$/u)).toLowerCase());
}

function unitsBetween(piece: Piece, cuts: readonly number[], weightMax: number): Unit[] {
  const units: Unit[] = [];
  let start = piece.from;
  for (const cut of [...cuts, piece.to]) {
    addUnits(units, piece, { from: start, to: cut }, weightMax);
    start = cut;
  }
  return units;
}

/** One span becomes one unit, or several when it is too heavy for one. */
function addUnits(units: Unit[], piece: Piece, span: { from: number; to: number }, weightMax: number): void {
  const { text, page } = piece;
  let { from, to } = span;
  while (from < to && isSpace(text, from)) from += 1;
  while (to > from && isSpace(text, to - 1)) to -= 1;
  while (from < to) {
    const end = endWithin(text, { from, to }, weightMax);
    const last = units.at(-1);
    units.push({
      text: text.slice(from, end),
      gap: last === undefined ? "\n\n" : text.slice(last.to, from),
      page,
      from,
      pageTo: page,
      to: end,
    });
    from = end;
    while (from < to && isSpace(text, from)) from += 1;
  }
}

/** How far a unit that begins here may go: to the end, else to the last space before it grows too heavy. */
function endWithin(text: string, { from, to }: { from: number; to: number }, weightMax: number): number {
  let quarters = 0;
  let space = from;
  for (let at = from; at < to; at += 1) {
    quarters += text.charCodeAt(at) > 0x7f ? 4 : 1;
    if (quarters > weightMax * 4) return space > from ? space : betweenSigns(text, at);
    if (isSpace(text, at)) space = at;
  }
  return to;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || (code > 0x1fff && /\s/.test(text.charAt(at)));
}
