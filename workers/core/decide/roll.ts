import type { MemberId } from "../../contracts/ids.ts";
import type { Handler } from "../decide.ts";
import { roll as rollDice } from "../dice/roll.ts";
import type { CampaignState, OpenTicket } from "../state.ts";
import type { Refusal } from "../step.ts";
import { freshEntropy } from "./entropy.ts";
import { variablesOf } from "./variables.ts";
import { waitingRolls } from "./waiting-rolls.ts";

/** Every die of a roll is sent to everybody and kept for good. */
export const OWN_DICE_MAX = 100;

/** A player lets dice fall: their own formula, or one the GM has called for. */
export const roll: Handler<"roll"> = ({ step, member }, command) => {
  if (member.role === "spectator")
    return { slug: "not-allowed", detail: "Spectators watch the dice; players roll them." };
  const entropy = freshEntropy(step.state, member.id, command.entropy);
  if (command.ticketSeq !== undefined) {
    const ticket = openTicketOf(step.state, command.ticketSeq, member.id);
    if (ticket === null) return { slug: "ticket-closed" };
    if (entropy !== null) step.emit("entropy_committed", { entropy });
    step.fall(ticket);
    return null;
  }
  const read = readable(command.expression, variablesOf(step.state, member.creatureId));
  if (!read.ok) return read.refusal;
  if (entropy !== null) step.emit("entropy_committed", { entropy });
  step.roll({
    expression: read.expression,
    dc: null,
    visibility: command.visibility,
    rollerId: member.id,
    purpose: {
      kind: "free",
      label: command.label ?? command.expression.slice(0, 120),
      creatureId: member.creatureId,
      targetId: null,
    },
  });
  return null;
};

/** The formula with the sheet's numbers filled in, or a refusal that says what cannot be read. */
export function readable(
  text: string,
  variables: Readonly<Record<string, number>>,
): { ok: true; expression: string } | { ok: false; refusal: Refusal } {
  // One draw for each die, the lowest: only whether the formula can be read is asked here.
  const tried = rollDice(text, variables, () => 1);
  if (!tried.ok) return { ok: false, refusal: { slug: "bad-dice", detail: tried.error.message } };
  if (tried.outcome.dice.length > OWN_DICE_MAX)
    return { ok: false, refusal: { slug: "bad-dice", detail: `Roll at most ${OWN_DICE_MAX} dice at a time.` } };
  return { ok: true, expression: tried.expression };
}

/** A roll that waits for this member: called for their hero, also where they may not see it themselves. */
function openTicketOf(state: CampaignState, ticketSeq: number, memberId: MemberId): OpenTicket | null {
  return waitingRolls(state).find(({ seq, rollerId }) => seq === ticketSeq && rollerId === memberId) ?? null;
}

/** Commits to the next share of chance before any roll needs it. */
export const commitEntropy: Handler<"commit_entropy"> = ({ step, member }, command) => {
  const entropy = freshEntropy(step.state, member.id, command.entropy);
  if (entropy !== null) step.emit("entropy_committed", { entropy });
  return null;
};
