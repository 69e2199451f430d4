import type { Cut, CutRule } from "../../contracts/dm.ts";
import type { NarratorAnswer } from "../../contracts/orchestration.ts";
import { type BoundaryWatch, crossingsIn, watchFor } from "../../core/safety/crossings.ts";
import { plainWords } from "../../core/safety/folded-words.ts";
import { citationOf, type NumberedPassage } from "../prompt/sources-part.ts";
import { type Evidence, run } from "./evidence.ts";
import { decidesForAHero } from "./hero-decisions.ts";
import { type Before, leftOpen, speaksForAHero } from "./hero-speech.ts";
import { inventsADeath, inventsAWound } from "./invented-harm.ts";
import { inventsAThing } from "./invented-things.ts";
import { narrationSentences, type Sentence } from "./narration-sentences.ts";
import { plainProse } from "./plain-prose.ts";
import { runsOfOrders, SaidBefore, sharesARun } from "./said-before.ts";
import { deedsIn, type Subjects, type Token, tokensIn } from "./sentence-tokens.ts";

/** A narration after it was checked: what is told, what was cut and why, and the seqs it rests on. */
export interface CheckedNarration {
  readonly text: string;
  readonly cuts: Cut[];
  /** Sources by the numbers a reader sees, and where in the text each is cited. */
  readonly cites: NarratorAnswer["cites"];
  readonly rests: number[];
  /** Sentences that were kept and are no stand-in of ours. */
  readonly kept: number;
}

const CUTS_MAX = 40;
const CUT_CHARS_MAX = 600;
const RESTS_MAX = 64;
const CITES_MAX = 12;
const TEXT_MAX = 7_900;
/** A sentence without an end is told up to here. */
const SENTENCE_WORDS_MAX = 160;
const MARKER = /\s*\[\s*((?:s\s?)?\d{1,15}(?:\s*[,;]\s*(?:s\s?)?\d{1,15})*)\s*\]/gi;
/** In place of what happens behind a veil. */
export const LOOKS_AWAY = "Here the story looks away for a moment.";

/**
 * Holds a narration against what happened, sentence by sentence. The same text and evidence give the same answer. What
 * it cites must be a fact of the turn or one of the sources that were given.
 */
export function checkNarration(
  raw: string,
  evidence: Evidence,
  sources: readonly NumberedPassage[] = [],
): CheckedNarration {
  const check = new Check(evidence, sources);
  for (const sentence of narrationSentences(plainProse(raw))) check.read(sentence);
  return check.result();
}

/** What a sentence cites: facts of the turn by their seqs, sources by their numbers. */
interface Cited {
  readonly cited: readonly number[];
  readonly sources: readonly number[];
}

interface Kept {
  readonly text: string;
  readonly paragraph: number;
  /** A stand-in of ours. */
  readonly own: boolean;
  readonly sources: number[];
}

class Check {
  readonly #evidence: Evidence;
  readonly #seqs: ReadonlySet<number>;
  readonly #watch: BoundaryWatch;
  readonly #orders: ReadonlySet<string>;
  readonly #before: SaidBefore;
  readonly #cuts: Cut[] = [];
  readonly #sources: ReadonlyMap<number, NumberedPassage["passage"]>;
  readonly #kept: Kept[] = [];
  readonly #rests = new Set<number>();
  #open: Before;
  #words = 0;
  #full = false;
  #paragraph = -1;

  constructor(evidence: Evidence, sources: readonly NumberedPassage[]) {
    this.#evidence = evidence;
    this.#sources = new Map(sources.map(({ n, passage }) => [n, passage]));
    this.#seqs = new Set(evidence.seqs);
    this.#watch = watchFor(evidence.boundaries);
    this.#orders = runsOfOrders(evidence.orders);
    this.#before = new SaidBefore(evidence.recent, evidence.instead);
    this.#open = this.#nobody();
  }

