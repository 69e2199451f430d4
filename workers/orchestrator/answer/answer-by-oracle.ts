import { KEPT_OUT, NOTHING_FOUND, type SourcesAnswer } from "../../contracts/orchestration.ts";
import type { AnswerInput } from "../../core/ports.ts";
import { crossingsIn, watchFor } from "../../core/safety/crossings.ts";
import { boundariesOf } from "../../core/safety/rating-boundaries.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { citationOf, placeOf } from "../prompt/sources-part.ts";
import { cleanText } from "../prompt/untrusted.ts";
import type { AnswerSource } from "./answer-sources.ts";
import { excerptOf } from "./excerpt.ts";
import { type Asked, askedIn, askedOfRules, fitOf, stemsIn } from "./question-fit.ts";

/** So much of a question a page must meet, and what was remembered, which nobody has searched for. */
const FILE_FIT_MIN = 0.4;
const FACT_FIT_MIN = 0.6;
/** A rule speaks of all creatures alike: it answers only what asks for hardly anything else. */
const RULE_FIT_MIN = 0.8;
/** "Who is the ferrywoman?" asks for the card that is called so, and not for all that names her. */
const CALLED_SO = 0.2;
/** A page that the search found by its sense shares no words with the question; it is quoted when nothing else is. */
const BY_SENSE = 0.01;

/** Says that it is not there. It costs nothing and nobody was asked. */
export function notThere(): SourcesAnswer {
  return { text: NOTHING_FOUND, found: false, cites: [], voice: ORACLE_VOICE, receipts: [], prompts: [] };
}

/** Says that the table does not speak of it. */
export function keptOut(): SourcesAnswer {
  return { ...notThere(), text: KEPT_OUT };
}

/** Whether words touch a line or a veil of the table. */
export function crosses(text: string, { view }: AnswerInput): boolean {
  return crossingsIn(text, watchFor(boundariesOf(view.public.dm))).length > 0;
}

/** Whether words touch what the table wants to have nothing to do with. */
export function crossesALine(text: string, { view }: AnswerInput): boolean {
  return crossingsIn(text, watchFor(boundariesOf(view.public.dm))).some(({ boundary }) => boundary.kind === "line");
}

interface Candidate {
  readonly fit: number;
  readonly text: string;
  readonly cites: SourcesAnswer["cites"];
}

/**
 * An answer without a model: whatever meets most of the question, be it a page that is quoted, a fact as it stands, a
 * card or a rule. Where two meet as much, the page comes first, which can be opened, and then what was remembered.
 */
export function quoted(input: AnswerInput, sources: readonly AnswerSource[]): SourcesAnswer {
  const asked = askedIn(input.question);
  const candidates = [
    ...sources.flatMap((source) => (source.kind === "file" ? pageOf(source, asked) : [])),
    ...sources.flatMap((source) => (source.kind === "memory" ? factOf(source, asked) : [])),
    ...sources.flatMap((source) => (source.kind === "rules" || source.kind === "house" ? ruleOf(source, asked) : [])),
  ];
  const best = candidates.reduce<Candidate | null>((most, each) => (most && most.fit >= each.fit ? most : each), null);
  if (best === null) return notThere();
  if (crosses(best.text, input)) return keptOut();
  return { ...notThere(), found: true, text: best.text, cites: best.cites };
}

function pageOf({ passage }: Extract<AnswerSource, { kind: "file" }>, asked: Asked): Candidate[] {
  const { text, fit } = excerptOf(passage, asked);
  if (text === "" || (fit > 0 && fit < FILE_FIT_MIN)) return [];
  return [
    { fit: Math.max(fit, BY_SENSE), text: `“${text}” — ${placeOf(passage)} [1]`, cites: [citationOf(1, passage)] },
  ];
}

function factOf({ text, names }: Extract<AnswerSource, { kind: "memory" }>, asked: Asked): Candidate[] {
  const fit = fitOf(asked, stemsIn(`${names ?? ""} ${text}`));
  if (fit < FACT_FIT_MIN) return [];
  const called = names !== undefined && fitOf(asked, stemsIn(names)) === 1 ? CALLED_SO : 0;
  return [{ fit: fit + called, text: `${cleanText(text)} (from play)`, cites: [] }];
}

function ruleOf(
  { kind, text, subject }: Extract<AnswerSource, { kind: "rules" | "house" }>,
  asked: Asked,
): Candidate[] {
  const asking = askedOfRules(asked);
  if (kind === "house") {
    const { text: some, fit } = excerptOf({ title: "", heading: "", text }, asking);
    return fit < RULE_FIT_MIN ? [] : [{ fit, text: `${some} (the table's own rules)`, cites: [] }];
  }
  const fit = fitOf(asking, stemsIn(`${subject ?? ""} ${text}`));
  return fit < RULE_FIT_MIN ? [] : [{ fit, text: `${cleanText(text)} (the rules in short)`, cites: [] }];
}
