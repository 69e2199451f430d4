/** What an answer may hold. */
interface Allowance {
  readonly limit: number;
  readonly tokensMax: number;
}

interface Candidate {
  readonly uploadId: string;
  readonly heading: string;
  readonly text: string;
  readonly tokens: number;
}

const PER_SECTION_MAX = 2;

/** Takes the best that fit: at most two of a section, none twice, and never more tokens than there is room for. */
export function choose<Of extends Candidate>(ranked: readonly Of[], { limit, tokensMax }: Allowance): Of[] {
  const chosen: Of[] = [];
  const bySection = new Map<string, number>();
  const seen = new Set<string>();
  let tokens = 0;
  for (const each of ranked) {
    if (chosen.length >= limit) break;
    const section = `${each.uploadId}\n${each.heading}`;
    const taken = bySection.get(section) ?? 0;
    // A shorter passage further down may still fit.
    if (taken >= PER_SECTION_MAX || seen.has(each.text) || tokens + each.tokens > tokensMax) continue;
    chosen.push(each);
    seen.add(each.text);
    bySection.set(section, taken + 1);
    tokens += each.tokens;
  }
  return chosen;
}
