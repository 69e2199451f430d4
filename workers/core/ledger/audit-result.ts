import { canonicalJson } from "./canonical-json.ts";
import { fall } from "./fall.ts";
import type { Finding, FindingReason } from "./findings.ts";
import type { DiceContext } from "./link-chain.ts";
import { type FoundClosing, type FoundResult, type FoundTicket, isRecord } from "./read-event.ts";
import { verifyVeil } from "./veils.ts";

/** A resolved roll with all it must agree with. */
export interface ResultClaim {
  seq: number;
  context: DiceContext;
  ticket: FoundTicket;
  closing: FoundClosing;
  result: FoundResult;
  veilRoot: string;
  rolls: number;
}

/** Recomputes every die, the total and the margin of one roll from its link, entropy and ticket. */
export function auditResult(claim: ResultClaim): Finding[] {
  const { seq, context, ticket, closing, result } = claim;
  const findings: Finding[] = [];
  const find = (reason: FindingReason, detail: string) => findings.push({ reason, seq, detail });
  const hidden = ticket.visibility !== "public";
  if (hidden !== (result.veil !== null))
    find("veil-mismatch", hidden ? "A hidden roll must open its veil." : "A public roll must not mix in a veil.");
  else if (result.veil !== null && !verifyVeil(claim.veilRoot, closing.index, result.veil, claim.rolls))
    find("veil-mismatch", `The veil of roll ${closing.index} does not lead to the root of its epoch.`);
  const source = {
    ...context,
    index: closing.index,
    link: closing.link,
    entropy: result.tableEntropy,
    veil: result.veil?.veil,
  };
  const fallen = fall(ticket.expression, source);
  if (!fallen.ok) {
    find("expression-invalid", `${ticket.expression}: ${fallen.error.message}`);
    return findings;
  }
  compareDice(fallen.fall.dice, result.dice, find);
  const { total, successes } = fallen.fall;
  if (result.total !== total)
    find("total-mismatch", `${ticket.expression} gives ${total}, the log says ${String(result.total)}.`);
  else if (result.successes !== successes)
    find("total-mismatch", `${String(successes)} successes, the log says ${String(result.successes)}.`);
  const margin = ticket.dc === null ? null : Number(result.total) - ticket.dc;
  if (result.margin !== margin)
    find(
      "dc-changed",
      `Against ${ticket.dc ?? "no difficulty"} the margin is ${margin ?? "none"}, the log says ${String(result.margin)}.`,
    );
  return findings;
}

function compareDice(
  expected: readonly object[],
  found: readonly unknown[],
  find: (reason: FindingReason, detail: string) => void,
): void {
  if (expected.length !== found.length) {
    find("face-mismatch", `${expected.length} dice fall, the log lists ${found.length}.`);
    return;
  }
  for (const [position, die] of expected.entries()) {
    const other = found[position];
    if (isRecord(die) && isRecord(other) && ["label", "sides", "natural"].some((key) => die[key] !== other[key])) {
      const { label, sides, natural } = die;
      find(
        "face-mismatch",
        `Die ${String(label)} (d${String(sides)}) shows ${String(natural)}, the log says ${String(other.natural)}.`,
      );
    } else if (!isRecord(other) || !sameJson(die, other)) {
      find("dice-mismatch", `Die number ${position + 1} differs in what became of it.`);
    }
  }
}

/** Members may stand in any order; what has no canonical form is like nothing. */
function sameJson(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one) === canonicalJson(other);
  } catch {
    return false;
  }
}
