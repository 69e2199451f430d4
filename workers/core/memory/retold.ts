import type { RecapSentence } from "../../contracts/memory.ts";
import { listed } from "../naming.ts";
import type { Fact } from "./fact-book.ts";
import { firstSentences } from "./plain-text.ts";

/** What a recap says of one event, and how much that weighs. */
export interface Retold extends RecapSentence {
  readonly seq: number;
  readonly importance: number;
}

const ARRIVAL = /^The party came to .+\.$/;
const MEETING = /^The party met (.+) at (.+)\.$/;
/** A recap tells that something was told, and of its words the beginning. */
const TOLD_CHARS_MAX = 200;

/**
 * Facts as the sentences of a recap: whom the party met on arriving stands in the sentence of the arrival, and what was
 * told at length is cut short. What somebody has put into other words stays as they put it.
 */
export function retold(facts: readonly Fact[]): Retold[] {
  const met = new Map<number, string[]>();
  for (const fact of facts) {
    const name = meetingOf(fact)?.[1];
    if (name !== undefined) met.set(fact.seq, [...(met.get(fact.seq) ?? []), name]);
  }
  const arrivals = new Set(facts.filter(isArrival).map(({ seq }) => seq));
  const told = new Set<number>();
  return facts.flatMap((fact): Retold[] => {
    const { seq, importance } = fact;
    const meeting = meetingOf(fact);
    const names = met.get(seq) ?? [];
    const say = (text: string): Retold[] => [{ text, rests: [seq], seq, importance }];
    if (meeting !== null) {
      if (arrivals.has(seq) || told.has(seq)) return [];
      told.add(seq);
      return say(`The party met ${listed(names)} at ${meeting[2]}.`);
    }
    if (isArrival(fact) && names.length > 0) return say(`${fact.text.slice(0, -1)} and met ${listed(names)}.`);
    return say(fact.kind === "told" ? inShort(fact.text) : fact.text);
  });
}

/** The beginning of what was told. Where it ends in the middle of what somebody says, that is seen. */
function inShort(text: string): string {
  const cut = firstSentences(text, TOLD_CHARS_MAX);
  const count = (mark: string): number => cut.split(mark).length;
  return count("“") > count("”") ? `${cut} …”` : cut;
}

const isArrival = ({ text, correctedBy }: Fact): boolean => correctedBy === undefined && ARRIVAL.test(text);

function meetingOf({ aspect, text, correctedBy }: Fact): RegExpExecArray | null {
  return aspect?.startsWith("met:") === true && correctedBy === undefined ? MEETING.exec(text) : null;
}