  read({ text: written, paragraph }: Sentence): void {
    if (paragraph !== this.#paragraph) this.#open = { ...this.#open, gesture: [] };
    this.#paragraph = paragraph;
    const { text, ...cited } = this.#withoutMarkers(written);
    if (plainWords(text).length === 0) return this.#citeBefore(cited);
    const rule = this.#full ? "too-long" : this.#ruleFor(text);
    if (rule !== null) this.#cut(rule, text);
    else this.#keep(text, paragraph, cited);
    if (rule === "behind-a-veil" && this.#kept.at(-1)?.own !== true)
      this.#kept.push({ text: LOOKS_AWAY, paragraph, own: true, sources: [] });
  }

  result(): CheckedNarration {
    const { text: told, cites } = this.#joined();
    const text = this.#full && told !== "" ? `${told} …` : told;
    const rests = this.#rests.size > 0 ? [...this.#rests] : [...this.#seqs];
    return {
      text,
      cuts: this.#cuts.slice(0, CUTS_MAX),
      cites,
      rests: rests.sort((a, b) => a - b).slice(0, RESTS_MAX),
      kept: this.#kept.filter(({ own }) => !own).length,
    };
  }

  /** The sentences in their paragraphs. A source is cited where its sentence ends, and numbered as it first comes. */
  #joined(): { text: string; cites: CheckedNarration["cites"] } {
    const numbers = new Map<number, number>();
    const cites: CheckedNarration["cites"] = [];
    let text = "";
    let last: number | null = null;
    for (const { text: sentence, paragraph, sources } of this.#kept) {
      text += `${last === null ? "" : paragraph === last ? " " : "\n\n"}${sentence}`;
      last = paragraph;
      for (const source of new Set(sources)) {
        const passage = this.#sources.get(source);
        if (passage === undefined || cites.length >= CITES_MAX) continue;
        const n = numbers.get(source) ?? numbers.size + 1;
        numbers.set(source, n);
        cites.push({ ...citationOf(n, passage), at: text.length });
      }
    }
    return { text, cites };
  }

  #withoutMarkers(written: string): { text: string } & Cited {
    const cited: number[] = [];
    const sources: number[] = [];
    const text = written
      .replace(MARKER, (marker, list: string) => {
        for (const each of list.split(/[,;]/)) {
          const number = Number(each.replace(/[s\s]/gi, ""));
          const isSource = /s/i.test(each);
          if (isSource ? this.#sources.has(number) : this.#seqs.has(number)) (isSource ? sources : cited).push(number);
          else this.#cut("unknown-source", marker.trim());
        }
        return "";
      })
      .replace(/ +([,.;:!?…])/g, "$1")
      .trim();
    return { text, cited, sources };
  }

  /** A mark that stands by itself belongs to the sentence before it. */
  #citeBefore({ sources }: Cited): void {
    const before = this.#kept.at(-1);
    if (before !== undefined && !before.own) before.sources.push(...sources);
  }

  #keep(text: string, paragraph: number, { cited, sources }: Cited): void {
    const words = plainWords(text).length;
    const chars = this.#kept.reduce((sum, each) => sum + each.text.length + 2, 0);
    if (this.#words + words > this.#evidence.wordsMax && this.#words > 0) {
      this.#full = true;
      this.#cut("too-long", text);
      return;
    }
    if (words > SENTENCE_WORDS_MAX || text.length > 1_600 || chars + text.length > TEXT_MAX) {
      this.#full = true;
      this.#cut("too-long", text.slice(endOfWords(text)));
      if (chars < TEXT_MAX - 1_700)
        this.#kept.push({ text: text.slice(0, endOfWords(text)).trim(), paragraph, own: false, sources: [] });
      return;
    }
    this.#words += words;
    this.#kept.push({ text, paragraph, own: false, sources: [...sources] });
    for (const seq of cited) this.#rests.add(seq);
  }

  #cut(rule: CutRule, text: string): void {
    if (this.#cuts.length < CUTS_MAX) this.#cuts.push({ rule, text: [...text].slice(0, CUT_CHARS_MAX / 2).join("") });
  }

  #ruleFor(text: string): CutRule | null {
    const crossed = crossingsIn(text, this.#watch);
    if (crossed.some(({ boundary }) => boundary.kind === "line")) return this.#forget("crosses-a-line");
    if (crossed.length > 0) return this.#forget("behind-a-veil");
    const isAuthored = this.#evidence.authored.some((authored) => authored.includes(run(text)));
    if (!isAuthored && sharesARun(text, this.#orders)) return this.#forget("repeats-its-orders");
    if (this.#before.comesTwice(text) || (!isAuthored && this.#before.wasTold(text))) return "repeats-itself";
    const tokens = tokensIn(text, this.#evidence.cast);
    const deeds = deedsIn(tokens, this.#subjects());
    const rule = isAuthored ? null : this.#aboutHeroes(text, tokens, deeds);
    this.#open = leftOpen(tokens, deeds, this.#evidence.you);
    return rule;
  }

  #aboutHeroes(text: string, tokens: readonly Token[], deeds: ReturnType<typeof deedsIn>): CutRule | null {
    const evidence = this.#evidence;
    if (speaksForAHero(tokens, deeds, { evidence, before: this.#open })) return "speaks-for-a-hero";
    if (decidesForAHero(text, tokens, { deeds, evidence })) return "decides-for-a-hero";
    if (/\?[”"’)]*$/.test(text)) return null;
    if (inventsADeath(tokens, evidence)) return "invented-death";
    if (inventsAWound(tokens, evidence)) return "invented-wound";
    return inventsAThing(tokens, { deeds, evidence }) ? "invented-item" : null;
  }

  /** A name, "you", or a pronoun that the sentence before has left to one hero. */
  #subjects(): Subjects {
    const open = this.#open;
    const { you } = this.#evidence;
    return {
      heroesAt: (tokens, at) => {
        const token = tokens[at];
        if (token === undefined) return [];
        if (token.who !== null) return token.who.kind === "hero" ? [token.who] : [];
        if (token.word === "you") return you;
        return at === 0 ? (open.pronouns.get(token.word) ?? []) : [];
      },
    };
  }

  #forget(rule: CutRule): CutRule {
    this.#open = this.#nobody();
    return rule;
  }

  #nobody(): Before {
    return { gesture: [], pronouns: new Map([["you", this.#evidence.you]]) };
  }
}

/** Where the last whole word within our limits ends. */
function endOfWords(text: string): number {
  const head = text.slice(0, 1_500);
  const last = head.lastIndexOf(" ");
  return last > 0 && text.length > head.length ? last : Math.min(text.length, 1_500);
}
