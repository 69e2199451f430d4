import type { Boundary, Cut } from "../../../contracts/dm.ts";
import type { NarratorAnswer } from "../../../contracts/orchestration.ts";
import type { Narrator, NarratorInput } from "../../../core/ports.ts";
import { type BoundaryWatch, crossingsIn, watchFor } from "../../../core/safety/crossings.ts";
import { LOOKS_AWAY } from "../../narrator/check-narration.ts";
import { narrationSentences } from "../../narrator/narration-sentences.ts";
import { piecesOf } from "./sentences.ts";

const CUT_CHARS_MAX = 600;
const CUTS_MAX = 40;

/**
 * The Oracle at a table that has ruled something out: authored words too give way to what people have asked for. Only the
 * table's own boundaries count here, since an adventure is written for its rating.
 */
export class WithinBounds implements Narrator {
  readonly #oracle: Narrator;

  constructor(oracle: Narrator) {
    this.#oracle = oracle;
  }

  async *narrate(input: NarratorInput): AsyncGenerator<{ delta: string }, NarratorAnswer> {
    const { boundaries } = input.view.public.dm;
    if (boundaries.length === 0) return yield* this.#oracle.narrate(input);
    const answer = await wholeOf(this.#oracle.narrate(input));
    const watch = watchFor(boundaries);
    const { text, cuts } = withinBounds(answer.narration.text, watch);
    for (const delta of piecesOf(text)) yield { delta };
    const suggestions = answer.narration.suggestions.filter((words) => crossingsIn(words, watch).length === 0);
    return { ...answer, narration: { ...answer.narration, text, suggestions }, cuts: [...answer.cuts, ...cuts] };
  }
}

async function wholeOf(telling: AsyncGenerator<unknown, NarratorAnswer>): Promise<NarratorAnswer> {
  for (;;) {
    const step = await telling.next();
    if (step.done === true) return step.value;
  }
}

function withinBounds(text: string, watch: BoundaryWatch): { text: string; cuts: Cut[] } {
  const cuts: Cut[] = [];
  const paragraphs: string[][] = [];
  for (const sentence of narrationSentences(text)) {
    paragraphs[sentence.paragraph] ??= [];
    const kind = strictest(crossingsIn(sentence.text, watch).map(({ boundary }) => boundary.kind));
    if (kind === null) paragraphs[sentence.paragraph]?.push(sentence.text.trim());
    else cuts.push({ rule: RULES[kind], text: sentence.text.trim().slice(0, CUT_CHARS_MAX) });
  }
  const kept = paragraphs.flatMap((sentences) => (sentences.length === 0 ? [] : [sentences.join(" ")]));
  const looksAway = kept.length === 0 || cuts.some(({ rule }) => rule === RULES.veil);
  return { text: [...kept, ...(looksAway ? [LOOKS_AWAY] : [])].join("\n\n"), cuts: cuts.slice(0, CUTS_MAX) };
}

const RULES = { line: "crosses-a-line", veil: "behind-a-veil" } as const;

function strictest(kinds: readonly Boundary["kind"][]): Boundary["kind"] | null {
  if (kinds.includes("line")) return "line";
  return kinds[0] ?? null;
}
