import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { CHUNK_TOKENS_MAX, type ReadPage } from "../../contracts/library.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import { type Block, blocksOf, type ChunkKind } from "./page-blocks.ts";
import { betweenSigns, linesOf, sentencesOf, textOfAll, type Unit, weightOf, weightOfAll } from "./unit.ts";

/** A passage as the columns of `chunks`. Within one page its text is exactly what stands there between its places. */
export interface DraftChunk {
  readonly kind: ChunkKind;
  readonly heading: string;
  readonly pageFrom: number;
  readonly pageTo: number;
  readonly charFrom: number;
  readonly charTo: number;
  readonly tokens: number;
  readonly hash: string;
  readonly text: string;
}

interface Heading {
  readonly level: number;
  readonly title: string;
  readonly unit: Unit;
  /** Something stands under it, so it need not be a passage by itself. */
  readonly used: boolean;
}

/** What runs over from one leaf to the next. Plain JSON. */
export interface ChunkCarry {
  readonly path: readonly Heading[];
  /** Sentences that wait for more of their section; the first `overlap` of them stand in the passage before, too. */
  readonly pending: readonly Unit[];
  readonly overlap: number;
  /** The last block of the last page, which the next page may continue. */
  readonly open: { readonly kind: ChunkKind; readonly units: readonly Unit[] } | null;
  /** Nothing of the section that is under way is a passage yet. */
  readonly whole: boolean;
  /** Small sections under one heading that wait for another to stand beside them. */
  readonly small: readonly Section[];
}

/** A section that is not much more than its heading. */
interface Section {
  readonly path: readonly Heading[];
  readonly units: readonly Unit[];
}

/** Before the first page. */
export const startOfFile: ChunkCarry = { path: [], pending: [], overlap: 0, open: null, whole: true, small: [] };

/** A passage is closed at the end of a paragraph once it weighs the first, and before it weighs more than the second. */
const TOKENS_ENOUGH = 250;
const TOKENS_AIM_MAX = 400;
/** A sentence heavier than this is not said twice. */
const OVERLAP_TOKENS_MAX = 60;
/** What leads into a table or a list, when it is no longer than this, stays with it. */
const LEAD_TOKENS_MAX = 60;
const HEADING_CHARS_MAX = 300;
/** Sections lighter than this stand together with those beside them, until they are as heavy. */
const SECTION_TOKENS_MIN = 60;

/** Cuts pages into passages on their structure. Leaf by leaf it gives the same as all at once. */
export function chunkPages(pages: readonly ReadPage[], carry: ChunkCarry): { chunks: DraftChunk[]; carry: ChunkCarry } {
  const cutter = new Cutter(carry);
  for (const page of pages) cutter.addPage(page);
  return { chunks: cutter.chunks, carry: cutter.carry };
}

/** The passages that still waited for more. */
export function endOfFile(carry: ChunkCarry): DraftChunk[] {
  const cutter = new Cutter(carry);
  cutter.end();
  return cutter.chunks;
}

class Cutter {
  readonly chunks: DraftChunk[] = [];
  #path: Heading[];
  #pending: Unit[];
  #overlap: number;
  #open: { kind: ChunkKind; units: Unit[] } | null;
  #whole: boolean;
  #small: Section[];

  constructor(carry: ChunkCarry) {
    this.#path = [...carry.path];
    this.#pending = [...carry.pending];
    this.#overlap = carry.overlap;
    this.#open = carry.open === null ? null : { kind: carry.open.kind, units: [...carry.open.units] };
    this.#whole = carry.whole;
    this.#small = [...carry.small];
  }

  get carry(): ChunkCarry {
    return {
      ...{ path: this.#path, pending: this.#pending, overlap: this.#overlap, open: this.#open },
      ...{ whole: this.#whole, small: this.#small },
    };
  }

  addPage(page: ReadPage): void {
    let end: number | null = null;
    for (const block of blocksOf(page)) {
      if (block.kind === "heading") {
        this.#addHeading(page, block, end === null ? "\n\n" : page.text.slice(end, block.from));
        end = block.to;
        continue;
      }
      const [first, ...others] = unitsOf(page, block.kind, block);
      if (first === undefined) continue;
      this.#addBlock(block.kind, [
        end === null ? first : { ...first, gap: page.text.slice(end, first.from) },
        ...others,
      ]);
      end = (others.at(-1) ?? first).to;
    }
  }

  end(): void {
    this.#closeSection();
    this.#leaveUnused();
    this.#releaseSmall();
  }

