import type { Fact } from "./fact-book.ts";
import { creatureName } from "./fact-drafts.ts";
import type { Memory } from "./memory.ts";
import type { SeatSpan } from "./stage.ts";

/** Whose eyes a fact is meant for, beside which book it stands in. */
export type FactAudience = "all" | "gm" | "some";

const KNOWERS_MAX = 32;

/**
 * The heroes who know a fact: they were at the table when it came about, and its audience admits whoever played them then.
 * A hero who sat down later was not there; being told of it is a fact of its own.
 */
export function knowersOf({ stage }: Memory, fact: Fact, audience: FactAudience): string[] {
  if (audience === "gm") return [];
  return Object.entries(stage.seats)
    .flatMap(([creatureId, spans]) =>
      spans.some((span) => wasThere(span, fact.seq) && isMeantFor(span, fact, audience))
        ? [creatureName(stage, creatureId)]
        : [],
    )
    .slice(0, KNOWERS_MAX);
}

const wasThere = ({ from, to }: SeatSpan, seq: number): boolean => from <= seq && (to === null || seq <= to);
const isMeantFor = ({ memberId }: SeatSpan, { to = [] }: Fact, audience: FactAudience): boolean =>
  audience === "all" || to.includes(memberId);

/** The heroes who are at the table now. */
export function partyOf({ stage }: Memory): string[] {
  return Object.entries(stage.seats).flatMap(([creatureId, spans]) =>
    spans.some(({ to }) => to === null) ? [creatureName(stage, creatureId)] : [],
  );
}
