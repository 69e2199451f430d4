/** One sentence of a narration; speech in quotation marks and its "she says" are never torn apart. */
export interface Sentence {
  readonly text: string;
  readonly paragraph: number;
}

export const SPEECH_VERBS =
  "say|says|said|ask|asks|asked|reply|replies|replied|answer|answers|answered|shout|shouts|shouted|whisper|whispers|whispered|mutter|mutters|muttered|murmur|murmurs|murmured|call|calls|called|cry|cries|cried|yell|yells|yelled|growl|growls|growled|snap|snaps|snapped|declare|declares|declared|announce|announces|announced|add|adds|added|continue|continues|continued|tell|tells|told|explain|explains|explained|demand|demands|demanded|insist|insists|insisted|hiss|hisses|hissed|exclaim|exclaims|exclaimed|retort|retorts|retorted|respond|responds|responded|begin|begins|began|plead|pleads|pleaded|offer|offers|offered|agree|agrees|agreed|promise|promises|promised|swear|swears|swore|admit|admits|admitted|confess|confesses|confessed|croak|croaks|croaked|rasp|rasps|rasped|bellow|bellows|bellowed|breathe|breathes|breathed|manage|manages|managed|warn|warns|warned|greet|greets|greeted|intone|intones|intoned|vow|vows|vowed|sing|sings|sang|laugh|laughs|laughed|boast|boasts|boasted|repeat|repeats|repeated|interject|interjects|interjected";

const TAG = new RegExp(`^\\s*(?:(?:[\\p{L}’'-]+\\s+){1,4}?(?:${SPEECH_VERBS})|(?:${SPEECH_VERBS})\\s)\\b`, "u");
const ABBREVIATION = /(?:^|[\s(“"])(?:mr|mrs|ms|dr|st|no|vs|[A-Z])\.$/i;
const END = /[.!?…]/;
const CLOSERS = /^[”"’')\]»*_]*(?:\s*\[[\d,;sS\s]*\])*/;

/** The sentences of a text in order, with the paragraph each stands in. */
export function narrationSentences(text: string): Sentence[] {
  return text
    .split(/\n\s*/)
    .filter((paragraph) => paragraph.trim() !== "")
    .flatMap((paragraph, at) => sentencesIn(paragraph.trim()).map((each) => ({ text: each, paragraph: at })));
}

function sentencesIn(paragraph: string): string[] {
  const ends = endsOf(paragraph, true) ?? endsOf(paragraph, false) ?? [];
  const pieces: string[] = [];
  let from = 0;
  for (const end of [...ends, paragraph.length]) {
    const piece = paragraph.slice(from, end).trim();
    if (piece !== "") pieces.push(piece);
    from = end;
  }
  return pieces;
}

/** Where sentences end; null when a quotation is never closed and so swallows the rest. */
function endsOf(paragraph: string, minding: boolean): number[] | null {
  const ends: number[] = [];
  let quoted = false;
  for (let at = 0; at < paragraph.length; at += 1) {
    const sign = paragraph.charAt(at);
    if (minding && isQuote(sign)) {
      quoted = sign === '"' ? !quoted : sign === "“" || sign === "«";
      if (quoted || !END.test(paragraph.charAt(at - 1))) continue;
      const end = afterClosers(paragraph, at + 1);
      const rest = paragraph.slice(end, end + 80);
      if (isGap(paragraph, end) && !/^\s+\p{Ll}/u.test(rest) && !TAG.test(rest)) ends.push(end);
      continue;
    }
    if (quoted || !END.test(sign) || END.test(paragraph.charAt(at + 1))) continue;
    const end = afterClosers(paragraph, at + 1);
    if (!isGap(paragraph, end) || /^\s+\p{Ll}/u.test(paragraph.slice(end, end + 4))) continue;
    if (sign === "." && ABBREVIATION.test(paragraph.slice(Math.max(0, at - 6), at + 1))) continue;
    ends.push(end);
    at = end - 1;
  }
  return quoted ? null : ends;
}

const isQuote = (sign: string): boolean => sign === '"' || sign === "“" || sign === "”" || sign === "«" || sign === "»";

/** Closing marks and the numbers of sources belong to the sentence before them; an opening quote does not. */
function afterClosers(text: string, at: number): number {
  const closers = CLOSERS.exec(text.slice(at, at + 60))?.[0] ?? "";
  return at + closers.length;
}

const isGap = (text: string, at: number): boolean => at >= text.length || /\s/.test(text.charAt(at));
