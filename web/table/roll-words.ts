import type { RolledDie, RollOutcome } from "../../workers/contracts/events.ts";
import type { RollCard } from "../state/story-entry.ts";

export const OUTCOMES: Record<RollOutcome, string> = {
  critical: "Critical success",
  success: "Success",
  partial: "Success at a price",
  failure: "Failure",
  fumble: "Critical failure",
  none: "",
};

export const VISIBILITY: Record<RollCard["visibility"], string> = {
  public: "for all to see",
  gm: "for the GM and the roller",
  blind: "for the GM alone",
  self: "for the roller alone",
};

const keptSum = (dice: readonly RolledDie[]) =>
  dice.filter(({ kept }) => kept).reduce((sum, { value }) => sum + value, 0);

/** The sum a person would write: kept dice, what was added, and the total. Pools count successes instead. */
export function sumText(result: NonNullable<RollCard["result"]>): string {
  if (result.successes !== null) return `${result.successes} ${result.successes === 1 ? "success" : "successes"}`;
  const kept = result.dice.filter((die) => die.kept);
  if (kept.length === 0) return String(result.total);
  const added = result.total - keptSum(result.dice);
  const dice =
    kept.length <= 8 ? kept.map(({ value }) => value).join(" + ") : `${kept.length} dice: ${keptSum(result.dice)}`;
  if (added === 0) return kept.length === 1 ? dice : `${dice} = ${result.total}`;
  return `${dice} ${added > 0 ? "+" : "−"} ${Math.abs(added)} = ${result.total}`;
}

/** A roll as one would say it aloud. */
export function spokenRoll(card: RollCard): string {
  if (card.voided !== null) return `${card.who}: the roll for ${card.label} was called off.`;
  const against = card.dc === null ? "" : ` against ${card.dc}`;
  if (card.result === null) return `${card.who} is to roll ${card.label}${against}.`;
  const outcome = OUTCOMES[card.result.outcome];
  return `${card.who} rolled ${card.result.total} for ${card.label}${against}${outcome === "" ? "" : `: ${outcome.toLowerCase()}`}.`;
}

/** The die that stands for the whole roll: the first one kept, or the first. */
export function leadingDie(card: RollCard): { sides: number; value: number | undefined } {
  const dice = card.result?.dice ?? [];
  const die = dice.find(({ kept }) => kept) ?? dice[0];
  const sides = shapeFor(die?.sides ?? Number(/d(\d+)/.exec(card.expression)?.[1] ?? 20));
  // A formula without dice has a result all the same.
  return { sides, value: die?.value ?? card.result?.total };
}

const SHAPES = [4, 6, 8, 10, 12, 20, 100];

/** The shape a die is drawn in: its own, or for odd dice the next larger one. */
export function shapeFor(sides: number): number {
  return SHAPES.find((shape) => shape >= sides) ?? 100;
}

export function toneOf(card: RollCard): "best" | "worst" | "plain" {
  if (card.result === null) return "plain";
  if (card.result.outcome === "critical") return "best";
  return card.result.outcome === "fumble" ? "worst" : "plain";
}