  #addHeading(page: ReadPage, heading: Block & { kind: "heading" }, gap: string): void {
    this.#settle();
    const { level, title, from, to } = heading;
    const above = this.#path.at(-1);
    if (above?.used === false && above.level === level) this.#keepBare(above.unit);
    else {
      this.#closeSection();
      if (above !== undefined && above.level >= level) this.#leaveUnused();
    }
    this.#path = this.#path.filter((each) => each.level < level).map((each) => ({ ...each, used: true }));
    const unit = { text: page.text.slice(from, to), gap, page: page.page, from, pageTo: page.page, to };
    this.#path.push({ level, title, unit, used: false });
    this.#whole = true;
  }

  /** Headings without a text, one after the other, are a passage together: some files have thousands. */
  #keepBare(heading: Unit): void {
    if (weightOfAll(this.#pending) + weightOf(heading) > TOKENS_AIM_MAX) this.#closeSection();
    this.#pending.push(heading);
  }

  /** The block before is settled only now: the first of a new page may have continued it. */
  #addBlock(kind: ChunkKind, units: Unit[]): void {
    const [first, open] = [units[0], this.#open];
    if (first === undefined) return;
    if (this.#path.at(-1)?.used === false) {
      this.#closeSection();
      this.#path = this.#path.map((each) => ({ ...each, used: true }));
    }
    if (open !== null && open.kind === kind && continues(kind, open.units.at(-1), first)) {
      this.#open = { kind, units: joined(kind, open.units, units) };
    } else {
      this.#settle();
      this.#open = { kind, units };
    }
    if (this.#open !== null && weightOfAll(this.#open.units) > CHUNK_TOKENS_MAX) this.#settleAllButTheLast();
  }

  /** A block that is heavier than a passage is cut anyway: only what may still be in the middle of a sentence waits. */
  #settleAllButTheLast(): void {
    const open = this.#open;
    const last = open?.units.at(-1);
    if (open === null || last === undefined) return;
    if (open.kind === "prose" && open.units.length > 1) {
      this.#addProse(open.units.slice(0, -1));
      this.#open = { kind: "prose", units: [last] };
    } else {
      this.#settle();
    }
  }

  #settle(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    if (open.kind === "prose") this.#addProse(open.units);
    else this.#addWhole(open.kind, open.units);
  }

  #closeSection(): void {
    this.#settle();
    const heading = this.#path.at(-1);
    if (heading?.used !== false) return this.#endSection();
    // What waits under a heading without a text are headings without a text, and they stand beside it.
    this.#emit("prose", this.#pending, this.#path.slice(0, -1));
    this.#pending = [];
    this.#overlap = 0;
  }

  /** A section that is small as a whole waits for those beside it on its page: what is found opens where it stands. */
  #endSection(): void {
    const heading = this.#path.at(-1);
    const units = heading === undefined ? [] : [heading.unit, ...this.#pending];
    const isSmall = this.#whole && units.length > 1 && weightOfAll(units) < SECTION_TOKENS_MIN;
    if (!isSmall) return this.#flush({ overlap: false });
    const [first] = this.#small;
    const isBeside = first?.units[0]?.page === units[0]?.page && areBeside(first?.path ?? [], this.#path);
    if (first !== undefined && !isBeside) this.#releaseSmall();
    this.#small.push({ path: this.#path, units });
    this.#pending = [];
    if (tokensOf(textOfAll(this.#small.flatMap((each) => each.units))) >= SECTION_TOKENS_MIN) this.#releaseSmall();
  }

  /** One small section by itself is like any other; several are a passage under what stands above them all. */
  #releaseSmall(): void {
    const [first, ...others] = this.#small;
    this.#small = [];
    if (first === undefined) return;
    if (others.length === 0) this.#emit("prose", first.units.slice(1), first.path);
    else
      this.#emit(
        "prose",
        [first, ...others].flatMap(({ units }) => units),
        first.path.slice(0, -1),
      );
  }

  #addProse(units: readonly Unit[]): void {
    let weight = weightOfAll(this.#pending);
    const closeHere = () => {
      this.#flush({ overlap: true });
      weight = weightOfAll(this.#pending);
    };
    if (weight >= TOKENS_ENOUGH && weight + weightOfAll(units) > TOKENS_AIM_MAX) closeHere();
    for (const unit of units) {
      const added = weightOf(unit);
      if (weight + added > TOKENS_AIM_MAX && this.#pending.length > this.#overlap) closeHere();
      if (weight + added > CHUNK_TOKENS_MAX) {
        // Only a sentence that stands in the passage before is left, and a long way off.
        this.#pending = [];
        this.#overlap = 0;
        weight = 0;
      }
      this.#pending.push(unit);
      weight += added;
    }
  }

  /** A table, a list or a stat block is a passage of its own, with the line that leads into it. */
  #addWhole(kind: ChunkKind, units: readonly Unit[]): void {
    const lead = this.#pending.slice(this.#overlap);
    const weight = weightOfAll(units);
    if (weightOfAll(lead) <= LEAD_TOKENS_MAX && weightOfAll(lead) + weight <= CHUNK_TOKENS_MAX) {
      this.#emit(kind, [...lead, ...units]);
      this.#pending = [];
      this.#overlap = 0;
      return;
    }
    this.#flush({ overlap: false });
    if (weight <= CHUNK_TOKENS_MAX) return this.#emit(kind, units);
    this.#emitInParts(kind, units);
  }

  #emitInParts(kind: ChunkKind, units: readonly Unit[]): void {
    let part: Unit[] = [];
    let weight = 0;
    for (const unit of units) {
      const added = weightOf(unit);
      if (part.length > 0 && weight + added > TOKENS_AIM_MAX) {
        this.#emit(kind, part);
        part = [];
        weight = 0;
      }
      part.push(unit);
      weight += added;
    }
    this.#emit(kind, part);
  }

  #flush({ overlap }: { overlap: boolean }): void {
    const last = this.#pending.at(-1);
    if (this.#pending.length > this.#overlap) this.#emit("prose", this.#pending);
    const again = overlap && last !== undefined && weightOf(last) <= OVERLAP_TOKENS_MAX ? [last] : [];
    this.#pending = again;
    this.#overlap = again.length;
  }

  #leaveUnused(): void {
    const heading = this.#path.at(-1);
    if (heading?.used === false) this.#emit("prose", [heading.unit]);
  }

  #emit(kind: ChunkKind, units: readonly Unit[], path: readonly Heading[] = this.#path): void {
    const [first, last] = [units[0], units.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#whole = false;
    // What came before stands before.
    this.#releaseSmall();
    const text = textOfAll(units);
    this.chunks.push({
      kind,
      heading: headingLine(path),
      pageFrom: first.page,
      pageTo: last.pageTo,
      charFrom: first.from,
      charTo: last.to,
      tokens: tokensOf(text),
      hash: bytesToHex(sha256(utf8ToBytes(text.replace(/\s+/g, " ")))),
      text,
    });
  }
}

/** Whether two sections stand under the same heading, or both under none. */
function areBeside(one: readonly Heading[], other: readonly Heading[]): boolean {
  const [above, aboveOther] = [one.at(-2)?.unit, other.at(-2)?.unit];
  return one.length === other.length && above?.page === aboveOther?.page && above?.from === aboveOther?.from;
}

function unitsOf(page: ReadPage, kind: ChunkKind, { from, to }: { from: number; to: number }): Unit[] {
  const piece = { page: page.page, text: page.text, from, to };
  return kind === "prose" ? sentencesOf(piece, TOKENS_AIM_MAX) : linesOf(piece, TOKENS_AIM_MAX);
}

/** Whether a block goes on after a page break: prose in the middle of a sentence, anything else always. */
function continues(kind: ChunkKind, last: Unit | undefined, next: Unit): boolean {
  if (last === undefined || last.pageTo + 1 !== next.page) return false;
  if (kind !== "prose") return true;
  return (
    !/[.!?…:;。！？]["'”’»)\]*_]{0,3}$/.test(last.text.slice(-5)) && /^[\p{Ll}\d("'“‘]/u.test(next.text.slice(0, 2))
  );
}

function joined(kind: ChunkKind, before: readonly Unit[], after: readonly Unit[]): Unit[] {
  const [last, next] = [before.at(-1), after[0]];
  if (last === undefined || next === undefined) return [...before, ...after];
  const bridged = { ...last, text: `${last.text} ${next.text}`, pageTo: next.pageTo, to: next.to };
  if (kind === "prose" && weightOf(bridged) <= TOKENS_AIM_MAX)
    return [...before.slice(0, -1), bridged, ...after.slice(1)];
  return [...before, { ...next, gap: kind === "prose" ? " " : "\n" }, ...after.slice(1)];
}

function headingLine(path: readonly Heading[]): string {
  const line = path.map(({ title }) => title).join(" > ");
  return line.length <= HEADING_CHARS_MAX ? line : line.slice(0, betweenSigns(line, HEADING_CHARS_MAX));
}
